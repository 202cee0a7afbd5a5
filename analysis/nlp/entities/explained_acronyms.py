"""Acronyms that an article explains in brackets: 'World Health Organization (WHO)'."""

import re
from collections.abc import Sequence

from spacy.tokens import Doc, Token

from analysis.entity_types import LAW, PERSON, PLACE_LABELS
from analysis.nlp.entities.name_spans import Name
from analysis.nlp.entities.organisation_names import (
    build_acronyms,
    is_acronym,
    organisation_key,
    strip_to_letters,
)
from analysis.nlp.entities.person_names import fold
from analysis.nlp.span_index import HasSpan, SpanIndex
from analysis.nlp.token_ids import find_tokens

#: Letters in brackets after a name, of which the first and the last are capitals: 'WHO', 'W.H.O.'.
_IN_BRACKETS = re.compile(r"\s?\(\s?(?P<letters>[A-Z][A-Za-z.]*[A-Z]\.?)\s?\)")
#: An acronym of three letters and more; two letters are short for too much (judgement).
_LETTERS = re.compile(r"(?:[A-Z]\.?){3,}")


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


def find_acronyms_of_laws(names: Sequence[Name]) -> set[str]:
    """Return the acronyms, folded, that stand for a law among the names and for no other name.

    'FLA' is the 'Fair Lending Act' that the article names, and no organisation.
    """
    long_labels: dict[str, set[str]] = {}
    for name in names:
        for letters in build_acronyms(name.text):
            long_labels.setdefault(letters, set()).add(name.label)
    acronyms = (name.text for name in names if _LETTERS.fullmatch(name.text))
    keys = {acronym: strip_to_letters(acronym).lower() for acronym in acronyms}
    return {fold(acronym) for acronym, key in keys.items() if long_labels.get(key) == {LAW}}
