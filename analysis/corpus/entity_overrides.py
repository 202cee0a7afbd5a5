"""The analyst's overrides of entities: a part of ``decisions.json`` that people can read and edit.

::

    "entities": {
      "together": {"person:sullivan-3f2a11": "person:jake-sullivan"},
      "apart": {"person:joe-biden": ["Hunter Biden"]},
      "names": {"country:KP": "DPRK"},
      "types": {"place:vladivostok": "GPE"}
    }

``together`` merges one entity into another, ``apart`` splits names off an entity, ``names`` and
``types`` set the name and the type of an entity. Deleting an entry undoes the override.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, get_args

#: The kinds of overrides: the fields of :class:`EntityOverrides`.
OverrideKind = Literal["merged", "split", "names", "types"]
KINDS: tuple[OverrideKind, ...] = get_args(OverrideKind)

#: What ``decisions.json`` calls each kind; files that analysts have keep their keys.
_JSON_KEYS: dict[OverrideKind, str] = {
    "merged": "together",
    "split": "apart",
    "names": "names",
    "types": "types",
}


@dataclass(frozen=True)
class EntityOverrides:
    """The overrides of entities, by entity_id.

    Attributes:
        merged: The entity that each merged entity counts as.
        split: The names split off each entity.
        names: The name of each renamed entity.
        types: The type (PERSON, ORG, …) of each retyped entity.
    """

    merged: Mapping[str, str] = field(default_factory=dict)
    split: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    types: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def parse(cls, content: object) -> "EntityOverrides":
        """Return the overrides in parsed JSON.

        Raises:
            ValueError: The content does not have the shape above.
        """
        if not isinstance(content, dict):
            raise ValueError("'entities' must be an object")  # noqa: TRY004 - wrong file, not call
        if unknown := sorted(set(content) - set(_JSON_KEYS.values())):
            raise ValueError(f"'entities': {unknown[0]!r} is not a kind of correction")
        for kind, json_key in _JSON_KEYS.items():
            values = content.get(json_key, {})
            if not isinstance(values, dict) or not all(
                _is_valid(kind, value) for value in values.values()
            ):
                raise ValueError(f"'entities': {json_key!r} does not have the required shape")
        split = {
            entity_id: tuple(names)
            for entity_id, names in content.get(_JSON_KEYS["split"], {}).items()
        }
        others = {
            kind: dict(content.get(_JSON_KEYS[kind], {})) for kind in KINDS if kind != "split"
        }
        return cls(split=split, **others)

    def to_json(self) -> dict[str, Any]:
        """Return the overrides as JSON, without the empty kinds."""
        content: dict[str, Any] = {
            _JSON_KEYS[kind]: dict(getattr(self, kind)) for kind in KINDS if kind != "split"
        }
        split = {entity_id: sorted(names) for entity_id, names in self.split.items()}
        content[_JSON_KEYS["split"]] = split
        return {key: content[key] for key in _JSON_KEYS.values() if content[key]}

    def with_merge(self, entity_id: str, into: str) -> "EntityOverrides":
        """Return these overrides with one entity merged into another.

        Raises:
            ValueError: They are one entity already.
        """
        if entity_id == into or self.target(into) == entity_id:
            raise ValueError(f"{entity_id} and {into} are one already")
        return replace(self, merged={**self.merged, entity_id: into})

    def with_split(self, entity_id: str, name: str) -> "EntityOverrides":
        """Return these overrides with a name split off an entity."""
        names = tuple(sorted({*self.split.get(entity_id, ()), name}))
        return replace(self, split={**self.split, entity_id: names})

    def with_name(self, entity_id: str, name: str) -> "EntityOverrides":
        """Return these overrides with an entity renamed.

        Raises:
            ValueError: The name is empty.
        """
        if not name.strip():
            raise ValueError("a name must have letters")
        return replace(self, names={**self.names, entity_id: name.strip()})

    def with_type(self, entity_id: str, label: str) -> "EntityOverrides":
        """Return these overrides with another type (PERSON, ORG, …) of an entity."""
        return replace(self, types={**self.types, entity_id: label})

    def without(self, kind: OverrideKind, entity_id: str, name: str = "") -> "EntityOverrides":
        """Return these overrides without one; of ``split`` without ``name``, or without all."""
        values = dict(getattr(self, kind))
        removed = values.pop(entity_id, ())
        if kind == "split" and name:
            remaining = tuple(other for other in removed if other != name)
            if remaining:
                values[entity_id] = remaining
        return replace(self, **{kind: values})

    def target(self, entity_id: str) -> str:
        """Return the entity that an entity counts as after all merges."""
        visited = {entity_id}
        while (into := self.merged.get(entity_id, "")) and into not in visited:
            visited.add(into)
            entity_id = into
        return entity_id


def _is_valid(kind: OverrideKind, value: object) -> bool:
    if kind == "split":
        return isinstance(value, list) and all(isinstance(name, str) for name in value)
    return isinstance(value, str)
