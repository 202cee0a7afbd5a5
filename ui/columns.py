"""What the columns of uploaded tables mean: proposed by their names, adjusted by the analyst."""

from collections.abc import Sequence

import streamlit as st

from analysis.read.columns import Column
from analysis.read.records import FIELDS
from ui.edits import FIELDS as LABELS

_NONE = ""
_LABELS = {"id": "Id", "text": "Text", **LABELS}
_BESIDE = 4


def mapping(columns: Sequence[Column], *, key: str) -> dict[str, str]:
    """Draw the choice of a column for each field; return the field of columns by name.

    The result is empty when nothing differs from what the names of the columns tell.
    """
    proposed = {column.field: column.name for column in columns if column.field}
    examples = {column.name: column.example for column in columns}
    chosen: dict[str, str] = {}
    with st.expander("What the columns mean", expanded="text" not in proposed, key=f"{key}_box"):
        st.caption("Choose the column that holds each field. Only the text is needed.")
        grid = st.columns(_BESIDE)
        for number, field in enumerate(sorted(FIELDS, key=list(_LABELS).index)):
            names = [_NONE, *examples]
            chosen[field] = grid[number % _BESIDE].selectbox(
                _LABELS[field],
                names,
                index=names.index(proposed.get(field, _NONE)),
                key=f"{key}_{field}",
                format_func=lambda name: _told(name, examples.get(name, "")),
            )
    return _differences(proposed, chosen)


def _differences(proposed: dict[str, str], chosen: dict[str, str]) -> dict[str, str]:
    if {field: name for field, name in chosen.items() if name} == proposed:
        return {}
    left = {name: _NONE for name in proposed.values() if name not in chosen.values()}
    return left | {name: field for field, name in chosen.items() if name}


def _told(name: str, example: str) -> str:
    if not name:
        return "none"
    return f"{name}: {example}" if example else name
