"""Apply the analyst's decisions about entities to what was joined from the articles.

Decisions name entities by id. Where an id is no longer there, it is the entity of its kind that has
the name the id was made of; a decision about one that is not there at all waits until it is.

Names are taken away first, then entities are counted together, then they are named and typed. A
name taken away is an entity of its own, or joins the one that has its id. In an article where it is
the fullest name, all mentions follow it; elsewhere those with these words.
"""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis import tables
from analysis.corpus.entities import Linked
from analysis.corpus.entity_overrides import EntityOverrides
from analysis.nlp.entities.person_names import fold


@dataclass(frozen=True)
class CorrectedEntities:
    """Who is who after the analyst's decisions.

    Attributes:
        entities: As ``tables.CATALOGUE["entities"]``.
        links: article_id, entity, entity_id: before ``words`` and ``merged``.
        words: entity_id, text, moved: mentions of an entity with these words are another's.
        merged: entity_id, moved: one that counts as another.
    """

    entities: pd.DataFrame
    links: pd.DataFrame
    words: pd.DataFrame
    merged: pd.DataFrame


def correct(
    linked: Linked, local_entities: pd.DataFrame, decided: EntityOverrides
) -> CorrectedEntities:
    """Apply decisions.

    Args:
        linked: The entities as joined.
        local_entities: Rows of ``tables.PARTS["local_entities"]``.
        decided: The decisions.
    """
    return _Correcting(linked, local_entities).apply(decided)


class _Correcting:
    def __init__(self, linked: Linked, local_entities: pd.DataFrame) -> None:
        self._rows = {row["entity_id"]: row for row in linked.entities.to_dict("records")}
        self._links = linked.links.copy()
        self._local = local_entities
        self._slugs: dict[tuple[str, str], str] = {}
        self._words: list[tuple[str, str, str]] = []
        self._merged: dict[str, str] = {}

    def apply(self, decided: EntityOverrides) -> CorrectedEntities:
        if decided != EntityOverrides():
            self._slugs = {
                (_family(key), _slug(name)): key
                for key, row in reversed(self._rows.items())
                for name in (row["name"], *row["aliases"])
            }
            for key, names in decided.apart.items():
                self._take_away(self._find(key), names)
            for key in decided.together:
                self._merge(self._find(key), self._find(decided.target(key)))
            for column, given in (("name", decided.names), ("label", decided.types)):
                for key, value in given.items():
                    if row := self._rows.get(self._find(key)):
                        row[column] = value
        columns = tables.CATALOGUE["entities"].names
        entities = pd.DataFrame(list(self._rows.values()), columns=columns)
        return CorrectedEntities(
            entities.sort_values("entity_id", ignore_index=True),
            self._links,
            pd.DataFrame(self._words, columns=["entity_id", "text", "moved"]),
            pd.DataFrame(list(self._merged.items()), columns=["entity_id", "moved"]),
        )

    def _find(self, key: str) -> str:
        """Return the entity a decision means; empty when there is none."""
        if key in self._rows:
            return key
        family, _, slug = key.partition(":")
        return self._slugs.get((family, slug), "")

    def _take_away(self, key: str, names: tuple[str, ...]) -> None:
        if not key:
            return
        own = self._local.merge(self._links[self._links["entity_id"] == key])
        for name in names:
            folded = fold(name)
            fullest = own[own["name"].map(fold) == folded]
            words = sorted({w for some in own["aliases"] for w in some if fold(w) == folded})
            if not words and fullest.empty:
                continue
            other = self._make(key, name, words)
            whole = pd.MultiIndex.from_frame(fullest[["article_id", "entity"]])
            at = pd.MultiIndex.from_frame(self._links[["article_id", "entity"]]).isin(whole)
            self._links.loc[at, "entity_id"] = other
            self._words += [(key, word, other) for word in words]
            left = [word for word in self._rows[key]["aliases"] if fold(word) != folded]
            self._rows[key]["aliases"] = left

    def _make(self, key: str, name: str, words: list[str]) -> str:
        """Return the entity a name taken away from another is; there may be one already."""
        family = "place" if _family(key) == "country" else _family(key)
        other = f"{family}:{_slug(name)}"
        if other == key:
            other = f"{other}-apart"
        if other in self._rows:
            self._rows[other]["aliases"] = _united(self._rows[other]["aliases"], words)
        else:
            label = self._rows[key]["label"]
            made: dict[Hashable, Any] = {"entity_id": other, "name": name, "label": label}
            self._rows[other] = {**made, "country": "", "aliases": words or [name]}
        return other

    def _merge(self, key: str, into: str) -> None:
        if not key or not into or key == into:
            return
        row = self._rows.pop(key)
        self._merged = {one: into if to == key else to for one, to in self._merged.items()}
        self._merged[key] = into
        kept = self._rows[into]
        kept["aliases"] = _united(kept["aliases"], row["aliases"])


def _family(key: str) -> str:
    return key.partition(":")[0]


def _slug(name: str) -> str:
    return fold(name).replace(" ", "-")


def _united(some: list[str], others: list[str]) -> list[str]:
    return list(dict.fromkeys((*some, *others)))
