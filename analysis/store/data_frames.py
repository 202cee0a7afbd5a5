"""Convert Arrow tables to data frames whose column types do not depend on the rows."""

import pandas as pd
import pyarrow as pa


def keep_text_as_objects() -> None:
    """Let data frames of this process hold text as Python strings, with the same types and values.

    Arrow's strings take less memory, and longer to start each operation: with the small tables of a
    page or a briefing that is a fifth of the time.
    """
    pd.set_option("mode.string_storage", "python")


def to_frame(table: pa.Table) -> pd.DataFrame:
    """Return the table as a data frame with the same types whether or not it has rows.

    Text becomes ``str``, dates ``datetime64[us]`` (NaT if unknown), lists Python lists. Sums
    of integers, which DuckDB returns as 128-bit numbers, become ``int64``, and other decimals
    ``float64``. Integers with nulls among them become ``float64``, as usual in pandas.
    """
    for position, field in enumerate(table.schema):
        plain = _simplify_type(field.type)
        if plain != field.type:
            column = table.column(position).cast(plain)
            table = table.set_column(position, pa.field(field.name, plain), column)
    # Arrow would make an array of each list first.
    lists = [field.name for field in table.schema if pa.types.is_list(field.type)]
    frame: pd.DataFrame = table.drop_columns(lists).to_pandas()
    frame = frame if len(lists) < table.num_columns else pd.DataFrame(index=range(len(table)))
    for name in lists:
        values = pd.Series(table[name].to_pylist(), index=frame.index, dtype=object)
        frame.insert(table.schema.get_field_index(name), name, values)
    return frame


def _simplify_type(kind: pa.DataType) -> pa.DataType:
    if pa.types.is_date(kind):
        return pa.timestamp("us")
    if pa.types.is_decimal(kind):
        return pa.int64() if kind.scale == 0 else pa.float64()
    return kind
