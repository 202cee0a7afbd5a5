"""Tokens of a Doc looked up by the numbers of their words, without making a token of each."""

from collections.abc import Iterable
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from spacy.strings import get_string_id
from spacy.tokens import Doc

#: Indexes kept: those of the attributes of the article that is read.
_INDEXED = 4


def get_ids(words: Iterable[str]) -> frozenset[int]:
    """Return the numbers that every vocabulary has for some words, tags or relations."""
    return frozenset(map(get_string_id, words))


def find_tokens(doc: Doc, attribute: str, ids: Iterable[int]) -> list[int]:
    """Return the positions of the tokens whose ``attribute`` (``"LOWER"``) has one of ``ids``.

    The attribute must not change after the first search of a Doc.

    Args:
        doc: The parsed text.
        attribute: The name of the attribute.
        ids: Different numbers.
    """
    positions = _index_tokens(doc, attribute)
    return sorted(position for number in ids for position in positions.get(number, ()))


@lru_cache(maxsize=_INDEXED)
def _index_tokens(doc: Doc, attribute: str) -> dict[int, list[int]]:
    """Return the positions of the tokens by what their attribute has."""
    numbers: list[int] = doc.to_array(attribute).tolist()
    positions: dict[int, list[int]] = {}
    for position, number in enumerate(numbers):
        positions.setdefault(number, []).append(position)
    return positions


def collect_word_ids(doc: Doc, is_listed: npt.NDArray[np.bool_]) -> set[int]:
    """Return the numbers of the words, as written, of the tokens for which an array is true."""
    return set(doc.to_array("ORTH")[is_listed].tolist())
