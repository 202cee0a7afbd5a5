"""Parquet: values that Python cannot hold, damaged ones, bytes, and files that would expand."""

import io
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from analysis.ingest import Article, Issue, read_paths, read_upload
from analysis.ingest.limits import Limits
from analysis.ingest.table_columns import list_table_columns

TEXTS = [
    "The harbour of Port Ellen will be closed for two weeks in May, the council said.",
    "Nobody on the island was asked about it, the owner of the last ferry said on Monday.",
    "The first stone of the pier was laid ten years ago, when the old one fell into the sea.",
]
PROJECT = Path(__file__).parents[3]
STATUS = Path("/proc/self/status")


def packed(columns: dict[str, object], **options) -> bytes:
    stream = io.BytesIO()
    pq.write_table(pa.table(columns), stream, **options)
    return stream.getvalue()


def read_items(data: bytes, limits: Limits | None = None):
    """Return the articles of an upload, and its issues."""
    return split_items(read_upload("a.parquet", data, limits))


def split_items(iterator: Iterator[Article | Issue]):
    items = list(iterator)
    issues = [item for item in items if isinstance(item, Issue)]
    assert all(item.source and item.problem and item.remedy for item in issues)
    return [item for item in items if isinstance(item, Article)], issues


def examples_of(data: bytes, folder: Path) -> dict[str, str]:
    path = folder / "a.parquet"
    path.write_bytes(data)
    return {column.name: column.example for column in list_table_columns([path]).columns}


def damaged() -> pa.Array:
    """Return texts of which the first is not UTF-8, though the column says so."""
    held = pa.array([b"\xff\xfe not text", *(text.encode() for text in TEXTS[1:])], pa.binary())
    return pa.Array.from_buffers(pa.string(), 3, held.buffers())


@pytest.mark.parametrize(
    "values",
    [
        pa.array([40_000_000, 0, 0], pa.int32()).cast(pa.date32()),
        pa.array([9 * 10**18, 0, 0], pa.int64()).cast(pa.timestamp("us")),
        pa.array([2**62, None, None], pa.duration("s")),
        damaged(),
    ],
    ids=["date", "time", "duration", "not UTF-8"],
)
def test_a_value_that_cannot_be_read_is_reported_with_row_and_column(
    values: pa.Array, tmp_path: Path
):
    column = "outlet" if values.type == pa.string() else "published"
    data = packed({"text": TEXTS, column: values})
    articles, (issue,) = read_items(data)
    assert [article.text for article in articles] == TEXTS
    assert issue.source == "a.parquet, row 1"
    assert f"“{column}”" in issue.problem
    assert issue.is_warning
    assert examples_of(data, tmp_path)["text"] == TEXTS[0][:80]


def test_a_text_that_is_not_utf8_costs_its_row_alone(tmp_path: Path):
    data = packed({"text": damaged(), "outlet": ["A", "B", "C"]})
    articles, (issue,) = read_items(data)
    assert [article.text for article in articles] == TEXTS[1:]
    assert issue.source == "a.parquet, row 1"
    assert "“text”" in issue.problem
    assert not issue.is_warning
    assert examples_of(data, tmp_path)["outlet"] == "A"


def test_a_zone_of_time_that_is_not_known_is_reported_once(tmp_path: Path):
    times = pa.array([0, 10**15, None], pa.int64())
    data = packed({"text": TEXTS, "published": times.cast(pa.timestamp("us", "Mars/Olympus"))})
    articles, (issue,) = read_items(data)
    assert [article.published for article in articles] == [None] * 3
    assert issue.source == "a.parquet"
    assert "Mars/Olympus" in issue.problem
    assert issue.is_warning
    assert examples_of(data, tmp_path)["text"] == TEXTS[0][:80]
    data = packed({"text": TEXTS, "published": times.cast(pa.timestamp("us", "Europe/Berlin"))})
    articles, issues = read_items(data)
    assert (articles[0].published, issues) == (date(1970, 1, 1), [])


@pytest.mark.parametrize("kind", [pa.binary(), pa.large_binary(), pa.large_string()])
def test_columns_of_bytes_are_read_as_utf8(kind: pa.DataType, tmp_path: Path):
    texts = [f"{text} “Café”" for text in TEXTS]
    data = packed(
        {
            "text": pa.array([text.encode() for text in texts], pa.binary()).cast(kind),
            "outlet": pa.array([b"A", b"B", None], pa.binary()),
            "author": pa.array([[b"Ann Lee", b"Bo Li"], [], None], pa.list_(pa.binary())),
        }
    )
    articles, issues = read_items(data)
    assert issues == []
    assert [article.text for article in articles] == texts
    assert [article.outlet for article in articles] == ["A", "B", ""]
    assert articles[0].byline == "Ann Lee, Bo Li"
    assert examples_of(data, tmp_path)["outlet"] == "A"


def test_nested_columns_are_read():
    kind = pa.map_(pa.string(), pa.string())
    data = packed(
        {
            "text": TEXTS,
            "outlet": pa.array([{"name": "X"}, {"name": None}, None]),
            "author": [["Ann", "Bo"], [], None],
            "url": pa.array([[("a", "b")], [], None], kind),
        }
    )
    articles, issues = read_items(data)
    assert issues == []
    assert [article.outlet for article in articles] == ["X", "", ""]
    assert [article.byline for article in articles] == ["Ann, Bo", "", ""]


def test_of_two_columns_of_one_name_the_first_that_is_filled_counts():
    stream = io.BytesIO()
    columns = [pa.array(TEXTS), pa.array(["A", None, ""]), pa.array(["B", "C", "D"])]
    pq.write_table(pa.Table.from_arrays(columns, ["text", "outlet", "outlet"]), stream)
    articles, (issue,) = read_items(stream.getvalue())
    assert [article.outlet for article in articles] == ["A", "C", "D"]
    assert issue.is_warning
    assert "“outlet”" in issue.problem


def test_a_damaged_group_of_rows_stops_no_other():
    data = bytearray(packed({"text": TEXTS}, row_group_size=1, compression="none"))
    pages = pq.ParquetFile(io.BytesIO(data)).metadata.row_group(1).column(0)
    start = pages.dictionary_page_offset
    data[start : start + 20] = b"\xff" * 20
    articles, (issue,) = read_items(bytes(data))
    assert [article.text for article in articles] == [TEXTS[0], TEXTS[2]]
    assert issue.source == "a.parquet, rows 2 to 2"


# Size


def repeated(text: str, rows: int, **options) -> bytes:
    """Return a file that holds a text once and names it in many rows."""
    column = pa.DictionaryArray.from_arrays(pa.array([0] * rows, pa.int32()), pa.array([text]))
    return packed({"text": column}, **options)


def test_a_file_that_would_expand_is_refused_by_what_it_says_of_itself(tmp_path: Path):
    data = repeated("steel " * 300_000, 200, compression="zstd")
    articles, (issue,) = read_items(data, Limits(file_mb=1))
    assert len(data) < 10_000
    assert articles == []
    assert issue.source == "a.parquet, rows 1 to 200"
    assert "PARALLAX_MAX_FILE_MB" in issue.remedy


@pytest.mark.parametrize(
    "column",
    [
        pa.array(["short", "word " * 300_000, "short too"]),
        pa.array([{"body": text} for text in ("short", "word " * 300_000, "short too")]),
        pa.array([["short"], ["word " * 300] * 1000, ["short too"]]),
    ],
    ids=["text", "object", "list"],
)
def test_a_row_over_the_limit_is_reported_and_the_others_are_read(column: pa.Array, tmp_path: Path):
    data = packed({"text": TEXTS, "outlet": column}, compression="none")
    path = tmp_path / "a.parquet"
    path.write_bytes(data)  # A table on the disk may be larger than the limit for a record.
    articles, issues = split_items(read_paths([path], Limits(file_mb=1)))
    assert [article.text for article in articles] == [TEXTS[0], TEXTS[2]]
    assert [item.source for item in issues] == ["a.parquet, row 2"]


@pytest.mark.skipif(
    not STATUS.exists(), reason="the system does not report the memory of a process"
)
@pytest.mark.parametrize("shape", ["text", "list"])
def test_values_that_many_rows_repeat_are_not_held_many_times(shape: str, tmp_path: Path):
    path = tmp_path / "a.parquet"
    if shape == "text":
        path.write_bytes(repeated("steel " * 3_000_000, 300, compression="zstd"))
    else:
        many = pa.DictionaryArray.from_arrays(
            pa.array([0] * 20_000, pa.int32()), pa.array(["steel " * 100_000])
        )
        column = pa.ListArray.from_arrays(pa.array([0, 10_000, 20_000], pa.int32()), many)
        path.write_bytes(packed({"text": TEXTS[:2], "author": column}, compression="zstd"))
    code = """
import re, sys
from pathlib import Path
from analysis.ingest import read_paths
from analysis.ingest.table_columns import list_table_columns
path = Path(sys.argv[1])
count, columns = sum(1 for _ in read_paths([path])), list_table_columns([path]).columns
# resource.getrusage may report the process that started this one.
held = re.search(r"VmHWM:\\s*(\\d+) kB", Path(sys.argv[2]).read_text())
print(count, len(columns), int(held[1]) // 1024)
"""
    run = subprocess.run(
        [sys.executable, "-c", code, str(path), str(STATUS)],
        cwd=PROJECT,
        capture_output=True,
        check=True,
    )
    count, columns, megabytes = map(int, run.stdout.split())
    assert count >= 2
    assert columns
    assert megabytes < 600
