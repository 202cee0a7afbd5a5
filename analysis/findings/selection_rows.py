"""Rows of the filtered articles, regardless of the filters on entities and quotations."""

import pandas as pd

from analysis.store.catalogue import Catalogue
from analysis.store.filters import Filters


def read_article_rows(catalogue: Catalogue, filters: Filters, table: str) -> pd.DataFrame:
    """Return the rows of a table that belong to the filtered articles, in text order.

    Args:
        catalogue: the workspace's catalogue.
        filters: the current filters; those on entities and kinds of quotation are ignored.
        table: name of a table of :data:`analysis.tables.CATALOGUE` with a column article_id.
    """
    where, params = filters.articles_where()
    selected = f"article_id IN (SELECT article_id FROM articles WHERE {where})"
    order = "article_id" if table == "articles" else 'article_id, "start", "end"'
    return catalogue.query(f"SELECT * FROM {table} WHERE {selected} ORDER BY {order}", params)
