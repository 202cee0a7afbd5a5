"""The utterances of a whole corpus, story by story; only those of changed stories are new."""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from analysis.corpus import utterances
from analysis.orchestration.article_profiles import BLOCK_ARTICLES
from analysis.orchestration.build_memory import BuildMemory
from analysis.orchestration.disk_sorting import sort_on_disk
from analysis.orchestration.parallel import THIS_PROCESS, Workers
from analysis.store.build_cache import BuildCache, of_rows
from analysis.store.catalogue import RowsQuery
from analysis.store.data_frames import to_frame

#: Quotations of new or changed stories from which processes share the work: starting them takes as
#: long as some thousand quotations (judgement).
_SHARED_QUOTES = 20_000
#: Quotations that a process aligns at a time.
_PORTION_QUOTES = 5_000
#: Columns that utterances depend on.
_HASHED = ["quote_id", "article_id", "text", "kind", "speaker", "entity_id", "block_kind"]
_SORTED = pa.schema([(name, pa.string()) for name in (*_HASHED, "story_id")])
_UTTERANCES = pa.schema(
    [
        *((name, pa.string()) for name in ("state", "quote_id", "utterance_id")),
        ("confidence", pa.float64()),
    ]
)


def align_utterances(
    quotes: RowsQuery, articles: pd.DataFrame, build_cache: BuildCache, workers: Workers
) -> RowsQuery:
    """Return a query that adds utterance_id and confidence; only changed stories are compared anew.

    Quotations are sorted by story on the disk and read story by story.

    Args:
        quotes: The quotations with their speakers and entities.
        articles: Columns article_id, story_id.
        build_cache: The utterances of the stories of the build before.
        workers: Who shares the work on many quotations.
    """
    cached = build_cache.read("utterances", "")
    known = _UTTERANCES.empty_table() if cached is None else cached.replace_schema_metadata()
    known_states, present = set(known["state"].to_pylist()), set[str]()

    def select_new(sorted_quotes: Iterator[pa.RecordBatch]) -> Iterator[pd.DataFrame]:
        size = workers.memory.scale_portion(_PORTION_QUOTES)
        for portion in map(_add_states, _divide(sorted_quotes, size)):
            present.update(portion["state"])
            new = portion[~portion["state"].isin(known_states)]
            if not new.empty:
                yield new

    def list_aligned(sorted_quotes: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        are_many, portions = _count_ahead(select_new(sorted_quotes))
        for linked in (workers if are_many else THIS_PROCESS).map(_link_quotes, portions):
            yield from linked.to_batches()
        # Which of the known stories are present is known only now.
        is_present = pc.is_in(known["state"], pa.array(list(present), pa.string()))
        yield from known.filter(is_present).to_batches()

    with build_cache.scratch() as folder:
        by_story = _sort_by_story(quotes, articles, folder, workers.memory)
        build_cache.write_pieces("utterances", "", _UTTERANCES, list_aligned(by_story))
    sql = f"SELECT * FROM ({quotes.sql}) JOIN aligned USING (quote_id)"
    file = build_cache.find_file("utterances", "")
    return RowsQuery(sql, quotes.rows, {**quotes.sides, "aligned": file})


def _sort_by_story(
    quotes: RowsQuery, articles: pd.DataFrame, folder: Path, memory: BuildMemory
) -> Iterator[pa.RecordBatch]:
    """Yield the columns that utterances depend on, by story and quotation."""
    columns = ", ".join(f'"{column}"' for column in _HASHED)
    selected = RowsQuery(f"SELECT {columns} FROM ({quotes.sql})", quotes.rows, quotes.sides)
    stories = articles[["article_id", "story_id"]].sort_values("story_id", ignore_index=True)
    article_ids, story_ids = pd.Index(stories["article_id"]), pa.array(stories["story_id"])
    # The place of a story is the number of articles of those before it.
    places = stories["story_id"].searchsorted(stories["story_id"])

    def list_pieces() -> Iterator[pa.Table]:
        for batch in selected.stream(folder, memory.joining_mb):
            piece = pa.Table.from_batches([batch])
            positions = article_ids.get_indexer(piece["article_id"].to_pandas())
            is_listed = positions >= 0
            known = piece.filter(pa.array(is_listed))
            stories_of = story_ids.take(pa.array(positions[is_listed]))
            yield known.append_column("story_id", stories_of).cast(_SORTED)

    return sort_on_disk(
        list_pieces(),
        _SORTED,
        lambda piece: places[article_ids.get_indexer(piece["article_id"].to_pandas())],
        memory.scale_portion(BLOCK_ARTICLES),
        folder,
        n_places=len(places),
        keys=["quote_id"],
    )


def _divide(quotes: Iterator[pa.RecordBatch], size: int) -> Iterator[pd.DataFrame]:
    """Yield quotations sorted by story in portions of whole stories, of about ``size`` each."""
    pending: list[pa.RecordBatch] = []
    for batch in quotes:
        pending.append(batch)
        if sum(map(len, pending)) >= size:
            table = pa.Table.from_batches(pending)
            # The next quotation may be of the last story.
            is_last = pc.equal(table["story_id"], table["story_id"][-1])
            n_whole = len(table) - pc.sum(is_last).as_py()
            pending = table.slice(n_whole).to_batches()
            if n_whole:
                yield to_frame(table.slice(0, n_whole))
    if pending:
        yield to_frame(pa.Table.from_batches(pending))


def _add_states(quotes: pd.DataFrame) -> pd.DataFrame:
    """Add a digest of the quotations of each story."""
    rows = of_rows(quotes[[*_HASHED, "story_id"]])
    # No two quotations of a story are the same row, so the sum of their digests identifies them.
    return quotes.assign(state=rows.groupby(quotes["story_id"]).transform("sum").astype(str))


def _count_ahead(portions: Iterator[pd.DataFrame]) -> tuple[bool, Iterator[pd.DataFrame]]:
    """Return whether there are so many quotations that processes share them, and the portions."""
    ahead, n_quotes = [], 0
    for portion in portions:
        ahead.append(portion)
        n_quotes += len(portion)
        if n_quotes >= _SHARED_QUOTES:
            return True, chain(ahead, portions)
    return False, iter(ahead)


def _link_quotes(quotes: pd.DataFrame) -> pa.Table:
    """Return rows of ``_UTTERANCES``."""
    articles = quotes[["article_id", "story_id"]].drop_duplicates("article_id")
    linked = utterances.link_quotes(quotes.drop(columns=["story_id", "state"]), articles)
    rows = linked.assign(state=quotes["state"].to_numpy())
    return pa.Table.from_pandas(rows[_UTTERANCES.names], _UTTERANCES, preserve_index=False)
