"""An entity within one article."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass
class Entity:
    """An entity within one article.

    Attributes:
        key: The key that its names share.
        name: The fullest name the article gives it.
        label: PERSON, ORG, GPE, NORP, … (OntoNotes).
        country: ISO 3166 alpha-2 for countries and their institutions, otherwise empty.
        forms: The names used, and how often.
        roles: The titles and descriptions the text gives it.
        of_countries: The countries (ISO 3166) its titles and descriptions name.
        gender: m, f or empty.
    """

    key: str
    name: str
    label: str
    country: str = ""
    forms: Counter[str] = field(default_factory=Counter)
    roles: list[str] = field(default_factory=list)
    of_countries: set[str] = field(default_factory=set)
    gender: str = ""
