"""The page: the lines of a text and the kind found for each, while blocks are being marked."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from analysis.ingest.segmentation.credits import Credit
from analysis.ingest.segmentation.lines import Line

BULLETS = ("-", "•", "*", "–", "—", "·", "▪", "►", "+")


@dataclass
class LabelledLines:
    """Lines, and what is known of them so far.

    ``kinds`` holds a kind of block for each line; empty is still open, "box" is boilerplate that a
    list of links or a form follows. ``credits`` are those that close a line, by its place.
    ``opening`` is the place of the first running paragraph, known once the head is marked.
    """

    lines: list[Line]
    title: str
    kinds: list[str] = field(init=False)
    credits: dict[int, Credit] = field(default_factory=dict)
    opening: int = 0

    def __post_init__(self) -> None:
        """Leave every line open."""
        self.kinds = [""] * len(self.lines)

    def open(self, places: Iterable[int] | None = None) -> list[int]:
        """Return those of the places, by default all, whose kind is still open."""
        asked = range(len(self.lines)) if places is None else places
        return [place for place in asked if not self.kinds[place]]
