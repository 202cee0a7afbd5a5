"""Tables and passages of the filtered articles, as the other modules of this package read them."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import pandas as pd

from analysis.measures.selection import Selection
from analysis.store.catalogue import Catalogue
from analysis.store.filters import Filters
from analysis.store.queries.evidence import find_passages
from analysis.store.queries.selection import read_selection

#: Number of tables of stories that are kept: those of two stories.
_MAX_CACHED_TABLES = 12


def read_article_rows(catalogue: Catalogue, filters: Filters, table: str) -> pd.DataFrame:
    """Return the rows of a table that belong to the filtered articles, in text order.

    Args:
        catalogue: the workspace's catalogue.
        filters: the current filters; those on entities and kinds of quotation are ignored.
        table: name of a table of :data:`analysis.tables.CATALOGUE` with a column article_id.
    """
    filters = replace(filters, entities=(), labels=(), kinds=())
    # The rows of a story are few; those of a whole workspace may be too many to keep.
    read = _get_cached_rows if filters.story else _query_article_rows
    return read(catalogue, filters, table).copy(deep=False)


def read_story_rows(
    catalogue: Catalogue, filters: Filters, story_ids: Sequence[str], table: str
) -> pd.DataFrame:
    """Return the rows of some stories at once, as :func:`read_article_rows` those of one.

    Args:
        catalogue: the workspace's catalogue.
        filters: the current filters; their story is ignored.
        story_ids: the stories.
        table: as there.
    """
    return _query_rows(catalogue, *_select_stories(filters, story_ids), table)


def list_compared_stories(
    catalogue: Catalogue, filters: Filters, story_ids: Sequence[str]
) -> list[str]:
    """Return those of some stories of which several outlets are selected.

    Args:
        catalogue: the workspace's catalogue.
        filters: the current filters; their story is ignored.
        story_ids: the stories.
    """
    where, params = _select_stories(filters, story_ids)
    rows = catalogue.query(
        f"SELECT story_id FROM articles WHERE {where} GROUP BY story_id "
        "HAVING count(DISTINCT outlet_label) > 1 ORDER BY story_id",
        params,
    )
    return rows["story_id"].tolist()


def _select_stories(filters: Filters, story_ids: Sequence[str]) -> tuple[str, list[object]]:
    """Return the condition of the filtered articles of some stories, and its parameters."""
    where, params = replace(filters, story="").articles_where()
    where += " AND story_id IN (SELECT unnest(?::varchar[]))"
    return where, [*params, list(story_ids)]


def _query_article_rows(catalogue: Catalogue, filters: Filters, table: str) -> pd.DataFrame:
    return _query_rows(catalogue, *filters.articles_where(), table)


def _query_rows(
    catalogue: Catalogue, where: str, params: Sequence[object], table: str
) -> pd.DataFrame:
    """Return the rows of a table that belong to the articles that meet a condition."""
    # Its rows are sorted by entity: those of some articles are all over it.
    source = "mentions_by_article" if table == "mentions" else table
    selected = f"article_id IN (SELECT article_id FROM articles WHERE {where})"
    order = "article_id" if table == "articles" else 'article_id, "start", "end"'
    return catalogue.query(f"SELECT * FROM {source} WHERE {selected} ORDER BY {order}", params)


# The findings, fingerprints and statements of a story read the same tables one after the other.
_get_cached_rows = lru_cache(maxsize=_MAX_CACHED_TABLES)(_query_article_rows)


@lru_cache(maxsize=2)
def get_selection(catalogue: Catalogue, filters: Filters) -> Selection:
    """Return the tables of the filtered articles; all measures of a page share one copy."""
    return read_selection(catalogue, filters)


def read_passages(catalogue: Catalogue, spans: pd.DataFrame) -> pd.DataFrame:
    """Return the passages around some spans, as :func:`evidence.find_passages` does.

    Args:
        catalogue: the workspace's catalogue.
        spans: Columns article_id, start, end.
    """
    return find_passages(
        catalogue,
        'SELECT unnest(?) AS article_id, unnest(?) AS "start", unnest(?) AS "end", ? AS note',
        (*(spans[name].tolist() for name in ("article_id", "start", "end")), ""),
    )
