"""Tables as Excel workbooks (.xlsx)."""

import shutil
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any

import pyarrow as pa

if TYPE_CHECKING:
    from xlsxwriter.workbook import Worksheet

#: The most rows of a sheet and characters of a cell (Excel's specifications and limits).
MAX_ROWS, MAX_CHARACTERS = 1_048_576, 32_767
#: Bytes of a unit of UTF-16.
_UNIT = 2
#: The last character of a text that is cut.
_ELLIPSIS = "…"
#: Width of columns of texts and of others, in characters, and the longest name of a sheet.
_TEXT_WIDTH, _WIDTH, _LONGEST_NAME = 40, 12, 31


def write_sheets(path: Path, sheets: Iterable[tuple[str, pa.RecordBatchReader]]) -> None:
    """Write a workbook of one sheet for each table.

    Cells are numbers, dates and texts; no text is a formula or a link. Rows beyond what a sheet
    holds continue on another, "quotes (2)". A text longer than a cell holds is cut and ends
    with "…".

    Args:
        path: The file.
        sheets: Name and rows of each table.

    Raises:
        OSError: The file could not be written.
    """
    import xlsxwriter  # pages start without it

    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
        "nan_inf_to_errors": True,
        "default_date_format": "yyyy-mm-dd",
    }
    # Packed elsewhere first: on a full disk the library's archive cannot even be closed.
    with TemporaryFile() as packed:
        try:
            with xlsxwriter.Workbook(packed, options) as workbook:
                workbook.use_zip64()
                for name, rows in sheets:
                    _write_table(workbook.add_worksheet, name, rows)
        except xlsxwriter.exceptions.FileCreateError as error:
            raise OSError(f"{path} could not be written: {error}") from error
        packed.seek(0)
        with path.open("wb") as file:
            shutil.copyfileobj(packed, file)


def _write_table(
    add_sheet: Callable[[str], "Worksheet"], name: str, batches: pa.RecordBatchReader
) -> None:
    n_sheets, row = 1, 1
    sheet = _add_sheet(add_sheet, name, batches.schema)
    for batch in batches:
        for cells in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            if row >= MAX_ROWS:
                n_sheets, row = n_sheets + 1, 1
                sheet = _add_sheet(add_sheet, _name_sheet(name, n_sheets), batches.schema)
            for column, value in enumerate(cells):
                _write_cell(sheet, row, column, value)
            row += 1


def _name_sheet(name: str, number: int) -> str:
    suffix = f" ({number})"
    return name[: _LONGEST_NAME - len(suffix)] + suffix


def _add_sheet(
    add_sheet: Callable[[str], "Worksheet"], name: str, schema: pa.Schema
) -> "Worksheet":
    """Return a new sheet with the names of the columns in its first row, which stays in view."""
    sheet = add_sheet(name)
    sheet.freeze_panes(1, 0)
    for column, kind in enumerate(schema):
        sheet.set_column(column, column, _TEXT_WIDTH if kind.name == "text" else _WIDTH)
        sheet.write_string(0, column, kind.name)
    return sheet


def _write_cell(sheet: "Worksheet", row: int, column: int, value: Any) -> None:  # noqa: ANN401 - any cell
    if value is None:
        return
    if isinstance(value, str):
        sheet.write_string(row, column, _truncate(value))
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value)
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    else:
        sheet.write_number(row, column, value)


def _truncate(text: str) -> str:
    """Return a text as a cell holds it; Excel counts characters as UTF-16 does."""
    units = text.encode("utf-16-le", "surrogatepass")
    if len(units) <= _UNIT * MAX_CHARACTERS:
        return text
    return units[: _UNIT * (MAX_CHARACTERS - 1)].decode("utf-16-le", "ignore") + _ELLIPSIS
