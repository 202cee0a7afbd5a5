"""The entities of one article: names of one person, organisation or country joined.

Names are joined within the article alone, by :mod:`analysis.nlp.entities.person_names`,
:mod:`analysis.nlp.entities.organisation_names` and :mod:`analysis.nlp.entities.countries`; a name
that could
belong to two entities stays on its own.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from analysis.entity_types import GPE, ORG, PERSON
from analysis.ingest.printable_names import printable
from analysis.nlp.entities import countries, organisation_names, person_names
from analysis.nlp.entities.name_spans import Name
from analysis.nlp.entities.person_name_matching import NameRelation, compare_names
from analysis.nlp.lexicon import words


@dataclass
class Entity:
    """An entity within one article.

    Attributes:
        key: What its mentions are joined by.
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


def link_names(found: list[Name]) -> dict[str, Entity]:
    """Give each name the key of its entity; return the entities by key, in order of joining."""
    joined = _Entities()
    _join_countries(found, joined)
    _join_persons([name for name in found if name.label == PERSON], joined)
    _join_organisations([name for name in found if name.label == ORG and not name.key], joined)
    for name in found:
        if not name.key:
            joined.put(name, f"{name.label}|{person_names.fold(name.text)}", name.text)
    return joined.by_key


class _Entities:
    def __init__(self) -> None:
        self.by_key: dict[str, Entity] = {}

    def put(self, name: Name, key: str, shown: str) -> Entity:
        """Make a name one of the entity ``key``, which is called ``shown`` if it is new."""
        entity = self.by_key.get(key)
        if entity is None:
            entity = self.by_key[key] = Entity(key, printable(shown), name.label)
        name.key = key
        entity.forms[printable(name.text)] += 1
        return entity


def _join_countries(found: list[Name], joined: _Entities) -> None:
    certain = {
        form.country
        for name in found
        if (form := countries.find_country(name.text, name.label)) is not None
    }
    for name in found:
        form = countries.find_country(name.text, name.label, certain)
        if form is None:
            continue
        name.country = form
        institution = f"{ORG}|{person_names.fold(form.name)}"
        key = f"country:{form.country}" if form.is_country else institution
        entity = joined.put(name, key, form.name)
        entity.country = form.country
        entity.label = GPE if form.is_country else ORG


def _join_persons(persons: list[Name], joined: _Entities) -> None:
    """Full names first, the longest before the shorter; then the parts of names."""
    groups: list[str] = []
    for name in _longest_first(
        name for name in persons if person_names.parse_name(name.text).is_full
    ):
        fitting = [key for key in groups if _relation(name, key, joined) in _ONE_PERSON]
        key = fitting[0] if fitting else f"{PERSON}|{person_names.fold(name.text)}"
        if not fitting:
            groups.append(key)
        joined.put(name, key, name.text)
    for name in persons:
        if name.key:
            continue
        matches: dict[NameRelation, list[str]] = {}
        for key in groups:
            matches.setdefault(_relation(name, key, joined), []).append(key)
        nearest = next((matches[r] for r in _PART_OF_NAME if r in matches), [])
        own = f"{PERSON}|{person_names.fold(name.text)}"
        joined.put(name, nearest[0] if len(nearest) == 1 else own, name.text)


#: Relations that make one person of two full names.
_ONE_PERSON = (NameRelation.SAME, NameRelation.VARIANT, NameRelation.SPELLING)
#: Relations that make one person of a part of a name and a full name, the surest first.
_PART_OF_NAME = (
    NameRelation.SAME,
    NameRelation.VARIANT,
    NameRelation.SURNAME,
    NameRelation.GIVEN_NAME,
)


def _relation(name: Name, key: str, joined: _Entities) -> NameRelation:
    return compare_names(name.text, joined.by_key[key].name)


def _join_organisations(found: list[Name], joined: _Entities) -> None:
    groups: list[str] = []
    for name in _longest_first(found):
        called = {key: joined.by_key[key].name for key in groups}
        fitting = [
            k for k, n in called.items() if organisation_names.is_same_organisation(name.text, n)
        ]
        fitting = fitting or [k for k, n in called.items() if _is_shortened(name.text, n)]
        if len(fitting) == 1:
            joined.put(name, fitting[0], name.text)
            continue
        folded = organisation_names.organisation_key(name.text) or person_names.fold(name.text)
        key = f"{ORG}|{folded}"
        if key not in groups:
            groups.append(key)
        joined.put(name, key, name.text)


def _longest_first(found: Iterable[Name]) -> list[Name]:
    return sorted(found, key=lambda name: (-len(name.text), name.start))


def _is_shortened(short: str, full: str) -> bool:
    """Whether a name is a longer one cut short: 'The Times', 'Yonhap' for 'Yonhap News Agency'."""
    one, other = person_names.fold(short).split(), person_names.fold(full).split()
    if one[:1] == ["the"]:
        one = one[1:]
    if not one or len(one) >= len(other) or organisation_names.is_generic_office(short):
        return False
    if other[-len(one) :] == one:
        return True
    return other[: len(one)] == one and words("generic ending").issuperset(other[len(one) :])
