"""Names of persons as strings: what to leave off, how to compare them.

The functions are pure and cached, so they can be asked once a mention. :func:`relation` tells how
two names can be of one person:

===========  =====================================================================================
same         equal but for case, accents, hyphens and dots ('Kim Jong-un', 'Kim Jong Un')
variant      middle names, initials, nicknames, particles ('Joe Biden', 'Joseph R. Biden')
spelling     given or family name spelled differently ('Adrienne', 'Adriene Watson'), or order
surname      one gives the family name alone ('Sullivan', 'Jake Sullivan')
given        one gives the given name alone ('Hillary', 'Hillary Clinton')
namesake     a formal name with 'Jr.' and a shorter one without ('Joseph R. Biden Jr.', 'Joe Biden')
===========  =====================================================================================

Two different given names, middle initials that differ ('George W. Bush', 'George H. W. Bush') or
a 'Jr.' on one ('Donald Trump', 'Donald Trump Jr.') make two persons. Family names come first in
names that are Korean, Chinese or Vietnamese by their first word and by the syllables after it.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from rapidfuzz.distance import OSA

from analysis.word_lists import read_rows

Relation = Literal["same", "variant", "spelling", "surname", "given", "namesake", ""]

_POSSESSIVE = re.compile(r"(?<=\w)['’]s?$|(?<=s)['’]$", re.IGNORECASE)
_ASIDE = re.compile(r"\([^)]*\)|[\"“”][^\"“”]*[\"“”]|(?<!\w)[‘'][^‘’']+[’'](?!\w)")
#: One romanised syllable, and a word of one or two of them.
_SYLLABLE = r"[bcdfghjklmnpqrstwxyz]{0,3}[aeiouy]{1,4}(?:ng|nh|[nmkglpbt])?"
_ONE_SYLLABLE = re.compile(rf"{_SYLLABLE}\Z")
_SYLLABLES = re.compile(rf"{_SYLLABLE}(?:{_SYLLABLE})?\Z")
#: Names shorter than this are not compared by spelling: too many differ by one letter.
_SHORTEST = 5


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name taken apart, folded for comparison (no case, accents, dots, hyphens).

    Attributes:
        key: The whole name without title and suffix.
        given: Given and middle names in order; empty when the name is one word.
        surname: The family name without particles ('assad' of 'al-Assad').
        suffix: 'jr', 'sr', 'ii', 'iii' or 'iv', or empty.
        other: The family name if the order is the other way round; empty when it is certain.
        regnal: Whether the title says that the one word is no family name ('Pope Francis').
    """

    key: str
    given: tuple[str, ...]
    surname: str
    suffix: str
    other: str
    regnal: bool

    @property
    def full(self) -> bool:
        """Whether there is a given name beside the family name."""
        return bool(self.given)

    @property
    def surnames(self) -> tuple[str, ...]:
        """The family names it may have: one, or two where the order is uncertain."""
        return (self.surname, self.other) if self.other else (self.surname,)


def bare(name: str) -> str:
    """Return a person's name as written, without title, article, possessive or aside.

    'the late Mr. Kim' keeps 'late Mr. Kim': only what stands in front is taken off. The title of a
    pope or king stays, since it is how they are named.
    """
    words = _words(name)
    taken, _, regnal = _title(words)
    return " ".join(words if regnal else words[taken:])


def title_gender(name: str) -> str:
    """Return 'm' or 'f' where the title in front of a name tells, otherwise an empty string."""
    return _title(_words(name))[1]


@lru_cache(maxsize=1 << 17)
def parse(name: str) -> PersonName:
    """Take a person's name apart. A name without letters has an empty key."""
    words = _words(name)
    taken, _, regnal = _title(words)
    words = words[taken:]
    suffix = ""
    if len(words) > 1 and (last := fold(words[-1])) in _suffixes():
        suffix, words = _suffixes()[last], words[:-1]
    if len(words) > 1 and not any(c.islower() for c in words[0]) and len(words[0]) == 2:
        words = [*words[0], *words[1:]]  # 'JK Rowling'
    folded = [fold(part) for word in words for part in re.split(r"(?<=\w)\.(?=\w)", word)]
    folded = [word for word in folded if word]
    key = " ".join(folded)
    if len(folded) < 2:
        return PersonName(key, (), _core(key), suffix, "", regnal)
    if (order := _family_first(folded)) is not None:
        parts = key.split()
        return PersonName(key, tuple(parts[1:]), parts[0], suffix, order, regnal)
    at = len(folded) - 1
    while at > 1 and folded[at - 1] in _particles():
        at -= 1
    given = tuple(word for word in folded[:at])
    return PersonName(key, given, _core(" ".join(folded[at:])), suffix, "", regnal)


def compatible(a: str, b: str) -> bool:
    """Whether two names can be of one person; a given name or a lone 'Jr.' tells too little."""
    return relation(a, b) not in ("", "given", "namesake")


def relation(a: str, b: str) -> Relation:
    """Return how two names can be of one person (see the module); empty when they cannot."""
    first, second = parse(a), parse(b)
    if not first.key or not second.key:
        return ""
    if not first.full or not second.full:
        return _one_word(first, second)
    found = _both_full(first, second)
    if first.suffix == second.suffix:
        return found
    # 'Jr.' and 'III' are two persons, and so are 'Donald Trump' and 'Donald Trump Jr.'; but who is
    # 'Joseph R. Biden Jr.' in full may be 'Joe Biden' elsewhere.
    elder, younger = (second, first) if first.suffix else (first, second)
    formal = not elder.suffix and len(younger.given) > len(elder.given)
    return "namesake" if found and formal else ""


def spelling_key(word: str) -> str:
    """Return a key that common ways of romanising one name share ('Sergei', 'Sergey').

    Vowels inside a word are only told apart in short names; its last letter always is, as it may
    tell 'Daniel' from 'Daniela'.
    """
    word = re.sub(r"([aeiou])h$", r"\1", word.replace(" ", ""))
    for old, new in (("kh", "h"), ("gh", "g"), ("dh", "d"), ("ph", "f"), ("ck", "k"), ("w", "v")):
        word = word.replace(old, new)
    word = re.sub(r"c(?!h)|q", "k", word).replace("y", "i")
    word = re.sub(r"(.)\1+", r"\1", word)
    if len(word) < _SHORTEST:
        return word
    first = {"u": "o", "e": "i"}.get(word[0], word[0])
    return first + re.sub(r"[aeiou]+", "a", word[1:-1]) + word[-1]


@lru_cache(maxsize=1 << 17)
def fold(text: str) -> str:
    """Return text in lower case without accents, dots, apostrophes; hyphens become spaces."""
    plain = unicodedata.normalize("NFKD", text)
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    return " ".join(re.sub(r"[^\w]+", " ", re.sub(r"['’ʼ`.]", "", plain)).split())


def _words(name: str) -> list[str]:
    """Return a name's words without article, possessive, asides and stray punctuation."""
    name = " ".join(name.translate({91: None, 93: None}).split())  # '[Hillary] Clinton'
    shorter = " ".join(_ASIDE.sub(" ", name).split())
    name = shorter if " " in shorter else name
    head, comma, tail = name.partition(",")
    if comma:  # 'Casey, Jr.' but not 'Casey, D-Pa.'
        name = f"{head} {tail}" if fold(tail) in _suffixes() else head
    name = _POSSESSIVE.sub("", name.strip(" .,;:-–—\"“”‘’'()[]*"))
    words = name.split()
    return words[1:] if len(words) > 1 and words[0].lower() == "the" else words


def _title(words: list[str]) -> tuple[int, str, bool]:
    """Return how many words at the front are titles, the gender they tell, whether regnal."""
    taken, gender, regnal = 0, "", False
    while taken < len(words) - 1:
        for length in (3, 2, 1):
            if taken + length >= len(words):
                continue
            found = _titles().get(fold(" ".join(words[taken : taken + length])))
            # A title is written with a capital: 'miss', 'chief' in lower case are words.
            if found is not None and words[taken][0].isupper():
                taken, gender, regnal = taken + length, found[0] or gender, found[1]
                break
        else:
            break
    return taken, gender, regnal


@cache
def _titles() -> dict[str, tuple[str, bool]]:
    return {
        fold(row["title"]): (row["gender"], row["regnal"] == "1")
        for row in read_rows("nlp", "titles.csv")
    }


@cache
def _particles() -> frozenset[str]:
    return frozenset(
        row["word"] for row in read_rows("nlp", "name_words.csv") if row["as"] == "particle"
    )


@cache
def _suffixes() -> dict[str, str]:
    return {
        row["word"]: row["as"]
        for row in read_rows("nlp", "name_words.csv")
        if row["as"] != "particle"
    }


@cache
def _family_names() -> dict[str, bool]:
    """Return family names that come first, and whether each is an English given name too."""
    return {
        fold(row["surname"]): row["given"] == "1"
        for row in read_rows("nlp", "family_names_first.csv")
    }


@cache
def _nicknames() -> dict[str, frozenset[str]]:
    """Return each English given name and nickname with the ones it may be short or long for."""
    pairs: dict[str, set[str]] = {}
    listed = [*read_rows("nlp", "nicknames.csv"), *read_rows("nlp", "nicknames_extra.csv")]
    left_out = {(row["name"], row["nickname"]) for row in listed if row.get("left_out")}
    for row in listed:
        if (row["name"], row["nickname"]) in left_out:
            continue
        pairs.setdefault(row["name"], set()).add(row["nickname"])
        pairs.setdefault(row["nickname"], set()).add(row["name"])
    return {name: frozenset(others) for name, others in pairs.items()}


def _family_first(folded: list[str]) -> str | None:
    """Return None when the family name comes last, else the other family name it may have.

    'kim', 'jong un' and 'xi', 'jinping' are certain (''); 'kim', 'dean' may be either ('dean').
    """
    also_given = _family_names().get(folded[0])
    rest = [part for word in folded[1:] for part in word.split()]
    if also_given is None or len(rest) > 3:
        return None
    if len(rest) > 1:
        return "" if all(_ONE_SYLLABLE.match(part) for part in rest) else None
    if not _SYLLABLES.match(rest[0]) or (also_given and rest[0] in _nicknames()):
        return None
    return rest[0] if also_given else ""


def _core(surname: str) -> str:
    """Return a family name without the particles before it."""
    words = surname.split()
    while len(words) > 1 and words[0] in _particles():
        words = words[1:]
    return " ".join(words)


def _readings(name: PersonName) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield given names and family name, in both orders where the order is uncertain."""
    yield name.given, name.surname
    if name.other:
        yield (name.surname,), name.other


def _one_word(first: PersonName, second: PersonName) -> Relation:
    """Compare names of which at least one is a single word."""
    short, long = (second, first) if first.full else (first, second)
    if not long.full:
        return "same" if short.key == long.key or short.surname == long.surname else ""
    if short.suffix and short.suffix != long.suffix:
        return ""  # 'Trump Jr.' is not Donald Trump
    if short.surname in long.surnames or short.key in long.surnames:
        return "given" if short.regnal else "surname"
    if short.key == long.given[0] or short.key in _nicknames().get(long.given[0], ()):
        return "given"
    return ""


def _both_full(first: PersonName, second: PersonName) -> Relation:
    """Compare two full names, suffixes aside."""
    if first.key == second.key:
        return "same"
    short, long = sorted((first.key, second.key), key=len)
    if long.endswith(" " + short):
        return "variant"  # 'Peña Nieto', 'Enrique Peña Nieto'
    if _is_turned(first, second) or _is_turned(second, first):
        return "spelling"
    found = [_parts(*x, *y) for x in _readings(first) for y in _readings(second)]
    return max(found, key=("", "spelling", "variant").index)


def _is_turned(one: PersonName, other: PersonName) -> bool:
    """'Abe Shinzo' is 'Shinzo Abe', and 'Trump Donald' is 'Donald J. Trump'."""
    return one.key.split()[::-1] == [other.given[0], other.surname]


def _parts(
    given: tuple[str, ...], surname: str, other_given: tuple[str, ...], other: str
) -> Relation:
    """Compare two full names by given and family name."""
    family = _part(surname, other)
    if not family or not _middles_agree(given[1:], other_given[1:]):
        return ""
    first = _part(given[0], other_given[0]) or _given(given, other_given)
    if not first:
        return ""
    if family == "same":
        return "spelling" if first == "spelling" else "variant"
    # A family name that differs needs a given name that does not, or both romanised otherwise.
    alike = spelling_key(surname) == spelling_key(other)
    alike = alike and spelling_key(given[0]) == spelling_key(other_given[0])
    return "spelling" if first == "same" or alike else ""


def _given(given: tuple[str, ...], other: tuple[str, ...]) -> Relation:
    """Compare given names that are spelled too differently to be one word."""
    a, b = given[0], other[0]
    if b in _nicknames().get(a, ()):
        return "variant"
    if len(a) == 1 or len(b) == 1:
        if a[0] == b[0]:
            return "variant"  # 'J. Sullivan', 'Jake Sullivan'
        initial, full = (given, other) if len(a) == 1 else (other, given)
        if len(initial) > 1 and len(initial[1]) > 1:  # 'F. Scott Fitzgerald', 'Scott Fitzgerald'
            return _part(initial[1], full[0]) or _given(initial[1:], full)
    return ""


def _middles_agree(middle: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two lists of middle names can be one person's: shorter, or by initials."""
    return all(
        a[0] == b[0] if 1 in (len(a), len(b)) else a == b
        for a, b in zip(middle, other, strict=False)
    )


def _part(a: str, b: str) -> Relation:
    """Compare two given or two family names by spelling."""
    if a == b or a.replace(" ", "") == b.replace(" ", ""):
        return "same"
    if min(len(a), len(b)) < _SHORTEST or (a in _nicknames() and b in _nicknames()):
        return ""  # both well known: 'Maria' and 'Marie' are two names
    if spelling_key(a) == spelling_key(b):
        return "spelling"
    alike = a[0] == b[0] and a[-1] == b[-1] and OSA.distance(a, b, score_cutoff=1) <= 1
    return "spelling" if alike else ""
