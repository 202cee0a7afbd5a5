"""The catalogue: one DuckDB file that answers the queries of the pages."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa

from analysis import tables
from analysis.store.atomic_files import replacing
from analysis.store.data_frames import to_frame
from analysis.store.precomputed_counts import LAYOUT, create_count_tables

#: Sort order of each table: the columns that pages filter on come first, since DuckDB skips row
#: groups whose range cannot match.
_ORDER = {
    "articles": ("story_id", "published", "article_id"),
    "stories": ("first_published", "story_id"),
    "blocks": ("article_id", "start"),
    "sentences": ("article_id", "start"),
    "entities": ("entity_id",),
    "mentions": ("entity_id", "article_id", "start"),
    "quotes": ("article_id", "start", "quote_id"),
    "attitudes": ("article_id", "start", "attitude_id"),
    "figures": ("article_id", "start"),
    "epithets": ("article_id", "start"),
    "events": ("article_id", "start"),
}


class Catalogue:
    """A catalogue open for reading; threads may share it, and processes may share its file."""

    def __init__(self, path: Path) -> None:
        """Open `path`, named ``catalogue-<version>.duckdb``.

        Raises:
            duckdb.IOException: The file does not exist or is not a DuckDB file.
        """
        self.path = path
        self.version = path.stem.removeprefix("catalogue-")
        # Text reaches queries as parameters only. Even if it did not, it could not reach files.
        self._connection = duckdb.connect(
            path, read_only=True, config={"enable_external_access": "false"}
        )

    @property
    def has_current_layout(self) -> bool:
        """Whether it has the tables and columns of this version's queries."""
        try:
            return bool(self.query("SELECT layout FROM made_with")["layout"].iloc[0] == LAYOUT)
        except duckdb.CatalogException:  # written before layouts were recorded
            return False

    def query(self, sql: str, params: Sequence[object] = ()) -> pd.DataFrame:
        """Run one SELECT with bound parameters (``?``); column types as in :func:`to_frame`."""
        return to_frame(self.arrow(sql, params))

    def arrow(self, sql: str, params: Sequence[object] = ()) -> pa.Table:
        """Run one SELECT with bound parameters (``?``)."""
        # A connection used by two threads at once returns wrong rows; its cursors do not.
        with self._connection.cursor() as cursor:
            return cursor.sql(sql, params=list(params)).to_arrow_table()

    def close(self) -> None:
        """Close the file."""
        self._connection.close()


def write_catalogue(path: Path, rows_by_table: Iterable[tuple[str, pa.Table]]) -> None:
    """Write the tables of :data:`analysis.tables.CATALOGUE` to a new DuckDB file.

    Tables are consumed one at a time, so that only one has to be in memory. The file appears under
    `path` when it is complete.

    Args:
        path: The file to write.
        rows_by_table: Name and rows of each table; columns that the table lacks are dropped.

    Raises:
        ValueError: A table of the catalogue is missing or comes twice.
    """
    names = []
    with replacing(path) as temporary, duckdb.connect(temporary) as connection:
        for name, rows in rows_by_table:
            names.append(name)
            table = tables.CATALOGUE[name]
            connection.register("incoming", rows.select(table.names).cast(table.schema))
            connection.execute(f'CREATE TABLE "{name}" AS FROM incoming ORDER BY {layout(name)}')
            connection.unregister("incoming")
        if sorted(names) != sorted(tables.CATALOGUE):
            raise ValueError(f"a catalogue needs each of its tables once, not {names}")
        create_count_tables(connection)


def layout(table: str) -> str:
    """Return the columns, for ORDER BY, that the rows of a table are sorted by."""
    return ", ".join(f'"{column}"' for column in _ORDER[table])
