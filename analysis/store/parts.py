"""Parts: the annotation of one batch of articles, with one Parquet file per table.

A part is a folder ``<sequence>-<token>``. It is written under a temporary name and renamed when it
is complete, so no part is ever incomplete. For an article in several parts, the part with the
highest sequence number counts.
"""

import json
import os
import re
import secrets
import shutil
import time
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from analysis import tables
from analysis.store.atomic_files import flush
from analysis.store.damaged_parts import MANIFEST, list_articles, read_sound_manifest
from analysis.table_schema import Table
from analysis.versions import ANNOTATION_VERSION

#: One article's annotation: rows of each table of :data:`analysis.tables.PARTS`.
Rows = Mapping[str, list[dict[str, Any]]]

#: Digest of the columns of the part tables. Parts with other columns are annotated anew.
SCHEMA = sha256(repr([table.schema for table in tables.PARTS.values()]).encode()).hexdigest()[:16]

_NAME = re.compile(r"\d{10}-[0-9a-f]{8}")
_TEMPORARY = ".tmp-"
#: Age from which an unfinished part is deleted. Writing one takes less than a second, so its
#: process has died.
_ABANDONED_SECONDS = 3600
#: Number of parts from which only every so many-th part that is written looks for unfinished ones:
#: looking at each takes longer than writing one in a workspace of many thousands (judgement).
_CHECKED = 64


@dataclass(frozen=True)
class Part:
    """A part on the disk.

    Attributes:
        path: The folder.
        fingerprint: Identifies the code and model it was annotated with.
        schema: Digest of the columns of its tables; see :data:`SCHEMA`.
        annotation_version: The version of the annotation rules.
        articles: Digest of each annotated article by id.
    """

    path: Path
    fingerprint: str
    schema: str
    annotation_version: int
    articles: Mapping[str, str]

    @property
    def is_current(self) -> bool:
        """Whether its tables and rows are those that this version of the program writes."""
        return self.schema == SCHEMA and self.annotation_version == ANNOTATION_VERSION


def part_names(folder: Path) -> list[str]:
    """Return the names of the parts in the folder, oldest first.

    A part that lost its manifest is among them: it got its name when it was complete.
    """
    try:
        with os.scandir(folder) as entries:
            return sorted(entry.name for entry in entries if _NAME.fullmatch(entry.name))
    except FileNotFoundError:
        return []


def read_part(path: Path) -> Part | None:
    """Return the part in `path`, or None if its manifest or a file is damaged or missing."""
    manifest = read_sound_manifest(path)
    if manifest is None:
        return None
    version = manifest.get("annotation_version", 0)  # absent before version 2
    return Part(path, manifest["fingerprint"], manifest["schema"], version, manifest["articles"])


def write_part(
    folder: Path,
    lock: AbstractContextManager[object],
    rows: Iterable[Rows],
    fingerprint: str,
    digests: Mapping[str, str],
) -> str:
    """Write the annotation of some articles as a new part.

    Args:
        folder: The folder of the parts.
        lock: Held while the part gets its number.
        rows: The rows of each article.
        fingerprint: Identifies the code and model they were annotated with.
        digests: Digest of each annotated article by id.

    Returns:
        The name of the part.

    Raises:
        ValueError: A row lacks a column (only ``published`` may be null).
    """
    article_rows = list(rows)
    filled = {
        name: _fill(table, (row for article in article_rows for row in article[name]))
        for name, table in tables.PARTS.items()
    }
    ids = [row["article_id"] for article in article_rows for row in article["articles"]]
    return write_part_tables(
        folder, lock, filled, fingerprint, {article_id: digests[article_id] for article_id in ids}
    )


def write_part_tables(
    folder: Path,
    lock: AbstractContextManager[object],
    rows: Mapping[str, pa.Table],
    fingerprint: str,
    digests: Mapping[str, str],
) -> str:
    """Write the tables of a new part; arguments as for :func:`write_part`, rows by table."""
    import pyarrow.parquet as pq  # pages, which write nothing, start without it

    temporary = folder / f"{_TEMPORARY}{secrets.token_hex(8)}"
    temporary.mkdir(parents=True)
    try:
        for name in tables.PARTS:
            file = temporary / f"{name}.parquet"
            pq.write_table(rows[name], file, compression="zstd", write_page_checksum=True)
            flush(file)
        manifest = {
            "fingerprint": fingerprint,
            "schema": SCHEMA,
            "annotation_version": ANNOTATION_VERSION,
            "tables": list(tables.PARTS),
            "articles": dict(digests),
        }
        text = json.dumps(manifest, ensure_ascii=False, indent=1)
        (temporary / MANIFEST).write_text(text, encoding="utf-8")
        flush(temporary / MANIFEST)
        flush(temporary)
        with lock:
            names = part_names(folder)
            _clean(folder, are_parts_checked=len(names) < _CHECKED or len(names) % _CHECKED == 0)
            latest = names[-1:]
            number = int(latest[0].split("-")[0]) + 1 if latest else 1
            name = f"{number:010d}-{secrets.token_hex(4)}"
            temporary.rename(folder / name)
            flush(folder)
        return name
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def remove_part(path: Path) -> None:
    """Remove a part, renaming it first so that no reader sees it incomplete."""
    temporary = path.with_name(f"{_TEMPORARY}{secrets.token_hex(8)}")
    path.rename(temporary)
    shutil.rmtree(temporary, ignore_errors=True)


def read_table(table: Table, parts: Mapping[Path, Iterable[str] | None]) -> pa.Table:
    """Return the rows of one table from several parts.

    Args:
        table: The table.
        parts: The articles to read from each part, by its folder; None reads all.

    Returns:
        The rows in the order of the parts, with the table's schema. Columns that a part of an older
        schema lacks are empty.
    """
    import pyarrow.dataset as ds  # pages read the catalogue and start without it

    checked = ds.ParquetFragmentScanOptions(page_checksum_verification=True)
    parquet = ds.ParquetFileFormat(default_fragment_scan_options=checked)
    file = f"{table.name}.parquet"
    existing = {path: articles for path, articles in parts.items() if (path / file).is_file()}
    whole = [str(path / file) for path, articles in existing.items() if articles is None]
    pieces = [table.schema.empty_table()]
    if whole:
        pieces.append(ds.dataset(whole, schema=table.schema, format=parquet).to_table())
    for path, articles in existing.items():
        if articles is not None:
            piece = ds.dataset(str(path / file), schema=table.schema, format=parquet)
            pieces.append(piece.to_table(filter=pc.field("article_id").isin(list(articles))))
    return _without_nulls(table, pa.concat_tables(pieces))


def _fill(table: Table, rows: Iterable[dict[str, Any]]) -> pa.Table:
    filled = pa.Table.from_pylist(list(rows), schema=table.schema)
    for column in table.columns:
        if column.type != pa.date32() and filled.column(column.name).null_count:
            raise ValueError(f"a row of {table.name} has no {column.name}")
    return filled


def _without_nulls(table: Table, rows: pa.Table) -> pa.Table:
    """Fill columns that an older part lacks with "" or an empty list."""
    for position, column in enumerate(table.columns):
        values = rows.column(position)
        if not values.null_count:
            continue
        if pa.types.is_string(column.type):
            rows = rows.set_column(position, column.name, pc.fill_null(values, ""))
        elif pa.types.is_list(column.type):
            lists = pa.array([item or [] for item in values.to_pylist()], column.type)
            rows = rows.set_column(position, column.name, lists)
    return rows.cast(table.schema)


def _clean(folder: Path, *, are_parts_checked: bool) -> None:
    """Remove unfinished parts of processes that died; none that holds articles."""
    before = time.time() - _ABANDONED_SECONDS
    with os.scandir(folder) as entries:
        names = [entry.name for entry in entries]
    for path in [folder / name for name in names if are_parts_checked or not _NAME.fullmatch(name)]:
        is_unfinished = _NAME.fullmatch(path.name) and not (path / MANIFEST).is_file()
        if is_unfinished or path.name.startswith(_TEMPORARY):
            # Another process may be removing it at the same time.
            with suppress(FileNotFoundError):
                is_old = path.stat().st_mtime < before
                if is_old and not (is_unfinished and list_articles(path)):
                    shutil.rmtree(path, ignore_errors=True)
