"""Write the tables of a catalogue to Parquet, CSV, JSON Lines or Excel files."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal, get_args

import duckdb
import pyarrow as pa

from analysis import tables
from analysis.store.atomic_files import replacing
from analysis.store.catalogue import Catalogue, is_damage
from analysis.store.exported_tables import EXPORTED, NOTES, OUTLET_GROUPS
from analysis.store.notes import Note
from analysis.store.outlet_groups import NO_GROUPS, OutletGroups
from analysis.store.queries.notes import place_notes, tabulate_notes
from analysis.store.spreadsheet_rows import select_spreadsheet_rows
from analysis.store.workbook import write_sheets
from analysis.table_schema import Table

#: Maximum number of articles of a story that is compared: the work grows with their pairs.
MAX_ARTICLES = 100

Format = Literal["parquet", "csv", "jsonl", "xlsx"]
FORMATS: tuple[Format, ...] = get_args(Format)

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
    only: str = "",
    *,
    notes: Iterable[Note] = (),
    groups: OutletGroups = NO_GROUPS,
) -> list[Path]:
    """Write each table to ``<folder>/<table>.<file_format>``; Excel gets one file of many sheets.

    The tables are those of :data:`analysis.store.exported_tables.EXPORTED`; the comparisons among
    them are computed here. Parquet and JSON Lines hold the tables exactly, so offsets apply to the
    exported ``articles.text``. JSON Lines has an object per row; dates are YYYY-MM-DD or null.
    CSV and Excel are for spreadsheets: rows of an article also have its outlet, date and headline,
    and lists are written as JSON. See :mod:`analysis.store.spreadsheet_rows` on formulas in CSV
    and :mod:`analysis.store.workbook` on texts in Excel.

    Args:
        catalogue: The catalogue.
        folder: The folder of the files, created if missing. A file of the same name is replaced in
            one step.
        file_format: One of :data:`FORMATS`.
        max_articles: Maximum number of articles of a story that is compared.
        only: The one table to write; by default all.
        notes: The notes of the workspace; deleted ones are left out.
        groups: The groups of its outlets.

    Returns:
        The files, in the order of the tables; for Excel ``parallax.xlsx``, or that of the table.

    Raises:
        DamagedCatalogueError: The catalogue is damaged and has been removed.
        OSError: A file could not be written completely, as on a full disk.
    """
    folder.mkdir(parents=True, exist_ok=True)
    chosen = [EXPORTED[only]] if only else list(EXPORTED.values())
    # The connection of the catalogue is not allowed to write files.
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH {_literal(catalogue.path)} AS catalogue (READ_ONLY)")
        if any(table.name in tables.COMPARISONS for table in chosen):
            _compare_stories(catalogue, connection, max_articles)
        current = [note for note in notes if not note.deleted]
        placed_notes = tabulate_notes(place_notes(catalogue, current))
        for table, rows in ((NOTES, placed_notes), (OUTLET_GROUPS, groups.list_rows())):
            _create_table(connection, table, pa.Table.from_pylist(rows, table.schema))
        if file_format == "xlsx":
            path = folder / f"{only or 'parallax'}.xlsx"
            with _writing(path, catalogue) as temporary:
                _write_workbook(connection, chosen, temporary)
            return [path]
        paths = [folder / f"{table.name}.{file_format}" for table in chosen]
        for table, path in zip(chosen, paths, strict=True):
            with _writing(path, catalogue) as temporary:
                target = f"{_literal(temporary)} ({_OPTIONS[file_format]})"
                connection.execute(f"COPY ({_select(table, file_format)}) TO {target}")
    return paths


def _write_workbook(
    connection: duckdb.DuckDBPyConnection, chosen: Iterable[Table], path: Path
) -> None:
    """Write each table to a sheet of one Excel file."""
    sheets = (
        (table.name, connection.sql(_select(table, "xlsx")).to_arrow_reader()) for table in chosen
    )
    write_sheets(path, sheets)


@contextmanager
def _writing(path: Path, catalogue: Catalogue) -> Iterator[Path]:
    """Provide the temporary name of a file that replaces `path` at the end."""
    with replacing(path) as temporary:
        try:
            yield temporary
        except duckdb.Error as error:
            if not is_damage(error):
                raise
            catalogue.check()
            line = str(error).partition("\n")[0]
            raise OSError(
                f"{path} could not be written. Free room on the disk and export again. ({line})"
            ) from error


def _compare_stories(
    catalogue: Catalogue, connection: duckdb.DuckDBPyConnection, max_articles: int
) -> None:
    """Create the tables of comparisons in a connection, story by story."""
    # Comparing loads SciPy, which pages that only write a table do without.
    from analysis.corpus.comparisons import list_differing_figures, list_passages

    for table in tables.COMPARISONS.values():
        _create_table(connection, table, table.schema.empty_table())
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


def _create_table(connection: duckdb.DuckDBPyConnection, table: Table, rows: pa.Table) -> None:
    connection.register("incoming", rows)
    connection.execute(f'CREATE TABLE "{table.name}" AS FROM incoming')


def _select(table: Table, file_format: Format) -> str:
    """Return the query of a table's rows as a format has them."""
    source = f'catalogue."{table.name}"' if table.name in tables.CATALOGUE else f'"{table.name}"'
    if file_format in {"csv", "xlsx"}:
        return select_spreadsheet_rows(table, source, has_marks=file_format == "csv")
    columns = ", ".join(f'"{name}"' for name in table.names)
    return f"SELECT {columns} FROM {source}"


def _literal(path: Path) -> str:
    """Quote a path for a statement that takes no parameters."""
    return "'" + str(path).replace("'", "''") + "'"
