"""Named mentions: the model's entities trimmed to the name, and names of countries it misses."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from spacy.tokens import Doc, Span

from analysis.entity_types import CANDIDATE_LABELS, GPE, NORP
from analysis.nlp.entities import countries
from analysis.nlp.entities.entity_trimming import trim_entity_span
from analysis.nlp.span_index import HasSpan, SpanIndex

_LINE = re.compile(r"[^\n]+")
#: Maximum number of tokens in a form of a country that the model missed ('N. Korea'); longer forms
#: in ``data/countries.csv`` are official names, which the model finds (judgement).
_MAX_COUNTRY_TOKENS = 3
#: A word with which a name ends: no line break and no quotation mark.
_ENDS_NAME = re.compile(r"[\w.]")
#: Parts of speech that a form of one word may have.
_NOMINAL = ("PROPN", "NOUN", "ADJ")
#: Parts of speech of a word that continues a name: 'the North Sea'.
_NOUNS = ("PROPN", "NOUN")


@dataclass
class Name:
    """A named mention.

    Attributes:
        start: Its first character.
        end: One past its last.
        text: The words as written.
        label: PERSON, ORG, GPE, NORP, … (OntoNotes).
        span: The tokens it is made of.
        key: The key of its entity; empty until names are linked.
        country: The country it stands for, if any; None until names are linked.
        epithet: The title or description beside it; empty when there is none.
    """

    start: int
    end: int
    text: str
    label: str
    span: Span
    key: str = ""
    country: countries.CountryForm | None = None
    epithet: str = ""


def index_names_by_token(names: Iterable[Name]) -> dict[int, Name]:
    """Return the name each token belongs to, by the token's position."""
    return {index: name for name in names for index in range(name.span.start, name.span.end)}


def find_model_names(doc: Doc, blocks: SpanIndex[HasSpan]) -> Iterator[Name]:
    """Yield the model's entities that are names, each within one line and trimmed to the name."""
    text: str = doc._.text
    for entity in doc.ents:
        if entity.label_ not in CANDIDATE_LABELS or entity.start_char not in blocks:
            continue
        for line in _LINE.finditer(text, entity.start_char, entity.end_char):
            trimmed = trim_entity_span(text, *line.span(), entity.label_)
            if trimmed is None:
                continue
            start, end, label = trimmed
            is_whole = (start, end) == (entity.start_char, entity.end_char)
            span = entity if is_whole else doc.char_span(start, end, alignment_mode="expand")
            if span is not None:
                yield Name(start, end, text[start:end], label, span)


def find_country_beginnings(doc: Doc) -> list[int]:
    """Return the positions of the tokens with which a form of a country can begin."""
    is_capitalised = doc.to_array(["IS_TITLE", "IS_UPPER"]).any(axis=1)
    positions = np.flatnonzero(is_capitalised)
    written, strings = doc.to_array("ORTH")[positions].tolist(), doc.vocab.strings
    can_begin = {number: countries.can_begin_country(strings[number]) for number in set(written)}
    return [
        index
        for index, number in zip(positions.tolist(), written, strict=True)
        if can_begin[number]
    ]


def find_country_names(
    doc: Doc, beginnings: Iterable[int], blocks: SpanIndex[HasSpan], names: SpanIndex[Name]
) -> Iterator[Name]:
    """Yield the forms of countries outside ``names``: 'DPRK', 'N. Korea', 'the North'.

    Args:
        doc: The parsed article.
        beginnings: Where forms can begin, as :func:`find_country_beginnings` returns it.
        blocks: The blocks to search.
        names: The other names.
    """
    text: str = doc._.text
    last_end = 0
    for index in beginnings:
        start = doc[index].idx
        if start < last_end or start not in blocks:
            continue
        for length in range(min(_MAX_COUNTRY_TOKENS, len(doc) - index), 0, -1):
            last = doc[index + length - 1]
            end = last.idx + len(last)
            if names.has_overlap(start, end) or not _ENDS_NAME.search(last.text):
                continue
            form = find_possible_country(text[start:end])
            if form is not None and _is_country_name(form, span := doc[index : index + length]):
                label = NORP if form.metonymy == "people" else GPE
                yield Name(start, end, text[start:end], label, span)
                last_end = end
                break


@lru_cache(maxsize=1 << 16)
def find_possible_country(form: str, label: str = "") -> countries.CountryForm | None:
    """Return the country a form may stand for, whether or not the text names it otherwise."""
    return countries.find_country(form, label, _ALL_COUNTRIES)


class _AllCountries:
    """A container that holds every country."""

    def __contains__(self, country: object) -> bool:
        return True


_ALL_COUNTRIES = _AllCountries()


def _is_country_name(form: countries.CountryForm, span: Span) -> bool:
    """Whether tokens that are written like a form of a country are one by their context."""
    if len(span) == 1 and span[0].pos_ not in _NOMINAL:
        return False
    return form.kind != "other name" or _is_other_name(span)


def _is_other_name(span: Span) -> bool:
    """Whether 'North' stands for a country: 'the North', not 'the North Sea'."""
    doc = span.doc
    if span.start == 0 or doc[span.start - 1].lower_ != "the":
        return False
    return span.end == len(doc) or doc[span.end].pos_ not in _NOUNS
