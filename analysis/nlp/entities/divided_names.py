"""Names of persons that the model divides or leaves without their first word.

'Bianca' as a body before 'Stroud', 'Dominique de Villepin' as a body, 'Bernice Boon' after 'Eddie':
a common given name shows where a person's name begins. 'Tim' before 'Pawlenty' as a place is his
given name, and 'Bea & Ada' are two persons.
"""

from collections.abc import Iterator, Sequence
from itertools import chain

from spacy.tokens import Doc

from analysis.entity_types import GPE, LOC, ORG, PERSON
from analysis.nlp.entities import organisation_names, person_names
from analysis.nlp.entities.name_spans import Name, find_possible_country
from analysis.nlp.lexicon import nouns

#: Number of tokens of two given names and what joins them.
_TWO_JOINED = 3


def join_divided_names(names: Sequence[Name]) -> list[Name]:
    """Return the names of an article in order, those of persons with their given names."""
    joined: list[Name] = []
    for name in chain.from_iterable(map(_split_given_names, names)):
        before = joined[-1] if joined else None
        if before is not None and _is_divided(before, name):
            joined[-1] = _make_person(name.span.doc, before.span.start, name.span.end)
        elif _is_person_with_particle(name):
            joined.append(_make_person(name.span.doc, name.span.start, name.span.end))
        elif _has_given_name_before(name):
            joined.append(_make_person(name.span.doc, name.span.start - 1, name.span.end))
        else:
            joined.append(name)
    return joined


def _split_given_names(name: Name) -> Iterator[Name]:
    """Yield two persons for what the model takes for a body: 'Bea & Ada', 'Bea and Ada'."""
    span = name.span
    is_joint = len(span) == _TWO_JOINED and span[1].lower_ in ("and", "&")
    are_given = is_joint and all(
        person_names.is_common_given_name(token.text) for token in (span[0], span[-1])
    )
    is_brand = span.end < len(span.doc) and span.doc[span.end].tag_ == "POS"  # "Ben & Jerry's"
    is_brand |= bool(organisation_names.find_listed_name(name.text))
    if name.label == PERSON or not are_given or is_brand:
        yield name
        return
    yield _make_person(span.doc, span.start, span.start + 1)
    yield _make_person(span.doc, span.end - 1, span.end)


def _is_divided(before: Name, name: Name) -> bool:
    """Return whether a given name stands before a family name that the model parts from it.

    The model takes the given name for a body or a place, or the family name for a place.
    """
    are_words = len(before.span) == 1 and len(name.span) == 1
    is_beside = before.span.end == name.span.start and before.end + 1 == name.start
    if before.label == PERSON and name.label in (GPE, LOC):
        is_given = person_names.is_common_given_name(before.text)
        is_compound = before.span[0].head == name.span[0] and name.span[0].is_title
        is_place = find_possible_country(name.text) is not None
        return are_words and is_beside and is_given and is_compound and not is_place
    is_given = before.label in (ORG, GPE) and person_names.is_given_name(before.text)
    is_place = find_possible_country(before.text) is not None
    return name.label == PERSON and are_words and is_beside and is_given and not is_place


def _is_person_with_particle(name: Name) -> bool:
    """Return whether a body is a given name, particles and a family name."""
    first, *middle, last = [token.text for token in name.span] if len(name.span) > 1 else ("", "")
    is_like_name = bool(middle) and all(word in person_names.particles() for word in middle)
    is_given = name.label == ORG and person_names.is_common_given_name(first)
    is_known = is_like_name and is_given and organisation_names.find_listed_name(name.text)
    return is_like_name and is_given and last[:1].isupper() and not is_known


def _has_given_name_before(name: Name) -> bool:
    """Return whether a given name that the model leaves out stands right before a full name.

    Or before a family name that it takes for a place: 'Tim Pawlenty'.
    """
    span = name.span
    if span.start == 0:
        return False
    before = span.doc[span.start - 1]
    if len(span) == 1:
        is_place = name.label in (GPE, LOC) and find_possible_country(name.text) is None
        is_compound = before.dep_ == "compound" and before.head == span[0]
        if not (is_place and is_compound and span[0].is_title):
            return False
    elif name.label != PERSON:
        return False
    is_free = not before.ent_type_ and before.tag_ == "NNP" and before.text.istitle()
    is_beside = before.idx + len(before) + 1 == name.start
    is_given = person_names.is_common_given_name(before.text) and before.lower_ not in nouns()
    return is_free and is_beside and is_given


def _make_person(doc: Doc, start: int, end: int) -> Name:
    span = doc[start:end]
    text = str(doc._.text[span.start_char : span.end_char])
    return Name(span.start_char, span.end_char, text, PERSON, span)
