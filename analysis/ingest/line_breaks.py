"""Joining of lines that were broken at a fixed width: the words that they divide."""

import re
from collections.abc import Set as AbstractSet
from functools import cache

from analysis.word_lists import read_rows

#: Characters at the end of a line in which a divided word is searched.
_WINDOW = 60
_LAST_WORD = re.compile(r"(\w+)-$")
_FIRST_WORD = re.compile(r"\w+(?:['’]\w+)?")
#: A number that is divided at the comma of its thousands.
_THOUSANDS = re.compile(r"(?<![\d,.])\d{1,3}(?:,\d{3})*,$")
_THREE_DIGITS = re.compile(r"\d{3}(?!\d)")


def join_words(start: str, end: str, vocabulary: AbstractSet[str]) -> str:
    """Return two lines of a paragraph as one.

    A word that a hyphen divides at the line end is made whole. The hyphen stays where the word has
    it anyway: if the text writes it so elsewhere, before a capital letter, and after words that
    compounds begin with ("two-week").

    Args:
        start: The line before the break.
        end: The line after it.
        vocabulary: The words of the whole text as written.
    """
    first = _FIRST_WORD.match(end)
    tail = start[-_WINDOW:]
    if _THOUSANDS.search(tail) and _THREE_DIGITS.match(end):
        return start + end
    divided = _LAST_WORD.search(tail)
    if not divided or not first:
        return f"{start} {end}"
    if keeps_hyphen(divided[1], first[0], vocabulary):
        return start + end
    return start[:-1] + end


def keeps_hyphen(start: str, end: str, vocabulary: AbstractSet[str]) -> bool:
    """Return whether a word that is divided at a line end has its hyphen anyway.

    Args:
        start: The part before the hyphen.
        end: The part after the line end.
        vocabulary: The words of the whole text as written.
    """
    if f"{start}-{end}" in vocabulary:
        return True
    if f"{start}{end}" in vocabulary:
        return False
    if not end[:1].islower() or start[-1:].isdigit() or start.isupper():
        return True
    return start.casefold() in _compound_words()


@cache
def _compound_words() -> frozenset[str]:
    rows = read_rows("ingest", "compound_words.csv")
    return frozenset(row["word"] for row in rows)
