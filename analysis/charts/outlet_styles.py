"""Colours and shapes: an outlet has one style in every chart of a selection, light or dark.

The eight colours were chosen so that each stands out from a white and from a near-black page
(contrast of 3:1 or more, WCAG 2.1, 1.4.11) and any two stay apart for the common kinds of colour
blindness (CIE76 distance of 15 or more under the simulations of Machado et al. 2009). They start
from Okabe and Ito's set. Outlets beyond the eighth are grey: a repeated colour would claim that two
outlets are one.
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
SYMBOLS = ("circle", "diamond", "triangle-up", "star", "cross", "hexagon")
DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
PATTERNS = ("", "/", "x", ".", "-", "|")
NEUTRAL = "#7A7F87"

#: Label of all outlets that are not drawn by themselves; no outlet has this label.
OTHERS = ""
OTHERS_NAME = "Other outlets"

#: The colour of each kind of quotation.
KIND_COLOURS = {"direct": COLOURS[0], "mixed": COLOURS[2], "indirect": COLOURS[1]}


@dataclass(frozen=True)
class OutletStyle:
    """Style of one outlet (or speaker, or entity): colour, marker, dash and bar pattern."""

    colour: str
    symbol: str
    dash: str
    pattern: str


def assign_styles(names: Sequence[str]) -> dict[str, OutletStyle]:
    """Return the style of each name, by its place in ``names``: the first eight have a colour."""
    return {name: _get_style(place) for place, name in enumerate(names)}


def add_others_style(styles: Mapping[str, OutletStyle]) -> dict[str, OutletStyle]:
    """Return the styles of outlets, and after them that of :data:`OTHERS`."""
    return {**styles, OTHERS: OutletStyle(NEUTRAL, SYMBOLS[0], DASHES[0], PATTERNS[0])}


def order_like_styles(styles: Mapping[str, OutletStyle], names: Iterable[str]) -> list[str]:
    """Return those of ``names`` that have a style, each once, in the order of the styles."""
    present = set(names)
    return [name for name in styles if name in present]


def assign_colours(names: Sequence[str]) -> dict[str, str]:
    """Return the colour of each name, as :func:`assign_styles` assigns it."""
    return {name: style.colour for name, style in assign_styles(names).items()}


def build_rgba(colour: str, opacity: float) -> str:
    """Return a colour ``#rrggbb`` with an opacity from 0 to 1, as CSS writes it."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity:.3f})"


def _get_style(place: int) -> OutletStyle:
    if place < len(COLOURS):
        return OutletStyle(COLOURS[place], SYMBOLS[0], DASHES[0], PATTERNS[0])
    shape = 1 + (place - len(COLOURS)) % (len(SYMBOLS) - 1)
    return OutletStyle(NEUTRAL, SYMBOLS[shape], DASHES[shape], PATTERNS[shape])
