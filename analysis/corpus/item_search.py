"""Whether a text has a name or a figure, by its letters and digits.

A comparison of outlets must not say that a text lacks what a reader finds in it, even where
annotation did not mark it: a name is searched as its words in any case, a number in digits or words
anywhere, a day by its month and number whatever the year, a sum whatever its currency.
"""

import calendar
import re
from collections.abc import Collection, Hashable, Iterable, Mapping
from functools import cache, cached_property, lru_cache
from typing import Any

from analysis.corpus.figure_values import NEAR_SHARE, is_close
from analysis.corpus.name_variants import (
    CapitalisedWords,
    fold_words,
    load_stop_words,
    read_capitalised_words,
)
from analysis.corpus.word_normalisation import normalise_word
from analysis.entity_types import PERSON
from analysis.nlp.numbers.numerals import parse_number
from analysis.word_lists import read_rows

#: Minimum length of the family name by which a person is searched (judgement: a shorter word is
#: often part of another name).
MIN_FAMILY_NAME = 4
#: Minimum number of letters of a word in capitals that is no abbreviation ("BREAKING"; judgement).
MIN_CAPITALS = 6
#: Number of names whose folded form is kept: more than a story has.
_CACHED_NAMES = 4096
#: Number of words up to which a name has no title before it (judgement: "Ana Roth").
_TITLED = 2
#: Minimum number of words of a name that is searched in other inflections, and number of letters of
#: each that the text must have (judgement: two words may be another's; a stem keeps its beginning).
_INFLECTED, _STEM = 3, 4
#: What may be between two words of a name: nothing, or a short word ("of the").
_BETWEEN = r"\W+(?:\w{1,3}\W+){0,2}?"
#: Types of names whose last word is often left out: "the Grand Bay".
_PLACES = ("LOC", "FAC")
#: Words before a common noun that stands for what was named before ("the group").
_DEFINITE = frozenset(["the", "this", "that", "its", "their", "our"])
#: Characters after which a sentence begins, and those that may be between.
_ENDS_OF_SENTENCE, _OPENING = ".!?:;…", " \t\n\r\"'“‘”’([•-–—*"
_WORD = re.compile(r"\w+")
#: The word before a place, and the number of characters within which it begins (judgement: longer
#: than any word of news, and short enough that each place is searched quickly).
_WORD_BEFORE, _REACH = re.compile(r"(\w[\w.'’-]*) \Z"), 60
_POSSESSIVE = re.compile(r"['’]s?\Z")
#: A letter of an abbreviation: "u.s."
_INITIALS = re.compile(r"\b(\w)\.(?=\w\b|\W|$)")
_DAY = re.compile(r"(?:\d{4}|-)-(\d\d)(?:-(\d\d))?\Z")
#: A number that is no year.
_QUANTITY = re.compile(r"(?!(?:19|20)\d\d\Z)\d+(?:\.\d+)?\Z")
_DIGITS = r"\d[\d,]*(?:\.\d+)?"


class TextIndex:
    """What some texts say, for searches.

    Args:
        texts: The texts, such as all articles of an outlet.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        """Keep the texts; each search reads them when it is first made."""
        self._texts = tuple(texts)
        self._text = "\n".join(self._texts)

    def has_name(self, forms: Iterable[str]) -> bool:
        """Return whether the texts have one of the forms of a name, in any case."""
        folded_forms = filter(None, map(_fold_name, forms))
        return any(_pad(folded) in self._folded for folded in folded_forms)

    def can_have_name(self, forms: Iterable[str], label: str) -> bool:
        """Return whether the texts have a name in one of its forms, or may have it in another.

        Args:
            forms: The forms in which texts mention it, whole.
            label: Its type.
        """
        written = set(forms)
        return (
            self.has_name(written)
            or self._capitalised.can_have(written, label)
            or (label != PERSON and any(map(self._has_inflected, written)))
        )

    def can_mean(self, word: str, name_words: Collection[str]) -> bool:
        """Return whether the texts may use the last word of a name for all of it: "the Council".

        As a part of another name ("Epoch Times" is not the New York Times), or in lower case
        without "the" ("another group"), it does not stand for the name.

        Args:
            word: The last word.
            name_words: The words of the name in all its forms, in lower case.
        """
        if word.lower() not in self._lowered:
            return False
        for match in re.finditer(rf"\b{re.escape(word)}\b", self._text, re.IGNORECASE):
            before = _WORD_BEFORE.search(self._text, max(match.start() - _REACH, 0), match.start())
            word_before = before[1] if before else ""
            if match[0][0].islower():
                if word_before.lower() in _DEFINITE:
                    return True
            elif not _is_other_name(word_before, name_words):
                return True
        return False

    def has_common_noun(self, name: str) -> bool:
        """Return whether the texts have the words of a name in lower case, as no name is."""
        return _pad(_join_words(name.lower())) in self._cased

    def has_figure(self, figure: Mapping[Hashable, Any]) -> bool:
        """Return whether the texts have the value of a figure, in digits or in words.

        A large number that is nearly the same counts too: it may be of the same thing, rounded.

        Args:
            figure: Columns kind and value, as in the table ``figures``.
        """
        value = str(figure["value"])
        if figure["kind"] == "date" and (day := _DAY.match(value)):
            return self._has_day(int(day[1]), int(day[2] or 0))
        if figure["kind"] == "time":
            return value.lstrip("0") in self._text or value in self._text
        if figure["kind"] == "date" or not _QUANTITY.match(value):
            return value in self._numbers
        return value in self._numbers or any(
            is_close(value, number, NEAR_SHARE) for number in self._quantities
        )

    def _has_inflected(self, name: str) -> bool:
        """Return whether the texts have the words of a name in its order, however inflected.

        "Rail Inspections branch" is the Rail Inspection Branch; words in lower case alone are not.
        """
        words = _list_content_words(name)
        beginnings = [word[:_STEM].lower() for word in words]
        if len(words) < _INFLECTED or not all(word in self._lowered for word in beginnings):
            return False
        stems = [normalise_word(word) for word in words]
        pattern = _BETWEEN.join(rf"{re.escape(word)}\w*" for word in beginnings)
        return any(
            match[0][0].isupper()
            and [normalise_word(word) for word in _list_content_words(match[0])] == stems
            for match in re.finditer(rf"\b{pattern}", self._text, re.IGNORECASE)
        )

    @cached_property
    def _folded(self) -> str:
        return _pad(_fold(self._text))

    @cached_property
    def _lowered(self) -> str:
        return self._text.lower()

    @cached_property
    def _capitalised(self) -> CapitalisedWords:
        return read_capitalised_words(self._texts)

    @cached_property
    def _cased(self) -> str:
        return _pad(_join_words(self._text))

    @cached_property
    def _numbers(self) -> frozenset[str]:
        numbers = set()
        for match in _find_numbers().finditer(self._text.lower()):
            numbers.add(parse_number(match.group()))
            numbers.add(parse_number(match.group().split()[0]))
        return frozenset(numbers)

    @cached_property
    def _quantities(self) -> tuple[str, ...]:
        return tuple(number for number in self._numbers if _QUANTITY.match(number))

    def _has_day(self, month: int, day: int) -> bool:
        name = calendar.month_abbr[month].lower()
        if not day:
            pattern = rf"\b(?:{calendar.month_name[month].lower()}|{name})\b"
            return re.search(pattern, self._text.lower()) is not None
        number = rf"0?{day}(?:st|nd|rd|th)?"
        pattern = rf"\b{name}[a-z]*\.?\s+{number}\b|\b{number}(?:\s+of)?\s+{name}"
        pattern += rf"|\b\d{{4}}[-/.]0?{month}[-/.]0?{day}\b"
        pattern += rf"|\b(?:0?{day}[/.]0?{month}|0?{month}/0?{day})[/.]\d\d"
        return re.search(pattern, self._text.lower()) is not None


def find_last_words(forms: Iterable[str], label: str) -> frozenset[str]:
    """Return the forms of a name that are the last word of another: "Times" of "New York Times".

    Of a person there is none: a family name stands for the person.
    """
    if label == PERSON:
        return frozenset()
    stop_words = load_stop_words()
    words = {
        form: [word for word in form.split() if word.lower() not in stop_words] for form in forms
    }
    last_words = {of_form[-1] for of_form in words.values() if len(of_form) > 1}
    return frozenset(form for form in words if form in last_words)


def is_item(forms: Iterable[str]) -> bool:
    """Return whether a name is one by its letters: not in lower case, nor words in capitals.

    Args:
        forms: The forms in which texts mention it.
    """
    return any(form[:1].isupper() and not _is_in_capitals(form) for form in forms)


def is_sentence_start(text: str, start: int) -> bool:
    """Return whether a sentence begins at a place of a text, where a capital means nothing.

    Args:
        text: The text.
        start: The place.
    """
    before = text[:start].rstrip(_OPENING)
    return not before or before[-1] in _ENDS_OF_SENTENCE or "\n" in text[len(before) : start]


def list_search_forms(forms: Iterable[str], label: str) -> set[str]:
    """Return the forms by which a name is searched: its whole forms, and shorter ones.

    A name of three words and more may begin with a title or a nationality ("Mayor Ana Roth"), so it
    is also searched by its last two; a place or building by all but its last ("Grand Bay" for
    "Grand Bay Resort"); a person by the family name, or without what follows the second one.
    """
    searched = set(forms)
    for words in [form.split() for form in searched]:
        if len(words) > _TITLED and not load_stop_words() & {w.lower() for w in words[-2:]}:
            searched.add(" ".join(words[-2:]))
        if label == PERSON and len(words) > _TITLED:
            searched.add(" ".join(words[:_TITLED]))
        if label in _PLACES and len(words) > _TITLED:
            searched.add(" ".join(words[:-1]))
    if label == PERSON:
        last_words = {form.split()[-1] for form in searched if form.split()}
        searched |= {word for word in last_words if len(word) >= MIN_FAMILY_NAME}
    return searched


def _is_other_name(before: str, name_words: Collection[str]) -> bool:
    """Return whether the word before another makes both a name of something else.

    Args:
        before: The word; empty if there is none.
        name_words: The words of the name that is searched.
    """
    word = _POSSESSIVE.sub("", before)
    is_abbreviation = len(word) > 1 and word.replace(".", "").isupper()
    return (
        word[:1].isupper()
        and not is_abbreviation
        and word.lower() not in load_stop_words() | set(name_words)
    )


def _list_content_words(text: str) -> list[str]:
    return [word for word in _WORD.findall(text) if word.lower() not in load_stop_words()]


def _is_in_capitals(form: str) -> bool:
    letters = [char for char in form if char.isalpha()]
    return len(letters) >= MIN_CAPITALS and all(char.isupper() for char in letters)


def _fold(text: str) -> str:
    """Return the words of a text without case and accents, and without a final possessive."""
    return " ".join(word for word, _ in fold_words(text)).removesuffix(" s")


@lru_cache(maxsize=_CACHED_NAMES)
def _fold_name(form: str) -> str:
    """Return :func:`_fold` of a name, which is searched in the texts of many outlets."""
    return _fold(form)


def _join_words(text: str) -> str:
    return " ".join(_WORD.findall(text))


def _pad(words: str) -> str:
    return f" {words} "


@cache
def _find_numbers() -> re.Pattern[str]:
    """Return the pattern of a number in digits or words, with what multiplies it."""
    rows = read_rows("nlp", "figures.csv")
    scales = [row["word"] for row in rows if row["as"] == "scale"]
    words = [row["word"] for row in rows if row["as"] in ("unit", "ten", "group", "scale")]
    word = "|".join(sorted(words, key=len, reverse=True))
    scale = "|".join(sorted(scales, key=len, reverse=True))
    return re.compile(
        rf"{_DIGITS}(?:[\s-](?:{scale})\b)?|\b(?:{word})\b(?:(?:[\s-]|\s+and\s+)(?:{word})\b)*"
    )
