"""Speakers, resolved over the article; in doubt a speaker is left blank.

A speaker is named ("Kirby"), a pronoun ("he"; see :mod:`analysis.nlp.coref.speaker_pronouns`), a
description ("the NSC official"; see :mod:`analysis.nlp.coref.descriptions`), or continued from the
quote before. A pronoun without a candidate is left blank.
"""

from collections.abc import Sequence

from spacy.tokens import Span, Token

from analysis.entity_types import NORP, PERSON
from analysis.nlp.coref.descriptions import resolve_description
from analysis.nlp.coref.discourse_state import NOBODY, DiscourseState, Speaker
from analysis.nlp.coref.speaker_pronouns import resolve_pronoun
from analysis.nlp.entities.name_spans import Name
from analysis.nlp.quotes.attribution import Attribution
from analysis.nlp.quotes.attribution_syntax import find_relative_antecedent


def resolve_speakers(state: DiscourseState, attributions: Sequence[Attribution]) -> list[Speaker]:
    """Return the speaker or holder of each attribution of an article.

    Args:
        state: The state of the discourse before the article; it is updated.
        attributions: The quotes and attitudes, in order; only who is quoted is the last speaker.
    """
    speakers: list[Speaker] = []
    for attribution in attributions:
        if attribution.continues is not None:
            speaker = _continue_speaker(speakers[attribution.continues])
            if speaker.name:
                state.update_continued(attribution.start, speaker)
        elif attribution.known_speaker is not None:
            speaker = Speaker(*attribution.known_speaker)
            state.update_continued(attribution.start, speaker)
        elif attribution.speaker_head is None:
            speaker = NOBODY
        else:
            speaker = _resolve(state, attribution.speaker_head, attribution.mention)
            if speaker.name and not attribution.is_attitude:
                state.update(attribution.speaker_head, speaker)
        speakers.append(speaker)
    return speakers


def _continue_speaker(speaker: Speaker) -> Speaker:
    return Speaker(speaker.name, speaker.key, "continued") if speaker.name else NOBODY


def _resolve(state: DiscourseState, head: Token, mention: Span | None) -> Speaker:
    """Return the speaker to whom the noun phrase of ``head`` refers."""
    if head.pos_ == "PRON":
        if head.lower_ in ("who", "which", "that", "whom"):
            noun = find_relative_antecedent(head)
            return _resolve(state, noun, None) if noun is not None else NOBODY
        return resolve_pronoun(state, head)
    return (
        _resolve_conjoined(state, head)
        or _resolve_name(state, head, mention)
        or resolve_description(state, head)
    )


def _resolve_name(state: DiscourseState, head: Token, mention: Span | None) -> Speaker | None:
    """Return the entity that a phrase names: by its head, in apposition, or at its end."""
    name = state.name_at(head)
    if name is not None and (name.label == PERSON or _is_speaker_name(name)):
        return state.make_speaker(name.key, "named")
    for child in head.children:
        apposed = state.name_at(child) if child.dep_ == "appos" else None
        if apposed is not None and apposed.label == PERSON:
            return state.make_speaker(apposed.key, "named")
    if name is None and mention is not None:
        inner = state.names.starting_in(mention.start_char, mention.end_char)
        persons = [name for name in inner if name.label == PERSON]
        if len(persons) == 1 and persons[0].end >= mention.end_char - 1:
            return state.make_speaker(persons[0].key, "named")
    return None


def _is_speaker_name(name: Name) -> bool:
    """Return whether a name at a phrase's head names the speaker: 'Koreans' only describes some."""
    return name.label != NORP and (name.country is None or name.country.metonymy != "people")


def _resolve_conjoined(state: DiscourseState, head: Token) -> Speaker | None:
    """Return 'Boon, Ray and Holt' as one speaker, the names joined by semicolons."""
    tokens = sorted({head, *head.conjuncts}, key=lambda token: token.i)
    names = [name for token in tokens if (name := state.name_at(token)) is not None]
    if len(tokens) == 1 or len(names) < len(tokens):
        return None
    names = [*_find_listed_before(state, names[0]), *names]
    distinct = dict.fromkeys(state.entities[name.key].name for name in names)
    return Speaker("; ".join(distinct), "", "named")


def _find_listed_before(state: DiscourseState, first: Name) -> list[Name]:
    """Return the persons who begin a series in which the parse has only the others.

    'Boon, Ray and Holt said', where it takes Boon out of the clause.
    """
    doc, start = first.span.doc, first.span.start
    before = state.name_at(doc[start - 2]) if start > 1 and doc[start - 1].text == "," else None
    if before is None or not before.label == first.label == PERSON:
        return []
    is_first = bool(before.span[0].is_sent_start) or before.span[0].nbor(-1).is_punct
    return [*_find_listed_before(state, before), before] if is_first else []
