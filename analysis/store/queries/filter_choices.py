"""What every page asks: the choices of the filters, and names for ids."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from analysis.store.catalogue import Catalogue
from analysis.store.filters import Filters

MOST = 1000
"""Most stories or entities offered in one list: every option travels to the browser."""

# Two stories may share a title; a name on a page and in a link has to be one.
_STORY_NAMES = """
    SELECT story_id, articles, CASE
        WHEN count(*) OVER (PARTITION BY title) = 1 THEN title
        ELSE title || ' (' || story_id || ')' END AS shown
    FROM stories
"""


@dataclass(frozen=True)
class Options:
    """What the filters may be set to.

    Attributes:
        outlets: labels of all outlets, sorted.
        labels: entity types, most mentioned first.
        first: earliest day of publication, None when no article has a date.
        last: latest day of publication.
    """

    outlets: tuple[str, ...]
    labels: tuple[str, ...]
    first: date | None
    last: date | None


def options(catalogue: Catalogue) -> Options:
    """Return the choices of the filters for the whole workspace."""
    labels = catalogue.query(
        """
        SELECT label FROM numbered WHERE total > 0 GROUP BY label ORDER BY sum(total) DESC, label
        """
    )
    days = catalogue.query("SELECT min(published) AS first, max(published) AS last FROM articles")
    first, last = days.iloc[0]
    return Options(
        outlets=outlets(catalogue),
        labels=tuple(labels["label"]),
        first=None if pd.isna(first) else first.date(),
        last=None if pd.isna(last) else last.date(),
    )


def outlets(catalogue: Catalogue) -> tuple[str, ...]:
    """Return the labels of all outlets, sorted."""
    found = catalogue.query("SELECT DISTINCT outlet_label FROM articles ORDER BY outlet_label")
    return tuple(found["outlet_label"])


def stories(catalogue: Catalogue) -> dict[str, str]:
    """Return the shown name of the stories by id, those with most articles first."""
    found = catalogue.query(f"{_STORY_NAMES} ORDER BY articles DESC, shown LIMIT {MOST}")
    return dict(zip(found["story_id"], found["shown"], strict=True))


def top_entities(catalogue: Catalogue) -> dict[str, str]:
    """Return the shown name of the most mentioned entities by id, most mentioned first."""
    found = catalogue.query(
        f"""
        SELECT entity_id, shown FROM (
            SELECT entity_id, shown, everywhere FROM numbered WHERE everywhere > 0
            ORDER BY everywhere DESC, name, entity_id LIMIT {MOST}
        ) ORDER BY everywhere DESC, shown
        """
    )
    return dict(zip(found["entity_id"], found["shown"], strict=True))


def shown_names(catalogue: Catalogue, entity_ids: tuple[str, ...]) -> dict[str, str]:
    """Return the shown name by id of some entities; ids of none are left out."""
    found = entities(catalogue, entity_ids).sort_values("shown", kind="stable")
    return dict(zip(found["entity_id"], found["shown"], strict=True))


def entities(catalogue: Catalogue, entity_ids: Sequence[str]) -> pd.DataFrame:
    """Return ``entity_id``, ``name``, ``label`` and ``shown`` of some entities.

    Ids are given as values, for which DuckDB looks into its index; for those of a subquery it goes
    through all entities.
    """
    asked = ", ".join("?" * len(entity_ids)) or "NULL"
    return catalogue.query(
        f"SELECT entity_id, name, label, shown FROM numbered WHERE entity_id IN ({asked})",
        entity_ids,
    )


def find_entities(catalogue: Catalogue, asked: tuple[str, ...]) -> dict[str, str]:
    """Return the shown name by id of the entities that have one of ``asked`` as id or name."""
    found = catalogue.query(
        """
        WITH asked AS (SELECT unnest(?::varchar[]) AS item)
        SELECT entity_id, shown FROM numbered
        WHERE entity_id IN (FROM asked) OR shown IN (FROM asked)
        ORDER BY shown
        """,
        [list(asked)],
    )
    return dict(zip(found["entity_id"], found["shown"], strict=True))


def count_articles(catalogue: Catalogue, filters: Filters) -> int:
    """Return how many articles are looked at."""
    where, params = filters.articles_where()
    found = catalogue.query(f"SELECT count(*) AS n FROM articles WHERE {where}", params)
    return int(found["n"].iloc[0])
