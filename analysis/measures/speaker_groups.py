"""Which group a speaker belongs to, and which country, according to the articles' words.

The groups and their words are listed in ``data/voices.csv``. A speaker whose words belong to no
group, or equally to several, stays :data:`UNKNOWN`.
"""

import re
from collections import Counter
from functools import cache, lru_cache

import pandas as pd

from analysis.entity_types import GPE
from analysis.word_lists import read_mapping

#: Shown where the text does not say.
UNKNOWN = "not stated"
#: The group of a country that speaks.
_GOVERNMENT = "government"

_PHRASE_BREAK = re.compile(r",| (?:of|for|from|in|at|with|who|to|on|and) ", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")


def describe_speakers(
    quotes: pd.DataFrame, epithets: pd.DataFrame, entities: pd.DataFrame
) -> pd.DataFrame:
    """Return group and country of the speaker of each quotation.

    Args:
        quotes: Columns entity_id (empty when unsure) and mention, the words that name the speaker.
        epithets: As the table ``epithets``: what entities are called.
        entities: As the table ``entities``.

    Returns:
        Columns group and country (ISO 3166 alpha-2), in the order and with the index of
        ``quotes``; :data:`UNKNOWN` where the text does not say.
    """
    groups_of, countries_of = _count_descriptions(epithets)
    columns = (entities[name] for name in ("entity_id", "name", "label", "country"))
    known = {entity_id: rest for entity_id, *rest in zip(*columns, strict=True)}
    groups, countries = [], []
    for entity_id, mention in zip(quotes["entity_id"], quotes["mention"], strict=True):
        group = _get_most_frequent(groups_of.get(entity_id)) or find_group(mention)
        country = _get_most_frequent(countries_of.get(entity_id))
        if entity_id in known:
            name, label, entity_country = known[entity_id]
            group = group or (_GOVERNMENT if label == GPE else find_group(name))
            country = entity_country or country
        groups.append(group or UNKNOWN)
        countries.append(country or UNKNOWN)
    return pd.DataFrame({"group": groups, "country": countries}, quotes.index, dtype="str")


@lru_cache(maxsize=1 << 14)
def find_group(phrase: str) -> str:
    """Return the group that a phrase assigns somebody to, empty when it does not say.

    The words before the first "of", "for" or comma are searched from last to first, since the head
    of an English noun phrase comes last there; then those after it ("a spokesman for the police").
    """
    for part in _PHRASE_BREAK.split(phrase):
        words = [word.lower() for word in _WORD.findall(part)]
        for position in range(len(words) - 1, -1, -1):
            two_words = " ".join(words[position - 1 : position + 1]) if position else ""
            if two_words and (group := _look_up(two_words)):
                return group
            if group := _look_up(words[position]):
                return group
    return ""


def _count_descriptions(
    epithets: pd.DataFrame,
) -> tuple[dict[str, Counter[str]], dict[str, Counter[str]]]:
    """Return how often each entity is described as of each group, and of each country."""
    phrases = epithets[
        ["article_id", "entity_id", "phrase", "country", "sentence"]
    ].drop_duplicates()
    groups_of: dict[str, Counter[str]] = {}
    countries_of: dict[str, Counter[str]] = {}
    columns = (phrases["entity_id"], phrases["phrase"], phrases["country"])
    for entity_id, phrase, country in zip(*columns, strict=True):
        if group := find_group(phrase):
            groups_of.setdefault(entity_id, Counter())[group] += 1
        if country:
            countries_of.setdefault(entity_id, Counter())[country] += 1
    return groups_of, countries_of


def _look_up(word: str) -> str:
    """Return the group of a word, in the singular if need be; empty when it is not listed."""
    listed = _read_voices()
    for form in (word, word.removesuffix("s"), word.removesuffix("es"), word.replace("men", "man")):
        if group := listed.get(form):
            return group
    return ""


@cache
def _read_voices() -> dict[str, str]:
    return read_mapping("measures", "voices.csv", "word", "group")


def _get_most_frequent(counts: Counter[str] | None) -> str:
    """Return what is counted most often, empty when two are counted equally often."""
    if not counts:
        return ""
    (first, count), *rest = counts.most_common(2)
    return "" if rest and rest[0][1] == count else first
