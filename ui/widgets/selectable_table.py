"""A table whose rows can be chosen: what is chosen is kept by id, never by position."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.elements.arrow import DataframeStateInput

from ui.core import navigation
from ui.widgets import chart

#: More rows are sent to the browser when they are asked for.
PER_PAGE = 300


def draw_selectable_table(
    table: pd.DataFrame,
    ids: Sequence[str],
    *,
    key: str,
    state: Hashable,
    pick: Callable[[str], None],
    chosen: str = "",
    alt: str,
    columns: Mapping[str, Any] | None = None,
) -> None:
    """Draw a table, page by page; selecting a row calls ``pick`` with the id of that row.

    Args:
        table: what is shown, with headings a person reads; cells are literal text.
        ids: what each row stands for.
        key: unique name on the page.
        state: what the rows depend on (filters, search). Streamlit keeps the position of a
            selected row, so another state is another table, and begins without a selection.
        pick: called before the page runs again; keeps the id in the address.
        chosen: id of the row selected at first, for a link.
        alt: what the table holds, in words.
        columns: column configuration of ``st.dataframe``.
    """
    with st.container(key=key):
        page = navigation.draw_pagination(len(ids), PER_PAGE, key=f"{key}_page")
        part = slice((page - 1) * PER_PAGE, page * PER_PAGE)
        ids = ids[part]
        widget = f"{key}_{hash((state, page, len(ids))):x}"
        shown = table.iloc[part]
        st.dataframe(
            shown,
            hide_index=True,
            key=widget,
            on_select=lambda: _picked(widget, ids, pick),
            selection_mode="single-row",
            selection_default=_first(ids, chosen),
            column_config=columns,
            alt=alt,
        )
        if len(shown):
            chart.draw_download(shown, key=key, label=f"Download these {len(shown)} rows as CSV")


def draw_offset(total: int, *, what: str, key: str) -> int:
    """Draw the choice of a page of a table too long to be read whole; return where it begins.

    Args:
        total: how many rows the table has in all.
        what: what they are, as in "610 quotations".
        key: unique name on the page.
    """
    first = (navigation.draw_pagination(total, PER_PAGE, key=f"{key}_offset") - 1) * PER_PAGE
    if total > PER_PAGE:
        st.caption(f"{first + 1:,} to {min(first + PER_PAGE, total):,} of {total:,} {what}")
    return first


def _first(ids: Sequence[str], chosen: str) -> DataframeStateInput | None:
    if chosen not in ids:
        return None
    return {"selection": {"rows": [list(ids).index(chosen)]}}


def _picked(widget: str, ids: Sequence[str], pick: Callable[[str], None]) -> None:
    rows = st.session_state[widget]["selection"]["rows"]
    pick(ids[rows[0]] if rows else "")
