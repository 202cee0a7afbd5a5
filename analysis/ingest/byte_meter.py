"""The share of the inputs that has been read, from which the remaining time is estimated."""

import io
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO


@dataclass
class ByteMeter:
    """The number of bytes of files on disk that have been read, and that are to be read."""

    read: int = 0
    total: int = 0

    @property
    def share(self) -> float:
        """The share that has been read, from 0 to 1; 0 if the total is unknown."""
        return min(self.read / self.total, 1.0) if self.total else 0.0

    def measure(self, paths: Iterable[Path]) -> None:
        """Add the sizes of files, and of all files in folders, to the total."""
        for path in paths:
            files = path.rglob("*") if path.is_dir() else iter([path])
            for file in files:
                with suppress(OSError):
                    self.total += file.stat().st_size if file.is_file() else 0

    def open(self, path: Path) -> BinaryIO:
        """Open a file whose bytes are counted as they are read."""
        return io.BufferedReader(_CountedFile(path, self))


class _CountedFile(io.FileIO):
    """A file whose bytes are counted; after rewinding, it is counted anew."""

    def __init__(self, path: Path, meter: ByteMeter) -> None:
        super().__init__(path)
        self._meter = meter
        self._bytes_read = 0

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - as in io.RawIOBase
        size = super().readinto(buffer) or 0
        self._count(size)
        return size

    def readall(self) -> bytes:
        data = super().readall() or b""
        self._count(len(data))
        return data

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        position = super().seek(offset, whence)
        if position == 0:
            self._count(-self._bytes_read)
        return position

    def _count(self, size: int) -> None:
        self._bytes_read += size
        self._meter.read += size
