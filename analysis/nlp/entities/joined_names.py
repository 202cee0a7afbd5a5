"""Names that the model takes for one, divided: 'Ada Boon Ray Holt', 'Boon, Holt', 'Boon-Norway'.

A text is divided where the parts are names by themselves: of persons or bodies that the article
names elsewhere, or of countries. A clause that the model takes for a name ('Boon visits Norway')
is none: what is left of it are the names around its verb.
"""

import re
from collections.abc import Iterator

from spacy.tokens import Token

from analysis.entity_types import GPE, LOC, NORP, ORG, PERSON
from analysis.nlp.entities import organisation_names, person_names
from analysis.nlp.entities.name_spans import Name, find_possible_country

#: What joins two names: 'Acme News/Boon Post', 'Boon, Holt', 'the Boon-Norway talks'.
_JOINT = re.compile(r" ?/ ?|, |(?<=[\w.])[-–](?=[A-Z])")
#: What joins two countries: 'North and South Korea'.
_AND = re.compile(r" and (?:the )?")
#: Labels that the model gives to two names.
_JOINED_LABELS = frozenset((ORG, PERSON, GPE, LOC, NORP))
#: A full name with a hyphen, which is one name.
_HYPHENATED = re.compile(r"[^/,]* [^/,]*[-–][^/,]*")
#: Tags of finite verbs.
_FINITE = ("VBD", "VBP", "VBZ")
#: Number of letters up to which a word in a name may be a particle that is taken for a verb ("do"
#: in "João do Rio").
_LONGEST_PARTICLE = 3


def split_joined_names(names: list[Name]) -> Iterator[Name]:
    """Yield the names of an article, those of which two are joined as two."""
    full_names = {name.text for name in names if name.label == PERSON and " " in name.text}
    labels = _collect_labels(names)
    for name in names:
        first = _find_first_name(name.text, full_names) if name.label == PERSON else ""
        if first:
            second = len(first) + 1
            parts = [(0, first, PERSON), (second, name.text[second:], PERSON)]
        elif verb := _find_verb(name):
            parts = list(_list_parts_beside(name, verb, labels)) or [(0, name.text, name.label)]
        else:
            parts = _divide(name, labels)
            if not parts:
                yield name
        for offset, text, label in parts:
            start = name.start + offset
            end = start + len(text)
            span = name.span.doc.char_span(start, end, alignment_mode="expand")
            if span is not None:
                yield Name(start, end, text, label, span)


def _collect_labels(names: list[Name]) -> dict[str, str]:
    """Return the labels of the names that are not joined, and of the surnames of persons.

    'Boon-Holt' is one surname where 'Ada Boon-Holt' is named.
    """
    labels: dict[str, str] = {}
    for name in names:
        if not _get_joint(name).search(name.text):
            labels.setdefault(name.text, name.label)
        parsed = person_names.parse_name(name.text)
        last = name.text.rsplit(maxsplit=1)[-1]
        if name.label == PERSON and parsed.is_full and person_names.fold(last) == parsed.surname:
            labels.setdefault(last, PERSON)
    return labels


def _divide(name: Name, labels: dict[str, str]) -> list[tuple[int, str, str]]:
    """Return the offset, words and label of each part; nothing unless all parts are names."""
    if name.label not in _JOINED_LABELS or name.text in labels:
        return []
    is_listed = bool(organisation_names.find_listed_name(name.text))
    is_whole = is_listed or find_possible_country(name.text) is not None
    joint_pattern = _get_joint(name)
    if is_whole or _HYPHENATED.fullmatch(name.text) or not joint_pattern.search(name.text):
        return []
    parts: list[tuple[int, str, str]] = []
    start = 0
    for joint in (*joint_pattern.finditer(name.text), None):
        end = joint.start() if joint else len(name.text)
        part = name.text[start:end]
        label = _label_of(part, labels)
        if not label:
            return []
        if not _is_unnamed_country(part, labels):
            parts.append((start, part, label))
        start = joint.end() if joint else end
    return parts


def _find_verb(name: Name) -> Token | None:
    """Return the finite verb within a name, in small letters; a name has none."""
    if name.label not in _JOINED_LABELS:
        return None
    for token in name.span[1:-1]:
        if token.tag_ in _FINITE and token.is_lower and len(token) > _LONGEST_PARTICLE:
            return token
    return None


def _list_parts_beside(
    name: Name, verb: Token, labels: dict[str, str]
) -> Iterator[tuple[int, str, str]]:
    """Yield the offset, words and label of the names before and after a verb, where they are."""
    verb_start = verb.idx - name.start
    after = verb_start + len(verb) + 1
    for offset, part in ((0, name.text[:verb_start].rstrip()), (after, name.text[after:])):
        if label := _label_of(part, labels):
            yield offset, part, label


def _is_unnamed_country(part: str, labels: dict[str, str]) -> bool:
    """Whether a word like 'North' stands for a country that the article does not name."""
    form = find_possible_country(part)
    if form is None or form.kind != "other name":
        return False
    named = (find_possible_country(text) for text in labels)
    return not any(other is not None and other.country == form.country for other in named)


def _get_joint(name: Name) -> re.Pattern[str]:
    """Return what may join two names in a text of the label of ``name``."""
    return _AND if name.label in (GPE, LOC) and _AND.search(name.text) else _JOINT


def _label_of(part: str, labels: dict[str, str]) -> str:
    """Return the label of a name by itself; empty if the words may be no name."""
    form = find_possible_country(part, labels.get(part, ""))
    if form is not None:
        return NORP if form.metonymy == "people" else GPE
    return labels.get(part) or (ORG if organisation_names.find_listed_name(part) else "")


def _find_first_name(text: str, full_names: set[str]) -> str:
    """Return the first of two known names of which a text is made, or an empty string."""
    for space in re.finditer(" ", text):
        first, second = text[: space.start()], text[space.end() :]
        if first in full_names and second in full_names:
            return first
    return ""
