"""The meaning of the columns of uploaded tables: proposed by name, adjusted by the analyst."""

import streamlit as st

from analysis.ingest.record_fields import FIELDS
from analysis.ingest.table_columns import TableColumns
from ui.core.article_edits import FIELD_LABELS

_NO_COLUMN = ""
_LABELS = {"id": "Id", "text": "Text", **FIELD_LABELS}
#: Select boxes in one row.
_PER_ROW = 4


def draw_mapping(columns: TableColumns, *, key: str) -> dict[str, str]:
    """Draw the choice of a column for each field; return the field of columns by column name.

    The result is empty when nothing differs from the proposal. A column that was proposed for a
    field still counts where the chosen one is missing or empty; "none" ignores all columns.
    """
    examples = {column.name: column.example for column in columns.columns}
    proposed: dict[str, list[str]] = {}
    for column in columns.columns:
        proposed.setdefault(column.field, []).append(column.name)
    chosen: dict[str, str] = {}
    is_incomplete = bool(columns.without_text)
    with st.expander("What the columns mean", expanded=is_incomplete, key=f"{key}_box"):
        if is_incomplete:
            st.text(f"No column is known to hold the text in: {', '.join(columns.without_text)}.")
        st.caption("Choose the column that holds each field. Only the text is needed.")
        grid = st.columns(_PER_ROW)
        for number, field in enumerate(sorted(FIELDS, key=list(_LABELS).index)):
            names = [_NO_COLUMN, *examples]
            chosen[field] = grid[number % _PER_ROW].selectbox(
                _LABELS[field],
                names,
                index=names.index(proposed.get(field, [_NO_COLUMN])[0]),
                key=f"{key}_{field}",
                format_func=lambda name: _label_column(name, examples.get(name, "")),
            )
    return _list_adjustments(chosen, proposed)


def _list_adjustments(chosen: dict[str, str], proposed: dict[str, list[str]]) -> dict[str, str]:
    """Return the field of each column whose meaning was changed; empty for ignored columns."""
    fields: dict[str, str] = {}
    for field, name in chosen.items():
        names = proposed.get(field, [])
        if not name:
            fields |= dict.fromkeys(names, _NO_COLUMN)
        elif name not in names[:1]:
            fields[name] = field
    return fields


def _label_column(name: str, example: str) -> str:
    if not name:
        return "none"
    return f"{name}: {example}" if example else name
