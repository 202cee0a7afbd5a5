"""Spreadsheets (.xlsx, .xls): tables with one article a row, on one sheet or on several."""

import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, NamedTuple

from analysis.ingest.formats.office_files import (
    OLE_SIGNATURE,
    explain_error,
    is_encrypted,
    office_issue,
    unpacked_bytes,
)
from analysis.ingest.formats.table_issues import (
    missing_columns_issues,
    missing_field_issue,
    repeated_columns_issues,
)
from analysis.ingest.formats.xlsx_rows import WORKBOOK_ERRORS, NumberedRow, StreamedWorkbook
from analysis.ingest.issues import Issue
from analysis.ingest.limits import MEGABYTE, Limits
from analysis.ingest.record_fields import columns_by_field, values_by_field
from analysis.ingest.record_markup import strip_markup
from analysis.ingest.records import Record
from analysis.ingest.source_files import SourceFile

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

#: Unpacked size up to which the library reads a workbook: it holds a sheet in memory, which takes
#: up to twice as much. The rows of larger ones are read one after another.
_MOST_HELD = 100 * MEGABYTE
#: Largest unpacked size of a workbook: time and room on the disk, not memory, limit it. It is twice
#: that of a file of 200 MB (judgement).
_MOST_UNPACKED = 1000 * MEGABYTE
#: Largest spreadsheet of the older format, which is not compressed.
_MOST_OLD = 100 * MEGABYTE
#: Rows at the top of a sheet in which the names of the columns are searched; titles and notes can
#: be above them (judgement).
_HEADER_ROWS = 15
#: The longest text that a cell holds; longer ones were cut off when the sheet was written
#: (Microsoft, "Excel specifications and limits").
_LONGEST_CELL = 32_767


class _Sheet(NamedTuple):
    """A sheet: its name, and what yields those of its rows that are not empty."""

    name: str
    read_rows: Callable[[], Iterator[NumberedRow]]


class _Table(NamedTuple):
    """The table of a sheet: its place, the names of its columns, and the rows below them."""

    sheet: str
    columns: list[str]
    rows: Iterator[NumberedRow]

    def place(self, row: int) -> str:
        """Return the place of a row for messages."""
        return f"{self.sheet}row {row}"


def read_spreadsheet_records(source: SourceFile, limits: Limits) -> Iterator[Record | Issue]:
    """Yield the rows of all sheets that have a column with texts."""
    with _open_sheets(source, limits) as sheets:
        if isinstance(sheets, Issue):
            yield sheets
            return
        try:
            yield from _read_sheets(source, sheets)
        except WORKBOOK_ERRORS as error:
            yield Issue(
                source.name,
                f"Its rows cannot be read to the end: {explain_error(error)}.",
                "Open it in its program and save it again as .xlsx or .csv.",
            )


def _read_sheets(source: SourceFile, sheets: list[_Sheet]) -> Iterator[Record | Issue]:
    without_text: list[_Table] = []
    has_text = False
    all_columns: list[str] = []
    for table in _tables(sheets, source.column_fields):
        all_columns += table.columns
        fields = columns_by_field(dict.fromkeys(table.columns), source.column_fields)
        if "text" not in fields:
            without_text.append(table)
            continue
        has_text = True
        yield from repeated_columns_issues(source, table.columns, fields)
        yield from _read_rows(source, table, fields)
    yield from missing_columns_issues(source, all_columns)
    for table in without_text:
        where = table.sheet.rstrip(", ")
        issue = missing_field_issue(source, "text", table.columns, where)
        yield Issue(issue.source, issue.problem, issue.remedy, _severity(is_other=has_text))


def preview_spreadsheet(source: SourceFile, limits: Limits) -> Iterator[Mapping[str, Any]]:
    """Yield, for each sheet, a record with empty values, then its rows, by column."""
    with _open_sheets(source, limits) as sheets, suppress(*WORKBOOK_ERRORS):
        if isinstance(sheets, Issue):
            return
        for table in _tables(sheets, source.column_fields):
            yield dict.fromkeys(table.columns, "")
            for _, row in table.rows:
                yield _cells_by_column(table.columns, row)


def _severity(*, is_other: bool) -> Any:  # noqa: ANN401 - one of the two literals of Issue
    return "warning" if is_other else "skipped"


def _read_rows(
    source: SourceFile, table: _Table, fields: Mapping[str, list[str]]
) -> Iterator[Record | Issue]:
    for number, row in table.rows:
        cells = _cells_by_column(table.columns, row)
        if not any(value not in ("", None) for value in cells.values()):
            continue
        values = values_by_field(cells, fields)
        text = values.get("text")
        if isinstance(text, str) and len(text) >= _LONGEST_CELL:
            yield Issue(
                f"{source.name}, {table.place(number)}",
                f"Its text has {len(text):,} characters, the most that a cell holds: it was "
                "probably cut off there.",
                "Load it as .csv or .jsonl from where the sheet was made.",
                severity="warning",
            )
        yield from strip_markup(source, table.place(number), values)


def _cells_by_column(columns: list[str], row: list[Any]) -> dict[str, Any]:
    """Return the cells of a row by column; of columns with one name the first filled one."""
    cells: dict[str, Any] = {}
    for column, cell in zip(columns, row, strict=False):
        if column and cells.get(column) in ("", None):
            is_whole = isinstance(cell, float) and cell.is_integer()
            cells[column] = int(cell) if is_whole else cell
    return cells


def _tables(sheets: list[_Sheet], column_fields: Mapping[str, str]) -> Iterator[_Table]:
    """Yield the tables of the sheets that are not empty."""
    for sheet in sheets:
        rows = sheet.read_rows()
        if top := list(islice(rows, _HEADER_ROWS)):
            prefix = f"sheet “{sheet.name}”, " if len(sheets) > 1 else ""
            yield _locate_table(top, rows, prefix, column_fields)


def _locate_table(
    top: list[NumberedRow],
    rows: Iterator[NumberedRow],
    prefix: str,
    column_fields: Mapping[str, str],
) -> _Table:
    """Find the row with the names of the columns: the first that names a text, else the widest.

    Args:
        top: The first rows of a sheet.
        rows: The others.
        prefix: The name of the sheet for messages.
        column_fields: The fields that the user chose for columns.
    """
    names = [_names(row) for _, row in top]
    header = next(
        (
            index
            for index, row in enumerate(names)
            if "text" in columns_by_field(row, column_fields)
        ),
        _widest_row(names),
    )
    return _Table(prefix, names[header], chain(top[header + 1 :], rows))


def _widest_row(rows: list[list[str]]) -> int:
    """Return the index of the first row with the most filled cells: titles have one."""
    widths = [sum(map(bool, row)) for row in rows]
    return widths.index(max(widths))


def _names(row: list[Any]) -> list[str]:
    return [" ".join(str(cell).split()) for cell in row]


@contextmanager
def _open_sheets(source: SourceFile, limits: Limits) -> Iterator[list[_Sheet] | Issue]:
    """Open a spreadsheet from a temporary copy: read from a stream, it would be held in memory.

    The library goes by the ending of the name, so the copy has the one that fits the contents.
    """
    with source.open() as stream:
        ending = ".xls" if stream.read(len(OLE_SIGNATURE)) == OLE_SIGNATURE else ".xlsx"
    with tempfile.NamedTemporaryFile(suffix=ending) as copy:
        with source.open() as stream:
            shutil.copyfileobj(stream, copy)
        copy.flush()
        copy.seek(0)
        issue = _spreadsheet_issue(source, copy, limits)
        if issue:
            yield issue
        elif _is_large(copy):
            with _open_large(source, copy) as sheets:
                yield sheets
        else:
            yield _open_small(source, copy.name)


def _is_large(copy: Any) -> bool:  # noqa: ANN401 - a temporary file
    """Return whether a file is a workbook that is too large for the library."""
    copy.seek(0)
    is_old = copy.read(len(OLE_SIGNATURE)) == OLE_SIGNATURE
    copy.seek(0)
    return not is_old and unpacked_bytes(copy) > _MOST_HELD


@contextmanager
def _open_large(source: SourceFile, copy: Any) -> Iterator[list[_Sheet] | Issue]:  # noqa: ANN401 - a temporary file
    """Open a workbook whose rows are read one after another."""
    with ExitStack() as stack:
        try:
            workbook = stack.enter_context(StreamedWorkbook(copy))
        except WORKBOOK_ERRORS as error:
            yield _unreadable(source, error)
            return
        yield [
            _Sheet(name, partial(workbook.read_rows, index))
            for index, name in enumerate(workbook.sheet_names)
        ]


def _open_small(source: SourceFile, path: str) -> list[_Sheet] | Issue:
    """Open a workbook whose sheets the library reads whole."""
    from python_calamine import CalamineWorkbook

    try:
        workbook = CalamineWorkbook.from_path(path)
    except Exception as error:  # noqa: BLE001 - a hostile file can break the parser in any way
        return _unreadable(source, error)
    return [
        _Sheet(name, partial(_read_whole_sheet, workbook, index))
        for index, name in enumerate(workbook.sheet_names)
    ]


def _read_whole_sheet(workbook: "CalamineWorkbook", index: int) -> Iterator[NumberedRow]:
    """Yield the rows of a sheet that are not empty."""
    rows = enumerate(workbook.get_sheet_by_index(index).iter_rows(), start=1)
    return ((number, row) for number, row in rows if any(cell != "" for cell in row))


def _unreadable(source: SourceFile, error: Exception) -> Issue:
    return Issue(
        source.name,
        f"It cannot be read as a spreadsheet: {explain_error(error)}.",
        "Open it in its program and save it again as .xlsx or .csv.",
    )


def _spreadsheet_issue(source: SourceFile, copy: Any, limits: Limits) -> Issue | None:  # noqa: ANN401 - a temporary file
    """Return what keeps a spreadsheet from being opened; None if nothing does."""
    start = copy.read(len(OLE_SIGNATURE))
    copy.seek(0)
    if start != OLE_SIGNATURE:
        return office_issue(
            source,
            copy,
            limits,
            kind="spreadsheet",
            own_ending=".xlsx",
            most_bytes=_MOST_UNPACKED,
        )
    if source.size > _MOST_OLD:
        return Issue(
            source.name,
            f"It has {source.size / MEGABYTE:,.0f} MB, which is more than is read of an .xls.",
            "Save it as .xlsx or .csv.",
        )
    if is_encrypted(copy.read()):
        return Issue(
            source.name,
            "It is locked with a password.",
            "Save a copy without a password, or as .csv.",
        )
    return None
