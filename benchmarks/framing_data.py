"""The sets the measures of framing are checked on, annotated as the dashboard does it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pandas as pd

from analysis.ingest import Article, read_paths
from analysis.measures.selection import Selection
from analysis.measures.stats.sampling_units import divide_into_sampling_units
from analysis.nlp import fingerprint
from analysis.nlp.pipeline import annotate
from analysis.orchestration.batches import digest
from analysis.orchestration.build import refresh
from analysis.store import Filters, Workspace
from analysis.store.queries.selection import read_selection
from benchmarks.marked import read_lines

_FILES = {
    "seesaw": "stories/seesaw_dev.jsonl.gz",
    "basil": "stories/basil_dev.jsonl.gz",
    "cluster": "stories/news_cluster_dev.jsonl.gz",
    "polnear": "quotes/polnear_dev.jsonl.gz",
}
#: The tables of a selection whose rows stand somewhere in an article.
_PLACED = ("mentions", "quotes", "epithets", "events")


@dataclass(frozen=True)
class Set:
    """A set: its annotated articles, in the events the set puts them in, and its lines by id."""

    chosen: Selection
    lines: dict[str, dict[str, Any]]


Load = Callable[[str], Set]


@contextmanager
def sets(data: Path, kept: Path | None) -> Iterator[Load]:
    """Provide the function that loads a set by name, annotated at its first use.

    Args:
        data: The data folder.
        kept: Where annotated sets are kept for another run; forgotten when None.
    """
    with TemporaryDirectory() as folder:

        def load(name: str) -> Set:
            file = data / _FILES[name]
            workspace = Workspace((kept or Path(folder)) / name)
            if not workspace.exists():
                read = [item for item in read_paths([file]) if isinstance(item, Article)]
                digests = {article.article_id: digest(article) for article in read}
                workspace.write_part(annotate(read), fingerprint(), digests)
            chosen = read_selection(refresh(workspace), Filters())
            lines = {str(line["id"]): line for line in read_lines(file)}
            events = chosen.articles["article_id"].map(lambda key: lines[str(key)].get("story", ""))
            articles = chosen.articles.assign(story_id=events.astype(str))
            return Set(replace(chosen, articles=articles), lines)

        yield load


def part(chosen: Selection, articles: pd.DataFrame) -> Selection:
    """Return the rows of some of a selection's articles."""
    keys = set(articles["article_id"])
    rows: dict[str, Any] = {
        table: frame[frame["article_id"].isin(keys)]
        for table in ("blocks", *_PLACED)
        for frame in [getattr(chosen, table)]
    }
    return replace(chosen, articles=articles, **rows)


def paragraphs(chosen: Selection) -> Selection:
    """Return a selection in which every paragraph is an article of its article's outlet."""
    sampling_units = divide_into_sampling_units(chosen.articles, chosen.blocks)
    blocks = sampling_units.blocks
    key = np.array([f"{a}#{n}" for n, a in enumerate(blocks["article_id"])], object)
    articles = chosen.articles.set_index("article_id").loc[blocks["article_id"]].reset_index()
    rows: dict[str, Any] = {}
    for table in _PLACED:
        located = sampling_units.locate_rows(getattr(chosen, table))
        rows[table] = located.assign(article_id=key[located["block_row"]]).drop(columns="block_row")
    return replace(
        chosen,
        articles=articles.assign(article_id=key, title=""),
        blocks=blocks[["kind", "start", "end"]].assign(article_id=key),
        **rows,
    )
