"""SEESAW: link the entities listed for each article to entities of the catalogue.

SEESAW (Zhang et al. 2022) lists for each article the entities that matter, named as Wikipedia does
where possible, with their salience: Main or Salient.

A listed entity is found when an entity of the catalogue is mentioned in the article under a name
that matches (:func:`score_name_match`): its name in the catalogue or one used in this article.
SEESAW also lists groups without a name ('voters', 'House lawmakers'); listed entities with a name
(a capital letter in every longer word) are also counted apart.

A listed entity found in several articles of an event is not split when all of them link it to the
same entity of the catalogue. Where several entities match in one article, the best match counts.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from analysis.nlp.entities.person_names import fold

PEOPLE = "people"
#: SEESAW's kinds of people, organisations and places.
KINDS = {"People": PEOPLE, "Organization": "organisations", "GPE": "places"}
#: Words that do not distinguish two names.
_SMALL_WORDS = frozenset(("the", "of", "and", "for", "in", "on", "to", "a"))
_SMALL_WORDS |= {"us", "u", "s", "united", "states", "america", "american"}
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))
#: Words of at most so many letters keep their final s; longer ones are compared without it, as it
#: may be a plural. Judgement.
_MAX_SHORT_WORD = 3


class NameMatch(IntEnum):
    """How well a name matches a listed one."""

    NONE = 0
    #: One is a part or an acronym of the other.
    PARTIAL = 1
    #: The same words in any order, without small words.
    SAME_WORDS = 2
    EQUAL = 3


@dataclass(frozen=True)
class ListedEntity:
    """An entity that SEESAW lists for an article."""

    article_id: str
    story: str
    name: str
    kind: str
    is_main: bool

    @property
    def is_named(self) -> bool:
        """Whether it has a name: every word longer than three letters contains a capital."""
        words = [word for word in re.findall(r"\w+", self.name) if len(word) > _MAX_SHORT_WORD]
        return bool(words) and all(word != word.lower() for word in words)


@dataclass
class ArticleEntity:
    """An entity of the catalogue in one article: its id, and its names there, the best first."""

    entity_id: str
    names: list[str] = field(default_factory=list)


def parse_listed_entities(records: Iterable[Mapping[str, Any]]) -> list[ListedEntity]:
    """Return the listed people, organisations and places of the set's records."""
    return [
        ListedEntity(
            article_id=record["id"],
            story=record["story"],
            name=entity["name"],
            kind=KINDS[entity["kind"]],
            is_main=entity["salience"] == "Main",
        )
        for record in records
        for entity in record["entities"]
        if entity["kind"] in KINDS
    ]


def link_listed_entities(
    listed: Sequence[ListedEntity], by_article: Mapping[str, Sequence[ArticleEntity]]
) -> list[str]:
    """Return the id of the best-matching entity for each listed entity; empty without a match.

    Args:
        listed: The listed entities.
        by_article: The entities mentioned in each article, by article id.
    """
    linked = []
    for target in listed:
        candidates = [
            (
                max(score_name_match(target.name, name, target.kind) for name in entity.names),
                entity.entity_id,
            )
            for entity in by_article.get(target.article_id, ())
        ]
        match, entity_id = max(candidates, default=(NameMatch.NONE, ""))
        linked.append(entity_id if match else "")
    return linked


def score_name_match(listed_name: str, name: str, kind: str) -> NameMatch:
    """Return how well a name matches a listed one.

    Part of a person's name is its last word, provided that the first names, if both have one, begin
    with the same letter. Part of another name is its acronym, or the last words of a longer name.
    """
    if fold(listed_name) == fold(name):
        return NameMatch.EQUAL
    listed_words, words = _list_comparable_words(listed_name), _list_comparable_words(name)
    if not listed_words or not words:
        return NameMatch.NONE
    if sorted(listed_words) == sorted(words):
        return NameMatch.SAME_WORDS
    is_partial = _is_partial_person if kind == PEOPLE else _is_partial_name
    return NameMatch.PARTIAL if is_partial(listed_words, words) else NameMatch.NONE


def group_linked_ids(
    listed: Sequence[ListedEntity], linked: Sequence[str]
) -> dict[tuple[str, str], set[str]]:
    """Return the linked ids, by story and name, of what is found in several articles of an event.

    A listed entity with several ids is split.
    """
    ids: dict[tuple[str, str], set[str]] = defaultdict(set)
    n_articles: Counter[tuple[str, str]] = Counter()
    for target, entity_id in zip(listed, linked, strict=True):
        if entity_id:
            ids[target.story, target.name].add(entity_id)
            n_articles[target.story, target.name] += 1
    return {key: entity_ids for key, entity_ids in ids.items() if n_articles[key] > 1}


def _is_partial_person(listed_words: Sequence[str], words: Sequence[str]) -> bool:
    have_first_names = len(listed_words) > 1 and len(words) > 1
    if have_first_names and listed_words[0][0] != words[0][0]:
        return False
    return listed_words[-1] == words[-1]


def _is_partial_name(listed_words: list[str], words: list[str]) -> bool:
    acronym = "".join(word[0] for word in listed_words)
    if len(listed_words) > 1 and words == [acronym]:
        return True
    shorter, longer = sorted((listed_words, words), key=len)
    return longer[-len(shorter) :] == shorter


def _list_comparable_words(name: str) -> list[str]:
    words = [word for word in fold(name).split() if word not in _SUFFIXES]
    words = [word for word in words if word not in _SMALL_WORDS] or words
    return [word.removesuffix("s") if len(word) > _MAX_SHORT_WORD else word for word in words]
