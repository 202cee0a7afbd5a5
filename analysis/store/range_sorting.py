"""Large tables that are joined on the disk first, and then sorted range by range.

DuckDB joins and sorts beyond its memory, but not both in one statement: 20.8 million mentions of
200,000 articles could not be written in 953 MB, and can be step by step (benchmarks/history.md).
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

import duckdb

#: Rows that are sorted at a time for each MB of memory: measured at three million in 953 MB.
ROWS_PER_MB = 3_000
#: Rows from whose values the limits of the ranges are chosen (judgement).
_SAMPLE = 20_000


def write_in_ranges(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    query: str,
    order: Sequence[str],
    rows_at_a_time: int,
) -> int:
    """Write the rows of a query as a table, sorted; return their number.

    They are first written unsorted to a file beside the database (see :func:`attached_file`).

    Args:
        connection: The database that gets the table.
        table: Its name; a former one is replaced.
        query: The query.
        order: The columns that the rows are sorted by; the first has no missing values.
        rows_at_a_time: About how many rows are sorted at a time.
    """
    by = ", ".join(f'"{column}"' for column in order)
    n_rows = 0
    with attached_file(connection):
        connection.execute(f"CREATE TABLE unsorted.incoming AS {query}")
        connection.execute(f'CREATE OR REPLACE TABLE "{table}" AS FROM unsorted.incoming LIMIT 0')
        for condition, values in _list_ranges(connection, order[0], rows_at_a_time):
            inserted = connection.execute(
                f'INSERT INTO "{table}" FROM unsorted.incoming WHERE {condition} ORDER BY {by}',
                values,
            ).fetchone()
            n_rows += int(inserted[0]) if inserted else 0
    return n_rows


@contextmanager
def attached_file(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Attach an empty database ``unsorted`` in a file beside that of the connection.

    The file is removed at the end; after an error, the caller removes it with the database's other
    files.
    """
    file = _find_file(connection)
    quoted = str(file).replace("'", "''")
    connection.execute(f"ATTACH '{quoted}' AS unsorted")
    yield
    connection.execute("DETACH unsorted")
    file.unlink()


def _find_file(connection: duckdb.DuckDBPyConnection) -> Path:
    """Return the name of the file for unsorted rows: that of the database with an ending."""
    row = connection.execute(
        "SELECT path FROM duckdb_databases() WHERE database_name = current_database()"
    ).fetchone()
    if not row or not row[0]:
        raise ValueError("rows are sorted in ranges only for a database in a file")
    return Path(f"{row[0]}.unsorted")


def _list_ranges(
    connection: duckdb.DuckDBPyConnection, column: str, rows_at_a_time: int
) -> Iterator[tuple[str, list[str]]]:
    """Yield a condition with its values for each range of a column, in order."""
    row = connection.execute("SELECT count(*) FROM unsorted.incoming").fetchone()
    n_ranges = -(-(row[0] if row else 0) // rows_at_a_time)
    sample = connection.execute(
        f'SELECT "{column}" FROM unsorted.incoming USING SAMPLE reservoir({_SAMPLE} ROWS)'
    ).fetchall()
    values = sorted(value for (value,) in sample)
    limits = sorted({values[len(values) * n // n_ranges] for n in range(1, n_ranges)})
    for first, end in pairwise([None, *limits, None]):
        bounds = [(f'"{column}" >= ?', first), (f'"{column}" < ?', end)]
        known = [(condition, value) for condition, value in bounds if value is not None]
        yield " AND ".join(condition for condition, _ in known) or "true", [v for _, v in known]
