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
    MIN_SIMILARITY,
    find_similar_pairs,
    iterate_distant_copies,
    measure_candidates,
    select_pairs,
)
from analysis.corpus.article_vectors import WordMatrix, vectorize_articles, weigh_words
from analysis.corpus.pair_candidates import Candidates, iterate_candidates
from analysis.orchestration.article_profiles import (
    RAREST,
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
#: Largest share of new articles in a comparison by which only those articles of the others are
#: described in full that share enough words (judgement: of more, most are).
_FEW_SHARE = 0.25
_PAIR_ENDS = ["first", "second"]
_PAIRS = pa.schema(
    [
        *((name, pa.string()) for name in _PAIR_ENDS),
        *((name, pa.float64()) for name in ("similarity", "cohesion", "probability")),
    ]
)
_PAIRS_OF_NONE = to_frame(_PAIRS.empty_table())[[*_PAIR_ENDS, "similarity"]]
Flags = npt.NDArray[np.bool_]
Days = npt.NDArray[np.float64]


def update_similar_pairs(
    articles: pd.DataFrame,
    profiles: ArticleProfiles,
    build_cache: BuildCache,
    workers: Workers = THIS_PROCESS,
) -> pd.DataFrame:
    """Return the similar pairs of articles; only new articles are compared with the others.

    Args:
        articles: Columns state, published and published_about, by article_id.
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
    sharing = workers if is_new.sum() >= SHARED_ARTICLES else THIS_PROCESS
    similar = [
        *profiles.repeat_if_damaged(
            lambda: list(_compare_new(articles, profiles, is_new, sharing))
        ),
        *_find_distant_copies(articles, profiles, is_new),
    ]
    pairs = pd.concat([pairs, *similar], ignore_index=True)
    by_state = pairs.assign(**{name: states[pairs[name]] for name in _PAIR_ENDS})
    rows = pa.Table.from_pandas(by_state, _PAIRS, preserve_index=False)
    build_cache.write("near", "", rows)
    return pairs


@dataclass(frozen=True)
class _Comparison:
    """A block of new articles that is compared with itself or with another block.

    Attributes:
        profiles: Their profiles, those of the new block first.
        articles: Columns published and published_about.
        n_new: The number of articles of the new block; all of them if it is the only one.
    """

    profiles: StoredProfiles
    articles: pd.DataFrame
    n_new: int


def _compare_new(
    articles: pd.DataFrame, profiles: ArticleProfiles, is_new: Flags, workers: Workers
) -> Iterator[pd.DataFrame]:
    """Yield the pairs of new articles with each other and with those near in time."""
    compared: deque[Positions] = deque()

    def list_comparisons() -> Iterator[_Comparison]:
        for some in _pair_blocks(get_publication_days(articles), profiles, is_new):
            positions = np.concatenate(some)
            compared.append(positions)
            dates = articles[["published", "published_about"]].iloc[positions]
            yield _Comparison(profiles.locate(positions), dates, len(some[0]))

    for pairs in workers.map(_compare, list_comparisons()):
        yield _place(pairs, compared.popleft())


def _pair_blocks(
    days: Days, profiles: ArticleProfiles, is_new: Flags
) -> Iterator[tuple[Positions, ...]]:
    """Yield each block of new articles, and with it each other that is near in time.

    Of the articles that are not new, those that are near no new one are left out. The difference to
    no day is none. New articles that are one block, with and without a day, are compared together.
    """
    is_undated = np.isnan(days)
    new, others = (
        [
            block
            for flags in (is_either & ~is_undated, is_either & is_undated)
            for block in profiles.divide(np.flatnonzero(flags))
        ]
        for is_either in (is_new, ~is_new)
    )
    if len(together := profiles.divide(np.flatnonzero(is_new))) == 1:
        new = together
    is_near = _find_near(days, is_new)
    for number, block in enumerate(new):
        yield (block,)
        for other in new[number + 1 :]:
            if not _are_apart(days[block], days[other]):
                yield block, other
        for other in others:
            near = other if is_undated[block].any() else other[is_near[other]]
            if len(near) and not _are_apart(days[block], days[near]):
                yield block, near


def _are_apart(days: Days, others: Days) -> bool:
    """Return whether some articles are too far from others; none is if one of them has no day."""
    gaps = others.min() - days.max(), days.min() - others.max()
    return any(gap > MAX_DAYS_APART for gap in gaps)


def _find_near(days: Days, is_new: Flags) -> Flags:
    """Return which articles are undated or were published near a new one."""
    is_dated = ~np.isnan(days)
    new_days = np.sort(days[is_new & is_dated])
    is_near = np.ones(len(days), bool)
    after = np.searchsorted(new_days, days[is_dated] - MAX_DAYS_APART)
    following = np.append(new_days, np.inf)[after]
    is_near[is_dated] = following <= days[is_dated] + MAX_DAYS_APART
    return is_near


def _compare(comparison: _Comparison) -> pd.DataFrame:
    """Return the pairs of a new article and another, in one block or one in each of two."""
    articles, n_new = comparison.articles, comparison.n_new
    profiles = comparison.profiles.read()
    is_new = np.arange(len(articles)) < n_new
    if n_new <= _FEW_SHARE * len(articles):
        return _compare_few(articles, profiles, is_new)
    is_other = is_new if n_new == len(articles) else ~is_new
    return find_similar_pairs(
        articles,
        vectorize_articles(profiles),
        is_new=is_new,
        is_other=is_other,
        finds_distant=False,
    )


def _compare_few(articles: pd.DataFrame, profiles: pa.Table, is_new: Flags) -> pd.DataFrame:
    """Return the pairs of a few new articles and the others: by words first, the rest of few."""
    days = get_publication_days(articles)
    candidates = iterate_candidates(
        weigh_words(profiles),
        days,
        is_new,
        max_days_apart=MAX_DAYS_APART,
        min_similarity=MIN_SIMILARITY,
        copy_similarity=None,
        is_other=~is_new,
    )
    pairs = pd.concat([_PAIRS_OF_NONE, *(select_pairs(some, days) for some in candidates)])
    positions, ends = np.unique(pairs[_PAIR_ENDS].to_numpy(np.intp).T, return_inverse=True)
    first, second = ends.reshape(2, -1)
    near = Candidates(first, second, pairs["similarity"].to_numpy(np.float64))
    vectors = vectorize_articles(profiles.take(pa.array(positions)))
    return _place(measure_candidates([near], vectors, days[positions]), positions)


def _find_distant_copies(
    articles: pd.DataFrame, profiles: ArticleProfiles, is_new: Flags
) -> Iterator[pd.DataFrame]:
    """Yield the pairs of copies that were published further apart than the articles of a story."""
    days = get_publication_days(articles)
    blocks = profiles.divide(_list_possible_copies(days, profiles, is_new))
    if not blocks:
        return
    matrix = WordMatrix()
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


def _list_possible_copies(days: Days, profiles: ArticleProfiles, is_new: Flags) -> Positions:
    """Return the positions of the dated articles that are new or may be copies of new ones."""
    is_dated = ~np.isnan(days)
    is_compared = is_dated & is_new
    if not is_compared.any():
        return np.empty(0, np.intp)
    others = np.flatnonzero(is_dated & ~is_new)
    if not len(others):
        return np.flatnonzero(is_compared)
    of_new = pa.chunked_array(
        [
            profiles.read(block, [RAREST])[RAREST].combine_chunks().flatten().cast(pa.string())
            for block in profiles.divide(np.flatnonzero(is_compared))
        ]
    ).unique()
    for block in profiles.divide(others):
        words = profiles.read(block, [RAREST])[RAREST].combine_chunks()
        coded = words.flatten().dictionary_encode()
        is_of_new = pc.is_in(coded.dictionary, of_new).take(coded.indices)
        holders = pc.list_parent_indices(words).filter(is_of_new)
        is_compared[block[holders.to_numpy()]] = True
    return np.flatnonzero(is_compared)
