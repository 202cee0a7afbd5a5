"""The word lists of segmentation: phrases of boilerplate, names of news agencies, and words."""

from collections import defaultdict
from functools import cache
from typing import Literal, NamedTuple, cast

from analysis.ingest.segmentation.lines import Line, LineKind
from analysis.word_lists import read_rows

#: The lists of ``data/words.tsv``, whose first lines explain them.
WordList = Literal["joining", "photo", "label", "dated", "links"]
#: Letters of a phrase by which it is looked up.
_KEY_LETTERS = 3
#: Characters at the end of a line in which phrases inside lines are also searched.
_END_WINDOW = 60
#: Characters at the start of a text in which capitals are checked.
_NAME_WINDOW = 200
_LEADING_MARKS = " •·-–—*►▪|»>#(["
_TRAILING_MARKS = " .!»>…:"


@cache
def agencies() -> frozenset[str]:
    """Return the names of news and photo agencies, in capitals."""
    return frozenset(row["name"] for row in read_rows("ingest", "agencies.csv"))


@cache
def words_in_list(word_list: WordList) -> frozenset[str]:
    """Return the words of a list."""
    rows = read_rows("ingest", "words.tsv")
    return frozenset(row["word"] for row in rows if row["list"] == word_list)


def phrase_kind(line: Line) -> LineKind:
    """Return the kind of block that a phrase on the line reveals; empty if there is none.

    ``data/phrases.tsv`` explains how phrases are matched. A sentence with words in quotation marks
    is never recognised by a phrase: a speaker may say "sign up for health care". The label of a
    button in capitals is no speaker's word.
    """
    if kind := _kind_of_capitals(line):
        return kind
    if line.is_sentence_end and any(mark in line.text for mark in '"“”'):
        return ""
    phrases = _phrases()
    if whole_kind := phrases.whole.get(trim_to_letters(line.folded)):
        return whole_kind
    return _kind_of_inner_phrase(line) or _kind_of_opening(line) or _kind_of_ending(line)


def _kind_of_inner_phrase(line: Line) -> LineKind:
    end = line.text[-_END_WINDOW:].casefold()
    for phrase in _phrases().within:
        if phrase.is_allowed_in(line) and (phrase.text in line.folded or phrase.text in end):
            return phrase.kind
    return ""


def _kind_of_capitals(line: Line) -> LineKind:
    for phrase in _phrases().capitals:
        rest = line.text.removeprefix(f"{phrase.text.upper()} ")
        if phrase.is_allowed_in(line) and rest != line.text and not rest.isupper():
            return phrase.kind
    return ""


def _kind_of_opening(line: Line) -> LineKind:
    text = line.folded.lstrip(_LEADING_MARKS)
    for phrase in _phrases().start.get(text[:_KEY_LETTERS], ()):
        if phrase.is_allowed_in(line) and text.startswith(phrase.text):
            rest = text[len(phrase.text) :]
            is_whole_word = not (rest[:1].isalpha() and phrase.text[-1].isalpha())
            if is_whole_word and phrase.later_text in rest:
                return phrase.kind
    return ""


def _kind_of_ending(line: Line) -> LineKind:
    text = line.folded.rstrip(_TRAILING_MARKS)
    for phrase in _phrases().end.get(text[-_KEY_LETTERS:], ()):
        if phrase.is_allowed_in(line) and not line.is_sentence_end and text.endswith(phrase.text):
            before = text[: -len(phrase.text)]
            if not before[-1:].isalnum():
                return phrase.kind
    return ""


def trim_to_letters(text: str) -> str:
    """Return the text from its first to its last letter."""
    if text[:1].isalpha() and text[-1:].isalpha():
        return text
    first = next((index for index, char in enumerate(text) if char.isalpha()), len(text))
    last = next((end for end in range(len(text), first, -1) if text[end - 1].isalpha()), 0)
    return text[first:last]


def has_name_capitals(text: str) -> bool:
    """Return whether the words are capitalised as in names, apart from joining words."""
    words = [word for token in text[:_NAME_WINDOW].split() if (word := trim_to_letters(token))]
    joining_words = words_in_list("joining")
    name_words = [word for word in words if word.casefold() not in joining_words]
    return bool(name_words) and all(is_capitalized(word) for word in name_words)


def is_capitalized(token: str) -> bool:
    """Return whether a word does not start in lower case; "iPhone" and "al-Assad" count too."""
    word = trim_to_letters(token)
    return not word[:1].islower() or not word.islower()


class _Phrase(NamedTuple):
    """A phrase: the kind that it reveals, and how many words its line may have.

    ``later_text`` must come later in the line.
    """

    kind: LineKind
    most_words: int
    text: str
    later_text: str

    def is_allowed_in(self, line: Line) -> bool:
        return line.word_count <= self.most_words


class _Phrases(NamedTuple):
    """The phrases by how they are matched; ``start`` and ``end`` by their first or last letters."""

    whole: dict[str, LineKind]
    start: dict[str, list[_Phrase]]
    end: dict[str, list[_Phrase]]
    within: list[_Phrase]
    capitals: list[_Phrase]


@cache
def _phrases() -> _Phrases:
    phrases = _Phrases({}, defaultdict(list), defaultdict(list), [], [])
    for row in read_rows("ingest", "phrases.tsv"):
        kind = cast("LineKind", row["kind"])
        text, _, later_text = row["phrase"].partition(" … ")
        phrase = _Phrase(kind, int(row["words"]), text, later_text)
        match row["match"]:
            case "whole":
                phrases.whole[text] = kind
            case "start":
                phrases.start[text[:_KEY_LETTERS]].append(phrase)
            case "end":
                phrases.end[text[-_KEY_LETTERS:]].append(phrase)
            case "capitals":
                phrases.capitals.append(phrase)
            case _:
                phrases.within.append(phrase)
    return phrases
