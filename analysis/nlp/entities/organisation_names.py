"""Names of organisations as strings, and how to compare them.

:func:`organisation_key` removes what does not distinguish two organisations: 'the', a legal form
('Inc.'), 'U.S.' before and 'of the United States' after an office of state, 'Department of
Justice' for 'Justice Department', spellings ('defence'). Well-known abbreviations and alternative
names ('GOP', 'ISIL') are listed in ``data/organisations.csv``.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from analysis.nlp.entities import countries
from analysis.nlp.entities.person_names import fold
from analysis.nlp.lexicon import words
from analysis.word_lists import read_rows

_POSSESSIVE = re.compile(r"['’]s?$")
#: The sign of a service, which is not the company: 'Disney+'. After capitals it says no more
#: ('LGBTQ+').
_PLUS = re.compile(r"(?<=[a-z])\+")
_OF_DEPARTMENT = re.compile(r"(department|ministry) of (?:the )?(.+)")
#: How a folded name begins or ends that says the office is one of the United States.
_US_PREFIXES = ("united states ", "us ", "u s ")
#: Folded names of states and unions and their short forms, at the beginning of other names.
_STATES = (
    ("united states", "us"),
    ("u s", "us"),
    ("united kingdom", "uk"),
    ("european union", "eu"),
)
_US_SUFFIXES = (" of the united states of america", " of the united states", " of the us")
#: A folded word that says of which term or party a well-known body is: '115th', 'Republican'.
_MODIFIER = re.compile(
    r"\d+(?:st|nd|rd|th|s)?|republican|democratic|democrat|gop|american|led|controlled|held|run"
)
#: How the words of the two parties begin, of which neither says more of the other.
_PARTIES = ("republican", "democrat")
#: Words that an acronym may leave out.
SMALL_WORDS = frozenset(("of", "the", "and", "for", "in", "on", "to", "a"))
#: Lengths an acronym may have: one letter is an initial, and longer ones are words (judgement).
_ACRONYM_LENGTHS = range(2, 9)
#: Kinds of forms of a country that say whose an office is; a city may have offices of its own.
_COUNTRY_KINDS = (
    *("name", "official name", "abbreviation"),
    *("demonym", "demonym noun", "demonym adjective"),
)
#: Maximum number of words of a country at the beginning of an office's name.
_MAX_COUNTRY_WORDS = 3
#: Minimum number of words of a short form that leaves out what a body is for, or its kind:
#: 'Senate' is not the 'Senate Committee', nor 'Boon' the 'Boon Police' (judgement).
_MIN_SHORT_WORDS = 2
#: Minimum number of capitals in an acronym.
_MIN_CAPITALS = 2


@lru_cache(maxsize=1 << 15)
def organisation_key(name: str) -> str:
    """Return a key that all names of one organisation share; empty when nothing is left."""
    if listed := find_listed_name(name):
        return _fold_name(listed)
    key, is_us = _strip_us(_fold_name(name))
    # 'U.S. Navy' tells which navy is meant.
    if is_us and _is_generic(key):
        return f"us {key}"
    return _name_country_first(name) or _shorten_state(_spell_out_chapter(key, name))


def is_plain_acronym(name: str) -> bool:
    """Return whether a name is an acronym of one word: 'GOP', 'U.N.'."""
    return name.isupper() and " " not in name


def _spell_out_chapter(key: str, name: str) -> str:
    """Return a key with the full name of the body of a chapter: 'ACLU of Iowa', 'Iowa GOP'."""
    body, of, place = key.partition(" of ")
    entry = _listed_names().get(body)
    if entry is not None and of:
        return f"{_fold_name(entry.name)}{of}{place}"
    place, space, body = key.rpartition(" ")
    entry = _listed_names().get(body)
    is_chapter = entry is not None and space and is_plain_acronym(name.rsplit(maxsplit=1)[-1])
    return f"{place} {_fold_name(entry.name)}" if entry is not None and is_chapter else key


def _shorten_state(key: str) -> str:
    """Return a key that begins with the short form of a state: "us citizenship …"."""
    for spelled_out, short in _STATES:
        if key.startswith(f"{spelled_out} "):
            return f"{short} {key.removeprefix(f'{spelled_out} ')}"
    return key


def _name_country_first(name: str) -> str:
    """Return one key for 'Russian Defense Ministry' and 'Russia's Ministry of Defence'.

    Empty if the name is no office after a country.
    """
    name_words = re.sub(r"^[Tt]he\s", "", name.strip()).split()
    for split in range(1, min(len(name_words), _MAX_COUNTRY_WORDS + 1)):
        form = countries.find_country(" ".join(name_words[:split]))
        office = _fold_name(" ".join(name_words[split:]))
        is_country = form is not None and form.kind in _COUNTRY_KINDS
        if form is not None and is_country and _is_national(office):
            country = "us" if form.country == "US" else fold(form.name)
            return f"{country} {office}"
    return ""


def is_national_office(name: str) -> bool:
    """Whether a name fits an office that a state has once: 'Defense Ministry', not 'City Court'."""
    return not find_listed_name(name) and _is_national(_fold_name(name))


@lru_cache(maxsize=1 << 15)
def find_listed_name(name: str) -> str:
    """Return the name a well-known organisation is listed under; empty when it is not listed."""
    key, _ = _strip_us(_fold_name(name))
    entry = _listed_names().get(key) or _listed_names().get(_strip_modifiers(key))
    if entry is None or (entry.is_upper and not name.isupper()):
        return ""
    # 'the house', 'state' are words; 'homeland security' is hardly ever anything else.
    return "" if name.islower() and " " not in key else entry.name


def _strip_modifiers(key: str) -> str:
    """Return a name without what says of which term or party it is: '115th Congress'.

    'Democratic-Republicans' are neither party.
    """
    rest = key.split(" ")
    while len(rest) > 1 and _MODIFIER.fullmatch(rest[0]):
        if all(word.startswith(_PARTIES) for word in rest[:2]):
            return key
        rest = rest[1:]
    return " ".join(rest)


def is_acronym(short: str, long: str) -> bool:
    """Whether a name is made of another's initials ('NSC', 'National Security Council').

    Small words may count or not ('DoJ', 'FBI'), and so may one letter in lower case; a hyphen
    separates words.
    """
    letters = strip_to_letters(short)
    if len(letters) not in _ACRONYM_LENGTHS or not letters.isalpha():
        return False
    capitals = sum(letter.isupper() for letter in letters)
    if capitals < max(_MIN_CAPITALS, len(letters) - 1):
        return False
    return letters.lower() in build_acronyms(long)


def strip_to_letters(acronym: str) -> str:
    """Return an acronym without article, full stops, spaces and possessive: 'U.S.' as 'US'."""
    return re.sub(r"[.\s]", "", re.sub(r"^[Tt]he\s", "", acronym)).removesuffix("'s")


def build_acronyms(name: str) -> frozenset[str]:
    """Return the acronyms, in lower case, that a name of several words can have."""
    words = fold(re.sub(r"^[Tt]he\s", "", name)).split()
    if len(words) <= 1:
        return frozenset()
    large_words = [word for word in words if word not in SMALL_WORDS]
    return frozenset(
        "".join(word[0] for word in initialled)
        for initialled in (words, large_words)
        if len(initialled) > 1
    )


def is_same_organisation(a: str, b: str) -> bool:
    """Whether two names are of one organisation by their words alone: by key or as acronym."""
    key, other = organisation_key(a), organisation_key(b)
    if not key or not other:
        return False
    return key == other or any(
        is_acronym(short, long) and not _is_listed_pair_of_letters(short)
        for short, long in ((a, b), (b, a))
    )


def _is_listed_pair_of_letters(short: str) -> bool:
    """Whether two letters are a well-known organisation: 'UN' is not the 'US Navy'."""
    return len(strip_to_letters(short)) == _MIN_CAPITALS and bool(find_listed_name(short))


def is_generic_office(name: str) -> bool:
    """Whether a name fits many organisations ('Defense Ministry', 'City Council').

    Names listed as well known ('Supreme Court') do not.
    """
    return not find_listed_name(name) and _is_generic(organisation_key(name))


def can_lack(ending: Sequence[str], n_words: int) -> bool:
    """Whether the name of a body without its last words may be a short form of it.

    'Yonhap' for 'Yonhap News Agency', and of two words or more 'Senate Budget' for 'Senate Budget
    Committee' and 'Boon Center' for 'Boon Center for Peace'. What follows 'of' may be a chapter.

    Args:
        ending: The last words of the name, folded.
        n_words: The number of words before them.
    """
    if words("generic ending").issuperset(ending):
        return True
    is_purpose = ending[0] in words("before a purpose")
    is_kind = " ".join(ending) in words("ending of a body")
    return n_words >= _MIN_SHORT_WORDS and (is_purpose or is_kind)


@dataclass(frozen=True)
class _ListedName:
    """An entry of the list of well-known organisations.

    Attributes:
        name: The name it is listed under.
        is_upper: Whether the form counts in capitals only ('ICE').
    """

    name: str
    is_upper: bool


@cache
def _listed_names() -> dict[str, _ListedName]:
    """Return the well-known organisations by each folded form of their names."""
    entries = {}
    for row in read_rows("nlp", "organisations.csv"):
        form, name = row["form"], row["name"]
        entries[_fold_name(form)] = _ListedName(name, form.isupper())
        entries.setdefault(_fold_name(name), _ListedName(name, name.isupper()))
    return entries


@cache
def _words(kind: str) -> frozenset[str]:
    """Return the words of one kind: ``legal``, ``state``, ``office`` or ``national``."""
    rows = read_rows("nlp", "organisation_words.csv")
    return frozenset(fold(row["word"]) for row in rows if row["as"] == kind)


@cache
def _spellings() -> dict[str, str]:
    """Return the spelling under which each word with several spellings is compared."""
    kinds = ("legal", "state", "office", "national")
    rows = read_rows("nlp", "organisation_words.csv")
    return {row["word"]: row["as"] for row in rows if row["as"] not in kinds}


def _fold_name(name: str) -> str:
    """Fold a name by the rules alone, without the list."""
    name = _POSSESSIVE.sub("", name.strip()).replace("&", " and ")
    name = _PLUS.sub(" plus", name)
    words = [_spellings().get(word, word) for word in fold(name).split()]
    if words[:1] == ["the"]:
        words = words[1:]
    while len(words) > 1 and words[-1] in _words("legal"):
        words = words[:-1]
    key = _put_department_last(" ".join(words))
    # 'UN Security Council', but not 'un' inside another word
    return re.sub(r"\bun\b", "united nations", key) if "un" in words and len(words) > 1 else key


def _strip_us(key: str) -> tuple[str, bool]:
    """Remove 'us' and 'of the united states' from an office of state; return if it was there."""
    if not any(word in _words("state") for word in key.split()):
        return key, False
    for prefix in _US_PREFIXES:
        if key.startswith(prefix):
            return _put_department_last(key.removeprefix(prefix)), True
    for suffix in _US_SUFFIXES:
        if key.endswith(suffix):
            return _put_department_last(key.removesuffix(suffix)), True
    return key, False


def _put_department_last(key: str) -> str:
    """Return 'justice department' for 'department of justice'."""
    match = _OF_DEPARTMENT.fullmatch(key)
    return f"{match[2]} {match[1]}" if match else key


def _is_national(key: str) -> bool:
    """Whether a key is that of an office that a state has once."""
    return _is_generic(key) and key.rsplit(maxsplit=1)[-1] in _words("national")


def _is_generic(key: str) -> bool:
    """Whether a key consists of words that many offices share."""
    words = key.split()
    return bool(words) and all(word in _words("office") or word in SMALL_WORDS for word in words)
