"""A table listed page by page: found by words, ordered by outlet and place in the text."""

from dataclasses import dataclass, replace

import pandas as pd

from analysis.store.catalogue import Catalogue
from analysis.store.filters import Filters


@dataclass(frozen=True)
class Listing:
    """Rows of a table of the catalogue, ``t``, beside their articles, ``a``.

    Attributes:
        table: of :data:`analysis.tables.CATALOGUE`, with the columns article_id and start.
        columns: SQL of what is shown.
        searched: SQL of the columns that words are looked for in.
    """

    table: str
    columns: str
    searched: str

    def count(self, catalogue: Catalogue, filters: Filters, find: str) -> int:
        """Return how many rows there are on all pages."""
        where, params = self._found(filters, find)
        found = catalogue.query(f"SELECT count(*) AS n FROM {self.table} t WHERE {where}", params)
        return int(found["n"].iloc[0])

    def rows(
        self, catalogue: Catalogue, filters: Filters, find: str, limit: int, offset: int
    ) -> pd.DataFrame:
        """Return the rows of one page.

        Args:
            catalogue: the workspace's catalogue.
            filters: what is looked at.
            find: words to look for; upper and lower case are the same.
            limit: so many rows,
            offset: after so many.
        """
        whose, whose_params = filters.articles_where("articles")
        of_any = replace(filters, story="", outlets=(), start=None, end=None)
        where, params = self._found(of_any, find)
        order = 'a.outlet_label, a.published, t.article_id, t."start"'
        # The rows are chosen by what they are ordered by, and only those chosen are read whole.
        return catalogue.query(
            f"""
            WITH chosen AS MATERIALIZED (
                SELECT t.rowid AS row, a.row AS article_row
                FROM {self.table} t JOIN (
                    SELECT article_id, outlet_label, published, rowid AS row
                    FROM articles WHERE {whose}
                ) a USING (article_id)
                WHERE {where} ORDER BY {order} LIMIT {int(limit)} OFFSET {int(offset)}
            )
            SELECT {self.columns} FROM {self.table} t JOIN articles a USING (article_id)
            WHERE t.rowid IN (SELECT row FROM chosen)
                AND a.rowid IN (SELECT article_row FROM chosen)
            ORDER BY {order}
            """,
            [*whose_params, *params],
        )

    def _found(self, filters: Filters, find: str) -> tuple[str, list[object]]:
        """Return the condition on the rows that are looked for, and its parameters."""
        where, params = filters.where(self.table, "t")
        if not find:
            return where, params
        words = f"lower(concat_ws(' ', {self.searched}))"
        return f"{where} AND contains({words}, lower(?))", [*params, find]
