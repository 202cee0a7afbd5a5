"""Capitals that stand for the government of their state: 'Moscow denied', 'ties with Havana'.

The name of a capital is the city's unless its sentence uses it as the government: as the subject of
a verb of saying, deciding or wanting, as the object of a verb done to governments ('accused
Moscow'), after the preposition of a noun for what governments have with each other ('sanctions
against Tehran', 'ties between Washington and Pyongyang'), or as the owner of what only a government
has ('Beijing's ambassador'). ``data/capital_words.csv`` lists these words.
"""

from functools import cache

from spacy.tokens import Span, Token

from analysis.entity_types import GPE, PLACE_LABELS
from analysis.nlp.entities.name_spans import find_possible_country
from analysis.nlp.lexicon import words
from analysis.word_lists import read_rows

#: Maximum number of coordinated names that are followed to the first: 'A, B, C and Moscow'.
_MAX_CONJUNCTS = 10
#: Verbs that are passed over to the one they stand before: 'Moscow has begun to threaten'.
_PHASES = frozenset(("appear", "begin", "continue", "go", "have", "seem", "start", "use"))
#: Number of tokens after a town that may say where it is: ', Idaho'.
_COMMA_AND_PLACE = 2
#: Prepositions before what is no place: 'a deal between Moscow and Pyongyang', 'sold by Moscow'.
_BETWEEN_GOVERNMENTS = frozenset(("against", "between", "by", "with"))
#: Prepositions that the parse hangs on the verb: 'imposed sanctions on Moscow'.
_OF_OBJECTS = ("against", "from", "on", "over", "to")


def is_government(span: Span) -> bool:
    """Return whether the name of a capital stands for the government of its state.

    Args:
        span: The tokens of the name.
    """
    root = span.root
    if _is_in_larger_place(span):
        return False
    if root.dep_ == "poss":
        return _is_plain(root.head) and _is_possession_of_state(root)
    if root.dep_ in ("compound", "nmod", "amod"):
        return root.head.i == span.end and root.head.lower_ in _read_words("body")
    first = _find_first_conjunct(root)
    if not _is_among_states(first, span):
        return False
    return _is_acting(first) or _is_acted_upon(first) or _is_related(first)


def can_be_government(span: Span) -> bool:
    """Return whether the name of a capital names no place, in a text that uses it as a government.

    It is the subject of a verb, or related to others: 'between Moscow and Pyongyang'. What it owns
    may be a city's. Most words have one sense in a text (Gale et al. 1992).

    Args:
        span: The tokens of the name.
    """
    root = span.root
    if _is_in_larger_place(span):
        return False
    first = _find_first_conjunct(root)
    if first.dep_ == "pobj":
        return first.head.lower_ in _BETWEEN_GOVERNMENTS
    return first.dep_ in ("nsubj", "nsubjpass", "agent") and _is_among_states(first, span)


def _is_plain(noun: Token) -> bool:
    """Whether a noun is no part of a name: 'policy', but not 'Moscow's Trade Policy Centre'."""
    return not noun.ent_type_ and not noun.text[0].isupper()


def _is_possession_of_state(owner: Token) -> bool:
    """Whether only a government has what a capital owns: an ambassador, a nuclear programme."""
    noun = owner.head
    between = owner.doc[owner.i + 1 : noun.i]
    is_armament = any(token.lower_ in _read_words("armament") for token in between)
    return is_armament or noun.lemma_.lower() in _read_words("possession")


def _is_in_larger_place(span: Span) -> bool:
    """Whether its own country or another town's state follows it: 'Moscow, Idaho'."""
    rest = span.doc[span.end : span.end + _COMMA_AND_PLACE]
    if len(rest) < _COMMA_AND_PLACE or rest[0].text != "," or rest[1].ent_type_ != GPE:
        return False
    state, place = find_possible_country(span.text), find_possible_country(rest[1].text)
    return place is None or (state is not None and state.country == place.country)


def _find_first_conjunct(token: Token) -> Token:
    for _ in range(_MAX_CONJUNCTS):
        if token.dep_ != "conj":
            break
        token = token.head
    return token


def _is_among_states(first: Token, span: Span) -> bool:
    """Whether all that a capital is coordinated with may be states: not 'London and Leeds'."""
    return all(
        token.i in range(span.start, span.end) or _can_be_state(token)
        for token in (first, *first.conjuncts)
    )


def _can_be_state(token: Token) -> bool:
    """Whether a word is no town, region or part of a country: 'ten states and Washington'."""
    if token.ent_type_ in PLACE_LABELS:
        return find_possible_country(token.text) is not None
    return token.ent_type_ != "" or token.lemma_.lower() not in words("place")


def _is_acting(token: Token) -> bool:
    """Whether a token is the subject, or agent, of a verb of saying, deciding or wanting."""
    if token.dep_ == "pobj" and token.head.dep_ == "agent":
        return token.head.head.lemma_.lower() in _read_words("subject")
    if token.dep_ != "nsubj":
        return False
    verb = token.head
    while verb.lemma_.lower() in _PHASES:
        later = next((child for child in verb.children if child.dep_ == "xcomp"), None)
        if later is None or later.pos_ != "VERB":
            break
        verb = later
    return verb.pos_ == "VERB" and verb.lemma_.lower() in _read_words("subject")


def _is_acted_upon(token: Token) -> bool:
    """Whether a token is the object of a verb that is done to governments."""
    verb = token.head
    is_infinitive = verb.dep_ in ("ccomp", "xcomp") and verb.tag_ == "VB"
    if token.dep_ == "nsubj" and is_infinitive:
        verb = verb.head  # 'wants Moscow to leave'
    elif token.dep_ not in ("dobj", "nsubjpass", "dative"):
        return False
    return verb.lemma_.lower() in _read_words("object")


def _is_related(token: Token) -> bool:
    """Whether a token is the object of a preposition after a word for relations of governments."""
    if token.dep_ != "pobj":
        return False
    preposition = token.head
    word = preposition.head
    kind = "toward" if preposition.lower_ == "towards" else preposition.lower_
    if kind == "with" and word.pos_ == "VERB":
        objects = [child for child in word.children if child.dep_ == "dobj"]
        is_of_states = any(child.lemma_.lower() in _read_words("with") for child in objects)
        return is_of_states or word.lemma_.lower() in _read_words("with verb")
    if kind in _OF_OBJECTS and word.pos_ == "VERB":
        objects = [child for child in word.children if child.dep_ in ("dobj", "nsubjpass")]
        return any(child.lemma_.lower() in _read_words(kind) for child in objects)
    return word.pos_ == "NOUN" and word.lemma_.lower() in _read_words(kind)


@cache
def _read_words(kind: str) -> frozenset[str]:
    """Return the lemmas of one kind in ``data/capital_words.csv``; none for an unknown kind."""
    rows = read_rows("nlp", "capital_words.csv")
    return frozenset(row["word"] for row in rows if row["as"] == kind)
