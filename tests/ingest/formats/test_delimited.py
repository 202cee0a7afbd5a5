"""CSV and TSV: headers, delimiters, quotation marks, and the columns shown of them."""

import gzip
import tracemalloc
from pathlib import Path

import pytest

from analysis.ingest import Article, Issue, read_paths, read_upload
from analysis.ingest.formats.delimited_rows import read_rows
from analysis.ingest.limits import Limits
from analysis.ingest.source_files import SourceFile
from analysis.ingest.table_columns import list_table_columns

TEXT = "The harbour of Port Ellen will be closed for two weeks in May; nobody was asked."


def sorted_out(data: str | bytes, limits: Limits | None = None, name: str = "a.csv"):
    """Return the texts that an upload gave, and what was told."""
    given = data.encode() if isinstance(data, str) else data
    found = list(read_upload(name, given, limits))
    told = [one for one in found if isinstance(one, Issue)]
    assert all(one.source and one.problem and one.remedy for one in told)
    return [one.text for one in found if isinstance(one, Article)], told


def shown(path: Path) -> dict[str, str]:
    """Return an example for each column that the page shows of a file."""
    return {column.name: column.example for column in list_table_columns([path]).columns}


# Headers


def test_columns_are_shown_of_a_table_with_a_row_longer_than_its_header(tmp_path: Path):
    path = tmp_path / "a.csv"
    path.write_text("outlet,text\nA,one,more,and more\nB\nC,three\n")
    assert shown(path) == {"outlet": "A", "text": "one"}


@pytest.mark.parametrize("first", ["sep=;", '"sep=;"', "SEP=;"])
@pytest.mark.parametrize("name", ["a.csv", "a.tsv"])
def test_a_first_line_that_says_the_delimiter_is_no_header(first: str, name: str, tmp_path: Path):
    path = tmp_path / name
    path.write_text(f'{first}\r\noutlet;text\r\nThe Lamp;"{TEXT}"\r\n')
    (article,) = read_paths([path])
    assert isinstance(article, Article)
    assert (article.outlet, article.text, article.where) == ("The Lamp", TEXT, "line 3")
    assert shown(path) == {"outlet": "The Lamp", "text": TEXT}


def test_blank_lines_before_the_header_do_not_hide_the_delimiter():
    assert sorted_out('\n\noutlet;text\nA;"one, two"\n') == (["one, two"], [])


def test_of_two_columns_of_one_name_the_first_that_is_filled_counts_and_it_is_told_once():
    texts, (told,) = sorted_out("text,text,outlet\none,two,A\n,three,B\nfour,,C\n")
    assert texts == ["one", "three", "four"]
    assert told.is_warning
    assert told.source == "a.csv"
    assert "“text”" in told.problem


def test_two_columns_of_one_name_that_are_not_read_are_not_told():
    assert sorted_out("text,note,note\none,x,y\n") == (["one"], [])


def test_a_table_without_a_header_says_so_and_does_not_quote_its_texts():
    _, (told,) = sorted_out(f'The Lamp,"{TEXT} {TEXT}"\nThe Bell,two\n')
    assert "line with the names of the columns is missing" in told.remedy
    assert TEXT not in told.problem
    assert "The harbour of Port Ellen" in told.problem
    _, (told,) = sorted_out("Quelle,Inhalt\nA,one\n")
    assert "missing" not in told.remedy


def test_a_table_without_texts_says_how_a_column_is_named():
    _, (told,) = sorted_out("Quelle,Inhalt\nA,one\n")
    assert "--column NAME=text" in told.remedy
    assert "page Corpus" in told.remedy


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", "outlet,text\nA,one\nB,two\n"),
        ("a.jsonl", '{"outlet": "A", "text": "one"}\n{"text": "two"}\n'),
    ],
)
def test_a_column_that_was_named_and_is_not_there_is_told_once(
    name: str, content: str, tmp_path: Path
):
    path = tmp_path / name
    path.write_text(content)
    columns = {"outlet": "title", "Inhlt": "text", "note": ""}
    told = [one for one in read_paths([path], column_fields=columns) if isinstance(one, Issue)]
    assert [(one.source, "“Inhlt”" in one.problem, one.is_warning) for one in told] == [
        (name, True, True)
    ]


@pytest.mark.parametrize("content", ["outlet,text\n", "outlet,text"])
def test_the_columns_of_a_table_without_rows_are_shown(content: str, tmp_path: Path):
    path = tmp_path / "a.csv"
    path.write_text(content)
    assert shown(path) == {"outlet": "", "text": ""}


# Quotation marks


def test_the_rows_after_a_quotation_mark_that_is_never_closed_are_read():
    rows = "".join(f"C,row {number}\n" for number in range(50))
    texts, (told,) = sorted_out(f'outlet,text\nA,one\nB,"two\n{rows}')
    assert texts == ["one", *(f"row {number}" for number in range(50))]
    assert told.source == "a.csv, line 3"
    assert "never closed" in told.problem
    assert "reading goes on in line 4" in told.problem


def test_so_they_are_where_a_later_quotation_mark_shows_it():
    texts, (told,) = sorted_out('outlet,text\nA,one\nB,"two\nC,three\nD,"four, five"\nE,six\n')
    assert texts == ["one", "three", "four, five", "six"]
    assert told.source == "a.csv, line 3"


def test_the_row_that_shows_it_is_read_where_rows_have_several_lines():
    rows = 'outlet,text\nA,"one\nmore"\nB,"two\nmore\nC,"three\nmore"\nD,four\n'
    texts, (told,) = sorted_out(rows)
    assert texts == ["one\nmore", "three\nmore", "four"]
    assert told.source == "a.csv, line 4"
    assert "reading goes on in line 6" in told.problem


def test_a_mark_that_opens_after_a_field_of_several_lines_is_named_by_its_own_line():
    texts, (told,) = sorted_out('text,note\n"one\nmore","stray\ntwo,x\nthree,y\n')
    assert texts == ["two", "three"]
    assert told.source == "a.csv, line 3"
    assert "row that begins in line 2" in told.problem


@pytest.mark.parametrize(
    "rest",
    [
        'A,"first line\nHe said, yes, and went\nand came\nto the end',  # cut off
        'A,"first line\nHe said that the "end" was near\nand it was"\n',  # marks not doubled
    ],
)
def test_the_lines_of_a_text_do_not_become_rows(rest: str):
    texts, told = sorted_out(f"outlet,text\n{rest}")
    assert texts == []
    assert told[0].source == "a.csv, line 2"


def test_a_text_that_is_cut_off_is_no_rows_where_texts_have_several_lines():
    texts, (told,) = sorted_out('outlet,text\nA,"one\nmore"\nB,"two\nthree, four\n')
    assert texts == ["one\nmore"]
    assert "so is what follows, to line 5" in told.problem


def test_a_table_of_one_column_is_not_taken_apart_into_lines():
    texts, (told,) = sorted_out('text\none\n"two\nthree\n')
    assert texts == ["one"]
    assert told.source == "a.csv, line 3"


def test_a_mark_that_is_not_closed_within_the_limit_costs_its_row_and_little_memory(
    tmp_path: Path,
):
    rows = "".join(f"B,row {number} of a long table\n" for number in range(150_000))
    path = tmp_path / "a.csv"
    path.write_text(f'outlet,text\nA,"stray\n{rows}')
    given = SourceFile(path.name, path.stat().st_size, lambda: path.open("rb"))
    tracemalloc.start()
    found = sum(not isinstance(row, Issue) for row in read_rows(given, Limits(file_mb=0.1)))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found == 150_001
    assert peak < path.stat().st_size / 2


# Size and damage


@pytest.mark.parametrize("name", ["a.csv", "a.csv.gz"])
def test_a_line_that_is_too_long_is_told_as_that_and_the_next_is_read(name: str, tmp_path: Path):
    rows = f"outlet,text\nA,{'a' * 5000}\nB,two\n".encode()
    path = tmp_path / name
    path.write_bytes(gzip.compress(rows) if name.endswith("gz") else rows)
    told, article = read_paths([path], Limits(file_mb=0.002))
    assert isinstance(told, Issue)
    assert isinstance(article, Article)
    assert told.source == f"{name}, line 2"
    assert "quotes" not in told.remedy
    assert "PARALLAX_MAX_FILE_MB" in told.remedy


def test_a_packed_table_that_breaks_off_gives_what_came_before():
    rows = "outlet,text\n" + "".join(f"A,{TEXT} {number}\n" for number in range(200))
    texts, told = sorted_out(gzip.compress(rows.encode())[:-6], name="a.csv.gz")
    assert len(texts) > 100
    assert "unpacked" in told[-1].problem


# Places


def test_an_article_of_a_table_knows_its_line_and_messages_name_it(tmp_path: Path):
    german = "Die Regierung hat am Dienstag angekündigt, die Zölle auf Stahl zu erhöhen."
    path = tmp_path / "a.csv"
    path.write_text(f'text\n{TEXT}\n"{german}"\n')
    article, told = read_paths([path])
    assert isinstance(article, Article)
    assert isinstance(told, Issue)
    assert (article.source, article.place) == ("a.csv", "a.csv, line 2")
    assert told.source == "a.csv, line 3"
    (article,) = read_upload("a.txt", TEXT.encode())
    assert isinstance(article, Article)
    assert article.place == "a.txt"
