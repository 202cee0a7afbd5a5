"""Cached results of the slow steps of a build, so that a build repeats only what changed.

Each result is a Parquet file with the key of its input. A result that is missing, damaged or has
another key is computed again, so the folder may be deleted at any time.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from analysis.store.atomic_files import remove, remove_damaged, replacing

#: Key of the metadata of a file that holds the key of its input.
_KEY = b"parallax_key"
#: Rows that are read together of a result that is written piece by piece: as many articles as are
#: compared at a time, since reading more of them takes longer than comparing.
_GROUP_ROWS = 2_000
#: What reading a damaged file raises; the last, of the names of its columns.
_UNREADABLE = (OSError, pa.ArrowException, UnicodeDecodeError)
#: Folder, within that of the results, of what a step keeps on the disk while it runs.
_SCRATCH = "scratch"


class BuildCache:
    """The cached results of one workspace, for one version of the code.

    Args:
        folder: The folder of the files.
        code: Name of the version of the code; results of other versions are not used.
    """

    def __init__(self, folder: Path, code: str = "") -> None:
        """Name the folder, which need not exist."""
        self._folder = folder
        self._code = code

    def table(self, name: str, key: str, make: Callable[[], pa.Table]) -> pa.Table:
        """Return the cached result if it has this key; otherwise compute and cache it.

        Args:
            name: The name of the step, and of its file.
            key: Digest of the input of the step; see :func:`digest`.
            make: Computes the result.
        """
        cached = self.read(name, key)
        if cached is not None:
            return cached
        result = make()
        self.write(name, key, result)
        return result

    def read(self, name: str, key: str) -> pa.Table | None:
        """Return the cached result if it has this key, else None; a damaged file is removed."""
        import pyarrow.parquet as pq  # pages, which compute nothing, start without it

        try:
            with pq.ParquetFile(self._path(name), page_checksum_verification=True) as file:
                if (file.schema_arrow.metadata or {}).get(_KEY) != self._versioned(key):
                    return None  # reading all of another result takes long
                table: pa.Table = file.read()
        except FileNotFoundError:
            return None
        except _UNREADABLE as error:
            remove_damaged(self._path(name), error)
            return None
        return table

    def stored_key(self, name: str) -> str | None:
        """Return the key of a cached result of this version of the code, None without one."""
        import pyarrow.parquet as pq  # pages, which compute nothing, start without it

        try:
            metadata = pq.read_schema(self._path(name)).metadata or {}
        except _UNREADABLE:
            return None
        code, _, key = metadata.get(_KEY, b"").decode().partition(" ")
        return key if code == self._code else None

    def find_file(self, name: str, key: str) -> Path:
        """Return the file of a cached result, for a program that reads Parquet.

        Raises:
            FileNotFoundError: There is none with this key.
        """
        if self.stored_key(name) != key:
            raise FileNotFoundError(f"{self._path(name)} is not of this build")
        return self._path(name)

    def find_whole(self, name: str, key: str) -> Path | None:
        """Return the file of a cached result with this key, else None; a damaged one is removed."""
        import pyarrow.parquet as pq

        try:
            path = self.find_file(name, key)
            with pq.ParquetFile(path, page_checksum_verification=True) as file:
                for group in range(file.num_row_groups):
                    file.read_row_group(group)
        except FileNotFoundError:
            return None
        except _UNREADABLE as error:
            remove_damaged(self._path(name), error)
            return None
        return path

    def write(self, name: str, key: str, table: pa.Table) -> None:
        """Cache a result in place of the one before."""
        import pyarrow.parquet as pq

        self._folder.mkdir(parents=True, exist_ok=True)
        keyed = table.replace_schema_metadata({_KEY: self._versioned(key)})
        with replacing(self._path(name)) as temporary:
            pq.write_table(keyed, temporary, compression="zstd", write_page_checksum=True)

    def write_pieces(
        self,
        name: str,
        key: str,
        schema: pa.Schema,
        pieces: Iterable[pa.RecordBatch],
        group_rows: int = _GROUP_ROWS,
    ) -> None:
        """Cache a result that is not in memory as a whole.

        Args:
            name: The name of the step.
            key: Digest of the input of the step.
            schema: The columns.
            pieces: The rows; each piece can be read by itself.
            group_rows: Number of rows from which a piece is divided.
        """
        import pyarrow.parquet as pq

        self._folder.mkdir(parents=True, exist_ok=True)
        keyed = schema.with_metadata({_KEY: self._versioned(key)})
        with (
            replacing(self._path(name)) as temporary,
            pq.ParquetWriter(
                temporary, keyed, compression="zstd", write_page_checksum=True
            ) as writer,
        ):
            for piece in pieces:
                table = pa.Table.from_batches([piece]).cast(schema).cast(keyed)
                writer.write_table(table, row_group_size=group_rows)

    def read_pieces(
        self,
        name: str,
        rows: npt.NDArray[np.intp] | None,
        columns: Sequence[str],
        coded: Collection[str] = (),
    ) -> Iterator[pa.Table]:
        """Yield some columns of the pieces of a result of this version of the code.

        Args:
            name: The name of the step.
            rows: The rows, ascending; others are not read from the disk. None reads all.
            columns: The columns.
            coded: Those of lists of strings that are read as lists of dictionary codes, which takes
                less time.

        Raises:
            OSError: The file is damaged, or there is none.
            pa.ArrowException: Likewise.
        """
        import pyarrow.parquet as pq

        with pq.ParquetFile(
            self._path(name),
            page_checksum_verification=True,
            read_dictionary=[f"{column}.list.element" for column in coded],
        ) as file:
            start = 0
            for group in range(file.num_row_groups):
                stop = start + file.metadata.row_group(group).num_rows
                if rows is None:
                    yield file.read_row_group(group, columns)
                elif len(part := rows[np.searchsorted(rows, start) : np.searchsorted(rows, stop)]):
                    piece = file.read_row_group(group, columns)
                    yield piece if _is_whole(part, start, stop) else piece.take(part - start)
                start = stop

    def count_rows(self, name: str) -> int:
        """Return the number of rows of a result of this version of the code; 0 without one."""
        import pyarrow.parquet as pq

        if self.stored_key(name) is None:
            return 0
        return int(pq.read_metadata(self._path(name)).num_rows)

    def remove(self, name: str) -> None:
        """Remove a result, if there is one."""
        self._path(name).unlink(missing_ok=True)

    def discard(self, name: str, reason: Exception) -> None:
        """Remove a damaged result."""
        remove_damaged(self._path(name), reason)

    @contextmanager
    def scratch(self) -> Iterator[Path]:
        """Yield an empty folder for what memory should not hold; it is removed on exit."""
        folder = self._folder / _SCRATCH
        remove(folder)  # that of a build that was killed
        folder.mkdir(parents=True)
        try:
            yield folder
        finally:
            remove(folder)

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.parquet"

    def _versioned(self, key: str) -> bytes:
        return f"{self._code} {key}".encode()


def _is_whole(rows: npt.NDArray[np.intp], start: int, stop: int) -> bool:
    """Return whether ascending rows are all those of a piece: taking them takes long."""
    return len(rows) == stop - start and bool((np.diff(rows) == 1).all())


def digest(*parts: pd.DataFrame | str) -> str:
    """Return a digest of tables, row by row in order, and of strings."""
    total = sha256()
    for part in parts:
        content = part.encode() if isinstance(part, str) else of_rows(part).to_numpy().tobytes()
        total.update(sha256(content).digest())
    return total.hexdigest()


def of_rows(frame: pd.DataFrame) -> pd.Series:
    """Return a hash of each row that is the same in every process."""
    lists = [str(name) for name in frame if frame[name].dtype == object]  # lists have no hash
    flat = frame.assign(**{name: frame[name].map(repr) for name in lists})
    return pd.util.hash_pandas_object(flat, index=False)
