"""Parsed articles made by hand, so that a test of a rule does not depend on the model."""

from collections.abc import Sequence

import spacy
from spacy.tokens import Doc

import analysis.nlp.components  # noqa: F401 - registers the attributes of documents
from analysis.nlp.entities.name_spans import Name

#: Word, tag, dependency and position of the head of one token; the part of speech follows from the
#: tag.
Token = tuple[str, str, str, int]

_VOCAB = spacy.blank("en").vocab
_POS = {
    "POS": "PART",
    "NNP": "PROPN",
    "NN": "NOUN",
    "NNS": "NOUN",
    "NNPS": "PROPN",
    "VBD": "VERB",
    "VBZ": "VERB",
    "VBP": "VERB",
    "VBG": "VERB",
    "VBN": "VERB",
    "VB": "VERB",
    "MD": "AUX",
    "TO": "PART",
    "RB": "PART",
    "WP": "PRON",
    "PRP": "PRON",
    "DT": "DET",
    "IN": "ADP",
    "JJ": "ADJ",
    "CC": "CCONJ",
    "CD": "NUM",
    ".": "PUNCT",
    ",": "PUNCT",
    "HYPH": "PUNCT",
}


def parse(tokens: Sequence[Token], entities: Sequence[tuple[int, int, str]] = ()) -> Doc:
    """Return the document of some tokens, which are separated by single spaces.

    Args:
        tokens: The tokens. A full stop ends a sentence.
        entities: First token, one past the last, and label of what the model found.
    """
    words, tags, deps, heads = zip(*tokens, strict=True)
    doc = Doc(
        _VOCAB,
        words=list(words),
        tags=list(tags),
        pos=[_POS[tag] for tag in tags],
        deps=list(deps),
        heads=list(heads),
        lemmas=[word.lower() for word in words],
        sent_starts=[index == 0 or words[index - 1] == "." for index in range(len(words))],
    )
    doc.set_ents([_span(doc, *entity) for entity in entities])
    doc._.text = doc.text
    return doc


def name(doc: Doc, start: int, end: int, label: str) -> Name:
    """Return the tokens ``start`` to ``end`` (exclusive) as a name."""
    span = doc[start:end]
    return Name(span.start_char, span.end_char, span.text, label, span)


def _span(doc, start, end, label):
    return doc.char_span(doc[start].idx, doc[end - 1].idx + len(doc[end - 1]), label=label)
