"""Marked text as HTML: the one place where article text becomes HTML, and it is always escaped.

Everything here is pure strings. Offsets are Python string indices, as everywhere. A colour or a
link that is not of the expected form raises: styles and addresses are never taken from a text.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from urllib.parse import urlencode

_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}\Z")
_HREF = re.compile(r"(#[\w-]+|[a-z]+\?[\w%&=+.~*-]*)\Z", re.ASCII)
_ANCHOR = re.compile(r"[\w-]+\Z", re.ASCII)
_MARK_COLOUR = "#D29A00"
#: Control characters as their pictures (U+2400 …), but tabs and line ends; turning marks as U+FFFD.
_SEEN = {code: 0x2400 + code for code in range(32) if code not in (9, 10, 13)} | dict.fromkeys(
    (0x7F, 0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)), 0xFFFD
)
_LINES = ("solid", "dashed", "dotted", "double", "none")


@dataclass(frozen=True)
class Span:
    """A stretch of text to mark.

    Attributes:
        start: first character, in the article.
        end: one past the last character.
        colour: ``#rrggbb``; background (pale) and underline take it.
        title: what hovering says; any text, it is escaped.
        anchor: an id other places may link to; letters, digits, ``-`` and ``_``.
        href: link target: ``#anchor`` or a page of the app (see :func:`build_page_href`).
        filled: pale background; without it the stretch is only underlined.
        line: the line below it, a CSS border style: solid, dashed, dotted, double or none.
    """

    start: int
    end: int
    colour: str = _MARK_COLOUR
    title: str = ""
    anchor: str = ""
    href: str = ""
    filled: bool = True
    line: str = "solid"


def highlight(text: str, spans: Iterable[Span] = (), offset: int = 0) -> str:
    """Return ``text`` as HTML with the spans marked; everything else is escaped.

    Args:
        text: a text, or a stretch of an article.
        spans: what to mark; they may nest and cross; what lies outside ``text`` is cut off.
        offset: where ``text`` begins in the article the spans count from.

    Raises:
        ValueError: a colour, link or anchor is not of the allowed form.
    """
    marks = _clipped(spans, offset, len(text))
    cuts = sorted({0, len(text), *(edge for start, end, _ in marks for edge in (start, end))})
    pieces: list[str] = []
    stack: list[tuple[int, int, Span]] = []
    opened: set[int] = set()
    for here, following in zip(cuts, [*cuts[1:], len(text)], strict=True):
        reopen = _close(stack, here, pieces)
        starting = [mark for mark in marks if mark[0] == here]
        for mark in sorted([*reopen, *starting], key=lambda m: (m[0], -m[1])):
            pieces.append(_open_tag(mark[2], first=id(mark) not in opened))
            opened.add(id(mark))
            stack.append(mark)
        pieces.append(escape_visibly(text[here:following]))
    return "".join(pieces)


def escape_visibly(text: str) -> str:
    """Return text escaped; control characters and marks that turn its direction become visible."""
    return escape(text).translate(_SEEN)


def build_passage(text: str, spans: Iterable[Span] = (), offset: int = 0) -> str:
    """Return a stretch of an article as one HTML block: line breaks kept, spans marked."""
    body = highlight(text, spans, offset)
    return f'<div style="white-space:pre-wrap;overflow-wrap:anywhere">{body}</div>'


def shorten(text: str, characters: int = 90) -> str:
    """Return ``text``, cut with an ellipsis when it has more than so many characters.

    Unlike :func:`textwrap.shorten` it keeps the beginning of a single long word.
    """
    return text if len(text) <= characters else f"{text[:characters].rstrip()}…"


def build_chip(label: str, colour: str) -> str:
    """Return a small coloured square and the label: how an outlet is named beside its text."""
    return (
        f'<span style="display:inline-block;width:.75em;height:.75em;border-radius:2px;'
        f'background:{_checked(colour, _COLOUR)};margin-right:.45em"></span>{escape_visibly(label)}'
    )


def build_page_href(page: str, params: Mapping[str, str | list[str]]) -> str:
    """Return the relative address of a page, e.g. ``article?article=a1&at=120``."""
    return f"{page}?{urlencode(params, doseq=True)}"


def _clipped(spans: Iterable[Span], offset: int, length: int) -> list[tuple[int, int, Span]]:
    cut = [(max(s.start - offset, 0), min(s.end - offset, length), s) for s in spans]
    return [mark for mark in cut if mark[0] < mark[1]]


def _close(
    stack: list[tuple[int, int, Span]], here: int, pieces: list[str]
) -> list[tuple[int, int, Span]]:
    """Close every mark that ends here, and those inside it; return the latter, to be reopened."""
    ending = [depth for depth, mark in enumerate(stack) if mark[1] <= here]
    if not ending:
        return []
    closed = stack[ending[0] :]
    del stack[ending[0] :]
    pieces.extend(_close_tag(mark[2]) for mark in reversed(closed))
    return [mark for mark in closed if mark[1] > here]


def _open_tag(span: Span, *, first: bool) -> str:
    colour = _checked(span.colour, _COLOUR)
    if span.line not in _LINES:
        raise ValueError(f"not allowed in markup: {span.line!r}")
    width = 3 if span.line == "double" else 2
    style = f"color:inherit;border-bottom:{width}px {span.line} {colour};"
    style += f"background:{colour}38" if span.filled else "background:none"
    attributes = f' style="{style}"'
    if span.title:
        attributes += f' title="{escape(span.title)}"'
    if span.anchor and first:
        attributes += f' id="{_checked(span.anchor, _ANCHOR)}"'
    mark = f"<mark{attributes}>"
    if span.href:
        href = escape(_checked(span.href, _HREF))
        return f'<a href="{href}" target="_self" style="color:inherit">{mark}'
    return mark


def _close_tag(span: Span) -> str:
    return "</mark></a>" if span.href else "</mark>"


def _checked(value: str, form: re.Pattern[str]) -> str:
    if not form.match(value):
        raise ValueError(f"not allowed in markup: {value!r}")
    return value
