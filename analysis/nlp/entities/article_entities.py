"""The entities of one article: its names linked where they mean one person, body or country.

Names are linked within the article alone, by the rules of
:mod:`analysis.nlp.entities.person_name_matching`, :mod:`analysis.nlp.entities.organisation_names`
and :mod:`analysis.nlp.entities.countries`. A name that could belong to two entities becomes an
entity of its own.
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

#: Relations that make one person of two full names.
_ONE_PERSON = (NameRelation.SAME, NameRelation.VARIANT, NameRelation.SPELLING)
#: Relations that make one person of a part of a name and a full name, the surest first.
_PART_OF_NAME = (
    NameRelation.SAME,
    NameRelation.VARIANT,
    NameRelation.SURNAME,
    NameRelation.GIVEN_NAME,
)


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


def link_names(names: list[Name]) -> dict[str, Entity]:
    """Write the key of its entity onto each name; return the entities by key, in order of linking.

    Countries come first, then persons and organisations, then all other names.
    """
    linker = _Linker()
    _link_countries(names, linker)
    _link_persons([name for name in names if name.label == PERSON], linker)
    _link_organisations([name for name in names if name.label == ORG and not name.key], linker)
    for name in names:
        if not name.key:
            linker.assign(name, _make_key(name.label, name.text), name.text)
    return linker.entities


class _Linker:
    """The entities linked so far, by key."""

    def __init__(self) -> None:
        self.entities: dict[str, Entity] = {}

    def assign(self, name: Name, key: str, entity_name: str) -> Entity:
        """Make a name one of the entity ``key``; a new entity is called ``entity_name``."""
        entity = self.entities.get(key)
        if entity is None:
            entity = self.entities[key] = Entity(key, printable(entity_name), name.label)
        name.key = key
        entity.forms[printable(name.text)] += 1
        return entity


def _make_key(label: str, text: str) -> str:
    return f"{label}|{person_names.fold(text)}"


def _link_countries(names: list[Name], linker: _Linker) -> None:
    """Link the names of countries, and of institutions that stand for a country.

    Forms that need the country to be named otherwise are linked in a second pass.
    """
    certain = {
        form.country
        for name in names
        if (form := countries.find_country(name.text, name.label)) is not None
    }
    for name in names:
        form = countries.find_country(name.text, name.label, certain)
        if form is None:
            continue
        name.country = form
        key = f"country:{form.country}" if form.is_country else _make_key(ORG, form.name)
        entity = linker.assign(name, key, form.name)
        entity.country = form.country
        entity.label = GPE if form.is_country else ORG


def _link_persons(persons: list[Name], linker: _Linker) -> None:
    """Link full names first, the longest before the shorter; then the parts of names."""
    keys: list[str] = []
    full_names = (name for name in persons if person_names.parse_name(name.text).is_full)
    for name in _sort_longest_first(full_names):
        matches = [key for key in keys if _compare(name, key, linker) in _ONE_PERSON]
        key = matches[0] if matches else _make_key(PERSON, name.text)
        if not matches:
            keys.append(key)
        linker.assign(name, key, name.text)
    for name in persons:
        if name.key:
            continue
        keys_by_relation: dict[NameRelation, list[str]] = {}
        for key in keys:
            keys_by_relation.setdefault(_compare(name, key, linker), []).append(key)
        matches = next((keys_by_relation[r] for r in _PART_OF_NAME if r in keys_by_relation), [])
        key = matches[0] if len(matches) == 1 else _make_key(PERSON, name.text)
        linker.assign(name, key, name.text)


def _compare(name: Name, key: str, linker: _Linker) -> NameRelation:
    return compare_names(name.text, linker.entities[key].name)


def _link_organisations(organisations: list[Name], linker: _Linker) -> None:
    """Link names of one organisation, the longest before the shorter."""
    keys: list[str] = []
    for name in _sort_longest_first(organisations):
        full_names = {key: linker.entities[key].name for key in keys}
        matches = [
            key
            for key, full_name in full_names.items()
            if organisation_names.is_same_organisation(name.text, full_name)
        ] or [key for key, full_name in full_names.items() if _is_shortened(name.text, full_name)]
        if len(matches) == 1:
            linker.assign(name, matches[0], name.text)
            continue
        folded = organisation_names.organisation_key(name.text) or person_names.fold(name.text)
        key = f"{ORG}|{folded}"
        if key not in keys:
            keys.append(key)
        linker.assign(name, key, name.text)


def _sort_longest_first(names: Iterable[Name]) -> list[Name]:
    return sorted(names, key=lambda name: (-len(name.text), name.start))


def _is_shortened(short: str, full: str) -> bool:
    """Whether a name is a short form of another: 'The Times', 'Yonhap' for 'Yonhap News Agency'."""
    short_words, full_words = person_names.fold(short).split(), person_names.fold(full).split()
    if short_words[:1] == ["the"]:
        short_words = short_words[1:]
    length = len(short_words)
    if not 0 < length < len(full_words) or organisation_names.is_generic_office(short):
        return False
    if full_words[-length:] == short_words:
        return True
    rest = full_words[length:]
    return full_words[:length] == short_words and words("generic ending").issuperset(rest)
