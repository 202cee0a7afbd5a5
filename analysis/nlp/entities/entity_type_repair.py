"""What kind of thing a name names, mended where the parse or its other uses prove it wrong."""

from collections import Counter
from collections.abc import Iterable, Iterator

import numpy as np
from spacy.tokens import Doc, Token

from analysis.entity_types import (
    EVENT,
    GPE,
    LAW,
    NAMED_LABELS,
    NORP,
    ORG,
    PERSON,
    Trait,
    labels_with,
)
from analysis.nlp.entities import organisation_names, person_names
from analysis.nlp.entities.name_spans import Name, find_possible_country
from analysis.nlp.lexicon import nouns, words

#: Labels a person's name may have.
_PERSONAL = frozenset(labels_with(Trait.MAY_BE_PERSON))
#: A person's name has at most so many words.
_NAME = 4
#: So many times 'he' or 'she' takes up a name that is a person's.
_TAKEN_UP = 2


def drop_titles(found: Iterable[Name]) -> list[Name]:
    """Leave out what is a title and no organisation; mend labels the parse proves wrong.

    'Defense' before 'Minister', 'National Security Advisor', and a port 'of Vladivostok'.
    """
    kept = []
    for name in found:
        span = name.span
        if name.label == ORG:
            if _is_office(span[-1]) or (_is_office(_after(span[-1])) and _tells_field(name)):
                continue
            if any(c.dep_ == "appos" and _is_office(c) for c in span.root.children):
                name.label = PERSON
        elif name.label == PERSON and len(span) == 1 and _is_location(span[0]):
            name.label = GPE
        kept.append(name)
    return kept


def repair_entity_types(doc: Doc, found: list[Name]) -> list[Name]:
    """Give every use of one name one label: what the text proves it, or what it mostly has.

    A country's name has its own label, and a person's surname is a person's.
    """
    proved = _proved(doc, found)
    votes: dict[str, Counter[str]] = {}
    surnames: set[str] = set()
    for name in found:
        folded = person_names.fold(name.text)
        name.label = proved.get(folded, name.label)
        votes.setdefault(folded, Counter())[name.label] += 1
        listed = organisation_names.find_listed_name(name.text.split()[-1])
        if (
            name.label == PERSON
            and not listed
            and (parsed := person_names.parse_name(name.text)).is_full
        ):
            surnames.add(parsed.surname)
    for name in found:
        folded = person_names.fold(name.text)
        form = find_possible_country(name.text)
        if form is not None and form.note != "other name" and name.label not in (EVENT, LAW):
            if name.label != PERSON or find_possible_country(name.text, PERSON) is not None:
                name.label = NORP if form.metonymy == "people" else GPE
                if form.note == "institution":
                    name.label = ORG
        elif folded in surnames and " " not in name.text.strip():
            name.label = PERSON
        else:
            (label, most), *_ = votes[folded].most_common(1)
            if most > votes[folded][name.label]:
                name.label = label
    return [name for name in found if name.label in NAMED_LABELS]


def _proved(doc: Doc, found: list[Name]) -> dict[str, str]:
    """Return, by folded name, the label one of its uses proves."""
    persons: set[str] = set()
    others: set[str] = set()
    previous: Name | None = None
    for name in sorted(found, key=lambda name: name.start):
        folded = person_names.fold(name.text)
        listed = name.label == PERSON and organisation_names.find_listed_name(name.text)
        if folded in words("platform") or listed or _is_appellation(name):
            others.add(folded)
        elif name.label in _PERSONAL and _may_be_person(name) and _has_title(name, previous):
            persons.add(folded)
        previous = name
    taken_up = Counter(person_names.fold(name.text) for name in _taken_up(doc, found))
    persons.update(folded for folded, times in taken_up.items() if times >= _TAKEN_UP)
    return dict.fromkeys(persons - others, PERSON) | dict.fromkeys(others - persons, ORG)


def _is_appellation(name: Name) -> bool:
    """'the Yonhap news agency': it says which agency; but not 'the Trump administration'."""
    if name.label not in (PERSON, NORP) or _is_people(name):
        return False
    for token in name.span.doc[name.span.end : name.span.end + 2]:
        if token.lower_ in words("medium"):
            return token.tag_ == "NN"
        if token.dep_ != "compound":
            break
    return False


def _is_people(name: Name) -> bool:
    form = find_possible_country(name.text)
    return form is not None and form.metonymy == "people"


def _may_be_person(name: Name) -> bool:
    """Whether a name has the shape of a person's and is no other's by the lists."""
    parts, span = name.text.split(), name.span
    if len(parts) > _NAME or name.text.isupper() or not all(part[0].isupper() for part in parts):
        return False
    if span.start and span.doc[span.start - 1].lower_ == "the":
        return False
    known = find_possible_country(name.text) is not None or organisation_names.find_listed_name(
        name.text
    )
    return not known and not any(_is_body(t) or t.lower_ in words("press office") for t in span)


def _has_title(name: Name, previous: Name | None) -> bool:
    """Whether a title or a noun for a person stands right before a name, as before a person's."""
    span, root = name.span, name.span.root
    before = span.doc[span.start - 1] if span.start else None
    beside = before is not None and before.dep_ in ("compound", "nmod") and before.head == root
    if before is not None and beside:
        title = person_names.strip_title(f"{before.text} {name.text}") == name.text
        if title or _is_office(before):
            return True
    if previous is None or previous.span.end != span.start:
        return False
    # 'Ambassador to the United Nations Nikki Haley': two names meet in the phrase of an office.
    while root.dep_ in ("pobj", "prep", "compound"):
        root = root.head
    return root.i < span.start and _is_office(root)


def _taken_up(doc: Doc, found: list[Name]) -> Iterator[Name]:
    """Yield the names no person's by their label that 'he' or 'she' takes up in their sentence.

    That is the one name before the pronoun in its sentence, the subject of a verb.
    """
    hashes = [doc.vocab.strings[word] for word in ("he", "she", "his", "her")]
    pronouns = np.flatnonzero(np.isin(doc.to_array("LOWER"), hashes)).tolist()
    if not pronouns:
        return
    in_order = sorted(found, key=lambda name: name.start)
    starts = [name.span.start for name in in_order]
    for at in pronouns:
        sentence_start = doc[at].sent.start
        first, last = np.searchsorted(starts, [sentence_start, at]).tolist()
        before = [name for name in in_order[first:last] if not _is_people(name)]
        if len(before) != 1 or before[0].span.root.dep_ not in ("nsubj", "nsubjpass"):
            continue
        if before[0].label == ORG and _may_be_person(before[0]):
            yield before[0]


def _tells_field(name: Name) -> bool:
    """Whether it names a field and no body: 'National Security', not 'Foreign Ministry'."""
    return organisation_names.is_generic_office(name.text) and not _is_body(name.span[-1])


def _after(token: Token) -> Token | None:
    return token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None


def _is_office(token: Token | None) -> bool:
    """Whether a token is a noun for one person: 'minister', 'Ambassador'."""
    if token is None or token.tag_ not in ("NN", "NNP"):
        return False
    noun = nouns().get(token.lemma_.lower())
    return noun is not None and noun.kind == "person"


def _is_body(token: Token) -> bool:
    """Whether a token is a noun for an organisation: 'ministry', 'University'."""
    noun = nouns().get(token.lower_)
    return noun is not None and noun.kind == "organisation"


def _is_location(token: Token) -> bool:
    """'the port of X', 'in X': a place, whatever the label."""
    preposition = token.head
    if token.dep_ != "pobj" or preposition.i + 1 != token.i:
        return False
    return preposition.lower_ in ("in", "near") or (
        preposition.lower_ == "of" and preposition.head.lemma_.lower() in words("place")
    )
