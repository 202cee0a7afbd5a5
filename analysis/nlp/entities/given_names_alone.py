"""Given names alone that the model takes for bodies or places: 'Ada' after 'Ada Boon'."""

from collections.abc import Sequence

from analysis.entity_types import GPE, ORG, PERSON, PRODUCT
from analysis.nlp.entities import organisation_names, person_names
from analysis.nlp.entities.name_spans import Name, find_possible_country
from analysis.nlp.lexicon import words

#: Labels that the model gives to given names that it does not know.
_MISREAD_LABELS = frozenset((ORG, GPE, PRODUCT))
#: Maximum number of given and middle names: 'Scott Air Force Base' is nobody (judgement).
_MAX_GIVEN_NAMES = 2
#: Dependencies of a name that says more of a noun after it: 'Austin police'.
_MODIFIERS = frozenset(("compound", "amod", "nmod"))


def find_given_names_alone(names: Sequence[Name]) -> set[str]:
    """Return the words, folded, that are the given name of a person whom the article names in full.

    A word that is once used as a place or a body is ('in Austin', 'Austin police').
    """
    given_names = {
        person_names.fold(name.span[0].text)
        for name in names
        if name.label == PERSON and _has_given_name_first(name)
    }
    uses = [name for name in names if name.label in _MISREAD_LABELS and len(name.span) == 1]
    others = {person_names.fold(name.text) for name in uses if _is_no_given_name(name)}
    return {person_names.fold(name.text) for name in uses} & given_names - others


def _has_given_name_first(name: Name) -> bool:
    """Whether a name is a full one that begins with a given name."""
    parsed = person_names.parse_name(name.text)
    first = name.span[0]
    is_first = parsed.given_names[:1] == (person_names.fold(first.text),)
    is_full = 0 < len(parsed.given_names) <= _MAX_GIVEN_NAMES
    return is_full and is_first and person_names.is_given_name(first.text)


def _is_no_given_name(name: Name) -> bool:
    """Whether a word is used as a place or a body, or is listed as one."""
    token = name.span[0]
    if not token.is_title or find_possible_country(name.text) is not None:
        return True
    if organisation_names.find_listed_name(name.text):
        return True
    before = token.nbor(-1) if token.i else None
    if before is not None and (before.lower_ == "the" or before.lower_ in words("before a place")):
        return True
    if token.dep_ in _MODIFIERS and token.head.i > token.i:
        return True
    following = token.doc[token.i + 1 : token.i + 3]
    return len(following) > 1 and following[0].text == "," and following[1].ent_type_ == GPE
