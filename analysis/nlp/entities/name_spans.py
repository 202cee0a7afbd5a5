"""Named spans: what the model labels, trimmed to the name, and the forms of countries it misses."""

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
#: A country's form has at most so many words.
_COUNTRY_WORDS = 3


@dataclass
class Name:
    """A named mention.

    Attributes:
        start: Its first character.
        end: One past its last.
        text: The words.
        label: PERSON, ORG, GPE, NORP, … (OntoNotes).
        span: The tokens it is made of.
        key: The key of its entity; empty until names are joined.
        country: The country it stands for; None until names are joined, and when it stands for
            none.
        epithet: The title or description that stands with it; empty when there is none.
    """

    start: int
    end: int
    text: str
    label: str
    span: Span
    key: str = ""
    country: countries.CountryForm | None = None
    epithet: str = ""


def index_names_by_token(found: Iterable[Name]) -> dict[int, Name]:
    """Return the name each token belongs to, by the token's number."""
    return {at: name for name in found for at in range(name.span.start, name.span.end)}


def find_model_names(doc: Doc, blocks: SpanIndex[HasSpan]) -> Iterator[Name]:
    """Yield the model's entities that are names, each within one line and trimmed to the name."""
    text: str = doc._.text
    for entity in doc.ents:
        if entity.label_ not in CANDIDATE_LABELS or entity.start_char not in blocks:
            continue
        for piece in _LINE.finditer(text, entity.start_char, entity.end_char):
            within = trim_entity_span(text, *piece.span(), entity.label_)
            if within is None:
                continue
            start, end, label = within
            whole = (start, end) == (entity.start_char, entity.end_char)
            span = entity if whole else doc.char_span(start, end, alignment_mode="expand")
            if span is not None:
                yield Name(start, end, text[start:end], label, span)


def find_country_names(
    doc: Doc, blocks: SpanIndex[HasSpan], names: SpanIndex[Name]
) -> Iterator[Name]:
    """Yield the forms of countries outside ``names``: 'DPRK', 'N. Korea', 'the North'."""
    text: str = doc._.text
    capitals = doc.to_array(["IS_TITLE", "IS_UPPER"]).any(axis=1)
    starts = doc.to_array("IDX").astype(np.int64)
    ends: list[int] = (starts + doc.to_array("LENGTH").astype(np.int64)).tolist()
    done = 0
    for at in np.flatnonzero(capitals).tolist():
        start = int(starts[at])
        if start < done or start not in blocks:
            continue
        for width in range(min(_COUNTRY_WORDS, len(ends) - at), 0, -1):
            end = ends[at + width - 1]
            if (
                names.overlaps(start, end)
                or (form := find_possible_country(text[start:end])) is None
            ):
                continue
            span = doc[at : at + width]
            if width == 1 and span[0].pos_ not in ("PROPN", "NOUN", "ADJ"):
                continue
            if form.note == "other name" and not _is_other_name(span):
                continue
            label = NORP if form.metonymy == "people" else GPE
            yield Name(start, end, text[start:end], label, span)
            done = end
            break


@lru_cache(maxsize=1 << 16)
def find_possible_country(form: str, label: str = "") -> countries.CountryForm | None:
    """Return the country a form may stand for, wherever the text names it for certain or not."""
    return countries.find_country(form, label, _ALL)


class _All:
    def __contains__(self, country: object) -> bool:
        return True


_ALL = _All()


def _is_other_name(span: Span) -> bool:
    """Whether 'North' stands for a country: 'the North', not 'the North Sea'."""
    doc = span.doc
    if span.start == 0 or doc[span.start - 1].lower_ != "the":
        return False
    return span.end == len(doc) or doc[span.end].pos_ not in ("PROPN", "NOUN")
