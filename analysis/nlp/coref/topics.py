"""Whom the text is about where a pronoun stands: its paragraph, and the sentence before a quote."""

from collections.abc import Sequence

from analysis.nlp.coref.discourse_state import DiscourseState
from analysis.nlp.coref.referents import Pronoun, Referent, ReferentKind

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
    if not state.is_sentence_end(before):
        return ""
    acting: set[str] = set()
    for referent in reversed(referents):
        if referent.sentence < before:
            break
        is_said = referent.is_quoted or start <= referent.token.idx < end
        if referent.kind is not ReferentKind.PERSON or is_said:
            continue
        if referent.sentence > before:
            return ""
        is_main = referent.is_subject and state.doc[referent.verb].dep_ in _MAIN
        if is_main and not referent.is_reported:
            acting.add(referent.key)
    key = acting.pop() if len(acting) == 1 else ""
    return key if key and state.can_have_gender(key, pronoun.gender) else ""
