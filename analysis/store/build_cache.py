"""Results of slow steps, kept beside the catalogue, so that a change costs only what it changes.

Each is a Parquet file with the key of what it was computed from. A file that is missing, damaged or
has another key is computed again: the folder may be deleted at any time.
"""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pandas as pd
import pyarrow as pa

from analysis.store.atomic_files import replacing

_KEY = b"parallax_key"


class BuildCache:
    """The kept results of one workspace, for one version of the code.

    Args:
        folder: Where they are; None keeps nothing.
        code: Names the code that computes them; results of other code are not used.
    """

    def __init__(self, folder: Path | None = None, code: str = "") -> None:
        """Name the folder; it need not exist."""
        self._folder = folder
        self._code = code

    def table(self, name: str, key: str, make: Callable[[], pa.Table]) -> pa.Table:
        """Return the result kept under ``name`` when it has this key; otherwise make and keep it.

        Args:
            name: Of the step, and of its file.
            key: What the result depends on besides the code; see :func:`digest`.
            make: Computes the result.
        """
        found = self.read(name, key)
        if found is None:
            found = make()
            self.write(name, key, found)
        return found

    def read(self, name: str, key: str) -> pa.Table | None:
        """Return the result kept under ``name`` when it has this key, or None."""
        import pyarrow.parquet as pq  # pages, which compute nothing, start without it

        if self._folder is None:
            return None
        try:
            found = pq.read_table(self._path(name))
        except (FileNotFoundError, pa.ArrowInvalid):
            return None
        held = (found.schema.metadata or {}).get(_KEY)
        return found if held == self._whole(key) else None

    def write(self, name: str, key: str, table: pa.Table) -> None:
        """Keep a result in place of the one kept before."""
        import pyarrow.parquet as pq

        if self._folder is None:
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        marked = table.replace_schema_metadata({_KEY: self._whole(key)})
        with replacing(self._path(name)) as temporary:
            pq.write_table(marked, temporary, compression="zstd")

    def _path(self, name: str) -> Path:
        if self._folder is None:
            raise ValueError("nothing is kept without a folder")
        return self._folder / f"{name}.parquet"

    def _whole(self, key: str) -> bytes:
        return f"{self._code} {key}".encode()


def digest(*parts: pd.DataFrame | str) -> str:
    """Return a digest of tables, row by row in their order, and of words beside them."""
    whole = sha256()
    for part in parts:
        content = part.encode() if isinstance(part, str) else of_rows(part).to_numpy().tobytes()
        whole.update(sha256(content).digest())
    return whole.hexdigest()


def of_rows(frame: pd.DataFrame) -> pd.Series:
    """Return a number for each row that tells its content, the same in every process."""
    lists = [str(name) for name in frame if frame[name].dtype == object]  # a list has no hash
    flat = frame.assign(**{name: frame[name].map(repr) for name in lists})
    return pd.util.hash_pandas_object(flat, index=False)
