"""Names of organisations as strings: how to compare them.

:func:`organisation_key` folds what does not tell two organisations apart: 'the', a legal form
('Inc.'), 'U.S.' before and 'of the United States' after an office of state, 'Department of
Justice' for 'Justice Department', spellings ('defence'). A few well-known abbreviations and other
names ('GOP', 'ISIL') are listed in ``data/organisations.csv``.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from analysis.nlp.entities.person_names import fold
from analysis.word_lists import read_rows

_INVERTED = re.compile(r"(department|ministry) of (?:the )?(.+)")
_US = ("united states ", "us ", "u s ")
_OF_US = (" of the united states of america", " of the united states", " of the us")
_SMALL = frozenset(("of", "the", "and", "for", "in", "on", "to", "a"))


@lru_cache(maxsize=1 << 17)
def organisation_key(name: str) -> str:
    """Return what equal names of organisations share; empty when nothing is left."""
    if listed := find_listed_name(name):
        return _folded(listed)
    key, state = _state(_folded(name))
    # 'U.S. Navy' says which navy it is.
    return f"us {key}" if state and _vague(key) else key


@lru_cache(maxsize=1 << 17)
def find_listed_name(name: str) -> str:
    """Return the name a well-known organisation is listed under; empty when it is not listed."""
    key, _ = _state(_folded(name))
    found = _listed().get(key)
    if found is None or (found.capitals and not name.isupper()):
        return ""
    # 'the house', 'state' are words; 'homeland security' can hardly be another.
    return "" if name.islower() and " " not in key else found.name


def is_acronym(short: str, long: str) -> bool:
    """Whether capitals are made of another name's initials ('NSC', 'National Security Council').

    Small words count or not ('DoJ', 'FBI'); a hyphen parts words. One letter is no acronym.
    """
    letters = re.sub(r"[.\s]", "", re.sub(r"^[Tt]he\s", "", short)).removesuffix("'s")
    capitals = sum(c.isupper() for c in letters)
    if not 2 <= len(letters) <= 8 or not letters.isalpha() or capitals < max(2, len(letters) - 1):
        return False
    wanted = letters.lower()
    return wanted in build_acronyms(long)


def build_acronyms(name: str) -> frozenset[str]:
    """Return the acronyms, in lower case, that a name of several words can have."""
    words = fold(re.sub(r"^[Tt]he\s", "", name)).split()
    if len(words) < 2:
        return frozenset()
    large = [word for word in words if word not in _SMALL]
    return frozenset("".join(word[0] for word in some) for some in (words, large) if len(some) > 1)


def is_same_organisation(a: str, b: str) -> bool:
    """Whether two names are of one organisation by their words alone: by key or as acronym."""
    key, other = organisation_key(a), organisation_key(b)
    if not key or not other:
        return False
    return key == other or is_acronym(a, b) or is_acronym(b, a)


def is_generic_office(name: str) -> bool:
    """Whether a name tells no organisation by itself ('Defense Ministry', 'City Council').

    Names listed as well known ('Supreme Court') do.
    """
    return not find_listed_name(name) and _vague(organisation_key(name))


@dataclass(frozen=True)
class _Listed:
    name: str
    capitals: bool


@cache
def _listed() -> dict[str, _Listed]:
    """Return by folded form what it is listed under, and whether it counts in capitals only."""
    listed = {}
    for row in read_rows("nlp", "organisations.csv"):
        listed[_folded(row["form"])] = _Listed(row["name"], row["form"].isupper())
        listed.setdefault(_folded(row["name"]), _Listed(row["name"], row["name"].isupper()))
    return listed


@cache
def _words(kind: str) -> frozenset[str]:
    found = (row["word"] for row in read_rows("nlp", "organisation_words.csv") if row["as"] == kind)
    return frozenset(fold(word) for word in found)


@cache
def _spellings() -> dict[str, str]:
    kinds = ("legal", "state", "office")
    listed = read_rows("nlp", "organisation_words.csv")
    return {row["word"]: row["as"] for row in listed if row["as"] not in kinds}


def _folded(name: str) -> str:
    """Fold a name by the rules alone, without the list."""
    name = re.sub(r"['’]s?$", "", name.strip()).replace("&", " and ")
    words = [_spellings().get(word, word) for word in fold(name).split()]
    if words[:1] == ["the"]:
        words = words[1:]
    while len(words) > 1 and words[-1] in _words("legal"):
        words = words[:-1]
    key = " ".join(words)
    key = _inverted(key)
    # 'UN Security Council', but not 'un' inside another word
    return re.sub(r"\bun\b", "united nations", key) if "un" in words and len(words) > 1 else key


def _state(key: str) -> tuple[str, bool]:
    """Take 'us' and 'of the united states' off an office of state; return whether it was there."""
    words = key.split()
    if not any(word in _words("state") for word in words):
        return key, False
    for start in _US:
        if key.startswith(start):
            return _inverted(key[len(start) :]), True
    for ending in _OF_US:
        if key.endswith(ending):
            return _inverted(key[: -len(ending)]), True
    return key, False


def _inverted(key: str) -> str:
    """Return 'justice department' for 'department of justice'."""
    found = _INVERTED.fullmatch(key)
    return f"{found[2]} {found[1]}" if found else key


def _vague(key: str) -> bool:
    """Whether nothing but words that many offices share is in a key."""
    words = key.split()
    return bool(words) and all(word in _words("office") or word in _SMALL for word in words)
