"""Names of persons with particles, which the model takes apart: 'Ursula von der', 'Leyen'.

A name that ends in a particle goes on to the next capital. Where the article has such a name in
full, its last words are the person also where the model has the last one alone, as a place. "St."
before a capital is a particle too: 'Ada E. St.', 'John IV'. So is the last word of 'Marine Le'
before the family name, and a family name that comes first goes on as well: 'Moon Jae', 'In'. A
body that is called as a person with particles is one: 'Ada de Boon'.
"""

from collections.abc import Sequence

from spacy.tokens import Doc, Span, Token

from analysis.entity_types import ORG, PERSON
from analysis.nlp.entities import organisation_names
from analysis.nlp.entities.name_spans import Name
from analysis.nlp.entities.person_names import (
    fold,
    is_common_given_name,
    is_given_name,
    parse_name,
    particles,
)
from analysis.nlp.lexicon import nouns

#: Maximum number of tokens of a name whose last word the model leaves out.
_CUT_TOKENS = 2
#: Fewest words of a name with a particle between the given and the family name.
_FEWEST_WITH_PARTICLE = 3


def join_particle_names(names: Sequence[Name]) -> list[Name]:
    """Return the names of an article, those that a particle divides as one."""
    joined = [_complete_after_particle(_make_person_of_body(name)) for name in names]
    surnames = {ending for name in joined if (ending := _find_ending(name))}
    if surnames:
        joined = [_complete_before_surname(name, surnames) for name in joined]
    if all(new is old for new, old in zip(joined, names, strict=True)):
        return list(names)
    in_order = sorted(joined, key=lambda name: (name.start, -name.end))
    distinct: list[Name] = []
    for name in in_order:
        if not distinct or name.start >= distinct[-1].end:
            distinct.append(name)
    return distinct


def _make_person_of_body(name: Name) -> Name:
    """Return a body whose words are a given name, particles and a capital as the person it is."""
    if name.label != ORG or len(name.span) < _FEWEST_WITH_PARTICLE:
        return name
    first, *between, last = name.span
    is_person = is_given_name(first.text) and all(map(_is_particle, between))
    is_listed = bool(organisation_names.find_listed_name(name.text))
    return (
        _make_person(name.span) if is_person and _is_capitalised(last) and not is_listed else name
    )


def _complete_after_particle(name: Name) -> Name:
    """Return a person's name that ends in a particle with the capitalised word after it."""
    doc, span = name.span.doc, name.span
    is_saint = len(span) > 1 and span[-1].text == "St."
    if name.label != PERSON or not (is_saint or _is_particle(span[-1]) or _is_cut(span)):
        return name
    end = span.end
    while end < len(doc) and (_is_particle(doc[end]) or doc[end].text == "-"):
        end += 1
    if end == len(doc) or not _is_capitalised(doc[end]):
        return name
    end = _skip_hyphenated(doc, end + 1)
    while is_saint and end < len(doc) and doc[end].ent_iob_ == "I":  # 'John IV'
        end += 1
    start = span.start
    while start and _is_particle(doc[start - 1]):
        start -= 1
    return _make_person(doc[start:end])


def _is_cut(span: Span) -> bool:
    """Return whether the model leaves out the last word of 'Marine Le', 'Moon Jae' or 'Tim'."""
    doc, end = span.doc, span.end
    if len(span) > _CUT_TOKENS or end == len(doc) or span[-1].head != doc[end]:
        return False
    last = doc[end]
    if last.tag_ != "NNP" or last.ent_type_ or not _is_capitalised(last):
        return False
    if len(span) == 1:
        return is_common_given_name(span.text) and _is_no_other_word(last)
    is_before_surname = span[-1].lower_ in particles() and is_given_name(span[0].text)
    parsed = parse_name(f"{span.text} {last.text}")
    return is_before_surname or parsed.surname == fold(span[0].text)


def _is_no_other_word(token: Token) -> bool:
    """Return whether a word may be a family name: 'Tim Pawlenty', but 'Ada Bill', 'Ada Emails'."""
    if is_given_name(token.text) or token.lower_ in nouns():
        return False
    return not any(other.lower == token.lower and other.is_lower for other in token.doc)


def _skip_hyphenated(doc: Doc, end: int) -> int:
    """Return where a word ends that a hyphen joins to the next: 'Renta-Holt'."""
    while end + 1 < len(doc) and doc[end].text == "-" and not doc[end - 1].whitespace_:
        if not _is_capitalised(doc[end + 1]):
            break
        end += 2
    return end


def _find_ending(name: Name) -> str:
    """Return the particles and the family name of a full name: 'von der Leyen'; empty if none."""
    parts = name.text.split()
    if name.label != PERSON or len(parts) == 1:
        return ""
    start = len(parts) - 1
    while start > 1 and parts[start - 1].islower() and parts[start - 1] in particles():
        start -= 1
    return " ".join(parts[start:]) if 1 <= start < len(parts) - 1 else ""


def _complete_before_surname(name: Name, endings: set[str]) -> Name:
    """Return a name with the particles before it that belong to the family name of a person."""
    doc, start = name.span.doc, name.span.start
    while start and doc[start - 1].lower_ in particles():
        start -= 1
    if start == name.span.start:
        return name
    span = doc[start : name.span.end]
    text = str(doc._.text[span.start_char : name.end])
    known = text[:1].lower() + text[1:]
    return _make_person(span) if known in endings else name


def _make_person(span: Span) -> Name:
    text = str(span.doc._.text[span.start_char : span.end_char])
    return Name(span.start_char, span.end_char, text, PERSON, span)


def _is_particle(token: Token) -> bool:
    return token.is_lower and token.text in particles()


def _is_capitalised(token: Token) -> bool:
    return token.is_alpha and token.text[0].isupper()
