"""Speakers that are named or described; in doubt a speaker is left blank.

A speaker is named ("Kirby"), a pronoun ("he"; see :mod:`analysis.nlp.coref.salience`), a
description ("the NSC official"; see :mod:`analysis.nlp.coref.descriptions`), a document ("the
letter"), or continued from the quote before.
"""

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Span, Token

from analysis.entity_types import NORP, ORG, PERSON
from analysis.nlp.coref.descriptions import FindDescribed, resolve_description
from analysis.nlp.coref.discourse_state import NOBODY, DiscourseState, Speaker
from analysis.nlp.entities.name_spans import Name
from analysis.nlp.lexicon import nouns, words


def resolve_phrase(
    state: DiscourseState, head: Token, mention: Span | None, find_described: FindDescribed
) -> Speaker:
    """Return the speaker to whom the noun phrase of ``head``, which is no pronoun, refers.

    Args:
        state: The state of the discourse.
        head: The head of the phrase.
        mention: The words that name the speaker, if they are known.
        find_described: Returns whom a description means, by its head.
    """
    return (
        _resolve_conjoined(state, head)
        or _resolve_listed_person(state, head)
        or _resolve_before_bracket(state, head)
        or _resolve_name(state, head, mention)
        or resolve_description(state, head, find_described)
    )


def _resolve_name(state: DiscourseState, head: Token, mention: Span | None) -> Speaker | None:
    """Return the entity that a phrase names: by its head, in apposition, or at its end."""
    name = state.name_at(head)
    if name is not None and (name.label == PERSON or _is_speaker_name(name)):
        return state.make_speaker(name.key, "named")
    for child in _find_appositions(head):
        apposed = state.name_at(child) or _find_titled_name(state, child)
        if apposed is not None and apposed.label == PERSON:
            return state.make_speaker(apposed.key, "named")
        noun = nouns().get(head.lemma_.lower())
        is_body = name is None and noun is not None and noun.kind == "organisation"
        if is_body and apposed is not None and apposed.label == ORG:
            speaker = state.make_speaker(apposed.key, "named")
            described = replace(speaker, resolution="description")  # 'the agency' from here on
            state.described_speakers[head.lemma_.lower()] = described
            return speaker
    if name is None and mention is not None:
        inner = state.names.starting_in(mention.start_char, mention.end_char)
        persons = [name for name in inner if name.label == PERSON]
        is_last = len(persons) == 1 and persons[0].end >= mention.end_char - 1
        # 'the daughter of President Ray' is not Ray
        if is_last and not _is_after_preposition(state, persons[0]):
            return state.make_speaker(persons[0].key, "named")
    return None


def _resolve_listed_person(state: DiscourseState, head: Token) -> Speaker | None:
    """Return the person in apposition that parsers take for a further item of a list.

    'The top Democrat, Rep. Ann Holt, said', 'In Oslo, Ann Holt, a dean, said'.
    """
    joined = [child for child in head.rights if child.dep_ == "conj"]
    if len(joined) != 1 or joined[0].i - 1 <= head.i or head.tag_ not in ("NN", "NNP"):
        return None
    first, name = state.name_at(head), state.name_at(joined[0])
    if first is not None and first.label == PERSON:
        return None
    is_listed = any(child.dep_ == "cc" for token in (head, *joined) for child in token.children)
    is_after_comma = joined[0].left_edge.nbor(-1).text == ","
    if name is None or name.label != PERSON or is_listed or not is_after_comma:
        return None
    return state.make_speaker(name.key, "named")


def _resolve_before_bracket(state: DiscourseState, head: Token) -> Speaker | None:
    """Return who is named before a bracket without a space: 'Ann Holt(D-Oslo)'.

    The place in the bracket, which parsers take for the head, is nobody.
    """
    doc = head.doc
    for token in doc[head.left_edge.i : head.i + 1]:
        offset = token.text.find("(")
        if offset > 0 and token.text[:offset].isalpha():
            first, end = head.left_edge.idx, token.idx + offset
            before = [name for name in state.names.starting_in(first, end) if name.end == end]
            is_person = bool(before) and before[-1].label == PERSON
            return state.make_speaker(before[-1].key, "named") if is_person else NOBODY
    return None


def _find_appositions(head: Token) -> Iterator[Token]:
    """Yield the appositions of a phrase: 'the mayor, Ann Holt', 'one of its sponsors, Ann Holt'."""
    yield from (child for child in head.children if child.dep_ == "appos")
    if head.lower_ == "one":
        if not any(child.dep_ == "cc" for child in head.children):
            yield from (child for child in head.children if child.dep_ == "conj")
        for preposition in head.children:
            if preposition.lower_ == "of":
                for noun in preposition.children:
                    yield from (child for child in noun.children if child.dep_ == "appos")


def _find_titled_name(state: DiscourseState, head: Token) -> Name | None:
    """Return the name with which a phrase begins, but for titles: 'Rep. Ann "Bo" Holt, D-Oslo'.

    Whose sister somebody is did not speak: 'Ada Boon, Ann Holt's sister, said'.
    """
    start = head.left_edge
    names = state.names.starting_in(start.idx, head.idx)
    if not names or names[0].label != PERSON or names[0].span.root.dep_ == "poss":
        return None
    before = head.doc[start.i : names[0].span.start]
    return names[0] if all(token.pos_ == "PROPN" for token in before) else None


def _is_after_preposition(state: DiscourseState, name: Name) -> bool:
    """Return whether a name depends on a preposition.

    After a comma or a body it is in apposition, though parsers attach it to the noun before it:
    'the examiner for Oslo County, Ann Holt', 'the head of the Works Committee Ann Holt'.
    """
    token = name.span.root
    if name.span.start:
        before = name.span[0].nbor(-1)
        noun = nouns().get(before.lemma_.lower())
        is_body = state.name_at(before) is not None or (noun and noun.kind == "organisation")
        if before.text == "," or is_body:
            return False
    while token.dep_ in ("compound", "appos", "nmod", "conj") and token.head != token:
        token = token.head
    return token.dep_ == "pobj"


def _is_speaker_name(name: Name) -> bool:
    """Return whether a name at a phrase's head names the speaker: 'Koreans' only describes some."""
    return name.label != NORP and (name.country is None or name.country.metonymy != "people")


def _resolve_conjoined(state: DiscourseState, head: Token) -> Speaker | None:
    """Return 'Boon, Ray and Holt' as one speaker, the names joined by semicolons."""
    tokens = sorted({head, *head.conjuncts}, key=lambda token: token.i)
    is_joined = any(child.dep_ == "cc" for token in tokens for child in token.children)
    named = [state.name_at(token) for token in tokens]
    if all(name is None or name.label == PERSON for name in named):
        named = [
            name or _find_titled_conjunct(state, token)
            for name, token in zip(named, tokens, strict=True)
        ]
    names = list({id(name): name for name in named if name is not None}.values())
    titles = [token for token in tokens if is_joined and _is_first_title(state, token)]
    if titles and len(names) == len(named) - len(titles) == 1 and names[0].label == PERSON:
        return state.make_speaker(names[0].key, "named")
    if len(names) == 1 or not is_joined or named.count(None) > len(titles):
        return None
    names = [*_find_listed_before(state, names[0]), *names]
    distinct = dict.fromkeys(state.entities[name.key].name for name in names)
    return Speaker("; ".join(distinct), "", "named")


def _is_first_title(state: DiscourseState, token: Token) -> bool:
    """Return whether a word is the first of two titles: 'dean and chief engineer Ann Holt'."""
    noun = nouns().get(token.lemma_.lower())
    is_person = noun is not None and noun.kind == "person" and token.tag_ in ("NN", "NNP")
    is_bare = not any(child.dep_ in ("det", "poss") for child in token.lefts)
    has_and = token.i + 1 < len(token.doc) and token.nbor().dep_ == "cc"
    return is_person and is_bare and has_and and state.name_at(token) is None


def join_to_pronoun(state: DiscourseState, pronoun: Token, speaker: Speaker) -> Speaker | None:
    """Return 'he and Boon' as one speaker where both are known, or None.

    Args:
        state: The state of the discourse.
        pronoun: The pronoun.
        speaker: Whom it means alone.
    """
    others = [state.name_at(token) for token in pronoun.conjuncts]
    names = [name for name in others if name is not None and name.label == PERSON]
    is_joined = any(child.lower_ == "and" for child in pronoun.rights)
    if not (speaker.key and is_joined and names) or len(names) < len(others):
        return None
    distinct = dict.fromkeys((speaker.name, *(state.entities[name.key].name for name in names)))
    return Speaker("; ".join(distinct), "", "named") if len(distinct) > 1 else None


def _find_titled_conjunct(state: DiscourseState, head: Token) -> Name | None:
    """Return the one person with whom a joined phrase ends: 'and Special Agent in Charge Ann Holt'.

    Parsers take a word of the office for its head.
    """
    noun = nouns().get(head.lemma_.lower())
    if head.pos_ != "PROPN" and (noun is None or noun.kind != "person"):
        return None
    end = max((head.right_edge.i, *(token.right_edge.i for token in head.conjuncts))) + 1
    following = head.doc[head.i + 1 : end]
    first = next((token for token in following if token.is_punct or token.dep_ == "cc"), None)
    stop = first.idx if first is not None else following.end_char
    names = [name for name in state.names.starting_in(head.idx, stop) if name.label == PERSON]
    return names[-1] if len(names) == 1 and names[-1].end >= stop - 1 else None


def _find_listed_before(state: DiscourseState, first: Name) -> list[Name]:
    """Return the persons who begin a series in which the parse has only the others.

    'Boon, Ray and Holt said', where it takes Boon out of the clause.
    """
    doc, start = first.span.doc, _find_start_with_title(first.span)
    before = state.name_at(doc[start - 2]) if start > 1 and doc[start - 1].text == "," else None
    if before is None or not before.label == first.label == PERSON:
        return []
    opening = doc[_find_start_with_title(before.span)]
    is_first = bool(opening.is_sent_start) or opening.nbor(-1).is_punct
    return [*_find_listed_before(state, before), before] if is_first else []


def _find_start_with_title(span: Span) -> int:
    """Return the first token of a name with the form of address before it: 'Mr. Boon'."""
    before = span[0].nbor(-1) if span.start else None
    is_titled = before is not None and before.lower_.strip(".") in words("honorific")
    return span.start - is_titled
