"""Antecedents of descriptions: the person or organisation a noun phrase may mean."""

from spacy.tokens import Token

from analysis.entity_types import ORG, PERSON
from analysis.nlp.coref.discourse_state import DiscourseState
from analysis.nlp.coref.mention_contexts import MentionContext
from analysis.nlp.entities import person_names
from analysis.nlp.entities.person_roles import (
    get_content_words,
    get_role_phrase,
    join_tokens,
    score_role_match,
)
from analysis.nlp.lexicon import nouns, words

#: How far back, in sentences, a description looks for its antecedent, and how far ahead.
_REACH, _AHEAD = 12, 2
#: An indefinite description is looked up ahead within so many sentences of the opening.
_OPENING = 4
#: The last speaker can be meant by a description that tells nothing for so many sentences.
_FOCUS_REACH = 2


def person_meant(scene: DiscourseState, head: Token, definite: bool) -> str:
    """Return the key of the person the phrase of ``head`` means; empty when it fits none.

    One whose roles the phrase fits comes before one it says nothing against: the last speaker,
    or in a lead the person introduced behind it.
    """
    here = scene.sentence_of(head)
    phrase = get_role_phrase(head)
    countries, others = _countries(scene, phrase)
    wanted = get_content_words(join_tokens(others))
    noun = head.lemma_.lower()
    gender = nouns()[noun].gender
    titled = [
        key
        for key, entity in scene.entities.items()
        if len(wanted) > 1
        and wanted <= get_content_words(" ".join(entity.roles))
        and scene.may_be(key, gender)
        and score_role_match(noun, wanted, countries, entity) > 0
    ]
    if len(titled) == 1:
        return titled[0]
    best, best_score = "", (False, 0.0)
    for use in scene.uses(head):
        key = use.name.key
        if use.name.label != PERSON or not scene.may_be(key, gender):
            continue
        if not _in_reach(scene, use, head, definite):
            continue
        likeness = score_role_match(noun, wanted, countries, scene.entities[key])
        if likeness < 0 or (likeness == 0 and not _may_mean(scene, use, head)):
            continue
        distance = abs(use.sentence - here)
        score = likeness + 1 / (1 + distance) + 0.5 * use.subject + 0.8 * (key == scene.focus.key)
        if (likeness > 0, score) > best_score:
            best, best_score = key, (likeness > 0, score)
    return best


def organisation_meant(scene: DiscourseState, head: Token, definite: bool) -> str:
    """Return the key of the organisation the phrase of ``head`` means; empty when it fits none.

    That is the nearest one before it whose name says that it is of the kind, or else for a
    definite phrase the last speaker, where its name does not say that it is of another.
    """
    here = scene.sentence_of(head)
    noun = head.lemma_.lower()
    modifiers = get_content_words(join_tokens(get_role_phrase(head))) - {noun}
    scores: dict[str, float] = {}
    for use in scene.uses(head):
        if use.token >= head.i:
            break
        key = use.name.key
        parts = _parts(scene, key)
        if use.name.label != ORG or (modifiers and not modifiers & parts):
            continue
        in_focus = key == scene.focus.key and here - scene.focus_sentence <= _REACH
        if nouns()[noun].named & parts or modifiers:
            score = 1 / (1 + here - use.sentence) + 0.6 * use.subject + 0.8 * in_focus
            scores[key] = max(scores.get(key, 0.0), score + 2) + 0.1
        elif definite and in_focus and not any(part in nouns() for part in parts):
            scores[key] = 1.0
    return max(scores, key=lambda key: scores[key], default="")


def _may_mean(scene: DiscourseState, use: MentionContext, head: Token) -> bool:
    """Whether a description may mean a person whose roles say nothing of it."""
    noun = head.lemma_.lower()
    anyone = noun in words("any person")
    if use.token > head.i:
        return anyone or noun in words("spokesperson")
    near = scene.sentence_of(head) - scene.focus_sentence <= _FOCUS_REACH
    in_focus = scene.focus.key == use.name.key and near
    return in_focus and (anyone or not scene.entities[use.name.key].roles)


def _in_reach(scene: DiscourseState, use: MentionContext, head: Token, definite: bool) -> bool:
    """Whether a description may mean a name at its distance, before or after it."""
    here = scene.sentence_of(head)
    if use.token <= head.i:
        return definite and here - use.sentence <= _REACH
    return (
        not definite
        and here - scene.opening <= _OPENING
        and 0 < use.sentence - here <= _AHEAD
        and use.subject
        and use.first
        and bool(scene.entities[use.name.key].roles)
    )


def _countries(scene: DiscourseState, phrase: list[Token]) -> tuple[set[str], list[Token]]:
    """The countries a phrase names, and its other words."""
    countries: set[str] = set()
    others: list[Token] = []
    for token in phrase:
        name = scene.name_at(token.idx)
        if name is not None and name.country is not None:
            countries.add(name.country.country)
        else:
            others.append(token)
    return countries, others


def _parts(scene: DiscourseState, key: str) -> set[str]:
    """The words of the names an organisation is given."""
    return {part for form in scene.entities[key].forms for part in person_names.fold(form).split()}
