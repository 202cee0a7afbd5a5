"""What the analyst decided about entities; a part of ``decisions.json`` made to be read by people.

::

    "entities": {
      "together": {"person:sullivan-3f2a11": "person:jake-sullivan"},
      "apart": {"person:joe-biden": ["Hunter Biden"]},
      "names": {"country:KP": "DPRK"},
      "types": {"place:vladivostok": "GPE"}
    }

``together`` counts one entity as another, ``apart`` takes names away from an entity, ``names`` and
``types`` say what it is called and of what type it is. A decision is undone by deleting its entry.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

KINDS = ("together", "apart", "names", "types")


@dataclass(frozen=True)
class EntityOverrides:
    """The decisions about entities, by entity_id; see the module."""

    together: Mapping[str, str] = field(default_factory=dict)
    apart: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    types: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def parse(cls, content: object) -> "EntityOverrides":
        """Take the decisions from JSON.

        Raises:
            ValueError: when they are not of the shape above.
        """
        if not isinstance(content, dict) or (unknown := sorted(set(content) - set(KINDS))):
            told = f"{unknown[0]!r} is no decision" if isinstance(content, dict) else "no object"
            raise ValueError(f"'entities': {told}")
        for kind in KINDS:
            given = content.get(kind, {})
            if not isinstance(given, dict) or not all(_fits(kind, one) for one in given.values()):
                raise ValueError(f"'entities': {kind!r} has another shape than it must have")
        apart = {key: tuple(names) for key, names in content.get("apart", {}).items()}
        plain = {kind: dict(content.get(kind, {})) for kind in KINDS if kind != "apart"}
        return cls(apart=apart, **plain)

    def content(self) -> dict[str, Any]:
        """Return the decisions as JSON, without the empty kinds."""
        found: dict[str, Any] = {kind: dict(getattr(self, kind)) for kind in KINDS}
        found["apart"] = {key: sorted(names) for key, names in self.apart.items()}
        return {kind: given for kind, given in found.items() if given}

    def merged(self, entity_id: str, into: str) -> "EntityOverrides":
        """Count one entity as another, whatever was decided of the other way round.

        Raises:
            ValueError: when both are one, as they stand.
        """
        if entity_id == into or self.target(into) == entity_id:
            raise ValueError(f"{entity_id} and {into} are one already")
        return replace(self, together={**self.together, entity_id: into})

    def split(self, entity_id: str, name: str) -> "EntityOverrides":
        """Take a name away from an entity."""
        names = tuple(sorted({*self.apart.get(entity_id, ()), name}))
        return replace(self, apart={**self.apart, entity_id: names})

    def renamed(self, entity_id: str, name: str) -> "EntityOverrides":
        """Call an entity by a name.

        Raises:
            ValueError: when the name is empty.
        """
        if not name.strip():
            raise ValueError("a name must have letters")
        return replace(self, names={**self.names, entity_id: name.strip()})

    def retyped(self, entity_id: str, label: str) -> "EntityOverrides":
        """Make an entity one of a type (PERSON, ORG, …)."""
        return replace(self, types={**self.types, entity_id: label})

    def without(self, kind: str, entity_id: str, name: str = "") -> "EntityOverrides":
        """Undo one decision; of ``apart`` the one name, or all of the entity's without one."""
        given = dict(getattr(self, kind))
        taken = given.pop(entity_id, ())
        if kind == "apart" and name and (left := tuple(one for one in taken if one != name)):
            given[entity_id] = left
        return replace(self, **{kind: given})

    def target(self, entity_id: str) -> str:
        """Return what an entity counts as after all merges."""
        seen = {entity_id}
        while (after := self.together.get(entity_id, "")) and after not in seen:
            seen.add(after)
            entity_id = after
        return entity_id


def _fits(kind: str, given: object) -> bool:
    if kind == "apart":
        return isinstance(given, list) and all(isinstance(name, str) for name in given)
    return isinstance(given, str)
