"""Text that two articles share word for word: what counts as shared, and where it is.

A shared run is at least :data:`MIN_SHARED_WORDS` consecutive words that two articles have in the
same order, compared as in :mod:`analysis.corpus.word_normalisation`. Runs are found by their
windows of that many words and extended as far as they go (Brin, Davis & Garcia-Molina 1995, "Copy
detection mechanisms for digital documents").

All functions take the words of all articles in one sequence, article after article:

- ``articles``: the article of each word;
- ``forms``: its comparable form, or an empty string where a run has to end (at the end of a block,
  or at words in quotation marks: the same quotation in two outlets is not copying).
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

#: Minimum number of consecutive words that two articles share only if one was copied from the
#: other or both from a third (judgement): titles and set phrases ("the Democratic People's Republic
#: of Korea, the North's official name") are shorter.
MIN_SHARED_WORDS = 10

Flags = npt.NDArray[np.bool_]
Positions = npt.NDArray[np.intp]
#: One string for each word of all articles.
WordStrings = Sequence[str] | npt.NDArray[np.object_]


class SharedRun(NamedTuple):
    """A run of words that two articles share.

    ``left`` and ``right`` are the positions of its first word in the two articles, ``words`` is its
    length.
    """

    left: int
    right: int
    words: int


def find_shared_runs(
    articles: WordStrings, forms: WordStrings, min_words: int = MIN_SHARED_WORDS
) -> Iterator[SharedRun]:
    """Yield the longest shared runs of each two articles, ordered by article and position."""
    article, _ = pd.factorize(np.array(articles, object))
    starts, keys = _shared_windows(article, forms, min_words)
    starts_by_key: dict[int, list[int]] = defaultdict(list)
    for start, key in zip(starts.tolist(), keys.tolist(), strict=True):
        starts_by_key[key].append(start)
    by_distance: dict[tuple[int, int, int], list[int]] = defaultdict(list)
    for places in starts_by_key.values():
        for left, right in combinations(places, 2):
            if article[left] != article[right]:
                by_distance[int(article[left]), int(article[right]), right - left].append(left)
    for (_, _, distance), lefts in sorted(by_distance.items()):
        first = min(lefts)
        is_start = np.zeros(max(lefts) - first + 1, bool)
        is_start[np.array(lefts) - first] = True
        for begin, end in consecutive_runs(is_start):
            left = first + begin
            yield SharedRun(left, left + distance, end - begin + min_words - 1)


def mask_shared_words(
    articles: WordStrings, forms: WordStrings, min_words: int = MIN_SHARED_WORDS
) -> Flags:
    """Return for each word whether it is part of a run that another article shares."""
    article, _ = pd.factorize(np.array(articles, object))
    starts, _ = _shared_windows(article, forms, min_words)
    shared = np.zeros(len(forms), bool)
    for offset in range(min_words):
        shared[starts + offset] = True
    return shared


def consecutive_runs(flags: Flags) -> list[tuple[int, int]]:
    """Return the first position of each run of set flags, and the position after its last."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], flags, [False]]).astype(np.int8)))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def _shared_windows(
    article: Positions, forms: WordStrings, size: int
) -> tuple[Positions, Positions]:
    """Return the windows of words that two articles have: start of each, and a key of its words."""
    count = len(forms) - size + 1
    if count <= 0:
        return np.empty(0, np.intp), np.empty(0, np.intp)
    form, vocabulary = pd.factorize(np.array(forms, object))
    key = form[:count]
    for offset in range(1, size):
        # A key numbers the distinct windows so far, so that two are equal only if all words are.
        key, _ = pd.factorize(key.astype(np.int64) * len(vocabulary) + form[offset:][:count])
    breaks = np.concatenate([[0], np.cumsum(np.array(forms, object) == "")])
    whole = (article[:count] == article[size - 1 :]) & (breaks[size:] == breaks[:-size])
    starts = np.flatnonzero(whole)
    windows = pd.DataFrame({"key": key[starts], "article": article[starts]})
    shared = (windows.groupby("key")["article"].transform("nunique") > 1).to_numpy(bool)
    return starts[shared], key[starts][shared]
