"""Quoted stretches of a text: what stands between quotation marks, whatever the typography.

One odd mark never costs more than its own paragraph: a mark that is not closed ends at the
attribution that follows it, or with its paragraph.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from analysis.annotate.glyphs import normalise

_OPENING, _CLOSING = "“„«‟〝", "”»〞"
_MARK = re.compile(r"\"|''|``")
#: An attribution after a comma or a sentence end, as it follows an unclosed quotation.
_ATTRIBUTION = re.compile(
    r"[,.?!] (?:(?:said|says|added|told|wrote|explained|noted|tweeted|asked|replied|continued) "
    r"[A-Zath]|(?:he|she|they|it|[A-Z][\w.'-]*(?: [A-Z][\w.'-]*){0,3}) "
    r"(?:said|says|added|told|wrote|explained|noted|tweeted|asked|replied|continued)\b)"
)
_BEFORE_OPENING = " \t([{-–—/…"
_AFTER_CLOSING = " \t.,;:?!)]}-–—/…'"
_ELISIONS = re.compile(r"'(?:\d0?s\b|em\b|til\b|twas\b|cause\b|n'|bout\b|tis\b)", re.I)


@dataclass(frozen=True)
class Stretch:
    """A quoted stretch, marks included. ``inner`` leaves the marks out.

    ``closed`` is False when its closing mark is missing; ``resumes`` is True when the next
    paragraph opens with a mark again, as a quotation over several paragraphs does.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    closed: bool = True
    resumes: bool = False
    single: bool = False


def stretches(text: str, lines: Iterable[tuple[int, int]]) -> list[Stretch]:
    """Return the quoted stretches of ``text``, in order and not nested.

    Args:
        text: The article as it came; the direction of curly marks is used where it is given.
        lines: Start and end of each paragraph, in order.
    """
    plain = normalise(text)
    spans = list(lines)
    found: list[Stretch] = []
    for number, (start, end) in enumerate(spans):
        following = spans[number + 1] if number + 1 < len(spans) else None
        opens_again = following is not None and _opens(plain, following[0], following[1])
        doubles = list(_doubles(text, plain, start, end, opens_again))
        found += doubles
        found += _singles(text, plain, start, end, doubles)
    return sorted(found, key=lambda stretch: stretch.start)


class Inside:
    """Answers whether, and in which stretch, a character stands."""

    def __init__(self, found: list[Stretch]) -> None:
        self._found = found
        self._starts = [stretch.start for stretch in found]

    def stretch(self, offset: int) -> Stretch | None:
        """Return the stretch that holds the character at ``offset``, or None."""
        number = bisect_right(self._starts, offset) - 1
        if number >= 0 and offset < self._found[number].end:
            return self._found[number]
        return None


def _opens(plain: str, start: int, end: int) -> bool:
    return plain[start:end].lstrip().startswith(('"', "''", "``"))


def _doubles(
    text: str, plain: str, start: int, end: int, opens_again: bool
) -> Iterator[Stretch]:
    opened: tuple[int, int] | None = None
    for match in _MARK.finditer(plain, start, end):
        at, after = match.span()
        if match.group() == "''" and _is_apostrophe_pair(plain, at, after):
            continue
        before = plain[at - 1] if at > start else " "
        behind = plain[after] if after < end else " "
        glyph = text[at]
        can_open = glyph in _OPENING or (
            glyph not in _CLOSING and before in _BEFORE_OPENING + "'\"" and behind not in " \t"
        )
        can_close = glyph in _CLOSING or (
            glyph not in _OPENING and (behind in _AFTER_CLOSING or before in ".,?!")
        )
        if opened is None:
            if can_open or (before == " " and not can_close) or plain[start:at].strip() == "":
                opened = (at, after)
        elif can_close and not (can_open and before == " " and behind not in " \t"):
            yield Stretch(opened[0], after, opened[1], at)
            opened = None
        elif can_open:
            attribution = _ATTRIBUTION.search(plain, opened[1], at)
            if attribution:
                stop = attribution.start()
                yield Stretch(opened[0], stop, opened[1], stop, closed=False)
                opened = (at, after)
        elif behind not in " \t" and before not in " \t":
            continue
        else:
            yield Stretch(opened[0], after, opened[1], at)
            opened = None
    if opened is not None and end - opened[1] > 1:
        stop = opened[1] + len(plain[opened[1] : end].rstrip())
        attribution = None if opens_again else _ATTRIBUTION.search(plain, opened[1], stop)
        if attribution:
            stop = attribution.start()
        yield Stretch(opened[0], stop, opened[1], stop, closed=False, resumes=opens_again)


def _is_apostrophe_pair(plain: str, at: int, after: int) -> bool:
    """Two apostrophes that close two things ('…officials'' ') are left to the single marks."""
    return plain[at - 1 : at] == "'" or plain[after : after + 1] == "'"


def _singles(
    text: str, plain: str, start: int, end: int, doubles: list[Stretch]
) -> Iterator[Stretch]:
    """Yield what stands between single marks outside double ones."""
    inside = Inside(doubles)
    at = start
    while (at := plain.find("'", at, end)) >= 0:
        before = plain[at - 1] if at > start else " "
        behind = plain[at + 1] if at + 1 < end else " "
        opens = (
            text[at] != "’"
            and before in _BEFORE_OPENING
            and (behind.isalnum() or behind in "[($.")
            and not _ELISIONS.match(plain, at)
            and inside.stretch(at) is None
        )
        close = _closing_single(plain, at + 1, end, inside) if opens else -1
        if close > 0:
            yield Stretch(at, close + 1, at + 1, close, single=True)
            at = close + 1
        else:
            at += 1


def _closing_single(plain: str, at: int, end: int, inside: Inside) -> int:
    """Return where the single mark opened before ``at`` closes, or -1.

    A mark after "s" that a further closing mark follows is read as a possessive.
    """
    possessive = -1
    while (at := plain.find("'", at, end)) >= 0:
        behind = plain[at + 1] if at + 1 < end else " "
        before = plain[at - 1]
        if inside.stretch(at) is not None:
            return possessive
        if before in _BEFORE_OPENING and behind.isalnum():
            return possessive
        if not behind.isalnum() and before not in " \t":
            if before != "s" or behind in ".,;:?!":
                return at
            if possessive < 0:
                possessive = at
        at += 1
    return possessive
