"""Persons whom the model misses where they speak: 'Chair Ada Boon said', 'said Ada Boon'.

Two words with capitals that speak and of which the first is a given name, or follows an office, are
a person's name.
"""

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Span, Token

from analysis.entity_types import PERSON
from analysis.nlp.entities import organisation_names, person_names
from analysis.nlp.entities.name_spans import Name, find_possible_country
from analysis.nlp.lexicon import nouns, words
from analysis.nlp.span_index import HasSpan, SpanIndex
from analysis.nlp.token_ids import find_tokens, get_ids

#: Number of words of a name that is added: more are mostly a headline's or a body's (judgement).
_FEWEST_WORDS, _MOST_WORDS = 2, 3
#: Relations of whoever speaks; parsers take a name right after "said" for its object.
_SUBJECT, _MISREAD_SUBJECTS = "nsubj", frozenset(("dobj", "attr", "oprd"))
_SUBJECT_IDS = get_ids((_SUBJECT, *_MISREAD_SUBJECTS))


def find_speaking_persons(
    doc: Doc, blocks: SpanIndex[HasSpan], names: Sequence[Name]
) -> Iterator[Name]:
    """Yield the persons who speak in the running text and whom no name covers.

    Args:
        doc: The parsed article.
        blocks: Its blocks.
        names: The names so far.
    """
    index = SpanIndex(sorted(names, key=lambda name: name.start))
    for position in find_tokens(doc, "DEP", _SUBJECT_IDS):
        head = doc[position]
        if not _is_speaking(head) or head.idx not in blocks:
            continue
        span = _find_capitalised(head, index)
        if _FEWEST_WORDS <= len(span) <= _MOST_WORDS and _is_person(span):
            text = doc._.text[span.start_char : span.end_char]
            yield Name(span.start_char, span.end_char, text, PERSON, span)


def _is_speaking(head: Token) -> bool:
    """Return whether a proper noun is who speaks with a verb of saying."""
    verb = head.head
    if head.pos_ != "PROPN" or verb.lower_ not in words("attributing"):
        return False
    is_inverted = head.left_edge.i == verb.i + 1 and verb.lemma_ in words("no object")
    return head.dep_ == _SUBJECT or is_inverted


def _find_capitalised(head: Token, names: SpanIndex[Name]) -> Span:
    """Return a proper noun with those before it that are in no name and no nouns for persons."""
    doc, start = head.doc, head.i
    while start > head.left_edge.i and _is_of_name(doc[start - 1], names):
        start -= 1
    is_free = _is_of_name(head, names)
    return doc[start : head.i + 1] if is_free else doc[head.i : head.i]


def _is_of_name(token: Token, names: SpanIndex[Name]) -> bool:
    is_written_so = token.text.istitle() or (token.is_title and token.text.isalpha())
    is_noun = token.lower_ in nouns() or token.lower_.strip(".") in words("honorific")
    return token.pos_ == "PROPN" and is_written_so and not is_noun and names.at(token.idx) is None


def _is_person(span: Span) -> bool:
    """Return whether words are a person's name: after an office, or with a given name first."""
    doc, first = span.doc, span[0]
    before = doc[span.start - 1] if span.start else None
    if before is not None and before.lower_ in ("the", "a", "an"):
        return False
    if organisation_names.find_listed_name(span.text) or find_possible_country(span.text):
        return False
    office = nouns().get(before.lower_) if before is not None else None
    is_titled = office is not None and office.kind == "person"
    return is_titled or person_names.is_given_name(first.text)
