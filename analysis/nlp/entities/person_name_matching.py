"""Whether two names can be names of one person, and how they differ.

Two different given names, middle initials that differ ('George W. Bush', 'George H. W. Bush'), a
'Jr.' on one ('Donald Trump', 'Donald Trump Jr.') or two common family names ('John McCann', 'John
McCain') make two persons.
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache

from rapidfuzz.distance import OSA

from analysis.nlp.entities.person_names import (
    PersonName,
    is_common_family_name,
    is_given_name,
    nicknames,
    parse_name,
)

#: Minimum length of names that are compared by spelling; among shorter ones too many different
#: names differ by one letter (judgement).
MIN_LENGTH = 5


class NameRelation(StrEnum):
    """How two names can be of one person. NONE is false, all others are true."""

    #: They cannot be of one person.
    NONE = ""
    #: Equal but for case, accents, hyphens and dots ('Kim Jong-un', 'Kim Jong Un').
    SAME = "same"
    #: They differ in middle names, initials, nicknames or particles ('Joe Biden', 'Joseph R.
    #: Biden').
    VARIANT = "variant"
    #: They differ in spelling ('Adrienne', 'Adriene Watson') or in order ('Abe Shinzo').
    SPELLING = "spelling"
    #: One is the family name alone ('Sullivan', 'Jake Sullivan').
    SURNAME = "surname"
    #: One is the given name alone ('Hillary', 'Hillary Clinton').
    GIVEN_NAME = "given"
    #: A formal name with 'Jr.' and a shorter one without ('Joseph R. Biden Jr.', 'Joe Biden').
    NAMESAKE = "namesake"


#: Relations that are too weak to make one person of two names.
_WEAK = (NameRelation.NONE, NameRelation.GIVEN_NAME, NameRelation.NAMESAKE)
#: The relations that :func:`_compare_parts` returns, the weakest first.
_BY_STRENGTH = (NameRelation.NONE, NameRelation.SPELLING, NameRelation.VARIANT)


def is_compatible(a: str, b: str) -> bool:
    """Whether two names can be of one person; a given name or a lone 'Jr.' is not enough."""
    return compare_names(a, b) not in _WEAK


@lru_cache(maxsize=1 << 15)
def compare_names(a: str, b: str) -> NameRelation:
    """Return how two names can be of one person."""
    first, second = parse_name(a), parse_name(b)
    if not first.key or not second.key:
        return NameRelation.NONE
    if not first.is_full or not second.is_full:
        return _compare_single_word(first, second)
    relation = _compare_full_names(first, second)
    if first.suffix == second.suffix:
        return relation
    # 'Jr.' and 'III' are two persons, and so are 'Donald Trump' and 'Donald Trump Jr.'; but who is
    # 'Joseph R. Biden Jr.' in full may be 'Joe Biden' elsewhere.
    elder, younger = (second, first) if first.suffix else (first, second)
    is_formal = not elder.suffix and len(younger.given_names) > len(elder.given_names)
    return NameRelation.NAMESAKE if relation and is_formal else NameRelation.NONE


@lru_cache(maxsize=1 << 15)
def spelling_key(word: str) -> str:
    """Return a key that common ways of romanising one name share ('Sergei', 'Sergey').

    Vowels inside a word count in short names only; its last letter always counts, as it may
    distinguish 'Daniel' from 'Daniela'.
    """
    word = re.sub(r"([aeiou])h$", r"\1", word.replace(" ", ""))
    for old, new in (("kh", "h"), ("gh", "g"), ("dh", "d"), ("ph", "f"), ("ck", "k"), ("w", "v")):
        word = word.replace(old, new)
    word = re.sub(r"c(?!h)|q", "k", word).replace("y", "i")
    word = re.sub(r"(.)\1+", r"\1", word)
    if len(word) < MIN_LENGTH:
        return word
    first = {"u": "o", "e": "i"}.get(word[0], word[0])
    return first + re.sub(r"[aeiou]+", "a", word[1:-1]) + word[-1]


def _compare_single_word(first: PersonName, second: PersonName) -> NameRelation:
    """Compare names of which at least one is a single word."""
    short, long = (second, first) if first.is_full else (first, second)
    if not long.is_full:
        is_same = short.key == long.key or short.surname == long.surname
        return NameRelation.SAME if is_same else NameRelation.NONE
    if short.suffix and short.suffix != long.suffix:
        return NameRelation.NONE  # 'Trump Jr.' is not Donald Trump
    if short.surname in long.surnames or short.key in long.surnames:
        return NameRelation.GIVEN_NAME if short.is_regnal else NameRelation.SURNAME
    given_name = long.given_names[0]
    if short.key == given_name or short.key in nicknames().get(given_name, ()):
        return NameRelation.GIVEN_NAME
    is_later_name = len(short.key) > 1 and short.key in long.given_names
    return NameRelation.GIVEN_NAME if is_later_name and _can_call(short) else NameRelation.NONE


def _can_call(later_name: PersonName) -> bool:
    """Return whether a person may be called by a later given name: 'Lula' of 'Luiz Lula da Silva'.

    A family name between two names is mostly a married woman's: 'Boon' may be any relative of
    'Ada Boon Lee'.
    """
    return is_given_name(later_name.key) or not is_common_family_name(later_name.key)


def _compare_full_names(first: PersonName, second: PersonName) -> NameRelation:
    """Compare two full names, suffixes aside."""
    if first.key == second.key:
        return NameRelation.SAME
    short, long = sorted((first.key, second.key), key=len)
    if long.endswith(" " + short):
        return NameRelation.VARIANT  # 'Peña Nieto', 'Enrique Peña Nieto'
    if _is_reversed(first, second) or _is_reversed(second, first):
        return NameRelation.SPELLING
    if not (first.alternative_surname or second.alternative_surname):  # most names
        return _compare_parts(first.given_names, first.surname, second.given_names, second.surname)
    relations = [_compare_parts(*a, *b) for a in _readings(first) for b in _readings(second)]
    return max(relations, key=_BY_STRENGTH.index)


def _readings(name: PersonName) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield given names and family name, in both orders where the order is uncertain."""
    yield name.given_names, name.surname
    if name.alternative_surname:
        yield (name.surname,), name.alternative_surname


def _is_reversed(name: PersonName, other: PersonName) -> bool:
    """Whether a name is another in reverse order: 'Abe Shinzo', 'Trump Donald'."""
    if len(name.key) != len(other.given_names[0]) + len(other.surname) + 1:
        return False
    return name.key.split()[::-1] == [other.given_names[0], other.surname]


def _compare_parts(
    given_names: tuple[str, ...],
    surname: str,
    other_given_names: tuple[str, ...],
    other_surname: str,
) -> NameRelation:
    """Compare two full names by given and family name."""
    by_surname = _compare_spelling(surname, other_surname)
    if not by_surname or not _is_same_middle(given_names[1:], other_given_names[1:]):
        return NameRelation.NONE
    if by_surname is NameRelation.SPELLING and _has_two_families(surname, other_surname):
        return NameRelation.NONE
    given_name, other_given_name = given_names[0], other_given_names[0]
    by_given_name = _compare_spelling(given_name, other_given_name) or _compare_short_forms(
        given_names, other_given_names
    )
    if not by_given_name:
        return NameRelation.NONE
    if by_surname is NameRelation.SAME:
        is_respelled = by_given_name is NameRelation.SPELLING
        return NameRelation.SPELLING if is_respelled else NameRelation.VARIANT
    # A family name that differs needs a given name that does not, or both romanised otherwise.
    is_romanised = spelling_key(surname) == spelling_key(other_surname) and (
        spelling_key(given_name) == spelling_key(other_given_name)
    )
    if by_given_name is NameRelation.SAME or is_romanised:
        return NameRelation.SPELLING
    return NameRelation.NONE


def _has_two_families(surname: str, other: str) -> bool:
    """Return whether two family names are of two families, not one name spelled in two ways.

    Many people are called McCain, and many McCann; 'Nielsen' and 'Neilsen' differ in vowels alone.
    """
    are_common = is_common_family_name(surname) and is_common_family_name(other)
    return are_common and _fold_vowels(surname) != _fold_vowels(other)


def _fold_vowels(word: str) -> str:
    """Return a word with one letter for two equal ones, and one vowel for all."""
    return re.sub(r"[aeiou]", "a", re.sub(r"(.)\1+", r"\1", word))


def _compare_short_forms(
    given_names: tuple[str, ...], other_given_names: tuple[str, ...]
) -> NameRelation:
    """Compare given names of which one may be a nickname or an initial of the other."""
    a, b = given_names[0], other_given_names[0]
    if b in nicknames().get(a, ()):
        return NameRelation.VARIANT
    if len(a) == 1 or len(b) == 1:
        if a[0] == b[0]:
            return NameRelation.VARIANT  # 'J. Sullivan', 'Jake Sullivan'
        initial, full = (
            (given_names, other_given_names) if len(a) == 1 else (other_given_names, given_names)
        )
        if len(initial) > 1 and len(initial[1]) > 1:  # 'F. Scott Fitzgerald', 'Scott Fitzgerald'
            return _compare_spelling(initial[1], full[0]) or _compare_short_forms(initial[1:], full)
    return NameRelation.NONE


def _is_same_middle(middle: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two lists of middle names can be one person's: one shorter, or by initials."""
    return all(
        a[0] == b[0] if 1 in (len(a), len(b)) else a == b
        for a, b in zip(middle, other, strict=False)
    )


def _compare_spelling(a: str, b: str) -> NameRelation:
    """Compare two given names or two family names by spelling."""
    if a == b or a.replace(" ", "") == b.replace(" ", ""):
        return NameRelation.SAME
    if min(len(a), len(b)) < MIN_LENGTH or (a in nicknames() and b in nicknames()):
        return NameRelation.NONE  # both well known: 'Maria' and 'Marie' are two names
    if spelling_key(a) == spelling_key(b):
        return NameRelation.SPELLING
    has_same_ends = a[0] == b[0] and a[-1] == b[-1]
    if has_same_ends and OSA.distance(a, b, score_cutoff=1) <= 1:
        return NameRelation.SPELLING
    return NameRelation.NONE
