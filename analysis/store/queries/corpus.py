"""What is loaded: the articles of a workspace, and those removed from it."""

import pandas as pd

from analysis import tables
from analysis.store.catalogue import Catalogue
from analysis.store.data_frames import to_frame
from analysis.store.filters import Filters
from analysis.store.parts import read_table
from analysis.store.workspace import Workspace

_FOUND = "(? = '' OR contains(lower(concat_ws(' ', a.outlet_label, a.title, a.source)), lower(?)))"


def count(catalogue: Catalogue, filters: Filters, find: str = "") -> int:
    """Return how many articles :func:`loaded` finds."""
    where, params = filters.articles_where("a")
    found = catalogue.query(
        f"SELECT count(*) AS n FROM articles a WHERE {where} AND {_FOUND}", [*params, find, find]
    )
    return int(found["n"].iloc[0])


def loaded(
    catalogue: Catalogue, filters: Filters, find: str = "", limit: int = 100, offset: int = 0
) -> pd.DataFrame:
    """Return what is known of the articles looked at.

    Args:
        catalogue: the workspace's catalogue.
        filters: what is looked at.
        find: text that the outlet, headline or file name contains, whatever its case.
        limit: most rows to return.
        offset: rows to pass over.

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
        WHERE {where} AND {_FOUND}
        ORDER BY a.outlet_label, a.published, a.article_id
        LIMIT {int(limit)} OFFSET {int(offset)}
        """,
        [*params, find, find],
    )


def story_of(catalogue: Catalogue, article_id: str) -> str:
    """Return the id of an article's story; empty when there is no such article."""
    found = catalogue.query("SELECT story_id FROM articles WHERE article_id = ?", [article_id])
    return str(found["story_id"].iloc[0]) if len(found) else ""


def article_of(catalogue: Catalogue, story_id: str) -> str:
    """Return the first article of a story, by id; empty when there is no such story."""
    found = catalogue.query(
        "SELECT coalesce(min(article_id), '') AS first FROM articles WHERE story_id = ?", [story_id]
    )
    return str(found["first"].iloc[0])


def names(catalogue: Catalogue, article_ids: tuple[str, ...]) -> dict[str, str]:
    """Return what some articles are called, by id: outlet and headline, or file name."""
    found = catalogue.query(
        """
        SELECT article_id,
               concat_ws(' · ', outlet_label, coalesce(nullif(title, ''), source)) AS name
        FROM articles WHERE article_id IN (SELECT unnest(?))
        """,
        [list(article_ids)],
    )
    return dict(zip(found["article_id"], found["name"], strict=True))


def removed(workspace: Workspace) -> pd.DataFrame:
    """Return the articles that were removed and can be brought back.

    Returns:
        ``article_id``, ``outlet``, ``title``, ``published``, ``source`` as they were read.
    """
    snapshot = workspace.snapshot()
    parts: dict[str, list[str]] = {}
    for article_id in sorted(snapshot.overrides.removed & set(snapshot.winners)):
        parts.setdefault(str(snapshot.winners[article_id].path), []).append(article_id)
    places = {
        part.path: parts[str(part.path)] for part in snapshot.parts if str(part.path) in parts
    }
    found = to_frame(read_table(tables.PARTS["articles"], places))
    return found[["article_id", "outlet", "title", "published", "source"]]
