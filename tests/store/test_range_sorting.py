"""A table that is written range by range has the rows and the order of one that is sorted whole."""

import random
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from analysis.store.range_sorting import write_in_ranges

#: A value that many rows have in common, values that few have, and one that sorts before them.
VALUES = ["", *["same"] * 5, *(f"o'{n:02}" for n in range(20))]
ROWS = [(random.Random(n).choice(VALUES), n) for n in range(200)]
TABLE = pa.table({"name": [name for name, _ in ROWS], "place": [place for _, place in ROWS]})


@pytest.mark.parametrize("rows_at_a_time", [1, 7, 199, 200, 1000])
def test_rows_are_sorted_whole_however_few_are_sorted_at_a_time(
    tmp_path: Path, rows_at_a_time: int
) -> None:
    database = tmp_path / "it's.duckdb"
    with duckdb.connect(database) as connection:
        connection.register("shuffled", TABLE)
        query = "SELECT place, name FROM shuffled"
        connection.execute("CREATE TABLE sorted_rows AS SELECT 1 AS former")
        n = write_in_ranges(connection, "sorted_rows", query, ["name", "place"], rows_at_a_time)
        written = connection.execute("SELECT name, place FROM sorted_rows").fetchall()
    assert n == 200
    assert written == sorted(ROWS)
    assert list(tmp_path.iterdir()) == [database]


def test_no_rows_are_a_table_without_rows(tmp_path: Path) -> None:
    with duckdb.connect(tmp_path / "empty.duckdb") as connection:
        query = "SELECT 'a' AS name WHERE false"
        assert write_in_ranges(connection, "sorted_rows", query, ["name"], 10) == 0
        assert connection.execute("SELECT count(*) FROM sorted_rows").fetchone() == (0,)


def test_a_database_in_memory_has_no_place_for_unsorted_rows() -> None:
    with duckdb.connect() as connection, pytest.raises(ValueError, match="in a file"):
        write_in_ranges(connection, "sorted_rows", "SELECT 1 AS n", ["n"], 10)
