"""The project's word lists: reporting verbs, nouns that describe, and small sets of words."""

from enum import Flag, auto
from functools import cache, reduce
from operator import or_
from typing import Literal, NamedTuple, cast

from analysis.word_lists import read_rows


class VerbFrame(Flag):
    """The constructions in which a reporting verb introduces what somebody says."""

    #: A quote in quotation marks, whole or a fragment: 'she called it "ugly"'.
    QUOTE = auto()
    #: A quote in quotation marks only if it is a sentence of its own: '"Go," she smiled'.
    STANDALONE_QUOTE = auto()
    #: A finite clause: 'she said that …'.
    CLAUSE = auto()
    #: A clause only if it is a question: 'she wondered whether …'.
    QUESTION = auto()
    #: "to" and a verb: 'she asked him to …'.
    INFINITIVE = auto()
    #: A noun phrase that contains a clause: 'she rejected allegations that …'.
    NOUN_WITH_CLAUSE = auto()
    #: The object names the addressee and is no part of what is said: 'she told reporters that …'.
    ADDRESSEE_OBJECT = auto()

    def has_any(self, frames: "VerbFrame") -> bool:
        """Return whether one of ``frames`` is among these."""
        # Called for every reporting verb; unlike ``&`` it builds no flag.
        return bool(self.value & frames.value)


NO_FRAMES = VerbFrame(0)
#: The letters of the column ``frames`` in ``data/cues.csv``, in alphabetical order.
_LETTERS = {
    "a": VerbFrame.ADDRESSEE_OBJECT,
    "c": VerbFrame.CLAUSE,
    "d": VerbFrame.STANDALONE_QUOTE,
    "i": VerbFrame.INFINITIVE,
    "n": VerbFrame.NOUN_WITH_CLAUSE,
    "q": VerbFrame.QUOTE,
    "w": VerbFrame.QUESTION,
}


NounKind = Literal["person", "organisation", "country", "place"]


class Noun(NamedTuple):
    """What a noun describes.

    Attributes:
        kind: person, organisation, country or place.
        gender: m or f where the noun implies it, otherwise empty.
        named: Words that the names of such organisations contain: 'airways' for an airline.
    """

    kind: NounKind
    gender: str
    named: frozenset[str]


@cache
def verb_frames() -> dict[str, VerbFrame]:
    """Return the frames of each reporting verb, by lemma."""
    return {row["lemma"]: _decode_frames(row["frames"]) for row in read_rows("nlp", "cues.csv")}


def frame_letters(frames: VerbFrame) -> str:
    """Return frames as letters in alphabetical order; the learned features are named after them."""
    return "".join(letter for letter, frame in _LETTERS.items() if frame in frames)


@cache
def nouns() -> dict[str, Noun]:
    """Return the nouns that describe a person, an organisation, a country or a place, by lemma."""
    return {
        row["noun"]: Noun(
            cast("NounKind", row["kind"]),
            row["gender"],
            frozenset((row["noun"], *row["named"].split())),
        )
        for row in read_rows("nlp", "nouns.csv")
    }


@cache
def group_nouns() -> frozenset[str]:
    """Return the nouns for groups without a name, besides those for persons: 'ally', 'police'."""
    return frozenset(row["noun"] for row in read_rows("nlp", "groups.csv"))


@cache
def words(kind: str) -> frozenset[str]:
    """Return the words of one kind in ``data/words.csv``.

    Raises:
        KeyError: The file lists no words of this kind.
    """
    return _words_by_kind()[kind]


@cache
def _words_by_kind() -> dict[str, frozenset[str]]:
    words_by_kind: dict[str, set[str]] = {}
    for row in read_rows("nlp", "words.csv"):
        words_by_kind.setdefault(row["as"], set()).add(row["word"])
    return {kind: frozenset(members) for kind, members in words_by_kind.items()}


def _decode_frames(letters: str) -> VerbFrame:
    return reduce(or_, (_LETTERS[letter] for letter in letters), NO_FRAMES)
