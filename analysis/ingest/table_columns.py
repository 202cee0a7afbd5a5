"""The columns of a table, with an example of each: what an analyst says the meaning of."""

import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from analysis.ingest.formats.delimited import by_column, table_rows
from analysis.ingest.formats.json_records import file_entries, flat, line_entries
from analysis.ingest.formats.parquet import first_rows
from analysis.ingest.inputs import Finder, Input
from analysis.ingest.issues import Issue
from analysis.ingest.limits import Limits
from analysis.ingest.printable_names import printable
from analysis.ingest.records import field_of

_LOG = logging.getLogger(__name__)
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
        paths: As :func:`analysis.ingest.read_paths` takes them.
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
    examples: dict[str, str] = {}
    try:
        for record in islice(_records(given, limits), _LOOKED_AT):
            for name, value in record.items():
                examples[name] = examples.get(name) or _example(value)
    except OSError:
        pass  # What is wrong with it is told when it is read.
    except Exception:  # No table may keep the page from the others.
        _LOG.exception("The columns of %s cannot be read.", given.name)
    known = {name: field for field, group in field_of(list(examples)).items() for name in group}
    return [
        Column(name, known.get(name, ""), examples[name])
        for name in [*known, *(name for name in examples if name not in known)]
    ]


def _records(given: Input, limits: Limits) -> Iterator[Mapping[str, Any]]:
    """Yield the first records of a table, by column."""
    ending = given.suffix.removesuffix(".gz")
    if ending == ".parquet":
        yield from first_rows(given, limits)
    elif ending in (".csv", ".tsv"):
        yield from _rows(given, limits)
    elif ending != ".json" or given.size <= limits.file_bytes:
        found = file_entries if ending == ".json" else line_entries
        for item in found(given, limits):
            if not isinstance(item, Issue) and isinstance(item[1], dict):
                yield flat(item[1], {})


def _rows(given: Input, limits: Limits) -> Iterator[Mapping[str, str]]:
    rows = (row for row in table_rows(given, limits) if not isinstance(row, Issue))
    _, columns = next(rows, (0, []))
    yield dict.fromkeys(columns, "")
    yield from (by_column(columns, cells) for _, cells in rows)


def _example(value: object) -> str:
    if not value:
        return ""
    text = " ".join(printable(str(value)[: 10 * _EXAMPLE]).split())
    return text if len(text) <= _EXAMPLE else text[: _EXAMPLE - 1] + "…"
