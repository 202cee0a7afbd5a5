"""Rows are sorted on the disk, a part of them at a time."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from analysis.orchestration.disk_sorting import MAX_FILES, sort_on_disk

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


@pytest.mark.parametrize(
    ("n_places", "n_files"),
    [(MAX_FILES - 1, MAX_FILES - 1), (MAX_FILES, MAX_FILES), (MAX_FILES + 1, MAX_FILES // 2 + 1)],
)
def test_no_more_files_are_open_than_the_limit(tmp_path: Path, n_places: int, n_files: int) -> None:
    files: set[Path] = set()
    numbers = np.arange(n_places)[::-1]

    def find_places(piece: pa.Table) -> np.ndarray:
        files.update(tmp_path.iterdir())
        return piece["number"].to_numpy()

    table = pa.table([numbers, numbers.astype(str)], schema=SCHEMA)
    batches = sort_on_disk([table], SCHEMA, find_places, 1, tmp_path, n_places=n_places)
    rows = pa.Table.from_batches(batches, SCHEMA)
    assert rows["number"].to_pylist() == list(range(n_places))
    assert len(files) == n_files


def test_no_rows_have_no_order(tmp_path: Path) -> None:
    assert not list(
        sort_on_disk([], SCHEMA, lambda piece: np.empty(len(piece)), 2, tmp_path, n_places=0)
    )
