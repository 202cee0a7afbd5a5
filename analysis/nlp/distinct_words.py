"""The distinct words of a Doc, without making a token of each."""

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc


def list_distinct_words(doc: Doc, is_listed: npt.NDArray[np.bool_]) -> set[str]:
    """Return the distinct words, as written, of the tokens for which an array is true."""
    numbers = np.unique(doc.to_array("ORTH")[is_listed])
    return set(map(doc.vocab.strings.__getitem__, numbers.tolist()))
