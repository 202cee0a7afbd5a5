"""The word lists of reading: phrases of page boilerplate, and the names of news agencies."""

from collections import defaultdict
from functools import cache
from typing import NamedTuple

from analysis.ingest.segmentation.lines import Line
from analysis.word_lists import read_rows


@cache
def agencies() -> frozenset[str]:
    """Return the names of news and photo agencies, in capitals."""
    return frozenset(row["name"] for row in read_rows("ingest", "agencies.csv"))


@cache
def names_of(list_name: str) -> frozenset[str]:
    """Return the words of the list ``list_name`` of ``data/words.tsv``."""
    rows = read_rows("ingest", "words.tsv")
    return frozenset(row["word"] for row in rows if row["list"] == list_name)


def phrase_kind(line: Line) -> str:
    """Return the kind of block a phrase on the line tells; empty when there is none.

    ``data/phrases.tsv`` says how phrases are matched. A sentence with words in quotation marks
    is never told by a phrase: whoever is quoted may say "sign up for health care".
    """
    if line.ended and any(mark in line.text for mark in '"“”'):
        return ""
    phrases, folded = _phrases(), line.folded
    if kind := phrases.whole.get(core(folded)):
        return kind
    last = line.text[-60:].casefold()
    for phrase in phrases.within:
        if phrase.allows(line) and (phrase.text in folded or phrase.text in last):
            return phrase.kind
    bare = folded.lstrip(" •·-–—*►▪|»>#([")
    for phrase in phrases.start.get(bare[:3], ()):
        if phrase.allows(line) and bare.startswith(phrase.text):
            rest = bare[len(phrase.text) :]
            parted = not (rest[:1].isalpha() and phrase.text[-1].isalpha())
            if parted and phrase.also in rest:
                return phrase.kind
    bare = folded.rstrip(" .!»>…:")
    for phrase in phrases.end.get(bare[-3:], ()):
        if phrase.allows(line) and not line.ended and bare.endswith(phrase.text):
            before = bare[: -len(phrase.text)]
            if not before[-1:].isalnum():
                return phrase.kind
    return ""


def core(text: str) -> str:
    """Return the text from its first to its last letter."""
    if text[:1].isalpha() and text[-1:].isalpha():
        return text
    first = next((place for place, char in enumerate(text) if char.isalpha()), len(text))
    last = next((place for place in range(len(text), first, -1) if text[place - 1].isalpha()), 0)
    return text[first:last]


def is_names(text: str) -> bool:
    """Tell whether the words are capitalised as those of names are, joining words aside."""
    tokens = [token for token in text[:200].split() if core(token)]
    loose = names_of("joining")
    firm = [token for token in tokens if core(token).casefold() not in loose]
    return bool(firm) and all(is_capital(token) for token in firm)


def is_capital(token: str) -> bool:
    """Tell whether a word does not begin in lower case ("iPhone" and "al-Assad" count too)."""
    word = core(token)
    return not word[:1].islower() or not word.islower()


class _Phrase(NamedTuple):
    kind: str
    words: int
    text: str
    also: str

    def allows(self, line: Line) -> bool:
        return line.words <= self.words


class _Phrases(NamedTuple):
    whole: dict[str, str]
    start: dict[str, list[_Phrase]]
    end: dict[str, list[_Phrase]]
    within: list[_Phrase]


@cache
def _phrases() -> _Phrases:
    found = _Phrases({}, defaultdict(list), defaultdict(list), [])
    for row in read_rows("ingest", "phrases.tsv"):
        kind, match, words, phrase = row["kind"], row["match"], row["words"], row["phrase"]
        text, _, also = phrase.partition(" … ")
        rule = _Phrase(kind, int(words), text, also)
        if match == "whole":
            found.whole[text] = kind
        elif match == "start":
            found.start[text[:3]].append(rule)
        elif match == "end":
            found.end[text[-3:]].append(rule)
        else:
            found.within.append(rule)
    return found
