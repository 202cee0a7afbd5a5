"""Parquet: tables of typed columns, read batch by batch.

A file may expand to a thousand times its size: by compression, or by one long value that a
dictionary holds once and many rows refer to. Therefore the size of a batch is estimated before it
is read, and the size of a row is checked before it is yielded.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO

from analysis.ingest.formats.parquet_values import (
    UNREADABLE_VALUE_ERRORS,
    ParquetRow,
    longest_dictionary_value,
    read_batch,
)
from analysis.ingest.formats.table_issues import (
    missing_columns_issues,
    missing_field_issue,
    repeated_columns_issues,
)
from analysis.ingest.issues import Issue
from analysis.ingest.limits import MEGABYTE, Limits
from analysis.ingest.messages import error_sentence
from analysis.ingest.record_fields import columns_by_field, values_by_field
from analysis.ingest.record_markup import strip_markup
from analysis.ingest.records import Record
from analysis.ingest.source_files import SourceFile

if TYPE_CHECKING:
    import pyarrow.parquet as pq

#: Rows of a batch: few, so that long articles fit in memory (judgement).
_BATCH_ROWS = 64
#: Maximum compression ratio of a column that exceeds the limit; text is compressed to a tenth at
#: best, so a greater ratio is an attack (judgement).
_MAX_EXPANSION = 200
_KILOBYTE = 1024


def read_parquet_records(source: SourceFile, limits: Limits) -> Iterator[Record | Issue]:
    """Yield the rows of a Parquet file; only the columns of fields are read."""
    with source.open() as stream:
        table = _open_table(source, stream, limits)
        if isinstance(table, Issue):
            yield table
            return
        fields = columns_by_field(dict.fromkeys(table.names), source.column_fields)
        yield from missing_columns_issues(source, table.names)
        if "text" not in fields:
            yield missing_field_issue(source, "text", table.names)
            return
        yield from repeated_columns_issues(source, table.names, fields)
        columns = [column for group in fields.values() for column in group]
        for column, time_zone in table.unknown_time_zones(columns).items():
            columns.remove(column)
            yield Issue(
                source.name,
                f"Its column “{column}” has times of the zone “{time_zone}”, which is not known; "
                "the articles are kept without it.",
                "Write the times in UTC.",
                severity="warning",
            )
        for row in table.rows(columns):
            if isinstance(row, Issue):
                yield row
            else:
                yield from _read_record(source, row, fields)


def preview_parquet(source: SourceFile, limits: Limits) -> Iterator[Mapping[str, Any]]:
    """Yield a record without values, then the readable values of the rows, by column."""
    with source.open() as stream:
        table = _open_table(source, stream, limits)
        if isinstance(table, Issue):
            return
        names = list(dict.fromkeys(table.names))
        yield dict.fromkeys(names)
        if not table.file.num_row_groups:
            return
        left_out = {*table.unknown_time_zones(names), *table.oversized_columns(0, names)}
        for row in table.rows([name for name in names if name not in left_out]):
            if isinstance(row, ParquetRow):
                yield row.values


def _read_record(
    source: SourceFile, row: ParquetRow, fields: Mapping[str, list[str]]
) -> Iterator[Record | Issue]:
    """Yield a row by field, and an issue for each value that cannot be read.

    A row whose text cannot be read is left out.
    """
    values = values_by_field(row.values, fields)
    for column, problem in row.problems.items():
        is_lost = column in fields["text"] and values["text"] is None
        yield Issue(
            f"{source.name}, row {row.number}",
            f"Its column “{column}” cannot be read: {problem}"
            + " The article is kept without it." * (not is_lost),
            "Check the value and write the file again; texts have to be UTF-8.",
            severity="skipped" if is_lost else "warning",
        )
        if is_lost:
            return
    yield from strip_markup(source, f"row {row.number}", values)


def _open_table(source: SourceFile, stream: BinaryIO, limits: Limits) -> "_Table | Issue":
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(stream)
        # The values of lists are read as dictionaries, so that repeated values are held once and
        # can be measured before they are expanded.
        list_paths = [leaf.path for leaf in _text_leaves(file) if leaf.max_repetition_level]
        if list_paths:
            file = pq.ParquetFile(stream, metadata=file.metadata, read_dictionary=list_paths)
    except (pa.ArrowException, OSError, ValueError) as error:
        return Issue(
            source.name,
            f"It cannot be read as Parquet: {error_sentence(error)}",
            "Write the file again.",
        )
    return _Table(source, stream, file, limits)


def _text_leaves(file: "pq.ParquetFile") -> list[Any]:
    """Return the columns of strings and bytes, including those inside other columns."""
    columns = (file.schema.column(number) for number in range(len(file.schema)))
    return [column for column in columns if column.physical_type == "BYTE_ARRAY"]


@dataclass(frozen=True)
class _Table:
    """An open Parquet file."""

    source: SourceFile
    stream: BinaryIO
    file: "pq.ParquetFile"
    limits: Limits

    @property
    def names(self) -> list[str]:
        """The names of the columns."""
        return list(self.file.schema_arrow.names)

    def rows(self, columns: list[str]) -> Iterator[ParquetRow | Issue]:
        """Yield the rows, row group by row group; a damaged group does not stop the others."""
        import pyarrow as pa

        rows_done = group_end = 0
        for group in range(self.file.num_row_groups):
            rows_done = group_end
            group_end += self.file.metadata.row_group(group).num_rows
            if oversized := self.oversized_columns(group, columns):
                yield self._oversized_issue(oversized, rows_done, group_end)
                continue
            try:
                size = self._batch_rows(group, columns)
                for batch in self.file.iter_batches(size, row_groups=[group], columns=columns):
                    for row in read_batch(self.source, batch, rows_done, self.limits):
                        rows_done += 1
                        yield row
            except (pa.ArrowException, OSError, ValueError) as error:
                yield Issue(
                    f"{self.source.name}, rows {rows_done + 1} to {group_end}",
                    f"They cannot be read as Parquet: {error_sentence(error)}",
                    "Write the file again.",
                )

    def oversized_columns(self, group: int, columns: list[str]) -> dict[str, tuple[int, int]]:
        """Return the columns that exceed the limit by an implausible compression ratio.

        Returns:
            The unpacked and the packed size in bytes by column.
        """
        return {
            column: (chunk.total_uncompressed_size, chunk.total_compressed_size)
            for column, chunk in self._chunks(group, columns)
            if chunk.total_uncompressed_size > self.limits.file_bytes
            and chunk.total_uncompressed_size > chunk.total_compressed_size * _MAX_EXPANSION
        }

    def unknown_time_zones(self, columns: list[str]) -> dict[str, str]:
        """Return the time zone of each column of times whose zone is unknown."""
        import pyarrow as pa

        time_zones: dict[str, str] = {}
        for column in self.file.schema_arrow:
            if column.name in columns and pa.types.is_timestamp(column.type) and column.type.tz:
                try:
                    pa.scalar(0, column.type).as_py()
                except UNREADABLE_VALUE_ERRORS:
                    time_zones[column.name] = column.type.tz
        return time_zones

    def _oversized_issue(
        self, oversized: Mapping[str, tuple[int, int]], rows_done: int, group_end: int
    ) -> Issue:
        column, (unpacked, packed) = next(iter(oversized.items()))
        return Issue(
            f"{self.source.name}, rows {rows_done + 1} to {group_end}",
            f"Their column “{column}” would unpack from {packed / _KILOBYTE:,.0f} KB to "
            f"{unpacked / MEGABYTE:,.0f} MB; they are not read.",
            "Write the file again with shorter texts, or raise PARALLAX_MAX_FILE_MB.",
        )

    def _batch_rows(self, group: int, columns: list[str]) -> int:
        """Return the number of rows of a group that fit in the limit together."""
        rows = max(self.file.metadata.row_group(group).num_rows, 1)
        longest = 1
        uncertain_paths: list[str] = []
        for _, chunk in self._chunks(group, columns):
            size = chunk.total_uncompressed_size
            longest = max(longest, size // rows)
            if "DELTA_BYTE_ARRAY" in chunk.encodings:  # A value may repeat the one before it.
                longest = max(longest, size)
            elif chunk.has_dictionary_page and size * _BATCH_ROWS > self.limits.file_bytes:
                uncertain_paths.append(chunk.path_in_schema)
        longest = max(longest, self._longest_in_dictionaries(group, uncertain_paths))
        return min(max(self.limits.file_bytes // longest, 1), _BATCH_ROWS)

    def _longest_in_dictionaries(self, group: int, paths: list[str]) -> int:
        """Return the bytes of the longest value in the dictionaries of some columns."""
        import pyarrow.parquet as pq

        paths = [leaf.path for leaf in _text_leaves(self.file) if leaf.path in paths]
        if not paths:
            return 0
        file = pq.ParquetFile(self.stream, metadata=self.file.metadata, read_dictionary=paths)
        first = next(file.iter_batches(1, row_groups=[group], columns=paths), None)
        return max(map(longest_dictionary_value, first.columns), default=0) if first else 0

    def _chunks(self, group: int, columns: list[str]) -> Iterator[tuple[str, Any]]:
        """Yield the metadata of the column chunks of a row group, with their column."""
        metadata = self.file.metadata.row_group(group)
        for chunk in map(metadata.column, range(metadata.num_columns)):
            for column in columns:
                if f"{chunk.path_in_schema}.".startswith(f"{column}."):
                    yield column, chunk
