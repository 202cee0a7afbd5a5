"""The lines of a text, with the properties of their shape from which blocks are recognised."""

import re
import statistics
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Literal

from analysis.ingest.article import BlockKind

#: The kind of a line: empty while it is unknown; "box" is boilerplate that is followed by a list of
#: links or a form.
LineKind = BlockKind | Literal["", "box"]

_LINE = re.compile("[^\n\r\v\f\x85\u2028\u2029]+")
_CLOSING_MARKS = "\"'”’»)]*"
_SENTENCE_ENDS = (".", "!", "?", "…", "。")
#: Characters at the start of a line whose words are examined, so that long lines cost no more.
WINDOW = 600
#: Characters at the end of a line in which the end of a sentence is searched.
_END_WINDOW = 240
#: Fewest words of a line that is prose even if it does not end as a sentence (judgement).
LONG_LINE_WORDS = 25
#: Fewest words of a line that is prose because it ends as a sentence (judgement).
_SENTENCE_WORDS = 7
#: A text is wrapped to a fixed width if at least so many of its lines continue in the next line,
_FEWEST_WRAPPED_LINES = 4
#: at least this share of all lines does,
_LEAST_WRAPPED_SHARE = 0.6
#: no line is longer than so many characters,
_LONGEST_WRAPPED_LINE = 110
#: and the median line that continues has at least so many characters (judgements).
_LEAST_MEDIAN_LENGTH = 45


@dataclass(frozen=True)
class Line:
    """A line of a text without the white space around it.

    ``follows_gap`` says whether an empty line, or the start of the text, is before it.
    """

    text: str
    start: int
    follows_gap: bool

    @property
    def end(self) -> int:
        """One past the last character, as an index into the whole text."""
        return self.start + len(self.text)

    @cached_property
    def tokens(self) -> list[str]:
        """The words of the first :data:`WINDOW` characters, as written."""
        return self.text[:WINDOW].split()

    @cached_property
    def word_count(self) -> int:
        """The number of words; of a long line, an estimate."""
        return len(self.tokens) * max(len(self.text), WINDOW) // WINDOW

    @cached_property
    def ends_sentence(self) -> bool:
        """Whether it ends as a sentence does, apart from closing marks and words in brackets."""
        tail = self.text[-_END_WINDOW:]
        bracket = {")": "(", "]": "["}.get(tail[-1:])
        variants = (tail, tail[: tail.rfind(bracket)] if bracket else "")
        return any(
            variant.rstrip(_CLOSING_MARKS + " \xa0").endswith(_SENTENCE_ENDS)
            for variant in variants
        )

    @cached_property
    def folded(self) -> str:
        """The words in lower case, one space apart, with straight apostrophes."""
        return " ".join(self.tokens).casefold().replace("’", "'")

    @cached_property
    def is_prose(self) -> bool:
        """Whether it reads as running text: a sentence of some length, or a long line."""
        return self.word_count >= LONG_LINE_WORDS or (
            self.ends_sentence and self.word_count >= _SENTENCE_WORDS
        )


def split_lines(text: str) -> list[Line]:
    """Return the lines of a text that contain more than white space, in order.

    In a text that is wrapped to a fixed width, the lines of a paragraph are joined to one line.
    """
    lines: list[Line] = []
    last_end = 0
    for match in _LINE.finditer(text):
        stripped = match.group().lstrip()
        if not stripped:
            continue
        start = match.end() - len(stripped)
        stripped = stripped.rstrip()
        breaks = max(text.count("\n", last_end, start), text.count("\r", last_end, start))
        lines.append(Line(stripped, start, follows_gap=not lines or breaks > 1))
        last_end = start + len(stripped)
    return _join_wrapped(text, lines) if _are_wrapped(lines) else lines


def _are_wrapped(lines: list[Line]) -> bool:
    """Return whether lines end where their width is used up, and empty lines end paragraphs."""
    lengths = [len(line.text) for line, following in pairwise(lines) if not following.follows_gap]
    return (
        len(lengths) >= _FEWEST_WRAPPED_LINES
        and len(lengths) >= len(lines) * _LEAST_WRAPPED_SHARE
        and max(len(line.text) for line in lines) <= _LONGEST_WRAPPED_LINE
        and statistics.median(lengths) >= _LEAST_MEDIAN_LENGTH
    )


def _join_wrapped(text: str, lines: list[Line]) -> list[Line]:
    """Return the paragraphs of wrapped lines, each as one line."""
    paragraphs: list[Line] = []
    first = 0
    for number in range(1, len(lines) + 1):
        if number == len(lines) or lines[number].follows_gap:
            start, end = lines[first].start, lines[number - 1].end
            paragraphs.append(Line(text[start:end], start, follows_gap=True))
            first = number
    return paragraphs
