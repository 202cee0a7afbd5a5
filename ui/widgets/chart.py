"""The one frame for a chart on a page: figure, text alternative, and its numbers to download."""

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from analysis.store.export import FORMULA
from ui.widgets import markup
from ui.widgets.markup import Html

#: Buttons of Plotly's tool bar are unnamed links, so it is left out; the table offers the numbers.
CONFIG = {"displayModeBar": False, "scrollZoom": False}

#: Text colour of charts, by theme: Plotly cannot take it from the page, and its own grey is too
#: pale to read.
_TEXT_COLOURS = {"light": "#3A3F47", "dark": "#D5D9DF"}

#: Opacity of the points that are not selected: seen as such, and still told apart.
_FADED = 0.4

#: Called with the ``customdata`` of a clicked point.
SelectionCallback = Callable[[list[Any]], None]


def draw_chart(
    figure: go.Figure,
    *,
    key: str,
    alt: str,
    table: Callable[[], pd.DataFrame],
    on_select: SelectionCallback | None = None,
    selected: Sequence[str] = (),
    least_width: int = 0,
) -> None:
    """Draw a chart with its text alternative, and below it its numbers in a table.

    Args:
        figure: the chart.
        key: unique name on the page; the table's parts are named after it.
        alt: the chart in words (a ``describe_`` function beside the chart's).
        table: makes the table of the numbers, with readable headings; called when it is opened.
        on_select: called with the ``customdata`` of a clicked point before the page runs again. It
            stores the selection in the address, because Plotly forgets its selection whenever the
            figure changes.
        selected: the first values of the ``customdata`` of the points that are not faded, where the
            figure does not show the selection itself.
        least_width: in pixels; where there is less room the chart scrolls sideways.
    """
    _set_text_colour(figure)
    if selected:
        _fade_unselected(figure, list(selected))
    if least_width:
        style = Html(
            "<style>.st-key-{key} {{overflow-x: auto}} "
            ".st-key-{key} > * {{min-width: {width}px}}</style>"
        )
        markup.render(style.format(key=key, width=int(least_width)))
    if on_select is None:
        st.plotly_chart(figure, key=key, alt=alt, config=CONFIG)
    else:
        st.plotly_chart(
            figure,
            key=key,
            alt=alt,
            config=CONFIG,
            on_select=lambda: _report_selection(key, on_select),
            selection_mode="points",
        )
    draw_data_table(table, key=f"{key}_table")


def draw_data_table(
    make_table: Callable[[], pd.DataFrame], *, key: str, label: str = "Data"
) -> None:
    """Offer a table in an expander, with a download as CSV; it is made when it is opened.

    Args:
        make_table: makes the table.
        key: unique name on the page.
        label: of the expander.
    """
    box = st.expander(label, key=f"{key}_open", on_change="rerun")
    if not box.open:
        return
    table = make_table()
    with box:
        st.dataframe(table, hide_index=True, key=key, alt=f"{label}, {len(table)} rows")
        draw_download(table, key=key)


def draw_download(table: pd.DataFrame, *, key: str, label: str = "Download as CSV") -> None:
    """Offer a table as a file for a spreadsheet; the file is made on demand."""
    st.download_button(
        label,
        lambda: encode_csv(table),
        file_name=f"{key}.csv",
        mime="text/csv",
        key=f"{key}_csv",
        on_click="ignore",
        type="tertiary",
    )


def encode_csv(table: pd.DataFrame) -> bytes:
    """Return a table as CSV for a spreadsheet, in which no text or heading runs as a formula."""
    texts = table.select_dtypes(exclude="number").columns
    safe = table.assign(**{name: table[name].map(_disarm_formula) for name in texts})
    return safe.rename(columns=_disarm_formula).to_csv(index=False).encode("utf-8-sig")


def _disarm_formula(value: object) -> object:
    is_formula = isinstance(value, str) and value.startswith(tuple(FORMULA))
    return f"'{value}" if is_formula else value


def _set_text_colour(figure: go.Figure) -> None:
    if colour := _TEXT_COLOURS.get(st.context.theme.type or ""):
        layout = figure.layout
        for part in (layout, layout.title, layout.legend, layout.xaxis.title, layout.yaxis.title):
            part.font.color = colour
        for axis in (layout.xaxis, layout.yaxis):
            axis.tickfont.color = colour


def _fade_unselected(figure: go.Figure, selected: list[str]) -> None:
    for trace in figure.data:
        if trace.customdata is not None:
            starts = [list(point)[: len(selected)] for point in trace.customdata]
            trace.selectedpoints = [at for at, start in enumerate(starts) if start == selected]
            trace.unselected.marker.opacity = _FADED


def _report_selection(key: str, on_select: SelectionCallback) -> None:
    points = st.session_state[key]["selection"]["points"]
    if points and points[0].get("customdata"):
        on_select(points[0]["customdata"])
