"""What all charts share: readable text, room for labels, a title that says what is asked."""

import textwrap
from collections.abc import Mapping, Sequence
from typing import Any, Literal

import plotly.graph_objects as go

ROW = 26
"""Pixels of one row of a chart that lists names."""
_UPRIGHT = 8
"""Most outlets whose names stand upright over their columns."""
_TITLE_CHARACTERS = 56
_TITLE_LINE = 20


#: How clicked points are drawn whose choice a frame shows: Plotly would fade all the others.
WITHOUT_FADING = {
    "selected": {"marker": {"opacity": 1}},
    "unselected": {"marker": {"opacity": 1}, "textfont": {"color": None}},
}


def build_figure(
    traces: Sequence[Mapping[str, Any]],
    *,
    title: str,
    height: int = 420,
    xtitle: str = "",
    ytitle: str = "",
    xaxis: Mapping[str, Any] | None = None,
    yaxis: Mapping[str, Any] | None = None,
    legend: Literal["", "above", "below"] = "",
    **others: object,
) -> go.Figure:
    """Return a figure in the common layout.

    It is made at once, since Plotly checks a figure again with each change: that took longer than
    all else a page does.

    Args:
        traces: what is drawn, each with its ``type``.
        title: what the chart asks or finds; wrapped to stay readable on a narrow page.
        height: in pixels.
        xtitle: what the horizontal axis counts, with its unit.
        ytitle: the same for the vertical axis.
        xaxis: settings of the horizontal axis beside the common ones.
        yaxis: the same for the vertical axis.
        legend: where the legend stands beside the plot; empty for none.
        others: settings of the layout beside the common ones, or in their place.
    """
    lines = textwrap.wrap(title, _TITLE_CHARACTERS)
    top = 34 + _TITLE_LINE * len(lines) + (30 if legend == "above" else 0)
    layout = {
        "title": {
            "text": "<br>".join(escape_label(line) for line in lines),
            "x": 0,
            "xanchor": "left",
            # Plotly puts the first of several lines above its anchor, so the anchor moves down.
            "y": 1 - (_TITLE_LINE * (len(lines) - 1) + 8) / height,
            "yanchor": "top",
            "yref": "container",
            "font": {"size": 16},
        },
        "height": height,
        "margin": {"l": 8, "r": 16, "t": top, "b": 48 if xtitle else 12},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"size": 14},
        "showlegend": bool(legend),
        "legend": {
            "orientation": "h",
            "traceorder": "normal",
            "x": 0,
            "xanchor": "left",
            "y": 0.0 if legend == "below" else 1.0,
            "yanchor": "top" if legend == "below" else "bottom",
            "font": {"size": 13},
        },
        "hoverlabel": {"font": {"size": 14}, "align": "left"},
        "dragmode": False,
        "xaxis": _axis(xtitle) | dict(xaxis or {}),
        "yaxis": _axis(ytitle) | dict(yaxis or {}),
    }
    return go.Figure(data=list(traces), layout=layout | others)


def _axis(title: str) -> dict[str, Any]:
    return {
        "title": {"text": title, "font": {"size": 14}},
        "tickfont": {"size": 13},
        "automargin": True,
    }


def escape_label(text: str) -> str:
    """Return ``text`` for a Plotly label: Plotly reads a few HTML tags, so their signs go."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def shorten_label(text: str, characters: int = 28) -> str:
    """Return ``text`` cut for an axis, with an ellipsis when it was longer, ready for a label."""
    return escape_label(text if len(text) <= characters else text[: characters - 1].rstrip() + "…")


def wrap_label(text: str, characters: int) -> str:
    """Return ``text`` in up to three lines, ready for a label."""
    lines = textwrap.wrap(text, characters, max_lines=3, placeholder="…") or [text]
    return "<br>".join(escape_label(line) for line in lines)


def build_outlet_axis(outlets: Sequence[str]) -> dict[str, Any]:
    """Return the settings of a horizontal axis whose columns are ``outlets``, named above them."""
    return {
        "side": "top",
        "tickvals": list(range(len(outlets))),
        "ticktext": [wrap_label(outlet, 10) for outlet in outlets],
        "tickangle": 0 if len(outlets) <= _UPRIGHT else -90,
        "tickfont": {"size": 12},
        "range": [-0.6, len(outlets) - 0.4],
        "zeroline": False,
    }


def compute_least_width(columns: int, column: int, around: int = 200) -> int:
    """Return the least width of a chart with so many columns of ``column`` pixels.

    In a narrower place a page lets it be scrolled sideways, rather than draw columns one over
    another.
    """
    return around + column * columns


def compute_height(rows: int, *, around: int = 130, row: int = ROW) -> int:
    """Return the height in pixels of a chart with ``rows`` named rows."""
    return around + row * max(rows, 1)
