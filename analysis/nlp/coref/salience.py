"""The antecedent of a pronoun: the most salient referent of its gender and number.

A referent is salient when it is near, the subject of its clause or of the clause that contains the
pronoun, and of a gender that the text reveals; for a pronoun that heads a quote, also when it spoke
last. Salience and binding follow Lappin & Leass (1994),
"An algorithm for pronominal anaphora resolution": 'him' is not the subject of its own clause,
'himself' is. The weights are judgement; ``python -m benchmarks.entities`` measures their effect.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from math import inf
from typing import NamedTuple

from spacy.tokens import Token

from analysis.entity_types import ORG, PERSON, Trait, labels_with
from analysis.nlp.coref.discourse_state import NOBODY, DiscourseState
from analysis.nlp.entities.unnamed_groups import GROUP

SUBJECTS = ("nsubj", "nsubjpass", "csubj")
#: Relations of the subjects and objects of a verb.
ARGUMENTS = (*SUBJECTS, "dobj", "dative", "pobj")
#: Labels of names to which 'it' can refer.
THING_LABELS = frozenset(labels_with(Trait.IT))
#: Relations of words inside the phrase of another noun.
_MODIFIERS = ("poss", "compound", "nmod", "amod")


class ReferentKind(Enum):
    """What kind of pronoun refers to something: 'he' or 'she', 'it', or 'they'."""

    PERSON = auto()
    THING = auto()
    SEVERAL = auto()


#: Maximum distance, in sentences, of an antecedent.
_REACH = {ReferentKind.PERSON: 5, ReferentKind.THING: 1, ReferentKind.SEVERAL: 1}
#: Minimum lead of the best referent over the second; below it the pronoun stays unresolved.
_MIN_LEAD = {ReferentKind.PERSON: 0.1, ReferentKind.THING: 0.2, ReferentKind.SEVERAL: 0.2}
#: The minimum lead of a person of unknown gender over one of known gender.
_MIN_LEAD_OF_UNKNOWN = 0.8
#: The minimum lead of a person whose gender only the given name tells over one whose gender the
#: text reveals; the leads of the wrong ones among 37 pronouns that were read are up to 0.28.
_MIN_LEAD_OF_NAMED = 0.4
#: Score of a referent in the pronoun's own sentence; one sentence before it is 1/2, then 1/3.
_SAME_SENTENCE_SCORE = 1.5
#: Bonus of a subject, and how fast it falls with the distance in sentences. This decay, the bonus
#: for each mention and that of the last speaker are the best of those tried on the sets that
#: ``benchmarks.quotes`` scores and on 47 pronouns of other articles that were read.
_SUBJECT_BONUS, _SUBJECT_DECAY = 0.6, 2.0
#: Bonus of the subject of a clause that contains the pronoun.
_EMBEDDING_SUBJECT_BONUS = 0.5
#: Bonus of a subject that the sentence before names for the first time, where the pronoun heads a
#: quote: 'Ann Orr welcomed the plan. "…," she said.'
_NEWCOMER_BONUS = 0.5
#: Bonus of a person who speaks by name in the sentence before a quote that a pronoun heads: 'Ann
#: Orr told Holt that the wells are dry. "…," she said.' (Judgement: of the quotes that it changed
#: in 450 articles, which were read.)
_TAKEN_UP_BONUS = 0.5
#: Bonus when the text reveals the referent's gender.
_KNOWN_GENDER_BONUS = 0.25
#: Bonus of a subject when the pronoun is a subject too.
_PARALLEL_BONUS = 0.25
#: Malus when only one of referent and pronoun is between quotation marks.
_QUOTED_MALUS = 0.4
#: Malus of a referent inside the phrase of another noun.
_MODIFIER_MALUS = 0.3
#: Bonus for each mention of a referent.
_MENTION_BONUS = 0.03
#: Bonus of the last speaker where the pronoun heads a quote, and how fast it falls with the
#: distance in sentences.
_LAST_SPEAKER_BONUS, _LAST_SPEAKER_DECAY = 0.4, 0.35
#: Maximum distance, in sentences, of the last speaker.
_LAST_SPEAKER_REACH = {ReferentKind.PERSON: 6, ReferentKind.THING: 2, ReferentKind.SEVERAL: 2}
#: Maximum distance, in sentences, of a last speaker whom the text only describes.
_DESCRIBED_REACH = 2
#: Stands for the key of a last speaker whom the text only describes.
DESCRIBED = "described"


class Referent(NamedTuple):
    """Something to which a pronoun may refer.

    Attributes:
        token: The head of its phrase.
        verb: The position of the token on which the phrase depends.
        sentence: The number of its sentence.
        key: The key of its entity; empty when it has no name.
        kind: By which kind of pronoun it is referred to; None for none.
        gender: m or f; empty when unknown.
        is_subject: Whether it is the subject of its clause.
        is_quoted: Whether it is between quotation marks.
        is_introduced: Whether the text names its entity here for the first time.
    """

    token: Token
    verb: int
    sentence: int
    key: str
    kind: ReferentKind | None
    gender: str
    is_subject: bool
    is_quoted: bool
    is_introduced: bool = False


@dataclass(frozen=True, slots=True)
class Pronoun:
    """A pronoun in the third person.

    Attributes:
        token: Its token.
        kind: The kind of referent.
        gender: m or f; empty when it has none.
        sentence: The number of its sentence.
        is_quoted: Whether it is between quotation marks.
        speaker: The key of the person who says it in a quote; empty when there is none.
        ancestors: The positions of the tokens on which it depends, directly or not.
        content: Start and end of what it says, where it names the speaker of a quote or the holder
            of an attitude; None elsewhere. Nobody speaks of oneself by name.
    """

    token: Token
    kind: ReferentKind
    gender: str
    sentence: int
    is_quoted: bool
    speaker: str
    ancestors: frozenset[int]
    content: tuple[int, int] | None = None

    @property
    def is_reflexive(self) -> bool:
        """Whether it refers to an argument of its own verb: 'himself'."""
        return self.token.lower_.endswith(("self", "selves"))

    @property
    def is_argument(self) -> bool:
        """Whether it is a subject or object."""
        return self.token.dep_ in ARGUMENTS


@dataclass(frozen=True, slots=True)
class Antecedent:
    """To whom a pronoun refers.

    Attributes:
        key: The key of the entity; :data:`DESCRIBED` for a last speaker without a name; empty when
            there is none.
        lead: By how much its score exceeds that of the next one that has a name or spoke last;
            infinite when there is none. What has no name competes for the antecedent only: where a
            name leads over it, it hardly ever turns out to be meant.
    """

    key: str = ""
    lead: float = 0.0


NO_ANTECEDENT = Antecedent()


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
    if pronoun.content is not None:
        _add_last_speaker(state, pronoun, scores)
        key = state.last_speaker.key  # empty for a speaker who is no entity
        if key in scores and _is_taken_up(state, pronoun, referents):
            scores[key] += _TAKEN_UP_BONUS
    if not scores:
        return NO_ANTECEDENT
    best, *others = sorted(scores, key=lambda key: -scores[key])
    lead_over_known = _MIN_LEAD[pronoun.kind]
    if pronoun.gender and best not in ("", DESCRIBED) and not state.has_known_gender(best):
        is_gendered = state.has_gendered_name(best)
        lead_over_known = _MIN_LEAD_OF_NAMED if is_gendered else _MIN_LEAD_OF_UNKNOWN
    for other in others:
        is_known = other not in ("", DESCRIBED) and state.has_known_gender(other)
        min_lead = lead_over_known if is_known else _MIN_LEAD[pronoun.kind]
        if scores[best] - scores[other] < min_lead:
            return NO_ANTECEDENT
    # 'Russia blocked sanctions on North Korea over its tests': the nearer name may be meant.
    if not pronoun.gender and nearest not in ("", best):
        return NO_ANTECEDENT
    rivals = [scores[other] for other in others if other]
    return Antecedent(best, scores[best] - max(rivals) if rivals else inf)


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
    key = speaker.key if speaker.is_identified else state.last_speaker_group or DESCRIBED
    bonus = _LAST_SPEAKER_BONUS / (1 + _LAST_SPEAKER_DECAY * distance)
    scores[key] = scores.get(key, 0.0) + bonus


def _is_taken_up(state: DiscourseState, pronoun: Pronoun, referents: Sequence[Referent]) -> bool:
    """Return whether the sentence before a quote has its last speaker by name, and nobody follows.

    A person who is named after that sentence, outside what the pronoun says, may be meant instead.
    """
    speaker = state.last_speaker
    if pronoun.content is None or pronoun.kind is not ReferentKind.PERSON:
        return False
    if speaker.resolution != "named" or not _can_be_last_speaker(state, pronoun):
        return False
    first = min(pronoun.sentence, state.sentence_at(pronoun.content[0]))
    if first - state.last_speaker_sentence != 1 or not state.is_sentence_end(first - 1):
        return False
    for referent in reversed(referents):
        if referent.sentence <= state.last_speaker_sentence:
            return True
        is_person = referent.kind is ReferentKind.PERSON and bool(referent.key)
        if is_person and not _is_said(referent, *pronoun.content):
            return False
    return True


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
    newcomer = _find_newcomer(pronoun, referents) if pronoun.content is not None else None
    scores: dict[str, float] = {}
    for referent in reversed(referents):
        distance = pronoun.sentence - referent.sentence
        if distance > reach:
            break
        if referent.kind is not pronoun.kind and pronoun.kind is not ReferentKind.SEVERAL:
            continue
        if pronoun.content is not None and _is_said(referent, *pronoun.content):
            continue
        key = referent.key or _find_key_of_description(state, referent)
        if key and key == pronoun.speaker:
            continue
        is_embedding = referent.is_subject and referent.verb in pronoun.ancestors
        if not _is_compatible(state, pronoun, referent, is_embedding=is_embedding):
            continue
        is_coargument = referent.verb == governor and referent.token.dep_ in ARGUMENTS
        if is_coargument and is_argument and not is_reflexive:
            excluded.add(key)
        if is_reflexive and not is_coargument:
            continue
        score = _score(pronoun, referent, distance, is_embedding=is_embedding)
        score += _NEWCOMER_BONUS * (referent is newcomer)
        scores[key] = max(scores.get(key, 0.0), score) + _MENTION_BONUS
        if not distance and not nearest:
            nearest = key
    return {key: score for key, score in scores.items() if key not in excluded}, nearest


def _find_key_of_description(state: DiscourseState, referent: Referent) -> str:
    """Return whom a noun phrase means that spoke: 'the committee head Ann Orr' is Orr."""
    speaker = state.speakers.get(referent.token.i, NOBODY)
    if speaker.is_identified:
        return speaker.key
    return DESCRIBED if referent.token.i == state.last_speaker_token else ""


def _find_newcomer(pronoun: Pronoun, referents: Sequence[Referent]) -> Referent | None:
    """Return the subject of the sentence before a quote if only it is named there, and anew."""
    named: list[Referent] = []
    for referent in reversed(referents):
        if pronoun.sentence - referent.sentence > 1:
            break
        if referent.key and referent.kind is ReferentKind.PERSON and not referent.is_quoted:
            named.append(referent)
    is_newcomer = len(named) == 1 and named[0].is_introduced and named[0].is_subject
    return named[0] if is_newcomer else None


def _find_objects(state: DiscourseState, subject: Token) -> set[str]:
    """Return the keys of the named objects of the verb of a subject: 'he told Ray' is not Ray."""
    if subject.dep_ not in SUBJECTS:
        return set()
    objects = (child for child in subject.head.rights if child.dep_ in ("dobj", "dative"))
    names = (state.name_at(child) for child in objects)
    return {name.key for name in names if name is not None}


def _is_said(referent: Referent, start: int, end: int) -> bool:
    """Return whether a referent is between quotation marks, or in what the pronoun says."""
    return referent.is_quoted or start <= referent.token.idx < end


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
    nearness = 1 / (1 + distance) if distance else _SAME_SENTENCE_SCORE
    score = nearness + _SUBJECT_BONUS * referent.is_subject / (1 + _SUBJECT_DECAY * distance)
    score += _EMBEDDING_SUBJECT_BONUS * is_embedding
    score += _KNOWN_GENDER_BONUS * (bool(pronoun.gender) and referent.gender == pronoun.gender)
    score += _PARALLEL_BONUS * (referent.is_subject and pronoun.token.dep_ in SUBJECTS)
    score -= _QUOTED_MALUS * (referent.is_quoted != pronoun.is_quoted)
    score -= _MODIFIER_MALUS * (referent.token.dep_ in _MODIFIERS)
    return score
