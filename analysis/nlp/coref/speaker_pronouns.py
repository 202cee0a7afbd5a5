"""Pronouns as speakers: the person 'he' or 'she', the body 'it' or 'they' refers to.

The weights and distances are judgement; ``python -m benchmarks.quotes`` measures their effect.
"""

from spacy.tokens import Token

from analysis.entity_types import GPE, ORG, PERSON
from analysis.nlp.coref.discourse_state import NOBODY, DiscourseState, Speaker
from analysis.nlp.coref.genders import GENDERS

#: Maximum distance, in sentences, of the person or the organisation that a pronoun refers to.
_PERSON_REACH, _GROUP_REACH = 6, 1
#: Maximum distance of the last speaker to which 'it' or 'they' refers, or 'he' if it has no name.
_LAST_SPEAKER_REACH = 2
#: How fast the bonus of a subject falls with its distance, in sentences.
_SUBJECT_DECAY = 0.5
#: Bonus when the text reveals the person's gender; a person of unknown gender is mostly a man.
_KNOWN_GENDER_BONUS = {"m": 0.2, "f": 0.5}
#: Bonus for each mention of the person.
_MENTION_BONUS = 0.05
#: Bonus of the last speaker, and how fast it falls with the distance.
_LAST_SPEAKER_BONUS, _LAST_SPEAKER_DECAY = 1.2, 0.35


def resolve_pronoun(state: DiscourseState, pronoun: Token) -> Speaker:
    """Return the speaker to whom a personal pronoun refers, or :data:`NOBODY`."""
    word = pronoun.lower_
    if word in GENDERS:
        return _resolve_person(state, pronoun, GENDERS[word])
    if word in ("it", "they"):
        return _resolve_group(state, pronoun)
    return NOBODY


def _resolve_person(state: DiscourseState, pronoun: Token, gender: str) -> Speaker:
    """Return the most salient person: the last speaker, or a recent name, subjects first."""
    sentence = state.sentence_of(pronoun)
    scores: dict[str, float] = {}
    for mention in state.mentions_around(pronoun):
        if mention.token >= pronoun.i:
            break
        distance, key = sentence - mention.sentence, mention.name.key
        is_person = mention.name.label == PERSON
        if distance > _PERSON_REACH or not is_person or not state.can_have_gender(key, gender):
            continue
        score = 1 / (1 + distance) + mention.is_subject / (1 + _SUBJECT_DECAY * distance)
        score += _KNOWN_GENDER_BONUS[gender] * state.has_known_gender(key)
        scores[key] = max(scores.get(key, 0.0), score) + _MENTION_BONUS
    speaker = state.last_speaker
    key, distance = speaker.key, max(0, sentence - state.last_speaker_sentence)
    is_near_person = state.label_of(speaker) == PERSON and distance <= _PERSON_REACH
    if is_near_person and state.can_have_gender(key, gender):
        bonus = _LAST_SPEAKER_BONUS / (1 + _LAST_SPEAKER_DECAY * distance)
        scores[key] = scores.get(key, 0.0) + bonus
    if scores:
        return state.make_speaker(max(scores, key=lambda key: scores[key]), "pronoun")
    is_described_person = speaker.resolution == "description" and state.is_last_speaker_person
    if is_described_person and not key and distance <= _LAST_SPEAKER_REACH:
        return Speaker(speaker.name, "", "pronoun")
    return NOBODY


def _resolve_group(state: DiscourseState, pronoun: Token) -> Speaker:
    """Return the organisation, country or group to which 'it' or 'they' refers."""
    sentence, speaker = state.sentence_of(pronoun), state.last_speaker
    if speaker.name and sentence - state.last_speaker_sentence <= _LAST_SPEAKER_REACH:
        if not speaker.key and pronoun.lower_ == "they":
            return Speaker(speaker.name, "", "pronoun")
        if speaker.key and state.label_of(speaker) != PERSON:
            return state.make_speaker(speaker.key, "pronoun")
    for mention in reversed(state.mentions_around(pronoun)):
        if mention.token >= pronoun.i:
            continue
        if sentence - mention.sentence > _GROUP_REACH:
            break
        label = mention.name.label
        is_group = label == ORG or (label == GPE and pronoun.lower_ == "it")
        if mention.is_subject and is_group:
            return state.make_speaker(mention.name.key, "pronoun")
    return NOBODY
