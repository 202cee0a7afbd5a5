"""Names that are compared because they share a block, such as a given name and an initial."""

from collections.abc import Callable, Iterator

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa


class BlockMembers:
    """The texts of the blocks that a new name has.

    Args:
        rows: The row of each block, ascending.
        blocks: The block of each.
        texts: The text of each row; rows with one text are one name.
        first_new: From which row on names are new.
    """

    def __init__(
        self,
        rows: npt.NDArray[np.int32],
        blocks: npt.NDArray[np.uint64],
        texts: pa.ChunkedArray,
        first_new: int,
    ) -> None:
        """Sort the texts by block, and the blocks by text."""
        codes, listed = pd.factorize(blocks)
        is_shared = np.zeros(len(listed), bool)
        is_shared[codes[rows >= first_new]] = True
        is_of_new = is_shared[codes]
        of_names, place = np.unique(rows[is_of_new], return_inverse=True)
        encoded = texts.take(pa.array(of_names)).combine_chunks().dictionary_encode()
        self._texts: list[str] = encoded.dictionary.to_pylist()
        text_of_name = encoded.indices.to_numpy()
        n_texts = len(self._texts)
        self._row = np.empty(n_texts, np.int32)
        self._row[text_of_name] = of_names
        self._is_new = np.zeros(n_texts, bool)
        self._is_new[text_of_name[of_names >= first_new]] = True
        # Each block with each of its texts, once.
        both = codes[is_of_new].astype(np.int64) * max(n_texts, 1) + text_of_name[place]
        block, self._members = np.divmod(np.unique(both), max(n_texts, 1))
        self._ends = np.searchsorted(block, np.arange(len(listed) + 1))
        by_text = np.argsort(self._members, kind="stable")
        self._blocks = block[by_text]
        self._block_ends = np.searchsorted(self._members[by_text], np.arange(n_texts + 1))

    def list_alike(self, is_alike: Callable[[str, str], bool]) -> Iterator[tuple[int, str]]:
        """Yield a row of each new text with each text of its blocks that it is alike.

        Args:
            is_alike: Whether two texts are alike, in whatever order.
        """
        is_new, texts = self._is_new.tolist(), self._texts
        for number in np.flatnonzero(self._is_new).tolist():
            first, last = self._block_ends[number : number + 2]
            others: set[int] = set()
            for block in self._blocks[first:last].tolist():
                others.update(self._members[self._ends[block] : self._ends[block + 1]].tolist())
            for other in sorted(others):
                # Of two new texts, one has what they share.
                if (other < number or not is_new[other]) and is_alike(texts[number], texts[other]):
                    yield int(self._row[number]), texts[other]
