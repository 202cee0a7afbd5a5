"""Who holds an office that a text names in the place of a person: "the US president".

One outlet credits words to "the US president", another to Donald Trump. They are one speaker where
the articles of the story call exactly one person "US President": the same title of the same country
or body. What names neither ("the president"), or a former office, is left as it is, and so is what
is said of any of several ("a White House official").
"""

import re
from functools import cache, lru_cache
from typing import NamedTuple

import pandas as pd

from analysis.entity_types import PERSON
from analysis.nlp.entities.countries import split_countries
from analysis.nlp.lexicon import words
from analysis.store.catalogue import Catalogue
from analysis.store.filters import Filters
from analysis.word_lists import read_mapping

#: Words that end with an apostrophe and s belong to an owner ("May's spokesman"), who may have
#: several; what follows "of" is a country or nothing that can be compared.
_OWNER = re.compile(r"['’]s?\b")
#: What stands before somebody who is not the only one ("a Pentagon spokesman").
_INDEFINITE = re.compile(
    r"\b(?:an?|one|another|some|any|each|every|unnamed|anonymous)\s+\Z", re.IGNORECASE
)
#: Number of characters before a description in which its article stands.
_REACH = 12


class Office(NamedTuple):
    """An office: its words, folded, without the countries, and the countries."""

    words: frozenset[str]
    countries: frozenset[str]


def credit_office_holders(
    catalogue: Catalogue, filters: Filters, quotes: pd.DataFrame
) -> pd.DataFrame:
    """Return quotations in which the holder is credited where only the office is named.

    Args:
        catalogue: The workspace's catalogue.
        filters: The selection, whose articles tell who holds an office.
        quotes: Rows of the table ``quotes`` of the selection.

    Returns:
        The same rows. Of those with a holder, speaker and entity_id are changed; the mention and
        the resolution stay, so that it can be said how the speaker was identified.
    """
    is_described = (quotes["resolution"] == "description") & (quotes["entity_id"] == "")
    described = quotes[is_described]
    offices = {
        key: office
        for key, speaker in zip(described.index, described["speaker"], strict=True)
        if (office := parse_office(speaker)) is not None
    }
    if not offices:
        return quotes
    where, params = filters.articles_where("a")
    holders = _read_holders(catalogue, where, tuple(params))
    titled = described.loc[list(offices)]
    texts = _read_articles(catalogue, tuple(sorted(set(titled["article_id"]))))
    credited = quotes.copy()
    for key, article_id, start in zip(
        titled.index, titled["article_id"], titled["mention_start"], strict=True
    ):
        story_id, text = texts[article_id]
        holder = holders.get((story_id, offices[key]))
        if holder and not _INDEFINITE.search(text[max(start - _REACH, 0) : max(start, 0)]):
            credited.loc[key, ["entity_id", "speaker"]] = holder
    return credited


@lru_cache(maxsize=1 << 12)
def parse_office(title: str) -> Office | None:
    """Return the office that a title names; None if it names no country or body, or a former one.

    "US president", "president of the U.S." and "American president" are one office, and so are
    "Vermont Sen." and "Vermont senator".
    """
    before, _, after = title.partition(" of ")
    if not before or _OWNER.search(title):
        return None
    countries, others = split_countries(before.removeprefix("the ").split())
    if after:
        countries_after, rest = split_countries(after.removeprefix("the ").split())
        if rest:
            return None
        countries |= countries_after
    full_forms = _read_abbreviations()
    folded = frozenset(full_forms.get(word.casefold(), word.casefold()) for word in others)
    has_body = any(word[0].isupper() for word in others[:-1])
    if not folded or not (countries or has_body) or folded & words("change of office"):
        return None
    return Office(folded, frozenset(countries))


@lru_cache(maxsize=4)
def _read_holders(
    catalogue: Catalogue, where: str, params: tuple[object, ...]
) -> dict[tuple[str, Office], tuple[str, str]]:
    """Return the entity_id and the name of the only holder of each office, by story."""
    rows = catalogue.query(
        f"""
        SELECT DISTINCT a.story_id, m.epithet, m.entity_id, e.name
        FROM mentions m JOIN articles a USING (article_id) JOIN entities e USING (entity_id)
        WHERE {where} AND m.kind = 'name' AND m.label = ? AND m.epithet <> ''
        """,
        [*params, PERSON],
    )
    holders: dict[tuple[str, Office], set[tuple[str, str]]] = {}
    columns = (rows[name] for name in ("story_id", "epithet", "entity_id", "name"))
    for story_id, epithet, entity_id, name in zip(*columns, strict=True):
        office = parse_office(epithet)
        if office is not None:
            holders.setdefault((story_id, office), set()).add((entity_id, name))
    return {key: next(iter(persons)) for key, persons in holders.items() if len(persons) == 1}


def _read_articles(
    catalogue: Catalogue, article_ids: tuple[str, ...]
) -> dict[str, tuple[str, str]]:
    """Return the story and the text of some articles."""
    places = ", ".join("?" * len(article_ids))
    rows = catalogue.query(
        f"SELECT article_id, story_id, text FROM articles WHERE article_id IN ({places})",
        article_ids,
    )
    columns = (rows[name] for name in ("article_id", "story_id", "text"))
    return {key: (story_id, text) for key, story_id, text in zip(*columns, strict=True)}


@cache
def _read_abbreviations() -> dict[str, str]:
    return read_mapping("findings", "title_abbreviations.csv", "short", "office")
