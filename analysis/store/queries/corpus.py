"""Queries of the loaded articles, and of those removed from the workspace."""

from typing import TYPE_CHECKING

import pandas as pd

from analysis import tables
from analysis.store.catalogue import Catalogue
from analysis.store.data_frames import to_frame
from analysis.store.filters import Filters
from analysis.store.parts import read_table
from analysis.store.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

#: Whether outlet, headline or file name contain a text, whatever its case.
_CONTAINS = (
    "(? = '' OR contains(lower(concat_ws(' ', a.outlet_label, a.title, a.source)), lower(?)))"
)


def count_articles(catalogue: Catalogue, filters: Filters, search_text: str = "") -> int:
    """Return the number of articles that :func:`list_articles` lists in all."""
    where, params = filters.articles_where("a")
    rows = catalogue.query(
        f"SELECT count(*) AS n FROM articles a WHERE {where} AND {_CONTAINS}",
        [*params, search_text, search_text],
    )
    return int(rows["n"].iloc[0])


def list_articles(
    catalogue: Catalogue, filters: Filters, search_text: str = "", limit: int = 100, offset: int = 0
) -> pd.DataFrame:
    """Return the selected articles with their metadata.

    Args:
        catalogue: The workspace's catalogue.
        filters: The selection.
        search_text: Text that the outlet, headline or file name contains, whatever its case.
        limit: Maximum number of rows.
        offset: Number of rows to skip.

    Returns:
        ``article_id``, ``outlet``, ``published``, ``title``, ``byline``, ``credit``, ``url``,
        ``words``, ``quotes`` (number of quotations), ``story`` (its title), ``source``, by outlet
        and date.
    """
    where, params = filters.articles_where("a")
    return catalogue.query(
        f"""
        SELECT a.article_id, a.outlet, a.published, a.title, a.byline, a.credit, a.url, a.words,
               (SELECT count(*) FROM quotes q WHERE q.article_id = a.article_id) AS quotes,
               s.title AS story, a.source
        FROM articles a LEFT JOIN stories s USING (story_id)
        WHERE {where} AND {_CONTAINS}
        ORDER BY a.outlet_label, a.published, a.article_id
        LIMIT {int(limit)} OFFSET {int(offset)}
        """,
        [*params, search_text, search_text],
    )


def find_story_id(catalogue: Catalogue, article_id: str) -> str:
    """Return the id of an article's story; empty if there is no such article."""
    rows = catalogue.query("SELECT story_id FROM articles WHERE article_id = ?", [article_id])
    return str(rows["story_id"].iloc[0]) if len(rows) else ""


def find_first_article_id(catalogue: Catalogue, story_id: str) -> str:
    """Return the first article of a story, by id; empty if there is no such story."""
    rows = catalogue.query(
        "SELECT coalesce(min(article_id), '') AS first FROM articles WHERE story_id = ?", [story_id]
    )
    return str(rows["first"].iloc[0])


def name_articles(catalogue: Catalogue, article_ids: tuple[str, ...]) -> dict[str, str]:
    """Return the name of some articles by id: outlet and headline, or file name."""
    rows = catalogue.query(
        """
        SELECT article_id,
               concat_ws(' · ', outlet_label, coalesce(nullif(title, ''), source)) AS name
        FROM articles WHERE article_id IN (SELECT unnest(?))
        """,
        [list(article_ids)],
    )
    return dict(zip(rows["article_id"], rows["name"], strict=True))


def list_removed_articles(workspace: Workspace) -> pd.DataFrame:
    """Return the removed articles, which can be brought back.

    Returns:
        ``article_id``, ``outlet``, ``title``, ``published``, ``source`` as they were read.
    """
    snapshot = workspace.snapshot()
    ids_by_part: dict[Path, list[str]] = {}
    for article_id in sorted(snapshot.overrides.removed & set(snapshot.winners)):
        ids_by_part.setdefault(snapshot.winners[article_id].path, []).append(article_id)
    ids_by_part = {
        part.path: ids_by_part[part.path] for part in snapshot.parts if part.path in ids_by_part
    }
    articles = to_frame(read_table(tables.PARTS["articles"], ids_by_part))
    return articles[["article_id", "outlet", "title", "published", "source"]]
