"""Which characters of a quotation stand in quotation marks, or were put in by an editor."""

import re

import numpy as np
import numpy.typing as npt

from analysis.nlp.glyphs import normalise

#: Single marks around words; an apostrophe inside a word or after a plural is none.
_SINGLE = re.compile(r"(?<!\w)'(?=\S)[^']*(?:'(?=\w)[^']*)*(?<=\S)'(?!\w)")
_BRACKETS = re.compile(r"\[[^\[\]]*\]")

Flags = npt.NDArray[np.bool_]


def in_marks(text: str, kind: str) -> Flags:
    """Return for each character of a quotation whether it stands in quotation marks.

    Of a direct quotation every character does, whether or not ``text`` holds the marks. In others
    double marks are looked for, and single ones (as in headlines) where there are none.

    Args:
        text: The words of the quotation.
        kind: ``direct``, ``mixed`` or ``indirect``.
    """
    if kind == "direct":
        return np.ones(len(text), bool)
    plain = normalise(text)
    marked: Flags = np.array([mark == '"' for mark in plain], bool).cumsum() % 2 == 1
    if not marked.any():
        for match in _SINGLE.finditer(plain):
            marked[match.start() : match.end()] = True
    return marked


def inserted(text: str) -> Flags:
    """Return for each character whether it stands in square brackets."""
    flags = np.zeros(len(text), bool)
    for match in _BRACKETS.finditer(text):
        flags[match.start() : match.end()] = True
    return flags
