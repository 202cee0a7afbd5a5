"""Write the tables of a catalogue to Parquet, CSV or JSON Lines files."""

import re
from pathlib import Path
from typing import Literal, get_args

import duckdb
import pyarrow as pa

from analysis import tables
from analysis.store.atomic_files import replacing
from analysis.store.catalogue import Catalogue, is_damage

#: Maximum number of articles of a story that is compared: the work grows with their pairs.
MAX_ARTICLES = 100

Format = Literal["parquet", "csv", "jsonl"]
FORMATS: tuple[Format, ...] = get_args(Format)

#: First characters of a text that make a spreadsheet run it as a formula.
FORMULA = "=+-@|＝＋－＠\t\r\n"

_OPTIONS = {
    "parquet": "FORMAT parquet, COMPRESSION zstd",
    "csv": "FORMAT csv, HEADER",
    "jsonl": "FORMAT json",
}


def export(
    catalogue: Catalogue,
    folder: Path,
    file_format: Format = "parquet",
    max_articles: int = MAX_ARTICLES,
) -> list[Path]:
    """Write each table to ``<folder>/<table>.<file_format>``.

    The tables are those of :data:`analysis.tables.CATALOGUE`, and the comparisons of
    :data:`analysis.tables.COMPARISONS`, which are computed here.

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
        max_articles: Maximum number of articles of a story that is compared.

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
        _compare_stories(catalogue, connection, max_articles)
        sources = {name: f'catalogue."{name}"' for name in tables.CATALOGUE}
        sources |= {name: f'"{name}"' for name in tables.COMPARISONS}
        for name, table in (tables.CATALOGUE | tables.COMPARISONS).items():
            path = folder / f"{name}.{file_format}"
            columns = ", ".join(_column(column, file_format) for column in table.columns)
            rows = f"SELECT {columns} FROM {sources[name]}"
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


def _compare_stories(
    catalogue: Catalogue, connection: duckdb.DuckDBPyConnection, max_articles: int
) -> None:
    """Create the tables of comparisons in a connection, story by story."""
    # Comparing loads SciPy, which pages that only write a table do without.
    from analysis.corpus.comparisons import list_differing_figures, list_passages

    for name, table in tables.COMPARISONS.items():
        connection.register("incoming", table.schema.empty_table())
        connection.execute(f'CREATE TABLE "{name}" AS FROM incoming')
    stories = catalogue.query(
        """
        SELECT story_id FROM articles WHERE story_id <> '' GROUP BY story_id
        HAVING count(*) BETWEEN 2 AND ? ORDER BY story_id
        """,
        [max_articles],
    )
    n_cases = 0
    for story_id in stories["story_id"]:
        story = {
            name: catalogue.query(
                f'SELECT * FROM "{name}" WHERE article_id IN '
                "(SELECT article_id FROM articles WHERE story_id = ?)",
                [story_id],
            )
            for name in ("articles", "sentences", "quotes", "mentions", "figures")
        }
        figures = list(list_differing_figures(story, n_cases))
        n_cases += len({row["case_id"] for row in figures})
        for name, rows in (
            ("passages", list(list_passages(story))),
            ("differing_figures", figures),
        ):
            incoming = pa.Table.from_pylist(rows, tables.COMPARISONS[name].schema)
            connection.register("incoming", incoming)
            connection.execute(f'INSERT INTO "{name}" FROM incoming')


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
