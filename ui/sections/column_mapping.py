"""What the columns of uploaded tables mean: proposed by their names, adjusted by the analyst."""

import streamlit as st

from analysis.ingest.record_fields import FIELDS
from analysis.ingest.table_columns import TableColumns
from ui.core.article_edits import FIELD_LABELS as LABELS

_NONE = ""
_LABELS = {"id": "Id", "text": "Text", **LABELS}
_BESIDE = 4


def draw_mapping(found: TableColumns, *, key: str) -> dict[str, str]:
    """Draw the choice of a column for each field; return the field of columns by name.

    The result is empty when nothing differs from what the names of the columns tell. A column that
    was proposed for a field still counts where the chosen one is missing or empty; "none" leaves
    all aside.
    """
    examples = {column.name: column.example for column in found.columns}
    proposed: dict[str, list[str]] = {}
    for column in found.columns:
        proposed.setdefault(column.field, []).append(column.name)
    chosen: dict[str, str] = {}
    incomplete = bool(found.without_text)
    with st.expander("What the columns mean", expanded=incomplete, key=f"{key}_box"):
        if incomplete:
            st.text(f"No column is known to hold the text in: {', '.join(found.without_text)}.")
        st.caption("Choose the column that holds each field. Only the text is needed.")
        grid = st.columns(_BESIDE)
        for number, field in enumerate(sorted(FIELDS, key=list(_LABELS).index)):
            names = [_NONE, *examples]
            chosen[field] = grid[number % _BESIDE].selectbox(
                _LABELS[field],
                names,
                index=names.index(proposed.get(field, [_NONE])[0]),
                key=f"{key}_{field}",
                format_func=lambda name: _told(name, examples.get(name, "")),
            )
    meaning: dict[str, str] = {}
    for field, name in chosen.items():
        before = proposed.get(field, [])
        if not name:
            meaning |= dict.fromkeys(before, _NONE)
        elif name not in before[:1]:
            meaning[name] = field
    return meaning


def _told(name: str, example: str) -> str:
    if not name:
        return "none"
    return f"{name}: {example}" if example else name
