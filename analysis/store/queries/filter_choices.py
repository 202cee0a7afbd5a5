"""Queries that every page asks: the options of the filters, and names for ids."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import pandas as pd

from analysis.store.catalogue import Catalogue
from analysis.store.filters import Filters

#: Maximum number of stories or entities in one list, since every option is sent to the browser.
MAX_OPTIONS = 1000
#: Maximum number of stories that a message lists.
_MAX_LISTED = 10
#: The filters that select every article.
ALL_ARTICLES = Filters()

# Two stories may share a title; a name on a page or in a link must identify one story.
_STORY_NAMES = """
    SELECT story_id, articles, CASE
        WHEN count(*) OVER (PARTITION BY title) = 1 THEN title
        ELSE title || ' (' || story_id || ')' END AS shown
    FROM stories
"""


@dataclass(frozen=True)
class FilterOptions:
    """The options of the filters.

    Attributes:
        outlets: Labels of all outlets, sorted.
        labels: Entity types, most mentioned first.
        first: Earliest day of publication; None if no article has a date.
        last: Latest day of publication.
        undated: Number of articles without a day of publication.
    """

    outlets: tuple[str, ...]
    labels: tuple[str, ...]
    first: date | None
    last: date | None
    undated: int


def read_filter_options(catalogue: Catalogue) -> FilterOptions:
    """Return the options of the filters for the whole workspace."""
    labels = catalogue.query(
        """
        SELECT label FROM numbered WHERE total > 0 GROUP BY label ORDER BY sum(total) DESC, label
        """
    )
    days = catalogue.query(
        """
        SELECT min(published) AS first, max(published) AS last,
               count(*) - count(published) AS undated
        FROM articles
        """
    )
    first, last, undated = days.iloc[0]
    return FilterOptions(
        outlets=list_outlets(catalogue),
        labels=tuple(labels["label"]),
        first=None if pd.isna(first) else first.date(),
        last=None if pd.isna(last) else last.date(),
        undated=int(undated),
    )


def list_outlets(catalogue: Catalogue, filters: Filters = ALL_ARTICLES) -> tuple[str, ...]:
    """Return the labels of the selected outlets, sorted; by default of all outlets."""
    return tuple(sorted(count_by_outlet(catalogue, filters)["outlet_label"]))


def find_outlet(catalogue: Catalogue, article_id: str) -> str:
    """Return the label of an article's outlet; empty if there is no such article."""
    rows = catalogue.query("SELECT outlet_label FROM articles WHERE article_id = ?", [article_id])
    return "" if rows.empty else str(rows["outlet_label"].iloc[0])


def find_day(catalogue: Catalogue, article_id: str) -> date | None:
    """Return the day of an article's publication; None if it is not known."""
    rows = catalogue.query("SELECT published FROM articles WHERE article_id = ?", [article_id])
    days = rows["published"].dropna()
    return None if days.empty else days.iloc[0].date()


def list_story_names(catalogue: Catalogue) -> dict[str, str]:
    """Return the name on screen of each story by id, those with most articles first."""
    rows = catalogue.query(f"{_STORY_NAMES} ORDER BY articles DESC, shown LIMIT {MAX_OPTIONS}")
    return dict(zip(rows["story_id"], rows["shown"], strict=True))


def find_story(catalogue: Catalogue, name: str) -> str:
    """Return the id of a story.

    Args:
        catalogue: The workspace's catalogue.
        name: Its id, its title, or a part of the title in any case; empty for the only story.

    Raises:
        ValueError: No story, or several have it; the message lists some of them.
    """
    rows = catalogue.query(
        """
        SELECT story_id, title, story_id = $1 OR title = $1 AS is_exact FROM stories
        WHERE story_id = $1 OR contains(lower(title), lower($1))
        ORDER BY is_exact DESC, articles DESC, story_id
        """,
        [name],
    )
    exact = rows[rows["is_exact"].astype(bool)]
    chosen = exact if len(exact) else rows
    if len(chosen) == 1:
        return str(chosen["story_id"].iloc[0])
    if chosen.empty:
        raise ValueError(f"no story has the id or title {name!r}")
    listed = (f"{row['story_id']} {row['title']}" for _, row in chosen.head(_MAX_LISTED).iterrows())
    raise ValueError(f"{len(chosen)} stories match; name one by its id: {' | '.join(listed)}")


def list_top_entities(catalogue: Catalogue) -> dict[str, str]:
    """Return the name on screen of each of the most mentioned entities by id, in that order."""
    rows = catalogue.query(
        f"""
        SELECT entity_id, shown FROM (
            SELECT entity_id, shown, everywhere FROM numbered WHERE everywhere > 0
            ORDER BY everywhere DESC, name, entity_id LIMIT {MAX_OPTIONS}
        ) ORDER BY everywhere DESC, shown
        """
    )
    return dict(zip(rows["entity_id"], rows["shown"], strict=True))


def list_entity_names(catalogue: Catalogue, entity_ids: tuple[str, ...]) -> dict[str, str]:
    """Return the name on screen of some entities by id; unknown ids are left out."""
    rows = read_entities(catalogue, entity_ids).sort_values("shown", kind="stable")
    return dict(zip(rows["entity_id"], rows["shown"], strict=True))


def read_entities(catalogue: Catalogue, entity_ids: Sequence[str]) -> pd.DataFrame:
    """Return ``entity_id``, ``name``, ``label`` and ``shown`` of some entities.

    The ids are bound as values, which DuckDB looks up in its index; for the ids of a subquery it
    would scan all entities.
    """
    placeholders = ", ".join("?" * len(entity_ids)) or "NULL"
    return catalogue.query(
        f"SELECT entity_id, name, label, shown FROM numbered WHERE entity_id IN ({placeholders})",
        entity_ids,
    )


def find_entities(catalogue: Catalogue, ids_or_names: tuple[str, ...]) -> dict[str, str]:
    """Return the name on screen by id of the entities with one of some ids or names."""
    rows = catalogue.query(
        """
        WITH asked AS (SELECT unnest(?::varchar[]) AS item)
        SELECT entity_id, shown FROM numbered
        WHERE entity_id IN (FROM asked) OR shown IN (FROM asked)
        ORDER BY shown
        """,
        [list(ids_or_names)],
    )
    return dict(zip(rows["entity_id"], rows["shown"], strict=True))


def count_articles(catalogue: Catalogue, filters: Filters) -> int:
    """Return the number of selected articles."""
    return int(count_by_outlet(catalogue, filters)["articles"].sum())


def count_by_outlet(catalogue: Catalogue, filters: Filters) -> pd.DataFrame:
    """Count the selected articles and their words by outlet.

    Returns:
        ``outlet_label``, ``articles`` and ``words``, the outlet with most articles first.
    """
    return _read_counts_by_outlet(catalogue, filters).copy()


# Every page asks for several of these numbers at once.
@lru_cache(maxsize=4)
def _read_counts_by_outlet(catalogue: Catalogue, filters: Filters) -> pd.DataFrame:
    where, params = filters.articles_where()
    return catalogue.query(
        f"""
        SELECT outlet_label, count(*) AS articles, coalesce(sum(words), 0)::bigint AS words
        FROM articles WHERE {where} GROUP BY outlet_label
        ORDER BY count(*) DESC, outlet_label
        """,
        params,
    )
