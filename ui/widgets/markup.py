"""Markup and the one way to show it: text becomes HTML here and nowhere else, always escaped.

:class:`Html` is a type of its own: :func:`render`, the only caller of ``st.html``, takes nothing
else, so mypy refuses a plain string. ``Html("…")`` takes literals only (ruff's rule S704);
variables enter through ``format``, ``join`` and ``+``, which escape what is not yet markup.

Offsets are Python string indices. A colour, link or anchor of an unexpected form raises
:class:`ValueError`: styles and addresses never come from a text.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlencode

import streamlit as st
from markupsafe import Markup

from analysis.ingest.line_breaks import find_divisions
from analysis.visible_text import cut_between_words, make_visible

Line = Literal["solid", "dashed", "dotted", "double", "none"]

_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}\Z")
_HREF = re.compile(r"(#[\w-]+|[a-z]+\?[\w%&=+.~*-]*)\Z", re.ASCII)
_ANCHOR = re.compile(r"[\w-]+\Z", re.ASCII)
_LINES = ("solid", "dashed", "dotted", "double", "none")
_DEFAULT_COLOUR = "#D29A00"
#: Width in pixels of the line under a mark; a double line needs one more to be seen as two.
_LINE_WIDTH, _DOUBLE_LINE_WIDTH = 2, 3
#: Opacity of a filled mark, as the last two digits of a CSS colour (0x38 is 22 %).
_FILL_OPACITY = "38"
#: Characters of a text that :func:`shorten` leaves by default: about one line of a page.
_SHORT = 90


class Html(Markup):
    """Markup that is safe to show; see the module's docstring for how it is made."""

    __slots__ = ()


#: CSS of the form of a chip by default.
_SQUARE_SHAPE = Html("border-radius:2px")


@dataclass(frozen=True)
class Span:
    """A range of a text to mark, and the style of the mark.

    Attributes:
        start: first character, in the article.
        end: one past the last character.
        colour: ``#rrggbb``, of the underline and, paler, of the background.
        title: tooltip; any text, it is escaped.
        anchor: an id other places may link to; letters, digits, ``-`` and ``_``.
        href: link target: ``#anchor`` or a page of the app (see :func:`build_page_href`).
        filled: whether the background is coloured; otherwise the text is only underlined.
        line: CSS border style of the underline.
    """

    start: int
    end: int
    colour: str = _DEFAULT_COLOUR
    title: str = ""
    anchor: str = ""
    href: str = ""
    filled: bool = True
    line: Line = "solid"


#: A span clipped to the text shown: its start and end there.
_Mark = tuple[int, int, Span]


def render(html: Html, *, width: Literal["stretch", "content"] = "stretch") -> None:
    """Show markup at the current place of the page, as wide as it or as the markup."""
    st.html(str(html), width=width)  # noqa: TID251 - the one caller


def highlight(text: str, spans: Iterable[Span] = (), offset: int = 0) -> Html:
    """Return ``text`` with the spans marked; everything else is escaped.

    Words that line ends divide are shown whole.

    Args:
        text: a text, or a part of an article.
        spans: what to mark; they may nest and cross; parts outside ``text`` are dropped.
        offset: position of ``text`` in the article, from which the spans count.

    Raises:
        ValueError: a colour, link or anchor is not of the allowed form.
    """
    marks = _clip(spans, offset, len(text))
    divisions = find_divisions(text)
    ranges = [*((start, end) for start, end, _ in marks), *divisions]
    edges = sorted({0, len(text), *(edge for start_end in ranges for edge in start_end)})
    pieces: list[Html] = []
    open_marks: list[_Mark] = []
    opened_before: set[int] = set()
    for position, next_position in zip(edges, [*edges[1:], len(text)], strict=True):
        reopened = _close(open_marks, position, pieces)
        starting = [mark for mark in marks if mark[0] == position]
        for mark in sorted([*reopened, *starting], key=lambda mark: (mark[0], -mark[1])):
            pieces.append(_open_tag(mark[2], first=id(mark) not in opened_before))
            opened_before.add(id(mark))
            open_marks.append(mark)
        if not any(start <= position < end for start, end in divisions):
            pieces.append(escape_visibly(text[position:next_position]))
    return join(pieces)


def join(pieces: Iterable[Html]) -> Html:
    """Return pieces of markup one after the other."""
    return Html("").join(pieces)


def escape_visibly(text: str) -> Html:
    """Return text escaped, with control characters and direction marks made visible."""
    return Html.escape(make_visible(text))


def build_passage(text: str, spans: Iterable[Span] = (), offset: int = 0) -> Html:
    """Return a part of an article as one HTML block: line breaks kept, spans marked."""
    return Html('<div style="white-space:pre-wrap;overflow-wrap:anywhere">{}</div>').format(
        highlight(text, spans, offset)
    )


def shorten(text: str, characters: int = _SHORT) -> str:
    """Return ``text``, cut with an ellipsis when it has more than so many characters.

    It is cut between words. Unlike :func:`textwrap.shorten` it keeps the beginning of a long word
    that half of the text or more would go with.
    """
    return text if len(text) <= characters else f"{cut_between_words(text, characters)}…"


def build_chip(label: str, colour: str, shape: Html = _SQUARE_SHAPE) -> Html:
    """Return a small coloured mark and the label, which names an outlet beside its text.

    Args:
        label: any text; a domain in it may break before a dot.
        colour: of the mark, ``#rrggbb``.
        shape: CSS declarations of the mark's form.
    """
    return Html(
        '<span style="display:inline-block;width:.75em;height:.75em;flex:none;'
        'background-color:{};{};margin-right:.45em"></span>{}'
    ).format(
        _check(colour, _COLOUR), shape, Html("<wbr>.").join(map(escape_visibly, label.split(".")))
    )


def build_page_href(page: str, params: Mapping[str, str | list[str]]) -> str:
    """Return the relative address of a page, e.g. ``article?article=a1&at=120``."""
    return f"{page}?{urlencode(params, doseq=True)}"


def _clip(spans: Iterable[Span], offset: int, length: int) -> list[_Mark]:
    clipped = [
        (max(span.start - offset, 0), min(span.end - offset, length), span) for span in spans
    ]
    return [mark for mark in clipped if mark[0] < mark[1]]


def _close(open_marks: list[_Mark], position: int, pieces: list[Html]) -> list[_Mark]:
    """Close the marks that end at ``position`` and all inside them; return those to reopen."""
    ending = [depth for depth, mark in enumerate(open_marks) if mark[1] <= position]
    if not ending:
        return []
    closed = open_marks[ending[0] :]
    del open_marks[ending[0] :]
    pieces.extend(_close_tag(mark[2]) for mark in reversed(closed))
    return [mark for mark in closed if mark[1] > position]


def _open_tag(span: Span, *, first: bool) -> Html:
    """Return the tag that opens a mark; only the first tag of a span has its anchor."""
    if span.line not in _LINES:
        raise ValueError(f"not allowed in markup: {span.line!r}")
    colour = _check(span.colour, _COLOUR)
    tag = Html('<mark style="color:inherit;border-bottom:{}px {} {};background:{}"{}{}>').format(
        _DOUBLE_LINE_WIDTH if span.line == "double" else _LINE_WIDTH,
        span.line,
        colour,
        colour + _FILL_OPACITY if span.filled else "none",
        Html(' title="{}"').format(span.title) if span.title else "",
        Html(' id="{}"').format(_check(span.anchor, _ANCHOR)) if span.anchor and first else "",
    )
    if not span.href:
        return tag
    link = Html('<a href="{}" target="_self" style="color:inherit">')
    return link.format(_check(span.href, _HREF)) + tag


def _close_tag(span: Span) -> Html:
    return Html("</mark></a>") if span.href else Html("</mark>")


def _check(value: str, form: re.Pattern[str]) -> str:
    if not form.match(value):
        raise ValueError(f"not allowed in markup: {value!r}")
    return value
