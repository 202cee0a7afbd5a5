"""Parquet: tables of typed columns, read batch by batch.

A file may unpack to a thousand times its size: by compression, or by one long value that a
dictionary holds once and many rows name. So what a batch can come to is looked at before it is
read, and what a row comes to before it is handed on.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO

from analysis.ingest.formats.tabular import Record, missing, repeated, said, unmet
from analysis.ingest.inputs import Input
from analysis.ingest.issues import Issue
from analysis.ingest.limits import Limits
from analysis.ingest.record_markup import without_markup
from analysis.ingest.records import field_of, values

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq

_BATCH_ROWS = 64
#: A column over the limit that was packed closer than this is taken for one that is to swell.
_CLOSEST = 200
#: What a value raises that Python cannot hold or that is damaged (Arrow's errors are among them).
_UNREADABLE = (ArithmeticError, LookupError, RecursionError, TypeError, ValueError)


@dataclass(frozen=True)
class ParquetRow:
    """A row: its number from 1, its values by column, and what is wrong by column."""

    number: int
    values: dict[str, Any]
    faults: dict[str, str]


def parquet_rows(given: Input, limits: Limits) -> Iterator[Record | Issue]:
    """Yield the rows of a Parquet file, read only in the columns of use."""
    with given.open() as stream:
        table = _opened(given, stream, limits)
        if isinstance(table, Issue):
            yield table
            return
        fields = field_of(list(dict.fromkeys(table.names)), given.columns)
        yield from unmet(given, table.names)
        if "text" not in fields:
            yield missing(given, "text", table.names)
            return
        yield from repeated(given, table.names, fields)
        columns = [column for group in fields.values() for column in group]
        for column, zone in table.unknown_zones(columns).items():
            columns.remove(column)
            yield Issue(
                given.name,
                f"Its column “{column}” has times of the zone “{zone}”, which is not known; the "
                "articles are kept without it.",
                "Write the times in UTC.",
                severity="warning",
            )
        for row in table.rows(columns):
            if isinstance(row, Issue):
                yield row
            else:
                yield from _told(given, row, fields)


def first_rows(given: Input, limits: Limits) -> Iterator[dict[str, Any]]:
    """Yield a row without values, then the rows of a Parquet file, in what can be read of it."""
    with given.open() as stream:
        table = _opened(given, stream, limits)
        if isinstance(table, Issue):
            return
        names = list(dict.fromkeys(table.names))
        yield dict.fromkeys(names)
        if not table.file.num_row_groups:
            return
        left_out = {*table.unknown_zones(names), *table.swollen(0, names)}
        for row in table.rows([name for name in names if name not in left_out]):
            if isinstance(row, ParquetRow):
                yield row.values


def _opened(given: Input, stream: BinaryIO, limits: Limits) -> "_Table | Issue":
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(stream)
        # What a list repeats is held once, so that it can be measured before it is unfolded.
        repeated = [leaf.path for leaf in _leaves(file) if leaf.max_repetition_level]
        if repeated:
            file = pq.ParquetFile(stream, metadata=file.metadata, read_dictionary=repeated)
    except (pa.ArrowException, OSError, ValueError) as error:
        return Issue(
            given.name, f"It cannot be read as Parquet: {said(error)}", "Write the file again."
        )
    return _Table(given, stream, file, limits)


def _leaves(file: "pq.ParquetFile") -> list[Any]:
    """Return the columns of strings and bytes, those inside others too."""
    columns = (file.schema.column(number) for number in range(len(file.schema)))
    return [column for column in columns if column.physical_type == "BYTE_ARRAY"]


@dataclass(frozen=True)
class _Table:
    """A Parquet file that is being read."""

    given: Input
    stream: BinaryIO
    file: "pq.ParquetFile"
    limits: Limits

    @property
    def names(self) -> list[str]:
        """The names of its columns."""
        return list(self.file.schema_arrow.names)

    def rows(self, columns: list[str]) -> Iterator[ParquetRow | Issue]:
        """Yield the rows, one group of them after the other; a damaged group stops no other."""
        import pyarrow as pa

        done = end = 0
        for group in range(self.file.num_row_groups):
            done, end = end, end + self.file.metadata.row_group(group).num_rows
            if swollen := self.swollen(group, columns):
                yield self._refused(swollen, done, end)
                continue
            try:
                size = self._batch_rows(group, columns)
                for batch in self.file.iter_batches(size, row_groups=[group], columns=columns):
                    for row in _batch(self.given, batch, done, self.limits):
                        done += 1
                        yield row
            except (pa.ArrowException, OSError, ValueError) as error:
                yield Issue(
                    f"{self.given.name}, rows {done + 1} to {end}",
                    f"They cannot be read as Parquet: {said(error)}",
                    "Write the file again.",
                )

    def swollen(self, group: int, columns: list[str]) -> dict[str, tuple[int, int]]:
        """Return the columns that are large and packed too close: bytes unpacked and packed."""
        return {
            column: (chunk.total_uncompressed_size, chunk.total_compressed_size)
            for column, chunk in self._chunks(group, columns)
            if chunk.total_uncompressed_size > self.limits.file_bytes
            and chunk.total_uncompressed_size > chunk.total_compressed_size * _CLOSEST
        }

    def unknown_zones(self, columns: list[str]) -> dict[str, str]:
        """Return the columns of times whose zone is not known, with the name of the zone."""
        import pyarrow as pa

        schema = self.file.schema_arrow
        found: dict[str, str] = {}
        for column in schema:
            if column.name in columns and pa.types.is_timestamp(column.type) and column.type.tz:
                try:
                    pa.scalar(0, column.type).as_py()
                except _UNREADABLE:
                    found[column.name] = column.type.tz
        return found

    def _refused(self, swollen: Mapping[str, tuple[int, int]], done: int, end: int) -> Issue:
        column, (unpacked, packed) = next(iter(swollen.items()))
        return Issue(
            f"{self.given.name}, rows {done + 1} to {end}",
            f"Their column “{column}” would unpack from {packed / 1024:,.0f} KB to "
            f"{unpacked / 1024 / 1024:,.0f} MB; they are not read.",
            "Write the file again with shorter texts, or raise PARALLAX_MAX_FILE_MB.",
        )

    def _batch_rows(self, group: int, columns: list[str]) -> int:
        """Return how many rows of a group are read together, so that they fit in the limit."""
        rows = max(self.file.metadata.row_group(group).num_rows, 1)
        longest = 1
        doubtful: list[str] = []
        for _, chunk in self._chunks(group, columns):
            size = chunk.total_uncompressed_size
            longest = max(longest, size // rows)
            if "DELTA_BYTE_ARRAY" in chunk.encodings:  # A value may repeat the one before it.
                longest = max(longest, size)
            elif chunk.has_dictionary_page and size * _BATCH_ROWS > self.limits.file_bytes:
                doubtful.append(chunk.path_in_schema)
        longest = max(longest, self._longest_repeated(group, doubtful))
        return min(max(self.limits.file_bytes // longest, 1), _BATCH_ROWS)

    def _longest_repeated(self, group: int, paths: list[str]) -> int:
        """Return the bytes of the longest value in the dictionaries of some columns."""
        import pyarrow.parquet as pq

        paths = [leaf.path for leaf in _leaves(self.file) if leaf.path in paths]
        if not paths:
            return 0
        file = pq.ParquetFile(self.stream, metadata=self.file.metadata, read_dictionary=paths)
        first = next(file.iter_batches(1, row_groups=[group], columns=paths), None)
        return max(map(_longest, first.columns), default=0) if first else 0

    def _chunks(self, group: int, columns: list[str]) -> Iterator[tuple[str, Any]]:
        """Yield what is known of the parts of a group of rows, with the column each is of."""
        rows = self.file.metadata.row_group(group)
        for chunk in map(rows.column, range(rows.num_columns)):
            for column in columns:
                if f"{chunk.path_in_schema}.".startswith(f"{column}."):
                    yield column, chunk


def _batch(
    given: Input, batch: "pa.RecordBatch", done: int, limits: Limits
) -> Iterator[ParquetRow | Issue]:
    """Yield the rows of a batch, after checking what each comes to."""
    size = sum(map(_size, batch.columns))
    if size <= limits.file_bytes:
        yield from _converted(batch, done)
    elif batch.num_rows > 1:
        for number in range(batch.num_rows):
            yield from _batch(given, batch.slice(number, 1), done + number, limits)
    else:
        yield Issue(
            f"{given.name}, row {done + 1}",
            f"It has {size / 1024 / 1024:,.1f} MB; {limits.file_mb:g} MB are read at most.",
            "Give one article a row, or raise PARALLAX_MAX_FILE_MB.",
        )


def _converted(batch: "pa.RecordBatch", done: int) -> Iterator[ParquetRow]:
    names = batch.schema.names
    for number, cells in enumerate(zip(*map(_cells, batch.columns), strict=True), start=done + 1):
        row = ParquetRow(number, {}, {})
        for name, (value, fault) in zip(names, cells, strict=True):
            if not row.values.get(name):
                row.values[name] = value
            if fault:
                row.faults[name] = fault
        yield row


def _cells(column: "pa.Array") -> list[tuple[Any, str]]:
    """Return the values of a column, each with what is wrong with it."""
    try:
        return [(_text(value), "") for value in column.to_pylist()]
    except _UNREADABLE:
        return [_cell(cell) for cell in column]


def _cell(cell: "pa.Scalar") -> tuple[Any, str]:
    try:
        return _text(cell.as_py()), ""
    except _UNREADABLE as error:
        return None, said(error)


def _text(value: Any) -> Any:  # noqa: ANN401
    """Return a value with its bytes, or those in it, read as UTF-8."""
    if isinstance(value, bytes):
        return value.decode("utf-8")
    if isinstance(value, dict):
        return {name: _text(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_text(inner) for inner in value]
    return value


def _told(
    given: Input, row: ParquetRow, fields: Mapping[str, list[str]]
) -> Iterator[Record | Issue]:
    """Yield a row by field; what cannot be read is told, and costs the row where it is the text."""
    found = values(row.values, fields)
    place = f"{given.name}, row {row.number}"
    for column, fault in row.faults.items():
        lost = column in fields["text"] and found["text"] is None
        yield Issue(
            place,
            f"Its column “{column}” cannot be read: {fault}"
            + " The article is kept without it." * (not lost),
            "Check the value and write the file again; texts have to be UTF-8.",
            severity="skipped" if lost else "warning",
        )
        if lost:
            return
    yield from without_markup(place, f"row {row.number}", found)


def _longest(array: "pa.Array") -> int:
    import pyarrow as pa
    import pyarrow.compute as pc

    if pa.types.is_dictionary(array.type):
        return pc.max(pc.binary_length(array.dictionary)).as_py() or 0
    return max(map(_longest, _parts(array)), default=0)


def _size(array: "pa.Array") -> int:
    """Return about how many bytes the values of an array come to."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if parts := _parts(array):
        return sum(map(_size, parts))
    if pa.types.is_dictionary(array.type) and _is_text(array.type.value_type):
        lengths = pc.take(pc.binary_length(array.dictionary), array.indices)
    elif _is_text(array.type):
        lengths = pc.binary_length(array)
    else:
        return int(array.nbytes)
    return pc.sum(lengths).as_py() or 0


def _is_text(kind: "pa.DataType") -> bool:
    import pyarrow as pa

    checks = ("string", "binary", "large_string", "large_binary")
    return any(getattr(pa.types, f"is_{check}")(kind) for check in checks)


def _parts(array: "pa.Array") -> list["pa.Array"]:
    """Return what a nested array consists of."""
    import pyarrow as pa

    if pa.types.is_struct(array.type):
        return list(array.flatten())
    if pa.types.is_map(array.type):
        start, end = array.offsets[0].as_py(), array.offsets[-1].as_py()
        return [part.slice(start, end - start) for part in (array.keys, array.items)]
    return [array.flatten()] if pa.types.is_nested(array.type) else []
