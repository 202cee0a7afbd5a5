"""Archives: read like folders, safely."""

import gzip
import io
import json
import stat
import zipfile
from pathlib import Path

import pytest

from analysis.ingest import Article, Issue, read_paths, read_upload
from analysis.ingest.limits import Limits

TEXT = "The harbour of Port Ellen will be closed for two weeks in May, the council said."


def packed(files: dict[str, str | bytes], **options) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data, **options)
    return stream.getvalue()


def read_items(data: bytes, limits: Limits | None = None):
    items = list(read_upload("news.zip", data, limits))
    read = {item.source: item for item in items if isinstance(item, Article)}
    return read, [item for item in items if isinstance(item, Issue)]


def test_an_archive_is_read_as_a_folder_with_the_table_beside_its_texts():
    rows = "".join(json.dumps({"text": f"{TEXT} {n}"}) + "\n" for n in range(3))
    read, issues = read_items(
        packed(
            {
                "a/one.txt": TEXT,
                "a/articles.csv": "file,outlet\none.txt,The Lamp\n",
                "b/two.jsonl.gz": gzip.compress(rows.encode()),
                ".hidden.txt": "not read",
                "a/~$one.docx": "not read",
                "__MACOSX/a/one.txt": "not read",
            }
        )
    )
    assert issues == []
    assert read["news.zip/a/one.txt"].outlet == "The Lamp"
    assert read["news.zip/a/one.txt"].text == TEXT
    assert set(read) == {"news.zip/a/one.txt", "news.zip/b/two.jsonl.gz"}


def test_an_archive_on_the_disk_and_in_a_folder_is_read_once(tmp_path: Path):
    (tmp_path / "news.zip").write_bytes(packed({"one.txt": TEXT}))
    for paths in ([tmp_path], [tmp_path / "news.zip"]):
        (article,) = read_paths(paths)
        assert isinstance(article, Article)
        assert article.source == "news.zip/one.txt"


def test_a_parquet_file_in_an_archive_is_read():
    import pyarrow as pa
    import pyarrow.parquet as pq

    stream = io.BytesIO()
    pq.write_table(pa.table({"text": [TEXT]}), stream)
    read, issues = read_items(packed({"t.parquet": stream.getvalue()}))
    assert (len(read), issues) == (1, [])


@pytest.mark.parametrize("name", ["../out.txt", "/etc/out.txt", "a/../../out.txt", "C:/out.txt"])
def test_a_name_that_leads_out_of_the_archive_is_refused(name: str, tmp_path: Path):
    read, (issue,) = read_items(packed({name: "not to be read", "in.txt": TEXT}))
    assert set(read) == {"news.zip/in.txt"}
    assert "lead out" in issue.problem


def test_a_link_in_an_archive_is_not_followed():
    info = zipfile.ZipInfo("link.txt")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(info, "/etc/hostname")
        archive.writestr("in.txt", TEXT)
    read, _ = read_items(stream.getvalue())
    assert set(read) == {"news.zip/in.txt"}


def test_an_archive_that_would_expand_is_refused_before_it_is_unpacked():
    bomb = packed({f"{n}.txt": "0" * 1_000_000 for n in range(5)})
    assert len(bomb) < 20_000
    read, (issue,) = read_items(bomb, Limits(archive_mb=2))
    assert read == {}
    assert "PARALLAX_MAX_ARCHIVE_MB" in issue.remedy
    read, (issue,) = read_items(bomb, Limits(archive_files=4))
    assert read == {}


def test_an_archive_that_would_expand_out_of_all_proportion_is_refused_though_it_is_small():
    bomb = packed({f"{n}.txt": "0" * 1_000_000 for n in range(5)})
    read, (issue,) = read_items(bomb, Limits(file_mb=0.1))
    assert read == {}
    assert "would unpack" in issue.problem


def test_archives_in_archives_share_one_limit():
    inner = packed({"0.txt": "0" * 1_000_000})
    _, issues = read_items(packed({f"{n}.zip": inner for n in range(5)}), Limits(archive_mb=2))
    assert any("would unpack" in item.problem for item in issues)


def test_an_archive_in_an_archive_is_read_and_one_too_deep_is_reported():
    inner = packed({"one.txt": TEXT})
    read, issues = read_items(packed({"inner.zip": inner}))
    assert (set(read), issues) == ({"news.zip/inner.zip/one.txt"}, [])
    read, issues = read_items(packed({"a.zip": packed({"b.zip": inner})}))
    assert read == {}
    assert "too deep" in issues[0].problem


def test_a_packed_table_that_expands_beyond_the_limit_is_cut_and_reported():
    line = json.dumps({"text": TEXT, "pad": "0" * 100_000}) + "\n"
    data = gzip.compress((line * 40).encode())
    items = list(read_upload("t.jsonl.gz", data, Limits(archive_mb=1)))
    assert "PARALLAX_MAX_ARCHIVE_MB" in str(items[-1])


def test_a_false_size_limits_what_is_read():
    data = bytearray(packed({"a.txt": "word " * 10_000}))
    at = data.rindex(b"PK\x01\x02") + 24  # the unpacked size in the list at the end
    data[at : at + 4] = (100).to_bytes(4, "little")
    read, issues = read_items(bytes(data))
    assert read == {}
    assert "unpacked" in issues[0].problem


def test_a_locked_and_a_broken_archive_are_reported():
    data = bytearray(packed({"a.txt": TEXT, "b.txt": TEXT}))
    at = data.rindex(b"PK\x01\x02") + 8
    data[at] |= 1
    read, issues = read_items(bytes(data))
    assert set(read) == {"news.zip/a.txt"}
    assert "password" in issues[0].problem
    for broken in (b"", b"PK\x03\x04 and no more", packed({"a.txt": TEXT})[:60]):
        read, (issue,) = read_items(broken)
        assert (read, issue.source) == ({}, "news.zip")


def test_the_names_in_an_archive_are_shown_without_control_characters():
    read, _ = read_items(packed({"a\u202etxt.exe\x1b[2J.txt": TEXT}))
    assert set(read) == {"news.zip/atxt.exe[2J.txt"}


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_files_with_the_same_name_are_all_read_and_reported():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for number, name in enumerate(["a.csv.gz", "a.csv.gz", "a (2).csv.gz", "b/a.csv.gz"]):
            archive.writestr(name, gzip.compress(f'text\n"{TEXT} {number}"\n'.encode()))
    read, (issue,) = read_items(stream.getvalue())
    assert {source: article.text[-1] for source, article in read.items()} == {
        "news.zip/a.csv.gz": "0",
        "news.zip/a (2).csv.gz": "1",
        "news.zip/a (2) (2).csv.gz": "2",
        "news.zip/b/a.csv.gz": "3",
    }
    assert issue.is_warning
    assert "2 of its files" in issue.problem
    assert "“a (2).csv.gz”" in issue.problem


def test_a_file_without_a_name_in_an_archive_is_reported():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        info = zipfile.ZipInfo("x")
        info.filename = ""
        archive.writestr(info, "not read")
        archive.writestr("in.txt", TEXT)
    read, (issue,) = read_items(stream.getvalue())
    assert set(read) == {"news.zip/in.txt"}
    assert "1 of its files have no name" in issue.problem


@pytest.mark.parametrize("damage", [b"PK\x03\x04", b"file,outlet"])
@pytest.mark.parametrize("packing", [zipfile.ZIP_STORED, zipfile.ZIP_BZIP2])
def test_a_damaged_table_beside_texts_is_reported_and_the_texts_are_read(
    damage: bytes, packing: int, tmp_path: Path
):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", packing) as archive:
        archive.writestr("articles.csv", "file,outlet\na.txt,The Lamp\n")
        archive.writestr("a.txt", TEXT)
    data = stream.getvalue()
    at = data.find(damage) if damage in data else data.index(b"BZh")
    data = data[:at] + b"?" * 4 + data[at + 4 :]
    path = tmp_path / "news.zip"
    path.write_bytes(data)
    for items in (list(read_upload("news.zip", data)), list(read_paths([path]))):
        assert [item.text for item in items if isinstance(item, Article)] == [TEXT]
        (issue,) = [item for item in items if isinstance(item, Issue)]
        assert issue.source == "news.zip/articles.csv"
        assert "cannot be" in issue.problem


def test_a_place_in_an_archive_that_does_not_exist_is_reported(tmp_path: Path):
    data = bytearray(packed({"articles.csv": "file,outlet\na.txt,The Lamp\n", "a.txt": TEXT}))
    at = data.rindex(b"PK\x05\x06") + 16  # where the list at the end says that it begins
    data[at : at + 4] = (1_000_000).to_bytes(4, "little")
    path = tmp_path / "news.zip"
    path.write_bytes(data)
    items = list(read_paths([path]))
    assert items
    assert all(isinstance(item, Issue) for item in items)


@pytest.mark.parametrize("row", ["one.txt,The Lamp", "none.txt,The Bell"])
def test_a_damaged_table_beside_texts_in_an_archive_is_reported_and_costs_nothing_else(row: str):
    rows = f"file,outlet\n{row}\n"
    data = bytearray(
        packed(
            {"0.txt": f"{TEXT} 0", "articles.csv": rows, "one.txt": TEXT},
            compress_type=zipfile.ZIP_STORED,
        )
    )
    data[data.index(b"The ", data.index(b"file,outlet"))] = ord("X")
    read, issues = read_items(bytes(data))
    assert set(read) == {"news.zip/0.txt", "news.zip/one.txt"}
    assert [("articles.csv" in item.source, bool(item.remedy)) for item in issues] == [(True, True)]


@pytest.mark.parametrize(("files", "is_read"), [(4, True), (5, False)])
def test_an_archive_has_a_greatest_number_of_files(files: int, *, is_read: bool):
    data = packed({f"{number}.txt": f"{TEXT} {number}" for number in range(files)})
    read, _ = read_items(data, Limits(archive_files=4))
    assert bool(read) is is_read
