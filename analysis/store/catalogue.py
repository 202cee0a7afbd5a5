"""The catalogue: one DuckDB file that answers the queries of the pages."""

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa

from analysis import tables
from analysis.store.atomic_files import remove_damaged, replacing
from analysis.store.data_frames import to_frame
from analysis.store.precomputed_counts import LAYOUT, create_count_tables
from analysis.store.range_sorting import ROWS_PER_MB, write_in_ranges
from analysis.store.snapshot import Rows

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

#: What DuckDB raises for a file that is no database, is cut short, or cannot be written.
_DAMAGE = (
    duckdb.IOException,
    duckdb.FatalException,
    duckdb.InternalException,
    duckdb.SerializationException,
)
#: What DuckDB raises for lack of room, and for a file that lacks a table that was written to it.
_INCOMPLETE = (duckdb.OutOfMemoryException, duckdb.CatalogException)
#: The tables of a catalogue, those of counts and the index of the search too.
_LIST_TABLES = """
    SELECT table_name AS name FROM information_schema.tables
    WHERE table_catalog = current_database() AND table_schema = 'main' ORDER BY table_name
"""

#: Memory (MB) that a thread of DuckDB needs to sort a table of millions of rows: with 500, a table
#: of 3.8 million could not be written (measured: benchmarks/history.md).
THREAD_MB = 750
#: Rows of a piece of a stream (judgement).
_STREAM_ROWS = 10_000


class DamagedCatalogueError(OSError):
    """The catalogue was damaged and has been removed; the next build makes it again."""


class IncompleteCatalogueError(OSError):
    """A catalogue could not be written completely, as on a full disk; the former one remains."""


@dataclass(frozen=True)
class RowsQuery:
    """The rows of a table as a query, which DuckDB runs while it writes the table.

    Attributes:
        sql: A query over the names in ``rows`` and ``sides``.
        rows: Rows that are read piece by piece.
        sides: Smaller tables that they are joined with, or Parquet files of such.
    """

    sql: str
    rows: Mapping[str, Rows]
    sides: Mapping[str, pa.Table | Path] = field(default_factory=dict)

    @property
    def has_files(self) -> bool:
        """Whether the rows are joined with tables that memory need not hold."""
        return any(isinstance(side, Path) for side in self.sides.values())

    def stream(self, scratch: Path, memory_mb: int) -> Iterator[pa.RecordBatch]:
        """Yield the rows piece by piece, in any order; large tables are joined on the disk.

        Args:
            scratch: A folder for what memory does not hold.
            memory_mb: The memory in which they are joined.
        """
        with duckdb.connect() as connection, self.raising_read_errors():
            _configure(connection, memory_mb)
            connection.execute("SET preserve_insertion_order = false")
            connection.execute("SET temp_directory = $folder", {"folder": str(scratch)})
            with self.registered(connection):
                yield from connection.sql(self.sql).to_arrow_reader(_STREAM_ROWS)

    @contextmanager
    def raising_read_errors(self) -> Iterator[None]:
        """Raise the error of reading a part in place of DuckDB's, which it leads to."""
        try:
            yield
        except (duckdb.Error, pa.ArrowException) as error:
            for rows in self.rows.values():
                if rows.errors:
                    raise rows.errors[0] from error
            raise

    @contextmanager
    def registered(self, connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
        """Let a connection know the rows and tables meanwhile."""
        for name, side in self.sides.items():
            if isinstance(side, Path):
                file = str(side).replace("'", "''")
                connection.execute(f"CREATE TEMP VIEW {name} AS FROM read_parquet('{file}')")
            else:
                connection.register(name, side)
        for name, rows in self.rows.items():
            connection.register(name, rows.to_reader())
        yield
        for name, side in self.sides.items():
            if isinstance(side, Path):
                connection.execute(f"DROP VIEW temp.{name}")
            else:
                connection.unregister(name)
        for name in self.rows:
            connection.unregister(name)


class Catalogue:
    """A catalogue open for reading; threads may share it, and processes may share its file.

    Attributes:
        outlet_noun: What sentences call that which ``outlet_label`` names.
    """

    outlet_noun = "outlet"

    def __init__(self, path: Path) -> None:
        """Open `path`, named ``catalogue-<version>.duckdb``.

        Raises:
            duckdb.Error: The file does not exist or is not a DuckDB file.
        """
        self.path = path
        self.version = path.stem.removeprefix("catalogue-")
        self._connection = _connect(path)

    @property
    def has_current_layout(self) -> bool:
        """Whether it has the tables and columns of this version's queries."""
        try:
            return bool(self.query("SELECT layout FROM made_with")["layout"].iloc[0] == LAYOUT)
        except (duckdb.CatalogException, IndexError):  # written before layouts were recorded
            return False

    def query(self, sql: str, params: Sequence[object] = ()) -> pd.DataFrame:
        """Run one SELECT with bound parameters (``?``); column types as in :func:`to_frame`."""
        return to_frame(self.arrow(sql, params))

    def arrow(self, sql: str, params: Sequence[object] = ()) -> pa.Table:
        """Run one SELECT with bound parameters (``?``).

        Raises:
            DamagedCatalogueError: Bytes of the file are damaged; it has been removed.
        """
        # A connection used by two threads at once returns wrong rows; its cursors do not.
        try:
            with self._connection.cursor() as cursor:
                return cursor.sql(sql, params=list(params)).to_arrow_table()
        except duckdb.Error as error:
            # The disk may be full, or another program may hold the file: it may be whole.
            if is_damage(error) and not self._is_readable():
                raise self.discard(error) from error
            raise

    def _is_readable(self) -> bool:
        """Return whether every row can be read by a connection of its own."""
        try:
            with _connect(self.path) as connection:
                for (name,) in connection.execute(_LIST_TABLES).fetchall():
                    connection.execute(f'SELECT sum(hash(rows)) FROM "{name}" AS rows')
        except duckdb.Error:
            return False
        return True

    def check(self) -> None:
        """Read every row.

        Raises:
            DamagedCatalogueError: Bytes of the file are damaged; it has been removed.
        """
        for name in self.query(_LIST_TABLES)["name"]:
            self.arrow(f'SELECT sum(hash(rows)) FROM "{name}" AS rows')

    def discard(self, reason: Exception) -> DamagedCatalogueError:
        """Close and remove the file, which is damaged, and return the error to raise."""
        # DuckDB would go on reading the removed file for whoever opens this path again.
        self.close()
        remove_damaged(self.path, reason)
        return DamagedCatalogueError(
            f"{self.path.name} was damaged and has been removed. Load the page, or run the "
            "command, again: the catalogue is built anew."
        )

    def close(self) -> None:
        """Close the file."""
        self._connection.close()


def write_catalogue(
    path: Path,
    rows_by_table: Iterable[tuple[str, pa.Table | RowsQuery]],
    memory_mb: int | None = None,
) -> None:
    """Write the tables of :data:`analysis.tables.CATALOGUE` to a new DuckDB file.

    Tables are consumed one at a time, so that only one has to be in memory, and none that is given
    as a query. The file appears under `path` when it is complete: it is written out, opened again,
    and its rows are counted.

    Args:
        path: The file to write.
        rows_by_table: Name and rows of each table; columns that the table lacks are dropped.
        memory_mb: Memory that DuckDB may use for it; beyond it, rows are sorted on the disk.

    Raises:
        ValueError: A table of the catalogue is missing or comes twice.
        IncompleteCatalogueError: The disk is full, or the file does not hold what was written.
    """
    with replacing(path) as temporary, _explaining_lack_of_room(path):
        n_rows = _write_tables(temporary, rows_by_table, memory_mb)
        _check_complete(temporary, n_rows)


def derive_catalogue(
    path: Path,
    former: Path,
    change: Callable[[duckdb.DuckDBPyConnection], None],
    memory_mb: int | None = None,
) -> None:
    """Write a changed copy of a catalogue; it appears under `path` when it is complete.

    Args:
        path: The file to write.
        former: The catalogue to copy.
        change: Changes the rows of the copy.
        memory_mb: Memory that DuckDB may use for it.

    Raises:
        IncompleteCatalogueError: The disk is full.
    """
    with replacing(path) as temporary, _explaining_lack_of_room(path):
        shutil.copyfile(former, temporary)
        with duckdb.connect(temporary) as connection:
            _configure(connection, memory_mb)
            change(connection)
            connection.execute("CHECKPOINT")
        _check_complete(temporary, {})


@contextmanager
def _explaining_lack_of_room(path: Path) -> Iterator[None]:
    try:
        yield
    except duckdb.Error as error:
        if not (is_damage(error) or isinstance(error, _INCOMPLETE)):
            raise
        line = str(error).partition("\n")[0]
        # DuckDB also lacks memory when the disk has no room for what memory does not hold.
        remedy = (
            ", or allow more memory with PARALLAX_BUILD_MEMORY_MB,"
            if isinstance(error, duckdb.OutOfMemoryException)
            else ""
        )
        raise IncompleteCatalogueError(
            f"The catalogue could not be written to {path.parent}; the former one remains. "
            f"Free room on the disk{remedy} and build again. ({line})"
        ) from error


def _connect(path: Path) -> duckdb.DuckDBPyConnection:
    """Open a catalogue for reading.

    Text reaches queries as parameters only. Even if it did not, it could not reach files.
    """
    return duckdb.connect(path, read_only=True, config={"enable_external_access": "false"})


def is_damage(error: duckdb.Error) -> bool:
    """Return whether an error comes from the file, not from the query."""
    # A wrong checksum raises the base class itself.
    return isinstance(error, _DAMAGE) or type(error) is duckdb.Error


def _write_tables(
    path: Path,
    rows_by_table: Iterable[tuple[str, pa.Table | RowsQuery]],
    memory_mb: int | None,
) -> dict[str, int]:
    """Write the tables and return the number of rows of each."""
    n_rows: dict[str, int] = {}
    with duckdb.connect(path) as connection:
        _configure(connection, memory_mb)
        # Every table is written in an order of its own, so that of the rows read does not matter.
        connection.execute("SET preserve_insertion_order = false")
        for name, rows in rows_by_table:
            if name in n_rows:
                raise ValueError(f"the table {name} comes twice")
            n_rows[name] = write_table(connection, name, rows, memory_mb)
        if sorted(n_rows) != sorted(tables.CATALOGUE):
            raise ValueError(f"a catalogue needs each of its tables once, not {list(n_rows)}")
        create_count_tables(connection)
        # Closing writes the file too, but says nothing when the disk is full.
        connection.execute("CHECKPOINT")
    return n_rows


def _configure(connection: duckdb.DuckDBPyConnection, memory_mb: int | None) -> None:
    # Others read this process's output: no bar of a long query may be in it.
    connection.execute("SET enable_progress_bar = false")
    if memory_mb:
        connection.execute(f"SET memory_limit = '{memory_mb}MB'")
        n_threads = max(1, memory_mb // THREAD_MB)
        connection.execute(f"SET threads = least(current_setting('threads'), {n_threads})")


def write_table(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    rows: pa.Table | RowsQuery,
    memory_mb: int | None = None,
) -> int:
    """Write one table, sorted, in place of any former one; return the number of its rows.

    Args:
        connection: The catalogue.
        name: The table.
        rows: Its rows.
        memory_mb: The memory in which rows that are joined with files are sorted.
    """
    table = tables.CATALOGUE[name]
    if isinstance(rows, pa.Table):
        rows = RowsQuery("FROM whole", {}, {"whole": rows.select(table.names).cast(table.schema)})
    if memory_mb and rows.has_files:
        with rows.registered(connection), rows.raising_read_errors():
            query = f"SELECT {_list_columns(name)} FROM ({rows.sql})"
            return write_in_ranges(connection, name, query, _ORDER[name], memory_mb * ROWS_PER_MB)
    return _write_rows(connection, f'CREATE OR REPLACE TABLE "{name}" AS', name, rows)


def insert_rows(connection: duckdb.DuckDBPyConnection, name: str, rows: RowsQuery) -> int:
    """Add rows to a table, sorted among themselves, and return their number."""
    return _write_rows(connection, f'INSERT INTO "{name}"', name, rows)


def _write_rows(
    connection: duckdb.DuckDBPyConnection, statement: str, name: str, rows: RowsQuery
) -> int:
    with rows.registered(connection), rows.raising_read_errors():
        written = connection.execute(
            f"{statement} SELECT {_list_columns(name)} FROM ({rows.sql}) ORDER BY {layout(name)}"
        ).fetchone()
    return int(written[0]) if written else 0


def _list_columns(name: str) -> str:
    return ", ".join(f'"{column}"' for column in tables.CATALOGUE[name].names)


def _check_complete(path: Path, n_rows: dict[str, int]) -> None:
    with duckdb.connect(path, read_only=True) as connection:
        for name, expected in n_rows.items():
            row = connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()
            if row != (expected,):
                raise duckdb.IOException(f"the table {name} does not have its {expected} rows")
        connection.execute("FROM made_with")


def layout(table: str) -> str:
    """Return the columns, for ORDER BY, that the rows of a table are sorted by."""
    return ", ".join(f'"{column}"' for column in _ORDER[table])
