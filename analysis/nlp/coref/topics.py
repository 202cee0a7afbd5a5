"""Whom the text is about where a pronoun stands: its paragraph, and the sentence before a quote."""

from collections.abc import Sequence

from spacy.tokens import Token

from analysis.entity_types import PERSON
from analysis.nlp.coref.antecedent_weights import ACTING, NO_ANTECEDENT, Antecedent
from analysis.nlp.coref.discourse_state import DiscourseState
from analysis.nlp.coref.referents import Pronoun, Referent, ReferentKind
from analysis.nlp.coref.titles import parse_title
from analysis.nlp.lexicon import nouns, words

#: Relations of the verbs of main clauses.
_MAIN = frozenset(("ROOT", "conj"))


def is_topic_of_paragraph(state: DiscourseState, pronoun: Pronoun, referent: Referent) -> bool:
    """Return whether a referent in a pronoun's paragraph is no subject of an embedded clause."""
    paragraph = state.paragraph_of(pronoun.token)
    is_near = paragraph is not None and state.paragraph_of(referent.token) == paragraph
    is_main = is_near and state.doc[referent.verb].dep_ in _MAIN
    return is_near and (is_main or not referent.is_subject)


def find_newcomer(pronoun: Pronoun, referents: Sequence[Referent]) -> Referent | None:
    """Return the subject of the sentence before a quote if only it is named there, and anew."""
    named: list[Referent] = []
    for referent in reversed(referents):
        if pronoun.sentence - referent.sentence > 1:
            break
        if referent.key and referent.kind is ReferentKind.PERSON and not referent.is_quoted:
            named.append(referent)
    is_newcomer = len(named) == 1 and named[0].is_introduced and named[0].is_subject
    return named[0] if is_newcomer else None


def find_acting_person(
    state: DiscourseState, pronoun: Pronoun, referents: Sequence[Referent]
) -> str:
    """Return the key of whom alone the sentence before a quote is about; empty if there is none.

    That is the one person who is the subject of its main clauses, where the pronoun's own sentence
    names no other person: 'Orr brushed off what Holt had said. "…," she said.'
    """
    if pronoun.content is None or pronoun.kind is not ReferentKind.PERSON:
        return ""
    start, end = pronoun.content
    before = min(pronoun.sentence, state.sentence_at(start)) - 1
    near = (referent for referent in referents if not start <= referent.token.idx < end)
    key = _find_only_subject(state, before, list(near))
    return key if key and state.can_have_gender(key, pronoun.gender) else ""


def find_politician(
    state: DiscourseState, head: Token, referents: Sequence[Referent]
) -> Antecedent:
    """Return the person whom 'the Oslo senator' means before what it says, by where it stands.

    That is whom alone the sentence before is about, or who spoke in it, though the article says
    nothing of the kind. An office that the article gives the person must be a politician's.
    """
    lemma = head.lemma_.lower()
    noun = nouns().get(lemma)
    is_definite = head.left_edge.lower_ == "the" and head.tag_ not in ("NNS", "NNPS")
    is_told = any(child.dep_ in ("relcl", "acl", "prep") for child in head.rights)
    if noun is None or lemma not in words("politician") or not is_definite or is_told:
        return NO_ANTECEDENT
    if lemma in state.described_speakers:
        return NO_ANTECEDENT  # 'a senior lawmaker' spoke before
    before = _find_sentence_before(state, head)
    speaker = state.last_speaker
    has_spoken = speaker.is_identified and state.last_speaker_sentence == before
    key = _find_only_subject(state, before, referents) or (speaker.key if has_spoken else "")
    if not key or state.entities[key].label != PERSON:
        return NO_ANTECEDENT
    offices = {parse_title(role).noun for role in state.entities[key].roles}
    is_other = bool(offices) and offices.isdisjoint(
        words("politician") | words("office of a politician")
    )
    is_possible = not is_other and state.can_have_gender(key, noun.gender)
    return Antecedent(key, ACTING) if is_possible else NO_ANTECEDENT


def _find_sentence_before(state: DiscourseState, head: Token) -> int:
    """Return the number of the sentence before that of a token and the quoted ones before it."""
    sentence = head.sent
    while sentence.start:
        sentence = head.doc[sentence.start - 1].sent
        if not all(token.idx in state.quoted_spans for token in sentence if token.is_alpha):
            return state.sentence_of(sentence[0])
    return -1


def _find_only_subject(state: DiscourseState, sentence: int, referents: Sequence[Referent]) -> str:
    """Return the one person who is the subject of the main clauses of a sentence; empty if none.

    Nobody may be named after it, but in quotation marks.
    """
    if sentence < 0 or not state.is_sentence_end(sentence):
        return ""
    acting: set[str] = set()
    for referent in reversed(referents):
        if referent.sentence < sentence:
            break
        if referent.kind is not ReferentKind.PERSON or referent.is_quoted:
            continue
        if referent.sentence > sentence:
            return ""
        is_main = referent.is_subject and state.doc[referent.verb].dep_ in _MAIN
        if is_main and not referent.is_reported:
            acting.add(referent.key)
    return acting.pop() if len(acting) == 1 else ""
