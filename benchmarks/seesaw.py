"""SEESAW: are the entities people listed found in the right article, and as one entity an event.

SEESAW (Zhang et al. 2022) lists for each article the entities that matter, named as Wikipedia does
where it can, with their salience: Main or Salient.

Found: an entity of the catalogue is mentioned in the article under a name that matches the listed
one (:func:`matches`): its name in the catalogue or one used in this article. Listed are also groups
without a name ('voters', 'House lawmakers'): they are counted, and what has a name (a capital
letter in every longer word) is counted apart.

Not split: of the listed entities found in several articles of an event, those that are one entity
of the catalogue in all of them. Of several that match in one article the best named is taken.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from analysis.nlp.entities.person_names import fold

#: Kinds of SEESAW that are people, organisations and places.
KINDS = {"People": "people", "Organization": "organisations", "GPE": "places"}
_SMALL = frozenset(("the", "of", "and", "for", "in", "on", "to", "a"))
_SMALL |= {"us", "u", "s", "united", "states", "america", "american"}
#: Longer words are compared without the 's' of a plural.
_SHORT = 3
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))


@dataclass(frozen=True)
class Listed:
    """A listed entity of an article."""

    article_id: str
    story: str
    name: str
    kind: str
    main: bool

    @property
    def named(self) -> bool:
        """Whether it has a name: every word longer than three letters has a capital."""
        words = [word for word in re.findall(r"\w+", self.name) if len(word) > len("and")]
        return bool(words) and all(word != word.lower() for word in words)


@dataclass
class Found:
    """An entity of the catalogue in one article: its id, and its names there, the best first."""

    entity_id: str
    names: list[str] = field(default_factory=list)


def listed(rows: Iterable[Mapping[str, Any]]) -> list[Listed]:
    """Return the people, organisations and places listed, from the lines of the set."""
    return [
        Listed(row["id"], row["story"], one["name"], KINDS[one["kind"]], one["salience"] == "Main")
        for row in rows
        for one in row["entities"]
        if one["kind"] in KINDS
    ]


def link(wanted: Sequence[Listed], found: Mapping[str, Sequence[Found]]) -> list[str]:
    """Return for each listed entity the id of the one it is found as; empty when it is not.

    Args:
        wanted: The listed entities.
        found: By article, the entities mentioned in it.
    """
    linked = []
    for one in wanted:
        scored = [
            (max(matches(one.name, name, one.kind) for name in entity.names), entity.entity_id)
            for entity in found.get(one.article_id, ())
        ]
        score, entity_id = max(scored, default=(0, ""))
        linked.append(entity_id if score else "")
    return linked


def matches(wanted: str, name: str, kind: str) -> int:
    """Return how well a name matches a listed one: 3 equal, 2 but for small words, 1 in part.

    Part of a person's name is its last word, where the first names, if both have one, begin with
    the same letter. Part of another name is its acronym, or what a longer one ends in.
    """
    if fold(wanted) == fold(name):
        return 3
    one, other = _words(wanted), _words(name)
    if not one or not other:
        return 0
    return 2 if sorted(one) == sorted(other) else _matches_in_part(one, other, kind)


def _matches_in_part(one: Sequence[str], other: Sequence[str], kind: str) -> int:
    if kind == "people":
        if len(one) > 1 and len(other) > 1 and one[0][0] != other[0][0]:
            return 0
        return int(one[-1] == other[-1])
    if "".join(word[0] for word in one) == other[0] and len(other) == 1 and len(one) > 1:
        return 1
    shorter, longer = sorted((one, other), key=len)
    return int(longer[-len(shorter) :] == shorter)


def split(wanted: Sequence[Listed], linked: Sequence[str]) -> dict[tuple[str, str], set[str]]:
    """Return, by story and name, the ids of what is found in several articles of an event."""
    ids: dict[tuple[str, str], set[str]] = defaultdict(set)
    articles: Counter[tuple[str, str]] = Counter()
    for one, entity_id in zip(wanted, linked, strict=True):
        if entity_id:
            ids[one.story, one.name].add(entity_id)
            articles[one.story, one.name] += 1
    return {key: some for key, some in ids.items() if articles[key] > 1}


def _words(name: str) -> list[str]:
    words = [word for word in fold(name).split() if word not in _SUFFIXES]
    words = [word for word in words if word not in _SMALL] or words
    return [word.removesuffix("s") if len(word) > _SHORT else word for word in words]
