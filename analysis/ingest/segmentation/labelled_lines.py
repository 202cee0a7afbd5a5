"""The lines of a text with the kind of block that each was recognised as so far."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from analysis.ingest.segmentation.credits import Credit
from analysis.ingest.segmentation.lines import Line, LineKind

#: The marks that start an item of a list.
BULLETS = ("-", "•", "*", "–", "—", "·", "▪", "►", "+")


@dataclass
class LabelledLines:
    """Lines, and what is known about them so far.

    ``kinds`` has the kind of each line, ``credits`` the credits at the end of lines by the index of
    the line. ``first_prose`` is the index of the first running paragraph, once the head is marked.
    """

    lines: list[Line]
    title: str
    kinds: list[LineKind] = field(init=False)
    credits: dict[int, Credit] = field(default_factory=dict)
    first_prose: int = 0

    def __post_init__(self) -> None:
        """Start with unknown kinds."""
        self.kinds = [""] * len(self.lines)

    def unlabelled(self, indices: Iterable[int] | None = None) -> list[int]:
        """Return the indices, by default of all lines, whose line has no kind yet."""
        if indices is None:
            indices = range(len(self.lines))
        return [index for index in indices if not self.kinds[index]]
