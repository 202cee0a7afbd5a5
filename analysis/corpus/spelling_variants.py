"""Names of one story that outlets spell differently: "Adrienne Watson" and "Adriene Watson".

Two names of the same number of words are spelling variants if all their words but one are equal
and that one differs by a letter or two (Damerau-Levenshtein distance), at most one letter in four.
Variants of one variant are one group: "Qasem Soleimani", "Qassem Soleimani", "Qassem Suleimani".
Marks, accents, hyphens and capitals are typography, not spelling; a nickname or an initial is
another form; plurals and adjectives ("Korea", "Korean") are other words.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

import numpy as np
import pandas as pd
from rapidfuzz.distance import OSA
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from analysis import tables
from analysis.corpus import word_normalisation
from analysis.entity_types import Trait, labels_with

#: Minimum length (letters) of both words; shorter words that differ by a letter are mostly
#: different words (judgement).
MIN_LETTERS = 5
#: One letter may differ for every so many letters of the shorter word, and always one (judgement).
LETTERS_PER_EDIT = 4
_LABELS = labels_with(Trait.SPELLED)
_WORD = re.compile(r"[^\W\d_]+")

Name = tuple[str, ...]


def find_spelling_variants(mentions: pd.DataFrame) -> Iterator[list[pd.DataFrame]]:
    """Yield the mentions of each name that is spelled in several ways, by spelling.

    Args:
        mentions: As the table ``mentions``, of one story; names in headline, body and captions
            are compared.
    """
    kinds = mentions["block_kind"].isin((*tables.COUNTED, "caption"))
    named = mentions[kinds & (mentions["kind"] == "name") & mentions["label"].isin(_LABELS)]
    names = [_normalise_name(text) for text in named["text"]]
    for spellings in _group_variants(sorted(set(names))):
        yield [named[np.array([name == spelling for name in names])] for spelling in spellings]


def _normalise_name(text: str) -> Name:
    plain = unicodedata.normalize("NFKD", text.removesuffix("'s").removesuffix("’s"))
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return tuple(word.lower() for word in _WORD.findall(plain))


def _group_variants(names: list[Name]) -> Iterator[list[Name]]:
    """Yield groups of names that differ, each from another of its group, in one respelled word."""
    by_other_words: dict[tuple[int, Name], list[int]] = defaultdict(list)
    for number, name in enumerate(names):
        for place in range(len(name) if len(name) > 1 else 0):
            by_other_words[place, (*name[:place], "", *name[place + 1 :])].append(number)
    pairs = [
        pair
        for (place, _), similar in by_other_words.items()
        for pair in combinations(similar, 2)
        if is_respelled(names[pair[0]][place], names[pair[1]][place])
    ]
    if not pairs:
        return
    rows, columns = zip(*pairs, strict=True)
    graph = coo_array((np.ones(len(pairs), bool), (rows, columns)), shape=(len(names),) * 2)
    group_of_name = connected_components(graph, directed=False)[1]
    for group in sorted({int(group_of_name[row]) for row in rows}):
        yield [names[number] for number in np.flatnonzero(group_of_name == group)]


def is_respelled(word: str, other: str) -> bool:
    """Return whether two different lower-case words are spellings of one."""
    shorter = min(len(word), len(other))
    if shorter < MIN_LETTERS or word.startswith(other) or other.startswith(word):
        return False
    if word_normalisation.normalise_word(word) == word_normalisation.normalise_word(other):
        return False
    return OSA.distance(word, other) <= max(1, shorter // LETTERS_PER_EDIT)
