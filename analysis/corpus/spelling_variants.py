"""Names of one story that outlets spell differently: "Adrienne Watson" and "Adriene Watson".

Two names of the same number of words are spellings of one when all their words but one are the same
and that one differs by a letter or two (Damerau-Levenshtein distance), at most one in four. Marks,
accents, hyphens and capitals are typography, not spelling; a nickname or an initial is another
form; plurals and adjectives ("Korea", "Korean") are other words.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator

import numpy as np
import pandas as pd
from rapidfuzz.distance import OSA

from analysis import tables
from analysis.corpus import word_normalisation
from analysis.entity_types import Trait, labels_with

#: Letters a word must have for another spelling of it to be told from another word.
_LEAST = 5
_PER_LETTERS = 4
_LABELS = labels_with(Trait.SPELLED)
_WORD = re.compile(r"[^\W\d_]+")

Name = tuple[str, ...]


def spelled_differently(mentions: pd.DataFrame) -> Iterator[list[pd.DataFrame]]:
    """Yield the mentions of each name that is spelled in several ways, by spelling.

    Args:
        mentions: As the table ``mentions``, of one story; names in headline, body and captions
            are compared.
    """
    kinds = mentions["block_kind"].isin((*tables.COUNTED, "caption"))
    named = mentions[kinds & (mentions["kind"] == "name") & mentions["label"].isin(_LABELS)]
    read = [_name(text) for text in named["text"]]
    for spellings in _variants(sorted(set(read))):
        yield [named[np.array([name == spelling for name in read])] for spelling in spellings]


def _name(text: str) -> Name:
    plain = unicodedata.normalize("NFKD", text.removesuffix("'s").removesuffix("’s"))
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return tuple(word.lower() for word in _WORD.findall(plain))


def _variants(names: list[Name]) -> Iterator[list[Name]]:
    """Yield groups of names that differ in the spelling of one word."""
    but_one: dict[tuple[int, Name], list[Name]] = defaultdict(list)
    for name in names:
        for place in range(len(name) if len(name) > 1 else 0):
            but_one[place, (*name[:place], "", *name[place + 1 :])].append(name)
    for (place, _), alike in sorted(but_one.items()):
        group = [
            name
            for name in alike
            if any(other != name and _respelled(name[place], other[place]) for other in alike)
        ]
        if group:
            yield group


def _respelled(one: str, other: str) -> bool:
    if min(len(one), len(other)) < _LEAST or one.startswith(other) or other.startswith(one):
        return False
    if word_normalisation.comparable(one) == word_normalisation.comparable(other):
        return False
    return OSA.distance(one, other) <= max(1, min(len(one), len(other)) // _PER_LETTERS)
