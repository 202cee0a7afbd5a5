"""Issues that the readers of tables and lists have in common."""

from collections.abc import Collection, Iterator, Mapping

from analysis.ingest.issues import Issue
from analysis.ingest.limits import Limits
from analysis.ingest.record_fields import FIELDS, columns_by_field
from analysis.ingest.source_files import SourceFile

#: Most characters, and most words, of a name of a column; longer names are rather values, which
#: means that the table has no header (judgement).
_LONGEST_NAME = 40
_MOST_WORDS = 6
#: Columns that a message lists at most.
_MOST_COLUMNS = 20


def long_line_issue(source: SourceFile, where: str, limits: Limits) -> Issue:
    """Return the issue of a line that exceeds the limit."""
    return Issue(
        f"{source.name}, {where}",
        f"The line is longer than {limits.file_mb:g} MB.",
        "Give one article a line, or raise PARALLAX_MAX_FILE_MB.",
    )


def empty_rows_issue(source: SourceFile, limits: Limits) -> Issue:
    """Return the issue of a table that is left after a long run of rows without a new text."""
    return Issue(
        source.name,
        f"More than {limits.empty_rows:,} rows in a row hold no new text; the rest is not read.",
        "Check which column holds the text, delete empty rows, or raise PARALLAX_MAX_EMPTY_ROWS.",
    )


def missing_field_issue(
    source: SourceFile, field: str, columns: Collection[str], where: str = ""
) -> Issue:
    """Return the issue of a table, or a record in it, that has no column for a required field."""
    column_list = ", ".join(map(_shortened, list(columns)[:_MOST_COLUMNS])) or "none"
    remedy = f"Name the column “{field}”"
    if field in FIELDS:
        remedy += f", or say which it is, on the page Corpus or with --column NAME={field}"
    if not where and any(map(_is_too_long_for_name, columns)):
        remedy += "; perhaps the line with the names of the columns is missing"
    if field == "text" and "url" in columns_by_field(columns):
        remedy += ". Lists of addresses, as of Media Cloud or GDELT, hold no texts: load the pages"
    return Issue(
        f"{source.name}, {where}" if where else source.name,
        f"No column holds the {field}; its columns are: {column_list}.",
        f"{remedy}.",
    )


def missing_columns_issues(source: SourceFile, columns: Collection[str]) -> Iterator[Issue]:
    """Yield a warning for each column that the user assigned to a field and that is missing."""
    for name, field in source.column_fields.items():
        if field and name not in columns:
            yield Issue(
                source.name,
                f"It has no column “{_shortened(name)}”, which was said to hold its {field}.",
                "Check the name; small and capital letters count.",
                severity="warning",
            )


def repeated_columns_issues(
    source: SourceFile, columns: list[str], fields: Mapping[str, list[str]]
) -> Iterator[Issue]:
    """Yield a warning for each column that is read and whose name occurs several times."""
    for name in dict.fromkeys(name for group in fields.values() for name in group):
        if columns.count(name) > 1:
            yield Issue(
                source.name,
                f"{columns.count(name)} of its columns are named “{_shortened(name)}”; of each "
                "row the first of them that is filled is read.",
                "Name each column once.",
                severity="warning",
            )


def _shortened(column: str) -> str:
    name = " ".join(column.split())
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"


def _is_too_long_for_name(column: str) -> bool:
    return len(column) > _LONGEST_NAME or len(column.split()) > _MOST_WORDS
