"""Outlets of one house on the page Corpus: several names of an outlet are made one, and undone."""

from collections.abc import Mapping, Sequence
from zlib import crc32

import pandas as pd
import streamlit as st

from analysis.corpus.outlet_houses import OutletHouse
from analysis.store.queries import outlets as outlet_queries
from analysis.store.workspace import Workspace
from ui.core import data, jobs
from ui.core.overrides import Undo, apply_override

_TICK, _NAME = "Count as one", "Name"
_OUTLETS, _ARTICLES, _WHY = "Outlets", "Articles", "Why"


def draw_houses() -> None:
    """Offer to count outlets as one that seem to be, and list those that are."""
    houses = data.cached_query(outlet_queries.find_houses)
    if houses:
        with st.expander(f"Outlets that may be one ({len(houses):,})", key="houses"):
            _draw_proposals(houses)
    outlet_names = data.get_workspace().overrides.outlet_names
    if outlet_names:
        with st.expander(f"Outlets counted under another name ({len(outlet_names):,})"):
            _draw_names(outlet_names)


def find_names(houses: Sequence[OutletHouse], edited: pd.DataFrame) -> dict[str, str]:
    """Return the name that counts for each outlet of the houses that were ticked.

    Args:
        houses: the houses that were offered.
        edited: a row for each of them: :data:`_TICK`, and :data:`_NAME` as it may be edited.
    """
    rows = zip(houses, edited[_TICK], edited[_NAME], strict=True)
    return {
        outlet: str(name).strip()
        for house, is_ticked, name in rows
        if is_ticked and name and str(name).strip()
        for outlet in house.outlets
        if outlet != str(name).strip()
    }


def rename_outlets(workspace: Workspace, names: Mapping[str, str | None]) -> Undo:
    """Give outlets other names, or their own again (None), and return how to undo it."""
    previous = workspace.overrides.outlet_names
    workspace.rename_outlets(names)
    current = workspace.overrides.outlet_names
    former = {outlet: previous.get(outlet) for outlet in {*previous, *current}}
    return Undo(_describe_names(names), lambda workspace: workspace.rename_outlets(former))


def _describe_names(names: Mapping[str, str | None]) -> str:
    """Return which outlets count as which, and which have their own names again."""
    renamed = [outlet for outlet, name in names.items() if name]
    freed = [outlet for outlet, name in names.items() if not name]
    targets = ", ".join(sorted({name for name in names.values() if name}))
    sentences = []
    if renamed:
        verb = "count" if len(renamed) > 1 else "counts"
        sentences.append(f"{', '.join(renamed)} {verb} as {targets}.")
    if freed:
        verb = "have" if len(freed) > 1 else "has"
        sentences.append(f"{', '.join(freed)} {verb} the name as loaded again.")
    return " ".join(sentences)


def _draw_proposals(houses: list[OutletHouse]) -> None:
    st.caption(
        "Tick those that are one outlet. Articles loaded later follow, and it can be undone."
    )
    table = pd.DataFrame(
        {
            _TICK: False,
            _NAME: [house.name for house in houses],
            _OUTLETS: [" · ".join(house.outlets) for house in houses],
            _ARTICLES: [house.articles for house in houses],
            _WHY: ["; ".join(house.reasons) for house in houses],
        }
    )
    # Another list is another table: Streamlit keeps edits by row position.
    view = crc32(repr(houses).encode())
    edited = st.data_editor(
        table,
        hide_index=True,
        disabled=[_OUTLETS, _ARTICLES, _WHY],
        key=f"houses_{view:08x}",
        alt="Outlets that may be one: names, number of articles, and why",
    )
    names = find_names(houses, edited)
    if st.button(
        "Count the ticked as one", key="join_houses", disabled=jobs.is_busy() or not names
    ):
        apply_override(
            lambda workspace: rename_outlets(workspace, names), "Counting outlets as one"
        )


def _draw_names(outlet_names: Mapping[str, str]) -> None:
    chosen = st.multiselect(
        "Outlets to count under their own name again",
        list(outlet_names),
        format_func=lambda outlet: f"{outlet} → {outlet_names[outlet]}",
        key="own_names",
    )
    if st.button("Use own names", key="use_own_names", disabled=jobs.is_busy() or not chosen):
        apply_override(
            lambda workspace: rename_outlets(workspace, dict.fromkeys(chosen)),
            "Counting outlets under their own names",
        )
