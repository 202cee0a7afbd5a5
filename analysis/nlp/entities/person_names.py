"""Names of persons as strings: stripped of titles and taken apart into given and family name.

The functions are pure and cached, so that they can be called for every mention.
:mod:`analysis.nlp.entities.person_name_matching` compares two names. Family names come first in
names that are Korean, Chinese or Vietnamese by their first word and by the syllables after it.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from analysis.word_lists import read_rows

_POSSESSIVE = re.compile(r"(?<=\w)['’]s?$|(?<=s)['’]$", re.IGNORECASE)
_ASIDE = re.compile(r"\([^)]*\)|[\"“”][^\"“”]*[\"“”]|(?<!\w)[‘'][^‘’']+[’'](?!\w)")
#: Translation that drops square brackets: '[Hillary] Clinton'.
_WITHOUT_BRACKETS = str.maketrans("", "", "[]")
_PUNCTUATION = " .,;:-–—\"“”‘’'()[]*"
#: One romanised syllable, and a word of one or two of them.
_SYLLABLE = r"[bcdfghjklmnpqrstwxyz]{0,3}[aeiouy]{1,4}(?:ng|nh|[nmkglpbt])?"
_ONE_SYLLABLE = re.compile(rf"{_SYLLABLE}\Z")
_SYLLABLES = re.compile(rf"{_SYLLABLE}(?:{_SYLLABLE})?\Z")
#: Numbers of words a listed title may have, longest first ('prime minister', 'lt gen').
_TITLE_LENGTHS = (3, 2, 1)
#: Letters of a first word in capitals that is read as initials: 'JK Rowling'.
_INITIALS = 2
#: Maximum number of syllables after an East Asian family name; longer names are not East Asian.
_MAX_GIVEN_SYLLABLES = 3


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name taken apart, folded for comparison (no case, accents, dots, hyphens).

    Attributes:
        key: The whole name without title and suffix.
        given_names: Given and middle names in order; empty when the name is one word.
        surname: The family name without particles ('assad' of 'al-Assad').
        suffix: 'jr', 'sr', 'ii', 'iii' or 'iv', or empty.
        alternative_surname: The family name if the order is the other way round; empty when the
            order is certain.
        is_regnal: Whether the title shows that the one word is no family name ('Pope Francis').
    """

    key: str
    given_names: tuple[str, ...]
    surname: str
    suffix: str
    alternative_surname: str
    is_regnal: bool

    @property
    def is_full(self) -> bool:
        """Whether there is a given name beside the family name."""
        return bool(self.given_names)

    @property
    def surnames(self) -> tuple[str, ...]:
        """The possible family names: one, or two where the order is uncertain."""
        if self.alternative_surname:
            return self.surname, self.alternative_surname
        return (self.surname,)


@lru_cache(maxsize=1 << 15)
def strip_title(name: str) -> str:
    """Return a person's name as written, without title, article, possessive or aside.

    Only a title at the very front is removed: 'the late Mr. Kim' becomes 'late Mr. Kim'. The title
    of a pope or a king stays, since it is part of how they are named.
    """
    words = _split_words(name)
    title_length, _, is_regnal = _match_title(words)
    return " ".join(words if is_regnal else words[title_length:])


@lru_cache(maxsize=1 << 15)
def find_title_gender(name: str) -> str:
    """Return the gender ('m' or 'f') that the title before a name implies, otherwise ''."""
    return _match_title(_split_words(name))[1]


def find_excluded_gender(name: str) -> str:
    """Return the gender ('m' or 'f') that a full name rules out by its given name, otherwise ''.

    'Mary Holt' is no 'he'. A given name proves no gender: it only excludes one.
    """
    parsed = parse_name(name)
    if not parsed.is_full or parsed.alternative_surname:
        return ""
    gender = _genders_of_given_names().get(parsed.given_names[0], "")
    return {"m": "f", "f": "m"}.get(gender, "")


@lru_cache(maxsize=1 << 15)
def parse_name(name: str) -> PersonName:
    """Take a person's name apart. A name without letters has an empty key."""
    words = _split_words(name)
    title_length, _, is_regnal = _match_title(words)
    words = words[title_length:]
    suffix = ""
    if len(words) > 1 and (last := fold(words[-1])) in _suffixes():
        suffix, words = _suffixes()[last], words[:-1]
    folded = _fold_words(words)
    key = " ".join(folded)
    if len(folded) <= 1:
        return PersonName(key, (), strip_particles(key), suffix, "", is_regnal)
    if (alternative := _find_family_name_first(folded)) is not None:
        surname, *given_names = key.split()
        return PersonName(key, tuple(given_names), surname, suffix, alternative, is_regnal)
    split = len(folded) - 1
    while split > 1 and folded[split - 1] in particles():
        split -= 1
    surname = strip_particles(" ".join(folded[split:]))
    return PersonName(key, tuple(folded[:split]), surname, suffix, "", is_regnal)


@lru_cache(maxsize=1 << 15)
def fold(text: str) -> str:
    """Return text in lower case without accents, dots, apostrophes; hyphens become spaces."""
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in decomposed if not unicodedata.combining(c))
    plain = text.casefold()
    if plain.isascii() and plain.replace(" ", "").isalpha():
        return " ".join(plain.split())  # most names, without a search for other characters
    return " ".join(re.sub(r"[^\w]+", " ", re.sub(r"['’ʼ`.]", "", plain)).split())


@cache
def nicknames() -> dict[str, frozenset[str]]:
    """Return, for each English given name and nickname, the names it can be short or long for."""
    pairs: dict[str, set[str]] = {}
    rows = [*read_rows("nlp", "nicknames.csv"), *read_rows("nlp", "nicknames_extra.csv")]
    excluded = {(row["name"], row["nickname"]) for row in rows if row.get("left_out")}
    for row in rows:
        if (row["name"], row["nickname"]) in excluded:
            continue
        pairs.setdefault(row["name"], set()).add(row["nickname"])
        pairs.setdefault(row["nickname"], set()).add(row["name"])
    return {name: frozenset(others) for name, others in pairs.items()}


def _split_words(name: str) -> list[str]:
    """Return a name's words without article, possessive, asides and stray punctuation."""
    name = " ".join(name.translate(_WITHOUT_BRACKETS).split())
    without_aside = " ".join(_ASIDE.sub(" ", name).split())
    name = without_aside if " " in without_aside else name
    head, comma, tail = name.partition(",")
    if comma:  # 'Casey, Jr.' but not 'Casey, D-Pa.'
        name = f"{head} {tail}" if fold(tail) in _suffixes() else head
    words = _POSSESSIVE.sub("", name.strip(_PUNCTUATION)).split()
    return words[1:] if len(words) > 1 and words[0].lower() == "the" else words


def _match_title(words: list[str]) -> tuple[int, str, bool]:
    """Return the number of title words at the front, the gender they imply, and if it is regnal.

    At least one word is left for the name itself.
    """
    title_length, gender, is_regnal = 0, "", False
    while title_length < len(words) - 1:
        for length in _TITLE_LENGTHS:
            end = title_length + length
            if end >= len(words):
                continue
            title = _titles().get(fold(" ".join(words[title_length:end])))
            # A title is written with a capital: 'miss', 'chief' in lower case are common words.
            if title is not None and words[title_length][0].isupper():
                title_length, gender, is_regnal = end, title[0] or gender, title[1]
                break
        else:
            break
    return title_length, gender, is_regnal


def _fold_words(words: list[str]) -> list[str]:
    """Fold the words of a name; initials written together become words of their own."""
    if len(words) > 1 and len(words[0]) == _INITIALS and not any(c.islower() for c in words[0]):
        words = [*words[0], *words[1:]]  # 'JK Rowling'
    folded = (fold(part) for word in words for part in re.split(r"(?<=\w)\.(?=\w)", word))
    return [word for word in folded if word]


def _find_family_name_first(folded: list[str]) -> str | None:
    """Return None when the family name comes last, otherwise the alternative family name.

    'kim', 'jong un' and 'xi', 'jinping' are certain (''); 'kim', 'dean' may be either ('dean').
    """
    is_given_name_too = _family_names().get(folded[0])
    rest = [part for word in folded[1:] for part in word.split()]
    if is_given_name_too is None or len(rest) > _MAX_GIVEN_SYLLABLES:
        return None
    if len(rest) > 1:
        return "" if all(_ONE_SYLLABLE.match(part) for part in rest) else None
    if not _SYLLABLES.match(rest[0]) or (is_given_name_too and rest[0] in nicknames()):
        return None
    return rest[0] if is_given_name_too else ""


def strip_particles(surname: str) -> str:
    """Return a family name without the particles before it."""
    words = surname.split()
    while len(words) > 1 and words[0] in particles():
        words = words[1:]
    return " ".join(words)


@cache
def _titles() -> dict[str, tuple[str, bool]]:
    """Return the gender each title implies ('' for none), and whether it is regnal."""
    return {
        fold(row["title"]): (row["gender"], row["regnal"] == "1")
        for row in read_rows("nlp", "titles.csv")
    }


@cache
def _genders_of_given_names() -> dict[str, str]:
    """Return the gender of nearly all bearers of each given name that has one."""
    both = {row["name"] for row in read_rows("nlp", "given_names_extra.csv")}
    rows = read_rows("nlp", "given_names.csv")
    return {row["name"]: row["gender"] for row in rows if row["name"] not in both}


@lru_cache(maxsize=1 << 15)
def is_common_given_name(word: str) -> bool:
    """Return whether a word is a given name that many people have, or a short form of one."""
    return fold(word) in _genders_of_given_names() or fold(word) in nicknames()


def is_listed_full_name(given_name: str, family_name: str) -> bool:
    """Return whether two words are a given name, however rare, and a family name that many bear."""
    return is_given_name(given_name) and is_common_family_name(family_name)


def is_given_name(word: str) -> bool:
    """Return whether a word is a given name, however rare."""
    return is_common_given_name(word) or fold(word) in _other_given_names()


def is_common_family_name(word: str) -> bool:
    """Return whether a word is a family name that many people bear."""
    return fold(word) in _common_family_names()


@cache
def particles() -> frozenset[str]:
    """Return the particles of family names, folded: 'von', 'al'."""
    return frozenset(
        row["word"] for row in read_rows("nlp", "name_words.csv") if row["as"] == "particle"
    )


@cache
def _suffixes() -> dict[str, str]:
    """Return the suffixes of names, by each way to write them ('junior', 'jr')."""
    return {
        row["word"]: row["as"]
        for row in read_rows("nlp", "name_words.csv")
        if row["as"] != "particle"
    }


@cache
def _common_family_names() -> frozenset[str]:
    return frozenset(fold(row["name"]) for row in read_rows("nlp", "family_names.csv.gz"))


@cache
def _other_given_names() -> frozenset[str]:
    """Return the given names that are rare or borne by men and women."""
    return frozenset(row["name"] for row in read_rows("nlp", "other_given_names.csv.gz"))


@cache
def _family_names() -> dict[str, bool]:
    """Return the family names that come first, and whether each is an English given name too."""
    return {
        fold(row["surname"]): row["given"] == "1"
        for row in read_rows("nlp", "family_names_first.csv")
    }
