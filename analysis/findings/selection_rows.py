"""The rows of the articles looked at, whatever else the filters choose."""

import pandas as pd

from analysis.store.catalogue import Catalogue
from analysis.store.filters import Filters


def of_articles(catalogue: Catalogue, filters: Filters, table: str) -> pd.DataFrame:
    """Return the rows of a table that belong to the articles looked at, in the order of the text.

    Args:
        catalogue: the workspace's catalogue.
        filters: what is looked at; entities and kinds of quotation choose nothing here.
        table: of :data:`analysis.tables.CATALOGUE`, with a column article_id.
    """
    where, params = filters.articles_where()
    chosen = f"article_id IN (SELECT article_id FROM articles WHERE {where})"
    order = "article_id" if table == "articles" else 'article_id, "start", "end"'
    return catalogue.query(f"SELECT * FROM {table} WHERE {chosen} ORDER BY {order}", params)
