"""What a person scored, made or won, as sports texts give it: "Orr had 12 points".

A number is a person's where it follows the name and a verb of scoring, or precedes "from" and the
name. Words that limit it ("in the first half", "career") belong to what it counts, so that the
points of a half are not compared with those of a game.
"""

import re
from collections.abc import Hashable, Mapping
from typing import Any, NamedTuple

import pandas as pd

from analysis.corpus.figure_things import is_counted_in_many_ways
from analysis.corpus.table_rows import list_rows
from analysis.corpus.word_normalisation import normalise_word
from analysis.corpus.word_patterns import join_words
from analysis.entity_types import PERSON

_LIST = "person_statistics.csv"
#: Maximum number of characters between a name and its number, and number of characters before a
#: name in which words are searched that make it no subject (judgement).
_WINDOW = 60
_VERB = (
    rf"{join_words(_LIST, 'scored')}|{join_words(_LIST, 'with')}(?: [\w’']+){{0,3}} with"
    rf"|{join_words(_LIST, 'for')} for"
)
_BETWEEN_NAME = re.compile(
    rf"(?:,[^,.;]{{1,40}},)?\s(?:(?:also|now|who)\s)?(?:{_VERB})"
    rf"(?:\s(?:{join_words(_LIST, 'filler')}|-))*\s"
)
_BEFORE_NAME = re.compile(r"[\s-]+(?:[\w-]+\s){0,2}(?:from|by)\s(?:[a-z]+\s){0,3}")
#: What precedes a name that is not the subject of the verb after it: "fans of Orr had 12 points".
_NO_SUBJECT = re.compile(
    rf"\b{join_words(_LIST, 'no subject')} "
    rf"(?:(?!{join_words(_LIST, 'clause')}\b)[a-z-]+ ){{0,2}}$"
)
#: Words beside a number that limit what it counts, or say that it is another thing.
_LIMITS = re.compile(rf"\b{join_words(_LIST, 'limit')}\b", re.IGNORECASE)
#: Number of characters beside a number in which the words that limit it are searched.
_LIMIT_WINDOW = 50
_CLAUSE_END = re.compile(r"[,.;:]|\band\b|\bwhile\b")

#: A person, what is counted, and the words that limit it.
StatisticKey = tuple[str, str, frozenset[str]]


class Name(NamedTuple):
    """A name of a person in a sentence."""

    start: int
    end: int
    entity_id: str


def read_statistics(
    figures: pd.DataFrame, articles: pd.DataFrame, mentions: pd.DataFrame
) -> list[StatisticKey | None]:
    """Return whose what each figure counts, or None where it is nobody's statistic.

    Args:
        figures: As the table ``figures``.
        articles: Columns article_id, text.
        mentions: As the table ``mentions``, with entity_id.
    """
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    names: dict[tuple[str, int], list[Name]] = {}
    is_person = (mentions["label"] == PERSON) & (mentions["kind"] == "name")
    for row in list_rows(mentions[is_person & (mentions["entity_id"] != "")]):
        name = Name(row["start"], row["end"], row["entity_id"])
        names.setdefault((row["article_id"], row["sentence"]), []).append(name)
    return [
        _read_key(
            row, texts[row["article_id"]], names.get((row["article_id"], row["sentence"]), [])
        )
        for row in list_rows(figures)
    ]


def _read_key(figure: Mapping[Hashable, Any], text: str, names: list[Name]) -> StatisticKey | None:
    noun = normalise_word(figure["head_noun"]) if figure["head_noun"] else ""
    unit = figure["unit"] if figure["kind"] == "quantity" else ""
    if figure["kind"] not in ("count", "quantity") or figure["scope"]:
        return None
    if not is_counted_in_many_ways(noun, unit):
        return None
    start, end = figure["start"], figure["end"]
    owners = {
        name.entity_id
        for name in names
        if (
            start - name.end <= _WINDOW
            and _BETWEEN_NAME.fullmatch(text[name.end : start])
            and not _NO_SUBJECT.search(text[max(name.start - _WINDOW, 0) : name.start])
        )
        or (end < name.start and _BEFORE_NAME.fullmatch(text[end : name.start]))
    }
    if len(owners) != 1:
        return None
    before, after = text[max(start - _LIMIT_WINDOW, 0) : start], text[end : end + _LIMIT_WINDOW]
    clause_end = _CLAUSE_END.search(after)
    after = after[: clause_end.start()] if clause_end else after
    last_end = max((m.end() for m in _CLAUSE_END.finditer(before)), default=0)
    limits = {word.lower() for word in _LIMITS.findall(before[last_end:] + after)}
    return owners.pop(), unit or noun, frozenset(limits)
