"""Layout common to all charts: readable text, room for labels, and a wrapped title."""

import html
import re
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from analysis.visible_text import cut_between_words

#: Height in pixels of one row of a chart that lists names.
ROW = 26
#: Maximum number of outlets whose names are horizontal above their columns.
_MAX_HORIZONTAL_NAMES = 8
#: Maximum number of characters in a line of the title, so that it fits on a narrow page.
_TITLE_CHARACTERS = 56
#: Heights in pixels: of one line of the title, of the space around the title, and of a legend
#: above the plot.
_TITLE_LINE, _TITLE_SPACE, _LEGEND_HEIGHT = 20, 34, 30
#: Pixels left of a plot without labels.
_LEFT = 8
#: Pixels above the plot of a figure whose title was taken.
_SPACE_WITHOUT_TITLE = 12
#: Pixels from the top edge to the anchor of a title of one line.
_TITLE_TOP = 8
#: Height in pixels below the plot, with numbers and a title of the horizontal axis (what Plotly
#: takes for them on the page Story), and without.
_BOTTOM_WITH_TITLE, _BOTTOM = 68, 12
#: Maximum number of characters in a line of the title of the horizontal axis, which on a phone has
#: half the page, and the height of a further line in pixels.
_AXIS_CHARACTERS, _AXIS_LINE = 26, 18
_LEGEND: Mapping[str, Any] = {
    "orientation": "h",
    "traceorder": "normal",
    "x": 0,
    "xanchor": "left",
    "y": 1.0,
    "yanchor": "bottom",
    "font": {"size": 13},
}
_TRANSPARENT = "rgba(0,0,0,0)"
#: Maximum numbers of characters in a label of an axis, and in a line above a column.
_LABEL_CHARACTERS, _COLUMN_CHARACTERS = 28, 12
_LABEL_LINES, _COLUMN_LINES = 3, 4
#: Width of a character of a name above a column, in pixels.
_CHARACTER = 6
#: Width of a character and height of a line of the labels of an axis, for the size of their text,
#: and pixels that Plotly leaves around them (measured on the pages: 0.42 to 0.46, 1.31, 44 to 50).
_CHARACTER_PER_SIZE, _LINE_PER_SIZE, _AROUND_LABELS = 0.46, 1.32, 50

#: Width of a capital, an m or a w of an upright label, for the size of its text (W, the widest, has
#: 0.85, the others 0.5 to 0.83; judgement).
_WIDE_PER_SIZE = 0.75

#: Whether Plotly checks what figures are made of; the tests of charts let it.
IS_CHECKED = False
#: Style of clickable points when a frame shows the selected one: Plotly would fade all others.
WITHOUT_FADING = {
    "selected": {"marker": {"opacity": 1}},
    "unselected": {"marker": {"opacity": 1}, "textfont": {"color": None}},
}


def build_figure(
    traces: Sequence[Mapping[str, Any]],
    *,
    title: str,
    height: int = 420,
    x_title: str = "",
    y_title: str = "",
    x_axis: Mapping[str, Any] | None = None,
    y_axis: Mapping[str, Any] | None = None,
    has_legend: bool = False,
    **settings: object,
) -> go.Figure:
    """Return a figure in the common layout.

    It is made in one step, and its settings are checked by the tests alone: Plotly's checks take
    half the time of a chart (:data:`IS_CHECKED`), and again at each change.

    Args:
        traces: what is drawn, each with its ``type``.
        title: the chart's question or finding.
        height: in pixels.
        x_title: what the horizontal axis counts, with its unit.
        y_title: the same for the vertical axis.
        x_axis: further settings of the horizontal axis.
        y_axis: further settings of the vertical axis.
        has_legend: whether a legend stands above the plot.
        settings: further settings of the layout; they replace the common ones.
    """
    title_lines = textwrap.wrap(title, _TITLE_CHARACTERS)
    x_lines = textwrap.wrap(x_title, _AXIS_CHARACTERS)
    top = _TITLE_SPACE + _TITLE_LINE * len(title_lines)
    axes = {
        "xaxis": _build_axis("<br>".join(x_lines)) | dict(x_axis or {}),
        "yaxis": _build_axis(y_title) | dict(y_axis or {}),
    }
    layout = {
        "title": _build_title(title_lines, height),
        "height": height,
        "margin": {
            "l": max(_LEFT, _estimate_width(axes["yaxis"])),
            "r": 16,
            "t": top + _LEGEND_HEIGHT * has_legend + _estimate_height(axes["xaxis"]),
            "b": (_BOTTOM_WITH_TITLE + _AXIS_LINE * (len(x_lines) - 1)) if x_lines else _BOTTOM,
        },
        "paper_bgcolor": _TRANSPARENT,
        "plot_bgcolor": _TRANSPARENT,
        "font": {"size": 14},
        "showlegend": has_legend,
        "legend": _LEGEND,
        "hoverlabel": {"font": {"size": 14}, "align": "left"},
        "dragmode": False,
        **axes,
    }
    figure_layout = layout | settings
    return go.Figure(data=list(traces), layout=figure_layout, _validate=IS_CHECKED)


def take_title(figure: go.Figure) -> str:
    """Remove the title from a figure of :func:`build_figure`, and return it as plain text.

    The figure becomes lower by the room that the title took.
    """
    title: str = figure.layout.title.text
    room = _TITLE_SPACE + _TITLE_LINE * len(title.split("<br>")) - _SPACE_WITHOUT_TITLE
    figure.layout.title.text = None
    figure.layout.height -= room
    figure.layout.margin.t -= room
    return html.unescape(title.replace("<br>", " "))


def escape_label(text: str) -> str:
    """Return ``text`` for a Plotly label, escaped because Plotly interprets some HTML tags."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def count_noun(count: int, noun: str) -> str:
    """Return a count with its noun in the singular or plural: "1 mention", "2 mentions"."""
    return f"{count:,} {noun}{'s' * (count != 1)}"


def shorten_label(text: str, characters: int = _LABEL_CHARACTERS) -> str:
    """Return ``text`` escaped for an axis, cut with an ellipsis when it is longer."""
    is_short = len(text) <= characters
    return escape_label(text if is_short else f"{cut_between_words(text, characters - 1)}…")


def wrap_label(text: str, characters: int, max_lines: int = _LABEL_LINES) -> str:
    """Return ``text`` escaped for a label, in lines of so many characters.

    Lines break between words and before the dots of a domain; a longer word keeps its line.
    """
    lines = [""]
    for piece in _split_label(text):
        if lines[-1] and len(lines[-1] + piece.rstrip()) > characters:
            lines.append("")
        lines[-1] += piece
    lines = [line.strip() for line in lines]
    if len(lines) > max_lines:
        lines = [*lines[: max_lines - 1], f"{lines[max_lines - 1]}…"]
    return "<br>".join(escape_label(line) for line in lines)


def build_outlet_axis(outlets: Sequence[str]) -> dict[str, Any]:
    """Return the settings of a horizontal axis whose columns are outlets, named above them.

    The names are horizontal where they are few and none has a word too long for its column.
    """
    is_horizontal = _has_horizontal_names(outlets)
    return {
        "side": "top",
        "tickvals": list(range(len(outlets))),
        "ticktext": [
            wrap_label(outlet, _COLUMN_CHARACTERS, _COLUMN_LINES)
            if is_horizontal
            else wrap_label(outlet, _LABEL_CHARACTERS)
            for outlet in outlets
        ],
        "tickangle": 0 if is_horizontal else -90,
        # Names have the margin that they need; Plotly's own leaves a gap above them.
        "automargin": False,
        "tickfont": {"size": 12},
        "range": [-0.6, len(outlets) - 0.4],
        "zeroline": False,
    }


def compute_outlets_width(outlets: Sequence[str], column: int, around: int = 200) -> int:
    """Return the least width of a chart with :func:`build_outlet_axis`; names do not overlap.

    Args:
        outlets: names of the columns.
        column: least width of a column, in pixels.
        around: width of everything beside the columns, in pixels.
    """
    if _has_horizontal_names(outlets):
        column = max(column, _CHARACTER * _COLUMN_CHARACTERS)
    return compute_least_width(len(outlets), column, around)


def compute_least_width(columns: int, column: int, around: int = 200) -> int:
    """Return the least width of a chart with so many columns of ``column`` pixels.

    In a narrower place the page lets the chart scroll sideways, so that columns do not overlap.
    """
    return around + column * columns


def compute_height(rows: int, *, around: int = 130, row: int = ROW) -> int:
    """Return the height in pixels of a chart with ``rows`` named rows."""
    return around + row * max(rows, 1)


def _has_horizontal_names(outlets: Sequence[str]) -> bool:
    pieces = (piece.strip() for name in outlets for piece in _split_label(name))
    is_short = max(map(len, pieces), default=0) <= _COLUMN_CHARACTERS
    return is_short and len(outlets) <= _MAX_HORIZONTAL_NAMES


def _split_label(text: str) -> list[str]:
    """Return the parts of a label between which a line may break, blanks at their ends."""
    return re.findall(r"\S(?:(?!(?<=\w\w)\.\w\w)\S)*\s*", text) or [text]


def _build_title(lines: Sequence[str], height: int) -> dict[str, Any]:
    return {
        "text": "<br>".join(escape_label(line) for line in lines),
        "x": 0,
        "xanchor": "left",
        # Plotly puts the first of several lines above its anchor, so the anchor moves down.
        "y": 1 - (_TITLE_LINE * (len(lines) - 1) + _TITLE_TOP) / height,
        "yanchor": "top",
        "yref": "container",
        "font": {"size": 16},
    }


def _estimate_width(axis: Mapping[str, Any]) -> int:
    """Return about how wide the labels beside a chart and what is around them are, in pixels.

    With less room at first, Plotly draws the whole chart once more.
    """
    return _measure(axis, _count_characters(axis) * _CHARACTER_PER_SIZE)


def _estimate_height(axis: Mapping[str, Any]) -> int:
    """Return about how high the labels above a chart are beyond the room it has; 0 for none."""
    if axis.get("side") != "top":
        return 0
    size: float = axis["tickfont"]["size"]
    if axis["tickangle"]:
        lines = [html.unescape(line) for line in _list_lines(axis)]
        return round(max((_count_sizes(line) for line in lines), default=0) * size)
    n_lines = max((text.count("<br>") + 1 for text in axis["ticktext"]), default=0)
    return round(n_lines * _LINE_PER_SIZE * size)


def _count_characters(axis: Mapping[str, Any]) -> int:
    """Return the number of characters of the longest line of an axis's labels."""
    return max((len(html.unescape(line)) for line in _list_lines(axis)), default=0)


def _list_lines(axis: Mapping[str, Any]) -> list[str]:
    """Return the lines of an axis's labels, without the tags of headings."""
    texts = (re.sub("</?b>", "", text) for text in axis.get("ticktext", ()))
    return [line for text in texts for line in text.split("<br>")]


def _count_sizes(line: str) -> float:
    """Return about how wide a line is, in sizes of its text: capitals, m and w are wider."""
    n_wide = sum(character.isupper() or character in "mw" for character in line)
    return n_wide * _WIDE_PER_SIZE + (len(line) - n_wide) * _CHARACTER_PER_SIZE


def _measure(axis: Mapping[str, Any], sizes: float) -> int:
    """Return what so many times the size of an axis's text takes, with what is around labels."""
    return round(sizes * axis["tickfont"]["size"]) + _AROUND_LABELS if sizes else 0


def _build_axis(title: str) -> dict[str, Any]:
    return {
        "title": {"text": title, "font": {"size": 14}},
        "tickfont": {"size": 13},
        "automargin": True,
        # Margins have room for every label, so none lies past the edge: looking for such ones takes
        # a browser half the time of a chart with many labels.
        "ticklabeloverflow": "allow",
        "separatethousands": True,
    }
