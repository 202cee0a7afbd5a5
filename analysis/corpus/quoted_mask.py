"""Masks of the characters that are in quotation marks, or were inserted by an editor."""

import re

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.nlp.glyphs import normalise

#: Single marks around words; an apostrophe inside a word or after a plural is not one.
_SINGLE_MARKS = re.compile(r"(?<!\w)'(?=\S)[^']*(?:'(?=\w)[^']*)*(?<=\S)'(?!\w)")
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
    """Return for each character of an article whether it is in the marks of a quotation.

    Args:
        text: The text of the article.
        quotes: Columns start, end, kind: its quotations; None when it has none.
    """
    quoted = np.zeros(len(text), bool)
    for quote in () if quotes is None else quotes.to_dict("records"):
        span = slice(quote["start"], quote["end"])
        quoted[span] |= mask_quoted(text[span], quote["kind"])
    return quoted


def mask_bracketed(text: str) -> Flags:
    """Return for each character whether it is in square brackets, where editors insert words."""
    bracketed = np.zeros(len(text), bool)
    for match in _BRACKETS.finditer(text):
        bracketed[match.start() : match.end()] = True
    return bracketed
