"""The utterances of a whole corpus, story by story; only those of changed stories are new."""

from collections.abc import Iterator

import numpy as np
import pandas as pd
import pyarrow as pa

from analysis.corpus import utterances
from analysis.orchestration.parallel import map_in_processes
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
_COMPARED = [*_HASHED, "start"]
_COMPARED_ORDER = ["article_id", "start"]
_UTTERANCES = pa.schema(
    [
        *((name, pa.string()) for name in ("state", "quote_id", "utterance_id")),
        ("confidence", pa.float64()),
    ]
)


def align_utterances(
    quotes: RowsQuery, articles: pd.DataFrame, build_cache: BuildCache, workers: int
) -> RowsQuery:
    """Return a query that adds utterance_id and confidence; only changed stories are compared anew.

    Args:
        quotes: The quotations with their speakers and entities.
        articles: Columns article_id, story_id.
        build_cache: The utterances of the stories of the build before.
        workers: Processes that share the work on many quotations.
    """
    compared = to_frame(quotes.run(_COMPARED)).sort_values(_COMPARED_ORDER, ignore_index=True)
    compared = compared.merge(
        articles[["article_id", "story_id"]], on="article_id", how="left", validate="m:1"
    )
    rows = of_rows(compared[[*_HASHED, "story_id"]])
    # No two quotations of a story are the same row, so the sum of their digests identifies them.
    compared["state"] = rows.groupby(compared["story_id"]).transform("sum").astype(str)
    cached = build_cache.read("utterances", "")
    known = compared[["quote_id", "state"]].iloc[:0] if cached is None else to_frame(cached)
    new = compared[~compared["state"].isin(set(known["state"]))]
    new = new.sort_values("story_id", kind="stable", ignore_index=True)
    linked = pd.concat(
        map_in_processes(_link_quotes, _divide(new), workers if len(new) >= _SHARED_QUOTES else 1)
    )
    aligned = pd.concat(
        [
            known[known["state"].isin(set(compared["state"]))].reindex(columns=_UTTERANCES.names),
            linked.assign(state=new["state"].to_numpy())[_UTTERANCES.names],
        ],
        ignore_index=True,
    )
    table = pa.Table.from_pandas(aligned, _UTTERANCES, preserve_index=False)
    build_cache.write("utterances", "", table)
    sql = f"SELECT * FROM ({quotes.sql}) JOIN aligned USING (quote_id)"
    return RowsQuery(sql, quotes.rows, {**quotes.sides, "aligned": table.drop_columns("state")})


def _divide(quotes: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Yield quotations sorted by story in portions of whole stories; one if there are none."""
    starts = np.flatnonzero(quotes["story_id"].ne(quotes["story_id"].shift()).to_numpy())
    start = 0
    for stop in [*starts[1:], len(quotes)]:
        if stop - start >= _PORTION_QUOTES or stop == len(quotes):
            yield quotes.iloc[start:stop]
            start = stop


def _link_quotes(quotes: pd.DataFrame) -> pd.DataFrame:
    articles = quotes[["article_id", "story_id"]].drop_duplicates("article_id")
    return utterances.link_quotes(quotes.drop(columns="story_id"), articles)
