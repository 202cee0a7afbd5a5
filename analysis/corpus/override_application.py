"""Apply the analyst's overrides of entities to the entities linked from the articles.

Overrides name entities by id. If an id no longer exists, the override applies to the entity that
has the rows of that id now, or to the one of the same family that has the name in the id; an
override of an entity that does not exist at all waits until it does.

First names are split off, then entities are merged, then they are renamed and retyped. A name split
off is an entity of its own, or is merged into the entity that already has its id. In an article
where it is the fullest name, all mentions follow it; elsewhere only those with these words.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.corpus.entities import LinkedEntities
from analysis.corpus.entity_keys import COUNTRY
from analysis.corpus.entity_overrides import EntityOverrides
from analysis.entity_types import Family
from analysis.nlp.entities.person_names import fold

if TYPE_CHECKING:
    from collections.abc import Hashable


@dataclass(frozen=True)
class CorrectedEntities:
    """The entities and their links after the analyst's overrides.

    Attributes:
        entities: As ``tables.CATALOGUE["entities"]``.
        links: article_id, entity, entity_id: before ``words`` and ``merged`` are applied.
        words: entity_id, text, new_entity_id: mentions of the entity with this text belong to the
            new one instead.
        merged: entity_id, new_entity_id: an entity that counts as the new one.
    """

    entities: pd.DataFrame
    links: pd.DataFrame
    words: pd.DataFrame
    merged: pd.DataFrame


#: Columns of :attr:`CorrectedEntities.words` and :attr:`CorrectedEntities.merged`.
_WORDS, _MERGED = ("entity_id", "text", "new_entity_id"), ("entity_id", "new_entity_id")


def apply_entity_overrides(
    linked: LinkedEntities,
    local_entities: pd.DataFrame,
    overrides: EntityOverrides,
    renamed: Mapping[str, str] = MappingProxyType({}),
) -> CorrectedEntities:
    """Return the entities with the overrides applied.

    Args:
        linked: The entities as linked.
        local_entities: Rows of ``tables.PARTS["local_entities"]``.
        overrides: The analyst's decisions.
        renamed: The present id of former ids, as
            :func:`analysis.corpus.renamed_ids.find_renamed_ids` returns it.
    """
    if overrides == EntityOverrides():
        words, merged = (pd.DataFrame(columns=list(columns)) for columns in (_WORDS, _MERGED))
        return CorrectedEntities(linked.entities, linked.links, words, merged)
    return _EntityEditor(linked, local_entities, renamed).apply(overrides)


class _EntityRows:
    """The rows of entities by id; only those that overrides concern are taken out of the table."""

    def __init__(self, entities: pd.DataFrame) -> None:
        self._entities = entities
        self._places = dict(zip(entities["entity_id"], range(len(entities)), strict=True))
        self._taken: dict[str, dict[Hashable, Any]] = {}

    def __contains__(self, entity_id: object) -> bool:
        return entity_id in self._taken or entity_id in self._places

    def __getitem__(self, entity_id: str) -> "dict[Hashable, Any]":
        """Return a row, whose changes count."""
        if entity_id not in self._taken:
            place = self._places.pop(entity_id)
            self._taken[entity_id] = self._entities.iloc[[place]].to_dict("records")[0]
        return self._taken[entity_id]

    def add(self, row: "dict[Hashable, Any]") -> None:
        """Add the row of an entity that is not there."""
        self._taken[str(row["entity_id"])] = row

    def remove(self, entity_id: str) -> "dict[Hashable, Any]":
        """Remove and return a row."""
        row = self[entity_id]
        del self._taken[entity_id]
        return row

    def to_table(self) -> pd.DataFrame:
        """Return the rows by id."""
        remaining = self._entities.iloc[list(self._places.values())]
        taken = pd.DataFrame(list(self._taken.values()), columns=remaining.columns)
        rows = pd.concat([remaining, taken.astype(remaining.dtypes)])
        return rows.sort_values("entity_id", ignore_index=True)


class _EntityEditor:
    """The entities while overrides are applied to them."""

    def __init__(
        self, linked: LinkedEntities, local_entities: pd.DataFrame, renamed: Mapping[str, str]
    ) -> None:
        self._linked = linked.entities
        self._rows = _EntityRows(linked.entities)
        self._links = linked.links.copy()
        self._local_entities = local_entities
        self._renamed = renamed
        self._words: list[tuple[str, str, str]] = []
        self._merged: dict[str, str] = {}

    def apply(self, overrides: EntityOverrides) -> CorrectedEntities:
        for entity_id, names in overrides.split.items():
            self._split(self._find(entity_id), names)
        for entity_id in overrides.merged:
            self._merge(self._find(entity_id), self._find(overrides.target(entity_id)))
        for column, values in (("name", overrides.names), ("label", overrides.types)):
            for entity_id, value in values.items():
                if present := self._find(entity_id):
                    self._rows[present][column] = value
        return CorrectedEntities(
            self._rows.to_table(),
            self._links,
            pd.DataFrame(self._words, columns=list(_WORDS)),
            pd.DataFrame(list(self._merged.items()), columns=list(_MERGED)),
        )

    @cached_property
    def _id_by_slug(self) -> dict[tuple[str, str], str]:
        """The first entity of each family and name, before the overrides; seldom needed."""
        columns = (self._linked[column] for column in ("entity_id", "name", "aliases"))
        return {
            (_family(entity_id), _slug(text)): entity_id
            for entity_id, name, aliases in reversed(list(zip(*columns, strict=True)))
            for text in (name, *aliases)
        }

    def _find(self, entity_id: str) -> str:
        """Return the entity that an override names; empty when there is none."""
        if entity_id in self._rows:
            return entity_id
        if (present := self._renamed.get(entity_id)) in self._rows:
            return str(present)
        family, _, slug = entity_id.partition(":")
        named = self._id_by_slug.get((family, slug), "")
        return named if named in self._rows else ""

    def _split(self, entity_id: str, names: tuple[str, ...]) -> None:
        """Split names off an entity, with the local entities and the mentions that have them."""
        if not entity_id:
            return
        local = self._local_entities.merge(self._links[self._links["entity_id"] == entity_id])
        for name in names:
            folded = fold(name)
            fullest = local[local["name"].map(fold) == folded]
            words = sorted(
                {word for aliases in local["aliases"] for word in aliases if fold(word) == folded}
            )
            if not words and fullest.empty:
                continue
            target = self._add(entity_id, name, words)
            moved = pd.MultiIndex.from_frame(fullest[["article_id", "entity"]])
            is_moved = pd.MultiIndex.from_frame(self._links[["article_id", "entity"]]).isin(moved)
            self._links.loc[is_moved, "entity_id"] = target
            self._words += [(entity_id, word, target) for word in words]
            row = self._rows[entity_id]
            row["aliases"] = [word for word in row["aliases"] if fold(word) != folded]

    def _add(self, entity_id: str, name: str, words: list[str]) -> str:
        """Return the entity of a name split off another one; create it if there is none."""
        family = _family(entity_id)
        target = f"{Family.PLACE if family == COUNTRY else family}:{_slug(name)}"
        if target == entity_id:
            target = f"{target}-apart"
        if target in self._rows:
            self._rows[target]["aliases"] = _union(self._rows[target]["aliases"], words)
        else:
            row: dict[Hashable, Any] = {
                "entity_id": target,
                "name": name,
                "label": self._rows[entity_id]["label"],
                "country": "",
                "aliases": words or [name],
            }
            self._rows.add(row)
        return target

    def _merge(self, entity_id: str, into: str) -> None:
        if not entity_id or not into or entity_id == into:
            return
        row = self._rows.remove(entity_id)
        self._merged = {
            merged: into if target == entity_id else target
            for merged, target in self._merged.items()
        }
        self._merged[entity_id] = into
        remaining = self._rows[into]
        remaining["aliases"] = _union(remaining["aliases"], row["aliases"])


def _family(entity_id: str) -> str:
    return entity_id.partition(":")[0]


def _slug(name: str) -> str:
    return fold(name).replace(" ", "-")


def _union(names: list[str], others: list[str]) -> list[str]:
    return list(dict.fromkeys((*names, *others)))
