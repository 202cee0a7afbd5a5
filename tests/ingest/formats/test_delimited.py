"""CSV and TSV: headers, delimiters, quotation marks, and their columns on the upload page."""

import gzip
import io
import tracemalloc
from pathlib import Path

import pytest

from analysis.ingest import Article, Issue, read_paths, read_upload
from analysis.ingest.formats.delimited import preview_csv
from analysis.ingest.formats.delimited_rows import read_rows
from analysis.ingest.limits import Limits
from analysis.ingest.source_files import SourceFile
from analysis.ingest.table_columns import list_table_columns

TEXT = "The harbour of Port Ellen will be closed for two weeks in May; nobody was asked."


def read_items(data: str | bytes, limits: Limits | None = None, name: str = "a.csv"):
    """Return the texts that an upload contains, and its issues."""
    content = data.encode() if isinstance(data, str) else data
    items = list(read_upload(name, content, limits))
    issues = [item for item in items if isinstance(item, Issue)]
    assert all(item.source and item.problem and item.remedy for item in issues)
    return [item.text for item in items if isinstance(item, Article)], issues


def examples_of(path: Path) -> dict[str, str]:
    """Return the example that the upload page shows for each column of a file."""
    return {column.name: column.example for column in list_table_columns([path]).columns}


# Headers


def test_the_columns_of_a_table_with_issues_are_shown_with_an_empty_record_first():
    data = "text;note\n“Müller”;Käse\n".encode("cp1252")
    source = SourceFile("a.csv", len(data), lambda: io.BytesIO(data), {}, {})
    assert isinstance(next(read_rows(source, Limits())), Issue)
    empty, row = preview_csv(source, Limits())
    assert empty == {"text": "", "note": ""}
    assert row == {"text": "“Müller”", "note": "Käse"}


def test_columns_are_shown_of_a_table_with_a_row_longer_than_its_header(tmp_path: Path):
    path = tmp_path / "a.csv"
    path.write_text("outlet,text\nA,one,more,and more\nB\nC,three\n")
    assert examples_of(path) == {"outlet": "A", "text": "one"}


@pytest.mark.parametrize("first", ["sep=;", '"sep=;"', "SEP=;"])
@pytest.mark.parametrize("name", ["a.csv", "a.tsv"])
def test_a_first_line_that_says_the_delimiter_is_no_header(first: str, name: str, tmp_path: Path):
    path = tmp_path / name
    path.write_text(f'{first}\r\noutlet;text\r\nThe Lamp;"{TEXT}"\r\n')
    (article,) = read_paths([path])
    assert isinstance(article, Article)
    assert (article.outlet, article.text, article.where) == ("The Lamp", TEXT, "line 3")
    assert examples_of(path) == {"outlet": "The Lamp", "text": TEXT}


def test_blank_lines_before_the_header_do_not_hide_the_delimiter():
    assert read_items('\n\noutlet;text\nA;"one, two"\n') == (["one, two"], [])


def test_of_two_columns_of_one_name_the_first_that_is_filled_counts_and_it_is_reported_once():
    texts, (issue,) = read_items("text,text,outlet\none,two,A\n,three,B\nfour,,C\n")
    assert texts == ["one", "three", "four"]
    assert issue.is_warning
    assert issue.source == "a.csv"
    assert "“text”" in issue.problem


def test_two_columns_of_one_name_that_are_not_read_are_not_reported():
    assert read_items("text,note,note\none,x,y\n") == (["one"], [])


def test_a_table_without_a_header_says_so_and_does_not_quote_its_texts():
    _, (issue,) = read_items(f'The Lamp,"{TEXT} {TEXT}"\nThe Bell,two\n')
    assert "line with the names of the columns is missing" in issue.remedy
    assert TEXT not in issue.problem
    assert "The harbour of Port Ellen" in issue.problem
    _, (issue,) = read_items("Haus,Wortlaut\nA,one\n")
    assert "missing" not in issue.remedy


def test_a_table_without_texts_says_how_a_column_is_named():
    _, (issue,) = read_items("Haus,Wortlaut\nA,one\n")
    assert "--column NAME=text" in issue.remedy
    assert "page Corpus" in issue.remedy


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", "outlet,text\nA,one\nB,two\n"),
        ("a.jsonl", '{"outlet": "A", "text": "one"}\n{"text": "two"}\n'),
    ],
)
def test_a_column_that_was_named_and_is_not_there_is_reported_once(
    name: str, content: str, tmp_path: Path
):
    path = tmp_path / name
    path.write_text(content)
    columns = {"outlet": "title", "Inhlt": "text", "note": ""}
    issues = [item for item in read_paths([path], column_fields=columns) if isinstance(item, Issue)]
    assert [(item.source, "“Inhlt”" in item.problem, item.is_warning) for item in issues] == [
        (name, True, True)
    ]


CHOSEN = {"Wortlaut": "text", "outlet": "title", "text": ""}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", "outlet,text,Wortlaut\nClosed,a note,{}\n"),
        ("a.jsonl", '{{"outlet": "Closed", "text": "a note", "Wortlaut": "{}"}}\n'),
        ("a.json", '{{"hits": [{{"outlet": "Closed", "text": "a note", "Wortlaut": "{}"}}]}}'),
        # Only the chosen column tells which of the inner objects is the article.
        ("b.json", '{{"docs": [{{"id": 1, "source": {{"outlet": "Closed", "Wortlaut": "{}"}}}}]}}'),
    ],
)
def test_the_field_that_the_user_chose_for_a_column_counts_whatever_its_name_means(
    name: str, content: str, tmp_path: Path
):
    path = tmp_path / name
    path.write_text(content.format(TEXT))
    chosen = {key: CHOSEN[key] for key in CHOSEN if key in content}
    (article,) = read_paths([path], column_fields=chosen)
    assert isinstance(article, Article)
    assert (article.text, article.title, article.outlet) == (TEXT, "Closed", "")


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.csv", "outlet,text\nA,one\n"), ("a.jsonl", '{"outlet": "A", "text": "one"}\n')],
)
def test_a_table_whose_text_column_the_user_ignores_has_no_text(
    name: str, content: str, tmp_path: Path
):
    path = tmp_path / name
    path.write_text(content)
    (issue,) = read_paths([path], column_fields={"text": ""})
    assert isinstance(issue, Issue)
    assert "No column holds the text" in issue.problem


@pytest.mark.parametrize("content", ["outlet,text\n", "outlet,text"])
def test_the_columns_of_a_table_without_rows_are_shown(content: str, tmp_path: Path):
    path = tmp_path / "a.csv"
    path.write_text(content)
    assert examples_of(path) == {"outlet": "", "text": ""}


# Quotation marks


def test_the_rows_after_a_quotation_mark_that_is_never_closed_are_read():
    rows = "".join(f"C,row {number}\n" for number in range(50))
    texts, (issue,) = read_items(f'outlet,text\nA,one\nB,"two\n{rows}')
    assert texts == ["one", *(f"row {number}" for number in range(50))]
    assert issue.source == "a.csv, line 3"
    assert "never closed" in issue.problem
    assert "reading goes on in line 4" in issue.problem


def test_they_are_read_too_if_a_later_quotation_mark_reveals_it():
    texts, (issue,) = read_items('outlet,text\nA,one\nB,"two\nC,three\nD,"four, five"\nE,six\n')
    assert texts == ["one", "three", "four, five", "six"]
    assert issue.source == "a.csv, line 3"


def test_the_row_that_reveals_it_is_read_where_rows_have_several_lines():
    rows = 'outlet,text\nA,"one\nmore"\nB,"two\nmore\nC,"three\nmore"\nD,four\n'
    texts, (issue,) = read_items(rows)
    assert texts == ["one\nmore", "three\nmore", "four"]
    assert issue.source == "a.csv, line 4"
    assert "reading goes on in line 6" in issue.problem


def test_a_mark_that_opens_after_a_field_of_several_lines_is_named_by_its_own_line():
    texts, (issue,) = read_items('text,note\n"one\nmore","stray\ntwo,x\nthree,y\n')
    assert texts == ["two", "three"]
    assert issue.source == "a.csv, line 3"
    assert "row that begins in line 2" in issue.problem


@pytest.mark.parametrize(
    "rest",
    [
        'A,"first line\nHe said, yes, and went\nand came\nto the end',  # cut off
        'A,"first line\nHe said that the "end" was near\nand it was"\n',  # marks not doubled
    ],
)
def test_the_lines_of_a_text_do_not_become_rows(rest: str):
    texts, issues = read_items(f"outlet,text\n{rest}")
    assert texts == []
    assert issues[0].source == "a.csv, line 2"


def test_a_text_that_is_cut_off_is_no_rows_where_texts_have_several_lines():
    texts, (issue,) = read_items('outlet,text\nA,"one\nmore"\nB,"two\nthree, four\n')
    assert texts == ["one\nmore"]
    assert "so is what follows, to line 5" in issue.problem


def test_a_table_of_one_column_is_not_taken_apart_into_lines():
    texts, (issue,) = read_items('text\none\n"two\nthree\n')
    assert texts == ["one"]
    assert issue.source == "a.csv, line 3"


def test_a_mark_that_is_not_closed_within_the_limit_costs_its_row_and_little_memory(
    tmp_path: Path,
):
    rows = "".join(f"B,row {number} of a long table\n" for number in range(150_000))
    path = tmp_path / "a.csv"
    path.write_text(f'outlet,text\nA,"stray\n{rows}')
    source = SourceFile(path.name, path.stat().st_size, lambda: path.open("rb"))
    tracemalloc.start()
    row_count = sum(not isinstance(row, Issue) for row in read_rows(source, Limits(file_mb=0.1)))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert row_count == 150_001
    assert peak < path.stat().st_size / 2


# Size and damage


@pytest.mark.parametrize("name", ["a.csv", "a.csv.gz"])
def test_a_line_that_is_too_long_is_reported_as_such_and_the_next_is_read(
    name: str, tmp_path: Path
):
    rows = f"outlet,text\nA,{'a' * 5000}\nB,two\n".encode()
    path = tmp_path / name
    path.write_bytes(gzip.compress(rows) if name.endswith("gz") else rows)
    issue, article = read_paths([path], Limits(file_mb=0.002))
    assert isinstance(issue, Issue)
    assert isinstance(article, Article)
    assert issue.source == f"{name}, line 2"
    assert "quotes" not in issue.remedy
    assert "PARALLAX_MAX_FILE_MB" in issue.remedy


def test_a_packed_table_that_breaks_off_gives_what_came_before():
    rows = "outlet,text\n" + "".join(f"A,{TEXT} {number}\n" for number in range(200))
    texts, issues = read_items(gzip.compress(rows.encode())[:-6], name="a.csv.gz")
    assert len(texts) > 100
    assert "unpacked" in issues[-1].problem


# Places


def test_an_article_of_a_table_knows_its_line_and_messages_name_it(tmp_path: Path):
    german = "Die Regierung hat am Dienstag angekündigt, die Zölle auf Stahl zu erhöhen."
    path = tmp_path / "a.csv"
    path.write_text(f'text\n{TEXT}\n"{german}"\n')
    article, issue = read_paths([path])
    assert isinstance(article, Article)
    assert isinstance(issue, Issue)
    assert (article.source, article.place) == ("a.csv", "a.csv, line 2")
    assert issue.source == "a.csv, line 3"
    (article,) = read_upload("a.txt", TEXT.encode())
    assert isinstance(article, Article)
    assert article.place == "a.txt"


@pytest.mark.parametrize(
    ("data", "issue"),
    [
        ("", ("a.csv", "It is empty.", "Give a header line and one article a row.")),
        ("title,text\n", ("a.csv", "It holds no articles.", "Give one article a row.")),
        (
            "title,text\nx,one,two,three\n",
            (
                "a.csv, line 2",
                "The row has 4 fields, the header 2.",
                "Put texts that hold the delimiter in double quotes.",
            ),
        ),
    ],
    ids=["empty", "header alone", "row too long"],
)
def test_what_a_table_lacks_is_reported_with_its_place_and_the_remedy(
    data: str, issue: tuple[str, str, str]
):
    texts, issues = read_items(data)
    assert texts == []
    assert [
        (read_issue.source, read_issue.problem, read_issue.remedy) for read_issue in issues
    ] == [issue]


def test_the_columns_of_a_header_without_rows_are_shown_without_examples(tmp_path: Path):
    path = tmp_path / "a.csv"
    path.write_text("outlet,text\n\n")
    assert examples_of(path) == {"outlet": "", "text": ""}
