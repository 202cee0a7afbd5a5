"""Where the labels of dots go so that none covers another: beside its dot, or above or below it.

Boxes are compared in pixels of the narrowest and of the widest plot that is shown. What stands in
one order in both, without touching, does so in every plot between: places grow with the width.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

#: Narrowest and widest plot that labels are placed for, and their height, in pixels: those of a
#: phone of 390, and of a page of 1920.
PLOT_WIDTHS, PLOT_HEIGHT = (260, 1400), 330
#: Width of a character and height of a line of a label, in pixels.
CHARACTER, LINE = 7.0, 15.0
#: Half the size of a dot, and the distance of a label from the middle of its dot, in pixels.
_DOT, GAP = 5.0, 9.0
#: Maximum number of lines that a label is moved up or down. Judgement: further away it is not seen
#: to belong to its dot.
_MAX_LINES = 5


@dataclass(frozen=True)
class Placement:
    """Where a label is: right or left of its dot, and how many pixels above its middle."""

    is_left: bool
    shift: float


@dataclass(frozen=True)
class _Box:
    """What a dot or a label covers: from ``x`` of the width plus ``left`` to plus ``right``."""

    x: float
    left: float
    right: float
    bottom: float
    top: float

    def is_apart(self, other: "_Box") -> bool:
        """Return whether this box and another do not touch, whatever the width."""
        return (
            self.bottom >= other.top
            or other.bottom >= self.top
            or self.is_left_of(other)
            or other.is_left_of(self)
        )

    def is_inside(self) -> bool:
        """Return whether the box is within the plot, whatever its width."""
        return all(
            self.x * width + self.left >= 0 and self.x * width + self.right <= width + GAP
            for width in PLOT_WIDTHS
        ) and (self.bottom >= -LINE / 2)

    def is_left_of(self, other: "_Box") -> bool:
        """Return whether this box ends before another begins, whatever the width."""
        return all(
            self.x * width + self.right <= other.x * width + other.left for width in PLOT_WIDTHS
        )


def place_labels(
    xs: Sequence[float], ys: Sequence[float], texts: Sequence[str]
) -> list[Placement | None]:
    """Return where the label of each dot goes; those of the first dots are placed first.

    Args:
        xs: of the dots, as shares of the width of the plot.
        ys: of the dots, as shares of the height of the plot.
        texts: the labels; an empty one is none.

    Returns:
        For each dot the place of its label; None where there is none, or no room for it.
    """
    centres = [(x, y * PLOT_HEIGHT) for x, y in zip(xs, ys, strict=True)]
    taken = [_Box(x, -_DOT, _DOT, y - _DOT, y + _DOT) for x, y in centres]
    placements: list[Placement | None] = []
    for (x, y), text in zip(centres, texts, strict=True):
        chosen = None
        for placement in _list_candidates() if text else ():
            box = _make_box(x, y, text, placement)
            if box.is_inside() and all(box.is_apart(other) for other in taken):
                chosen = placement
                taken.append(box)
                break
        placements.append(chosen)
    return placements


def _list_candidates() -> Iterator[Placement]:
    """Yield the places of a label, the nearest to its dot first."""
    for lines, sign, is_left in product(range(_MAX_LINES + 1), (1, -1), (False, True)):
        if lines or sign > 0:
            yield Placement(is_left, sign * lines * LINE)


def _make_box(x: float, y: float, text: str, placement: Placement) -> _Box:
    width = CHARACTER * len(text)
    left = -GAP - width if placement.is_left else GAP
    middle = y + placement.shift
    return _Box(x, left, left + width, middle - LINE / 2, middle + LINE / 2)
