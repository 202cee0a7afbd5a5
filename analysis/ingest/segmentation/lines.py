"""The lines of a text, with the properties of their shape from which blocks are recognised."""

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Literal

from analysis.ingest.article import BlockKind
from analysis.ingest.segmentation.wrapping import (
    WrappedLine,
    paragraph_starts,
    split_at_quoting,
    unwrap,
    without_quote_marks,
)

#: The kind of a line: empty while it is unknown; "box" is boilerplate that is followed by a list of
#: links or a form.
LineKind = BlockKind | Literal["", "box"]

_LINE = re.compile("[^\n\r\v\f\x85\u2028\u2029]+")
#: Marks after the end of a sentence; in other languages a quotation ends with the mark that opens
#: one in English: „…“, »…«, 「…」.
_CLOSING_MARKS = "\"'”’“‘»›«‹」』″)]*"
_SENTENCE_ENDS = (".", "!", "?", "…", "。")
#: Characters at the start of a line whose words are examined, so that long lines cost no more.
WINDOW = 600
#: Characters at the end of a line in which the end of a sentence is searched.
_END_WINDOW = 240
#: Fewest words of a line that is prose even if it does not end as a sentence (judgement).
LONG_LINE_WORDS = 25
#: Fewest words of a line that is prose because it ends as a sentence (judgement).
_SENTENCE_WORDS = 7
#: Line breaks that count as before the first line: it follows a gap.
_AT_START = 2


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
    def is_sentence_end(self) -> bool:
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
            self.is_sentence_end and self.word_count >= _SENTENCE_WORDS
        )


def split_lines(text: str) -> list[Line]:
    """Return the lines of a text that contain more than white space, in order.

    In a text that is wrapped to a fixed width, the lines of a paragraph are joined to one line.
    """
    return list(
        chain.from_iterable(
            _join_paragraphs(text, run, is_quoted=is_quoted)
            for is_quoted, run in split_at_quoting(_physical_lines(text))
        )
    )


def _join_paragraphs(text: str, physical: list[WrappedLine], *, is_quoted: bool) -> list[Line]:
    """Return the paragraphs of lines that are wrapped to a fixed width, or the lines themselves."""
    plain, marks = without_quote_marks(physical) if is_quoted else (physical, [])
    starts = paragraph_starts(plain, is_quoted=is_quoted)
    if starts is None:
        return [Line(line.text, line.start, follows_gap=line.breaks > 1) for line in physical]
    ends = [*starts[1:], len(plain)]
    paragraphs = [
        Line(
            unwrap(text[plain[first].start : plain[end - 1].end]),
            plain[first].start,
            follows_gap=True,
        )
        for first, end in zip(starts, ends, strict=True)
    ]
    spans = [(paragraph.start, paragraph.end) for paragraph in paragraphs]
    outside = [
        Line(mark.text, mark.start, follows_gap=False)
        for mark in marks
        if not any(start < mark.start < end for start, end in spans)
    ]
    return sorted([*paragraphs, *outside], key=lambda line: line.start)


def _physical_lines(text: str) -> list[WrappedLine]:
    """Return the lines that contain more than white space, as they are in the text."""
    lines: list[WrappedLine] = []
    last_end = 0
    for match in _LINE.finditer(text):
        stripped = match.group().lstrip()
        if not stripped:
            continue
        start = match.end() - len(stripped)
        stripped = stripped.rstrip()
        breaks = max(text.count("\n", last_end, start), text.count("\r", last_end, start))
        breaks = breaks if lines else _AT_START
        lines.append(WrappedLine(stripped, start, start - match.start(), breaks))
        last_end = start + len(stripped)
    return lines
