"""Rows of a table as plain Python values."""

import pandas as pd

from analysis.corpus.table_rows import list_rows, list_tuples


def test_rows_have_the_values_and_types_that_pandas_gives_them():
    table = pd.DataFrame(
        {
            "text": pd.Series(["five", ""], dtype="str"),
            "start": [3, 40],
            "share": [0.5, 1.0],
            "is_factual": [True, False],
            "published": pd.to_datetime(["2026-11-30", "2026-12-01"]),
            "children": [["a"], []],
        },
        index=[7, 2],
    )

    rows = list_rows(table)

    assert rows == table.to_dict("records")
    assert [list(map(type, row.values())) for row in rows] == [
        list(map(type, row.values())) for row in table.to_dict("records")
    ]


def test_text_that_is_missing_is_missing_among_the_values_too():
    rows = list_rows(pd.DataFrame({"text": pd.Series(["five", None], dtype="str")}))
    assert rows[0]["text"] == "five"
    assert pd.isna(rows[1]["text"])


def test_a_table_without_rows_has_none():
    assert list_rows(pd.DataFrame({"text": pd.Series([], dtype="str")})) == []


def test_the_rows_of_some_columns_come_in_the_order_of_the_names():
    table = pd.DataFrame({"start": [3, 40], "text": pd.Series(["five", ""], dtype="str")})
    assert list(list_tuples(table, ("text", "start"))) == [("five", 3), ("", 40)]
