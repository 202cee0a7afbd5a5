"""What tables and lists of articles have in common: packed files, columns, and what is told.

The readers (:mod:`analysis.ingest.formats.delimited`, :mod:`analysis.ingest.formats.json_records`,
:mod:`analysis.ingest.formats.parquet`) stream their files. Each yields, for a record, its place in
the file
and its values by field, or what is wrong with it; a bad record does not stop the ones after it.
"""

import gzip
import zlib
from collections.abc import Collection, Iterator, Mapping
from typing import Any, BinaryIO

from analysis.ingest.inputs import Input
from analysis.ingest.issues import Issue
from analysis.ingest.limits import Limits
from analysis.ingest.records import FIELDS, field_of

Record = tuple[str, Mapping[str, Any]]

#: What reading a packed file raises that is damaged or too large.
GZIP_ERRORS = (gzip.BadGzipFile, EOFError, zlib.error)
#: A longer name of a column, or one of more words, is rather a value.
_LONGEST_NAME = 40
_MOST_WORDS = 6


def opened(given: Input, limits: Limits) -> BinaryIO:
    """Open a file, unpacked where its name says that it is packed."""
    stream = given.open()
    if not given.suffix.endswith(".gz"):
        return stream
    return _Unpacked(stream, limits)  # type: ignore[return-value]


class _Unpacked(gzip.GzipFile):
    """A packed file that is not unpacked beyond the limit."""

    def __init__(self, stream: BinaryIO, limits: Limits) -> None:
        super().__init__(fileobj=stream)
        self._limits = limits

    def read(self, size: int | None = -1) -> bytes:
        return self._counted(super().read(size))

    def read1(self, size: int = -1) -> bytes:
        return self._counted(super().read1(size))

    def readline(self, size: int | None = -1) -> bytes:
        return self._counted(super().readline(size))

    def _counted(self, data: bytes) -> bytes:
        if self.tell() > self._limits.archive_bytes:
            raise EOFError(
                f"it holds more than {self._limits.archive_mb:,.0f} MB; "
                "split it, or raise PARALLAX_MAX_ARCHIVE_MB"
            )
        return data


def broken_gzip(given: Input, error: Exception) -> Issue:
    """Return the message for a packed file that cannot be unpacked."""
    return Issue(
        given.name, f"It cannot be unpacked to its end: {said(error)}", "Pack the file again."
    )


def too_long(given: Input, where: str, limits: Limits) -> Issue:
    """Return the message for a line over the limit."""
    return Issue(
        f"{given.name}, {where}",
        f"The line is longer than {limits.file_mb:g} MB.",
        "Give one article a line, or raise PARALLAX_MAX_FILE_MB.",
    )


def missing(given: Input, field: str, columns: list[str], where: str = "") -> Issue:
    """Return the message for a table without a column that is needed."""
    shown = ", ".join(map(_shortened, columns[:20])) or "none"
    remedy = f"Name the column “{field}”"
    if field in FIELDS:
        remedy += f", or say which it is, on the page Corpus or with --column NAME={field}"
    if not where and any(map(_is_value, columns)):
        remedy += "; perhaps the line with the names of the columns is missing"
    if field == "text" and "url" in field_of(columns):
        remedy += ". Lists of addresses, as of Media Cloud or GDELT, hold no texts: load the pages"
    return Issue(
        f"{given.name}, {where}" if where else given.name,
        f"No column holds the {field}; its columns are: {shown}.",
        f"{remedy}.",
    )


def unmet(given: Input, columns: Collection[str]) -> Iterator[Issue]:
    """Yield a message for each column that was said to hold a field and is not there."""
    for name, field in given.columns.items():
        if field and name not in columns:
            yield Issue(
                given.name,
                f"It has no column “{_shortened(name)}”, which was said to hold its {field}.",
                "Check the name; small and capital letters count.",
                severity="warning",
            )


def repeated(given: Input, columns: list[str], fields: Mapping[str, list[str]]) -> Iterator[Issue]:
    """Yield a message for each column of use whose name several columns have."""
    for name in dict.fromkeys(name for group in fields.values() for name in group):
        if columns.count(name) > 1:
            yield Issue(
                given.name,
                f"{columns.count(name)} of its columns are named “{_shortened(name)}”; of each "
                "row the first of them that is filled is read.",
                "Name each column once.",
                severity="warning",
            )


def said(error: Exception) -> str:
    """Return what an error says, as one short sentence."""
    said = " ".join(str(error).split())[:200] or type(error).__name__
    return said if said.endswith(".") else f"{said}."


def _shortened(column: str) -> str:
    name = " ".join(column.split())
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"


def _is_value(column: str) -> bool:
    return len(column) > _LONGEST_NAME or len(column.split()) > _MOST_WORDS
