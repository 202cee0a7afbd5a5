"""Write the tables of a catalogue to Parquet, CSV or JSON Lines files."""

import re
from pathlib import Path
from typing import Literal, get_args

import duckdb
import pyarrow as pa

from analysis import tables
from analysis.store.atomic_files import replacing
from analysis.store.catalogue import Catalogue, is_damage

Format = Literal["parquet", "csv", "jsonl"]
FORMATS: tuple[Format, ...] = get_args(Format)

#: First characters of a text that make a spreadsheet run it as a formula.
FORMULA = "=+-@|＝＋－＠\t\r\n"

_OPTIONS = {
    "parquet": "FORMAT parquet, COMPRESSION zstd",
    "csv": "FORMAT csv, HEADER",
    "jsonl": "FORMAT json",
}


def export(catalogue: Catalogue, folder: Path, file_format: Format = "parquet") -> list[Path]:
    """Write each table of :data:`analysis.tables.CATALOGUE` to ``<folder>/<table>.<file_format>``.

    Parquet and JSON Lines hold the tables exactly, so offsets apply to the exported
    ``articles.text``. JSON Lines has one object per row; dates are YYYY-MM-DD, or null if unknown.
    CSV is for spreadsheets: a text that would run as a formula (it begins with ``=``, ``+``, ``-``,
    ``@``, their wide forms, ``|``, a tab or a line end) is prefixed with an apostrophe, and lists
    are written as JSON.

    Args:
        catalogue: The catalogue.
        folder: The folder of the files, created if missing. A file of the same name is replaced in
            one step.
        file_format: One of :data:`FORMATS`.

    Returns:
        The files, in the order of the tables.

    Raises:
        DamagedCatalogueError: The catalogue is damaged and has been removed.
        OSError: A file could not be written completely, as on a full disk.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    # The connection of the catalogue is not allowed to write files.
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH {_literal(catalogue.path)} AS catalogue (READ_ONLY)")
        for table in tables.CATALOGUE.values():
            path = folder / f"{table.name}.{file_format}"
            columns = ", ".join(_column(column, file_format) for column in table.columns)
            rows = f'SELECT {columns} FROM catalogue."{table.name}"'
            with replacing(path) as temporary:
                target = _literal(temporary)
                try:
                    connection.execute(f"COPY ({rows}) TO {target} ({_OPTIONS[file_format]})")
                except duckdb.Error as error:
                    if not is_damage(error):
                        raise
                    catalogue.check()
                    line = str(error).partition("\n")[0]
                    raise OSError(
                        f"{path} could not be written. Free room on the disk and export again. "
                        f"({line})"
                    ) from error
            written.append(path)
    return written


def _column(column: tables.Column, file_format: Format) -> str:
    name = f'"{column.name}"'
    if file_format != "csv":
        return name
    if pa.types.is_list(column.type):
        return f"to_json({name}) AS {name}"
    if pa.types.is_string(column.type):
        return rf"regexp_replace({name}, '^([{re.escape(FORMULA)}])', '''\1') AS {name}"
    return name


def _literal(path: Path) -> str:
    """Quote a path for a statement that takes no parameters."""
    return "'" + str(path).replace("'", "''") + "'"
