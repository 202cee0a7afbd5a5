"""List a table page by page, filtered by a search text, by outlet and position in the text."""

from dataclasses import dataclass, replace

import pandas as pd

from analysis.store.catalogue import Catalogue
from analysis.store.filters import Filters


@dataclass(frozen=True)
class Listing:
    """Rows of a table of the catalogue, ``t``, beside their articles, ``a``.

    Attributes:
        table: A table of :data:`analysis.tables.CATALOGUE` with the columns article_id and start.
        columns: SQL of the columns to list.
        searched: SQL of the columns to search.
    """

    table: str
    columns: str
    searched: str

    def count(self, catalogue: Catalogue, filters: Filters, search_text: str) -> int:
        """Return the number of rows on all pages."""
        where, params = self._build_condition(filters, search_text)
        rows = catalogue.query(f"SELECT count(*) AS n FROM {self.table} t WHERE {where}", params)
        return int(rows["n"].iloc[0])

    def rows(
        self, catalogue: Catalogue, filters: Filters, search_text: str, limit: int, offset: int
    ) -> pd.DataFrame:
        """Return the rows of one page.

        Args:
            catalogue: The workspace's catalogue.
            filters: The selection.
            search_text: Text that the searched columns contain, whatever its case.
            limit: Maximum number of rows.
            offset: Number of rows to skip.
        """
        article_where, article_params = filters.articles_where("articles")
        without_articles = replace(filters, story="", outlets=(), start=None, end=None)
        where, params = self._build_condition(without_articles, search_text)
        order = 'a.outlet_label, a.published, t.article_id, t."start"'
        # Rows are selected by the columns they are sorted by, and only these are read in full.
        return catalogue.query(
            f"""
            WITH chosen AS MATERIALIZED (
                SELECT t.rowid AS row, a.row AS article_row
                FROM {self.table} t JOIN (
                    SELECT article_id, outlet_label, published, rowid AS row
                    FROM articles WHERE {article_where}
                ) a USING (article_id)
                WHERE {where} ORDER BY {order} LIMIT {int(limit)} OFFSET {int(offset)}
            )
            SELECT {self.columns} FROM {self.table} t JOIN articles a USING (article_id)
            WHERE t.rowid IN (SELECT row FROM chosen)
                AND a.rowid IN (SELECT article_row FROM chosen)
            ORDER BY {order}
            """,
            [*article_params, *params],
        )

    def _build_condition(self, filters: Filters, search_text: str) -> tuple[str, list[object]]:
        """Return the condition on the rows to list, and its parameters."""
        where, params = filters.where(self.table, "t")
        if not search_text:
            return where, params
        words = f"lower(concat_ws(' ', {self.searched}))"
        return f"{where} AND contains({words}, lower(?))", [*params, search_text]
