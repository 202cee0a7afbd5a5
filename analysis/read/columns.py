"""The columns of a table, with an example of each: what an analyst says the meaning of."""

import csv
import io
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from analysis.read.decode import NotText, decode, stream_encoding
from analysis.read.inputs import Finder, Input
from analysis.read.limits import Limits
from analysis.read.names import printable
from analysis.read.records import field_of
from analysis.read.tabular import delimiter_of, entries, flat, opened

_LOOKED_AT = 20
_EXAMPLE = 80
_ENDINGS = (
    *(
        f"{name}{packed}"
        for name in (".csv", ".tsv", ".jsonl", ".ndjson")
        for packed in ("", ".gz")
    ),
    ".json",
    ".parquet",
)


@dataclass(frozen=True)
class Column:
    """A column of a table: its name, the field it is taken for (empty: none), and a value."""

    name: str
    field: str
    example: str


@dataclass(frozen=True)
class Columns:
    """The columns of some tables, each name once, and the names of the tables without a text."""

    columns: tuple[Column, ...]
    without_text: tuple[str, ...]


def columns_of(paths: Iterable[Path], limits: Limits | None = None, tables: int = 20) -> Columns:
    """Return the columns of the tables that some files and folders hold.

    Args:
        paths: As :func:`analysis.read.read_paths` takes them.
        limits: What is too large; by default as the environment says.
        tables: Look into so many tables at most.

    Returns:
        Columns in the order they are met, where a field has several the best name first.
    """
    limits = limits or Limits.from_environment()
    found: dict[str, Column] = {}
    finder = Finder(_ENDINGS, lambda *_: iter(()), limits, {})
    given = (item for item in finder.inputs(paths) if isinstance(item, Input))
    without: list[str] = []
    for table in islice(given, tables):
        columns = _columns(table, limits)
        if columns and not any(column.field == "text" for column in columns):
            without.append(table.name)
        for column in columns:
            found.setdefault(column.name, column)
    return Columns(tuple(found.values()), tuple(without))


def _columns(given: Input, limits: Limits) -> list[Column]:
    try:
        records = [record for record in islice(_records(given, limits), _LOOKED_AT) if record]
    except (NotText, ValueError, RecursionError, OSError, EOFError, zlib.error, csv.Error):
        return []  # What is wrong with it is told when it is read.
    names = list(dict.fromkeys(name for record in records for name in record))
    known = {name: field for field, group in field_of(names).items() for name in group}
    return [
        Column(name, known.get(name, ""), _example(record.get(name) for record in records))
        for name in [*known, *(name for name in names if name not in known)]
    ]


def _records(given: Input, limits: Limits) -> Iterator[Mapping[str, Any]]:
    """Yield the first records of a table, by column."""
    ending = given.suffix.removesuffix(".gz")
    if ending == ".parquet":
        import pyarrow as pa
        import pyarrow.parquet as pq

        try:
            with given.open() as stream:
                table = pq.ParquetFile(stream)
                batch = next(table.iter_batches(batch_size=_LOOKED_AT), None)
                yield from batch.to_pylist() if batch else ()
        except pa.ArrowException as error:
            raise ValueError(str(error)) from error
    elif ending == ".json":
        if given.size <= limits.file_bytes:
            with given.open() as stream:
                found = entries(json.loads(decode(stream.read())), {})
            yield from (flat(entry, {}) for entry in found if isinstance(entry, dict))
    else:
        with opened(given, limits) as stream:
            if ending in (".csv", ".tsv"):
                encoding = stream_encoding(stream)
                lines = io.TextIOWrapper(stream, encoding=encoding, newline="")
                header = lines.readline(limits.file_bytes)
                lines.seek(0)
                kept = (line for line in iter(lambda: lines.readline(limits.file_bytes), ""))
                yield from csv.DictReader(kept, delimiter=delimiter_of(given, header))
            else:
                for line in iter(lambda: stream.readline(limits.file_bytes), b""):
                    entry = json.loads(line) if line.strip() else {}
                    yield flat(entry, {}) if isinstance(entry, dict) else {}


def _example(values: Iterable[object]) -> str:
    filled = (" ".join(printable(str(value)).split()) for value in values if value)
    text = next(filter(None, filled), "")
    return text if len(text) <= _EXAMPLE else text[: _EXAMPLE - 1] + "…"
