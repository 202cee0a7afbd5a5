"""Complements: the phrases that words govern, as candidates for attitudes.

A complement is the phrase or clause that a verb, noun or adjective governs: "criticised *the
plan*", "support for *the talks*", "expects *to win*". Whether it is attributed to somebody is
decided by :mod:`analysis.nlp.quotes.attitudes`.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from spacy.strings import StringStore, get_string_id
from spacy.tokens import Doc

from analysis.entity_types import Trait, labels_with
from analysis.nlp.token_ids import get_ids

_CLAUSES = get_ids(("ccomp", "xcomp", "acl", "advcl", "relcl"))
_ARGUMENTS = get_ids(("dobj", "oprd", "nsubj", "nsubjpass", "attr", "acomp", "appos", "dative"))
_OBJECTS_OF_PREPOSITIONS = get_ids(("pobj", "pcomp"))
_PREPOSITION = get_string_id("prep")
#: Relations of the prepositions whose object a word can govern.
_PREPOSITIONS = get_ids(("prep", "agent", "dative"))
#: Relations of the tokens that can head a complement.
_CANDIDATES = _CLAUSES | _ARGUMENTS | _OBJECTS_OF_PREPOSITIONS | {_PREPOSITION}
#: Parts of speech that can govern a complement; only verbs govern a prepositional phrase as such.
_GOVERNORS = get_ids(("VERB", "AUX", "NOUN", "ADJ", "PROPN", "ADV"))
_VERBS = get_ids(("VERB", "AUX"))
SUBJECTS = get_ids(("nsubj", "nsubjpass"))
#: Subjects that no attitude is about: "it is expected".
_EXPLETIVES = get_ids(("it", "there"))
#: What a phrase has at its edges that is no part of it.
_NO_WORDS = get_ids(("SPACE", "PUNCT"))
#: Relations by which a verb without a subject has that of the word it depends on.
_CLIMB_ARGUMENTS = get_ids(("prep", "pobj", "pcomp", "dobj", "oprd", "attr", "acomp"))
_CLIMB = _CLIMB_ARGUMENTS | get_ids(("conj", "aux", "ccomp", "xcomp", "advcl", "acl"))
#: How many words are climbed, at most, in search of the holder of an attitude.
_MAX_CLIMB = 5
#: Parts of speech of the governors whose holder depends on the complement.
NOUNS = get_ids(("NOUN", "PROPN"))
#: Relations that show a passive, of its owner, its agent, and the object of a preposition.
PASSIVE = get_ids(("nsubjpass", "auxpass"))
_OWNER, _AGENT, _OBJECT = get_ids(("poss",)), get_ids(("agent",)), get_ids(("pobj",))
_RELATIVE, _REDUCED, _PARTICIPLE = map(get_string_id, ("relcl", "acl", "VBG"))
#: Prepositions that introduce the holder of an attitude expressed by a noun: "fears among voters".
_HOLDER_PREPOSITIONS = get_ids(("by", "from", "of", "among"))
_OF = get_string_id("of")
_HOLDER_LABELS = get_ids(labels_with(Trait.HOLDER))
#: Letters of an ending that tells verbs and nouns apart: "-ise", "-ion".
_SUFFIX_LETTERS = 3

Ids = npt.NDArray[np.uint64]


class Complement(NamedTuple):
    """A phrase that a word governs; tokens are given by their position in the text.

    Attributes:
        start: Its first character, without punctuation.
        end: One past its last character.
        governor: The token that governs it.
        head: The token it is headed by.
        preposition: The number of the preposition that governs it or begins it; 0 without one.
        first: The first token that depends on the head, directly or not.
        last: The last one.
    """

    start: int
    end: int
    governor: int
    head: int
    preposition: int
    first: int
    last: int


class _FormIds(dict[int, int]):
    """The numbers of a form of the words of a vocabulary, each looked up once."""

    def __init__(self, strings: StringStore, form: Callable[[str], str]) -> None:
        """Look up in ``strings``; ``form`` returns the form of a word."""
        self._strings, self._form = strings, form

    def __missing__(self, key: int) -> int:
        self[key] = number = get_string_id(self._form(self._strings[key]))
        return number


@lru_cache(maxsize=1)
def _share_forms(strings: StringStore) -> tuple[_FormIds, _FormIds]:
    """Return the lower case and the endings of a vocabulary's words, which all its texts share."""
    return _FormIds(strings, str.lower), _FormIds(strings, _find_suffix)


def _find_suffix(word: str) -> str:
    return word.lower()[-_SUFFIX_LETTERS:]


class ParseTable:
    """A parsed text as one list per property, far faster to read than tokens.

    Words, tags and relations are the numbers that every vocabulary has for them
    (:func:`analysis.nlp.token_ids.get_ids`).

    Attributes:
        doc: The parsed text.
        lower: The words in lower case.
        lemma: The dictionary forms in lower case.
        suffix: Their last letters.
        tag: The fine-grained tags (Penn Treebank).
        pos: The parts of speech (Universal Dependencies).
        dep: The relations to the heads.
        entity: The labels of the entities the tokens belong to; 0 outside entities.
        head: The positions of the heads; a root is its own head.
        start: The first characters.
        end: One past the last characters.
        columns: The words, lemmas, tags, parts of speech, relations and entities as arrays.
        heads: The positions of the heads as an array.
        dependents: All tokens that depend on another, by their head and in order.
        first_dependent: Where in ``dependents`` those of each token begin; one item more than
            tokens.
    """

    def __init__(self, doc: Doc) -> None:
        """Read the parse of ``doc`` once."""
        self.doc = doc
        attributes = ("LOWER", "LEMMA", "TAG", "POS", "DEP", "ENT_TYPE", "HEAD", "IDX", "LENGTH")
        numbers: Ids = doc.to_array(list(attributes)).astype(np.uint64).T
        positions = np.arange(len(doc))
        self.heads = positions + numbers[6].astype(np.int64)
        self.columns = numbers[:6]
        self.lower, lemma, self.tag, self.pos, self.dep, self.entity = self.columns.tolist()
        lower_ids, suffix_ids = _share_forms(doc.vocab.strings)
        self.lemma = list(map(lower_ids.__getitem__, lemma))
        self.suffix = list(map(suffix_ids.__getitem__, lemma))
        self.columns[1] = self.lemma
        self.start: list[int] = numbers[7].tolist()
        self.end: list[int] = (numbers[7] + numbers[8]).tolist()
        self.head: list[int] = self.heads.tolist()
        # One list of all children, by head: a list for each token would be slow to collect.
        children = np.flatnonzero(self.heads != positions)
        self.dependents = children[np.argsort(self.heads[children], kind="stable")]
        self.first_dependent = np.searchsorted(self.heads[self.dependents], np.arange(len(doc) + 1))
        self._children: list[int] = self.dependents.tolist()
        self._first: list[int] = self.first_dependent.tolist()

    def children(self, token: int) -> list[int]:
        """Return the tokens that depend on a token, in order."""
        return self._children[self._first[token] : self._first[token + 1]]

    def child(self, token: int, deps: Collection[int]) -> int | None:
        """Return the first child with one of the relations, or None."""
        for child in self.children(token):
            if self.dep[child] in deps:
                return child
        return None


def find_complements(
    table: ParseTable, governors: Collection[int] | None, is_free: Sequence[int]
) -> Iterator[Complement]:
    """Yield the complements of some words.

    Args:
        table: The parsed text.
        governors: The lemmas of these words, in lower case; None for all words.
        is_free: For each character whether it may belong to a complement.
    """
    for head, dep in enumerate(table.dep):
        if dep not in _CANDIDATES:
            continue
        relation = _find_governor(table, head, dep)
        if relation is None:
            continue
        governor, preposition = relation
        if table.pos[governor] not in _GOVERNORS:
            continue
        if governors is not None and table.lemma[governor] not in governors:
            continue
        span = _find_span(table, governor, head)
        if span is None:
            continue
        start, end, first, last = span
        if is_free[start] and is_free[end - 1]:
            yield Complement(start, end, governor, head, preposition, first, last)


def _find_governor(table: ParseTable, head: int, dep: int) -> tuple[int, int] | None:
    """Return the governor of a token, and its preposition; None if it heads no complement.

    Args:
        table: The parsed text.
        head: The token.
        dep: Its relation to its head, one of :data:`_CANDIDATES`.
    """
    governor = table.head[head]
    if dep in _OBJECTS_OF_PREPOSITIONS:
        if table.dep[governor] not in _PREPOSITIONS:
            return None
        return table.head[governor], table.lower[governor]
    if dep == _PREPOSITION:
        return (governor, table.lower[head]) if table.pos[governor] in _VERBS else None
    if dep in SUBJECTS and table.lower[head] in _EXPLETIVES:
        return None
    return governor, 0


def _find_span(table: ParseTable, governor: int, head: int) -> tuple[int, int, int, int] | None:
    """Return the characters of the phrase of ``head`` and its first and last token.

    The characters are without punctuation. None if the phrase includes its governor.
    """
    if governor == head:
        return None
    token = table.doc[head]
    left, right = first, last = token.left_edge.i, token.right_edge.i
    if first <= governor <= last:
        return None
    while first < last and table.pos[first] in _NO_WORDS:
        first += 1
    while last > first and table.pos[last] in _NO_WORDS:
        last -= 1
    return table.start[first], table.end[last], left, right


def find_holder(table: ParseTable, governor: int, preposition: int) -> int | None:
    """Return the token that would hold the attitude, or None.

    This is the subject, for a passive the agent, and for a noun its owner or what follows "by",
    "from", "of" or "among".

    Args:
        table: The parsed text.
        governor: The governor of the complement.
        preposition: The preposition between the governor and the complement; 0 without one.
    """
    if table.pos[governor] in NOUNS:
        owner = _find_owner(table, governor, preposition)
        if owner is not None:
            return owner
    if table.child(governor, PASSIVE) is not None:
        agent = table.child(governor, _AGENT)
        return None if agent is None else table.child(agent, _OBJECT)
    return _climb_to_subject(table, governor)


def _climb_to_subject(table: ParseTable, word: int) -> int | None:
    """Return the subject of a word, or of a word it depends on, or None."""
    for _ in range(_MAX_CLIMB):
        for child in reversed(table.children(word)):
            if table.dep[child] in SUBJECTS:
                return child
        above, dep = table.head[word], table.dep[word]
        is_reduced = dep == _REDUCED and table.tag[word] == _PARTICIPLE
        if dep == _RELATIVE or (is_reduced and table.pos[above] in NOUNS):
            return above
        if dep not in _CLIMB or above == word:
            return None
        word = above
        owner = table.child(word, _OWNER) if table.pos[word] in NOUNS else None
        if owner is not None:
            return owner
    return None


def _find_owner(table: ParseTable, noun: int, preposition: int) -> int | None:
    """Return who a noun belongs to, except for what is its complement, or None."""
    owner = table.child(noun, _OWNER)
    if owner is not None:
        return owner
    for child in table.children(noun):
        word = table.lower[child]
        if table.dep[child] != _PREPOSITION or word not in _HOLDER_PREPOSITIONS:
            continue
        if word == preposition:
            continue
        noun_after = table.child(child, _OBJECT)
        if noun_after is not None and (word != _OF or table.entity[noun_after] in _HOLDER_LABELS):
            return noun_after
    return None
