"""The attitudes part of the page Quotes: what is attributed without being reported as said."""

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from analysis.store.filters import Filters
from analysis.store.queries import attitudes as attitude_queries
from ui.core import address, data
from ui.widgets import evidence, markup, selectable_table

UNKNOWN_HOLDER = "Holder not known"


def draw_attitudes(filters: Filters) -> None:
    """Show all attitudes in a table to search; a row chosen is shown in its sentence."""
    st.caption(
        "Beliefs, wishes, judgements and commitments: “denounced the launch”, “expects to win”. "
        "They are weighed by a model, surest near 100 %, and never counted as somebody's words."
    )
    find = st.text_input(
        "Search in attitudes, holders and cues",
        key="find_attitude",
        bind="query-params",
        placeholder="e.g. supports, sanctions, a name",
    )
    sought = find.strip()
    total = data.cached_query(attitude_queries.count_attitudes, filters, sought)
    if not total:
        named = f" that contains “{sought}”" if sought else ""
        evidence.draw_note(f"No attitude{named} was found in what is looked at.")
        return
    offset = selectable_table.draw_offset(total, what="attitudes", key="attitudes")
    found = data.cached_query(
        attitude_queries.attitudes, filters, sought, selectable_table.PER_PAGE, offset
    )
    labels = {row["attitude_id"]: _line(row) for row in found.to_dict("records")}
    selectable_table.draw_selectable_table(
        _readable(found),
        tuple(found["attitude_id"]),
        key="attitudes",
        state=(filters, sought, offset),
        chosen=st.query_params.get("attitude", ""),
        pick=lambda attitude: address.set_choices(attitude=attitude),
        alt=f"{len(found)} attitudes with holder, cue and outlet",
        columns={
            "Attitude": st.column_config.TextColumn(width="large"),
            "Surety": st.column_config.NumberColumn(format="percent"),
        },
    )
    chosen = address.draw_select(
        "attitude", "Attitude in its sentence", {"": "Choose a row, or an attitude here", **labels}
    )
    if chosen:
        passages = data.cached_query(attitude_queries.context, chosen)
        evidence.draw_evidence(passages, key="attitude_context", what="attitude chosen")


def _readable(found: pd.DataFrame) -> pd.DataFrame:
    shown = found[["holder", "cue", "text", "outlet_label", "published", "confidence"]]
    shown = shown.assign(
        holder=shown["holder"].where(shown["holder"] != "", UNKNOWN_HOLDER),
        published=shown["published"].dt.date,
        confidence=shown["confidence"].round(2),
    )
    return shown.set_axis(["Holder", "Cue", "Attitude", "Outlet", "Published", "Surety"], axis=1)


def _line(row: Mapping[Hashable, Any]) -> str:
    return markup.shorten(
        f"{row['outlet_label']} · {row['holder'] or UNKNOWN_HOLDER} {row['cue']}: {row['text']}"
    )
