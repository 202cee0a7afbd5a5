"""Full and short names of organisations that articles of one story name.

A short name ('Gulls') stands for a full one ('Arford Gulls') only where a story has both
(:mod:`analysis.corpus.short_names`). Elsewhere they are linked apart from each other: a common word
('House') would otherwise join the names of thousands of organisations to one group.
"""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from analysis.entity_types import ORG

#: Rows of two numbers: that of a full name and that of a short one.
Pairs = npt.NDArray[np.int64]
NO_PAIRS: Pairs = np.empty((0, 2), np.int64)
_Numbers = npt.NDArray[np.integer]


class Occurrences(NamedTuple):
    """In which stories names occur.

    Attributes:
        names: The number of a name.
        stories: The number of a story of it.
    """

    names: _Numbers
    stories: _Numbers


class _Tokens(NamedTuple):
    """The tokens of names, as codes, by the number of the name."""

    first: npt.NDArray[np.int64]
    codes: npt.NDArray[np.int64]


class ShortNameFinder:
    """Finds the pairs of full and short names of one story.

    Args:
        names: Rows of ``name_groups.NAMES``.
    """

    def __init__(self, names: pa.Table) -> None:
        """List the short names that are names of the corpus."""
        is_organisation = pc.equal(names["label"], ORG).to_numpy()
        rows, shorts = flatten_tokens(names, "short_names")
        short_rows, organisations = flatten_tokens(names, "organisations")
        is_organisation = is_organisation[short_rows]
        short_rows, organisations = short_rows[is_organisation], organisations[is_organisation]
        shared = np.intersect1d(shorts, organisations)
        self._n_names, self._n_codes = len(names), len(shared)
        numbers = names["number"].to_numpy()
        self._of_full = self._number(numbers, rows, shorts, shared)
        self._of_short = self._number(numbers, short_rows, organisations, shared)
        #: Whether each name is a full or a short one, by its number.
        self.is_either = np.diff(self._of_full.first) + np.diff(self._of_short.first) > 0

    def _number(
        self,
        numbers: _Numbers,
        rows: _Numbers,
        tokens: npt.NDArray[np.uint64],
        shared: npt.NDArray[np.uint64],
    ) -> _Tokens:
        """Return the shared ones of some tokens by the number of the name."""
        is_shared = np.isin(tokens, shared)
        of_name = numbers[rows[is_shared]]
        order = np.argsort(of_name, kind="stable")
        first = np.searchsorted(of_name[order], np.arange(self._n_names + 1))
        return _Tokens(first, np.searchsorted(shared, tokens[is_shared])[order])

    def find_pairs(self, occurrences: Iterable[Occurrences]) -> Pairs:
        """Return the full names with each of the short ones that a story has beside them.

        Args:
            occurrences: The names of some articles, more than once perhaps.
        """
        stories, names = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
        for some in occurrences:
            is_either = self.is_either[some.names]
            stories.append(some.stories[is_either].astype(np.int64))
            names.append(some.names[is_either].astype(np.int64))
        # Each name of a story once.
        both = np.unique(np.concatenate(stories) * self._n_names + np.concatenate(names))
        story_of, name_of = np.divmod(both, max(self._n_names, 1))
        full, full_places = self._expand(self._of_full, name_of, story_of)
        short, short_places = self._expand(self._of_short, name_of, story_of)
        order = np.argsort(short_places, kind="stable")
        short, short_places = short[order], short_places[order]
        begin = np.searchsorted(short_places, full_places, "left")
        counts = np.searchsorted(short_places, full_places, "right") - begin
        pairs = np.repeat(full, counts) * self._n_names + short[_count_from(begin, counts)]
        return np.stack(np.divmod(np.unique(pairs), max(self._n_names, 1)), axis=1)

    def _expand(
        self, tokens: _Tokens, name_of: _Numbers, story_of: _Numbers
    ) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """Return each name as often as it has tokens, and its story and token as one number."""
        begin = tokens.first[name_of]
        counts = tokens.first[name_of + 1] - begin
        codes = tokens.codes[_count_from(begin, counts)]
        return np.repeat(name_of, counts), np.repeat(story_of, counts) * self._n_codes + codes


def _count_from(begin: _Numbers, counts: _Numbers) -> npt.NDArray[np.int64]:
    """Return ``counts`` positions from each of ``begin`` on."""
    ends = np.cumsum(counts)
    return np.arange(int(counts.sum())) + np.repeat(begin - ends + counts, counts)


def flatten_tokens(
    names: pa.Table, column: str
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.uint64]]:
    """Return the row of each token of a column, and the tokens."""
    lists = names[column].combine_chunks()
    rows: npt.NDArray[np.int32] = pc.list_parent_indices(lists).to_numpy().astype(np.int32)
    return rows, lists.flatten().to_numpy()
