"""The one frame for a chart on a page: title, chart, numbers, method, and their downloads."""

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from analysis.charts import layout
from analysis.measures.method_card import MethodCard
from analysis.store.spreadsheet_rows import FORMULA
from ui.core import selection
from ui.widgets import markup, methods, picture_download
from ui.widgets.markup import Html

#: Buttons of Plotly's tool bar are unnamed links, so it is left out; the frame has its downloads.
CONFIG = {"displayModeBar": False, "scrollZoom": False}

_TABS = ("Chart", "Data", "Method")
#: Text colour of charts, by theme: Plotly cannot take it from the page, and its own grey is too
#: pale to read.
_TEXT_COLOURS = {"light": "#3A3F47", "dark": "#D5D9DF"}

#: Lets a chart scroll sideways where there is less room than it needs, and says so there.
_SCROLLING = Html(
    "<style>.st-key-{key} {{overflow-x: auto}} .st-key-{key} > * {{min-width: {width}px}} "
    ".st-key-{key}_frame {{container-type: inline-size}} .px-scroll-{key} {{display: none}} "
    "@container (max-width: {width}px) {{.px-scroll-{key} {{display: block}}}}</style>"
    '<small class="px-scroll-{key}">Scroll the chart sideways to see all columns.</small>'
)
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
    method: MethodCard,
    on_select: SelectionCallback | None = None,
    selected: Sequence[str] = (),
    note: str = "",
    least_width: int = 0,
) -> None:
    """Draw a chart under its title, with its numbers and its method in tabs beside it.

    Only the open tab is made and sent. The chart can be downloaded as a picture, which has the
    title, the legend and the selection too, and its numbers as CSV.

    Args:
        figure: the chart; its title becomes that of the frame.
        key: unique name on the page; the parts of the frame are named after it.
        alt: the chart in words (a ``describe_`` function beside the chart's).
        table: makes the table of the numbers, with readable headings; called when it is needed.
        method: how the numbers were made, and how far to trust them.
        on_select: called with the ``customdata`` of a clicked point before the page runs again. It
            stores the selection in the address, because Plotly forgets its selection whenever the
            figure changes.
        selected: the first values of the ``customdata`` of the points that are not faded, where the
            figure does not show the selection itself.
        note: how to read the marks; plain text, not Markdown.
        least_width: in pixels; where there is less room the chart scrolls sideways.
    """
    title = layout.take_title(figure)
    with st.container(key=f"{key}_frame", gap="xsmall"):
        markup.render(Html('<p style="font-weight:600;margin:0">{}</p>').format(title))
        chart_tab, data_tab, method_tab = st.tabs(_TABS, on_change="rerun", key=f"{key}_tab")
        if chart_tab.open:
            with chart_tab:
                if any(selected):
                    _fade_unselected(figure, list(selected))
                if note:
                    markup.render(Html("<small>{}</small>").format(note))
                _draw_figure(figure, key, alt, on_select, least_width)
                lines = filter(None, (note, selection.describe_selection()))
                _draw_downloads(key, title, tuple(lines), table)
        elif data_tab.open:
            with data_tab:
                _draw_table(table(), key=f"{key}_table", label="Data")
        elif method_tab.open:
            with method_tab:
                methods.draw_method(method)


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
    if box.open:
        with box:
            _draw_table(make_table(), key=key, label=label)


def draw_download(
    make_table: Callable[[], pd.DataFrame], *, key: str, label: str = "Download as CSV"
) -> None:
    """Offer a table as a file for a spreadsheet; the file is made on demand."""
    st.download_button(
        label,
        lambda: encode_csv(make_table()),
        file_name=f"{key}.csv",
        mime="text/csv",
        key=f"{key}_csv",
        on_click="ignore",
        type="tertiary",
    )


def label_rows(count: int) -> str:
    """Return the label of the download of some rows."""
    return "Download this row as CSV" if count == 1 else f"Download these {count:,} rows as CSV"


def encode_csv(table: pd.DataFrame) -> bytes:
    """Return a table as CSV for a spreadsheet, in which no text or heading runs as a formula."""
    texts = table.select_dtypes(exclude="number").columns
    safe = table.assign(**{name: table[name].map(_disarm_formula) for name in texts})
    return safe.rename(columns=_disarm_formula).to_csv(index=False).encode("utf-8-sig")


def _disarm_formula(value: object) -> object:
    is_formula = isinstance(value, str) and value.startswith(tuple(FORMULA))
    return f"'{value}" if is_formula else value


def _draw_downloads(
    key: str, title: str, lines: Sequence[str], table: Callable[[], pd.DataFrame]
) -> None:
    """Offer a chart as PNG, SVG and CSV; the buttons are sent when they are asked for."""
    box = st.popover("Download", key=f"{key}_download", type="tertiary", on_change="rerun")
    if box.open:
        with box:
            picture_download.draw_picture_download(key, title, lines)
            draw_download(table, key=key, label="CSV")


def _draw_table(table: pd.DataFrame, *, key: str, label: str) -> None:
    st.dataframe(table, hide_index=True, key=key, alt=f"{label}, {len(table)} rows")
    draw_download(lambda: table, key=key)


def _draw_figure(
    figure: go.Figure, key: str, alt: str, on_select: SelectionCallback | None, least_width: int
) -> None:
    _set_text_colour(figure)
    if least_width:
        markup.render(_SCROLLING.format(key=key, width=int(least_width)))
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


def _set_text_colour(figure: go.Figure) -> None:
    if colour := _TEXT_COLOURS.get(st.context.theme.type or ""):
        drawn = figure.layout
        for part in (drawn, drawn.legend, drawn.xaxis.title, drawn.yaxis.title):
            part.font.color = colour
        for axis in (drawn.xaxis, drawn.yaxis):
            axis.tickfont.color = colour


def _fade_unselected(figure: go.Figure, selected: list[str]) -> None:
    for trace in figure.data:
        if trace.customdata is not None:
            starts = [list(point)[: len(selected)] for point in trace.customdata]
            trace.selectedpoints = [at for at, start in enumerate(starts) if start == selected]
            trace.unselected.marker.opacity = _FADED
            # Signs stay readable: Plotly would fade them most.
            if "mode" in trace and "text" in (trace.mode or ""):
                trace.unselected.textfont.color = _TEXT_COLOURS.get(st.context.theme.type or "")


def _report_selection(key: str, on_select: SelectionCallback) -> None:
    points = st.session_state[key]["selection"]["points"]
    if points and points[0].get("customdata"):
        on_select(points[0]["customdata"])
