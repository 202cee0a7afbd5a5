"""A table whose rows can be selected; the selection is kept by id, never by position."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from ui.core import address
from ui.widgets import chart, markup
from ui.widgets.markup import Html

#: Rows on one page of a table; more are sent to the browser when they are requested.
PER_PAGE = 300
#: What a cell without a value shows: an unknown day, a confidence in nobody.
MISSING = "–"
#: Number of columns from which a table does not fit into a narrow window.
_MANY_COLUMNS = 5
#: Says in a narrow window that a table scrolls: its grid does not show that columns are cut off.
SCROLL_HINT = Html(
    "<style>.px-table-hint {display: none} "
    ":has(> * > .px-table-hint) {container-type: inline-size} "
    "@container (max-width: 640px) {.px-table-hint {display: block}}</style>"
    '<small class="px-table-hint">Scroll the table sideways to see all columns.</small>'
)


def draw_selectable_table(
    table: pd.DataFrame,
    ids: Sequence[str],
    *,
    key: str,
    state: Hashable,
    on_select: Callable[[str], None],
    selected: str = "",
    alt: str,
    columns: Mapping[str, Any] | None = None,
    pictures: Sequence[str] = (),
    with_download: bool = True,
) -> None:
    """Draw a table, page by page; a click anywhere in a row calls ``on_select`` with its id.

    Args:
        table: the rows, with readable headings; cells are literal text.
        ids: the id of each row.
        key: unique name on the page.
        state: what the rows depend on (filters, search). Streamlit keeps the position of a
            selected row, so another state makes another table that starts without a selection.
        on_select: called before the page runs again; stores the id in the address.
        selected: id of the row that the address selects.
        alt: the table in words.
        columns: column configuration of ``st.dataframe``.
        pictures: headings of columns that are drawn; the download leaves them out.
        with_download: whether the rows of the page are offered as a file.
    """
    with st.container(key=key):
        page = address.draw_pagination(len(ids), PER_PAGE, key=f"{key}_page")
        on_page = slice((page - 1) * PER_PAGE, page * PER_PAGE)
        ids = list(ids[on_page])
        widget = f"{key}_{hash((state, page, len(ids))):x}"
        rows = table.iloc[on_page]
        if len(table.columns) >= _MANY_COLUMNS:
            markup.render(SCROLL_HINT)
        _set_selection(widget, [ids.index(selected)] if selected in ids else [])
        st.dataframe(
            rows,
            hide_index=True,
            key=widget,
            on_select=lambda: _report_selection(widget, ids, on_select),
            selection_mode=["single-row", "single-cell"],
            column_config=columns,
            placeholder=MISSING,
            alt=alt,
        )
        if with_download and len(rows):
            chart.draw_download(
                lambda: rows.drop(columns=list(pictures), errors="ignore"),
                key=key,
                label=chart.label_rows(len(rows)),
            )


def draw_offset(total: int, *, items: str, key: str) -> int:
    """Draw the choice of a page of a table too long to be read whole; return its first row.

    Args:
        total: number of rows of the whole table.
        items: what the rows are, as in "610 quotations".
        key: unique name on the page.
    """
    first = (address.draw_pagination(total, PER_PAGE, key=f"{key}_offset") - 1) * PER_PAGE
    if total > PER_PAGE:
        st.caption(f"{first + 1:,} to {min(first + PER_PAGE, total):,} of {total:,} {items}")
    return first


def _set_selection(widget: str, rows: list[int]) -> None:
    """Set the row that a table has selected, unless it or one of its cells is selected already."""
    selection = st.session_state[widget]["selection"] if widget in st.session_state else {}
    cells = [row for row, _ in selection.get("cells", [])]
    if rows not in (selection.get("rows", []), cells):
        st.session_state[widget] = {"selection": {"rows": rows}}


def _report_selection(widget: str, ids: Sequence[str], on_select: Callable[[str], None]) -> None:
    selection = st.session_state[widget]["selection"]
    rows = selection["rows"] or [row for row, _ in selection["cells"]]
    on_select(ids[rows[0]] if rows else "")
