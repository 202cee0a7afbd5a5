"""The sets on which the framing measures are checked, annotated as the dashboard does."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pandas as pd

from analysis.measures.selection import Selection
from analysis.measures.stats.sampling_units import divide_into_sampling_units
from analysis.orchestration.build import refresh
from analysis.store import Filters, Workspace
from analysis.store.queries.selection import read_selection
from benchmarks.annotated_sets import annotate_into
from benchmarks.article_files import read_articles, read_json_lines

_FILES = {
    "seesaw": "stories/seesaw_dev.jsonl.gz",
    "basil": "stories/basil_dev.jsonl.gz",
    "cluster": "stories/news_cluster_dev.jsonl.gz",
    "polnear": "quotes/polnear_dev.jsonl.gz",
}
#: The tables of a selection whose rows have a position in an article.
_POSITIONED_TABLES = ("mentions", "quotes", "epithets", "events")


@dataclass(frozen=True)
class AnnotatedSet:
    """The annotated articles of a set, with its events as stories, and its records by id."""

    selection: Selection
    records: dict[str, dict[str, Any]]


#: Returns a set by name.
Loader = Callable[[str], AnnotatedSet]


@contextmanager
def set_loader(data: Path, workspaces: Path | None) -> Iterator[Loader]:
    """Yield a function that loads a set by name and annotates it at its first use.

    Args:
        data: The data folder.
        workspaces: Folder in which annotated sets are kept for another run; None discards them.
    """
    with TemporaryDirectory() as folder:

        def load(name: str) -> AnnotatedSet:
            file = data / _FILES[name]
            workspace = Workspace((workspaces or Path(folder)) / name)
            if not workspace.exists():
                annotate_into(workspace, read_articles([file]))
            selection = read_selection(refresh(workspace), Filters())
            records = {str(record["id"]): record for record in read_json_lines(file)}
            events = selection.articles["article_id"].map(
                lambda article_id: records[str(article_id)].get("story", "")
            )
            articles = selection.articles.assign(story_id=events.astype(str))
            return AnnotatedSet(replace(selection, articles=articles), records)

        yield load


def select_articles(selection: Selection, articles: pd.DataFrame) -> Selection:
    """Return the rows of a selection that belong to some of its articles."""
    article_ids = set(articles["article_id"])
    rows: dict[str, Any] = {
        table: frame[frame["article_id"].isin(article_ids)]
        for table in ("blocks", *_POSITIONED_TABLES)
        for frame in [getattr(selection, table)]
    }
    return replace(selection, articles=articles, **rows)


def split_into_paragraphs(selection: Selection) -> Selection:
    """Return a selection in which every paragraph is an article of its article's outlet."""
    sampling_units = divide_into_sampling_units(selection.articles, selection.blocks)
    blocks = sampling_units.blocks
    paragraph_ids = np.array(
        [f"{article_id}#{row}" for row, article_id in enumerate(blocks["article_id"])], object
    )
    articles = selection.articles.set_index("article_id").loc[blocks["article_id"]].reset_index()
    rows: dict[str, Any] = {}
    for table in _POSITIONED_TABLES:
        located = sampling_units.locate_rows(getattr(selection, table))
        article_ids = paragraph_ids[located["block_row"]]
        rows[table] = located.assign(article_id=article_ids).drop(columns="block_row")
    return replace(
        selection,
        articles=articles.assign(article_id=paragraph_ids, title=""),
        blocks=blocks[["kind", "start", "end"]].assign(article_id=paragraph_ids),
        **rows,
    )
