"""The pairs of similar articles, block by block; only new articles are compared with the others."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from analysis.corpus.article_profiles import get_publication_days
from analysis.corpus.article_similarity import (
    MAX_DAYS_APART,
    WordMatrix,
    find_similar_pairs,
    iterate_distant_copies,
    list_telling_words,
    measure_candidates,
    vectorize_articles,
)
from analysis.corpus.pair_candidates import Candidates
from analysis.orchestration.article_profiles import (
    SHARED_ARTICLES,
    ArticleProfiles,
    Positions,
    StoredProfiles,
)
from analysis.orchestration.parallel import THIS_PROCESS, Workers
from analysis.store.build_cache import BuildCache
from analysis.store.data_frames import to_frame

#: Pairs of copies that are measured at a time: as many as there are articles in two blocks.
_MEASURED_PAIRS = 2_000
_PAIR_ENDS = ["first", "second"]
_PAIRS = pa.schema(
    [
        *((name, pa.string()) for name in _PAIR_ENDS),
        *((name, pa.float64()) for name in ("similarity", "cohesion", "probability")),
    ]
)
Flags = npt.NDArray[np.bool_]


def update_similar_pairs(
    articles: pd.DataFrame,
    profiles: ArticleProfiles,
    build_cache: BuildCache,
    workers: Workers = THIS_PROCESS,
) -> pd.DataFrame:
    """Return the similar pairs of articles; only new articles are compared with the others.

    Args:
        articles: Columns state and published, by article_id.
        profiles: Their profiles.
        build_cache: The pairs of the build before.
        workers: Who shares the work on many new articles.
    """
    states = articles["state"].to_numpy(object)
    cached = build_cache.read("near", "")
    pairs = to_frame(_PAIRS.empty_table() if cached is None else cached)
    position = pd.Series(np.arange(len(states)), states)
    for name in _PAIR_ENDS:
        pairs[name] = pairs[name].map(position)
    pairs = pairs.dropna(subset=_PAIR_ENDS).astype(dict.fromkeys(_PAIR_ENDS, int))
    # Every article that was compared before is a pair with itself.
    is_new = np.ones(len(states), bool)
    is_new[pairs["first"]] = False
    compared = _list_compared(articles, profiles, is_new)
    blocks = profiles.divide(compared)
    sharing = workers if is_new.sum() >= SHARED_ARTICLES else THIS_PROCESS
    similar = [
        *profiles.repeat_if_damaged(
            lambda: list(_compare_blocks(articles, profiles, blocks, is_new, sharing))
        ),
        *_find_distant_copies(articles, profiles, blocks, is_new),
    ]
    pairs = pd.concat([pairs, *similar], ignore_index=True)
    by_state = pairs.assign(**{name: states[pairs[name]] for name in _PAIR_ENDS})
    rows = pa.Table.from_pandas(by_state, _PAIRS, preserve_index=False)
    build_cache.write("near", "", rows)
    return pairs


@dataclass(frozen=True)
class _Comparison:
    """A block of articles that is compared with itself, or two with one another.

    Attributes:
        profiles: Their profiles, those of the first block first.
        articles: Column published.
        is_new: Which of the articles are new.
        n_first: The number of articles of the first block; all of them if it is the only one.
    """

    profiles: StoredProfiles
    articles: pd.DataFrame
    is_new: Flags
    n_first: int


def _compare_blocks(
    articles: pd.DataFrame,
    profiles: ArticleProfiles,
    blocks: list[Positions],
    is_new: Flags,
    workers: Workers,
) -> Iterator[pd.DataFrame]:
    """Yield the pairs within each block and between every two that are near in time."""
    compared: deque[Positions] = deque()

    def list_comparisons() -> Iterator[_Comparison]:
        for some in _pair_blocks(get_publication_days(articles), blocks, is_new):
            positions = np.concatenate(some)
            compared.append(positions)
            yield _Comparison(
                profiles.locate(positions),
                articles[["published"]].iloc[positions],
                is_new[positions],
                len(some[0]),
            )

    for pairs in workers.map(_compare, list_comparisons()):
        yield _place(pairs, compared.popleft())


def _pair_blocks(
    days: npt.NDArray[np.float64], blocks: list[Positions], is_new: Flags
) -> Iterator[tuple[Positions, ...]]:
    """Yield each block, and every two that are near in time, where an article is new."""
    for number, block in enumerate(blocks):
        if is_new[block].any():
            yield (block,)
        for other in blocks[number + 1 :]:
            # The undated are last, and the difference to no day is none.
            is_apart = days[other].min() - days[block].max() > MAX_DAYS_APART
            if not is_apart and (is_new[block].any() or is_new[other].any()):
                yield block, other


def _compare(comparison: _Comparison) -> pd.DataFrame:
    """Return the pairs of which one article is new: in one block, or one in each of two."""
    articles, is_new = comparison.articles, comparison.is_new
    vectors = vectorize_articles(comparison.profiles.read())
    if comparison.n_first == len(articles):
        return find_similar_pairs(articles, vectors, is_new=is_new, finds_distant=False)
    of_first = np.arange(len(articles)) < comparison.n_first
    selected = []
    for is_row, is_column in (
        (of_first & is_new, ~of_first),
        (~of_first & is_new, of_first & ~is_new),
    ):
        if is_row.any() and is_column.any():
            pairs = find_similar_pairs(articles, vectors, is_new=is_row, finds_distant=False)
            selected.append(pairs[is_column[pairs["second"]]])
    return pd.concat(selected, ignore_index=True)


def _find_distant_copies(
    articles: pd.DataFrame, profiles: ArticleProfiles, blocks: list[Positions], is_new: Flags
) -> Iterator[pd.DataFrame]:
    """Yield the pairs of copies that were published further apart than the articles of a story."""
    if not any(is_new[block].any() for block in blocks):
        return
    matrix, days = WordMatrix(), get_publication_days(articles)
    for block in blocks:
        matrix.add(profiles.read(block, ["words", "counts"]))
    order = np.concatenate(blocks)
    copies = [
        pairs
        for pairs in iterate_distant_copies(matrix.build(), days[order], is_new[order])
        if len(pairs.first)
    ]
    if not copies:
        return
    first, second, similarity = (np.concatenate(values) for values in zip(*copies, strict=True))
    for start in range(0, len(first), _MEASURED_PAIRS):
        part = slice(start, start + _MEASURED_PAIRS)
        positions, ends = np.unique(
            np.concatenate([order[first[part]], order[second[part]]]), return_inverse=True
        )
        n_pairs = len(ends) // 2
        pairs = Candidates(ends[:n_pairs], ends[n_pairs:], similarity[part])
        vectors = profiles.vectorize(positions)
        yield _place(measure_candidates([pairs], vectors, days[positions]), positions)


def _place(pairs: pd.DataFrame, positions: Positions) -> pd.DataFrame:
    """Return pairs of some articles with their positions among all."""
    return pairs.assign(**{name: positions[pairs[name]] for name in _PAIR_ENDS})


def _list_compared(articles: pd.DataFrame, profiles: ArticleProfiles, is_new: Flags) -> Positions:
    """Return the positions of all articles that may be similar to a new one.

    These are the ones published within the days of a story, the undated ones, and those that may
    be copies.
    """
    days = get_publication_days(articles)
    is_dated = ~np.isnan(days)
    if is_new.all() or (is_new & ~is_dated).any():
        return np.arange(len(days))
    if not is_new.any():
        return np.empty(0, np.intp)
    new_days = np.sort(days[is_new])
    is_near = np.ones(len(days), bool)
    after = np.searchsorted(new_days, days[is_dated] - MAX_DAYS_APART)
    following = np.append(new_days, np.inf)[after]
    is_near[is_dated] = following <= days[is_dated] + MAX_DAYS_APART
    telling: set[str] = set()
    for block in profiles.divide(np.flatnonzero(is_new)):
        telling.update(list_telling_words(profiles.read(block)))
    telling_words = pa.array(list(telling), pa.string())
    for block in profiles.divide(np.flatnonzero(~is_near)):
        words = profiles.read(block, ["words"])["words"].combine_chunks()
        holders = pc.list_parent_indices(words).filter(pc.is_in(words.flatten(), telling_words))
        is_near[block[holders.to_numpy()]] = True
    return np.flatnonzero(is_near)
