"""Colours and shapes: how each outlet of a selection is drawn, on light and on dark pages.

The eight colours were chosen so that each stands out from a white and from a near-black page
(contrast of 3:1 or more, WCAG 2.1, 1.4.11) and any two stay apart for the common kinds of colour
blindness (CIE76 distance of 15 or more under the simulations of Machado et al. 2009). They start
from Okabe and Ito's set. A look is never used twice: of more outlets than there are looks, all are
drawn neutral, except one that is highlighted.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

COLOURS = (
    "#0072B2",
    "#D55E00",
    "#009E73",
    "#CC79A7",
    "#892DE5",
    "#E50044",
    "#E550E5",
    "#845784",
)
#: Markers by place; each has a hollow variant.
SYMBOLS = ("circle", "square", "diamond", "triangle-up", "cross", "star", "triangle-down", "x")
#: Patterns of bars by place; the colours of the last four are closer to others than the first four.
PATTERNS = ("", "", "", "", "/", "x", ".", "-")
#: Maximum number of outlets that are told apart by their looks.
MAX_DISTINCT = len(COLOURS)
#: Colour of outlets that are not told apart, and of whatever belongs to no outlet.
NEUTRAL = "#7A7F87"

#: Label of all outlets that are not drawn by themselves; no outlet has this label.
OTHERS = ""
OTHERS_NAME = "Other outlets"

#: The colour of each kind of quotation.
KIND_COLOURS = {"direct": COLOURS[0], "mixed": COLOURS[2], "indirect": COLOURS[1]}


@dataclass(frozen=True)
class OutletStyle:
    """Style of one outlet: colour, marker and bar pattern."""

    colour: str
    symbol: str
    pattern: str


#: Style of outlets that are not told apart.
NEUTRAL_STYLE = OutletStyle(NEUTRAL, SYMBOLS[0], PATTERNS[0])
_LOOKS = tuple(map(OutletStyle, COLOURS, SYMBOLS, PATTERNS))
#: Look of the highlighted one of more outlets than there are looks: the warmest colour.
_HIGHLIGHT = _LOOKS[1]


def assign_styles(
    names: Sequence[str], *, highlight: str = "", groups: Mapping[str, str] | None = None
) -> dict[str, OutletStyle]:
    """Return the style of each outlet of a selection, by its place in ``names``.

    Args:
        names: the outlets of the selection, sorted, so that every page assigns the same styles.
        highlight: the outlet that alone is coloured; ignored unless it is one of ``names``.
        groups: the group of each of ``names``; outlets of one group have one look. Without any,
            each outlet has its own.
    """
    group_of = groups or {name: name for name in names}
    distinct = sorted({group_of[name] for name in names}) if groups else list(names)
    if len(distinct) <= MAX_DISTINCT:
        look_of = dict(zip(distinct, _LOOKS, strict=False))
        styles_by_outlet = {name: look_of[group_of[name]] for name in names}
    else:
        styles_by_outlet = {
            name: _HIGHLIGHT if name == highlight else NEUTRAL_STYLE for name in names
        }
    if highlight not in styles_by_outlet:
        return styles_by_outlet
    return {
        name: look if name == highlight else NEUTRAL_STYLE
        for name, look in styles_by_outlet.items()
    }


def add_others_style(styles: Mapping[str, OutletStyle]) -> dict[str, OutletStyle]:
    """Return the styles of outlets, and after them that of :data:`OTHERS`."""
    return {**styles, OTHERS: NEUTRAL_STYLE}


def order_like_styles(styles: Mapping[str, OutletStyle], names: Iterable[str]) -> list[str]:
    """Return those of ``names`` that have a style, each once, in the order of the styles."""
    present = set(names)
    return [name for name in styles if name in present]


def assign_colours(names: Sequence[str]) -> dict[str, str]:
    """Return a colour for each of the first eight names (of speakers, entities …)."""
    return dict(zip(names, COLOURS, strict=False))


def build_rgba(colour: str, opacity: float) -> str:
    """Return a colour ``#rrggbb`` with an opacity from 0 to 1, as CSS writes it."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity:.3f})"
