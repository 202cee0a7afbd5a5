"""Tables and lists of articles, read as a stream: CSV, JSON lines, JSON, Parquet.

Each reader yields, for a record, its place in the file and its values by field, or what is wrong
with it; a bad record does not stop the ones after it.
"""

import csv
import gzip
import io
import json
import zlib
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, TextIO

from analysis.read.article import Rejected
from analysis.read.decode import NotText, check_text, decode, stream_encoding
from analysis.read.inputs import Input
from analysis.read.limits import Limits
from analysis.read.records import field_of, values

Record = tuple[str, dict[str, Any]]

_DELIMITERS = ",;\t|"
_BATCH_ROWS = 64
_DEEPEST = 3
_GZIP_ERRORS = (gzip.BadGzipFile, EOFError, zlib.error)


def csv_rows(given: Input, limits: Limits, required: str = "text") -> Iterator[Record | Rejected]:
    """Yield the rows of a CSV or TSV file that has a column for the field ``required``."""
    csv.field_size_limit(limits.file_bytes)
    with opened(given, limits) as stream:
        try:
            lines = io.TextIOWrapper(stream, encoding=stream_encoding(stream), newline="")
            yield from _csv_rows(given, lines, limits, required)
        except (NotText, UnicodeError) as error:
            yield Rejected(given.name, _said(error), "Save it again as CSV in UTF-8.")
        except _GZIP_ERRORS as error:
            yield _broken_gzip(given, error)


def jsonl_rows(given: Input, limits: Limits) -> Iterator[Record | Rejected]:
    """Yield the objects of a file of JSON lines, one at a time."""
    with opened(given, limits) as stream:
        try:
            check_text(stream)
            for number, line in enumerate(_bounded(stream, limits.file_bytes), start=1):
                where = f"line {number}"
                if line is None:
                    yield _too_long(given, where, limits)
                elif line.strip(b" \t\r\n\xef\xbb\xbf"):
                    yield _json_row(given, where, line)
        except NotText as error:
            yield Rejected(given.name, _said(error), "Save it again as JSON lines in UTF-8.")
        except _GZIP_ERRORS as error:
            yield _broken_gzip(given, error)


def json_rows(given: Input, limits: Limits) -> Iterator[Record | Rejected]:
    """Yield the objects of a JSON file: of a list, or of an object that is one or holds one."""
    del limits  # A file that is read whole was measured before.
    with given.open() as stream:
        data = stream.read()
    try:
        found = json.loads(decode(data))
    except (ValueError, RecursionError) as error:
        yield Rejected(
            given.name,
            f"It is not JSON: {_said(error)}",
            "Save it as a list of objects; a file with one object a line is named .jsonl.",
        )
        return
    for number, entry in enumerate(entries(found, given.columns), start=1):
        yield _object_row(given, f"entry {number}", entry)


def parquet_rows(given: Input, limits: Limits) -> Iterator[Record | Rejected]:
    """Yield the rows of a Parquet file, read in batches and only in the columns of use."""
    del limits  # Arrow reads batch by batch.
    import pyarrow as pa
    import pyarrow.parquet as pq

    number = 0
    with given.open() as stream:
        try:
            table = pq.ParquetFile(stream)
            fields = field_of(table.schema_arrow.names, given.columns)
            if "text" not in fields:
                yield _missing(given, "text", table.schema_arrow.names)
                return
            columns = [column for group in fields.values() for column in group]
            for batch in table.iter_batches(batch_size=_BATCH_ROWS, columns=columns):
                for record in batch.to_pylist():
                    number += 1
                    yield f"row {number}", values(record, fields)
        except (pa.ArrowException, OSError, ValueError) as error:
            after = f" after row {number}" if number else ""
            yield Rejected(
                given.name,
                f"It cannot be read as Parquet{after}: {_said(error)}",
                "Write the file again.",
            )


def _csv_rows(
    given: Input, lines: TextIO, limits: Limits, required: str
) -> Iterator[Record | Rejected]:
    header = lines.readline(limits.file_bytes)
    lines.seek(0)
    delimiter = delimiter_of(given, header)
    reader = csv.reader(_bounded_text(lines, limits), delimiter=delimiter, strict=True)
    columns: list[str] = []
    fields: dict[str, list[str]] = {}
    while True:
        where = f"line {reader.line_num + 1}"
        try:
            row = next(reader)
        except StopIteration:
            break
        except (csv.Error, _TooLong) as error:
            yield Rejected(
                f"{given.name}, {where}",
                f"The row cannot be read: {_said(error)}",
                "Put texts in double quotes, and double the quotes inside them.",
            )
            if isinstance(error, _TooLong):
                break
            continue
        if not row:
            continue
        if not columns:
            columns = row
            fields = field_of(columns, given.columns)
            if required not in fields:
                yield _missing(given, required, columns)
                return
        elif len(row) != len(columns):
            yield Rejected(
                f"{given.name}, {where}",
                f"The row has {len(row)} fields, the header {len(columns)}.",
                "Put texts that hold the delimiter in double quotes.",
            )
        else:
            yield where, values(dict(zip(columns, row, strict=True)), fields)
    if not columns:
        yield Rejected(given.name, "It is empty.", "Give a header line and one article a row.")


def delimiter_of(given: Input, header: str) -> str:
    """Return what parts the columns of a CSV or TSV file, by its name and its first line."""
    if given.suffix.startswith(".tsv"):
        return "\t"
    return max(_DELIMITERS, key=lambda mark: _known(header, mark, given.columns))


def _known(header: str, delimiter: str, chosen: Mapping[str, str]) -> tuple[int, int]:
    """Return how many columns of a header are known, and how many there are, for a delimiter."""
    try:
        columns = next(csv.reader([header], delimiter=delimiter), [])
    except csv.Error:
        return 0, 0
    return len(field_of(columns, chosen)), len(columns)


def _json_row(given: Input, where: str, line: bytes) -> Record | Rejected:
    try:
        entry = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        return Rejected(
            f"{given.name}, {where}",
            f"The line is not JSON: {_said(error)}",
            "Write one object a line, in UTF-8.",
        )
    return _object_row(given, where, entry)


def _object_row(given: Input, where: str, entry: object) -> Record | Rejected:
    place = f"{given.name}, {where}"
    if not isinstance(entry, dict):
        return Rejected(place, "It is not an object.", 'Write an object: {"text": "…"}.')
    entry = flat(entry, given.columns)
    fields = field_of(list(entry), given.columns)
    if "text" not in fields:
        return _missing(given, "text", list(entry), where)
    return where, values(entry, fields)


def entries(found: object, columns: Mapping[str, str]) -> list[Any]:
    """Return the articles of a JSON file: a list, or the first in an object that is none itself.

    Interfaces wrap their list: {"articles": {"results": […]}}, {"response": {"docs": […]}}.
    """
    if isinstance(found, list):
        return found
    level: list[Any] = [found]
    for _ in range(_DEEPEST):
        objects = [entry for entry in level if isinstance(entry, dict)]
        if any("text" in field_of(list(flat(entry, columns)), columns) for entry in objects):
            break
        level = [value for entry in objects for value in entry.values()]
        if lists := [value for value in level if isinstance(value, list)]:
            return lists[0]
    return [found]


def flat(entry: dict[str, Any], columns: Mapping[str, str]) -> dict[str, Any]:
    """Return an object with what stands in an inner one, where only that has the text.

    So do the hits of search engines ({"_id": …, "_source": {…}}) and the fields of interfaces.
    """
    if "text" in field_of(list(entry), columns):
        return entry
    for name, inner in entry.items():
        if isinstance(inner, dict) and "text" in field_of(list(inner), columns):
            return {**{key: value for key, value in entry.items() if key != name}, **inner}
    return entry


def _missing(given: Input, field: str, columns: list[str], where: str = "") -> Rejected:
    """Return the message for a table without a column that is needed."""
    shown = ", ".join(str(column)[:40] for column in columns[:20]) or "none"
    links = field == "text" and "url" in field_of(columns)
    return Rejected(
        f"{given.name}, {where}" if where else given.name,
        f"No column holds the {field}; its columns are: {shown}.",
        f"Name the column “{field}”, or say which it is."
        + " Lists of addresses, as of Media Cloud or GDELT, hold no texts: load the pages." * links,
    )


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


def _broken_gzip(given: Input, error: Exception) -> Rejected:
    return Rejected(
        given.name, f"It cannot be unpacked to its end: {_said(error)}", "Pack the file again."
    )


def _too_long(given: Input, where: str, limits: Limits) -> Rejected:
    return Rejected(
        f"{given.name}, {where}",
        f"The line is longer than {limits.file_mb:g} MB.",
        "Give one article a line, or raise PARALLAX_MAX_FILE_MB.",
    )


class _TooLong(ValueError):
    """A line is longer than the limit."""


def _bounded(stream: BinaryIO, limit: int) -> Iterator[bytes | None]:
    """Yield the lines of a stream; None for a line over the limit, which is never held whole."""
    while line := stream.readline(limit + 1):
        if len(line) <= limit:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(limit + 1)
        yield None


def _bounded_text(lines: TextIO, limits: Limits) -> Iterator[str]:
    while line := lines.readline(limits.file_bytes + 1):
        if len(line) > limits.file_bytes:
            raise _TooLong(f"a line is longer than {limits.file_mb:g} MB")
        yield line


def _said(error: Exception) -> str:
    """Return what an error says, as one short sentence."""
    said = " ".join(str(error).split())[:200] or type(error).__name__
    return said if said.endswith(".") else f"{said}."
