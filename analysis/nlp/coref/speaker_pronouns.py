"""Pronouns: which person 'he' or 'she', which organisation or country 'it' or 'they' means."""

from spacy.tokens import Token

from analysis.entity_types import GPE, ORG, PERSON
from analysis.nlp.coref.discourse_state import NOBODY, DiscourseState, Speaker
from analysis.nlp.coref.genders import GENDERS

#: How far back, in sentences, a pronoun looks for a person, and for an organisation.
_REACH, _GROUP_REACH = 6, 1
#: What it counts that the text tells a person's gender: one it does not tell of is mostly a man.
_KNOWN = {"m": 0.2, "f": 0.5}
#: The last speaker can be meant by 'it' or 'they', or without a name by 'he', for so many.
_FOCUS_REACH = 2


def meant_by(scene: DiscourseState, pronoun: Token) -> Speaker:
    """Return whom a personal pronoun means, or nobody."""
    word = pronoun.lower_
    if word in GENDERS:
        return _person(scene, pronoun, GENDERS[word])
    if word in ("it", "they"):
        return _group(scene, pronoun)
    return NOBODY


def _person(scene: DiscourseState, pronoun: Token, gender: str) -> Speaker:
    """The person most in focus: the last speaker, or a recent name, subjects first."""
    here = scene.sentence_of(pronoun)
    scores: dict[str, float] = {}
    for use in scene.uses(pronoun):
        if use.token >= pronoun.i:
            break
        distance, key = here - use.sentence, use.name.key
        if distance > _REACH or use.name.label != PERSON or not scene.may_be(key, gender):
            continue
        score = 1 / (1 + distance) + use.subject / (1 + 0.5 * distance)
        score += _KNOWN[gender] * scene.is_known(key)
        scores[key] = max(scores.get(key, 0.0), score) + 0.05
    key, distance = scene.focus.key, max(0, here - scene.focus_sentence)
    if scene.label(scene.focus) == PERSON and distance <= _REACH and scene.may_be(key, gender):
        scores[key] = scores.get(key, 0.0) + 1.2 / (1 + 0.35 * distance)
    if scores:
        return scene.speaker(max(scores, key=lambda key: scores[key]), "pronoun")
    if scene.focus.resolution == "description" and not key and scene.focus_is_person:
        return Speaker(scene.focus.name, "", "pronoun") if distance <= _FOCUS_REACH else NOBODY
    return NOBODY


def _group(scene: DiscourseState, pronoun: Token) -> Speaker:
    """'it said', 'they said': the organisation, country or group in focus."""
    here = scene.sentence_of(pronoun)
    if scene.focus.name and here - scene.focus_sentence <= _FOCUS_REACH:
        if not scene.focus.key and pronoun.lower_ == "they":
            return Speaker(scene.focus.name, "", "pronoun")
        if scene.focus.key and scene.label(scene.focus) != PERSON:
            return scene.speaker(scene.focus.key, "pronoun")
    for use in reversed(scene.uses(pronoun)):
        if use.token >= pronoun.i:
            continue
        if here - use.sentence > _GROUP_REACH:
            break
        label = use.name.label
        if use.subject and (label == ORG or (label == GPE and pronoun.lower_ == "it")):
            return scene.speaker(use.name.key, "pronoun")
    return NOBODY
