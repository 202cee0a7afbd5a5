"""Joining of lines that were broken at a fixed width: the words that they divide."""

import re
from collections.abc import Set as AbstractSet
from functools import cache

import snowballstemmer

from analysis.word_lists import read_counts, read_rows

#: Characters at the end of a line in which a divided word is searched.
_WINDOW = 60
_LAST_WORD = re.compile("(\\w+)[-\u2010\u00ad]$")
#: A hyphen that is seen only where it divides a word.
_SOFT_HYPHEN = "\u00ad"
#: Fewest letters after the hyphen of a compound of two words, and of one that begins with a capital
#: letter, as divided names do (judgements, from the compounds of BASIL and SEESAW).
_FEWEST_LETTERS = 2
_FEWEST_LETTERS_AFTER_CAPITAL = 4
_FIRST_WORD = re.compile(r"\w+(?:['’]\w+)?")
#: A number that is divided at the comma of its thousands.
_THOUSANDS = re.compile(r"(?<![\d,.])\d{1,3}(?:,\d{3})*,$")
#: A word, or a number at the comma of its thousands, that a line end divides: the part before, the
#: hyphen, the break with at most one empty line and marks of quoted mails, and the part after.
_DIVIDED = re.compile(
    r"(?P<start>\w+)(?P<hyphen>[-\u2010\u00ad])(?P<gap>[ \t]*(?:\r?\n[ \t>]*){1,2})"
    r"(?P<end>\w+(?:['’]\w+)?)"
    r"|(?<![\d,.])\d{1,3}(?:,\d{3})*,(?P<space>[ \t]*(?:\r?\n[ \t>]*){1,2})(?=\d{3}(?!\d))"
)
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
    if start[-1] != _SOFT_HYPHEN and has_own_hyphen(divided[1], first[0], vocabulary):
        return start + end
    return start[:-1] + end


def find_divisions(text: str) -> list[tuple[int, int]]:
    """Return what divides words at line ends, for showing a text with its words whole.

    Args:
        text: An article's text, or a part of it.

    Returns:
        Start and end of each range to leave out, in order: the line break, and the hyphen if the
        word does not have it anyway.
    """
    if "\n" not in text:
        return []
    divisions: list[tuple[int, int]] = []
    vocabulary: frozenset[str] | None = None
    for match in _DIVIDED.finditer(text):
        if match["space"] is not None:
            divisions.append(match.span("space"))
            continue
        if vocabulary is None:
            vocabulary = frozenset(re.findall(r"\w+(?:-\w+)*", text))
        has_hyphen = match["hyphen"] != _SOFT_HYPHEN and has_own_hyphen(
            match["start"], match["end"], vocabulary
        )
        divisions.append(
            (match.end("hyphen") if has_hyphen else match.start("hyphen"), match.end("gap"))
        )
    return divisions


def join_divided_words(text: str) -> str:
    """Return a text in which words that line ends divide are whole; its length differs."""
    for start, end in reversed(find_divisions(text)):
        text = text[:start] + text[end:]
    return text


def has_own_hyphen(start: str, end: str, vocabulary: AbstractSet[str]) -> bool:
    """Return whether a word that is divided at a line end has its hyphen anyway.

    The words of the text decide, then the words of 6,000 news articles, then the parts: those that
    compounds begin or end with, and two parts that are words ("gun-control") of which no word is
    made.

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
    if _is_word(start + end):
        return False
    first, last = _compound_parts()
    if start.casefold() in first or end in last:
        return True
    fewest = _FEWEST_LETTERS_AFTER_CAPITAL if start[0].isupper() else _FEWEST_LETTERS
    return len(start) >= _FEWEST_LETTERS and len(end) >= fewest and _is_word(start, end)


@cache
def _compound_parts() -> tuple[frozenset[str], frozenset[str]]:
    """Return the words that compounds begin with, and those that they end with."""
    rows = read_rows("ingest", "compound_words.csv")
    first, last = (
        frozenset(row["word"] for row in rows if row["place"] == place)
        for place in ("first", "last")
    )
    return first, last


def _is_word(*words: str) -> bool:
    """Return whether all these are words of news articles, in some inflection."""
    stemmer = snowballstemmer.stemmer("english")
    return all(stemmer.stemWord(word.lower()) in _news_words() for word in words)


@cache
def _news_words() -> frozenset[str]:
    counts, _ = read_counts("corpus", "background.csv.gz")
    return frozenset(counts)
