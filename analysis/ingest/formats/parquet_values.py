"""Values of Parquet files: their size, and their conversion to Python."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from analysis.ingest.issues import Issue
from analysis.ingest.limits import MEGABYTE, Limits
from analysis.ingest.messages import error_sentence
from analysis.ingest.source_files import SourceFile

if TYPE_CHECKING:
    import pyarrow as pa

#: What a value raises that is damaged, or that Python cannot represent. Arrow's errors are among
#: them.
UNREADABLE_VALUE_ERRORS = (
    ArithmeticError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)


@dataclass(frozen=True)
class ParquetRow:
    """A row: its number from 1, its values by column, and why values cannot be read by column."""

    number: int
    values: dict[str, Any]
    problems: dict[str, str]


def read_batch(
    source: SourceFile, batch: "pa.RecordBatch", rows_done: int, limits: Limits
) -> Iterator[ParquetRow | Issue]:
    """Yield the rows of a batch, or an issue for a row that exceeds the limit.

    Args:
        source: The file.
        batch: Some of its rows.
        rows_done: The number of rows before them.
        limits: The size limits.
    """
    size = sum(map(_size, batch.columns))
    if size <= limits.file_bytes:
        yield from _convert_rows(batch, rows_done)
    elif batch.num_rows > 1:
        for number in range(batch.num_rows):
            yield from read_batch(source, batch.slice(number, 1), rows_done + number, limits)
    else:
        yield Issue(
            f"{source.name}, row {rows_done + 1}",
            f"It has {size / MEGABYTE:,.1f} MB; {limits.file_mb:g} MB are read at most.",
            "Give one article a row, or raise PARALLAX_MAX_FILE_MB.",
        )


def longest_dictionary_value(array: "pa.Array") -> int:
    """Return the bytes of the longest value in the dictionaries of an array."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if pa.types.is_dictionary(array.type):
        return pc.max(pc.binary_length(array.dictionary)).as_py() or 0
    return max(map(longest_dictionary_value, _inner_arrays(array)), default=0)


def _convert_rows(batch: "pa.RecordBatch", rows_done: int) -> Iterator[ParquetRow]:
    """Yield rows as Python values; of columns with the same name, the first filled one counts."""
    names = batch.schema.names
    rows = zip(*map(_convert_cells, batch.columns), strict=True)
    for number, cells in enumerate(rows, start=rows_done + 1):
        row = ParquetRow(number, {}, {})
        for name, (value, problem) in zip(names, cells, strict=True):
            if not row.values.get(name):
                row.values[name] = value
            if problem:
                row.problems[name] = problem
        yield row


def _convert_cells(column: "pa.Array") -> list[tuple[Any, str]]:
    """Return the values of a column, each with the reason why it cannot be read, if any."""
    try:
        return [(_decode_bytes(value), "") for value in column.to_pylist()]
    except UNREADABLE_VALUE_ERRORS:
        return [_convert_cell(cell) for cell in column]


def _convert_cell(cell: "pa.Scalar") -> tuple[Any, str]:
    try:
        return _decode_bytes(cell.as_py()), ""
    except UNREADABLE_VALUE_ERRORS as error:
        return None, error_sentence(error)


def _decode_bytes(value: Any) -> Any:  # noqa: ANN401 - any value of a cell
    """Return a value with its bytes, or those inside it, decoded as UTF-8."""
    if isinstance(value, bytes):
        return value.decode("utf-8")
    if isinstance(value, dict):
        return {name: _decode_bytes(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_decode_bytes(inner) for inner in value]
    return value


def _size(array: "pa.Array") -> int:
    """Return the approximate number of bytes of an array's values."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if inner_arrays := _inner_arrays(array):
        return sum(map(_size, inner_arrays))
    if pa.types.is_dictionary(array.type) and _is_text(array.type.value_type):
        lengths = pc.take(pc.binary_length(array.dictionary), array.indices)
    elif _is_text(array.type):
        lengths = pc.binary_length(array)
    else:
        return int(array.nbytes)
    return pc.sum(lengths).as_py() or 0


def _is_text(data_type: "pa.DataType") -> bool:
    import pyarrow as pa

    text_types = ("string", "binary", "large_string", "large_binary")
    return any(getattr(pa.types, f"is_{name}")(data_type) for name in text_types)


def _inner_arrays(array: "pa.Array") -> list["pa.Array"]:
    """Return the arrays that a nested array consists of; none for other arrays."""
    import pyarrow as pa

    if pa.types.is_struct(array.type):
        return list(array.flatten())
    if pa.types.is_map(array.type):
        start, end = array.offsets[0].as_py(), array.offsets[-1].as_py()
        return [part.slice(start, end - start) for part in (array.keys, array.items)]
    return [array.flatten()] if pa.types.is_nested(array.type) else []
