"""Corrections of entities by the analyst: merged, split, renamed or retyped, and all undone."""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from analysis.corpus.entity_overrides import KINDS, EntityOverrides, OverrideKind
from analysis.entity_types import NAMED_LABELS, plural_name
from analysis.store.workspace import Workspace
from ui.core import data, jobs, selection
from ui.core.overrides import Undo, apply_override, draw_undo_button
from ui.widgets import evidence

#: Maximum length of an entity's name, in characters.
_MAX_NAME = 200


def draw_entity_editor(entity: str, row: pd.Series, others: Mapping[str, str]) -> None:
    """Draw the widgets that correct one entity.

    Args:
        entity: its id.
        row: its row of the table ``entities``.
        others: names by id of the entities it may be merged with.
    """
    with st.expander("Correct this entity: its name, its type, what belongs to it", key="correct"):
        st.caption("Your corrections are kept beside the articles and can be undone below.")
        with st.grid(2, min_column_width=300, border=True):
            with st.container():
                _draw_name_and_type(entity, row["name"], row["label"])
            with st.container():
                _draw_merge(entity, {key: name for key, name in others.items() if key != entity})
                _draw_split(entity, row["aliases"])


def draw_entity_overrides() -> None:
    """List the corrections of entities, each with a button that undoes it."""
    overrides = data.get_workspace().overrides.entities
    entities = {key for kind in KINDS for key in getattr(overrides, kind)}
    names = selection.name_entities(sorted(entities | {*overrides.merged.values()}))
    undos = list_entity_overrides(overrides, names)
    if not undos:
        return
    with st.expander(f"Your corrections of entities ({len(undos)})", key="corrections"):
        for number, undo in enumerate(undos):
            with st.container(horizontal=True, vertical_alignment="center"):
                draw_undo_button(undo, key=f"undo_{number}")
                evidence.draw_note(undo.message)


def list_entity_overrides(overrides: EntityOverrides, names: Mapping[str, str]) -> list[Undo]:
    """Return how to undo each correction.

    Args:
        overrides: the corrections.
        names: names by id of the existing entities; other entities are called by their id.
    """

    def quote_name(entity: str) -> str:
        return f"“{names.get(entity, entity)}”"

    return [
        *(
            _undo("merged", entity, "", f"{quote_name(entity)} counts as {quote_name(target)}")
            for entity, target in overrides.merged.items()
        ),
        *(
            _undo("split", entity, alias, f"“{alias}” is not {quote_name(entity)}")
            for entity, aliases in overrides.split.items()
            for alias in aliases
        ),
        *(
            _undo("names", entity, "", f"{entity} is called “{name}”")
            for entity, name in overrides.names.items()
        ),
        *(
            _undo("types", entity, "", f"{quote_name(entity)} is of the type {plural_name(label)}")
            for entity, label in overrides.types.items()
        ),
    ]


def _undo(kind: OverrideKind, entity: str, alias: str, message: str) -> Undo:
    def revert(workspace: Workspace) -> None:
        workspace.override_entities(lambda overrides: overrides.without(kind, entity, alias))

    return Undo(message, revert)


def _draw_name_and_type(entity: str, name: str, label: str) -> None:
    new_name = st.text_input("Name", value=name, key=f"name_{entity}", max_chars=_MAX_NAME)
    labels = NAMED_LABELS if label in NAMED_LABELS else (label, *NAMED_LABELS)
    new_label = st.selectbox(
        "Type",
        labels,
        index=labels.index(label),
        format_func=plural_name,
        key=f"type_{entity}",
    )
    is_renamed, is_retyped = new_name.strip() not in ("", name), new_label != label
    is_unchanged = not (is_renamed or is_retyped)
    if st.button("Save name and type", key="save_name", disabled=jobs.is_busy() or is_unchanged):

        def change(overrides: EntityOverrides) -> EntityOverrides:
            if is_renamed:
                overrides = overrides.with_name(entity, new_name)
            return overrides.with_type(entity, new_label) if is_retyped else overrides

        apply_override(lambda workspace: workspace.override_entities(change), "Naming the entity")


def _draw_merge(entity: str, others: Mapping[str, str]) -> None:
    target = st.selectbox(
        "Is the same as",
        ["", *others],
        format_func=lambda key: others.get(key, "Choose a name"),
        key=f"merge_{entity}",
    )
    if st.button("Count as one", key="merge", disabled=jobs.is_busy() or not target):
        apply_override(
            lambda workspace: workspace.override_entities(
                lambda overrides: overrides.with_merge(entity, target)
            ),
            "Counting both as one",
        )


def _draw_split(entity: str, aliases: Sequence[str]) -> None:
    if len(aliases) <= 1:
        return
    alias = st.selectbox(
        "Is not",
        ["", *aliases],
        format_func=lambda name: name or "Choose one of its names",
        key=f"split_{entity}",
    )
    if st.button("Remove the name", key="split", disabled=jobs.is_busy() or not alias):
        apply_override(
            lambda workspace: workspace.override_entities(
                lambda overrides: overrides.with_split(entity, alias)
            ),
            "Removing the name",
        )
