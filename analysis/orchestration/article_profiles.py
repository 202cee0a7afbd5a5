"""The profiles of all articles, in a file; only those of new articles are computed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from analysis.corpus.article_profiles import PROFILE, get_publication_days, profile_articles
from analysis.corpus.article_vectors import ArticleVectors, list_rarest_words, vectorize_articles
from analysis.orchestration.disk_sorting import sort_on_disk
from analysis.orchestration.parallel import THIS_PROCESS, Workers
from analysis.store import Snapshot
from analysis.store.build_cache import BuildCache, of_rows
from analysis.store.data_frames import to_frame
from analysis.store.snapshot import Piece

if TYPE_CHECKING:
    from collections.abc import Sequence

Positions = npt.NDArray[np.intp]
ResultT = TypeVar("ResultT")

#: Articles whose profiles are in memory at a time, or twice as many where two such blocks are
#: compared: about 50 MB for a thousand, with what is computed of them (measured).
BLOCK_ARTICLES = 2_000
#: New articles from which processes share the work: starting them takes as long as some hundred
#: articles (judgement).
SHARED_ARTICLES = 2_000
#: Columns of articles that stories depend on.
_GROUPED_BY = ["article_id", "title", "text", "published", "url"]
#: The names of the files in the cache: that of most profiles, and that of additions.
_NAME, _ADDED = "profiles", "added_profiles"
#: Largest share of the profiles that are in the file of additions or of no present article
#: (judgement: writing all takes ten times as long as reading a few out of order).
_MAX_ADDED_SHARE = 0.1
#: The column of the words that an article and its copies have one of in common.
RAREST = "rarest"
#: The columns of words, of which most are in many articles.
_CODED = ("words", RAREST)
_PROFILES = PROFILE.append(pa.field(RAREST, pa.list_(pa.string()))).append(
    pa.field("state", pa.string())
)
#: Key of the files: those with other columns, of an earlier version, are written anew.
_COLUMNS = " ".join(_PROFILES.names)


@dataclass(frozen=True)
class StoredProfiles:
    """The profiles of some articles in the files, which another process can read.

    Attributes:
        build_cache: The cache that has the files.
        rows: The row of each article; those of the file of additions follow the others.
        n_sorted: The number of rows of the file that is sorted.
    """

    build_cache: BuildCache
    rows: Positions
    n_sorted: int

    def read(self, columns: "Sequence[str]" = PROFILE.names) -> pa.Table:
        """Return some columns of the profiles; words may be dictionary codes.

        Raises:
            OSError: A file is damaged.
            pa.ArrowException: Likewise.
        """
        if not len(self.rows):
            return pa.schema([_PROFILES.field(name) for name in columns]).empty_table()
        is_added = self.rows >= self.n_sorted
        files = [(_NAME, self.rows[~is_added], 0), (_ADDED, self.rows[is_added], self.n_sorted)]
        if is_added[0]:  # new articles are compared with others: taking all in order takes long
            files.reverse()
        pieces: list[pa.Table] = []
        for name, rows, first in files:
            if len(rows):
                ascending = np.sort(rows) - first
                pieces += self.build_cache.read_pieces(name, ascending, columns, _CODED)
        table = pa.concat_tables([piece.replace_schema_metadata() for piece in pieces])
        in_table = np.concatenate([np.sort(rows) for _, rows, _ in files])
        if np.array_equal(in_table, self.rows):
            return table
        order = np.argsort(in_table, kind="stable")
        return table.take(pa.array(order[np.searchsorted(in_table, self.rows, sorter=order)]))


class ArticleProfiles:
    """The profiles of the articles; the file is written when they are first needed.

    It is sorted by day, so that the profiles of articles of one time are read together. Those of a
    few new articles are added to a second file, so that the first is not written again.

    Args:
        articles: Columns article_id, published and state, by id.
        snapshot: The parts and overrides.
        build_cache: The profiles of the build before.
        workers: Who shares the work on many new articles.
    """

    def __init__(
        self, articles: pd.DataFrame, snapshot: Snapshot, build_cache: BuildCache, workers: Workers
    ) -> None:
        """Name the articles."""
        self._build_cache = build_cache
        self._articles, self._snapshot, self._workers = articles, snapshot, workers

    def divide(self, positions: Positions) -> list[Positions]:
        """Return the positions of articles in blocks by day, the undated ones last."""
        days = get_publication_days(self._articles)[positions]
        order = positions[np.argsort(days, kind="stable")]
        size = self._workers.memory.scale_portion(BLOCK_ARTICLES)
        return [order[start : start + size] for start in range(0, len(order), size)]

    def locate(self, positions: Positions) -> "StoredProfiles":
        """Return where the profiles of the articles at some positions are."""
        if not len(positions):
            return StoredProfiles(self._build_cache, positions, 0)
        rows = self._row_of[positions]  # this may write the files
        return StoredProfiles(self._build_cache, rows, self._build_cache.count_rows(_NAME))

    def vectorize(self, positions: Positions) -> ArticleVectors:
        """Return the vectors of the articles at some positions."""
        return vectorize_articles(self.read(positions))

    def read(self, positions: Positions, columns: "Sequence[str]" = PROFILE.names) -> pa.Table:
        """Return some columns of the profiles of the articles at some positions."""
        return self.repeat_if_damaged(lambda: self.locate(positions).read(columns))

    def repeat_if_damaged(self, step: Callable[[], ResultT]) -> ResultT:
        """Return the result of a step that reads profiles; they are made anew if it cannot."""
        try:
            return step()
        except (OSError, pa.ArrowException) as error:
            self._build_cache.discard(_NAME, error)
            self._remove_files()
            self.__dict__.pop("_row_of", None)  # it may not have been read
            return step()

    def _remove_files(self) -> None:
        for name in (_NAME, _ADDED):
            self._build_cache.remove(name)

    @cached_property
    def _row_of(self) -> Positions:
        """The row of each article in the file."""
        if self._build_cache.stored_key(_NAME) != _COLUMNS:
            self._remove_files()
        states = pa.array(self._articles["state"], pa.string())
        rows_by_state = self._read_states()
        is_new = pc.is_null(pc.index_in(states, rows_by_state)).to_numpy(zero_copy_only=False)
        n_others = len(rows_by_state) + int(is_new.sum()) - len(states)  # of no present article
        if is_new.any() or n_others > _MAX_ADDED_SHARE * len(states):
            new = self._articles[is_new]
            n_sorted = self._build_cache.count_rows(_NAME)
            n_beside = len(rows_by_state) - n_sorted + len(new) + n_others
            if n_beside <= _MAX_ADDED_SHARE * n_sorted:
                self._add(new)
            else:
                self._write(new)
            rows_by_state = self._read_states()
        rows: Positions = pc.index_in(states, rows_by_state).to_numpy().astype(np.intp)
        return rows

    def _read_states(self) -> pa.Array:
        return pa.concat_arrays(
            [pa.array([], pa.string())]
            + [piece["state"].combine_chunks() for piece in self._read_files(["state"])]
        )

    def _read_files(self, columns: "Sequence[str]") -> Iterator[pa.Table]:
        for name in (_NAME, _ADDED):
            if self._build_cache.stored_key(name) is not None:
                for piece in self._build_cache.read_pieces(name, None, columns):
                    yield piece.replace_schema_metadata()

    def _add(self, new: pd.DataFrame) -> None:
        """Write the profiles of new articles to the second file, with those that it has."""
        known: list[pa.Table] = []
        if self._build_cache.stored_key(_ADDED) is not None:
            known += self._build_cache.read_pieces(_ADDED, None, _PROFILES.names)
        added = [*known, *_profile_new(self._snapshot, new, self._workers)]
        batches = (batch for piece in added for batch in piece.to_batches())
        self._build_cache.write_pieces(_ADDED, _COLUMNS, _PROFILES, batches)

    def _write(self, new: pd.DataFrame) -> None:
        """Write the known profiles that are still needed, and the new ones, to one file."""
        days = get_publication_days(self._articles)
        by_day = pd.Index(self._articles["state"].iloc[np.argsort(days, kind="stable")])
        with self._build_cache.scratch() as folder:
            batches = sort_on_disk(
                self._list(new),
                _PROFILES,
                lambda piece: by_day.get_indexer(piece["state"].to_pandas()).astype(np.int64),
                self._workers.memory.scale_portion(BLOCK_ARTICLES),
                folder,
                n_places=len(by_day),
            )
            self._build_cache.write_pieces(_NAME, _COLUMNS, _PROFILES, batches)
        self._build_cache.remove(_ADDED)

    def _list(self, new: pd.DataFrame) -> Iterator[pa.Table]:
        yield from self._read_files(_PROFILES.names)
        yield from _profile_new(self._snapshot, new, self._workers)


def _profile_new(
    snapshot: Snapshot, articles: pd.DataFrame, workers: Workers
) -> Iterator[pa.Table]:
    """Yield the profiles of new articles, piece by piece."""
    pieces = snapshot.pieces("articles", set(articles["article_id"]))
    yield from (workers if len(articles) >= SHARED_ARTICLES else THIS_PROCESS).map(_profile, pieces)


def name_states(articles: pd.DataFrame) -> pd.Series:
    """Return a digest of the fields that stories are grouped by, for each article."""
    return of_rows(articles[_GROUPED_BY]).astype(str)


def _profile(piece: Piece) -> pa.Table:
    """Return the profiles of the articles of a piece, with their states."""
    articles = to_frame(piece.read())
    states = pa.array(name_states(articles), pa.string())
    profiles = profile_articles(articles).append_column("state", states)
    profiles = profiles.append_column(RAREST, list_rarest_words(profiles))
    return profiles.select(_PROFILES.names).cast(_PROFILES)
