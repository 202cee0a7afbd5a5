"""The one way a chart stands on a page: figure, words for it, and its numbers to take away."""

from collections.abc import Callable, Iterable
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from analysis.charts.outlet_styles import OTHERS_NAME, add_others_style, order_like_styles
from analysis.store.export import FORMULA
from ui.core import data
from ui.widgets import markup

#: Buttons of Plotly's tool bar are unnamed links, so it is left out; the table offers the numbers.
CONFIG = {"displayModeBar": False, "scrollZoom": False}

#: Text of charts, by theme: Plotly cannot take it from the page, and its grey is too pale to read.
_INK = {"light": "#3A3F47", "dark": "#D5D9DF"}

SelectionCallback = Callable[[list[Any]], None]


def draw_chart(
    figure: go.Figure,
    *,
    key: str,
    alt: str,
    table: Callable[[], pd.DataFrame],
    pick: SelectionCallback | None = None,
    least_width: int = 0,
) -> None:
    """Draw a chart with its alternative text, and below it its numbers in a table.

    Args:
        figure: the chart.
        key: unique name on the page; the table's parts are named after it.
        alt: what the chart shows, in words (a ``describe_`` function beside the chart's).
        table: makes the numbers drawn, with headings a person reads; called when it is opened.
        pick: called with the ``customdata`` of the point that was clicked, before the page runs
            again. It keeps what was picked where the URL is kept (``st.session_state`` of a bound
            widget), because Plotly forgets its selection whenever the figure changes.
        least_width: in pixels; where there is less room the chart is scrolled sideways.
    """
    _ink(figure)
    if least_width:
        st.html(
            f"<style>.st-key-{key} {{overflow-x: auto}} "
            f".st-key-{key} > * {{min-width: {int(least_width)}px}}</style>"
        )
    if pick is None:
        st.plotly_chart(figure, key=key, alt=alt, config=CONFIG)
    else:
        st.plotly_chart(
            figure,
            key=key,
            alt=alt,
            config=CONFIG,
            on_select=lambda: _picked(key, pick),
            selection_mode="points",
        )
    draw_data_table(table, key=f"{key}_table")


def draw_legend(outlets: Iterable[str]) -> None:
    """Name the colours of some outlets, on as many lines as it takes."""
    styles = add_others_style(data.get_outlet_styles())
    chips = "".join(
        '<span style="margin-right:1.2em">'
        f"{markup.build_chip(outlet or OTHERS_NAME, styles[outlet].colour)}</span> "
        for outlet in order_like_styles(styles, outlets)
    )
    st.html(f"<div>{chips}</div>")


def draw_data_table(
    made: Callable[[], pd.DataFrame], *, key: str, label: str = "The numbers as a table"
) -> None:
    """Offer a table in an expander, with a download as CSV; it is made and sent when it is opened.

    Args:
        made: makes the table.
        key: unique name on the page.
        label: what the expander is called.
    """
    box = st.expander(label, key=f"{key}_open", on_change="rerun")
    if not box.open:
        return
    table = made()
    with box:
        st.dataframe(table, hide_index=True, key=key, alt=f"{label}, {len(table)} rows")
        draw_download(table, key=key)


def draw_download(table: pd.DataFrame, *, key: str, label: str = "Download as CSV") -> None:
    """Offer a table as a file for a spreadsheet; it is made when it is asked for."""
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
    safe = table.assign(**{name: table[name].map(_harmless) for name in texts})
    return safe.rename(columns=_harmless).to_csv(index=False).encode("utf-8-sig")


def _harmless(value: object) -> object:
    begins = isinstance(value, str) and value.startswith(tuple(FORMULA))
    return f"'{value}" if begins else value


def _ink(figure: go.Figure) -> None:
    if ink := _INK.get(st.context.theme.type or ""):
        layout = figure.layout
        for part in (layout, layout.title, layout.legend, layout.xaxis.title, layout.yaxis.title):
            part.font.color = ink
        for axis in (layout.xaxis, layout.yaxis):
            axis.tickfont.color = ink


def _picked(key: str, pick: SelectionCallback) -> None:
    points = st.session_state[key]["selection"]["points"]
    if points and points[0].get("customdata"):
        pick(points[0]["customdata"])
