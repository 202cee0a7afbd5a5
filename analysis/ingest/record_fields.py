"""The fields of an article, and the names that columns of tables use for them."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from analysis.ingest.record_values import is_filled
from analysis.word_lists import read_rows

#: The fields of an article that a record can provide. A sidecar table also has the field ``file``.
FIELDS = ("id", "outlet", "title", "byline", "published", "url", "text", "credit")

#: Columns that count only where no other one has their field: a database notes in them when it made
#: a row, which may be long after the article was published.
_LAST_RESORTS = frozenset({"createdat"})


def columns_by_field(
    columns: Iterable[str], column_fields: Mapping[str, str] | None = None
) -> dict[str, list[str]]:
    """Return the columns of each field that has any, the preferred name first.

    Args:
        columns: The names of the columns.
        column_fields: The fields that the user chose for columns, whatever their names mean; empty
            for a column that is ignored.
    """
    ranks, column_fields = _ranks(), column_fields or {}
    columns = list(columns)
    fields: dict[str, list[str]] = {}
    for column in columns:
        if field := column_fields.get(column):
            fields.setdefault(field, []).append(column)
    recognized = [
        (column, *ranks[key])
        for column in columns
        if column not in column_fields and (key := _normalized(column)) in ranks
    ]
    for column, field, _ in sorted(recognized, key=lambda entry: entry[2]):
        if not (field in fields and _normalized(column) in _LAST_RESORTS):
            fields.setdefault(field, []).append(column)
    return fields


def values_by_field(record: Mapping[str, Any], fields: Mapping[str, list[str]]) -> dict[str, Any]:
    """Return the values of a record by field.

    If a field has several columns, the first that is filled counts.

    Args:
        record: The values by column.
        fields: The columns by field, as :func:`columns_by_field` returns them.
    """
    values: dict[str, Any] = {}
    for field, columns in fields.items():
        filled = (record[column] for column in columns if is_filled(record.get(column)))
        values[field] = next(filled, None)
    return values


def _normalized(column: str) -> str:
    """Return the name of a column without case, spaces and punctuation."""
    return "".join(filter(str.isalnum, column.casefold()))


@cache
def _ranks() -> dict[str, tuple[str, int]]:
    """Return the field of each known column name, and the rank of the name in preference."""
    rows = read_rows("ingest", "columns.tsv")
    return {row["name"]: (row["field"], rank) for rank, row in enumerate(rows)}
