"""Quoted spans: what is between quotation marks, whatever the typography.

A stray mark never affects more than its own paragraph: a quote without a closing mark ends at the
attribution that follows it, or with its paragraph.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple, TypeAlias

from analysis.nlp.glyphs import normalise
from analysis.nlp.lexicon import words
from analysis.nlp.span_index import SpanIndex

#: Marks by their usual direction. Where the characters around a mark contradict it, they decide:
#: „so“, »so« and ”so” are in use too.
_OPENING_GLYPHS, _CLOSING_GLYPHS = "“„«‟〝❝「『‶", "”»〞❞」』"
_DOUBLE_MARK = re.compile(r"\"|''|``|(?<![^\s(]),,(?=\w)")
_DOUBLE_MARKS = ('"', "''", "``", ",,")
_SPACES = " \t"
#: Characters before an opening mark and after a closing one.
_BEFORE_OPENING = _SPACES + "([{-–—/…"
_AFTER_CLOSING = _SPACES + ".,;:?!)]}-–—/…'"
#: Words that begin with an apostrophe, which opens no quote.
_ELISIONS = re.compile(r"'(?:\d0?s\b|em\b|til\b|twas\b|cause\b|n'|bout\b|tis\b)", re.IGNORECASE)


@dataclass(frozen=True)
class QuotedSpan:
    """A span between quotation marks, in characters of the article.

    Attributes:
        start: Its first character, the opening mark.
        end: One past its last character, the closing mark.
        inner_start: The first character after the opening mark.
        inner_end: One past the last character before the closing mark.
        is_closed: Whether it has a closing mark.
        continues_next_paragraph: Whether it has none because the next paragraph begins with an
            opening mark, as in a quote of several paragraphs.
        has_single_marks: Whether its marks are single.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    is_closed: bool = True
    continues_next_paragraph: bool = False
    has_single_marks: bool = False


#: The quoted spans of an article by character; they do not overlap.
QuotedSpanIndex: TypeAlias = SpanIndex[QuotedSpan]


def find_quoted_spans(text: str, paragraphs: Iterable[tuple[int, int]]) -> list[QuotedSpan]:
    """Return the quoted spans of ``text``, in order and not nested.

    Args:
        text: The original text of the article; where its marks are curly, their direction counts.
        paragraphs: Start and end of each paragraph to search, in order.
    """
    plain = normalise(text)
    borders = list(paragraphs)
    spans: list[QuotedSpan] = []
    for number, (start, end) in enumerate(borders):
        paragraph = _Paragraph(text, plain, start, end)
        is_resumed = number + 1 < len(borders) and _has_mark_at_start(plain, *borders[number + 1])
        double_marked = list(_find_double_marked(paragraph, is_resumed=is_resumed))
        spans += double_marked
        spans += _find_single_marked(paragraph, SpanIndex(double_marked))
    return sorted(spans, key=lambda span: span.start)


def _has_mark_at_start(plain: str, start: int, end: int) -> bool:
    return plain[start:end].lstrip().startswith(_DOUBLE_MARKS)


class _Paragraph(NamedTuple):
    """A paragraph of ``text``, which is ``plain`` with uniform glyphs."""

    text: str
    plain: str
    start: int
    end: int

    def before(self, offset: int) -> str:
        """Return the character before an offset; a space at the start of the paragraph."""
        return self.plain[offset - 1] if offset > self.start else " "

    def after(self, offset: int) -> str:
        """Return the character at an offset; a space at the end of the paragraph."""
        return self.plain[offset] if offset < self.end else " "


class _Mark(NamedTuple):
    """A double quotation mark, and the directions it can have by what is around it.

    A straight mark is glued between the end of a sentence and a capital: 'ended."There'. It closes
    a quote that is open, and otherwise opens one that is closed later.
    """

    start: int
    end: int
    can_open: bool
    can_close: bool
    has_space_before: bool
    has_space_after: bool
    is_glued: bool


def _find_double_marks(paragraph: _Paragraph) -> Iterator[_Mark]:
    for match in _DOUBLE_MARK.finditer(paragraph.plain, paragraph.start, paragraph.end):
        start, end = match.span()
        before, after = paragraph.before(start), paragraph.after(end)
        # Two apostrophes that close two things ('…officials'' ') are left to the single marks.
        if match.group() == "''" and "'" in (before, after):
            continue
        glyph = ",," if match.group() == ",," else paragraph.text[start]
        seems_opening = before in _BEFORE_OPENING + "'\"" and after not in _SPACES
        seems_closing = after in _AFTER_CLOSING or before in ".,?!"
        is_surely_closing = after in _AFTER_CLOSING and not seems_opening and before not in _SPACES
        is_surely_opening = seems_opening and not seems_closing and after.isalnum()
        opens = glyph in _OPENING_GLYPHS + ",," and not is_surely_closing
        closes = glyph in _CLOSING_GLYPHS and not is_surely_opening
        yield _Mark(
            start,
            end,
            opens or (not closes and seems_opening),
            closes or (not opens and seems_closing),
            before in _SPACES,
            after in _SPACES,
            is_glued=before in ".?!" and after.isupper() and glyph == '"',
        )


def _find_double_marked(paragraph: _Paragraph, *, is_resumed: bool) -> Iterator[QuotedSpan]:
    """Yield what is between double marks.

    Args:
        paragraph: The paragraph to search.
        is_resumed: Whether the next paragraph begins with an opening mark.
    """
    plain, start, end = paragraph.plain, paragraph.start, paragraph.end
    opened: _Mark | None = None
    marks = list(_find_double_marks(paragraph))
    nested: set[_Mark] = set()
    for number, mark in enumerate(marks):
        if mark in nested:
            continue
        is_first = not plain[start : mark.start].strip()
        if opened is None:
            opens_glued = mark.is_glued and _is_closed_by(*marks[number + 1 : number + 2])
            is_spaced = mark.has_space_before and not mark.can_close
            if mark.can_open or is_first or is_spaced or opens_glued:
                opened = mark
        elif mark.can_open and (
            not mark.can_close or (mark.has_space_before and not mark.has_space_after)
        ):
            stop = _find_attribution(plain, opened.end, mark.start)
            if _is_nested_pair(mark, *marks[number + 1 : number + 3]):
                nested.add(marks[number + 1])
            elif stop is not None:
                yield QuotedSpan(opened.start, stop, opened.end, stop, is_closed=False)
                opened = mark
        elif mark.can_close or mark.has_space_before or mark.has_space_after:
            yield QuotedSpan(opened.start, mark.end, opened.end, mark.start)
            opened = None
    if opened is not None and end - opened.end > 1:
        stop = opened.end + len(plain[opened.end : end].rstrip())
        attribution = None if is_resumed else _find_attribution(plain, opened.end, stop)
        stop = stop if attribution is None else attribution
        yield QuotedSpan(
            opened.start,
            stop,
            opened.end,
            stop,
            is_closed=False,
            continues_next_paragraph=is_resumed,
        )


def _is_closed_by(mark: _Mark | None = None) -> bool:
    """Return whether the next mark can only close."""
    return mark is not None and mark.can_close and not mark.can_open and not mark.is_glued


def _is_nested_pair(first: _Mark, second: _Mark | None = None, third: _Mark | None = None) -> bool:
    """Return whether the next two marks inside an open quote are a pair, as a third closes it."""
    return (
        not first.can_close
        and second is not None
        and second.can_close
        and third is not None
        and third.can_close
        and not third.can_open
    )


def _find_attribution(plain: str, start: int, end: int) -> int | None:
    """Return where an attribution follows punctuation, as it does after an unclosed quote."""
    match = _attribution_pattern().search(plain, start, end)
    return match.start() if match else None


@cache
def _attribution_pattern() -> re.Pattern[str]:
    verbs = "|".join(sorted(words("attributing")))
    name = r"[A-Z][\w.'-]*(?: [A-Z][\w.'-]*){0,3}"
    return re.compile(rf"[,.?!] (?:(?:{verbs}) [A-Zath]|(?:he|she|they|it|{name}) (?:{verbs})\b)")


def _find_single_marked(
    paragraph: _Paragraph, double_marked: QuotedSpanIndex
) -> Iterator[QuotedSpan]:
    """Yield what is between single marks outside double ones."""
    text, plain, position, end = paragraph
    while (position := plain.find("'", position, end)) >= 0:
        after = paragraph.after(position + 1)
        can_open = (
            text[position] != "’"
            and paragraph.before(position) in _BEFORE_OPENING
            and (after.isalnum() or after in "[($.")
            and not _ELISIONS.match(plain, position)
            and position not in double_marked
        )
        close = _find_closing_mark(paragraph, position + 1, double_marked) if can_open else -1
        if close > 0:
            yield QuotedSpan(position, close + 1, position + 1, close, has_single_marks=True)
            position = close
        position += 1


def _find_closing_mark(paragraph: _Paragraph, start: int, double_marked: QuotedSpanIndex) -> int:
    """Return the position of the single mark that closes a quote from ``start``, or -1.

    A mark after "s" that a further closing mark follows is a possessive.
    """
    possessive, position = -1, start
    while (position := paragraph.plain.find("'", position, paragraph.end)) >= 0:
        before, after = paragraph.before(position), paragraph.after(position + 1)
        if position in double_marked or (before in _BEFORE_OPENING and after.isalnum()):
            return possessive
        if not after.isalnum() and before not in _SPACES:
            if before != "s" or after in ".,;:?!":
                return position
            if possessive < 0:
                possessive = position
        position += 1
    return possessive
