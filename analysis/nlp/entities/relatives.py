"""Whether a role makes a person somebody's relative, or one who is younger."""

from collections.abc import Iterable

from analysis.nlp.entities.person_names import fold
from analysis.nlp.lexicon import words


def has_relative_role(roles: Iterable[str]) -> bool:
    """Return whether one of a person's roles is that of a relative: 'his wife', 'first lady'."""
    return any(not words("relative").isdisjoint(fold(role).split()) for role in roles)


def has_descendant_role(roles: Iterable[str]) -> bool:
    """Return whether one of a person's roles is that of a younger relative: 'his son'."""
    return any(not words("descendant").isdisjoint(fold(role).split()) for role in roles)
