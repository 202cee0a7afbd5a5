"""Delimited tables: CSV and TSV, one article a row."""

from collections.abc import Iterator, Mapping

from analysis.ingest.formats.delimited_rows import read_rows
from analysis.ingest.formats.table_issues import (
    missing_columns_issues,
    missing_field_issue,
    repeated_columns_issues,
)
from analysis.ingest.issues import Issue
from analysis.ingest.limits import Limits
from analysis.ingest.record_fields import columns_by_field, values_by_field
from analysis.ingest.record_markup import strip_markup
from analysis.ingest.records import Record
from analysis.ingest.source_files import SourceFile


def read_csv_records(
    source: SourceFile, limits: Limits, required_field: str = "text"
) -> Iterator[Record | Issue]:
    """Yield the rows of a CSV or TSV file that has a column for the required field."""
    columns: list[str] = []
    fields: Mapping[str, list[str]] = {}
    is_empty = True
    for row in read_rows(source, limits):
        is_empty = False
        if isinstance(row, Issue):
            yield row
        elif not columns:
            columns = row.cells
            fields = columns_by_field(dict.fromkeys(columns), source.column_fields)
            yield from missing_columns_issues(source, columns)
            if required_field not in fields:
                yield missing_field_issue(source, required_field, columns)
                return
            yield from repeated_columns_issues(source, columns, fields)
        elif len(row.cells) != len(columns):
            yield Issue(
                f"{source.name}, line {row.line}",
                f"The row has {len(row.cells)} fields, the header {len(columns)}.",
                "Put texts that hold the delimiter in double quotes.",
            )
        else:
            values = values_by_field(_cells_by_column(columns, row.cells), fields)
            yield from strip_markup(source, f"line {row.line}", values)
    if is_empty:
        yield Issue(source.name, "It is empty.", "Give a header line and one article a row.")


def preview_csv(source: SourceFile, limits: Limits) -> Iterator[Mapping[str, str]]:
    """Yield a record with empty values, then the rows of a CSV or TSV file, by column."""
    columns: list[str] | None = None
    for row in read_rows(source, limits):
        if isinstance(row, Issue):
            continue
        if columns is None:
            columns = row.cells
            yield dict.fromkeys(columns, "")
        else:
            yield _cells_by_column(columns, row.cells)


def _cells_by_column(columns: list[str], cells: list[str]) -> dict[str, str]:
    """Return the cells of a row by column; a cell without a column is left out.

    If several columns have the same name, the first that is filled counts.
    """
    values: dict[str, str] = {}
    for column, cell in zip(columns, cells, strict=False):
        if not values.get(column):
            values[column] = cell
    return values
