"""Figures: counts, sums, shares, dates and ages, with their value and what they are of.

The model finds them; here they are given a kind, a normalised value and an head_noun (the head word
of the phrase they count or date), so that two outlets' figures of one thing can be compared.
"""

import re
from dataclasses import dataclass

from spacy.tokens import Doc, Span

from analysis.entity_types import FIGURE_KINDS
from analysis.nlp.numbers.numerals import find_currency, parse_date, parse_number, parse_time_of_day
from analysis.nlp.span_index import HasSpan, SpanIndex

_AGE = re.compile(r"-?years?[ -]olds?\b|^aged? ")
#: Ages a person may have, in years.
_AGES = range(2, 120)
_COUNTED_BY = ("nummod", "amod", "compound", "quantmod", "nmod")


@dataclass(frozen=True)
class Figure:
    """A figure.

    Attributes:
        start: Its first character.
        end: One past its last.
        kind: count, money, percent, date, age, ordinal, quantity or time.
        value: A number, a time of day, or an ISO date as far as it is given ('--07-25'); empty
            when it gives none, or several.
        unit: The unit or the currency (ISO 4217), or empty.
        head_noun: What is counted or dated.
    """

    start: int
    end: int
    kind: str
    value: str
    unit: str
    head_noun: str


def find_figures(doc: Doc, blocks: SpanIndex[HasSpan]) -> list[Figure]:
    """Return the figures among the entities of ``doc`` inside ``blocks``, in order."""
    figures = (_figure(entity) for entity in doc.ents if entity.start_char in blocks)
    return [figure for figure in figures if figure is not None]


def _figure(entity: Span) -> Figure | None:
    kind = FIGURE_KINDS.get(entity.label_)
    text = entity.text.strip()
    if kind is None or not text or "\n" in text:
        return None
    lower = text.lower()
    beside_name = kind in ("date", "count") and _is_age_of(entity)
    if beside_name or (kind == "date" and _AGE.search(lower)):
        kind = "age"
    value = parse_date(text) if kind == "date" else parse_number(lower)
    unit = ""
    if kind == "money":
        unit = find_currency(text)
    elif kind == "percent":
        unit = "%"
    elif kind == "time" and (of_day := parse_time_of_day(text)):
        value = of_day
    elif kind in ("quantity", "time") and value:
        unit = entity.root.lemma_.lower()
    start = entity.start_char + len(entity.text) - len(entity.text.lstrip())
    head_noun = entity.doc[entity.start - 2].text if beside_name else _anchor(entity, kind)
    return Figure(start, start + len(text), kind, value, unit, head_noun)


def _is_age_of(entity: Span) -> bool:
    """Whether it is a bare number set off by commas behind a name: 'Silverman, 47, …'."""
    doc = entity.doc
    digits = entity.text
    if len(entity) != 1 or not digits.isdecimal() or len(digits) > 3 or int(digits) not in _AGES:
        return False
    if entity.start < 2 or doc[entity.start - 1].text != ",":
        return False
    after = doc[entity.end].text if entity.end < len(doc) else ""
    return after in (",", ".", ")", "and") and doc[entity.start - 2].pos_ == "PROPN"


def _anchor(entity: Span, kind: str) -> str:
    """The head word of what is counted; of a date or time the word it dates."""
    root, head = entity.root, entity.root.head
    if kind not in ("date", "time"):
        if root.dep_ in _COUNTED_BY and head != root:
            return head.lemma_.lower()
        for child in root.rights:
            if child.dep_ == "prep" and child.lower_ == "of":
                return next((noun.lemma_.lower() for noun in child.children), "")
    for _ in range(3):
        outside = not entity.start <= head.i < entity.end
        if outside and head.pos_ in ("VERB", "NOUN", "PROPN"):
            return head.lemma_.lower()
        head = head.head
    return ""
