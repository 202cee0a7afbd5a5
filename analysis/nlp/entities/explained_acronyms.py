"""Acronyms that an article explains in brackets: 'World Health Organization (WHO)'."""

import re

from spacy.tokens import Doc, Token

from analysis.entity_types import PERSON, PLACE_LABELS
from analysis.nlp.entities.name_spans import Name
from analysis.nlp.entities.organisation_names import (
    is_acronym,
    organisation_key,
    strip_to_letters,
)
from analysis.nlp.span_index import HasSpan, SpanIndex
from analysis.nlp.token_ids import find_tokens

#: Letters in brackets after a name, of which the first and the last are capitals: 'WHO', 'W.H.O.'.
_IN_BRACKETS = re.compile(r"\s?\(\s?(?P<letters>[A-Z][A-Za-z.]*[A-Z]\.?)\s?\)")


def add_explained_acronyms(doc: Doc, blocks: SpanIndex[HasSpan], names: list[Name]) -> list[Name]:
    """Return the names with every use of an acronym that follows its long form in brackets.

    The model takes 'WHO' and 'IS' for other words. All uses have the label of the long form. What
    follows a person ('Ray Boon (SC)') or a place is no name of theirs. Letters with full stops are
    a name without them too. Of two long forms with the same letters neither is meant.
    """
    labels = _find_labels(doc, names)
    if not labels:
        return names
    for name in names:
        name.label = labels.get(name.text, name.label)
    index = SpanIndex(names)
    orths = {doc.vocab.strings[letters] for letters in labels}
    uses = [
        Name(token.idx, token.idx + len(token), token.text, labels[token.text], doc[i : i + 1])
        for i in find_tokens(doc, "ORTH", orths)
        if (token := doc[i]).idx in blocks
        and not index.has_overlap(token.idx, token.idx + len(token))
        and not _is_among_capitals(token)
    ]
    return names + uses


def _find_labels(doc: Doc, names: list[Name]) -> dict[str, str]:
    """Return the label of each acronym that has one long form, by the acronym as it is written."""
    by_end = {name.end: name for name in names}
    labels: dict[str, str] = {}
    keys: dict[str, set[str]] = {}
    for match in _IN_BRACKETS.finditer(doc._.text):
        name, letters = by_end.get(match.start()), match["letters"]
        if name is None or name.label == PERSON or name.label in PLACE_LABELS:
            continue
        if is_acronym(letters, name.text):
            for form in (letters, strip_to_letters(letters)):
                labels.setdefault(form, name.label)
                keys.setdefault(form, set()).add(organisation_key(name.text))
    return {form: label for form, label in labels.items() if len(keys[form]) == 1}


def _is_among_capitals(token: Token) -> bool:
    """Whether a word beside is in capitals too: 'WHAT IS NEXT' has no acronym."""
    beside = token.doc[max(token.i - 1, 0) : token.i + 2]
    return any(other.is_upper and len(other) > 1 for other in beside if other.i != token.i)
