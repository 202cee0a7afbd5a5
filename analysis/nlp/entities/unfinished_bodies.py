"""Names of bodies of which the model reads the beginning alone: 'Brooklyn' of 'Brooklyn College'.

The words after it are proper nouns without a label, the last one is a noun for a body, and they
govern what the model has read.
"""

from collections.abc import Iterable, Iterator

from analysis.entity_types import FAC, GPE, LOC, NORP, ORG, PERSON
from analysis.nlp.entities.name_spans import Name
from analysis.nlp.lexicon import words

#: Labels that the model gives to the beginning of a body's name.
_LABELS = frozenset((FAC, GPE, LOC, NORP, ORG, PERSON))
#: Tags of proper nouns.
_PROPER = frozenset(("NNP", "NNPS"))
#: Maximum number of words that complete a name: 'University Medical Center' (judgement, from names
#: of 600 articles that were read).
_MAX_WORDS = 3


def complete_bodies(names: Iterable[Name]) -> Iterator[Name]:
    """Yield the names of an article, those of bodies up to the noun that ends them."""
    for name in names:
        end = _find_end(name) if name.label in _LABELS else name.span.end
        if end == name.span.end:
            yield name
            continue
        span = name.span.doc[name.span.start : end]
        text = str(span.doc._.text[name.start : span.end_char])
        yield Name(name.start, span.end_char, text, ORG, span)


def _find_end(name: Name) -> int:
    """Return the token after the whole name of a body; that after the name if it is none."""
    doc, start = name.span.doc, name.span.end
    end = start
    while end < min(len(doc), start + _MAX_WORDS):
        token = doc[end]
        is_beside = doc[end - 1].whitespace_ == " " and not token.is_sent_start
        if not (is_beside and token.tag_ in _PROPER and token.text[0].isupper()):
            break
        if token.ent_type_:
            break
        end += 1
    if end == start or doc[end - 1].lower_ not in words("ends no person"):
        return start
    if name.label == GPE and doc[end - 1].lower_ == "caucus":
        return start  # an election: 'the Iowa Caucus'
    return end if start <= name.span[-1].head.i < end else start
