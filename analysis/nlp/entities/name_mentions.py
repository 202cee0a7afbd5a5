"""Who and what an article names: the named mentions.

The model's entities are the start. They are mended where the text proves them wrong: possessives
and articles are left off, a span never crosses a line, a demonym or an abbreviation the model
missed is found in the table of countries, a surname that a fuller name introduces is a person
whatever the label says, and a name used elsewhere in the article is found where it was missed.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

import numpy as np
from spacy.tokens import Doc, Span, Token

from analysis.entity_types import ORG, PERSON, Trait, labels_with
from analysis.nlp.entities import organisation_names, person_names
from analysis.nlp.entities.entity_trimming import is_role
from analysis.nlp.entities.entity_type_repair import drop_titles, repair_entity_types
from analysis.nlp.entities.name_spans import (
    Name,
    find_country_names,
    find_model_names,
    find_possible_country,
)
from analysis.nlp.entities.person_name_matching import compare_names
from analysis.nlp.lexicon import words
from analysis.nlp.span_index import HasSpan, SpanIndex
from analysis.nlp.text_positions import index_blocks

#: Labels of names that may stand before 'administration'.
_LEADERS = frozenset(labels_with(Trait.LED_BY))
#: Kinds of block whose capital letters do not mark names.
_TITLE_KINDS = frozenset(("headline", "subhead"))
#: Labels of names that are looked for where the model missed them.
_SOUGHT = frozenset(labels_with(Trait.SEARCHED))


def find_names(doc: Doc, blocks: SpanIndex[HasSpan]) -> list[Name]:
    """Return the named mentions inside ``blocks``, in order, without overlap, not yet joined."""
    found = drop_titles(_without_leader(name) for name in find_model_names(doc, blocks))
    found += find_country_names(doc, blocks, SpanIndex(found))
    found = repair_entity_types(doc, [_completed(name, found) for name in found])
    found += _missed(doc, blocks, found)
    found = [_of_person(name) for name in found]
    found = _proved_in_text(doc, list(_split_run_together(found)))
    # What was taken for a name of several words and is none may have hidden a country's.
    found += find_country_names(doc, blocks, SpanIndex(found))
    return sorted(found, key=lambda name: name.start)


def _completed(name: Name, found: list[Name]) -> Name:
    """Take in the words before a name that are part of it and that the model left out.

    'Nippon' is 'All Nippon' where the text has 'All Nippon Airways', and a person's single name
    that no fuller one explains takes in the given name before it.
    """
    doc, start = name.span.doc, name.span.start
    before = doc[start - 1] if start else None
    if before is None or before.ent_type_ or before.tag_ not in ("NNP", "DT", "PDT"):
        return name
    if not before.text[0].isupper() or before.lower_ == "the" or find_possible_country(name.text):
        return name
    text = f"{before.text} {name.text}"
    longer = next((other for other in found if other.text.startswith(f"{text} ")), None)
    if longer is None and not _is_given_name(before, name, found):
        return name
    span = doc[start - 1 : name.span.end]
    label = longer.label if longer is not None else PERSON
    return Name(span.start_char, name.end, text, label, span)


def _is_given_name(before: Token, name: Name, found: list[Name]) -> bool:
    if name.label != PERSON or len(name.span) > 1 or before.dep_ != "compound":
        return False
    if organisation_names.find_listed_name(name.text) or before.tag_ == "JJ":
        return False
    if is_role(before) or before.lower_.strip(".") in words("honorific"):
        return False
    known = (other.text for other in found if other.label == PERSON and " " in other.text)
    explained = any(compare_names(name.text, other) for other in known)
    return before.head == name.span[0] and before.text.istitle() and not explained


def _missed(doc: Doc, blocks: SpanIndex[HasSpan], found: list[Name]) -> Iterator[Name]:
    """Uses of a name, or of a person's surname alone, that the model missed.

    A name of one word is looked for where it is a proper noun; one that stands for nothing else.
    """
    wanted: dict[str, Counter[str]] = defaultdict(Counter)
    for name in found:
        if name.label in _SOUGHT and (name.text[0].isupper() or name.text.isupper()):
            wanted[name.text][name.label] += 1
        if name.label == PERSON and (parsed := person_names.parse_name(name.text)).is_full:
            last = name.text.split()[-1]
            if len(last) > 2 and person_names.fold(last) == parsed.surname and not _is_listed(last):
                wanted[last][PERSON] += 1
    labels = {text: votes.most_common(1)[0][0] for text, votes in wanted.items()}
    spans = {text: text.split() for text in labels}
    longest_first = sorted(spans, key=lambda text: -len(spans[text]))
    by_first: dict[int, list[str]] = defaultdict(list)
    for text in longest_first:
        by_first[doc.vocab.strings[spans[text][0]]].append(text)
    done, whole, names = 0, doc._.text, SpanIndex(found)
    for at in np.flatnonzero(np.isin(doc.to_array("ORTH"), list(by_first))).tolist():
        token = doc[at]
        if token.idx < done or token.pos_ != "PROPN" or token.idx not in blocks:
            continue
        for text in by_first[token.orth]:
            end = token.idx + len(text)
            if whole[token.idx : end] != text or names.overlaps(token.idx, end):
                continue
            span = doc.char_span(token.idx, end)
            if span is not None and (labels[text] == PERSON or not _goes_on(span)):
                yield Name(token.idx, end, text, labels[text], span)
                done = end
                break


def _is_listed(word: str) -> bool:
    """Whether a word names an organisation or a country by itself: 'House' is nobody's surname."""
    return (
        bool(organisation_names.find_listed_name(word)) or find_possible_country(word) is not None
    )


def _goes_on(span: Span) -> bool:
    """Whether a name is a part of a longer one: 'Google' in 'Google Science Fair'."""
    last = span[-1]
    return last.dep_ == "compound" and last.head.pos_ == "PROPN" and last.head.i > last.i


def _without_leader(name: Name) -> Name:
    """'the Weber White House' is the White House; who leads it is found by the surname."""
    span = name.span
    form = find_possible_country(span[-2:].text) if len(span) == 3 else None
    if form is None or form.note != "institution" or not span[0].text.istitle():
        return name
    return Name(span[1].idx, name.end, span.doc._.text[span[1].idx : name.end], ORG, span[1:])


def _of_person(name: Name) -> Name:
    """'the Trump administration', 'the Clinton campaign' are organisations, not the person."""
    span = name.span
    if name.label not in _LEADERS or span.end >= len(span.doc):
        return name
    behind = span.doc[span.end]
    if behind.lower_ not in words("led by a person") or behind.tag_ not in ("NN", "NNP"):
        return name
    whole = span.doc[span.start : span.end + 1]
    text = span.doc._.text[name.start : whole.end_char]
    return Name(name.start, whole.end_char, text, ORG, whole)


def _split_run_together(found: Iterable[Name]) -> Iterator[Name]:
    """Part two names that a caption runs together, where both stand alone elsewhere."""
    found = list(found)
    known = {name.text for name in found if name.label == PERSON and " " in name.text}
    for name in found:
        cut = next((one for one in known if _is_run_together(name.text, one, known)), "")
        if name.label != PERSON or not cut:
            yield name
            continue
        for at, part in ((0, cut), (len(cut) + 1, name.text[len(cut) + 1 :])):
            start = name.start + at
            span = name.span.doc.char_span(start, start + len(part), alignment_mode="expand")
            if span is not None:
                yield Name(start, start + len(part), part, PERSON, span)


def _is_run_together(text: str, first: str, known: set[str]) -> bool:
    return text.startswith(first + " ") and text[len(first) + 1 :] in known


def _proved_in_text(doc: Doc, found: list[Name]) -> list[Name]:
    """In headlines and subheads, where case tells nothing, keep the names the text has too."""
    titles = index_blocks(doc, _TITLE_KINDS)
    elsewhere = {
        word
        for name in found
        if name.start not in titles
        for word in person_names.fold(name.text).split()
    }
    if not elsewhere:
        return found
    return [
        name
        for name in found
        if name.start not in titles
        or find_possible_country(name.text, name.label) is not None
        or elsewhere.issuperset(person_names.fold(name.text).split())
    ]
