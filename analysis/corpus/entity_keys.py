"""The family and the comparison key of a name: names of one family with one key are one entity."""

from functools import cache

from analysis.entity_types import Family, Trait, family_of, labels_with
from analysis.nlp.entities.organisation_names import find_listed_name, organisation_key
from analysis.nlp.entities.person_names import fold, parse_name, strip_title
from analysis.word_lists import read_rows

#: The family of countries, whose key is their ISO 3166 code, whatever they are called.
COUNTRY = "country"
#: Labels under which a row with a country is the country (an ORG with one is an institution).
_COUNTRY_LABELS = frozenset(labels_with(Trait.COUNTRY))
#: Maximum length (letters) of a name that is an abbreviation if its family is place: 'VA' (that of
#: the postal codes of US states).
_ABBREVIATION_LENGTH = 2


def find_local_key(name: str, label: str, country: str) -> tuple[str, str]:
    """Return the family and the comparison key of a local entity."""
    if country and label in _COUNTRY_LABELS:
        return COUNTRY, country
    return find_entity_key(name, family_of(label))


def find_entity_key(name: str, family: str) -> tuple[str, str]:
    """Return the family of a name, corrected for listed organisations, and its comparison key."""
    if family == Family.PERSON:
        person = parse_name(name)
        if person.is_regnal:
            return family, fold(strip_title(name))
        return family, f"{person.key} {person.suffix}".rstrip() or name
    if family == Family.PLACE:
        folded = fold(name)
        if folded in _read_places() or len(folded) <= _ABBREVIATION_LENGTH:
            # 'VA' as a place is Virginia, not Veterans Affairs.
            return family, fold(find_listed_place(name) or name) or name
    key = organisation_key(name)
    if find_listed_name(name):
        return Family.ORGANISATION.value, key  # 'Republicans' are the party
    if family == Family.GROUP and not key.endswith("ss"):
        key = key.removesuffix("s")  # 'Muslim', 'Muslims'
    return family, key or name


def find_listed_place(name: str) -> str:
    """Return the full name of a listed place ('Ky.': Kentucky); empty if it is not listed."""
    return _read_places().get(fold(name), "")


@cache
def _read_places() -> dict[str, str]:
    return {fold(row["form"]): row["name"] for row in read_rows("nlp", "places.csv")}
