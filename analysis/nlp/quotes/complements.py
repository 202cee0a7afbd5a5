"""Complements: the phrases that words govern, as candidates for attitudes.

A complement is the phrase or clause that a verb, noun or adjective governs: "criticised *the
plan*", "support for *the talks*", "expects *to win*". Whether it is attributed to somebody is
decided by :mod:`analysis.nlp.quotes.attitudes`.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from spacy.strings import StringStore
from spacy.tokens import Doc

from analysis.entity_types import Trait, labels_with

_CLAUSES = frozenset(("ccomp", "xcomp", "acl", "advcl", "relcl"))
_ARGUMENTS = frozenset(("dobj", "oprd", "nsubj", "nsubjpass", "attr", "acomp", "appos", "dative"))
_OBJECTS_OF_PREPOSITIONS = frozenset(("pobj", "pcomp"))
#: Relations of the tokens that can head a complement.
_CANDIDATES = _CLAUSES | _ARGUMENTS | _OBJECTS_OF_PREPOSITIONS | {"prep"}
#: Parts of speech that can govern a complement; only verbs govern a prepositional phrase as such.
_GOVERNORS = frozenset(("VERB", "AUX", "NOUN", "ADJ", "PROPN", "ADV"))
_VERBS = ("VERB", "AUX")
_SUBJECTS = ("nsubj", "nsubjpass")
#: Subjects that no attitude is about: "it is expected".
_EXPLETIVES = ("it", "there")
#: Relations by which a verb without a subject has that of the word it depends on.
_CLIMB_ARGUMENTS = frozenset(("prep", "pobj", "pcomp", "dobj", "oprd", "attr", "acomp"))
_CLIMB = _CLIMB_ARGUMENTS | {"conj", "aux", "ccomp", "xcomp", "advcl", "acl"}
#: How many words are climbed, at most, in search of the holder of an attitude.
_MAX_CLIMB = 5
#: Parts of speech of the governors whose holder depends on the complement.
NOUNS = ("NOUN", "PROPN")
#: Prepositions that introduce the holder of an attitude expressed by a noun: "fears among voters".
_HOLDER_PREPOSITIONS = ("by", "from", "of", "among")
_HOLDER_LABELS = labels_with(Trait.HOLDER)


class Complement(NamedTuple):
    """A phrase that a word governs; tokens are given by their position in the text.

    Attributes:
        start: Its first character, without punctuation.
        end: One past its last character.
        governor: The token that governs it.
        head: The token it is headed by.
        path: The relations from the governor to the head: "ccomp", "pobj:for".
        first: The first token that depends on the head, directly or not.
        last: The last one.
    """

    start: int
    end: int
    governor: int
    head: int
    path: str
    first: int
    last: int


class _StringCache(dict[int, str]):
    """The strings of a vocabulary, each looked up once."""

    def __init__(self, strings: StringStore) -> None:
        """Look up in ``strings``."""
        self._strings = strings

    def __missing__(self, key: int) -> str:
        self[key] = string = self._strings[key]
        return string


@lru_cache(maxsize=1)
def _share_strings(strings: StringStore) -> _StringCache:
    """Return the cache of a vocabulary, which all its texts share."""
    return _StringCache(strings)


class ParseTable:
    """A parsed text as lists with one item per token, far faster to read than tokens.

    Attributes:
        doc: The parsed text.
        lower: The words in lower case.
        lemma: The dictionary forms in lower case.
        tag: The fine-grained tags (Penn Treebank).
        pos: The parts of speech (Universal Dependencies).
        dep: The relations to the heads.
        entity: The labels of the entities the tokens belong to; empty outside entities.
        kind: The label of the entity, or else the part of speech.
        general: The lemma; for a name its kind, so that features do not memorise individuals.
        head: The positions of the heads; a root is its own head.
        start: The first characters.
        end: One past the last characters.
    """

    def __init__(self, doc: Doc) -> None:
        """Read the parse of ``doc`` once."""
        self.doc = doc
        columns = doc.to_array(["LEMMA", "LOWER", "TAG", "POS", "DEP", "ENT_TYPE"]).T.tolist()
        strings = _share_strings(doc.vocab.strings).__getitem__
        lemma, self.lower, self.tag, self.pos, self.dep, self.entity = (
            list(map(strings, column)) for column in columns
        )
        starts, lengths = doc.to_array("IDX"), doc.to_array("LENGTH")
        self.start: list[int] = starts.tolist()
        self.end: list[int] = (starts + lengths).tolist()
        self.lemma = [word.lower() for word in lemma]
        self.kind = [label or pos for label, pos in zip(self.entity, self.pos, strict=True)]
        heads = np.arange(len(doc)) + doc.to_array("HEAD").astype(np.int64)
        self.head: list[int] = heads.tolist()
        self.general = [
            kind if pos == "PROPN" else lemma
            for kind, pos, lemma in zip(self.kind, self.pos, self.lemma, strict=True)
        ]
        # One list of all children, by head: a list for each token would be slow to collect.
        children = np.flatnonzero(heads != np.arange(len(doc)))
        children = children[np.argsort(heads[children], kind="stable")]
        self._children: list[int] = children.tolist()
        self._first: list[int] = np.searchsorted(heads[children], np.arange(len(doc) + 1)).tolist()

    def children(self, token: int) -> list[int]:
        """Return the tokens that depend on a token, in order."""
        return self._children[self._first[token] : self._first[token + 1]]

    def child(self, token: int, *deps: str) -> int | None:
        """Return the first child with one of the relations, or None."""
        for child in self.children(token):
            if self.dep[child] in deps:
                return child
        return None

    def child_word(self, token: int, *deps: str) -> str:
        """Return the word of the first child with one of the relations, or "0"."""
        child = self.child(token, *deps)
        return "0" if child is None else self.lower[child]


def find_complements(
    table: ParseTable, governors: frozenset[str] | None, is_free: Sequence[int]
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
        governor, path = relation
        if table.pos[governor] not in _GOVERNORS:
            continue
        if governors is not None and table.lemma[governor] not in governors:
            continue
        span = _find_span(table, governor, head)
        if span is None:
            continue
        start, end, first, last = span
        if is_free[start] and is_free[end - 1]:
            yield Complement(start, end, governor, head, path, first, last)


def _find_governor(table: ParseTable, head: int, dep: str) -> tuple[int, str] | None:
    """Return the governor of a token and the path to it; None if it heads no complement.

    Args:
        table: The parsed text.
        head: The token.
        dep: Its relation to its head, one of :data:`_CANDIDATES`.
    """
    governor = table.head[head]
    if dep in _OBJECTS_OF_PREPOSITIONS:
        if table.dep[governor] not in ("prep", "agent", "dative"):
            return None
        return table.head[governor], f"{dep}:{table.lower[governor]}"
    if dep == "prep":
        return (governor, f"prep={table.lower[head]}") if table.pos[governor] in _VERBS else None
    if dep in _SUBJECTS and table.lower[head] in _EXPLETIVES:
        return None
    return governor, dep


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
    while first < last and table.pos[first] in ("SPACE", "PUNCT"):
        first += 1
    while last > first and table.pos[last] in ("SPACE", "PUNCT"):
        last -= 1
    return table.start[first], table.end[last], left, right


def find_holder(table: ParseTable, governor: int, path: str) -> int | None:
    """Return the token that would hold the attitude, or None.

    This is the subject, for a passive the agent, and for a noun its owner or what follows "by",
    "from", "of" or "among".

    Args:
        table: The parsed text.
        governor: The governor of the complement.
        path: The path from the governor to the complement.
    """
    if table.pos[governor] in NOUNS:
        owner = _find_owner(table, governor, path)
        if owner is not None:
            return owner
    children = table.children(governor)
    if any(table.dep[child] in ("nsubjpass", "auxpass") for child in children):
        agent = table.child(governor, "agent")
        return None if agent is None else table.child(agent, "pobj")
    return _climb_to_subject(table, governor)


def _climb_to_subject(table: ParseTable, word: int) -> int | None:
    """Return the subject of a word, or of a word it depends on, or None."""
    for _ in range(_MAX_CLIMB):
        for child in reversed(table.children(word)):
            if table.dep[child] in _SUBJECTS:
                return child
        above = table.head[word]
        is_reduced = table.dep[word] == "acl" and table.tag[word] == "VBG"
        if table.dep[word] == "relcl" or (is_reduced and table.pos[above] in NOUNS):
            return above
        if table.dep[word] not in _CLIMB or above == word:
            return None
        word = above
        owner = table.child(word, "poss") if table.pos[word] in NOUNS else None
        if owner is not None:
            return owner
    return None


def _find_owner(table: ParseTable, noun: int, path: str) -> int | None:
    """Return who a noun belongs to, except for what is its complement, or None."""
    owner = table.child(noun, "poss")
    if owner is not None:
        return owner
    for child in table.children(noun):
        word = table.lower[child]
        is_complement = path.endswith(f":{word}")
        if table.dep[child] != "prep" or word not in _HOLDER_PREPOSITIONS or is_complement:
            continue
        noun_after = table.child(child, "pobj")
        if noun_after is not None and (word != "of" or table.entity[noun_after] in _HOLDER_LABELS):
            return noun_after
    return None
