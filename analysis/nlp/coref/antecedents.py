"""The person or organisation that a description means: 'the minister', 'the agency'.

One resolver answers for the descriptions that head a quote and for all others: what the article
says of an entity is weighed with where it is named
(:mod:`analysis.nlp.coref.antecedent_weights`). Of a person count the titles that a description fits
(:mod:`analysis.nlp.coref.titles`), or else the words that the person's roles share with it; of an
organisation its names. A description that says which office or country it is of may mean somebody
named only later.

Who spoke last is known where a description heads a quote: it may mean the last speaker though the
text says nothing of the kind, and some of its words may be new. Elsewhere all must fit: of 26 that
fitted in part, ten meant somebody else.

'The company' is the only business near it; a description without an article that opens an article
('a top official') is the first person introduced after it.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from spacy.tokens import Token

from analysis.entity_types import GPE, ORG, PERSON
from analysis.nlp.coref import antecedent_weights as weights
from analysis.nlp.coref.antecedent_weights import FITTING, NO_ANTECEDENT, Antecedent
from analysis.nlp.coref.discourse_state import DiscourseState
from analysis.nlp.coref.referents import Referent
from analysis.nlp.coref.titles import (
    Title,
    find_persons_titled,
    find_phrase_end,
    is_in_passing,
    is_of_other_office,
    parse_title,
)
from analysis.nlp.entities import person_names
from analysis.nlp.entities.entity import Entity
from analysis.nlp.entities.organisation_names import find_listed_name
from analysis.nlp.entities.person_roles import (
    get_content_words,
    get_role_phrase,
    join_tokens,
    score_role_match,
)
from analysis.nlp.entities.unnamed_groups import GROUP
from analysis.nlp.lexicon import Noun, nouns, words

#: Maximum distance, in sentences, of an antecedent before a description of which the article does
#: not say all, and of an organisation; and of one after it. Judgement.
_REACH, _REACH_AHEAD = 12, 2
#: Maximum distance, in sentences, of the only organisation of a kind for what heads no quote; of
#: several, one in the same sentence is meant. Judgement, checked by ``benchmarks.entities``.
_REACH_OF_KIND = 6
#: An indefinite description may have an antecedent after it in this many sentences of the opening.
_OPENING_SENTENCES = 4
#: Sentences, that of the description included, in which somebody was named just before it.
_RECENT_SENTENCES = 2
#: Maximum distance, in sentences, at which a description that reveals nothing may refer to the
#: last speaker.
_LAST_SPEAKER_REACH = 2
#: Maximum distance, in sentences, of a business meant by 'the company'; how many times as often as
#: any other it must be named, and at least how often. Judgement: of the nine speakers that this
#: changed in 51 articles, eight are right.
_BUSINESS_REACH, _BUSINESS_DOMINANCE, _MIN_BUSINESS_MENTIONS = 4, 2, 2


@dataclass(frozen=True)
class Description:
    """A noun phrase without a name.

    Attributes:
        state: The article.
        head: Its head.
        noun: What the word list says of the head.
        referents: Everything mentioned before it.
        speaker: The key of the person who says it; empty outside quotes. Nobody describes oneself.
        is_source: Whether it heads a quote or an attitude.
    """

    state: DiscourseState
    head: Token
    noun: Noun
    referents: Sequence[Referent] = field(repr=False)
    speaker: str = ""
    is_source: bool = False

    @cached_property
    def sentence(self) -> int:
        """The number of its sentence."""
        return self.state.sentence_of(self.head)

    @cached_property
    def title(self) -> Title:
        """The phrase as a title."""
        end = find_phrase_end(self.state, self.head)
        return parse_title(join_tokens(list(self.head.doc[self.head.left_edge.i : end])))

    @cached_property
    def is_definite(self) -> bool:
        """Whether it means one that is known: 'the minister', 'North Korea's leader'.

        'The U.S. Attorney's Office' is the name of a body. A headline has no articles: 'North
        Korean leader says …'. 'Holt, a prominent lawyer, who said' tells who the lawyer is.
        """
        head, state = self.head, self.state
        if head.dep_ == "poss" and head.head.pos_ == "PROPN":
            return False
        places = (child for child in head.lefts if child.dep_ == "poss" and child.ent_type_ == GPE)
        owners = [state.name_at(place) for place in places]
        # A family name may be labelled as a place: "Ms von der Ray's spokesman".
        is_possessed = any(owner is None or owner.label != PERSON for owner in owners)
        if is_possessed or head.left_edge.lower_ in ("the", "this", "that"):
            return True
        name = state.name_at(head.left_edge)
        is_national = name is not None and name.country is not None and name.country.is_country
        is_headline = is_national and head.dep_ == "nsubj" and state.is_in_title(head)
        return is_headline or (self.is_source and head.dep_ == "appos")


def find_described(description: Description) -> Antecedent:
    """Return the person or organisation that a description means, or none in doubt."""
    if not (description.is_definite or description.is_source):
        return NO_ANTECEDENT
    is_person = description.noun.kind == "person"
    if is_person:
        scores = _score_persons(description)
    elif description.noun.kind == "organisation":
        scores = _score_organisations(description)
    else:
        return NO_ANTECEDENT
    if max(scores.values(), default=0) < weights.NOBODY_DESCRIBED + weights.MARGIN:
        return NO_ANTECEDENT
    alike = _find_alike(description, scores) if is_person else set()
    return weights.choose(scores, lambda _, rival: weights.ALIKE * (rival in alike))


def get_name_words(entity: Entity) -> set[str]:
    """Return the words of the names that the text uses for an entity."""
    return {word for form in entity.forms for word in person_names.fold(form).split()}


def _score_persons(description: Description) -> dict[str, float]:
    """Return the score of each person whom a description may mean."""
    state, title = description.state, description.title
    is_vague = title.noun in words("vague alone") and not title.modifiers
    is_vague |= any(word.lower_ in words("anonymous") for word in description.head.subtree)
    has_no_name = description.head.lemma_.lower() in words("anonymous source")
    if is_vague or (has_no_name and description.is_definite):
        return {}
    if not description.is_definite:
        return _score_introduced(description)
    mentions = [item for item in description.referents if _can_mean_person(description, item)]
    counts = Counter(item.key for item in mentions)
    counts.pop(description.speaker, None)
    persons = {key: state.entities[key] for key in counts}
    fitting = set(find_persons_titled(persons, title))
    if not fitting:
        later = _find_later_persons(description, counts)
        if len(later) == 1:
            return {later[0]: FITTING}
    n_most = max(counts.values(), default=1)
    scores: dict[str, float] = {}
    silent = ""
    for key, person in persons.items():
        if key in fitting:
            is_passing = is_in_passing(person, title, counts[key], n_most)
            score = None if is_passing and not _is_last_speaker(description, key) else FITTING
        else:
            score = _weigh_roles(description, person)
            if score is None and not fitting and _can_be_silent(description, person):
                silent = key
        read = [] if score is None else _list_read(description, mentions, key)
        is_near = any(description.sentence - item.sentence <= _REACH for item in read)
        if score is not None and (is_near or key in fitting):
            place = max((_weigh_place(description, item) for item in read), default=0.0)
            scores[key] = score + place + weights.MENTION * counts[key]
    if silent and not scores:
        read = _list_read(description, mentions, silent)
        scores[silent] = max((_weigh_place(description, item) for item in read), default=0.0)
    return scores


def _list_read(description: Description, mentions: Sequence[Referent], key: str) -> list[Referent]:
    """Return the mentions of a person that are read for a description."""
    return [item for item in mentions if item.key == key and _is_read(description, item)]


def _find_alike(description: Description, keys: Collection[str]) -> set[str]:
    """Return who of some persons has the title of a description and was named just before it."""
    entities = description.state.entities
    fitting = set(find_persons_titled({key: entities[key] for key in keys}, description.title))
    return {
        item.key
        for item in description.referents
        if item.key in fitting and description.sentence - item.sentence < _RECENT_SENTENCES
    }


def _can_mean_person(description: Description, referent: Referent) -> bool:
    """Return whether a referent before a description is a person of its gender."""
    state, key = description.state, referent.key
    is_person = bool(key) and state.entities[key].label == PERSON
    return is_person and state.can_have_gender(key, description.noun.gender)


def _is_read(description: Description, referent: Referent) -> bool:
    """Return whether it matters where a referent is: quotes tell nothing of who says another."""
    return not (description.is_source and referent.is_quoted)


def _weigh_place(description: Description, referent: Referent) -> float:
    """Return the weight of where a person or organisation is named."""
    weight = 1 / (1 + description.sentence - referent.sentence)
    weight += weights.SUBJECT * referent.is_subject
    is_last_speaker = _is_last_speaker(description, referent.key)
    return weight + weights.LAST_SPEAKER_DESCRIBED * is_last_speaker


def _is_last_speaker(description: Description, key: str) -> bool:
    state = description.state
    distance = description.sentence - state.last_speaker_sentence
    return description.is_source and key == state.last_speaker.key and distance <= _REACH


def _weigh_roles(description: Description, person: Entity) -> float | None:
    """Return the weight of the roles that a description shares with a person; None if of none.

    'The president of Norway' is nobody whose titles do not say so.
    """
    if not description.is_source:
        return None
    noun = description.title.noun
    is_head = noun in words("head of a state") or noun in words("leader of a state")
    if description.title.countries and is_head:
        return None
    countries, phrase_words = _split_countries(description)
    if len(phrase_words) == 1 and not countries and is_of_other_office(person, description.title):
        return None
    lemma = description.head.lemma_.lower()
    score = score_role_match(lemma, phrase_words, countries, person)
    role_words = get_content_words(" ".join(person.roles))
    n_unsupported = len(phrase_words - role_words - {description.head.lower_})
    return score + weights.UNSUPPORTED_WORD * n_unsupported if score > 0 else None


def _can_be_silent(description: Description, person: Entity) -> bool:
    """Return whether a description may mean the last speaker, whose roles tell nothing of it."""
    distance = description.sentence - description.state.last_speaker_sentence
    if not _is_last_speaker(description, person.key) or distance > _LAST_SPEAKER_REACH:
        return False
    countries, phrase_words = _split_countries(description)
    lemma = description.head.lemma_.lower()
    means_anyone = lemma in words("any person") or not person.roles
    return means_anyone and not score_role_match(lemma, phrase_words, countries, person)


def _score_introduced(description: Description) -> dict[str, float]:
    """Return the score of the persons introduced after 'a top official' of an opening."""
    state, head, sentence = description.state, description.head, description.sentence
    lemma = head.lemma_.lower()
    countries, phrase_words = _split_countries(description)
    scores: dict[str, float] = {}
    if sentence - state.first_body_sentence > _OPENING_SENTENCES:
        return scores
    for mention in state.mentions_around(head):
        key, distance = mention.name.key, mention.sentence - sentence
        is_introduced = mention.is_subject and mention.is_first
        if mention.name.label != PERSON or not 0 < distance <= _REACH_AHEAD or not is_introduced:
            continue
        person = state.entities[key]
        if not person.roles or not state.can_have_gender(key, description.noun.gender):
            continue
        role_score = score_role_match(lemma, phrase_words, countries, person)
        is_anyone = lemma in words("any person") | words("spokesperson")
        if lemma in words("anonymous source"):
            is_anyone = bool(countries) and countries <= person.of_countries
        if role_score > 0 or (role_score == 0 and is_anyone):
            weight = weights.INTRODUCED + role_score + 1 / (1 + distance) + weights.SUBJECT
            scores[key] = max(scores.get(key, 0.0), weight + FITTING * (role_score > 0))
    return scores


def _find_later_persons(description: Description, before: Counter[str]) -> list[str]:
    """Return the persons of whom the article says later what a description says.

    None if that is a noun alone.
    """
    is_specific = bool(description.title.countries or description.title.modifiers)
    if not (is_specific or description.is_source):
        return []
    later = {
        key: entity
        for key, entity in description.state.entities.items()
        if entity.label == PERSON and entity.roles and key not in {*before, description.speaker}
    }
    titled = find_persons_titled(later, description.title) if is_specific else []
    _, phrase_words = _split_countries(description)
    if titled or not description.is_source or len(phrase_words) == 1:
        return titled
    titles = {key: get_content_words(" ".join(person.roles)) for key, person in later.items()}
    return [key for key, role_words in titles.items() if phrase_words <= role_words]


def _score_organisations(description: Description) -> dict[str, float]:
    """Return the score of each organisation that a description may mean, by its names."""
    state, head, noun = description.state, description.head, description.noun
    if not description.is_definite and not (description.is_source and head.tag_ == "NNS"):
        return {}
    phrase = get_role_phrase(head)
    modifiers = get_content_words(join_tokens(phrase)) - {head.lemma_.lower(), head.lower_}
    # 'The new group' is not The New York Times.
    adjectives = {token.text for token in phrase if token.pos_ == "ADJ"}
    naming = modifiers - {word for word in adjectives if word.islower()}
    mentions = list(_list_organisations(description))
    scores: dict[str, float] = {}
    distances: dict[str, int] = {}
    for item in mentions:
        key = item.key
        name_words = get_name_words(state.entities[key])
        if modifiers and not naming & name_words:
            continue
        is_named = bool(noun.named & name_words)
        n_unsupported = len(modifiers - name_words) + (not is_named)
        if n_unsupported and not description.is_source:
            continue
        if is_named or modifiers:
            score = FITTING + weights.UNSUPPORTED_WORD * n_unsupported
        elif _can_be_silent_body(description, key, name_words):
            score = 0.0
        else:
            continue
        scores[key] = max(scores.get(key, 0.0), score + _weigh_place(description, item))
        scores[key] += weights.MENTION
        distances[key] = description.sentence - item.sentence
    if not description.is_source:
        reach = _REACH_OF_KIND if len(scores) == 1 else 0
        return {key: score for key, score in scores.items() if distances[key] <= reach}
    is_bare_business = not modifiers and head.lemma_.lower() in words("business")
    if not scores and description.is_definite and is_bare_business:
        business = _find_only_business(state, description.sentence, mentions)
        return {business: FITTING} if business else {}
    return scores


def _can_be_silent_body(description: Description, key: str, name_words: set[str]) -> bool:
    """Return whether a noun for a body means the last speaker, whose name says nothing of it.

    'The hospital' is none whose name does not say so.
    """
    is_in_name = description.head.lemma_.lower() in words("part of its name")
    is_silent = not is_in_name and not any(word in nouns() for word in name_words)
    return is_silent and _is_last_speaker(description, key)


def _list_organisations(description: Description) -> Iterator[Referent]:
    """Yield the organisations named before a description, outside quotes for one that heads one."""
    for item in description.referents:
        is_named = bool(item.key) and not item.key.startswith(GROUP)
        is_body = is_named and description.state.entities[item.key].label == ORG
        if is_body and _is_read(description, item):
            yield item


def _find_only_business(state: DiscourseState, sentence: int, mentions: Sequence[Referent]) -> str:
    """Return the one organisation before 'the company' that can be one; empty if there are several.

    Well-known bodies are listed and are no businesses, nor is one whose name has a noun for another
    kind of organisation. Of several, the one named far more often is meant.
    """
    counts: Counter[str] = Counter()
    near: set[str] = set()
    for item in mentions:
        entity = state.entities[item.key]
        other_kinds = get_name_words(entity) & (nouns().keys() - words("business"))
        if find_listed_name(entity.name) or other_kinds:
            continue
        counts[item.key] += 1
        if sentence - item.sentence <= _BUSINESS_REACH:
            near.add(item.key)
    if not counts:
        return ""
    (first, count), *others = counts.most_common()
    is_dominant = count >= _BUSINESS_DOMINANCE * max((n for _, n in others), default=0)
    is_near = near == {first}
    return first if count >= _MIN_BUSINESS_MENTIONS and is_dominant and is_near else ""


def _split_countries(description: Description) -> tuple[set[str], set[str]]:
    """Return the countries that a description names (ISO 3166), and its other content words."""
    countries: set[str] = set()
    other_tokens: list[Token] = []
    for token in get_role_phrase(description.head):
        name = description.state.name_at(token)
        if name is not None and name.country is not None:
            countries.add(name.country.country)
        else:
            other_tokens.append(token)
    return countries, get_content_words(join_tokens(other_tokens))
