"""Bad input: each is reported with its name and a remedy, and stops nothing."""

import gzip
import io
import json
import os
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from analysis.ingest import Article, Issue, read_paths, read_upload
from analysis.ingest.limits import Limits
from analysis.ingest.table_columns import list_table_columns

TEXT = "The harbour of Port Ellen will be closed for two weeks in May, the council said."
GOOD = json.dumps({"text": TEXT})


def read_items(
    name: str, data: str | bytes, limits: Limits | None = None
) -> tuple[list[str], list[Issue]]:
    """Return the texts that an upload contains, and its issues."""
    content = data.encode() if isinstance(data, str) else data
    items = list(read_upload(name, content, limits))
    issues = [item for item in items if isinstance(item, Issue)]
    assert all(item.source and item.problem and item.remedy for item in issues)
    return [item.text for item in items if isinstance(item, Article)], issues


def problem_of(name: str, data: str | bytes, limits: Limits | None = None) -> Issue:
    """Return the one problem of an upload that gives no article."""
    texts, (problem,) = read_items(name, data, limits)
    assert texts == []
    return problem


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
        b"%PDF-1.7\n" + bytes(range(256)) * 20,
        b"PK\x03\x04" + bytes(range(256)) * 20,
        bytes(range(256)) * 40,
        b"\x00\x01\x02\x03" * 100,
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.csv", "a.json"])
def test_a_binary_file_is_refused_whatever_its_name_says(name: str, data: bytes) -> None:
    problem_of(name, data)


def test_a_picture_named_as_json_lines_is_refused_once() -> None:
    problem_of("a.jsonl", b"\x89PNG\r\n\x1a\n" + b"junk\n" * 500)


@pytest.mark.parametrize("name", ["a.exe", "a", "a.txt.exe", ""])
def test_a_format_that_is_not_read_is_named(name: str) -> None:
    assert ".txt" in problem_of(name, TEXT).remedy


@pytest.mark.parametrize(
    ("name", "remedy"),
    [("a.doc", ".docx"), ("a.png", "OCR"), ("a.tar.gz", ".zip"), ("a.ods", ".xlsx")],
)
def test_a_format_that_can_be_converted_is_named_with_the_way(name: str, remedy: str) -> None:
    issue = problem_of(name, TEXT)
    assert issue.problem.startswith(f"{name[1:]} files")
    assert remedy in issue.remedy


@pytest.mark.parametrize("suffix", ["txt", "html", "csv", "tsv", "json", "jsonl", "parquet"])
@pytest.mark.parametrize("data", ["", " \n\n ", "\x00"])
def test_an_empty_file_is_reported(suffix: str, data: str) -> None:
    problem_of(f"a.{suffix}", data)


def test_a_page_without_an_article_is_reported() -> None:
    page = "<html><body><nav><a href='/'>Home</a></nav><p>Please log in.</p></body></html>"
    assert "no article" in problem_of("a.html", page).problem


@pytest.mark.parametrize("page", ["<div>" * 30000, "<" * 5000, "<p>\x00</p>", "]]>" * 100])
def test_a_hostile_page_is_reported_and_not_followed(page: str) -> None:
    problem_of("a.html", page)


# Size


@pytest.mark.parametrize("suffix", ["txt", "json", "csv", "parquet"])
def test_an_upload_over_the_limit_is_refused(suffix: str) -> None:
    problem = problem_of(f"a.{suffix}", "word " * 1000, Limits(file_mb=0.001))
    assert "PARALLAX_MAX_FILE_MB" in problem.remedy


def test_a_text_on_disk_over_the_limit_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(60 * 1024 * 1024)
    (problem,) = read_paths([path])
    assert isinstance(problem, Issue)
    assert "60.0 MB" in problem.problem


def test_a_table_on_disk_may_be_larger_than_the_limit_for_one_record(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    path.write_text("".join(json.dumps({"text": f"{TEXT} {n}"}) + "\n" for n in range(100)))
    items = list(read_paths([path], Limits(file_mb=0.001)))
    assert [type(item) for item in items] == [Article] * 100


def test_a_line_over_the_limit_is_reported_and_the_next_is_read(tmp_path: Path) -> None:
    long = json.dumps({"text": "word " * 1000})
    path = tmp_path / "lines.jsonl"
    path.write_text(f"{long}\n{GOOD}\n")
    problem, article = read_paths([path], Limits(file_mb=0.001))
    assert isinstance(problem, Issue)
    assert problem.source == "lines.jsonl, line 1"
    assert isinstance(article, Article)


def test_an_article_with_too_many_characters_is_refused() -> None:
    texts, (problem,) = read_items(
        "a.csv", f"text\n{'word ' * 50}\nshort\n", Limits(characters=100)
    )
    assert texts == ["short"]
    assert "PARALLAX_MAX_CHARACTERS" in problem.remedy


def test_limits_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARALLAX_MAX_FILE_MB", "0.001")
    problem_of("a.txt", "word " * 1000)
    monkeypatch.setenv("PARALLAX_MAX_FILE_MB", "many")
    with pytest.raises(ValueError, match="PARALLAX_MAX_FILE_MB"):
        list(read_upload("a.txt", b"word"))


# Tables


def test_a_table_without_texts_names_the_columns_it_has() -> None:
    problem = problem_of("a.csv", "col1,col2\nA,B\n")
    assert "col1, col2" in problem.problem
    stream = io.BytesIO()
    pq.write_table(pa.table({"col1": ["A"]}), stream)
    assert "col1" in problem_of("a.parquet", stream.getvalue()).problem


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        ("text,outlet\none,A,extra\ntwo,B\n", 2),
        ("text,outlet\none\ntwo,B\n", 2),
        ('text,outlet\n"one "quoted" word",A\ntwo,B\n', 2),
        ("text,outlet\n,A\ntwo,B\n", 2),
    ],
)
def test_a_broken_row_is_reported_by_its_line_and_the_next_is_read(rows: str, line: int) -> None:
    texts, (problem,) = read_items("a.csv", rows)
    assert texts == ["two"]
    assert problem.source == f"a.csv, line {line}"


@pytest.mark.parametrize(
    "line",
    [
        "{broken",
        "[1, 2]",
        '"text"',
        "null",
        '{"title": "no text"}',
        '{"text": 5}',
        '{"text": null}',
        '{"text": ["a", 5]}',
        "[" * 100_000,
        '{"text": "half of a pair: \\ud83d"}',
        '{"id": ' + "9" * 5000 + ', "text": "t"}',
    ],
)
def test_a_broken_line_is_reported_by_its_number_and_the_next_is_read(line: str) -> None:
    texts, (problem,) = read_items("a.jsonl", f"{GOOD}\n\n{line}\n{json.dumps({'text': 'two'})}")
    assert texts == [TEXT, "two"]
    assert problem.source == "a.jsonl, line 3"


@pytest.mark.parametrize("data", ["{", "[1,]", "[" * 100_000, "text"])
def test_broken_json_is_reported(data: str) -> None:
    assert "JSON" in problem_of("a.json", data).problem


def test_a_packed_file_that_breaks_off_gives_what_came_before() -> None:
    packed = gzip.compress("".join(f'{{"text": "{TEXT} {n}"}}\n' for n in range(9)).encode())
    texts, (problem,) = read_items("a.jsonl.gz", packed[:-6])
    assert len(texts) == 9
    assert "unpacked" in problem.problem
    problem_of("a.csv.gz", b"not packed")


def test_a_broken_parquet_file_is_reported() -> None:
    problem_of("a.parquet", b"PAR1 and no more")


@pytest.mark.parametrize("written", ["06/09/2023", "soon", "2023", "May 2023", "2023-02-31"])
def test_a_date_that_does_not_name_one_day_is_reported_and_the_article_is_kept(
    written: str,
) -> None:
    items = list(read_upload("a.json", json.dumps([{"text": TEXT, "date": written}]).encode()))
    problem, article = items
    assert isinstance(problem, Issue)
    assert written in problem.problem
    assert isinstance(article, Article)
    assert article.published is None


# Ids


def test_the_second_article_of_an_id_is_kept_under_another_and_a_repetition_is_left_out() -> None:
    records = [{"id": 1, "text": text} for text in ("one", "two", "one", "two")]
    texts, (other, same, again) = read_items("a.json", json.dumps(records))
    assert texts == ["one", "two"]
    assert "that of another article" in other.problem
    assert other.is_warning
    assert "same text" in same.problem
    assert "same text" in again.problem


def test_one_text_of_an_id_in_two_outlets_is_two_articles() -> None:
    records = [{"id": 1, "text": "one", "outlet": outlet} for outlet in ("UPI", "CNN")]
    texts, (other,) = read_items("a.json", json.dumps(records))
    assert texts == ["one", "one"]
    assert other.is_warning


def test_a_text_in_two_files_is_read_once_and_reported(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.txt").write_text(TEXT)
    article, problem = read_paths([tmp_path])
    assert isinstance(article, Article)
    assert isinstance(problem, Issue)
    assert (article.source, problem.source) == ("a.txt", "b.txt")


# Files and folders


def test_an_input_that_fails_unexpectedly_is_reported_and_stops_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(*_: object) -> None:
        raise ZeroDivisionError("no such case")

    monkeypatch.setattr("analysis.ingest.formats.json_lines.json.loads", fails)
    (tmp_path / "a.jsonl").write_text(GOOD)
    (tmp_path / "b.txt").write_text(TEXT)
    problem, article = read_paths([tmp_path])
    assert isinstance(problem, Issue)
    assert isinstance(article, Article)
    assert problem.source == "a.jsonl"
    assert "ZeroDivisionError: no such case" in problem.problem
    assert "Traceback" in caplog.text
    caplog.clear()
    assert list_table_columns([tmp_path]).columns == ()
    assert "Traceback" in caplog.text


def test_an_interrupt_while_an_input_is_read_is_not_held_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("analysis.ingest.formats.json_lines.json.loads", interrupted)
    (tmp_path / "a.jsonl").write_text(GOOD)
    with pytest.raises(KeyboardInterrupt):
        list(read_paths([tmp_path]))


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\x89PNG\r\n")
    (tmp_path / "b.csv").write_text("titel\nA\n")
    (tmp_path / "c.txt").write_text(TEXT)
    (tmp_path / "d.png").write_bytes(b"\x89PNG\r\n")
    items = list(read_paths([tmp_path / "missing.txt", tmp_path]))
    assert [item.source for item in items] == [
        "missing.txt",
        "a.txt",
        "b.csv",
        "c.txt",
        tmp_path.name,
    ]
    assert [isinstance(item, Article) for item in items] == [False, False, False, True, False]
    assert "d.png" in str(items[-1])


def test_an_empty_folder_is_reported(tmp_path: Path) -> None:
    (problem,) = read_paths([tmp_path])
    assert isinstance(problem, Issue)
    assert "no articles" in problem.problem


def test_a_named_pipe_is_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "pipe.txt"
    os.mkfifo(path)
    (problem,) = read_paths([path])
    assert isinstance(problem, Issue)


@pytest.mark.parametrize("name", ["../outside.txt", "/etc/hostname", "gone.txt", ""])
def test_a_table_that_names_a_file_elsewhere_or_nowhere_is_reported(
    name: str, tmp_path: Path
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (tmp_path / "outside.txt").write_text("not to be read")
    (folder / "a.txt").write_text(TEXT)
    (folder / "articles.csv").write_text(f"file,outlet\n{name},X\na.txt,The Lamp\na.txt,Again\n")
    items = list(read_paths([folder]))
    assert [item.outlet for item in items if isinstance(item, Article)] == ["The Lamp"]
    assert [item.source for item in items if isinstance(item, Issue)] == [
        "articles.csv, line 2",
        "articles.csv, line 4",
    ]


@pytest.mark.parametrize(
    "name", ["../../etc/x.txt", "C:\\x\\y.txt", "<b>x</b>.txt", "x\ud800.txt", "a" * 900 + ".txt"]
)
def test_the_name_of_an_upload_leads_nowhere(name: str) -> None:
    (items,) = read_upload(name, TEXT.encode())
    assert isinstance(items, Article)
    assert "\\" not in items.source
    assert len(items.source.encode()) <= 210


@pytest.mark.parametrize("filler", ["", "The same text again."])
def test_a_table_is_read_until_too_many_rows_in_a_row_hold_no_new_text(filler: str) -> None:
    limits = Limits(empty_rows=20)
    rows = [TEXT, *[filler] * 20, f"{TEXT} And then?", *[filler] * 22, f"{TEXT} The end."]
    data = "text\n" + "".join(f'"{row}"\n' for row in rows)
    texts, issues = read_items("table.csv", data, limits)
    assert (f"{TEXT} And then?" in texts, f"{TEXT} The end." in texts) == (True, False)
    assert "More than 20 rows in a row hold no new text" in issues[-1].problem
    assert "PARALLAX_MAX_EMPTY_ROWS" in issues[-1].remedy


def test_a_small_file_of_endless_empty_rows_is_left_soon() -> None:
    stream = io.BytesIO()
    table = pa.table({"text": pa.nulls(3_000_000, pa.string())})
    pq.write_table(table, stream, compression="zstd", row_group_size=3_000_000)
    texts, issues = read_items("rows.parquet", stream.getvalue(), Limits(empty_rows=1000))
    assert texts == []
    assert len(issues) <= 1001
    assert "the rest is not read" in issues[-1].problem


def test_links_that_lead_out_of_a_folder_are_reported_and_not_followed(tmp_path: Path) -> None:
    outside, folder = tmp_path / "outside", tmp_path / "in"
    for path in (outside, folder):
        path.mkdir()
    (outside / "secret.txt").write_text(f"Secret. {TEXT}")
    (folder / "a.txt").write_text(TEXT)
    (folder / "inside.txt").symlink_to(folder / "a.txt")
    (folder / "file.txt").symlink_to(outside / "secret.txt")
    (folder / "endless.txt").symlink_to("/dev/zero")
    (folder / "more").symlink_to(outside)
    items = list(read_paths([folder]))
    assert [item.text for item in items if isinstance(item, Article)] == [TEXT]
    issues = {item.source: item for item in items if isinstance(item, Issue)}
    assert {"file.txt", "endless.txt", "more"} <= set(issues)
    assert all("not followed" in issues[name].problem for name in ("file.txt", "endless.txt"))
    assert "a link to another folder" in issues["more"].problem
    assert next(read_paths([folder / "file.txt"])).text.startswith("Secret.")
