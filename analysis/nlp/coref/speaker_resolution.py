"""Who is meant: speakers resolved over the article, blank rather than wrong.

A speaker is named ("Kirby"), a pronoun ("he"; see :mod:`analysis.nlp.coref.speaker_pronouns`), a
description ("the NSC official"; see :mod:`analysis.nlp.coref.descriptions`), or carried on from
the stretch before. A pronoun without a candidate is left blank.
"""

from spacy.tokens import Doc, Span, Token

from analysis.entity_types import NORP, PERSON
from analysis.nlp.coref.descriptions import described_by
from analysis.nlp.coref.discourse_state import NOBODY, DiscourseState, Speaker
from analysis.nlp.coref.speaker_pronouns import meant_by
from analysis.nlp.entities.article_entities import Entity
from analysis.nlp.entities.name_spans import Name
from analysis.nlp.quotes.attribution import antecedent
from analysis.nlp.quotes.quotation_marks import QuotedSpanIndex
from analysis.nlp.quotes.quote_extraction import Quotation


def resolve_speakers(
    doc: Doc,
    quotations: list[Quotation],
    found: list[Name],
    entities: dict[str, Entity],
    inside: QuotedSpanIndex,
) -> list[Speaker]:
    """Return the speaker of each quotation of an article, in the given order.

    Args:
        doc: The parsed article.
        quotations: Its quotations and attitudes, in order; only who is quoted is later "he".
        found: Its names, joined into entities.
        entities: Its entities by key.
        inside: Answers what stands in quotation marks.
    """
    scene = DiscourseState(doc, found, entities, inside)
    resolved: list[Speaker] = []
    for quotation in quotations:
        if quotation.continues is not None:
            earlier = resolved[quotation.continues]
            speaker = Speaker(earlier.name, earlier.key, "continued") if earlier.name else NOBODY
            if speaker.name:
                scene.spoke_on(quotation.start, speaker)
        elif quotation.head is None:
            speaker = NOBODY
        else:
            speaker = _resolve(scene, quotation.head, quotation.mention)
            if speaker.name and quotation.confidence is None:
                scene.spoke(quotation.head, speaker)
        resolved.append(speaker)
    return resolved


def _resolve(scene: DiscourseState, head: Token, mention: Span | None) -> Speaker:
    """Return who is meant by the noun phrase of ``head``."""
    if head.pos_ == "PRON":
        if head.lower_ in ("who", "which", "that", "whom"):
            noun = antecedent(head)
            return _resolve(scene, noun, None) if noun is not None else NOBODY
        return meant_by(scene, head)
    return _conjoined(scene, head) or _named(scene, head, mention) or described_by(scene, head)


def _named(scene: DiscourseState, head: Token, mention: Span | None) -> Speaker | None:
    own = scene.name_at(head.idx)
    if own is not None and (own.label == PERSON or _is_head(own)):
        return scene.speaker(own.key, "named")
    for child in head.children:
        apposed = scene.name_at(child.idx) if child.dep_ == "appos" else None
        if apposed is not None and apposed.label == PERSON:
            return scene.speaker(apposed.key, "named")
    if own is None and mention is not None:
        inner = scene.names_in(mention.start_char, mention.end_char)
        persons = [name for name in inner if name.label == PERSON]
        if len(persons) == 1 and persons[0].end >= mention.end_char - 1:
            return scene.speaker(persons[0].key, "named")
    return None


def _is_head(name: Name) -> bool:
    """Whether a name at a phrase's head names who it is: 'Koreans' describes some of a people."""
    return name.label != NORP and (name.country is None or name.country.metonymy != "people")


def _conjoined(scene: DiscourseState, head: Token) -> Speaker | None:
    """'Both Moscow and Pyongyang': the names of all, joined by semicolons."""
    tokens = [head, *(child for child in head.children if child.dep_ == "conj")]
    found = [name for token in tokens if (name := scene.name_at(token.idx)) is not None]
    if len(tokens) == 1 or len(found) < len(tokens):
        return None
    shown = dict.fromkeys(scene.entities[name.key].name for name in found)
    return Speaker("; ".join(shown), "", "named")
