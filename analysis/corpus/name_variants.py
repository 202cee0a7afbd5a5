"""Whether a text may have a name in another form: spelled, divided or completed differently.

"Only one outlet names it" and "every outlet but one names it" are claims on all texts of a story.
A reader who finds "Zelensky" where "Zelenskiy" is said to be missing, or "the Tramlink" for "London
Tramlink", takes the claim for false, so such texts are treated as if they had the name.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from analysis.corpus.word_normalisation import compute_rarity, normalise_word
from analysis.entity_types import PERSON
from analysis.word_lists import read_rows

#: Minimum numbers of letters of a word that may be spelled with one, and with two letters otherwise
#: (Telsa, Zelenskiy). Shorter words that differ in a letter are other words: "Moss", "Most".
#: Judgement.
MIN_LETTERS_ONE_EDIT, MIN_LETTERS_TWO_EDITS = 5, 9
#: The same number of a person's family name alone: "Davis" is not "David". Judgement.
MIN_LETTERS_FAMILY_NAME = 7
#: Minimum number of letters of a name that is searched without its spaces ("FirstGroup")
#: (judgement).
MIN_JOINED = 6
#: Number of words within which all words of a name stand for it ("Oktoberfest in Munich")
#: (judgement).
WINDOW = 8
#: The same of a person: the whole name with a middle one, not two persons beside each other
#: (judgement).
PERSON_WINDOW = 3
#: Minimum rarity in news (nats) of a word that stands for the whole name: at most one article in
#: 150 has it, such as "Falcon"; "Berlin", "Harris" and "Road" are more common. Judgement.
RARE = 5.0
#: Number of names whose folded form is kept: more than a story has.
_CACHED_NAMES = 4096
_WORD = re.compile(r"\w+")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
#: A letter of an abbreviation: "U.S."
_INITIAL = re.compile(r"\b(\w)\.(?=\w\b|\W|$)")


@dataclass(frozen=True)
class CapitalisedWords:
    """The words of some texts that begin with a capital or a digit.

    Attributes:
        positions: Positions of each, in words of the texts, in order.
        joined: Each with its next word, without a space between them.
    """

    positions: dict[str, list[int]]
    joined: frozenset[str]

    def can_have(self, forms: Iterable[str], label: str) -> bool:
        """Return whether the texts may have a name.

        Args:
            forms: How it is written elsewhere.
            label: Its type. A rare word of a person's name does not stand for it: it may be the
                given name of somebody else.
        """
        return any(self._can_have(form, label) for form in forms)

    def _can_have(self, form: str, label: str) -> bool:
        words = _list_capitalised(form)
        joined = "".join(words)
        if len(joined) >= MIN_JOINED and (joined in self.positions or joined in self.joined):
            return True
        telling = [word for word in words if word not in load_stop_words()] or words
        if label == PERSON:
            return self._can_have_person(telling)
        return self._has_all_near(telling, WINDOW) or self._has_rare(telling)

    def _can_have_person(self, words: Sequence[str]) -> bool:
        """Return whether there is a similar family name, or all words of the name."""
        family = words[-1] if words else ""
        has_family = len(family) >= MIN_LETTERS_FAMILY_NAME and bool(self._find(family))
        return has_family or (len(words) > 1 and self._has_all_near(words, PERSON_WINDOW))

    def _has_all_near(self, words: Sequence[str], window: int) -> bool:
        places = [self._find(word) for word in words]
        return bool(places) and all(places) and _are_near(places, window)

    def _has_rare(self, words: Sequence[str]) -> bool:
        """Return whether there is a rare word of several, which stands for the name."""
        rarity = compute_rarity([normalise_word(word) for word in words])
        return any(
            weight >= RARE and len(word) >= MIN_LETTERS_ONE_EDIT and word in self.positions
            for word, weight in zip(words, rarity, strict=True)
        )

    def _find(self, word: str) -> list[int]:
        """Return the positions of a word, or of the words that differ from it in a letter or two.

        A number is never another number, nor a short word another word.
        """
        if exact := self.positions.get(word):
            return exact
        if len(word) < MIN_LETTERS_ONE_EDIT or not word.isalpha():
            return []
        edits = 1 if len(word) < MIN_LETTERS_TWO_EDITS else 2
        alike = process.extract(
            word, list(self.positions), scorer=OSA.distance, score_cutoff=edits, limit=None
        )
        return sorted(place for other, _, _ in alike for place in self.positions[other])


def read_capitalised_words(texts: Iterable[str]) -> CapitalisedWords:
    """Return the words of some texts that may be parts of names."""
    positions: dict[str, list[int]] = defaultdict(list)
    joined = set()
    place = 0
    for text in texts:
        words = fold_words(text)
        for number, (word, is_capitalised) in enumerate(words):
            if is_capitalised:
                positions[word].append(place + number)
                if number + 1 < len(words):
                    joined.add(word + words[number + 1][0])
        # Words of two texts are never near each other.
        place += len(words) + WINDOW
    return CapitalisedWords(dict(positions), frozenset(joined))


def fold_words(text: str) -> list[tuple[str, bool]]:
    """Return the words of a text without case and accents, and whether each is capitalised."""
    plain = _INITIAL.sub(r"\1", text)
    if not plain.isascii():
        plain = _NOT_ASCII.sub(_drop_accent, unicodedata.normalize("NFKD", plain))
    return [
        (word.casefold(), word[0].isupper() or word[0].isdigit()) for word in _WORD.findall(plain)
    ]


@lru_cache(maxsize=_CACHED_NAMES)
def _list_capitalised(name: str) -> tuple[str, ...]:
    """Return the capitalised words of a name, which is searched in the texts of many outlets."""
    return tuple(word for word, is_capitalised in fold_words(name) if is_capitalised)


def _drop_accent(match: re.Match[str]) -> str:
    return "" if unicodedata.combining(match[0]) else match[0]


def _are_near(places: Sequence[Sequence[int]], window: int) -> bool:
    """Return whether each word has a place within some words of one place of the first.

    Args:
        places: The positions of each word, none of them empty.
        window: The number of words.
    """
    return any(
        all(any(abs(place - first) < window for place in of_word) for of_word in places[1:])
        for first in places[0]
    )


@cache
def load_stop_words() -> frozenset[str]:
    """Return the words that say nothing of a subject, in lower case."""
    return frozenset(row["word"] for row in read_rows("corpus", "stop_words.csv"))
