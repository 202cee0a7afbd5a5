"""The pairs of similar articles, block by block; only new articles are compared with the others."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
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
from analysis.store.build_cache import BuildCache, digest
from analysis.store.data_frames import to_frame

#: Pairs of copies that are measured at a time: as many as there are articles in two blocks.
_MEASURED_PAIRS = 2_000
#: Largest share of new articles in a comparison by which only those articles of the others are
#: described in full that share enough words (judgement: of more, most are).
_FEW_SHARE = 0.25
#: Rows of the file that are read together, about 10 MB (judgement).
_PIECE_ROWS = 250_000
#: The names of the files in the cache: that of the pairs, and that of the articles they are of.
_NAME, _COMPARED = "near", "compared"
_PAIR_ENDS = ["first", "second"]
#: Positions of two articles, and measures of them.
_PAIRS = pa.schema(
    [
        *((name, pa.int32()) for name in _PAIR_ENDS),
        *((name, pa.float64()) for name in ("similarity", "cohesion", "probability")),
    ]
)
#: The articles that were compared; those of the pairs are positions among them.
_STATES = pa.schema([("state", pa.string())])
_NO_PAIRS = to_frame(_PAIRS.empty_table())
_PAIRS_OF_NONE = _NO_PAIRS[[*_PAIR_ENDS, "similarity"]]
Flags = npt.NDArray[np.bool_]
Days = npt.NDArray[np.float64]


@dataclass(frozen=True)
class SimilarPairs:
    """The similar pairs of articles, in a file: there are too many for memory.

    Attributes:
        build_cache: The cache that has the file.
    """

    build_cache: BuildCache

    def __iter__(self) -> Iterator[pd.DataFrame]:
        """Yield the pairs in pieces: positions first and second, and their measures."""
        yield _NO_PAIRS
        for piece in self.build_cache.read_pieces(_NAME, None, _PAIRS.names):
            yield to_frame(piece.replace_schema_metadata())


class _DamagedPairsError(Exception):
    """The file of the pairs cannot be read."""


def update_similar_pairs(
    articles: pd.DataFrame,
    profiles: ArticleProfiles,
    build_cache: BuildCache,
    workers: Workers = THIS_PROCESS,
) -> SimilarPairs:
    """Return the similar pairs of articles; only new articles are compared with the others.

    Args:
        articles: Columns state, published and published_about, by article_id.
        profiles: Their profiles.
        build_cache: The pairs of the build before.
        workers: Who shares the work on many new articles.
    """
    states = articles["state"].astype(str)
    former = _read_compared(build_cache)
    positions = pd.Series(np.arange(len(states)), states).reindex(former).fillna(-1)
    position_of_former = positions.to_numpy(np.int64)
    is_new = np.ones(len(states), bool)
    is_new[position_of_former[position_of_former >= 0]] = False
    sharing = workers if is_new.sum() >= SHARED_ARTICLES else THIS_PROCESS

    def list_pairs() -> Iterator[pd.DataFrame]:
        if len(former):
            yield from _read_known(build_cache, position_of_former)
        yield from _compare_new(articles, profiles, is_new, sharing)
        yield from _find_distant_copies(articles, profiles, is_new)

    def write() -> None:
        batches = _gather(list_pairs())
        build_cache.write_pieces(_NAME, digest(states.to_frame()), _PAIRS, batches, _PIECE_ROWS)

    try:
        profiles.repeat_if_damaged(write)
    except _DamagedPairsError as error:
        build_cache.discard(_NAME, error)
        return update_similar_pairs(articles, profiles, build_cache, workers)
    build_cache.write(_COMPARED, "", pa.table([pa.array(states, pa.string())], schema=_STATES))
    return SimilarPairs(build_cache)


def _read_compared(build_cache: BuildCache) -> "pd.Series[str]":
    """Return the states of the articles whose pairs are in the file, by their positions in it."""
    table = build_cache.read(_COMPARED, "")
    states = to_frame(_STATES.empty_table() if table is None else table)["state"].astype(str)
    if build_cache.stored_key(_NAME) == digest(states.to_frame()):
        return states
    return states.iloc[:0]


def _read_known(build_cache: BuildCache, positions: Positions) -> Iterator[pd.DataFrame]:
    """Yield the pairs of the build before of which both articles are there.

    Args:
        build_cache: The cache that has the file.
        positions: The position of each article of the build before; -1 if it is not there.

    Raises:
        _DamagedPairsError: The file cannot be read.
    """
    try:
        for piece in SimilarPairs(build_cache):
            placed = _place(piece, positions)
            yield placed[(placed[_PAIR_ENDS] >= 0).all(axis=1)]
    except (OSError, pa.ArrowException) as error:
        raise _DamagedPairsError(str(error)) from error


def _gather(pieces: Iterable[pd.DataFrame]) -> Iterator[pa.RecordBatch]:
    """Yield rows in pieces of at least a size, but the last."""
    gathered, n_rows = [_NO_PAIRS], 0
    for piece in pieces:
        gathered.append(piece)
        n_rows += len(piece)
        if n_rows >= _PIECE_ROWS:
            yield _to_batch(gathered)
            gathered, n_rows = [_NO_PAIRS], 0
    yield _to_batch(gathered)


def _to_batch(pieces: Sequence[pd.DataFrame]) -> pa.RecordBatch:
    pairs = pd.concat(pieces, ignore_index=True)
    return pa.RecordBatch.from_pandas(pairs, _PAIRS, preserve_index=False)


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
