"""The columns of tables, with an example of each, for users to say what they mean."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from analysis.ingest.formats.registry import FORMAT_BY_ENDING
from analysis.ingest.limits import Limits
from analysis.ingest.printable_names import printable
from analysis.ingest.record_fields import columns_by_field
from analysis.ingest.source_files import SourceFile
from analysis.ingest.source_finder import SourceFinder

_LOG = logging.getLogger(__name__)
#: Records of a table from which its columns and examples are taken (judgement).
_PREVIEW_RECORDS = 20
#: Longest example, in characters.
_LONGEST_EXAMPLE = 80
#: Characters of a value of which an example is made: the rest would be cut off.
_EXAMPLE_SOURCE = 10 * _LONGEST_EXAMPLE
_TABLE_ENDINGS = [ending for ending, entry in FORMAT_BY_ENDING.items() if entry.is_table]


@dataclass(frozen=True)
class TableColumn:
    """A column of a table: its name, the field that its name means (empty: none), an example."""

    name: str
    field: str
    example: str


@dataclass(frozen=True)
class TableColumns:
    """The columns of some tables, each name once, and the names of the tables without a text."""

    columns: tuple[TableColumn, ...]
    without_text: tuple[str, ...]


def list_table_columns(
    paths: Iterable[Path], limits: Limits | None = None, most_tables: int = 20
) -> TableColumns:
    """Return the columns of the tables that files and folders contain.

    Args:
        paths: As for :func:`analysis.ingest.read_paths`.
        limits: The size limits; by default those of the environment.
        most_tables: The number of tables that are read at most.

    Returns:
        The columns in the order in which they occur; if a field has several, the preferred name
        comes first.
    """
    limits = limits or Limits.from_environment()
    columns_by_name: dict[str, TableColumn] = {}
    without_text: list[str] = []
    finder = SourceFinder(_TABLE_ENDINGS, limits, use_sidecars=False)
    tables = (item for item in finder.find(paths) if isinstance(item, SourceFile))
    for table in islice(tables, most_tables):
        columns = _read_columns(table, limits)
        if columns and not any(column.field == "text" for column in columns):
            without_text.append(table.name)
        for column in columns:
            columns_by_name.setdefault(column.name, column)
    return TableColumns(tuple(columns_by_name.values()), tuple(without_text))


def _read_columns(source: SourceFile, limits: Limits) -> list[TableColumn]:
    """Return the columns of a table, those of known fields first."""
    examples = _read_examples(source, limits)
    fields = {name: field for field, names in columns_by_field(examples).items() for name in names}
    names = [*fields, *(name for name in examples if name not in fields)]
    return [TableColumn(name, fields.get(name, ""), examples[name]) for name in names]


def _read_examples(source: SourceFile, limits: Limits) -> dict[str, str]:
    """Return an example by column; empty if the first records have none."""
    examples: dict[str, str] = {}
    file_format = FORMAT_BY_ENDING.get(source.ending)
    if file_format is None or file_format.preview is None:
        return examples
    if not file_format.is_streamed and source.size > limits.file_bytes:
        return examples
    try:
        for record in islice(file_format.preview(source, limits), _PREVIEW_RECORDS):
            for name, value in record.items():
                examples[name] = examples.get(name) or _example(value)
    except OSError:
        pass  # The problem is reported when the table is read.
    except Exception:  # noqa: BLE001 - no table may keep the page from showing the others
        _LOG.exception("The columns of %s cannot be read.", source.name)
    return examples


def _example(value: object) -> str:
    """Return a value on one line, shortened."""
    if not value:
        return ""
    text = " ".join(printable(str(value)[:_EXAMPLE_SOURCE]).split())
    return text if len(text) <= _LONGEST_EXAMPLE else text[: _LONGEST_EXAMPLE - 1] + "…"
