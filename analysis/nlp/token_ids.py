"""Tokens of a Doc looked up by the numbers of their words, without making a token of each."""

from collections.abc import Collection, Iterable
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from spacy.strings import get_string_id
from spacy.tokens import Doc

#: Columns kept: those of the article that is read.
_COLUMNS = 4


def get_ids(words: Iterable[str]) -> frozenset[int]:
    """Return the numbers that every vocabulary has for some words, tags or relations."""
    return frozenset(map(get_string_id, words))


def find_tokens(doc: Doc, attribute: str, ids: Collection[int]) -> list[int]:
    """Return the positions of the tokens whose ``attribute`` (``"LOWER"``) has one of ``ids``.

    The attribute must not change after the first search of a Doc.
    """
    numbers = _read_numbers(doc, attribute)
    return [position for position, number in enumerate(numbers) if number in ids]


@lru_cache(maxsize=_COLUMNS)
def _read_numbers(doc: Doc, attribute: str) -> list[int]:
    numbers: list[int] = doc.to_array(attribute).tolist()
    return numbers


def collect_word_ids(doc: Doc, is_listed: npt.NDArray[np.bool_]) -> set[int]:
    """Return the numbers of the words, as written, of the tokens for which an array is true."""
    return set(doc.to_array("ORTH")[is_listed].tolist())
