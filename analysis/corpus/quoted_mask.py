"""Masks of the characters that are in quotation marks, or were inserted by an editor."""

import re
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.nlp.glyphs import normalise

#: Single marks around words; an apostrophe inside a word or after a plural is not one.
_SINGLE_MARKS = re.compile(r"(?<!\w)'(?=\S)[^']*(?:'(?=\w)[^']*)*(?<=\S)'(?!\w)")
#: Who wrote a post, and its day. Who signs without a day may be the reporter (judgement: of 6,800
#: articles of news none has a post without a day).
_DAY = r"(?:\w+ \d{1,2},? \d{4}|\d{1,2} \w+ \d{4})"
POST_SIGNATURE = re.compile(rf"[—–-] ?[^—–()\n]{{1,60}} ?\(@\w+\)[ \t]*{_DAY}")
_BRACKETS = re.compile(r"\[[^\[\]]*\]")

Flags = npt.NDArray[np.bool_]


def mask_quoted(text: str, kind: str) -> Flags:
    """Return for each character of a quotation whether it is in quotation marks.

    In a direct quotation every character is, whether or not ``text`` includes the marks. In other
    kinds double marks count, and single ones (as in headlines) where there are no double ones.

    Args:
        text: The words of the quotation.
        kind: ``direct``, ``mixed`` or ``indirect``.
    """
    if kind == "direct":
        return np.ones(len(text), bool)
    plain = normalise(text)
    characters = np.frombuffer(plain.encode("utf-32-le"), np.uint32)
    quoted: Flags = (characters == ord('"')).cumsum() % 2 == 1
    if not quoted.any():
        for match in _SINGLE_MARKS.finditer(plain):
            quoted[match.start() : match.end()] = True
    return quoted


def mask_article_quotes(text: str, quotes: pd.DataFrame | None) -> Flags:
    """Return for each character of an article whether somebody else wrote or said it.

    These are the marked words of its quotations, and the posts that it embeds.

    Args:
        text: The text of the article.
        quotes: Columns start, end, kind: its quotations; None when it has none.
    """
    quoted = np.zeros(len(text), bool)
    for start, end in find_embedded_posts(text):
        quoted[start:end] = True
    if quotes is None:
        return quoted
    columns = (quotes[name].tolist() for name in ("start", "end", "kind"))
    for start, end, kind in zip(*columns, strict=True):
        quoted[start:end] |= mask_quoted(text[start:end], kind)
    return quoted


def find_embedded_posts(text: str) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each post of a social network that an article embeds.

    A post ends with who wrote it, "— Ann Roth (@annroth) May 3, 2018", and begins with its line, or
    after another post there. Where the name has a line of its own, the post is the line before it.
    """
    end = 0
    for signature in POST_SIGNATURE.finditer(text):
        line = text.rfind("\n", 0, signature.start()) + 1
        if not text[line : signature.start()].strip():
            line = text.rfind("\n", 0, max(line - 1, 0)) + 1
        start = max(line, end)
        end = signature.end()
        yield start, end


def mask_bracketed(text: str) -> Flags:
    """Return for each character whether it is in square brackets, where editors insert words."""
    bracketed = np.zeros(len(text), bool)
    for match in _BRACKETS.finditer(text):
        bracketed[match.start() : match.end()] = True
    return bracketed
