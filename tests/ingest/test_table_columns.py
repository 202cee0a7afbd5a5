"""The columns of tables that users assign to fields."""

import json
from pathlib import Path

import pytest

from analysis.ingest import read_paths
from analysis.ingest.table_columns import list_table_columns

TEXT = "The harbour of Port Ellen will be closed for two weeks in May, the council said."


def test_columns_are_named_with_their_field_and_an_example(tmp_path: Path):
    (tmp_path / "a.csv").write_text(f'Wortlaut,Haus,date\n"{TEXT}",The Lamp,2023-09-06\n')
    (tmp_path / "b.jsonl").write_text(json.dumps({"body": TEXT, "Wortlaut": "other"}))
    tables = list_table_columns([tmp_path])
    assert tables.without_text == ("a.csv",)
    items = {column.name: column for column in tables.columns}
    assert [(name, column.field) for name, column in items.items()] == [
        ("date", "published"),
        ("Wortlaut", ""),
        ("Haus", ""),
        ("body", "text"),
    ]
    assert items["Haus"].example == "The Lamp"


@pytest.mark.parametrize("suffix", ["csv", "csv.gz", "json", "jsonl", "parquet"])
def test_columns_that_cannot_be_read_are_none(suffix: str, tmp_path: Path):
    path = tmp_path / f"a.{suffix}"
    for data in (b"", b"\0\1\2", b"{", b'"', b"PAR1"):
        path.write_bytes(data)
        assert all(column.example == "" for column in list_table_columns([path]).columns)


def test_a_column_is_read_as_what_the_analyst_says_it_is(tmp_path: Path):
    path = tmp_path / "a.csv"
    path.write_text(f'Wortlaut,Haus,title\n"{TEXT}",The Lamp,Not a title\n')
    chosen = {"Wortlaut": "text", "Haus": "outlet", "title": ""}
    (article,) = read_paths([path], column_fields=chosen)
    assert (article.text, article.outlet, article.title) == (TEXT, "The Lamp", "")
