"""What kind of voice a speaker is, and of which country, by the words a text gives to it.

The groups and their words are listed in ``data/voices.csv``. A speaker whose words belong to no
group, or to several alike, stays "not told".
"""

import re
from collections import Counter
from functools import cache, lru_cache

import pandas as pd

from analysis.entity_types import GPE
from analysis.word_lists import read_mapping

#: Shown where the text does not tell.
NOT_TOLD = "not told"
_BREAK = re.compile(r",| (?:of|for|from|in|at|with|who|to|on|and) ", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")


def describe(quotes: pd.DataFrame, epithets: pd.DataFrame, entities: pd.DataFrame) -> pd.DataFrame:
    """Tell group and country of the speaker of each quotation.

    Args:
        quotes: Columns entity_id (empty when unsure) and mention, the words that name the speaker.
        epithets: As the table ``epithets``: what those named are called.
        entities: As the table ``entities``.

    Returns:
        Columns group and country (ISO 3166 alpha-2), in the order and with the index of
        ``quotes``; :data:`NOT_TOLD` where there is no telling.
    """
    phrases = epithets[
        ["article_id", "entity_id", "phrase", "country", "sentence"]
    ].drop_duplicates()
    called: dict[str, Counter[str]] = {}
    placed: dict[str, Counter[str]] = {}
    columns = (phrases["entity_id"], phrases["phrase"], phrases["country"])
    for entity, phrase, country in zip(*columns, strict=True):
        if group := group_of(phrase):
            called.setdefault(entity, Counter())[group] += 1
        if country:
            placed.setdefault(entity, Counter())[country] += 1
    told = (entities[name] for name in ("entity_id", "name", "label", "country"))
    known = {key: rest for key, *rest in zip(*told, strict=True)}
    groups, countries = [], []
    for entity, mention in zip(quotes["entity_id"], quotes["mention"], strict=True):
        group = _most(called.get(entity)) or group_of(mention)
        country = _most(placed.get(entity))
        if entity in known:
            name, label, own = known[entity]
            group = group or ("government" if label == GPE else group_of(name))
            country = own or country
        groups.append(group or NOT_TOLD)
        countries.append(country or NOT_TOLD)
    return pd.DataFrame({"group": groups, "country": countries}, quotes.index, dtype="str")


@lru_cache(maxsize=1 << 14)
def group_of(phrase: str) -> str:
    """Return the group a phrase puts somebody in, empty when it does not tell.

    Its words are read from the last before "of", "for" or a comma to the first, since the head of
    an English noun phrase stands there; then those behind ("a spokesman for the police").
    """
    first, *rest = _BREAK.split(phrase)
    for part in (first, *rest):
        words = [word.lower() for word in _WORD.findall(part)]
        for at in range(len(words) - 1, -1, -1):
            if at and (group := _listed(f"{words[at - 1]} {words[at]}")):
                return group
            if group := _listed(words[at]):
                return group
    return ""


def _listed(word: str) -> str:
    for form in (word, word.removesuffix("s"), word.removesuffix("es"), word.replace("men", "man")):
        if found := _voices().get(form):
            return found
    return ""


@cache
def _voices() -> dict[str, str]:
    return read_mapping("measures", "voices.csv", "word", "group")


def _most(found: Counter[str] | None) -> str:
    """Return what is told most often, empty when two are told alike."""
    if not found:
        return ""
    (first, times), *rest = found.most_common(2)
    return "" if rest and rest[0][1] == times else first
