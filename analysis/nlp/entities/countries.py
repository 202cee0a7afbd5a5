"""Names that stand for a country: 'North Korea', 'DPRK', 'Pyongyang', 'North Koreans'.

Every such mention counts for one entity per country and keeps what it stands for (its metonymy).
The rules:

- A country's name or abbreviation is the *place* ('North Korea', 'N. Korea', 'the DPRK'), also
  where it acts ('North Korea fired a missile').
- A demonym, as noun or adjective, is its *people* ('North Korean leader', 'the North Koreans').
- A capital stands for its state only where the sentence uses it as the *government* ('Pyongyang
  denied', 'ties between Washington and Pyongyang', 'accused Moscow'), which
  :mod:`analysis.nlp.entities.capitals` decides. Everywhere else ('in Pyongyang', 'a London
  hospital') it is a city of its own, not counted for the country. 'The Vatican' is a government
  everywhere.
- A building that stands for an office ('the Kremlin', 'the White House', 'Downing Street') is an
  *institution*: an organisation of its own with a country, not counted for the country.
- Parts of a country ('Scotland', 'Siberia'), its armed forces, states of the past ('Soviet
  Union') and unions of countries ('the EU', and 'Brussels', which mostly stands for it) are not
  countries. Neither is a capital in dispute ('Jerusalem'), nor a name two states share ('Korea',
  'Korean').
- A form that two countries share belongs to the larger one ('Congo', 'Congolese', 'Dominican').
- Some forms are also a person's name ('Jordan', 'Chad', 'Paris', 'Holland'): with the label PERSON
  they are not countries. Some need the country to be named otherwise in the same text
  ('Georgia', 'Georgian', 'the North', 'the South', 'San Jose', 'Victoria').
- Capital letters are required ('polish', 'us', 'turkey' are not countries), and abbreviations such
  as 'US' must be written as listed.

``data/countries.csv`` holds the forms, ``data/countries_extra.csv`` the additions made by hand.
"""

import re
import unicodedata
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal, cast

from analysis.entity_types import PERSON, Trait, labels_with
from analysis.word_lists import read_rows

Metonymy = Literal["place", "people", "government"]
FormKind = Literal[
    "name",
    "other name",
    "official name",
    "abbreviation",
    "capital",
    "demonym",
    "demonym noun",
    "demonym adjective",
    "metonym",
    "institution",
]
#: The files of forms; where both list a form the first file counts.
FILES = ("countries_extra.csv", "countries.csv")
#: Entity labels a form may have, '' where it is unknown.
_LABELS = frozenset(("", *labels_with(Trait.COUNTRY_FORM)))
#: Forms whose folded spelling is kept: those of some hundred articles.
_CACHED_FORMS = 20_000
#: Maximum number of words in the name of a country.
_MAX_COUNTRY_WORDS = 3
_EDGE = re.compile(r"^(?:the\s+)?(.*?)(?:['’]s|['’])?$", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True)
class CountryForm:
    """The country or institution a form stands for.

    Attributes:
        country: ISO 3166 alpha-2 code (XK for Kosovo, as in CLDR).
        name: The country's neutral short name ('North Korea'); an institution's own name.
        metonymy: What the form stands for.
        kind: The kind of form; a ``demonym`` is both noun and adjective.
    """

    country: str
    name: str
    metonymy: Metonymy
    kind: FormKind

    @property
    def is_country(self) -> bool:
        """Whether it means the country itself and not an institution of it."""
        return self.kind != "institution"


def find_country(form: str, label: str = "", named: Container[str] = ()) -> CountryForm | None:
    """Return the country a form stands for, or None.

    Args:
        form: The words as written; 'the' before and a possessive after them are ignored, accents
            and kinds of apostrophe too.
        label: The entity label (OntoNotes), if known.
        named: Countries (codes) that the text names without doubt. Forms that need it ('Georgia',
            'the North') are recognised only when their country is among them.
    """
    if label not in _LABELS:
        return None
    entry = _forms().get(_fold_form(form))
    if entry is None or not any(c.isupper() for c in form):
        return None
    country_form, conditions, spelling = entry
    if "case" in conditions and spelling not in form:
        return None
    if "person" in conditions and label == PERSON:
        return None
    if "context" in conditions and country_form.country not in named:
        return None
    return country_form


def split_countries(title_words: Sequence[str]) -> tuple[set[str], list[str]]:
    """Return the countries that some words name, and the other words."""
    countries: set[str] = set()
    others: list[str] = []
    start = 0
    while start < len(title_words):
        for end in range(min(start + _MAX_COUNTRY_WORDS, len(title_words)), start, -1):
            form = find_country(" ".join(title_words[start:end]))
            if form is not None and form.is_country:
                countries.add(form.country)
                start = end
                break
        else:
            others.append(title_words[start])
            start += 1
    return countries, others


@lru_cache(maxsize=_CACHED_FORMS)
def can_begin_country(word: str) -> bool:
    """Return whether a form of a country can begin with a word; most words need no more of a look.

    'The' can, since an article before a form is ignored.
    """
    return _fold_form(word) in _beginnings() or word.lower() == "the"


def get_country_name(country: str) -> str:
    """Return a country's neutral short name; raises KeyError for an unknown code."""
    return _names()[country]


@cache
def _forms() -> dict[str, tuple[CountryForm, frozenset[str], str]]:
    """Return, by folded form: what it stands for, its conditions, and how it is written.

    Conditions are ``case`` (as written only), ``person`` (not with the label PERSON) and
    ``context`` (only where the text names the country otherwise).
    """
    forms: dict[str, tuple[CountryForm, frozenset[str], str]] = {}
    excluded = set()
    for row in _rows():
        key = _fold_form(row["form"])
        if key in forms or key in excluded:
            continue
        if not row["country"]:
            excluded.add(key)
            continue
        name = row.get("name") or get_country_name(row["country"])
        country_form = CountryForm(
            row["country"], name, cast("Metonymy", row["metonymy"]), cast("FormKind", row["note"])
        )
        forms[key] = (country_form, frozenset(row["when"].split()), row["form"])
    return forms


@cache
def _beginnings() -> frozenset[str]:
    """Return everything with which a folded form begins."""
    return frozenset(form[:end] for form in _forms() for end in range(len(form) + 1))


@cache
def _names() -> dict[str, str]:
    """Return the neutral short name of each country by its code."""
    names: dict[str, str] = {}
    for row in _rows():
        if row["note"] == "name":
            names.setdefault(row["country"], row["form"])
    return names


def _rows() -> Iterator[dict[str, str]]:
    for name in FILES:
        yield from read_rows("nlp", name)


@lru_cache(maxsize=_CACHED_FORMS)
def _fold_form(form: str) -> str:
    """Return a form without article, possessive, accents, case or stray white space."""
    bare = " ".join(form.split())
    if "'" in bare or "’" in bare or bare[:4].lower() == "the ":
        bare = _EDGE.sub(r"\1", bare)
    if bare.isascii():
        return bare.casefold()
    plain = unicodedata.normalize("NFKD", bare.replace("’", "'"))
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()
