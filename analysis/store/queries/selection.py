"""The tables of what is looked at, whole, for measures that compare articles."""

from dataclasses import dataclass

import pandas as pd

from analysis.store.catalogue import Catalogue
from analysis.store.filters import Filters


@dataclass(frozen=True)
class Selection:
    """The rows of some articles.

    Attributes:
        articles: rows of ``articles``.
        blocks: rows of ``blocks``.
        mentions: rows of ``mentions``.
        quotes: rows of ``quotes``.
        epithets: rows of ``epithets``.
        events: rows of ``events``.
        entities: rows of ``entities`` for those mentioned or quoted.
    """

    articles: pd.DataFrame
    blocks: pd.DataFrame
    mentions: pd.DataFrame
    quotes: pd.DataFrame
    epithets: pd.DataFrame
    events: pd.DataFrame
    entities: pd.DataFrame


def selection(catalogue: Catalogue, filters: Filters) -> Selection:
    """Return the rows of the articles looked at.

    Story, outlets and dates choose them. Entities and kinds of quotation do not: a share is a
    share of everything in the articles.
    """
    where, params = filters.articles_where()
    chosen = f"article_id IN (SELECT article_id FROM articles WHERE {where})"
    laid_out = {table: table for table in ("blocks", "quotes", "epithets", "events")}
    laid_out["mentions"] = "mentions_by_article"
    rows = {
        table: catalogue.query(f"SELECT * FROM {source} WHERE {chosen} ORDER BY ALL", params)
        for table, source in laid_out.items()
    }
    return Selection(
        articles=catalogue.query(f"SELECT * FROM articles WHERE {where} ORDER BY ALL", params),
        entities=catalogue.query(
            f"""
            SELECT * FROM entities WHERE entity_id IN (
                SELECT entity_id FROM mentions_by_article WHERE {chosen}
                UNION SELECT entity_id FROM quotes WHERE {chosen}
            ) ORDER BY entity_id
            """,
            [*params, *params],
        ),
        **rows,
    )
