"""Writing the tables of a catalogue to files: Parquet, CSV or JSON lines."""

import re
from pathlib import Path
from typing import Literal, get_args

import duckdb
import pyarrow as pa

from analysis import tables
from analysis.store.atomic_files import replacing
from analysis.store.catalogue import Catalogue

Format = Literal["parquet", "csv", "jsonl"]
FORMATS: tuple[Format, ...] = get_args(Format)

#: What a text may begin with that a spreadsheet runs as a formula.
FORMULA = "=+-@|＝＋－＠\t\r\n"

_OPTIONS = {
    "parquet": "FORMAT parquet, COMPRESSION zstd",
    "csv": "FORMAT csv, HEADER",
    "jsonl": "FORMAT json",
}


def export(catalogue: Catalogue, folder: Path, file_format: Format = "parquet") -> list[Path]:
    """Write each table of :data:`analysis.tables.CATALOGUE` to ``<folder>/<table>.<file_format>``.

    Parquet and JSON lines hold the tables exactly: offsets count in ``articles.text`` as
    exported. JSON lines are one object a row, dates as YYYY-MM-DD, null when not known. CSV is for
    spreadsheets: a text that one would run as a formula (it begins with ``=``, ``+``, ``-``,
    ``@``, their wide forms, ``|``, a tab or a line end) gets an apostrophe in front, and a list is
    written as JSON.

    Args:
        catalogue: Where the tables are.
        folder: Where to; made when it is missing. A file of the same name is replaced in one step.
        file_format: One of :data:`FORMATS`.

    Returns:
        The files, in the order of the tables.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    # The catalogue's own connection may not write files.
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH {_literal(catalogue.path)} AS catalogue (READ_ONLY)")
        for table in tables.CATALOGUE.values():
            path = folder / f"{table.name}.{file_format}"
            columns = ", ".join(_column(column, file_format) for column in table.columns)
            rows = f'SELECT {columns} FROM catalogue."{table.name}"'
            with replacing(path) as temporary:
                target = _literal(temporary)
                connection.execute(f"COPY ({rows}) TO {target} ({_OPTIONS[file_format]})")
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
