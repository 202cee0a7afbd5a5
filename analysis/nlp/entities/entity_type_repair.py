"""Repair of the entity types that the parse, or other uses of the same name, prove wrong."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Span, Token

from analysis.entity_types import (
    EVENT,
    GPE,
    LAW,
    NAMED_LABELS,
    NORP,
    ORG,
    PERSON,
    PLACE_LABELS,
    PRODUCT,
    WORK_OF_ART,
    Trait,
    labels_with,
)
from analysis.nlp.entities import organisation_names, person_names
from analysis.nlp.entities.countries import CountryForm
from analysis.nlp.entities.explained_acronyms import find_acronyms_of_laws
from analysis.nlp.entities.given_names_alone import find_given_names_alone
from analysis.nlp.entities.law_names import is_law, listed_laws
from analysis.nlp.entities.listed_forms import is_body_in_letters
from analysis.nlp.entities.name_spans import Name, find_possible_country
from analysis.nlp.entities.person_names import particles, strip_particles
from analysis.nlp.entities.short_forms import find_short_forms
from analysis.nlp.entities.surnames_of_places import find_surnames_of_places
from analysis.nlp.entities.vessel_names import find_vessels, is_vessel
from analysis.nlp.lexicon import nouns, words
from analysis.nlp.token_ids import find_tokens, get_ids

#: Labels of names that can be a person's.
_PERSON_CANDIDATES = frozenset(labels_with(Trait.MAY_BE_PERSON))
#: Labels that a name keeps although it is a country's: 'the Iran deal' as a law.
_NEVER_COUNTRIES = (EVENT, LAW)
#: Maximum number of words in a person's name (judgement).
_MAX_NAME_WORDS = 4
#: Number of times a word must be a person's name alone before a fuller name that ends in it is a
#: person's too; one fewer if it begins with a common given name (judgement).
_MIN_SURNAMES_ALONE = 2
#: Number of words in a given name and a family name.
_FULL_NAME_WORDS = 2
#: Number of times 'he' or 'she' must refer to a name before it is a person's, and to a family name
#: that many bear (judgement; of 64 such names of bulk news with one pronoun, 63 are persons).
_MIN_PRONOUNS, _MIN_PRONOUNS_OF_FAMILY_NAME = 2, 1
#: Number of tokens after a name within which a noun for a medium makes it an organisation:
#: 'the Yonhap news agency'.
_APPELLATION_WINDOW = 2
#: Labels that say more than others of a name that has several equally often, the clearest first
#: (judgement, from names of a large corpus that were read).
_TELLING_LABELS = (frozenset((EVENT, LAW)), frozenset((GPE, ORG)))
#: A middle initial: 'Ada B. Boon'.
_INITIAL = re.compile(r"[A-Z]\.")
_SINGULAR_NOUNS = ("NN", "NNP")
_SUBJECTS = ("nsubj", "nsubjpass")
#: Pronouns that only persons have.
_PRONOUN_IDS = get_ids(("he", "she", "his", "her"))


def drop_titles(names: Iterable[Name]) -> list[Name]:
    """Drop names that are titles and no organisations; repair types the parse proves wrong.

    Dropped are 'Defense' before 'Minister' and 'National Security Advisor'. A name after 'the port
    of' becomes a place, 'Ann Lee University' an organisation, 'Lee v. Boon' a law and
    'HMS Boon' a product.
    """
    remaining = []
    for name in names:
        span = name.span
        if name.label == ORG:
            if _is_title(name):
                continue
            if any(child.dep_ == "appos" and _is_office(child) for child in span.root.children):
                name.label = PERSON
        elif name.label == PERSON and len(span) == 1 and _is_location(span[0]):
            name.label = GPE
        elif name.label == PERSON and len(span) > 1 and _is_of_body(span):
            name.label = ORG
        if is_law(name):
            name.label = LAW
        elif is_vessel(name):
            name.label = PRODUCT
        remaining.append(name)
    return remaining


def _is_of_body(span: Span) -> bool:
    """Whether a name begins or ends as no person's does: 'Team Boon', 'Boon University'."""
    first, last = span[0].lower_, span[-1].lower_
    return first in words("begins no person") or last in words("ends no person")


def repair_entity_types(doc: Doc, names: list[Name]) -> list[Name]:
    """Give all uses of one name one label: the proved one, otherwise the most frequent one.

    The name of a country gets the label of what it stands for, and a single word that is a
    person's surname elsewhere in the article becomes a person. Names whose label is none of
    :data:`analysis.entity_types.NAMED_LABELS` are dropped.
    """
    proved = find_short_forms(names) | _find_proved_labels(doc, names)
    proved |= dict.fromkeys(find_given_names_alone(names), PERSON)
    proved |= dict.fromkeys(find_surnames_of_places(names, _collect_surnames(names)), PERSON)
    proved |= dict.fromkeys(find_vessels(names), PRODUCT)
    proved |= dict.fromkeys(find_acronyms_of_laws(names) | set(listed_laws()), LAW)
    proved |= dict.fromkeys(words("name of an event"), EVENT)  # the model takes 'Brexit' for a man
    proved |= dict.fromkeys(words("name of a people"), NORP)  # … and 'Latinos' or 'Mormon' too
    votes: dict[str, Counter[str]] = {}
    for name in names:
        folded = person_names.fold(name.text)
        name.label = ORG if is_body_in_letters(name) else proved.get(folded, name.label)
        votes.setdefault(folded, Counter())[name.label] += 1
    surnames = _collect_surnames(names)
    for name in names:
        folded = person_names.fold(name.text)
        form = find_possible_country(name.text)
        is_country = form is not None and form.kind != "other name"
        if form is not None and is_country and name.label not in _NEVER_COUNTRIES:
            if name.label != PERSON or find_possible_country(name.text, PERSON) is not None:
                name.label = _label_of_country(form)
        elif strip_particles(folded) in surnames and _is_surname_alone(name.text):
            name.label = PERSON
        else:
            name.label = _choose_label(votes[folded], name.label)
    return [name for name in names if name.label in NAMED_LABELS]


def _is_surname_alone(text: str) -> bool:
    """Whether a name is one word, or particles and one: 'Von der Leyen', 'El-Sisi'."""
    *before, _ = text.strip().split()
    return all(person_names.fold(word) in particles() for word in before)


def _choose_label(votes: Counter[str], label: str) -> str:
    """Return the label that most uses of a name have; ``label`` of this use if that is unclear.

    Of equally frequent ones, the model seldom invents an event or a law, and gives a name that it
    does not know any of the last ones; a person is not told from a place or a body so.
    """
    most = max(votes.values())
    frequent = {other for other, count in votes.items() if count == most}
    if len(frequent) > 1 and PERSON in frequent:
        return label
    for labels in _TELLING_LABELS:
        if telling := frequent & labels:
            return min(telling) if len(telling) == 1 else label
    return min(frequent) if len(frequent) == 1 else label


def _collect_surnames(names: list[Name]) -> set[str]:
    """Return the surnames of the full names of persons, but for listed organisations."""
    surnames = set()
    for name in names:
        if name.label != PERSON or organisation_names.find_listed_name(name.text.split()[-1]):
            continue
        parsed = person_names.parse_name(name.text)
        if parsed.is_full:
            surnames.add(parsed.surname)
    return surnames


def _label_of_country(form: CountryForm) -> str:
    if form.kind == "institution":
        return ORG
    return NORP if form.metonymy == "people" else GPE


def _find_proved_labels(doc: Doc, names: list[Name]) -> dict[str, str]:
    """Return, by folded name, the label that one of its uses proves."""
    persons: set[str] = set()
    organisations: set[str] = set()
    previous: Name | None = None
    alone = Counter(
        person_names.fold(name.text)
        for name in names
        if name.label == PERSON and len(name.span) == 1
    )
    for name in sorted(names, key=lambda name: name.start):
        folded = person_names.fold(name.text)
        is_listed = name.label == PERSON and bool(organisation_names.find_listed_name(name.text))
        is_body = folded in words("platform") or folded in words("name of a body")
        if is_body or is_listed or _is_appellation(name):
            organisations.add(folded)
        elif name.label in _PERSON_CANDIDATES and _can_be_person(name):
            surname = person_names.parse_name(name.text).surname if " " in name.text else ""
            is_plain = all(token.is_alpha for token in name.span)  # 'Ann's Law', 'Ray: Law'
            is_given_first = _has_given_name_first(name)
            is_full_name = is_plain and alone[surname] >= _MIN_SURNAMES_ALONE - is_given_first
            is_speaker = is_given_first and _is_speaking(name)
            is_introduced = _is_introduced(name) or _is_misread_speaker(name)
            if _has_title(name, previous) or is_full_name or is_speaker or is_introduced:
                persons.add(folded)
        elif name.label in PLACE_LABELS and _is_introduced_as_office(name):
            # 'Ray Boon, a lawyer' where Boon is a person elsewhere, or who says something
            is_named_again = alone[folded.split()[-1]] >= _MIN_SURNAMES_ALONE
            is_known = is_named_again or _is_speaking(name)
            if is_known and len(name.span) == _FULL_NAME_WORDS and _can_be_person(name):
                persons.add(folded)
        previous = name
    pronouns = Counter(person_names.fold(name.text) for name in _find_pronoun_subjects(doc, names))
    persons.update(folded for folded, n in pronouns.items() if n >= _count_pronouns_needed(folded))
    return dict.fromkeys(persons - organisations, PERSON) | dict.fromkeys(
        organisations - persons, ORG
    )


def _is_introduced(name: Name) -> bool:
    """Whether an office is beside a name like a person's: 'Ada Boon, chair', 'the chair, Ada Boon'.

    The model takes some for works, events or bodies.
    """
    root = name.span.root
    is_apposed = root.dep_ == "appos" and _is_office(root.head) and root.head.i < root.i
    return _has_given_name_first(name) and (is_apposed or _is_introduced_as_office(name))


def _is_misread_speaker(name: Name) -> bool:
    """Whether a work speaks and has an initial or an office, as no work does: 'Ada B. Boon said'.

    The model takes names right after a closing quotation mark for works.
    """
    if name.label != WORK_OF_ART or len(name.span) == 1 or not _is_speaking(name):
        return False
    has_initial = any(_INITIAL.fullmatch(token.text) for token in name.span[1:-1])
    return has_initial or _is_introduced_as_office(name)


def _has_given_name_first(name: Name) -> bool:
    """Whether a name is a common given name and one word more: 'Ada Boon'."""
    given_name, *rest = name.text.split()
    surname_words = [word for word in rest if word.lower() not in particles()]
    is_named_so = len(surname_words) == 1 and all(
        part.istitle() for part in (given_name, *surname_words)
    )
    is_common = all(map(person_names.is_common_given_name, given_name.split("-")))
    is_listed = len(rest) == 1 and person_names.is_listed_full_name(given_name, *rest)
    return is_named_so and (is_common or is_listed)


def _is_introduced_as_office(name: Name) -> bool:
    return any(child.dep_ == "appos" and _is_office(child) for child in name.span.root.children)


def _is_speaking(name: Name) -> bool:
    """Whether a name is the subject of a verb of saying."""
    root = name.span.root
    is_title = all(word.istitle() or word in particles() for word in name.text.split())
    return is_title and root.dep_ == "nsubj" and root.head.lower_ in words("attributing")


def _is_title(name: Name) -> bool:
    """Whether an organisation is part of a title: 'National Security Advisor'.

    'Office of Special Counsel' is a body.
    """
    first, last = name.span[0], name.span[-1]
    if _is_office(last):
        return not (_is_body(first) and first.nbor().lower_ == "of")
    following = last.doc[last.i + 1] if last.i + 1 < len(last.doc) else None
    # 'National Security' is a field and no body; 'Foreign Ministry' is a body.
    is_field = organisation_names.is_generic_office(name.text) and not _is_body(last)
    return _is_office(following) and is_field


def _is_appellation(name: Name) -> bool:
    """Whether a name tells which medium is meant: 'the Yonhap news agency'.

    'the Trump administration' is none.
    """
    if name.label not in (PERSON, NORP) or _is_people(name):
        return False
    for token in name.span.doc[name.span.end : name.span.end + _APPELLATION_WINDOW]:
        if token.lower_ in words("medium"):
            return token.tag_ == "NN"
        if token.dep_ != "compound":
            break
    return False


def _is_people(name: Name) -> bool:
    """Whether a name is a demonym."""
    form = find_possible_country(name.text)
    return form is not None and form.metonymy == "people"


def _can_be_person(name: Name) -> bool:
    """Whether a name has the form of a person's and is not listed as another's."""
    parts, span = name.text.split(), name.span
    is_capitalised = all(part[0].isupper() for part in parts) and not name.text.isupper()
    if len(parts) > _MAX_NAME_WORDS or not is_capitalised:
        return False
    if span.start and span.doc[span.start - 1].lower_ == "the":
        return False
    if find_possible_country(name.text) is not None:
        return False
    if organisation_names.find_listed_name(name.text):
        return False
    return not any(_is_body(token) or token.lower_ in words("press office") for token in span)


def _has_title(name: Name, previous: Name | None) -> bool:
    """Whether a title or a noun for a person comes right before a name, as before a person's."""
    span, root = name.span, name.span.root
    before = span.doc[span.start - 1] if span.start else None
    if before is not None and before.dep_ in ("compound", "nmod") and before.head == root:
        is_title = person_names.strip_title(f"{before.text} {name.text}") == name.text
        if is_title or _is_office(before):
            return True
    if previous is None or previous.span.end != span.start:
        return False
    # 'Ambassador to the United Nations Nikki Haley': two names meet in the phrase of an office.
    while root.dep_ in ("pobj", "prep", "compound"):
        root = root.head
    return root.i < span.start and _is_office(root)


def _find_pronoun_subjects(doc: Doc, names: list[Name]) -> Iterator[Name]:
    """Yield the organisations that 'he' or 'she' refers to, once for each pronoun.

    A pronoun refers to the one name before it in its sentence that can be a person's, if that is
    the subject of a verb; 'he' and 'she' as subjects of a sentence without one, to that of the
    sentence before if many bear it as a family name: 'Wikinews met a farmer. She …'
    """
    pronouns = find_tokens(doc, "LOWER", _PRONOUN_IDS)
    if not pronouns:
        return
    in_order = sorted(names, key=lambda name: name.start)
    starts = [name.span.start for name in in_order]
    for pronoun in pronouns:
        sentence, stop = doc[pronoun].sent, bisect_left(starts, pronoun)
        first = bisect_left(starts, sentence.start, hi=stop)
        is_before = first == stop and sentence.start > 0 and doc[pronoun].dep_ in _SUBJECTS
        if is_before:
            first = bisect_left(starts, doc[sentence.start - 1].sent.start)
        candidates = [name for name in in_order[first:stop] if _is_rival_of_pronoun(name)]
        has_subject = any(name.span.root.dep_ in _SUBJECTS for name in candidates)
        is_one = len({name.text for name in candidates}) == 1
        if not is_one or not has_subject or candidates[0].label != ORG:
            continue
        if not is_before or person_names.is_common_family_name(candidates[0].text):
            yield candidates[0]


def _is_rival_of_pronoun(name: Name) -> bool:
    """Whether 'he' may refer to a name: to a person, or to what the model takes for a body."""
    return name.label == PERSON or (name.label == ORG and _can_be_person(name))


def _count_pronouns_needed(folded: str) -> int:
    is_family_name = person_names.is_common_family_name(folded)
    return _MIN_PRONOUNS_OF_FAMILY_NAME if is_family_name else _MIN_PRONOUNS


def _is_office(token: Token | None) -> bool:
    """Whether a token is a noun for one person: 'minister', 'Ambassador'."""
    if token is None or token.tag_ not in _SINGULAR_NOUNS:
        return False
    noun = nouns().get(token.lemma_.lower())
    return noun is not None and noun.kind == "person"


def _is_body(token: Token) -> bool:
    """Whether a token is a noun for an organisation: 'ministry', 'University'."""
    noun = nouns().get(token.lower_)
    return noun is not None and noun.kind == "organisation"


def _is_location(token: Token) -> bool:
    """Whether the words before a name make it a place: 'the port of X', 'in X'."""
    preposition = token.head
    if token.dep_ != "pobj" or preposition.i + 1 != token.i:
        return False
    return preposition.lower_ in ("in", "near") or (
        preposition.lower_ == "of" and preposition.head.lemma_.lower() in words("place")
    )
