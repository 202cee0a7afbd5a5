"""Antecedents of descriptions: the person or organisation to which a noun phrase may refer.

The weights and distances are judgement; ``python -m benchmarks.quotes`` measures their effect.
"""

from collections import Counter
from collections.abc import Iterable

from spacy.tokens import Token

from analysis.entity_types import ORG, PERSON
from analysis.nlp.coref.discourse_state import DiscourseState
from analysis.nlp.coref.mention_contexts import MentionContext
from analysis.nlp.entities import person_names
from analysis.nlp.entities.entity import Entity
from analysis.nlp.entities.organisation_names import find_listed_name
from analysis.nlp.entities.person_roles import (
    get_content_words,
    get_role_phrase,
    join_tokens,
    score_role_match,
)
from analysis.nlp.lexicon import nouns, words

#: Maximum distance, in sentences, of an antecedent before a description, and of one after it.
_REACH, _REACH_AHEAD = 12, 2
#: An indefinite description may have an antecedent after it in this many sentences of the opening.
_OPENING_SENTENCES = 4
#: Maximum distance, in sentences, at which a description that reveals nothing may refer to the
#: last speaker.
_LAST_SPEAKER_REACH = 2
#: Bonus of a subject, for persons and for organisations.
_PERSON_SUBJECT_BONUS, _GROUP_SUBJECT_BONUS = 0.5, 0.6
#: Bonus of the last speaker.
_LAST_SPEAKER_BONUS = 0.8
#: Bonus of an organisation whose name fits the description; larger than all other bonuses together.
_NAME_BONUS = 2
#: Bonus for each mention of an organisation whose name fits.
_MENTION_BONUS = 0.1
#: Maximum distance, in sentences, of a business meant by 'the company'; how many times as often as
#: any other it must be named, and at least how often. Judgement: of the nine speakers that this
#: changed in 51 articles, eight are right.
_BUSINESS_REACH, _BUSINESS_DOMINANCE, _MIN_BUSINESS_MENTIONS = 4, 2, 2
#: Score of the last speaker as the antecedent of a description that its name does not contradict.
_LAST_SPEAKER_SCORE = 1.0


def find_person(state: DiscourseState, head: Token, *, is_definite: bool) -> str:
    """Return the key of the person to whom the phrase of ``head`` refers; empty if it fits none.

    A person whose roles fit the phrase is preferred to one whose roles do not contradict it: the
    last speaker, or in the opening the person introduced after it.

    Args:
        state: The state of the discourse.
        head: The head of the phrase, a noun for a person.
        is_definite: Whether the phrase is definite.
    """
    sentence = state.sentence_of(head)
    countries, other_tokens = _split_countries(state, get_role_phrase(head))
    phrase_words = get_content_words(join_tokens(other_tokens))
    noun = head.lemma_.lower()
    gender = nouns()[noun].gender
    # 'Said a prominent lawyer' names nobody; 'Holt, a prominent lawyer, who said' does.
    if (is_definite or head.dep_ == "appos") and len(phrase_words) > 1:
        titled = [
            key
            for key, entity in state.entities.items()
            if phrase_words <= get_content_words(" ".join(entity.roles))
            and state.can_have_gender(key, gender)
            and score_role_match(noun, phrase_words, countries, entity) > 0
        ]
        if len(titled) == 1:
            return titled[0]
    best, best_score = "", (False, 0.0)
    for mention in _find_persons(state, head, gender, is_definite=is_definite):
        key = mention.name.key
        role_score = score_role_match(noun, phrase_words, countries, state.entities[key])
        is_possible = role_score > 0 or (role_score == 0 and _can_mean(state, mention, head))
        if not is_possible:
            continue
        score = role_score + 1 / (1 + abs(mention.sentence - sentence))
        score += _PERSON_SUBJECT_BONUS * mention.is_subject
        score += _LAST_SPEAKER_BONUS * (key == state.last_speaker.key)
        if (role_score > 0, score) > best_score:
            best, best_score = key, (role_score > 0, score)
    return best


def find_organisation(state: DiscourseState, head: Token, *, is_definite: bool) -> str:
    """Return the key of the organisation to which a phrase refers; empty if it fits none.

    This is the nearest one before the phrase whose name fits it. Failing that, a definite phrase
    refers to the last speaker, unless its name says that it is of another kind, and 'the company'
    to the only business near it.

    Args:
        state: The state of the discourse.
        head: The head of the phrase, a noun for an organisation.
        is_definite: Whether the phrase is definite.
    """
    sentence = state.sentence_of(head)
    noun = head.lemma_.lower()
    modifiers = get_content_words(join_tokens(get_role_phrase(head))) - {noun}
    # 'The new group' is not The New York Times.
    adjectives = {token.text for token in get_role_phrase(head) if token.pos_ == "ADJ"}
    naming = modifiers - {word for word in adjectives if word.islower()}
    is_near = sentence - state.last_speaker_sentence <= _REACH
    scores: dict[str, float] = {}
    for mention in state.mentions_around(head):
        if mention.token >= head.i:
            break
        key = mention.name.key
        name_words = get_name_words(state.entities[key])
        if mention.name.label != ORG or (modifiers and not naming & name_words):
            continue
        is_last_speaker = key == state.last_speaker.key and is_near
        if nouns()[noun].named & name_words or modifiers:
            score = 1 / (1 + sentence - mention.sentence)
            score += _GROUP_SUBJECT_BONUS * mention.is_subject
            score += _LAST_SPEAKER_BONUS * is_last_speaker
            scores[key] = max(scores.get(key, 0.0), score + _NAME_BONUS) + _MENTION_BONUS
        elif is_definite and is_last_speaker and not any(word in nouns() for word in name_words):
            scores[key] = _LAST_SPEAKER_SCORE
    if not scores and is_definite and not modifiers and noun in words("business"):
        return _find_only_business(state, head)
    return max(scores, key=lambda key: scores[key], default="")


def _find_only_business(state: DiscourseState, head: Token) -> str:
    """Return the one organisation before 'the company' that can be one; empty if there are several.

    Well-known bodies are listed and are no businesses, nor is one whose name has a noun for another
    kind of organisation. Of several, the one named far more often is meant.
    """
    sentence = state.sentence_of(head)
    counts: Counter[str] = Counter()
    near: set[str] = set()
    for mention in state.mentions_around(head):
        if mention.token >= head.i:
            break
        entity = state.entities[mention.name.key]
        if mention.name.label != ORG or find_listed_name(entity.name):
            continue
        if any(
            word in nouns() and word not in words("business") for word in get_name_words(entity)
        ):
            continue
        counts[mention.name.key] += 1
        if sentence - mention.sentence <= _BUSINESS_REACH:
            near.add(mention.name.key)
    if not counts:
        return ""
    (first, count), *others = counts.most_common()
    is_dominant = count >= _BUSINESS_DOMINANCE * max((n for _, n in others), default=0)
    is_near = near == {first}
    return first if count >= _MIN_BUSINESS_MENTIONS and is_dominant and is_near else ""


def get_name_words(entity: Entity) -> set[str]:
    """Return the words of the names that the text uses for an entity."""
    return {word for form in entity.forms for word in person_names.fold(form).split()}


def _find_persons(
    state: DiscourseState, head: Token, gender: str, *, is_definite: bool
) -> Iterable[MentionContext]:
    """Yield the mentions of persons of a gender that are near enough to a description."""
    for mention in state.mentions_around(head):
        is_person = mention.name.label == PERSON
        if not is_person or not state.can_have_gender(mention.name.key, gender):
            continue
        if _is_in_reach(state, mention, head, is_definite=is_definite):
            yield mention


def _can_mean(state: DiscourseState, mention: MentionContext, head: Token) -> bool:
    """Return whether a description may refer to a person about whose roles it says nothing."""
    noun = head.lemma_.lower()
    means_anyone = noun in words("any person")
    if mention.token > head.i:
        return means_anyone or noun in words("spokesperson")
    distance = state.sentence_of(head) - state.last_speaker_sentence
    is_last_speaker = state.last_speaker.key == mention.name.key
    has_roles = bool(state.entities[mention.name.key].roles)
    return is_last_speaker and distance <= _LAST_SPEAKER_REACH and (means_anyone or not has_roles)


def _is_in_reach(
    state: DiscourseState, mention: MentionContext, head: Token, *, is_definite: bool
) -> bool:
    """Return whether a mention is near enough to a description, before or after it."""
    sentence = state.sentence_of(head)
    if mention.token <= head.i:
        return is_definite and sentence - mention.sentence <= _REACH
    return (
        not is_definite
        and sentence - state.first_body_sentence <= _OPENING_SENTENCES
        and 0 < mention.sentence - sentence <= _REACH_AHEAD
        and mention.is_subject
        and mention.is_first
        and bool(state.entities[mention.name.key].roles)
    )


def _split_countries(state: DiscourseState, phrase: list[Token]) -> tuple[set[str], list[Token]]:
    """Return the countries that a phrase names (ISO 3166), and its other tokens."""
    countries: set[str] = set()
    other_tokens: list[Token] = []
    for token in phrase:
        name = state.name_at(token)
        if name is not None and name.country is not None:
            countries.add(name.country.country)
        else:
            other_tokens.append(token)
    return countries, other_tokens
