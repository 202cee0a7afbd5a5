"""Names that stand for a country: 'North Korea', 'DPRK', 'Pyongyang', 'North Koreans'.

The rule, by which every such mention counts toward one entity per country and keeps its sense:

- A country's name or abbreviation is the *place* ('North Korea', 'N. Korea', 'the DPRK'), also
  where it acts ('North Korea fired a missile').
- A demonym, as noun or adjective, is its *people* ('North Korean leader', 'the North Koreans').
- A capital stands for its state: as *government* where it speaks or acts ('Pyongyang denied',
  'Moscow and Pyongyang have pledged'), elsewhere as *place* ('in Pyongyang').
  :meth:`CountryForm.metonymy_in` says which, from the mention's role. 'The Vatican' is a government
  everywhere.
- A building that stands for an office ('the Kremlin', 'the White House', 'Downing Street') is an
  *institution*: an organisation of its own with a country, not folded into the country.
- Parts of a country ('Scotland', 'Siberia'), its armed forces, states of the past ('Soviet
  Union') and unions of countries ('the EU', and 'Brussels', which mostly stands for it) are no
  country here. Neither is a capital in dispute ('Jerusalem'), nor a name two states share
  ('Korea', 'Korean').
- Where two countries share a form the larger one has it ('Congo', 'Congolese', 'Dominican').
- Some forms are also a person's name ('Jordan', 'Chad', 'Paris', 'Holland'): labelled PERSON
  they are none of ours. Some need the country to be named otherwise in the same text
  ('Georgia', 'Georgian', 'the North', 'the South', 'San Jose', 'Victoria').
- Capital letters are needed ('polish', 'us', 'turkey' are no countries), and abbreviations such
  as 'US' as they are written.

``data/countries.csv`` holds the forms, ``data/countries_extra.csv`` what is added by hand.
"""

import re
import unicodedata
from collections.abc import Container, Iterator
from dataclasses import dataclass
from functools import cache

from analysis.entity_types import PERSON, Trait, labels_with
from analysis.word_lists import read_rows

#: The files this module reads; the first wins.
FILES = ("countries_extra.csv", "countries.csv")
#: Entity labels a form may have; a language, a title or an event is no country.
_LABELS = frozenset(("", *labels_with(Trait.COUNTRY_FORM)))
#: Roles (see ``tables.MENTION_KINDS``) in which a capital is its government.
_ACTING = ("speaks", "acts")
_EDGE = re.compile(r"^(?:the\s+)?(.*?)(?:['’]s|['’])?$", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True)
class CountryForm:
    """What a form stands for.

    Attributes:
        country: ISO 3166 alpha-2 code (XK for Kosovo, as in CLDR).
        name: The country's neutral short name ('North Korea'); of an institution its own.
        metonymy: ``place``, ``people`` or ``government``.
        note: What the form is: name, other name, official name, abbreviation, capital,
            demonym (noun and adjective), demonym noun, demonym adjective, metonym, institution.
    """

    country: str
    name: str
    metonymy: str
    note: str

    @property
    def is_country(self) -> bool:
        """Whether it counts as the country itself; an institution does not."""
        return self.note != "institution"

    def metonymy_in(self, role: str) -> str:
        """Return the sense of a mention with this role (speaks, acts, acted_upon, other)."""
        return "government" if self.note == "capital" and role in _ACTING else self.metonymy


def find_country(form: str, label: str = "", named: Container[str] = ()) -> CountryForm | None:
    """Return the country a form stands for, or None.

    Args:
        form: The words as they stand in the text; 'the' before and a possessive after them are
            ignored, accents and kinds of apostrophe too.
        label: The entity label (OntoNotes), if known.
        named: Countries (codes) that the text names without doubt. Forms that need it ('Georgia',
            'the North') are found only when their country is among them.
    """
    if label not in _LABELS:
        return None
    entry = _forms().get(_key(form))
    if entry is None or not any(c.isupper() for c in form):
        return None
    found, when, written = entry
    if "case" in when and written not in form:
        return None
    if "person" in when and label == PERSON:
        return None
    if "context" in when and found.country not in named:
        return None
    return found


def get_country_name(country: str) -> str:
    """Return a country's neutral short name; raises KeyError for an unknown code."""
    return _names()[country]


@cache
def _forms() -> dict[str, tuple[CountryForm, frozenset[str], str]]:
    """Return, by key: what a form stands for, its conditions, and how it is written."""
    forms: dict[str, tuple[CountryForm, frozenset[str], str]] = {}
    left_out = set()
    for row in _rows():
        key = _key(row["form"])
        if key in forms or key in left_out:
            continue
        if not row["country"]:
            left_out.add(key)
            continue
        name = row.get("name") or get_country_name(row["country"])
        found = CountryForm(row["country"], name, row["metonymy"], row["note"])
        forms[key] = (found, frozenset(row["when"].split()), row["form"])
    return forms


@cache
def _names() -> dict[str, str]:
    names: dict[str, str] = {}
    for row in _rows():
        if row["note"] == "name":
            names.setdefault(row["country"], row["form"])
    return names


def _rows() -> Iterator[dict[str, str]]:
    for name in FILES:
        yield from read_rows("nlp", name)


def _key(form: str) -> str:
    """Return a form without article, possessive, accents, case or stray white space."""
    bare = _EDGE.sub(r"\1", " ".join(form.split()))
    plain = unicodedata.normalize("NFKD", bare.replace("’", "'"))
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()
