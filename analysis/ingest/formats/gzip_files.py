"""Tables compressed with gzip."""

import gzip
import zlib
from typing import BinaryIO

from analysis.ingest.issues import Issue
from analysis.ingest.limits import MAX_EXPANSION, MEGABYTE, Limits
from analysis.ingest.messages import error_sentence
from analysis.ingest.source_files import GZIP_ENDING, SourceFile

#: What reading a compressed file raises that is damaged or too large.
GZIP_ERRORS = (gzip.BadGzipFile, EOFError, zlib.error)


def open_maybe_gzip(source: SourceFile, limits: Limits) -> BinaryIO:
    """Open a file, decompressed if its name says that it is compressed."""
    stream = source.open()
    if not source.ending.endswith(GZIP_ENDING):
        return stream
    return _LimitedGzipFile(stream, limits.unpacked_bytes(source.size))  # type: ignore[return-value]


class _LimitedGzipFile(gzip.GzipFile):
    """A compressed file that is not decompressed beyond the limit."""

    def __init__(self, stream: BinaryIO, max_bytes: int) -> None:
        self._compressed = stream  # first: closing needs it even if the next line fails
        super().__init__(fileobj=stream)
        self._max_bytes = max_bytes

    def close(self) -> None:
        """Close the file and the compressed file beneath it, which ``GzipFile`` leaves open."""
        try:
            super().close()
        finally:
            self._compressed.close()

    def read(self, size: int | None = -1) -> bytes:
        return self._checked(super().read(size))

    def read1(self, size: int = -1) -> bytes:
        return self._checked(super().read1(size))

    def readline(self, size: int | None = -1) -> bytes:
        return self._checked(super().readline(size))

    def _checked(self, data: bytes) -> bytes:
        """Return data that was read, unless the file has exceeded the limit."""
        if self.tell() > self._max_bytes:
            raise EOFError(
                f"it holds more than {self._max_bytes / MEGABYTE:,.0f} MB (at most "
                f"{MAX_EXPANSION} times its size); unpack it, split it, or raise "
                "PARALLAX_MAX_ARCHIVE_MB"
            )
        return data


def gzip_issue(source: SourceFile, error: Exception) -> Issue:
    """Return the issue of a compressed file that cannot be decompressed."""
    return Issue(
        source.name,
        f"It cannot be unpacked to its end: {error_sentence(error)}",
        "Pack the file again.",
    )
