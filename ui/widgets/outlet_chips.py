"""Outlets in markup: the name behind the mark that stands for the outlet in the charts."""

from collections.abc import Iterable, Mapping
from typing import Literal

import streamlit as st

from analysis.charts.outlet_styles import (
    MAX_DISTINCT,
    OTHERS_NAME,
    OutletStyle,
    add_others_style,
    order_like_styles,
)
from analysis.store.outlet_groups import NOT_GIVEN
from ui.core import address, data
from ui.widgets import markup
from ui.widgets.markup import Html

#: Maximum number of outlets named in the legend of a group.
_MAX_LISTED = 12
#: Width of the choice of the highlighted outlet, in pixels: a long name of an outlet.
_SELECT_WIDTH = 280

#: What stands for an outlet in a chart: a bar or square with its pattern, or its marker.
Mark = Literal["bar", "dot"]

#: Last two digits of the CSS colour of a mark that nothing is seen through.
_OPAQUE = Html("FF")
#: CSS of each pattern of a bar: white lines or dots on the outlet's colour, as Plotly draws them.
_PATTERN_SHAPES: Mapping[str, Html] = {
    "": Html("border-radius:2px"),
    "/": Html("background-image:repeating-linear-gradient(135deg,#fff 0 1px,transparent 1px 4px)"),
    "x": Html(
        "background-image:repeating-linear-gradient(135deg,#fff 0 1px,transparent 1px 4px),"
        "repeating-linear-gradient(45deg,#fff 0 1px,transparent 1px 4px)"
    ),
    ".": Html(
        "background-image:radial-gradient(#fff 1px,transparent 1.4px);background-size:6px 6px"
    ),
    "-": Html("background-image:repeating-linear-gradient(0deg,#fff 0 1px,transparent 1px 4px)"),
}
#: CSS of each marker, as Plotly draws it.
_SYMBOL_SHAPES: Mapping[str, Html] = {
    "circle": Html("border-radius:50%"),
    "square": Html("border-radius:0"),
    "diamond": Html("clip-path:polygon(50% 0,100% 50%,50% 100%,0 50%)"),
    "triangle-up": Html("clip-path:polygon(50% 0,100% 100%,0 100%)"),
    "triangle-down": Html("clip-path:polygon(0 0,100% 0,50% 100%)"),
    "cross": Html(
        "clip-path:polygon(33% 0,67% 0,67% 33%,100% 33%,100% 67%,67% 67%,67% 100%,33% 100%,"
        "33% 67%,0 67%,0 33%,33% 33%)"
    ),
    "x": Html(
        "clip-path:polygon(22% 0,50% 28%,78% 0,100% 22%,72% 50%,100% 78%,78% 100%,50% 72%,"
        "22% 100%,0 78%,28% 50%,0 22%)"
    ),
    "star": Html(
        "clip-path:polygon(50% 0,62% 36%,100% 36%,69% 58%,81% 95%,50% 73%,19% 95%,31% 58%,0 36%,"
        "38% 36%)"
    ),
}


def build_outlet_chip(outlet: str, *, mark: Mark = "bar") -> Html:
    """Return an outlet's mark and name.

    Args:
        outlet: its label; :data:`OTHERS` for all outlets that are not drawn by themselves.
        mark: whether the mark is that of bars and squares, or that of dots.
    """
    style = add_others_style(data.get_outlet_styles())[outlet]
    return build_style_chip(outlet or OTHERS_NAME, style, mark=mark)


def build_style_chip(name: str, style: OutletStyle, *, mark: Mark = "bar") -> Html:
    """Return the mark of a style, as the charts draw it, and a name."""
    shape = _SYMBOL_SHAPES[style.symbol] if mark == "dot" else _PATTERN_SHAPES[style.pattern]
    return markup.build_chip(name, style.colour, shape)


def build_fill(style: OutletStyle, opacity: Html = _OPAQUE) -> Html:
    """Return the CSS of a bar in a style: its colour and its pattern.

    Args:
        style: of the outlet.
        opacity: of the colour, as the last two digits of a CSS colour.
    """
    pattern = _PATTERN_SHAPES[style.pattern] if style.pattern else Html()  # no rounded corners
    return Html("background-color:{}{};{}").format(style.colour, opacity, pattern)


def draw_highlight() -> None:
    """Draw the choice of one outlet that is coloured while the others are grey; once a page."""
    outlets = data.list_selected_outlets()
    if len(outlets) > 1:
        options = {"": "None", **{outlet: outlet for outlet in outlets}}
        with st.container(width=_SELECT_WIDTH):
            address.draw_select(data.HIGHLIGHT, "Highlight an outlet", options)


def draw_legend(outlets: Iterable[str], *, mark: Mark = "bar", has_columns: bool = False) -> None:
    """Show the marks and names of some outlets, on as many lines as it takes.

    Outlets that are drawn alike are not listed, because their marks tell nothing.

    Args:
        outlets: those of the charts below.
        mark: what stands for an outlet in them.
        has_columns: whether the chart below names each outlet above its column, so that only the
            greyed ones are to be explained.
    """
    styles = add_others_style(data.get_outlet_styles())
    drawn = order_like_styles(styles, outlets)
    highlight = data.get_highlight()
    if data.get_colour_groups() and not highlight:
        return  # the legend of the groups is at the top of the page
    if highlight:
        listed, note = [highlight], "all others in grey"
    elif len(data.list_selected_outlets()) > MAX_DISTINCT:
        number = len(data.list_selected_outlets())
        listed, note = [], f"{number:,} outlets, all in grey: highlight one to see it in colour"
    else:
        listed, note = [] if has_columns else drawn, ""
    if not listed and not note:
        return
    chips = [
        Html('<span style="display:inline-block;margin-right:1.2em">{}</span>').format(
            build_outlet_chip(outlet, mark=mark)
        )
        for outlet in listed
    ]
    markup.render(Html("<div>{} {}</div>").format(Html(" ").join(chips), note))


def draw_group_legend() -> None:
    """Show the colour of each group and its outlets, where outlets are coloured by group."""
    groups = data.get_colour_groups()
    if not groups or data.get_highlight():
        return
    styles = data.get_outlet_styles()
    names = sorted(set(groups.values()), key=lambda name: (name == NOT_GIVEN, name))
    if len(names) > MAX_DISTINCT:
        markup.render(Html("<div>{:,} groups, all in grey</div>").format(len(names)))
        return
    lines = []
    for name in names:
        outlets = [outlet for outlet, group in groups.items() if group == name]
        listed = ", ".join(outlets[:_MAX_LISTED])
        rest = len(outlets) - _MAX_LISTED
        lines.append(
            Html("<div>{}: {}{}</div>").format(
                markup.build_chip(name, styles[outlets[0]].colour),
                listed,
                f" and {rest} more" if rest > 0 else "",
            )
        )
    markup.render(markup.join(lines))
