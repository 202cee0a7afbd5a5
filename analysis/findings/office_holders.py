"""Who holds an office that a text names in the place of a person: "the US president".

One outlet credits words to "the US president", another to Donald Trump. They are one speaker where
the articles of the story call exactly one person "US President": the same title of the same country
or body. A body is an organisation or a place that the story's articles name ("the FBI director").
What names neither ("the president", "Prime Minister"), only a party ("Republican senator"), or a
former office, is left as it is, and so is what is said of any of several ("a White House
official").
"""

import re
from collections.abc import Collection, Hashable, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

import pandas as pd

from analysis.entity_types import ORG, PERSON, PLACE_LABELS
from analysis.nlp.entities.countries import split_countries
from analysis.nlp.lexicon import nouns, words
from analysis.store.catalogue import Catalogue
from analysis.word_lists import read_mapping

#: Words that end with an apostrophe and s belong to an owner ("May's spokesman"), who may have
#: several; what follows "of" is a country or nothing that can be compared.
_OWNER = re.compile(r"['’]s?\b")
#: Number of characters before a description in which its article stands.
_REACH = 12
#: The word at the end of the text before a description.
_LAST_WORD = re.compile(r"(?P<word>\w+)\s+\Z")
_NO_BODIES: frozenset[str] = frozenset()


class Office(NamedTuple):
    """An office: its words, folded, without the countries, and the countries."""

    words: frozenset[str]
    countries: frozenset[str]


class Title(NamedTuple):
    """A title: the countries that it names, and its other words in order."""

    countries: frozenset[str]
    others: tuple[str, ...]


def credit_office_holders(catalogue: Catalogue, quotes: pd.DataFrame) -> pd.DataFrame:
    """Return quotations in which the holder is credited where only the office is named.

    All articles of a story tell who holds an office, whatever the filters, so that no filter
    changes to whom a quotation is credited.

    Args:
        catalogue: The workspace's catalogue.
        quotes: Rows of the table ``quotes``.

    Returns:
        The same rows. Of those with a holder, speaker and entity_id are changed; the mention and
        the resolution stay, so that it can be said how the speaker was identified.
    """
    is_described = (quotes["resolution"] == "description") & (quotes["entity_id"] == "")
    described = quotes[is_described]
    titled = described[[_read_title(speaker) is not None for speaker in described["speaker"]]]
    if titled.empty:
        return quotes
    stories = _read_articles(catalogue, "story_id", set(titled["article_id"]))
    story_ids = tuple(sorted(set(stories.values()) - {""}))
    if not story_ids:
        return quotes
    bodies, holders = _read_bodies(catalogue, story_ids), _read_holders(catalogue, story_ids)
    holder_by_row: dict[Hashable, tuple[str, str]] = {}
    for key, article_id, speaker in zip(
        titled.index, titled["article_id"], titled["speaker"], strict=True
    ):
        story_id = stories[article_id]
        office = parse_office(speaker, bodies.get(story_id, _NO_BODIES))
        if office is not None and (story_id, office) in holders:
            holder_by_row[key] = holders[story_id, office]
    if not holder_by_row:
        return quotes
    titled = titled.loc[list(holder_by_row)]
    texts = _read_articles(catalogue, "text", set(titled["article_id"]))
    credited = quotes.copy()
    for key, article_id, start in zip(
        titled.index, titled["article_id"], titled["mention_start"], strict=True
    ):
        if not _is_indefinite(texts[article_id][max(start - _REACH, 0) : max(start, 0)]):
            credited.loc[key, ["entity_id", "speaker"]] = holder_by_row[key]
    return credited


def parse_office(title: str, bodies: Collection[str] = _NO_BODIES) -> Office | None:
    """Return the office that a title names; None if it names no country or body, or a former one.

    "US president", "president of the U.S." and "American president" are one office, and so are
    "Vermont Sen." and "Vermont senator".

    Args:
        title: The words that stand for a person or before a name.
        bodies: Names of organisations and places, without "the".
    """
    parsed = _read_title(title)
    if parsed is None or not (parsed.countries or _has_body(parsed.others, bodies)):
        return None
    full_forms = _read_abbreviations()
    folded = (full_forms.get(word.casefold(), word.casefold()) for word in parsed.others)
    return Office(frozenset(folded), parsed.countries)


@lru_cache(maxsize=1 << 12)
def _read_title(title: str) -> Title | None:
    """Return the countries and the words of a title; None if it is nobody's office, or a past one.

    Somebody's spokesman, one of several, and what is of something that is no country are none.
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
    if not others or {word.casefold() for word in others} & words("change of office"):
        return None
    return Title(frozenset(countries), tuple(others))


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


def _is_indefinite(before: str) -> bool:
    """Return whether the text before a description says that it is one of several."""
    match = _LAST_WORD.search(before)
    return match is not None and match["word"].lower() in words("one of several")


@lru_cache(maxsize=4)
def _read_bodies(catalogue: Catalogue, story_ids: tuple[str, ...]) -> dict[str, frozenset[str]]:
    """Return the names of the organisations and places of each story."""
    labels = (ORG, *sorted(PLACE_LABELS))
    rows = catalogue.query(
        f"""
        SELECT DISTINCT a.story_id, m.text FROM mentions m JOIN articles a USING (article_id)
        WHERE a.story_id IN ({_list_places(story_ids)}) AND m.kind = 'name'
          AND m.label IN ({_list_places(labels)})
        """,
        [*story_ids, *labels],
    )
    names: dict[str, set[str]] = {}
    for story_id, text in zip(rows["story_id"], rows["text"], strict=True):
        name = text.removeprefix("the ").removeprefix("The ")
        if _is_body(name):
            names.setdefault(story_id, set()).add(name)
    return {story_id: frozenset(bodies) for story_id, bodies in names.items()}


@lru_cache(maxsize=4)
def _read_holders(
    catalogue: Catalogue, story_ids: tuple[str, ...]
) -> dict[tuple[str, Office], tuple[str, str]]:
    """Return the entity_id and the name of the only holder of each office, by story."""
    rows = catalogue.query(
        f"""
        SELECT DISTINCT a.story_id, m.epithet, m.entity_id, e.name
        FROM mentions m JOIN articles a USING (article_id) JOIN entities e USING (entity_id)
        WHERE a.story_id IN ({_list_places(story_ids)})
          AND m.kind = 'name' AND m.label = ? AND m.epithet <> ''
        """,
        [*story_ids, PERSON],
    )
    bodies = _read_bodies(catalogue, story_ids)
    holders: dict[tuple[str, Office], set[tuple[str, str]]] = {}
    columns = (rows[name] for name in ("story_id", "epithet", "entity_id", "name"))
    for story_id, epithet, entity_id, name in zip(*columns, strict=True):
        office = parse_office(epithet, bodies.get(story_id, _NO_BODIES))
        if office is not None:
            holders.setdefault((story_id, office), set()).add((entity_id, name))
    return {key: next(iter(persons)) for key, persons in holders.items() if len(persons) == 1}


def _read_articles(catalogue: Catalogue, column: str, article_ids: set[str]) -> dict[str, str]:
    """Return a column of some articles by article_id."""
    places = _list_places(tuple(article_ids))
    rows = catalogue.query(
        f"SELECT article_id, {column} FROM articles WHERE article_id IN ({places})",
        sorted(article_ids),
    )
    return dict(zip(rows["article_id"], rows[column], strict=True))


@cache
def _read_abbreviations() -> dict[str, str]:
    return read_mapping("findings", "title_abbreviations.csv", "short", "office")


def _list_places(values: Sequence[str]) -> str:
    """Return the placeholders of some values in SQL."""
    return ", ".join("?" * len(values))
