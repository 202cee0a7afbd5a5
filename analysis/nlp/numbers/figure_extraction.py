"""Figures: counts, sums of money, percentages, dates and ages, with their value and head noun.

The model finds them. Here each gets a kind, a normalised value and a head noun (the head word of
the phrase it counts or dates), so that the figures of two outlets can be compared.
"""

import re
from dataclasses import dataclass

from spacy.tokens import Doc, Span

from analysis.entity_types import FIGURE_KINDS, FigureKind
from analysis.nlp.numbers.figure_syntax import FigureSyntax, describe
from analysis.nlp.numbers.numerals import (
    MAGNITUDE,
    MAX_AGE,
    find_currency,
    parse_date,
    parse_number,
    parse_time_of_day,
)
from analysis.nlp.span_index import HasSpan, SpanIndex

_AGE = re.compile(r"-?years?[ -]olds?\b|^aged? ")
#: Ages a person can have, in years: a bare number after a name is an age only in this range.
_AGES = range(2, MAX_AGE + 1)
#: Maximum number of digits of an age; a longer number is not converted.
_MAX_AGE_DIGITS = 3
#: No earthquake reaches this magnitude.
_MAX_MAGNITUDE = 10
#: Number of characters before and after a magnitude in which its name is looked up.
_MAGNITUDE_WINDOW = 30
_BEFORE_MAGNITUDE = re.compile(r"\bmagnitude(?:[- ]|\s+(?:of|was|at)\s+(?:about\s+|around\s+)?)$")
_AFTER_MAGNITUDE = re.compile(r"[- ](?:magnitude|richter)\b|\s+on\s+the\s+richter\b")
#: Nouns that a number with a decimal point gives the magnitude of.
_QUAKES = frozenset(("earthquake", "quake", "tremor", "temblor", "aftershock", "magnitude"))
#: Marks and words that follow an age: 'Silverman, 47, …'.
_AFTER_AGE = (",", ".", ")", "and")
#: Number of characters before and after a sum in which its currency and its scale are looked up.
_SUM_WINDOW = 12
#: The currency of a sum before the words that the model marks: "US$|35|m", "$|35 million|".
_BEFORE_SUM = re.compile(r"(?:\b(?:US|A|C|HK|NZ|S|NT|R))?[$£€¥₹₽₺₪₴₦₱][^\S\n]?\Z")
#: The scale of a sum after the words that the model marks, on their line; a letter only without a
#: space.
_SCALE_AFTER = re.compile(
    r"(?:[^\S\n]|-)?(?:million|billion|trillion|mn|bn|tn)\b|[mbk]\b", re.IGNORECASE
)
#: A number that has its scale.
_HAS_SCALE = re.compile(r"(?:illion|thousand|\d\s?(?:mn?|bn?|tn|k))\b", re.IGNORECASE)
#: The word of a currency after a number.
_CURRENCY_AFTER = re.compile(
    r"[^\S\n](?:euros?|dollars?|pounds sterling|yen|rupees|yuan|roubles|rubles)\b"
)
_PERCENT = re.compile(r"\bper\s?cent\b|%", re.IGNORECASE)


@dataclass(frozen=True)
class Figure:
    """A figure.

    Attributes:
        start: Its first character.
        end: One past its last.
        kind: The kind of figure.
        value: A number, a time of day, or an ISO date as far as it is stated ('--07-25'); empty
            when the text states no value, or several.
        unit: The unit or the currency (ISO 4217), or empty.
        syntax: What is counted or dated, and what is said of it.
    """

    start: int
    end: int
    kind: FigureKind
    value: str
    unit: str
    syntax: FigureSyntax

    @property
    def head_noun(self) -> str:
        """What is counted or dated."""
        return self.syntax.head_noun


def find_figures(doc: Doc, blocks: SpanIndex[HasSpan]) -> list[Figure]:
    """Return the figures among the entities of ``doc`` inside ``blocks``, in order."""
    figures = (_read_figure(entity) for entity in doc.ents if entity.start_char in blocks)
    return [figure for figure in figures if figure is not None]


def _read_figure(entity: Span) -> Figure | None:
    """Return an entity of the model as a figure, or None when it is none or crosses a line."""
    kind = FIGURE_KINDS.get(entity.label_)
    if kind is None:
        return None
    text = entity.text.strip()
    if not text or "\n" in text:
        return None
    is_age_of_name = kind in ("date", "count") and _is_age_of_name(entity)
    if is_age_of_name or (kind == "date" and _AGE.search(text.lower())):
        kind = "age"
    start = entity.start_char + len(entity.text) - len(entity.text.lstrip())
    if kind in ("money", "count"):
        kind, start, text = read_sum(entity.doc._.text, start, text, kind)
    value, unit = _normalise(entity, text, kind)
    phrase = entity
    if kind == "money":
        end = start + len(text)
        words = entity.doc.char_span(start, end, label=entity.label, alignment_mode="expand")
        phrase = words if words is not None else entity
    syntax = describe(phrase, is_dated=kind in ("date", "time"))
    if kind in ("count", "quantity") and _is_magnitude(entity, value, syntax.head_noun):
        kind, unit = "quantity", MAGNITUDE
    if is_age_of_name:
        syntax = FigureSyntax(head_noun=entity.doc[entity.start - 2].text)
    return Figure(start, start + len(text), kind, value, unit, syntax)


def read_sum(whole: str, start: int, text: str, kind: FigureKind) -> tuple[FigureKind, int, str]:
    """Return the kind, the start and the words of a number with the currency and scale beside it.

    The model often leaves them out ("$|35|m", "|200 million| euros") or takes a share for a sum.
    """
    if kind == "money" and _PERCENT.search(text):
        return "percent", start, text
    end = start + len(text)
    sign = _BEFORE_SUM.search(whole[max(start - _SUM_WINDOW, 0) : start])
    is_sum = sign is not None or (kind == "money" and bool(find_currency(text)))
    if sign is not None:
        start -= len(sign[0])
    after = whole[end : end + _SUM_WINDOW]
    if is_sum and not _HAS_SCALE.search(text) and (scale := _SCALE_AFTER.match(after)):
        end += len(scale[0])
    elif not is_sum and (word := _CURRENCY_AFTER.match(after)):
        end += len(word[0])
        is_sum = True
    return ("money" if is_sum else kind), start, whole[start:end]


def _normalise(entity: Span, text: str, kind: FigureKind) -> tuple[str, str]:
    """Return the value and the unit of a figure."""
    if kind == "date":
        return parse_date(text), ""
    if kind == "time" and (time_of_day := parse_time_of_day(text)):
        return time_of_day, ""
    value = parse_number(text.lower())
    if kind == "money":
        return value, find_currency(text)
    if kind == "percent":
        return value, "%"
    if kind in ("quantity", "time") and value:
        return value, _find_unit(entity)
    return value, ""


def _find_unit(entity: Span) -> str:
    """Return the unit of a quantity: its root, or its last word where the root is the number."""
    words = [word.lemma_.lower() for word in entity if word.is_alpha]
    root = entity.root.lemma_.lower()
    return words[-1] if words and not any(map(str.isalpha, root)) else root


def _is_magnitude(entity: Span, value: str, head_noun: str) -> bool:
    """Whether it is the magnitude of an earthquake: "magnitude 6.1", "a 6.1-magnitude quake"."""
    if not value or float(value) >= _MAX_MAGNITUDE:
        return False
    text, start, end = entity.doc._.text, entity.start_char, entity.end_char
    before = text[max(start - _MAGNITUDE_WINDOW, 0) : start].lower()[-_MAGNITUDE_WINDOW:]
    after = text[end : end + _MAGNITUDE_WINDOW].lower()
    is_named = _BEFORE_MAGNITUDE.search(before) or _AFTER_MAGNITUDE.match(after)
    return bool(is_named) or ("." in value and head_noun in _QUAKES)


def _is_age_of_name(entity: Span) -> bool:
    """Whether it is a bare number set off by commas after a name: 'Silverman, 47, …'."""
    doc, digits = entity.doc, entity.text
    if len(entity) != 1 or not digits.isdecimal() or len(digits) > _MAX_AGE_DIGITS:
        return False
    if int(digits) not in _AGES:
        return False
    if entity.start <= 1 or doc[entity.start - 1].text != ",":
        return False
    following = doc[entity.end].text if entity.end < len(doc) else ""
    return following in _AFTER_AGE and doc[entity.start - 2].pos_ == "PROPN"
