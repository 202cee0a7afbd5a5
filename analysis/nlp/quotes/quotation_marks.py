"""Quoted stretches of a text: what stands between quotation marks, whatever the typography.

One odd mark never costs more than its own paragraph: a mark that is not closed ends at the
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

_OPENING, _CLOSING = "“„«‟〝", "”»〞"
_MARK = re.compile(r"\"|''|``")
_SPACE = " \t"
_BEFORE_OPENING = _SPACE + "([{-–—/…"
_AFTER_CLOSING = _SPACE + ".,;:?!)]}-–—/…'"
_ELISIONS = re.compile(r"'(?:\d0?s\b|em\b|til\b|twas\b|cause\b|n'|bout\b|tis\b)", re.IGNORECASE)


@dataclass(frozen=True)
class QuotedSpan:
    """A quoted stretch, in characters of the article.

    Attributes:
        start: Its first character, the opening mark.
        end: One past its last, the closing mark.
        inner_start: The first character behind the opening mark.
        inner_end: One past the last character before the closing mark.
        closed: Whether it has a closing mark.
        resumes: Whether it has none because the next paragraph opens with a mark again, as a
            quotation over several paragraphs does.
        single: Whether its marks are single.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    closed: bool = True
    resumes: bool = False
    single: bool = False


#: The quoted spans of an article by character; they do not overlap.
QuotedSpanIndex: TypeAlias = SpanIndex[QuotedSpan]


def find_quoted_spans(text: str, lines: Iterable[tuple[int, int]]) -> list[QuotedSpan]:
    """Return the quoted stretches of ``text``, in order and not nested.

    Args:
        text: The article as it came; the direction of curly marks is used where it is given.
        lines: Start and end of each paragraph, in order.
    """
    plain = normalise(text)
    spans = list(lines)
    found: list[QuotedSpan] = []
    for number, (start, end) in enumerate(spans):
        resumes = number + 1 < len(spans) and _opens(plain, *spans[number + 1])
        doubles = list(_doubles(text, plain, start, end, resumes))
        found += doubles
        found += _singles(text, plain, start, end, QuotedSpanIndex(doubles))
    return sorted(found, key=lambda stretch: stretch.start)


def _opens(plain: str, start: int, end: int) -> bool:
    return plain[start:end].lstrip().startswith(('"', "''", "``"))


class _Mark(NamedTuple):
    start: int
    end: int
    opens: bool
    closes: bool
    space_before: bool
    space_behind: bool


def _marks(text: str, plain: str, start: int, end: int) -> Iterator[_Mark]:
    """Yield the double marks of a paragraph, and which way each may point."""
    for match in _MARK.finditer(plain, start, end):
        at, after = match.span()
        before = plain[at - 1] if at > start else " "
        behind = plain[after] if after < end else " "
        # Two apostrophes that close two things ('…officials'' ') are left to the single marks.
        if match.group() == "''" and "'" in (before, behind):
            continue
        yield _Mark(
            at,
            after,
            text[at] in _OPENING
            or (
                text[at] not in _CLOSING
                and before in _BEFORE_OPENING + "'\""
                and behind not in _SPACE
            ),
            text[at] in _CLOSING
            or (text[at] not in _OPENING and (behind in _AFTER_CLOSING or before in ".,?!")),
            before in _SPACE,
            behind in _SPACE,
        )


def _doubles(text: str, plain: str, start: int, end: int, resumes: bool) -> Iterator[QuotedSpan]:
    opened: _Mark | None = None
    marks = list(_marks(text, plain, start, end))
    nested: set[_Mark] = set()
    for number, mark in enumerate(marks):
        if mark in nested:
            continue
        first = not plain[start : mark.start].strip()
        if opened is None:
            if mark.opens or first or (mark.space_before and not mark.closes):
                opened = mark
        elif mark.opens and (not mark.closes or (mark.space_before and not mark.space_behind)):
            stop = _attribution(plain, opened.end, mark.start)
            if _is_pair(mark, *marks[number + 1 : number + 3]):
                nested.add(marks[number + 1])
            elif stop is not None:
                yield QuotedSpan(opened.start, stop, opened.end, stop, closed=False)
                opened = mark
        elif mark.closes or mark.space_before or mark.space_behind:
            yield QuotedSpan(opened.start, mark.end, opened.end, mark.start)
            opened = None
    if opened is not None and end - opened.end > 1:
        stop = opened.end + len(plain[opened.end : end].rstrip())
        attribution = None if resumes else _attribution(plain, opened.end, stop)
        stop = stop if attribution is None else attribution
        yield QuotedSpan(opened.start, stop, opened.end, stop, closed=False, resumes=resumes)


def _is_pair(first: _Mark, second: _Mark | None = None, third: _Mark | None = None) -> bool:
    """Whether a mark inside an open quotation and the next are a pair, as a third closes it all."""
    return (
        not first.closes
        and second is not None
        and second.closes
        and third is not None
        and third.closes
        and not third.opens
    )


def _attribution(plain: str, start: int, end: int) -> int | None:
    """Where an attribution follows a comma or a sentence end, as behind an unclosed quotation."""
    match = _attributing().search(plain, start, end)
    return match.start() if match else None


@cache
def _attributing() -> re.Pattern[str]:
    verbs = "|".join(sorted(words("attributing")))
    name = r"[A-Z][\w.'-]*(?: [A-Z][\w.'-]*){0,3}"
    return re.compile(rf"[,.?!] (?:(?:{verbs}) [A-Zath]|(?:he|she|they|it|{name}) (?:{verbs})\b)")


def _singles(
    text: str, plain: str, start: int, end: int, doubles: QuotedSpanIndex
) -> Iterator[QuotedSpan]:
    """Yield what stands between single marks outside double ones."""
    at = start
    while (at := plain.find("'", at, end)) >= 0:
        before = plain[at - 1] if at > start else " "
        behind = plain[at + 1] if at + 1 < end else " "
        opens = (
            text[at] != "’"
            and before in _BEFORE_OPENING
            and (behind.isalnum() or behind in "[($.")
            and not _ELISIONS.match(plain, at)
            and doubles.at(at) is None
        )
        close = _closing_single(plain, at + 1, end, doubles) if opens else -1
        if close > 0:
            yield QuotedSpan(at, close + 1, at + 1, close, single=True)
            at = close
        at += 1


def _closing_single(plain: str, at: int, end: int, doubles: QuotedSpanIndex) -> int:
    """Return where the single mark opened before ``at`` closes, or -1.

    A mark after "s" that a further closing mark follows is read as a possessive.
    """
    possessive = -1
    while (at := plain.find("'", at, end)) >= 0:
        behind = plain[at + 1] if at + 1 < end else " "
        before = plain[at - 1]
        if doubles.at(at) is not None:
            return possessive
        if before in _BEFORE_OPENING and behind.isalnum():
            return possessive
        if not behind.isalnum() and before not in _SPACE:
            if before != "s" or behind in ".,;:?!":
                return at
            if possessive < 0:
                possessive = at
        at += 1
    return possessive
