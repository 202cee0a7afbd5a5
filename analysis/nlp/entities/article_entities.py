"""The entities of one article: its names linked where they mean one person, body or country.

Names are linked within the article alone, by the rules of
:mod:`analysis.nlp.entities.person_name_matching`, :mod:`analysis.nlp.entities.organisation_names`
and :mod:`analysis.nlp.entities.countries`. A name that could belong to two entities becomes an
entity of its own.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from analysis.entity_types import GPE, LAW, ORG, PERSON, PLACE_LABELS
from analysis.ingest.printable_names import printable
from analysis.nlp.entities import countries, organisation_names, person_names
from analysis.nlp.entities.capitals import can_be_government, is_government
from analysis.nlp.entities.entity import Entity
from analysis.nlp.entities.law_names import listed_laws
from analysis.nlp.entities.name_spans import Name, find_possible_country
from analysis.nlp.entities.organisation_index import OrganisationIndex
from analysis.nlp.entities.person_index import PersonIndex
from analysis.nlp.entities.person_name_matching import NameRelation, compare_names
from analysis.nlp.entities.person_roles import find_roles, join_tokens
from analysis.nlp.entities.relatives import has_relative_role
from analysis.nlp.entities.shared_family_names import find_shared_family_names
from analysis.nlp.entities.surname_resolution import NamedPerson, resolve_surname
from analysis.nlp.span_index import HasSpan, SpanIndex

#: Relations that make one person of two full names.
_ONE_PERSON = (NameRelation.SAME, NameRelation.VARIANT, NameRelation.SPELLING)

#: Minimum uses of the full name of a body of a place for which a well-known name alone may stand.
_MIN_NAMED = 2
#: What joins two names that the model takes for one: 'Bolt/Acme', 'Bolt, Acme'.
_LIST = re.compile(r"/|, ")
#: Translation that drops square brackets.
_WITHOUT_BRACKETS = str.maketrans("", "", "[]")
#: How the full name of an office begins whose field alone is a short form of it.
_OFFICES = ("department", "ministry")


def link_names(names: list[Name], titles: SpanIndex[HasSpan] | None = None) -> dict[str, Entity]:
    """Write the key of its entity onto each name; return the entities by key, in order of linking.

    Countries come first, then persons and organisations, then all other names.

    Args:
        names: The names of an article, in order.
        titles: Its headlines and subheads.
    """
    linker = _Linker()
    _link_countries(names, linker)
    persons = [name for name in names if name.label == PERSON]
    _link_persons(persons, linker, SpanIndex(()) if titles is None else titles)
    _link_organisations(names, linker)
    others = [name for name in names if not name.key]
    long_forms = _find_long_forms(names)
    for name in others:
        text = long_forms.get((name.label, name.text), name.text)
        if name.label == LAW:
            text = listed_laws().get(person_names.fold(text), text)
        linker.assign(name, _make_key(name.label, text), text)
    return linker.entities


class _Linker:
    """The entities linked so far, by key."""

    def __init__(self) -> None:
        self.entities: dict[str, Entity] = {}

    def assign(self, name: Name, key: str, entity_name: str) -> Entity:
        """Make a name one of the entity ``key``; a new entity is called ``entity_name``."""
        entity = self.entities.get(key)
        if entity is None:
            entity = self.entities[key] = Entity(key, _to_form(entity_name), name.label)
        name.key = key
        entity.forms[_to_form(name.text)] += 1
        return entity


def _to_form(text: str) -> str:
    """Return a name as it is shown: without the brackets of an addition ('[Ada] Boon')."""
    return printable(text.translate(_WITHOUT_BRACKETS))


def _make_key(label: str, text: str) -> str:
    return f"{label}|{person_names.fold(text)}"


def _link_countries(names: list[Name], linker: _Linker) -> None:
    """Link the names of countries, and of institutions that stand for a country.

    Forms that need the country to be named otherwise are linked in a second pass. A capital stays a
    city of its own where it does not stand for the government.
    """
    certain = {
        form.country
        for name in names
        if (form := countries.find_country(name.text, name.label)) is not None
    }
    forms = [countries.find_country(name.text, name.label, certain) for name in names]
    # A capital that is once used as the government is so in the article, where no place is meant.
    governing = {
        form.country
        for name, form in zip(names, forms, strict=True)
        if form is not None and form.kind == "capital" and is_government(name.span)
    }
    for name, form in zip(names, forms, strict=True):
        if form is None or (
            form.kind == "capital"
            and not is_government(name.span)
            and not (form.country in governing and can_be_government(name.span))
        ):
            continue
        name.country = form
        key = f"country:{form.country}" if form.is_country else _make_key(ORG, form.name)
        entity = linker.assign(name, key, form.name)
        entity.country = form.country
        entity.label = GPE if form.is_country else ORG


def _link_persons(persons: Sequence[Name], linker: _Linker, titles: SpanIndex[HasSpan]) -> None:
    """Link full names first, the longest before the shorter; then the parts of names."""
    full_names = PersonIndex()
    named_in_full: dict[str, NamedPerson] = {}
    relatives = _find_relatives(persons)
    full_forms = find_shared_family_names(persons)
    for name in _sort_longest_first(
        name for name in persons if person_names.parse_name(name.text).is_full
    ):
        key = _find_full_name(name.text, full_names, linker, relatives)
        if not key:
            key = _make_key(PERSON, name.text)
            full_names.add(name.text, key)
        linker.assign(name, key, name.text)
    sharing = _link_shared_family_names(persons, full_forms, full_names, linker)
    for name in persons:
        if name.key and name.start not in full_forms:
            named_in_full.setdefault(name.key, NamedPerson(name.key, name.start)).add_name(name)
    _mark_opening(named_in_full.values(), persons, titles)
    uses_by_surname: dict[str, list[Name]] = defaultdict(list)
    for name in persons:
        if name.key:
            continue
        matches = full_names.find_persons(name.text)
        if matches.by_surname:
            uses_by_surname[name.text].append(name)
            continue
        key = sharing.get(name.text) or _choose_by_given_name(name, matches.by_given_name, linker)
        linker.assign(name, key or _make_key(PERSON, name.text), name.text)
    for text, uses in uses_by_surname.items():
        keys_of_persons = full_names.find_persons(text).by_surname
        possible = _drop_formal_names([named_in_full[key] for key in keys_of_persons], linker)
        keys = resolve_surname(uses, possible, titles)
        for name, key in zip(uses, keys, strict=True):
            linker.assign(name, key or _make_key(PERSON, text), text)


def _link_shared_family_names(
    persons: Sequence[Name], full_forms: Mapping[int, str], full_names: PersonIndex, linker: _Linker
) -> dict[str, str]:
    """Link given names that share a family name; return the keys by name.

    The family name alone is not theirs: 'Boon' after 'Ada and Ray Boon' is Ray.
    """
    keys: dict[str, str] = {}
    for name in persons:
        if text := full_forms.get(name.start):
            key = _find_full_name(text, full_names, linker, {}) or _make_key(PERSON, text)
            linker.assign(name, key, text)
            keys[name.text] = key
    return keys


def _choose_by_given_name(name: Name, keys: Sequence[str], linker: _Linker) -> str:
    """Return the key of the one person whom a given name alone may mean; empty if unclear.

    'Christopher' is Christopher Boon and not Chris Holt.
    """
    if len(keys) == 1:
        return keys[0]
    folded = person_names.fold(name.text)
    given_names = {
        key: person_names.parse_name(linker.entities[key].name).given_names[0] for key in keys
    }
    exact = [key for key in keys if given_names[key] == folded]
    is_formal = all(
        len(given_name) < len(folded) for given_name in given_names.values() if given_name != folded
    )
    return exact[0] if len(exact) == 1 and is_formal else ""


def _mark_opening(
    named_in_full: Iterable[NamedPerson], persons: Sequence[Name], titles: SpanIndex[HasSpan]
) -> None:
    """Mark the persons with whom an article opens, and the juniors of them whom it names so again.

    Where it has 'Weber Jr.' for short, the family name alone is another's.
    """
    named_in_full = list(named_in_full)
    if not named_in_full:
        return
    blocks = persons[0].span.doc._.blocks
    lead = next((block for block in blocks if block.kind == "body"), None)
    for person in named_in_full:
        person.is_opening = any(start in titles for start in person.starts) or (
            lead is not None and lead.start <= person.start < lead.end
        )
    juniors = [person for person in named_in_full if person.is_junior]
    parsed_names = [person_names.parse_name(name.text) for name in persons] if juniors else []
    for person in juniors:
        surname = person_names.parse_name(person.key.partition("|")[2]).surname
        is_told_apart = any(
            parsed.suffix and not parsed.is_full and parsed.surname == surname
            for parsed in parsed_names
        )
        is_named_again = len(person.starts) > 1
        person.is_leading = person.is_opening and is_named_again and not is_told_apart


def _drop_formal_names(persons: Sequence[NamedPerson], linker: _Linker) -> list[NamedPerson]:
    """Return the persons without those who may be an earlier one under a formal name.

    'Joseph R. Biden Jr.' is 'Joe Biden' of the same article, for what his family name means.
    """
    chosen: list[NamedPerson] = []
    for person in sorted(persons, key=lambda person: person.start):
        name = linker.entities[person.key].name
        if not any(
            compare_names(name, linker.entities[other.key].name) is NameRelation.NAMESAKE
            for other in chosen
        ):
            chosen.append(person)
    return chosen


def _find_relatives(persons: Iterable[Name]) -> dict[str, set[str]]:
    """Return whose relatives persons are, by name: 'J. Orr, Jeremy's father' is no Jeremy."""
    relatives: dict[str, set[str]] = defaultdict(set)
    for name in persons:
        for phrase in map(join_tokens, find_roles(name)):
            owner, possessive, role = phrase.partition("'s ")
            if possessive and has_relative_role([role]):
                relatives[name.text].add(owner)
    return relatives


def _find_full_name(
    text: str, full_names: PersonIndex, linker: _Linker, relatives: Mapping[str, set[str]]
) -> str:
    """Return the key of the person linked first who may have a full name; empty if none may."""
    for key in full_names.find_candidates(text):
        full_name = linker.entities[key].name
        is_relative = any(compare_names(owner, full_name) for owner in relatives.get(text, ()))
        if compare_names(text, full_name) in _ONE_PERSON and not is_relative:
            return key
    return ""


def _link_organisations(names: Sequence[Name], linker: _Linker) -> None:
    """Link names of one organisation, the longest before the shorter.

    Args:
        names: All names of the article; those of countries are linked.
        linker: The entities linked so far.
    """
    owners = {name.span.end: name for name in names if name.country and name.country.is_country}
    organisations = [
        (name, _add_owner(name, owners)) for name in names if name.label == ORG and not name.key
    ]
    places = {person_names.fold(name.text) for name in names if name.label in PLACE_LABELS}
    counts = Counter(organisation_names.organisation_key(text) for _, text in organisations)
    full_names = OrganisationIndex()
    by_letters = _group_by_letters(names)
    for name, text in sorted(organisations, key=lambda pair: (-len(pair[1]), pair[0].start)):
        names_by_key = {key: linker.entities[key].name for key in full_names.find_candidates(text)}
        matches = [
            key
            for key, full_name in names_by_key.items()
            if organisation_names.is_same_organisation(text, full_name)
            and not _is_ambiguous(text, full_name, by_letters)
        ] or [
            key
            for key, full_name in names_by_key.items()
            if _is_shortened(text, full_name)
            and (
                not organisation_names.find_listed_name(text)
                or _is_body_of_place(text, full_name, counts, places)
            )
        ]
        if len(matches) == 1:
            linker.assign(name, matches[0], text)
            continue
        folded = organisation_names.organisation_key(text) or person_names.fold(text)
        key = f"{ORG}|{folded}"
        if key not in full_names:
            full_names.add(text, key)
        linker.assign(name, key, text)


def _find_long_forms(names: Sequence[Name]) -> dict[tuple[str, str], str]:
    """Return, by label and acronym, the long form among names of neither persons nor places.

    'ACA' is the 'Affordable Care Act' of the article; letters that two of its names have are
    neither's.
    """
    by_letters = _group_by_letters(names)
    long_forms: dict[tuple[str, str], str] = {}
    for name in names:
        letters = organisation_names.strip_to_letters(name.text).lower()
        candidates = list(by_letters.get(letters, {}).values())
        if len(candidates) != 1 or candidates[0].label != name.label:
            continue
        if organisation_names.is_acronym(name.text, candidates[0].text):
            long_forms[name.label, name.text] = candidates[0].text
    return long_forms


def _group_by_letters(names: Sequence[Name]) -> dict[str, dict[str, Name]]:
    """Return, by acronym and key, names of several words of neither persons nor places."""
    by_letters: dict[str, dict[str, Name]] = {}
    for name in names:
        if name.label in (PERSON, *PLACE_LABELS):
            continue
        for letters in organisation_names.build_acronyms(name.text):
            key = organisation_names.organisation_key(name.text)
            by_letters.setdefault(letters, {}).setdefault(key, name)
    return by_letters


def _is_ambiguous(short: str, full: str, by_letters: Mapping[str, Mapping[str, Name]]) -> bool:
    """Return whether a name is an acronym of another and of a law, work or the like too.

    A use of the same long form that the model labels otherwise is no other thing.
    """
    letters = organisation_names.strip_to_letters(short).lower()
    full_key = organisation_names.organisation_key(full)
    others = (
        name
        for key, name in by_letters.get(letters, {}).items()
        if name.label != ORG and key != full_key
    )
    return organisation_names.is_acronym(short, full) and any(others)


def _add_owner(name: Name, owners: Mapping[int, Name]) -> str:
    """Return an office with the country before it: 'Norway's Defense Ministry'.

    Args:
        name: The name of an organisation.
        owners: The names of countries, by the token after each.
    """
    span = name.span
    if not organisation_names.is_national_office(name.text):
        return name.text
    is_possessive = span.start > 0 and span[0].nbor(-1).tag_ == "POS"
    owner = owners.get(span.start) or owners.get(span.start - is_possessive)
    if owner is None or (owner.country is not None and owner.country.kind == "capital"):
        return name.text
    return " ".join(str(span.doc._.text[owner.start : name.end]).split())


def _is_body_of_place(short: str, full: str, counts: Counter[str], places: set[str]) -> bool:
    """Whether a well-known name rather means the body of a place that has a fuller name.

    'Supreme Court' is the British one where that is named. 'Iowa Senate' once may be the race for
    a seat in the other Senate. An acronym is that of one body, which may have chapters: 'Iowa GOP'.
    """
    if organisation_names.is_plain_acronym(short):
        return False
    place = person_names.fold(full).removesuffix(person_names.fold(short)).strip()
    form = find_possible_country(place.title())
    if form is not None and form.country != "US":
        return True
    return place in places and counts[organisation_names.organisation_key(full)] >= _MIN_NAMED


def _sort_longest_first(names: Iterable[Name]) -> list[Name]:
    return sorted(names, key=lambda name: (-len(name.text), name.start))


def _is_shortened(short: str, full: str) -> bool:
    """Whether a name is a short form of another: 'The Times', 'Yonhap' for 'Yonhap News Agency'.

    'Medicare' is not the 'Centers for Medicare', nor 'Reuters' a poll by 'Ipsos/Reuters'.
    """
    short_words, full_words = person_names.fold(short).split(), person_names.fold(full).split()
    if short_words[:1] == ["the"]:
        short_words = short_words[1:]
    length = len(short_words)
    if not 0 < length < len(full_words) or organisation_names.is_generic_office(short):
        return False
    if full_words[-length:] == short_words:
        before = full_words[-length - 1]
        is_office_of = full_words[0] in _OFFICES and before in ("of", "the")
        return is_office_of or (not _LIST.search(full) and before not in ("for", "the"))
    is_beginning = full_words[:length] == short_words
    return is_beginning and organisation_names.can_lack(full_words[length:], length)
