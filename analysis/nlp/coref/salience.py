"""The antecedent of a pronoun: the most salient referent of its gender and number.

A referent is salient when it is near, the subject of its clause or of the clause that contains the
pronoun, and of a gender that the text reveals; for a pronoun that heads a quote, also when it spoke
last. Salience and binding follow Lappin & Leass (1994),
"An algorithm for pronominal anaphora resolution": 'him' is not the subject of its own clause,
'himself' is. The weights and the margin are those of :mod:`analysis.nlp.coref.antecedent_weights`.
"""

from collections.abc import Sequence
from functools import partial

from spacy.tokens import Span, Token

from analysis.entity_types import ORG, PERSON
from analysis.nlp.coref import antecedent_weights as weights
from analysis.nlp.coref.antecedent_weights import NO_ANTECEDENT, Antecedent
from analysis.nlp.coref.discourse_state import NOBODY, DiscourseState
from analysis.nlp.coref.referents import (
    ARGUMENTS,
    SUBJECTS,
    THING_LABELS,
    Pronoun,
    Referent,
    ReferentKind,
)
from analysis.nlp.coref.topics import find_acting_person, find_newcomer, is_topic_of_paragraph
from analysis.nlp.entities.unnamed_groups import GROUP
from analysis.nlp.lexicon import words

#: Relations of words inside the phrase of another noun.
_MODIFIERS = ("poss", "compound", "nmod", "amod")


#: Maximum distance, in sentences, of an antecedent.
_REACH = {ReferentKind.PERSON: 5, ReferentKind.THING: 1, ReferentKind.SEVERAL: 1}
#: Maximum distance, in sentences, of the last speaker.
_LAST_SPEAKER_REACH = {ReferentKind.PERSON: 6, ReferentKind.THING: 2, ReferentKind.SEVERAL: 2}
#: Maximum distance, in sentences, of a last speaker whom the text only describes.
_DESCRIBED_REACH = 2
#: Stands for the key of a last speaker whom the text only describes.
DESCRIBED = "described"


def find_antecedent(
    state: DiscourseState, pronoun: Pronoun, referents: Sequence[Referent]
) -> Antecedent:
    """Return the most salient entity; :data:`NO_ANTECEDENT` when there is none or two are close.

    Args:
        state: The state of the discourse.
        pronoun: The pronoun.
        referents: What is mentioned before it, in order.
    """
    scores, nearest = _score_entities(state, pronoun, referents)
    acting = ""
    if pronoun.content is not None:
        _add_last_speaker(state, pronoun, scores)
        key = _find_key_of_last_speaker(state)
        if key in scores and _is_taken_up(state, pronoun, referents):
            scores[key] += weights.TAKEN_UP
        else:
            acting = find_acting_person(state, pronoun, referents)
            is_new = find_newcomer(pronoun, referents) is not None
            if acting and acting in scores and not is_new:
                scores[acting] += weights.ACTING
    antecedent = weights.choose(scores, partial(_weigh_rival, state, pronoun, acting))
    # 'Russia blocked sanctions on North Korea over its tests': the nearer name may be meant.
    is_nearest = pronoun.gender or nearest in ("", antecedent.key)
    return antecedent if is_nearest else NO_ANTECEDENT


def _weigh_rival(
    state: DiscourseState, pronoun: Pronoun, acting: str, key: str, rival: str
) -> float:
    """Return what is added to the lead of a referent over a rival: names and genders matter.

    The gender of whom the sentence before is about (``acting``) need not be known.
    """
    if not rival:
        is_speaker = pronoun.content is not None
        return -(weights.NAMELESS_SPEAKER if is_speaker else weights.NAMELESS)
    is_gendered = bool(pronoun.gender) and not {key, rival} & {"", DESCRIBED}
    is_gendered &= key != acting
    if not is_gendered or state.has_known_gender(key) or not state.has_known_gender(rival):
        return 0.0
    return weights.GENDERED_NAME if state.has_gendered_name(key) else weights.UNKNOWN_GENDER


def _add_last_speaker(
    state: DiscourseState,
    pronoun: Pronoun,
    scores: dict[str, float],
) -> None:
    """Add the bonus of the last speaker to the scores, if the pronoun may refer to it."""
    speaker = state.last_speaker
    distance = max(0, pronoun.sentence - state.last_speaker_sentence)
    reach = _LAST_SPEAKER_REACH[pronoun.kind] if speaker.key else _DESCRIBED_REACH
    if not speaker.name or distance > reach or not _can_be_last_speaker(state, pronoun):
        return
    key = _find_key_of_last_speaker(state)
    bonus = weights.LAST_SPEAKER / (1 + weights.LAST_SPEAKER_DECAY * distance)
    scores[key] = scores.get(key, 0.0) + bonus


def _find_key_of_last_speaker(state: DiscourseState) -> str:
    speaker = state.last_speaker
    return speaker.key if speaker.is_identified else state.last_speaker_group or DESCRIBED


def _is_taken_up(state: DiscourseState, pronoun: Pronoun, referents: Sequence[Referent]) -> bool:
    """Return whether the last speaker is in the sentence before a quote, and nobody follows.

    A person who is named after that sentence, outside what the pronoun says, may be meant instead.
    """
    speaker = state.last_speaker
    if pronoun.content is None or pronoun.kind is not ReferentKind.PERSON:
        return False
    is_subject = state.doc[state.last_speaker_token].dep_ in SUBJECTS
    is_described = speaker.resolution == "description" and not speaker.key and is_subject
    is_named = speaker.resolution == "named" and bool(speaker.key)
    if not (is_named or is_described) or not _can_be_last_speaker(state, pronoun):
        return False
    first = min(pronoun.sentence, state.sentence_at(pronoun.content[0]))
    if first - state.last_speaker_sentence != 1 or not state.is_sentence_end(first - 1):
        return False
    return not any(
        _is_meant_instead(state, pronoun, referent)
        for referent in referents
        if referent.token.i > state.last_speaker_token
    )


def _is_meant_instead(state: DiscourseState, pronoun: Pronoun, referent: Referent) -> bool:
    """Return whether a referent after the last speaker may be whom a pronoun takes up.

    In the speaker's own sentence that is who acts: 'Holt, who said so, fell silent when Orr left.'
    """
    key, content = referent.key, pronoun.content
    if content is None or referent.kind is not ReferentKind.PERSON or not key:
        return False
    if referent.sentence > state.last_speaker_sentence:
        return not _is_in_speech(state, referent, *content)
    is_acting = referent.is_subject and not (referent.is_reported or referent.is_quoted)
    is_other = key != _find_key_of_last_speaker(state)
    return is_acting and is_other and state.can_have_gender(key, pronoun.gender)


def _can_be_last_speaker(state: DiscourseState, pronoun: Pronoun) -> bool:
    """Return whether number and gender allow a pronoun to refer to the last speaker."""
    speaker, label = state.last_speaker, state.label_of(state.last_speaker)
    if not speaker.is_identified:
        if pronoun.kind is ReferentKind.SEVERAL:
            return not state.is_last_speaker_person or state.is_last_speaker_plural
        is_person = state.is_last_speaker_person and not state.is_last_speaker_plural
        return pronoun.kind is ReferentKind.PERSON and is_person
    match pronoun.kind:
        case ReferentKind.PERSON:
            return label == PERSON and state.can_have_gender(speaker.key, pronoun.gender)
        case ReferentKind.THING:
            return label in THING_LABELS
        case ReferentKind.SEVERAL:
            return label == ORG or speaker.key.startswith(GROUP)


def _score_entities(
    state: DiscourseState, pronoun: Pronoun, referents: Sequence[Referent]
) -> tuple[dict[str, float], str]:
    """Return the salience of each entity, and the key of the nearest in the pronoun's sentence."""
    is_reflexive, is_argument = pronoun.is_reflexive, pronoun.is_argument
    governor, reach = pronoun.token.head.i, _REACH[pronoun.kind]
    nearest, excluded = "", _find_objects(state, pronoun.token)
    newcomer = find_newcomer(pronoun, referents) if pronoun.content is not None else None
    scores: dict[str, float] = {}
    for referent in reversed(referents):
        distance = pronoun.sentence - referent.sentence
        if distance > reach:
            break
        if referent.kind is not pronoun.kind and pronoun.kind is not ReferentKind.SEVERAL:
            continue
        if pronoun.content is not None and _is_in_speech(state, referent, *pronoun.content):
            continue
        candidates = _list_candidates(state, pronoun, referent)
        is_embedding = referent.is_subject and referent.verb in pronoun.ancestors
        if not candidates or not _is_compatible(
            state, pronoun, referent, is_embedding=is_embedding
        ):
            continue
        is_coargument = referent.verb == governor and referent.token.dep_ in ARGUMENTS
        if is_coargument and is_argument and not is_reflexive:
            excluded.update([candidates[0][0]] if len(candidates) == 1 else [])
        if is_reflexive and not is_coargument:
            continue
        score = _score(pronoun, referent, distance, is_embedding=is_embedding)
        score += weights.NEWCOMER * (referent is newcomer)
        score += weights.REPORTED * (pronoun.content is not None and referent.is_reported)
        is_alone = bool(distance) and not nearest
        is_topic = is_alone and is_topic_of_paragraph(state, pronoun, referent)
        score += weights.SAME_PARAGRAPH * is_topic
        for key, deficit in candidates:
            scores[key] = max(scores.get(key, 0.0), score - deficit) + weights.MENTION
        if not distance and not nearest:
            nearest = candidates[0][0]
    malus = dict.fromkeys(_find_persons_in_speech(state, pronoun), weights.NAMED_IN_SPEECH)
    possible = sorted(scores.keys() - excluded)
    return {key: scores[key] + malus.get(key, 0.0) for key in possible}, nearest


def _list_candidates(
    state: DiscourseState, pronoun: Pronoun, referent: Referent
) -> list[tuple[str, float]]:
    """Return the keys of whom a referent may be, each with how far it is behind the first.

    A pronoun that is not resolved is one of its candidates, and no further person. Who says the
    pronoun is none.
    """
    single = (referent.key or _find_key_of_description(state, referent), 0.0)
    return [
        (key, deficit)
        for key, deficit in referent.candidates or (single,)
        if not key
        or (
            key != pronoun.speaker
            and (key == DESCRIBED or state.can_have_gender(key, pronoun.gender))
        )
    ]


def _find_persons_in_speech(state: DiscourseState, pronoun: Pronoun) -> set[str]:
    """Return the keys of the persons whom a pronoun names in what it says: seldom itself.

    Before 'she said' the reporter's words may name her ('Orr left when, she said, it leaked'), and
    in quotation marks she may introduce herself ("I'm Ann Orr").
    """
    if pronoun.content is None or pronoun.kind is not ReferentKind.PERSON:
        return set()
    is_after = pronoun.content[0] > pronoun.token.idx
    return {
        name.key
        for name in state.names.starting_in(*pronoun.content)
        if name.label == PERSON
        and (is_after or name.start in state.quoted_spans)
        and not _is_introducing(name.span.doc[max(name.span.start - 2, 0) : name.span.start])
    }


def _is_introducing(before: Span) -> bool:
    """Return whether the two words before a name introduce the speaker: "I'm", 'name is'.

    Others are of somebody else: 'the winner is Ann Orr'.
    """
    forms = [token.lower_ for token in before]
    return forms == ["name", "is"] or not words("introducing").isdisjoint(forms[-1:])


def _find_key_of_description(state: DiscourseState, referent: Referent) -> str:
    """Return whom a noun phrase means that spoke: 'the committee head Ann Orr' is Orr."""
    speaker = state.speakers.get(referent.token.i, NOBODY)
    if speaker.is_identified:
        return speaker.key
    return DESCRIBED if referent.token.i == state.last_speaker_token else ""


def _find_objects(state: DiscourseState, subject: Token) -> set[str]:
    """Return the keys of the named objects of the verb of a subject: 'he told Ray' is not Ray."""
    if subject.dep_ not in SUBJECTS:
        return set()
    objects = (child for child in subject.head.rights if child.dep_ in ("dobj", "dative"))
    names = (state.name_at(child) for child in objects)
    return {name.key for name in names if name is not None}


def _is_in_speech(state: DiscourseState, referent: Referent, start: int, end: int) -> bool:
    """Return whether a referent is between quotation marks, or in what the pronoun says.

    So is Holt in 'Holt, he said, left'. In 'Orr said it leaks, which, he said, …' Orr speaks.
    """
    verb = state.doc[referent.verb] if referent.is_subject else referent.token
    is_said = any(start <= token.idx < end for token in (referent.token, verb))
    return referent.is_quoted or (is_said and referent.token.i not in state.speakers)


def _is_compatible(
    state: DiscourseState, pronoun: Pronoun, referent: Referent, *, is_embedding: bool
) -> bool:
    """Return whether kind, gender and quote allow a pronoun to refer to something.

    'They' may also refer to an organisation that is the subject of the clause around it.
    """
    is_team = (
        pronoun.kind is ReferentKind.SEVERAL and is_embedding and referent.key.startswith("ORG|")
    )
    if referent.kind is not pronoun.kind and not is_team:
        return False
    if referent.key:
        is_speaker = referent.key == pronoun.speaker
        return not is_speaker and state.can_have_gender(referent.key, pronoun.gender)
    return not pronoun.gender or referent.gender in ("", pronoun.gender)


def _score(pronoun: Pronoun, referent: Referent, distance: int, *, is_embedding: bool) -> float:
    """Return the salience of one mention of a referent.

    Args:
        pronoun: The pronoun.
        referent: The mention.
        distance: Their distance in sentences.
        is_embedding: Whether the referent is the subject of a clause that contains the pronoun.
    """
    nearness = 1 / (1 + distance) if distance else weights.SAME_SENTENCE
    score = nearness + weights.SUBJECT * referent.is_subject / (
        1 + weights.SUBJECT_DECAY * distance
    )
    score += weights.EMBEDDING_SUBJECT * is_embedding
    score += weights.KNOWN_GENDER * (bool(pronoun.gender) and referent.gender == pronoun.gender)
    score += weights.PARALLEL * (referent.is_subject and pronoun.token.dep_ in SUBJECTS)
    score += weights.QUOTED * (referent.is_quoted != pronoun.is_quoted)
    score += weights.MODIFIER * (referent.token.dep_ in _MODIFIERS)
    return score
