"""Rows are sorted on the disk, a part of them at a time."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from analysis.orchestration.disk_sorting import sort_on_disk

SCHEMA = pa.schema([("number", pa.int64()), ("name", pa.string())])


@pytest.mark.parametrize("size", [1, 2, 3, 6, 7, 100])
@pytest.mark.parametrize("piece_rows", [1, 4, 100])
def test_rows_are_in_the_order_of_their_places_and_keys(
    tmp_path: Path, size: int, piece_rows: int
) -> None:
    numbers = [3, 0, 5, 3, -1, 1, 5, 0, 6]
    table = pa.table([numbers, [*"cbaxyzdef"]], schema=SCHEMA)
    pieces = [table.slice(start, piece_rows) for start in range(0, len(table), piece_rows)]
    batches = sort_on_disk(
        pieces,
        SCHEMA,
        lambda piece: piece["number"].to_numpy(),
        size,
        tmp_path,
        n_places=7,
        keys=["name"],
    )
    rows = pa.Table.from_batches(batches, SCHEMA)
    ordered = sorted(zip(numbers, "cbaxyzdef", strict=True))[1:]  # the row at -1 is left out
    assert list(zip(*rows.to_pydict().values(), strict=True)) == ordered
    assert not list(tmp_path.iterdir())


def test_no_rows_have_no_order(tmp_path: Path) -> None:
    assert not list(
        sort_on_disk([], SCHEMA, lambda piece: np.empty(len(piece)), 2, tmp_path, n_places=0)
    )
