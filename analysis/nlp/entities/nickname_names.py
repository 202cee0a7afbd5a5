"""Names of persons with a nickname in quotation marks: 'Ada "Red" Boon'.

The model takes them apart at the marks, or misses them.
"""

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from analysis.entity_types import PERSON
from analysis.nlp.entities.name_spans import Name
from analysis.nlp.entities.person_names import is_common_given_name
from analysis.nlp.span_index import HasSpan, SpanIndex

#: A given name, a nickname of up to three words in marks, and a family name.
_NICKNAMED = re.compile(
    r"\b(?P<given>[A-Z][a-z]+)(?: [A-Z]\.)? (?P<mark>[\"'])[A-Z][\w.]*(?: [\w.]+){0,2}(?P=mark) "
    r"(?:(?:[Dd][aeu]|[Vv][ao]n) )?[A-Z]\w+(?:-[A-Z]\w+)?\b"
)


def join_nicknamed(doc: Doc, blocks: SpanIndex[HasSpan], names: Sequence[Name]) -> list[Name]:
    """Return the names of an article, those that a nickname divides as one."""
    joined = list(_find_nicknamed(doc, blocks, SpanIndex(names)))
    if not joined:
        return list(names)
    index = SpanIndex(joined)
    rest = [name for name in names if not index.has_overlap(name.start, name.end)]
    return sorted([*rest, *joined], key=lambda name: name.start)


def _find_nicknamed(doc: Doc, blocks: SpanIndex[HasSpan], names: SpanIndex[Name]) -> Iterator[Name]:
    for match in _NICKNAMED.finditer(doc._.text):
        start, end = match.span()
        if start not in blocks:
            continue
        persons = [
            name for name in names.overlapping(start, match.end("given")) if name.label == PERSON
        ]
        if persons:
            start = min(start, persons[0].start)  # 'Ada Beth "Red" Boon'
        span = doc.char_span(start, end)
        is_person = bool(persons) or is_common_given_name(match["given"])
        if span is not None and is_person and span[-1].pos_ == span[0].pos_ == "PROPN":
            yield Name(start, end, str(doc._.text[start:end]), PERSON, span)
