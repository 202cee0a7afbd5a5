"""Corrections of entities by the analyst: one merged, split, renamed or typed, and all undone."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import pandas as pd
import streamlit as st

from analysis.corpus.entity_overrides import KINDS, EntityOverrides, OverrideKind
from analysis.entity_types import NAMED_LABELS, plural_name
from ui.core import data, jobs, selection
from ui.widgets import evidence

Change = Callable[[EntityOverrides], EntityOverrides]


class EntityOverride(NamedTuple):
    """One decision: what takes it back, and what it says."""

    kind: OverrideKind
    entity: str
    name: str
    told: str

    def undone(self, made: EntityOverrides) -> EntityOverrides:
        """Return the decisions without this one."""
        return made.without(self.kind, self.entity, self.name)


def draw_entity_editor(entity: str, row: pd.Series, others: Mapping[str, str]) -> None:
    """Let one entity be corrected.

    Args:
        entity: its id.
        row: its row of the table ``entities``.
        others: name by id of the entities it may be one with.
    """
    with st.expander("Correct this entity: its name, its type, what belongs to it", key="correct"):
        st.caption("What you decide is kept beside the articles and can be undone below.")
        with st.grid(2, min_column_width=300, border=True):
            with st.container():
                _name_and_type(entity, row["name"], row["label"])
            with st.container():
                _merge(entity, {key: shown for key, shown in others.items() if key != entity})
                _split(entity, row["aliases"])


def draw_entity_overrides() -> None:
    """List the decisions about entities, each with a button that undoes it."""
    stand = data.get_workspace().overrides.entities
    concerned = {one for kind in KINDS for one in getattr(stand, kind)} | {*stand.merged.values()}
    found = list_entity_overrides(stand, selection.name_entities(sorted(concerned)))
    if not found:
        return
    with st.expander(f"Your corrections of entities ({len(found)})", key="corrections"):
        for number, one in enumerate(found):
            with st.container(horizontal=True, vertical_alignment="center"):
                if st.button("Undo", key=f"undo_{number}", disabled=_busy()):
                    _change(one.undone, "Undoing the correction")
                evidence.draw_note(one.told)


def list_entity_overrides(stand: EntityOverrides, names: Mapping[str, str]) -> list[EntityOverride]:
    """Return the decisions as they stand, each with what it says.

    Args:
        stand: the decisions.
        names: name by id of the entities that are there; another's id stands for itself.
    """

    def called(entity: str) -> str:
        return f"“{names.get(entity, entity)}”"

    return [
        *(
            EntityOverride("merged", one, "", f"{called(one)} counts as {called(other)}")
            for one, other in stand.merged.items()
        ),
        *(
            EntityOverride("split", one, name, f"“{name}” is not {called(one)}")
            for one, some in stand.split.items()
            for name in some
        ),
        *(
            EntityOverride("names", one, "", f"{one} is called “{name}”")
            for one, name in stand.names.items()
        ),
        *(
            EntityOverride("types", one, "", f"{called(one)} is of the type {plural_name(to)}")
            for one, to in stand.types.items()
        ),
    ]


def _name_and_type(entity: str, name: str, label: str) -> None:
    called = st.text_input("Name", value=name, key=f"name_{entity}", max_chars=200)
    kinds = NAMED_LABELS if label in NAMED_LABELS else (label, *NAMED_LABELS)
    kind = st.selectbox(
        "Type",
        kinds,
        index=kinds.index(label),
        format_func=plural_name,
        key=f"type_{entity}",
    )
    renamed, retyped = called.strip() not in ("", name), kind != label
    nothing = not (renamed or retyped)
    if st.button("Save name and type", key="save_name", disabled=_busy() or nothing):

        def change(made: EntityOverrides) -> EntityOverrides:
            made = made.with_name(entity, called) if renamed else made
            return made.with_type(entity, kind) if retyped else made

        _change(change, "Naming the entity")


def _merge(entity: str, others: Mapping[str, str]) -> None:
    into = st.selectbox(
        "Is the same as",
        ["", *others],
        format_func=lambda key: others.get(key, "Choose a name"),
        key=f"merge_{entity}",
    )
    if st.button("Count as one", key="merge", disabled=_busy() or not into):
        _change(lambda made: made.with_merge(entity, into), "Counting both as one")


def _split(entity: str, used: Sequence[str]) -> None:
    if len(used) < 2:
        return
    name = st.selectbox(
        "Is not",
        ["", *used],
        format_func=lambda text: text or "Choose one of its names",
        key=f"split_{entity}",
    )
    if st.button("Take the name away", key="split", disabled=_busy() or not name):
        _change(lambda made: made.with_split(entity, name), "Taking the name away")


def _change(change: Change, what: str) -> None:
    data.get_workspace().override_entities(change)
    jobs.rebuild_catalogue(what)
    st.rerun()


def _busy() -> bool:
    return jobs.get_running_job() is not None
