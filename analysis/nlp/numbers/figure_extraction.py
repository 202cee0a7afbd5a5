"""Figures: counts, sums of money, percentages, dates and ages, with their value and head noun.

The model finds them. Here each gets a kind, a normalised value and a head noun (the head word of
the phrase it counts or dates), so that the figures of two outlets can be compared.
"""

import re
from dataclasses import dataclass

from spacy.tokens import Doc, Span

from analysis.entity_types import FIGURE_KINDS, FigureKind
from analysis.nlp.numbers.numerals import find_currency, parse_date, parse_number, parse_time_of_day
from analysis.nlp.span_index import HasSpan, SpanIndex

_AGE = re.compile(r"-?years?[ -]olds?\b|^aged? ")
#: Ages a person can have, in years: a bare number after a name is an age only in this range.
_AGES = range(2, 120)
#: Maximum number of digits of an age; a longer number is not converted.
_MAX_AGE_DIGITS = 3
#: Marks and words that follow an age: 'Silverman, 47, …'.
_AFTER_AGE = (",", ".", ")", "and")
#: Dependencies of a number on the noun it counts.
_COUNTING = ("nummod", "amod", "compound", "quantmod", "nmod")
#: Parts of speech of the head noun of a figure that counts nothing directly.
_HEADS = ("VERB", "NOUN", "PROPN")
#: Maximum number of steps up the parse to the word that a figure counts or dates (judgement).
_MAX_STEPS = 3


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
        head_noun: What is counted or dated.
    """

    start: int
    end: int
    kind: FigureKind
    value: str
    unit: str
    head_noun: str


def find_figures(doc: Doc, blocks: SpanIndex[HasSpan]) -> list[Figure]:
    """Return the figures among the entities of ``doc`` inside ``blocks``, in order."""
    figures = (_read_figure(entity) for entity in doc.ents if entity.start_char in blocks)
    return [figure for figure in figures if figure is not None]


def _read_figure(entity: Span) -> Figure | None:
    """Return an entity of the model as a figure, or None when it is none or crosses a line."""
    kind = FIGURE_KINDS.get(entity.label_)
    text = entity.text.strip()
    if kind is None or not text or "\n" in text:
        return None
    is_age_of_name = kind in ("date", "count") and _is_age_of_name(entity)
    if is_age_of_name or (kind == "date" and _AGE.search(text.lower())):
        kind = "age"
    value, unit = _normalise(entity, text, kind)
    start = entity.start_char + len(entity.text) - len(entity.text.lstrip())
    name = entity.doc[entity.start - 2].text if is_age_of_name else ""
    return Figure(start, start + len(text), kind, value, unit, name or _find_head(entity, kind))


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
        return value, entity.root.lemma_.lower()
    return value, ""


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


def _find_head(entity: Span, kind: FigureKind) -> str:
    """Return the head word of what is counted; for a date or a time the word it dates."""
    root, head = entity.root, entity.root.head
    if kind not in ("date", "time"):
        if root.dep_ in _COUNTING and head != root:
            return head.lemma_.lower()
        for child in root.rights:
            if child.dep_ == "prep" and child.lower_ == "of":
                return next((noun.lemma_.lower() for noun in child.children), "")
    for _ in range(_MAX_STEPS):
        is_outside = not entity.start <= head.i < entity.end
        if is_outside and head.pos_ in _HEADS:
            return head.lemma_.lower()
        head = head.head
    return ""
