"""Rows sorted on the disk, so that memory holds few of them at a time, whatever their number.

DuckDB sorts on the disk too, but runs out of memory when the rows, if they have texts or lists, are
several times larger than it (seen with five times as many).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Places = npt.NDArray[np.int64]

#: Maximum number of files that rows are written to at a time. Systems allow a process 256 open
#: files (macOS) to 1,024 (Linux), and the catalogue and the workers' files are among them; half of
#: the smaller limit is left to them (judgement).
MAX_FILES = 128
_PLACE = "place"


def sort_on_disk(
    pieces: Iterable[pa.Table],
    schema: pa.Schema,
    find_places: Callable[[pa.Table], Places],
    size: int,
    folder: Path,
    *,
    n_places: int,
    keys: Sequence[str] = (),
) -> Iterator[pa.RecordBatch]:
    """Yield rows in the order of their places.

    Args:
        pieces: The rows, in any order.
        schema: Their columns.
        find_places: Returns the place of each row of a piece, from 0; rows at -1 are left out.
        size: Number of places whose rows are in memory at a time; more where there would be more
            than :data:`MAX_FILES` files.
        folder: An empty folder.
        n_places: All places are below this number.
        keys: Columns that the rows of one place are sorted by.
    """
    size = max(size, -(-n_places // MAX_FILES))
    n_buckets = -(-n_places // size)
    paths = [folder / f"sorted-{bucket}.arrow" for bucket in range(n_buckets)]
    placed = schema.append(pa.field(_PLACE, pa.int64()))
    with ExitStack() as stack:
        writers = [stack.enter_context(pa.ipc.new_file(str(path), placed)) for path in paths]
        for piece in pieces:
            places = find_places(piece)
            order = np.argsort(places, kind="stable")
            order = order[np.searchsorted(places[order], 0) :]
            rows = piece.take(pa.array(order)).append_column(placed.field(_PLACE), [places[order]])
            starts = np.searchsorted(places[order], np.arange(n_buckets + 1) * size)
            for bucket, (start, stop) in enumerate(pairwise(starts.tolist())):
                if start < stop:
                    writers[bucket].write_table(rows.slice(start, stop - start))
    for path in paths:
        with pa.OSFile(str(path)) as file:
            rows = pa.ipc.open_file(file).read_all()
        path.unlink()
        order_by = [(name, "ascending") for name in (_PLACE, *keys)]
        yield from rows.sort_by(order_by).drop_columns(_PLACE).to_batches()
