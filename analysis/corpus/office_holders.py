"""Who holds an office that a text names in the place of a person: "the US president".

One outlet credits words to "the US president", another to Donald Trump. They are one speaker where
the articles of the story call exactly one person "US President": the same title of the same country
or body. A body is an organisation or a place that the story's articles name ("the FBI director").
What names neither ("the president", "Prime Minister"), only a party ("Republican senator"), or a
former office, is left as it is, and so is what is said of any of several ("a White House
official"). The nouns of offices are in ``data/offices.csv``.
"""

import re
from collections.abc import Collection
from functools import cache, lru_cache
from typing import NamedTuple

import pandas as pd

from analysis.entity_types import PERSON
from analysis.nlp.entities.countries import split_countries
from analysis.nlp.lexicon import nouns, words
from analysis.word_lists import read_mapping, read_rows

#: Words that end with an apostrophe and s belong to an owner ("May's spokesman"), who may have
#: several; what follows "of" is a country or nothing that can be compared.
_OWNER = re.compile(r"['’]s?\b")
#: Number of characters before a description in which its article stands.
REACH = 12
#: The word at the end of the text before a description.
_LAST_WORD = re.compile(r"(?P<word>\w+)\s+\Z")
#: The word at its beginning, which may be its article too.
_FIRST_WORD = re.compile(r"(?P<word>\w+)")
_NO_BODIES: frozenset[str] = frozenset()


class Office(NamedTuple):
    """An office: its words, folded, without the countries, and the countries."""

    words: frozenset[str]
    countries: frozenset[str]


class Title(NamedTuple):
    """A title: the countries that it names, its other words in order, and whether these suffice.

    Without ``needs_body`` a country says whose office it is.
    """

    countries: frozenset[str]
    others: tuple[str, ...]
    needs_body: bool


class OfficeNoun(NamedTuple):
    """What a noun of an office needs beside a country: another word, a body, or words before it."""

    needs: str
    after: frozenset[str]


def find_office_holders(described: pd.DataFrame, names: pd.DataFrame) -> pd.DataFrame:
    """Return the holders of the offices that quotations are credited to.

    All articles of a story tell who holds an office.

    Args:
        described: Columns quote_id, story_id and speaker, of quotations whose speaker the text only
            describes.
        names: Columns story_id, label, text, epithet and entity_id of the names in these stories:
            organisations and places, and persons with an epithet.

    Returns:
        quote_id and entity_id of those with exactly one holder.
    """
    bodies = _list_bodies(names)
    holders = _list_holders(names, bodies)
    credited = []
    columns = (described["quote_id"], described["story_id"], described["speaker"])
    for quote_id, story_id, speaker in zip(*columns, strict=True):
        office = parse_office(speaker, bodies.get(story_id, _NO_BODIES))
        persons = holders.get((story_id, office), set()) if office is not None else set()
        if len(persons) == 1:
            credited.append((quote_id, next(iter(persons))))
    return pd.DataFrame(credited, columns=["quote_id", "entity_id"], dtype=str)


def is_title(description: str) -> bool:
    """Return whether a description may name an office, if its country or body is one."""
    return _read_title(description) is not None


def is_indefinite(before: str, description: str) -> bool:
    """Return whether a description, or the text before it, says that it is one of several.

    The article of "a US senator" may be in the description or before it.
    """
    matches = (_LAST_WORD.search(before), _FIRST_WORD.match(description))
    several = words("one of several")
    return any(match is not None and match["word"].lower() in several for match in matches)


def parse_office(title: str, bodies: Collection[str] = _NO_BODIES) -> Office | None:
    """Return the office that a title names; None if it names no country or body, or a former one.

    "US president", "president of the U.S." and "American president" are one office, and so are
    "Vermont Gov." and "Vermont governor".

    Args:
        title: The words that stand for a person or before a name.
        bodies: Names of organisations and places, without "the".
    """
    parsed = _read_title(title)
    if parsed is None:
        return None
    is_of_country = bool(parsed.countries) and not parsed.needs_body
    if not (is_of_country or _has_body(parsed.others, bodies)):
        return None
    return Office(frozenset(map(_fold_office, parsed.others)), parsed.countries)


@lru_cache(maxsize=1 << 12)
def _read_title(title: str) -> Title | None:
    """Return the countries and the words of a title; None if it is nobody's office, or a past one.

    Somebody's spokesman, one of several, what is of something that is no country, and what a
    country has many of ("a Danish teacher", "a South Korean newspaper") are none.
    """
    before, _, after = title.partition(" of ")
    if not before or _OWNER.search(title) or before.split()[0].lower() in words("one of several"):
        return None
    countries, others = split_countries(before.removeprefix("the ").split())
    if after:
        countries_after, rest = split_countries(after.removeprefix("the ").split())
        if rest:
            return None
        countries |= countries_after
    folded = [_fold_office(word) for word in others]
    if not folded or words("change of office") & set(folded):
        return None
    noun = _read_offices().get(folded[-1])
    if noun is None or (noun.needs and len(folded) == 1):
        return None
    if noun.after and folded[-2] not in noun.after:
        return None
    return Title(frozenset(countries), tuple(others), needs_body=noun.needs == "body")


def _has_body(title_words: tuple[str, ...], bodies: Collection[str]) -> bool:
    """Return whether the words before the last are, or have among them, the name of a body."""
    n_before = len(title_words) - 1
    runs = (
        " ".join(title_words[start:end])
        for start in range(n_before)
        for end in range(start + 1, n_before + 1)
    )
    return any(run in bodies for run in runs)


def _is_body(name: str) -> bool:
    """Return whether a name is neither a party's nor one word that is a noun ("Police")."""
    folded = name.casefold().split()
    is_noun = len(folded) == 1 and folded[0] in nouns()
    return not is_noun and words("party name").isdisjoint(folded)


def _list_bodies(names: pd.DataFrame) -> dict[str, set[str]]:
    """Return the names of the organisations and places of each story."""
    rows = names[names["label"] != PERSON]
    bodies: dict[str, set[str]] = {}
    for story_id, text in zip(rows["story_id"], rows["text"], strict=True):
        name = text.removeprefix("the ").removeprefix("The ")
        if _is_body(name):
            bodies.setdefault(story_id, set()).add(name)
    return bodies


def _list_holders(
    names: pd.DataFrame, bodies: dict[str, set[str]]
) -> dict[tuple[str, Office], set[str]]:
    """Return the persons who are called by each office, by story."""
    rows = names[names["label"] == PERSON]
    holders: dict[tuple[str, Office], set[str]] = {}
    columns = (rows["story_id"], rows["epithet"], rows["entity_id"])
    for story_id, epithet, entity_id in zip(*columns, strict=True):
        office = parse_office(epithet, bodies.get(story_id, _NO_BODIES))
        if office is not None:
            holders.setdefault((story_id, office), set()).add(entity_id)
    return holders


def _fold_office(word: str) -> str:
    """Return a word of a title in lower case, and its full form if it is an abbreviation."""
    folded = word.casefold()
    return _read_abbreviations().get(folded, folded)


@cache
def _read_offices() -> dict[str, OfficeNoun]:
    rows = read_rows("corpus", "offices.csv")
    return {row["noun"]: OfficeNoun(row["needs"], frozenset(row["after"].split())) for row in rows}


@cache
def _read_abbreviations() -> dict[str, str]:
    return read_mapping("corpus", "title_abbreviations.csv", "short", "office")
