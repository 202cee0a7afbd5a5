"""Features of complements, from which the models of attitudes calculate their probabilities.

A feature is a name and up to three words, tags or relations, and the weights in
``data/attitudes.npz`` are stored by its hash: a feature with another name or other values has no
weight until the models are trained again. The features of all complements of a text are calculated
at once, since a string for each took most of the time of finding attitudes.
"""

from collections.abc import Collection, Sequence
from functools import cache

import numpy as np
import numpy.typing as npt
from spacy.strings import get_string_id

from analysis.nlp.lexicon import verb_frames
from analysis.nlp.quotes.complements import (
    NOUNS,
    PASSIVE,
    SUBJECTS,
    Complement,
    Ids,
    ParseTable,
    find_holder,
)
from analysis.nlp.token_ids import get_ids

#: Number of bits of the hash by which features are distinguished; the weights depend on it.
HASH_BITS = 20
#: Multiplier and shift of the hash: the golden ratio of 64 bits, as in Knuth's "multiplicative
#: hashing" (The Art of Computer Programming 3, section 6.4).
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_HALF, _UNUSED_BITS = np.uint64(32), np.uint64(64 - HASH_BITS)
#: Relations of the dependents of a complement's head that are a feature.
_DEPENDENTS = get_ids(("poss", "amod", "prep", "relcl", "acl"))
#: Relations of a subject, and of what stands in its place.
_SUBJECTS = SUBJECTS | get_ids(("expl",))
_DETERMINER, _MARK = get_ids(("det",)), get_ids(("mark",))
_PARTICLE, _AUXILIARY, _NEGATION = get_ids(("prt",)), get_ids(("aux",)), get_ids(("neg",))
_PUNCTUATION = get_ids(("punct",))
_TO, _PROPER, _NOUN, _PRONOUN = map(get_string_id, ("TO", "PROPN", "NOUN", "PRON"))
#: Tags of the words that begin a question or a relative clause.
_QUESTION_TAGS = get_ids(("WP", "WRB", "WDT"))
#: Most values of a feature.
_MOST_VALUES = 3
#: Lengths are distinguished by powers of 2 up to this one (32 tokens).
_MAX_LENGTH_POWER = 5

Columns = npt.NDArray[np.int64]
#: The values of the features of some complements, by the name of the feature.
Features = dict[str, tuple[Ids, ...]]


class FeatureReader:
    """The features of the complements of one text; what they share is read once."""

    def __init__(self, table: ParseTable, reporting: Collection[int]) -> None:
        """Take a parsed text, and its tokens that are the cue of a quote."""
        self._table = table
        self._lower, self._lemma, self._tag, self._pos, dep, entity = table.columns
        self._dep = dep
        self._kind = np.where(entity != 0, entity, self._pos)
        self._general = np.where(self._pos == _PROPER, self._kind, self._lemma)
        self._reports = np.zeros(len(table.dep), np.uint64)
        self._reports[list(reporting)] = 1
        self._child_deps = dep[table.dependents]
        self._child_heads = table.heads[table.dependents]

    def hash_features(self, complements: Sequence[Complement]) -> tuple[Columns, Columns, Columns]:
        """Return where the weights of the features of some complements are stored.

        Returns:
            The places of the features that every complement has, (complements, features); for each
            dependent of a governor the number of its complement, and the place of its feature.
        """
        features = self.read_features(complements)
        (path,) = features["path"]
        rows, deps = self._list_beside(complements)
        return _hash(features).T, rows, _hash({"beside": (deps, path[rows])})[0]

    def read_features(self, complements: Sequence[Complement]) -> Features:
        """Return the values of the features that every complement has."""
        numbers = np.array([complement[2:] for complement in complements], np.uint64)
        governor, head = numbers[:, 0].astype(np.int64), numbers[:, 1].astype(np.int64)
        path = _mix(self._dep[head], numbers[:, 2])
        features = self._read_governors(governor, path)
        features |= self._read_heads(numbers, governor, head, path)
        return features | self._read_holders(complements, governor, path)

    def _read_governors(self, governor: Columns, path: Ids) -> Features:
        """Return the features of the governors and of what depends on them."""
        lemma, tag, pos = self._lemma[governor], self._tag[governor], self._pos[governor]
        dep, above = self._dep[governor], self._table.heads[governor]
        passive, negated = self._has(PASSIVE)[governor], self._has(_NEGATION)[governor]
        particle = self._first_word(_PARTICLE)[governor]
        has_particle, is_noun = np.uint64(1) * (particle != 0), np.uint64(1) * (pos == _NOUN)
        suffix = np.array([self._table.suffix[number] for number in governor.tolist()], np.uint64)
        frames = _frames_by_lemma()
        frame = np.array([frames.get(number, 0) for number in lemma.tolist()], np.uint64)
        determiner = self._first_word(_DETERMINER)[governor]
        return {
            "": (),
            "path": (path,),
            "reports path": (self._reports[governor], path),
            "lemma": (lemma,),
            "lemma path": (lemma, path),
            "lemma passive path": (lemma, passive, path),
            "tag path": (tag, path),
            "dep": (dep,),
            "dep path": (dep, path),
            "negated path": (negated, path),
            "aux path": (self._sum_lemmas(_AUXILIARY)[governor], path),
            "passive": (passive,),
            "above path": (self._general[above], path),
            "above pos": (self._pos[above], dep, path),
            "suffix": (suffix, path),
            "suffix pos": (suffix, pos, path),
            "frame path": (frame, path),
            "particle": (lemma * has_particle, particle),
            "noun det": (determiner * is_noun, path * is_noun),
        }

    def _read_heads(self, numbers: Ids, governor: Columns, head: Columns, path: Ids) -> Features:
        """Return the features of the complements themselves."""
        lemma, kind, general = self._lemma[governor], self._kind[head], self._general[head]
        first, last = numbers[:, 3].astype(np.int64), numbers[:, 4].astype(np.int64)
        length = np.log2(last - first + 1).astype(np.uint64).clip(max=_MAX_LENGTH_POWER)
        determiner = self._first_word(_DETERMINER)[head]
        is_question = np.isin(self._tag[first], list(_QUESTION_TAGS))
        mark = np.where(is_question, self._lower[first], 0)
        mark = np.where(self._has_to()[head], _TO, mark)
        first_mark = self._first_word(_MARK)[head]
        mark = np.where(first_mark != 0, first_mark, mark).astype(np.uint64)
        is_after = (head > governor).astype(np.uint64)
        return {
            "head tag path": (self._tag[head], path),
            "head": (general,),
            "head path": (general, path),
            "head kind path": (kind, path),
            "lemma head kind": (lemma, kind),
            "lemma head pos path": (lemma, self._pos[head], path),
            "mark path": (mark, path),
            "mark lemma": (mark, lemma),
            "own path": (self._has(_SUBJECTS)[head], path),
            "length": (length,),
            "length path": (length, path),
            "length lemma": (length, lemma),
            "after path": (is_after, path),
            "det path": (determiner, path),
            "det lemma": (determiner, lemma),
            "within path": (self._first(_DEPENDENTS, self._child_deps)[head], path),
        }

    def _read_holders(
        self, complements: Sequence[Complement], governor: Columns, path: Ids
    ) -> Features:
        """Return the features of who would hold the attitude."""
        holders = self._find_holders(complements)
        is_held = holders >= 0
        pronoun = np.where(self._pos == _PRONOUN, self._lower, self._kind)
        kind = np.where(is_held, pronoun[holders], 0)
        general = np.where(is_held, self._general[holders], 0)
        lemma, is_noun = self._lemma[governor], np.uint64(1) * (self._pos[governor] == _NOUN)
        held = is_noun * (np.uint64(1) + is_held)
        return {
            "who": (kind,),
            "who path": (kind, path),
            "who lemma": (kind, lemma),
            "holder": (general,),
            "held path": (held, path * is_noun),
            "held lemma": (held, lemma * is_noun),
        }

    def _find_holders(self, complements: Sequence[Complement]) -> Columns:
        """Return who would hold each attitude, -1 for nobody; for nouns the complement counts."""
        pos, holders = self._table.pos, dict[tuple[int, int], int]()
        keys = [
            (item.governor, item.preposition if pos[item.governor] in NOUNS else 0)
            for item in complements
        ]
        for key in dict.fromkeys(keys):
            holder = find_holder(self._table, *key)
            holders[key] = -1 if holder is None else holder
        return np.array([holders[key] for key in keys], np.int64)

    def _list_beside(self, complements: Sequence[Complement]) -> tuple[Columns, Ids]:
        """Return the dependents of the governors: the number of each one's complement, and it.

        Punctuation is left out.
        """
        table = self._table
        governor = np.array([complement.governor for complement in complements])
        counts = table.first_dependent[governor + 1] - table.first_dependent[governor]
        rows = np.repeat(np.arange(len(governor)), counts)
        first = table.first_dependent[governor] - np.cumsum(counts) + counts
        deps = self._child_deps[np.arange(len(rows)) + first[rows]]
        is_word = ~np.isin(deps, list(_PUNCTUATION))
        return rows[is_word], deps[is_word]

    def _has(self, deps: Collection[int]) -> Ids:
        """Return for each token 1 if one of its dependents has one of some relations, else 0."""
        marks = np.zeros(len(self._dep), np.uint64)
        marks[self._child_heads[np.isin(self._child_deps, list(deps))]] = 1
        return marks

    def _has_to(self) -> npt.NDArray[np.bool_]:
        """Return for each token whether one of its dependents is the "to" of an infinitive."""
        marks = np.zeros(len(self._dep), np.bool_)
        marks[self._child_heads[self._tag[self._table.dependents] == _TO]] = True
        return marks

    def _first(self, deps: Collection[int], values: Ids) -> Ids:
        """Return for each token the value of its first dependent with one of some relations."""
        firsts = np.zeros(len(self._dep), np.uint64)
        is_listed = np.isin(self._child_deps, list(deps))[::-1]
        # The last value that is set for a token is that of the first dependent.
        firsts[self._child_heads[::-1][is_listed]] = values[::-1][is_listed]
        return firsts

    def _first_word(self, deps: Collection[int]) -> Ids:
        return self._first(deps, self._lower[self._table.dependents])

    def _sum_lemmas(self, deps: Collection[int]) -> Ids:
        """Return for each token one number for the lemmas of its dependents, in any order."""
        sums = np.zeros(len(self._dep), np.uint64)
        is_listed = np.isin(self._child_deps, list(deps))
        lemmas = self._lemma[self._table.dependents[is_listed]]
        np.add.at(sums, self._child_heads[is_listed], lemmas * _MULTIPLIER)
        return sums


@cache
def _frames_by_lemma() -> dict[int, int]:
    """Return the frames of each reporting verb as a number, by the number of its lemma."""
    return {get_string_id(lemma): frames.value for lemma, frames in verb_frames().items()}


def _mix(first: Ids, second: Ids) -> Ids:
    """Return a number for each pair of numbers; products are taken modulo the size of a number."""
    product = first * _MULTIPLIER
    return (product ^ (product >> _HALF)) + second


def _hash(features: Features) -> Columns:
    """Return the place of each feature of each complement, (features, complements)."""
    size = max(len(values) for columns in features.values() for values in columns)
    numbers = np.zeros((_MOST_VALUES, len(features), size), np.uint64)
    hashed = np.empty((len(features), size), np.uint64)
    for row, (name, columns) in enumerate(features.items()):
        hashed[row] = get_string_id(name)
        for number, values in enumerate(columns):
            numbers[number, row] = values
    for values in numbers:
        hashed = _mix(hashed, values)
    hashed *= _MULTIPLIER
    return (hashed >> _UNUSED_BITS).astype(np.int64)
