"""Rows of delimited tables: encodings, limits, and quotation marks that are never closed."""

import codecs
import csv
import gzip
import io

import pytest

from analysis.ingest import Issue
from analysis.ingest.formats.delimited_rows import Row, _detect_encoding, read_rows
from analysis.ingest.limits import MEGABYTE, Limits
from analysis.ingest.source_files import SourceFile

CLOSE_IT = "Close it, or double it where it is part of the text."


@pytest.fixture(autouse=True)
def restored_field_limit():
    """Restore the limit on fields, which holds for the whole process, after small limits."""
    limit = csv.field_size_limit()
    yield
    csv.field_size_limit(limit)


def read(
    data: str | bytes,
    *,
    name: str = "a.csv",
    limits: Limits | None = None,
    columns: dict[str, str] | None = None,
):
    """Return the rows of a file as line and cells, and its issues as place, problem and remedy."""
    content = data.encode() if isinstance(data, str) else data
    source = SourceFile(name, len(content), lambda: io.BytesIO(content), {}, columns or {})
    items = list(read_rows(source, limits or Limits()))
    rows = [(item.line, *item.cells) for item in items if isinstance(item, Row)]
    issues = [(item.source, item.problem, item.remedy) for item in items if isinstance(item, Issue)]
    return rows, issues


def limit_of(size: int) -> Limits:
    """Return limits with so many bytes for a file, and for a row of a table."""
    limits = Limits(file_mb=size / MEGABYTE)
    assert limits.file_bytes == size
    return limits


# Encodings


def test_a_table_in_another_encoding_is_read_in_it_and_its_name_is_reported():
    line = "Müller sagte: „Die Zölle für Stahl und Käse müssen höher sein“, so hieß es gestern.\n"
    rows, ((place, problem, _),) = read(f"text;note\n{line * 20}".encode("cp1252"))
    assert rows[:2] == [(1, "text", "note"), (2, line.strip())]
    assert place == "a.csv"
    assert "1252" in problem


def test_an_invalid_byte_costs_its_character_and_no_row():
    rows, ((place, _, _),) = read("outlet,text\nA,Käse für alle\nB,x".encode() + b"\xff\nC,y\n")
    assert rows[1:] == [(2, "A", "Käse für alle"), (3, "B", "x�"), (4, "C", "y")]
    assert place == "a.csv"


def test_the_line_ends_inside_a_text_are_kept():
    rows, _ = read('text\r\n"one\r\nmore\rand\nmore"\r\n')
    assert rows == [(1, "text"), (2, "one\r\nmore\rand\nmore")]


def test_a_file_that_is_no_text_is_named_with_what_to_do():
    rows, ((place, problem, remedy),) = read(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    assert rows == []
    assert place == "a.csv"
    assert problem == "It is not a text but a file of another kind."
    assert remedy == "Save it again as CSV in UTF-8."


def test_a_packed_table_that_is_damaged_at_once_is_read_as_utf_8_until_the_damage():
    class Damaged(io.BytesIO):
        def read(self, *_: int) -> bytes:
            raise EOFError

        readline = read1 = read

    assert codecs.lookup(_detect_encoding(Damaged()).name).name == "utf-8"


def test_a_packed_table_that_breaks_off_gives_its_rows_from_the_header_on_and_says_why():
    lines = "".join(f"A,text number {number}\n" for number in range(2000))
    packed = gzip.compress(f"outlet,text\n{lines}".encode())[:-6]
    rows, ((place, problem, _),) = read(packed, name="a.csv.gz")
    assert rows[:2] == [(1, "outlet", "text"), (2, "A", "text number 0")]
    assert place == "a.csv.gz"
    assert "ended before" in problem


# Limits


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_a_row_may_be_as_long_as_the_limit_and_no_longer(end: str):
    table = f"outlet,text{end}A,{'a' * 20}{end}B,two{end}"
    size = len(f"A,{'a' * 20}{end}")
    header, long, last = (1, "outlet", "text"), (2, "A", "a" * 20), (3, "B", "two")
    assert read(table, limits=limit_of(size)) == ([header, long, last], [])
    rows, ((place, _, remedy),) = read(table, limits=limit_of(size - 1))
    assert rows == [header, last]
    assert place == "a.csv, line 2"
    assert "PARALLAX_MAX_FILE_MB" in remedy


def test_a_row_of_several_lines_may_be_as_long_as_the_limit_and_no_longer():
    row = 'A,"first line\nsecond line\nand a third"\n'
    table = f"outlet,text\n{row}B,two\n"
    header, last = (1, "outlet", "text"), (5, "B", "two")
    long = (2, "A", "first line\nsecond line\nand a third")
    assert read(table, limits=limit_of(len(row))) == ([header, long, last], [])
    rows, issues = read(table, limits=limit_of(len(row) - 1))
    assert long not in rows
    assert issues[0][0] == "a.csv, line 2"


def test_a_header_may_be_as_long_as_the_limit_and_no_longer():
    header = "outlet,title,text\n"
    assert read(header, limits=limit_of(len(header))) == ([(1, "outlet", "title", "text")], [])
    rows, ((place, _, remedy),) = read(header, limits=limit_of(len(header) - 1))
    assert rows == []
    assert place == "a.csv, line 1"
    assert "PARALLAX_MAX_FILE_MB" in remedy


# Delimiters


@pytest.mark.parametrize("name", ["a.tsv", "a.tsv.gz"])
def test_the_commas_of_a_tsv_file_with_one_column_are_part_of_its_texts(name: str):
    table = b"text\nOne, two\n"
    rows, _ = read(gzip.compress(table) if name.endswith("gz") else table, name=name)
    assert rows == [(1, "text"), (2, "One, two")]


def test_a_column_that_the_user_named_decides_the_delimiter():
    table = "a,b;Inhalt\nx;one, two\n"
    rows, _ = read(table, columns={"Inhalt": "text"})
    assert rows == [(1, "a,b", "Inhalt"), (2, "x", "one, two")]


# Quotation marks


def test_a_row_that_cannot_be_read_is_reported_with_the_reason():
    rows, issues = read('outlet,text\nA,"one" two\nB,three\n')
    assert rows == [(1, "outlet", "text"), (3, "B", "three")]
    assert issues == [
        (
            "a.csv, line 2",
            "The row cannot be read: ',' expected after '\"'.",
            "Put texts in double quotes, and double the quotes inside them.",
        )
    ]


def test_a_mark_in_the_last_line_that_is_never_closed_costs_that_row_alone():
    rows, issues = read('outlet,text\nA,one\nB,"two')
    assert rows == [(1, "outlet", "text"), (2, "A", "one")]
    problem = "The quotation mark that opens in line 3 is never closed; its row is left out."
    assert issues == [("a.csv, line 3", problem, CLOSE_IT)]


def test_a_mark_in_the_last_line_of_a_row_of_several_lines_is_named_by_its_own_line():
    rows, issues = read('text,note\n"one\nmore","stray')
    assert rows == [(1, "text", "note")]
    problem = (
        "The quotation mark that opens in line 3 is never closed; the row that begins in line 2 is "
        "left out."
    )
    assert issues == [("a.csv, line 3", problem, CLOSE_IT)]


@pytest.mark.parametrize("between", ["", "two,x\n"])
def test_a_mark_that_a_later_one_reveals_is_named_by_its_own_line(between: str):
    rows, ((place, problem, _),) = read(f'text,note\n"one\nmore","stray\n{between}three,"y"\n')
    assert rows[-1][1:] == ("three", "y")
    assert place == "a.csv, line 3"
    assert "the row that begins in line 2 is left out" in problem


@pytest.mark.parametrize(
    ("lines", "are_rows"), [("B,two\nno row\n", False), ("B,two\nno row\nC,three\n", True)]
)
def test_the_lines_after_a_mark_are_rows_if_more_than_half_of_them_fit_the_header(
    lines: str, *, are_rows: bool
):
    rows, ((place, problem, _), *_) = read(f'outlet,text\nA,"one\n{lines}')
    assert ((3, "B", "two") in rows) is are_rows
    assert place == "a.csv, line 2"
    assert ("reading goes on in line 3" in problem) is are_rows


def test_all_lines_after_a_mark_decide_whether_they_are_rows_and_not_the_last():
    rows, _ = read('outlet,text\nA,"first line\nHe said, yes, and went\nand came\nto, the end')
    assert rows == [(1, "outlet", "text")]


def test_the_lines_after_a_mark_are_rows_in_a_table_with_semicolons():
    rows, _ = read('outlet;text\nA;"one\nB;two\nC;three\n')
    assert rows == [(1, "outlet", "text"), (3, "B", "two"), (4, "C", "three")]


def test_a_line_of_a_text_that_is_no_row_is_not_read_again_and_reported_twice():
    rows, ((place, problem, _),) = read('outlet,text\nA,"first\n"yes"! he said, going\nB,two\n')
    assert rows == [(1, "outlet", "text"), (4, "B", "two")]
    assert place == "a.csv, line 2"
    assert "cannot be read" in problem


# Quotation marks where rows have several lines

SEVERAL_LINES = 'outlet,text\nA,"one\nmore"\n'


def test_one_row_of_several_lines_is_remembered_after_a_row_of_one_line():
    rows, ((_, problem, _),) = read(f'{SEVERAL_LINES}B,two\nC,"three\nfour, five\n')
    assert rows[1:] == [(2, "A", "one\nmore"), (4, "B", "two")]
    assert "so is what follows, to line 6" in problem


@pytest.mark.parametrize("between", ["more\n", "more\nand more\n", "more\nand\nmore\n"])
@pytest.mark.parametrize("row", ['C,"three"', '"C",three', '"C","three"'])
def test_the_row_that_reveals_a_mark_is_read_after_any_number_of_lines(between: str, row: str):
    rows, ((place, _, _),) = read(f'{SEVERAL_LINES}B,"two\n{between}{row}\nD,four\n')
    assert [cells for _, *cells in rows[2:]] == [["C", "three"], ["D", "four"]]
    assert place == "a.csv, line 4"


def test_the_last_line_of_a_text_that_is_cut_off_is_no_row_even_if_it_looks_like_one():
    rows, ((place, problem, _),) = read(f'{SEVERAL_LINES}B,"two\nthree,""\n')
    assert rows[1:] == [(2, "A", "one\nmore")]
    assert place == "a.csv, line 4"
    assert "so is what follows, to line 5" in problem


@pytest.mark.parametrize(("n_blank", "is_left"), [(3, False), (4, True)])
def test_a_table_is_left_after_more_blank_rows_in_a_run_than_the_limit(
    n_blank: int, *, is_left: bool
):
    table = "a,b\n" + "\n" * 3 + "c,d\n" + "\n" * n_blank + "e,f\n"
    rows, issues = read(table, limits=Limits(empty_rows=3))
    assert [row[1] for row in rows] == (["a", "c"] if is_left else ["a", "c", "e"])
    assert [(place, "More than 3 rows" in problem) for place, problem, _ in issues] == (
        [("a.csv", True)] if is_left else []
    )


@pytest.mark.parametrize(("n_blank", "is_left"), [(6, False), (7, True)])
def test_blank_lines_before_the_header_are_skipped_up_to_a_number(n_blank: int, *, is_left: bool):
    # As many as the limit while the header is looked for, and as many again as rows.
    rows, issues = read("\n" * n_blank + "text\none\n", limits=Limits(empty_rows=3))
    assert [row[1] for row in rows] == ([] if is_left else ["text", "one"])
    assert bool(issues) is is_left
