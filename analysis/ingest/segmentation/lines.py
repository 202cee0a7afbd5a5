"""Lines of a text: where they stand, and the little about their shape that blocks are told by."""

import re
import statistics
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

_LINE = re.compile("[^\n\r\v\f\x85\u2028\u2029]+")
_CLOSERS = "\"'”’»)]*"
_TERMINALS = (".", "!", "?", "…", "。")
#: Words and endings are looked at in this many characters only, so that a long line costs no more.
WINDOW = 600


@dataclass(frozen=True)
class Line:
    """A line of a text without the space around it.

    ``gap`` tells whether an empty line, or the start of the text, stands before it.
    """

    text: str
    start: int
    gap: bool

    @property
    def end(self) -> int:
        """One past the last character, as an index into the whole text."""
        return self.start + len(self.text)

    @cached_property
    def tokens(self) -> list[str]:
        """The words of the first :data:`WINDOW` characters, as written."""
        return self.text[:WINDOW].split()

    @cached_property
    def words(self) -> int:
        """How many words the line has; of a long line, about how many."""
        return len(self.tokens) * max(len(self.text), WINDOW) // WINDOW

    @cached_property
    def ended(self) -> bool:
        """Whether it ends as a sentence does, closing marks and words in brackets aside."""
        tail = self.text[-240:]
        bracket = {")": "(", "]": "["}.get(tail[-1:])
        sides = (tail, tail[: tail.rfind(bracket)] if bracket else "")
        return any(side.rstrip(_CLOSERS + " \xa0").endswith(_TERMINALS) for side in sides)

    @cached_property
    def folded(self) -> str:
        """The words in lower case, one space apart, with straight apostrophes."""
        return " ".join(self.tokens).casefold().replace("’", "'")

    @cached_property
    def prose(self) -> bool:
        """Whether it reads as running text: a sentence of some length, or a long line."""
        return self.words >= 25 or (self.ended and self.words >= 7)


def lines(text: str) -> list[Line]:
    """Return the lines of a text that hold more than space, in order.

    In a text that was wrapped to a fixed width, the lines of a paragraph are one line.
    """
    found: list[Line] = []
    last = 0
    for match in _LINE.finditer(text):
        stripped = match.group().lstrip()
        if not stripped:
            continue
        start = match.end() - len(stripped)
        stripped = stripped.rstrip()
        gap = not found or text.count("\n", last, start) > 1 or text.count("\r", last, start) > 1
        found.append(Line(stripped, start, gap))
        last = start + len(stripped)
    return _unwrapped(text, found) if _wrapped(found) else found


def _wrapped(found: list[Line]) -> bool:
    """Tell whether line ends are only where the page was full, and empty lines part paragraphs."""
    inner = [len(line.text) for line, after in pairwise(found) if not after.gap]
    return (
        len(inner) >= 4
        and len(inner) >= len(found) * 0.6
        and max(len(line.text) for line in found) <= 110
        and statistics.median(inner) >= 45
    )


def _unwrapped(text: str, found: list[Line]) -> list[Line]:
    """Join the lines of each paragraph."""
    joined: list[Line] = []
    first = 0
    for number in range(1, len(found) + 1):
        if number == len(found) or found[number].gap:
            start, end = found[first].start, found[number - 1].end
            joined.append(Line(text[start:end], start, gap=True))
            first = number
    return joined
