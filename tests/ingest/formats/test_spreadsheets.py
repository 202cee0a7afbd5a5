"""Spreadsheets: sheets, headers and cells, and files that are none."""

import io
import zipfile
from datetime import date
from xml.sax.saxutils import escape

import pytest

from analysis.ingest import Article, Issue, read_upload
from analysis.ingest.formats import spreadsheets
from analysis.ingest.formats.xlsx_rows import StreamedWorkbook
from analysis.ingest.limits import Limits
from analysis.ingest.table_columns import list_table_columns

TEXT = "The harbour of Port Ellen will be closed for two weeks in May, the council said."
OTHER = "“We had no choice,” said Ann Lee, who heads the council of the island, on Monday."
HEADER = ["Outlet", "Headline", "Date", "Text"]
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_KINDS = (
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}"/>'
)
_ROOT = f'<Relationship Id="r1" Target="xl/workbook.xml" Type="{_RELATIONS}/officeDocument"/>'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def workbook(*sheets: tuple[str, list[list[object]]]) -> bytes:
    """Return a workbook of sheets with their names; numbers are written as such."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        names = "".join(
            f'<sheet name="{name}" sheetId="{number}" r:id="r{number}"/>'
            for number, (name, _) in enumerate(sheets, start=1)
        )
        archive.writestr("[Content_Types].xml", f'<Types xmlns="{_TYPES}">{_KINDS}</Types>')
        archive.writestr(
            "_rels/.rels", f'<Relationships xmlns="{_PACKAGE}">{_ROOT}</Relationships>'
        )
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>{names}</sheets></workbook>',
        )
        links = "".join(
            f'<Relationship Id="r{number}" Type="{_RELATIONS}/worksheet" '
            f'Target="worksheets/sheet{number}.xml"/>'
            for number in range(1, len(sheets) + 1)
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{_PACKAGE}">{links}</Relationships>',
        )
        for number, (_, rows) in enumerate(sheets, start=1):
            body = "".join(_row(index, row) for index, row in enumerate(rows, start=1))
            archive.writestr(
                f"xl/worksheets/sheet{number}.xml",
                f'<worksheet xmlns="{_MAIN}"><sheetData>{body}</sheetData></worksheet>',
            )
    return stream.getvalue()


def _row(index: int, row: list[object]) -> str:
    cells = "".join(
        f'<c r="{chr(65 + column)}{index}"><v>{value}</v></c>'
        if isinstance(value, int | float)
        else f'<c r="{chr(65 + column)}{index}" t="inlineStr"><is><t>{escape(str(value))}</t></is>'
        "</c>"
        for column, value in enumerate(row)
        if value is not None
    )
    return f'<row r="{index}">{cells}</row>'


def test_the_rows_of_a_spreadsheet_are_articles_with_their_places():
    rows = [HEADER, ["The Lamp", "Harbour closed", "2023-09-05", TEXT], [], [None, "", None, OTHER]]
    first, second = read_upload("a.xlsx", workbook(("Sheet1", rows)))
    assert (first.outlet, first.title, first.published, first.text) == (
        "The Lamp",
        "Harbour closed",
        date(2023, 9, 5),
        TEXT,
    )
    assert (first.place, second.place) == ("a.xlsx, row 2", "a.xlsx, row 4")


def test_a_serial_number_of_a_spreadsheet_is_a_date():
    rows = [HEADER, ["The Lamp", "Harbour closed", 45174, TEXT]]
    (article,) = read_upload("a.xlsx", workbook(("Sheet1", rows)))
    assert article.published == date(2023, 9, 5)


def test_a_whole_number_is_no_decimal():
    rows = [["id", "text"], [17, TEXT]]
    (article,) = read_upload("a.xlsx", workbook(("Sheet1", rows)))
    assert article.article_id == "17"


def test_titles_above_the_names_of_the_columns_are_passed_over():
    rows = [["Press review of the week"], [], HEADER, ["The Lamp", "Harbour closed", None, TEXT]]
    (article,) = read_upload("a.xlsx", workbook(("Sheet1", rows)))
    assert (article.outlet, article.where) == ("The Lamp", "row 4")


def test_all_sheets_with_texts_are_read_and_the_others_are_named():
    sheets = [
        ("Lamp", [HEADER, ["The Lamp", "Harbour closed", None, TEXT]]),
        ("Codes", [["Code", "Meaning"], ["1", "yes"]]),
        ("Bell", [HEADER, ["The Bell", "Ferry is late", None, OTHER]]),
    ]
    first, second, issue = read_upload("a.xlsx", workbook(*sheets))
    assert (first.outlet, second.outlet) == ("The Lamp", "The Bell")
    assert second.place == "a.xlsx, sheet “Bell”, row 2"
    assert issue.is_warning
    assert issue.source == "a.xlsx, sheet “Codes”"


def test_a_text_that_fills_a_cell_is_reported_as_cut_off():
    rows = [HEADER, ["The Lamp", "Harbour", None, ("The harbour is closed. " * 1500)[:32766] + "."]]
    issue, article = read_upload("a.xlsx", workbook(("Sheet1", rows)))
    assert "cut off" in issue.problem
    assert isinstance(article, Article)
    rows[1][3] = rows[1][3][:-1]
    (article,) = read_upload("a.xlsx", workbook(("Sheet1", rows)))
    assert isinstance(article, Article)


@pytest.mark.parametrize(
    ("name", "data", "problem"),
    [
        ("a.xlsx", b"plain text", "cannot be opened as a spreadsheet"),
        ("a.xlsx", workbook(("Sheet1", [HEADER]))[:-60], "cannot be opened as a spreadsheet"),
        (
            "a.xls",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
            "cannot be read as a spreadsheet",
        ),
        (
            "a.xlsx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "locked with a password",
        ),
        ("a.xlsx", workbook(("Sheet1", [["Code"], ["1"]])), "No column holds the text"),
    ],
    ids=["other", "truncated", "damaged", "locked", "no text"],
)
def test_a_file_that_is_no_readable_spreadsheet_is_named_with_a_remedy(name, data, problem):
    (issue,) = read_upload(name, data)
    assert isinstance(issue, Issue)
    assert issue.source == name
    assert problem in issue.problem
    assert issue.remedy


def packed(**parts: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, contents in parts.items():
            archive.writestr(name, contents)
    return stream.getvalue()


@pytest.mark.parametrize("most_held", [0, 100_000])
@pytest.mark.parametrize(
    ("name", "parts", "ending", "remedy"),
    [
        ("a.xlsx", {"xl/workbook.bin": ""}, ".xlsb", "save it as .xlsx or .csv"),
        ("a.xls", {"XL\\Workbook.bin": ""}, ".xlsb", "save it as .xlsx or .csv"),
        (
            "a.xlsx",
            {"mimetype": "application/vnd.oasis.opendocument.spreadsheet"},
            ".ods",
            "save it as .xlsx or .csv",
        ),
        ("a.xlsx", {"word/document.xml": ""}, ".docx", "Change the end of its name to .docx."),
    ],
    ids=["binary", "binary as .xls", "OpenDocument", "Word"],
)
def test_a_spreadsheet_of_another_format_is_named_with_the_format_and_a_remedy(
    monkeypatch, most_held, name, parts, ending, remedy
):
    monkeypatch.setattr(spreadsheets, "_MOST_HELD", most_held)
    (issue,) = read_upload(name, packed(**parts))
    assert issue.source == name
    assert f"format {ending}, although its name ends in {name[1:]}" in issue.problem
    assert remedy in issue.remedy


@pytest.mark.parametrize("most_held", [0, 100_000])
def test_a_file_without_a_workbook_is_refused_in_words(monkeypatch, most_held):
    monkeypatch.setattr(spreadsheets, "_MOST_HELD", most_held)
    (issue,) = read_upload("a.xlsx", packed(**{"a.txt": TEXT}))
    assert "cannot be read as a spreadsheet" in issue.problem
    assert "Error" not in issue.problem


def test_a_workbook_that_is_called_xls_is_read_all_the_same():
    data = workbook(("Sheet1", [HEADER, ["The Lamp", "Harbour closed", 45174, TEXT]]))
    (article,) = read_upload("a.xls", data)
    assert article.title == "Harbour closed"


def test_a_spreadsheet_that_unpacks_to_too_much_is_refused():
    rows = [["text"], ["a" * 3_000_000]]
    (issue,) = read_upload("a.xlsx", workbook(("Sheet1", rows)), Limits(file_mb=0.1))
    assert "unpacks to 3 MB" in issue.problem


def test_rows_below_an_empty_top_have_the_numbers_of_the_sheet():
    rows = [[], [], ["text"], *([f"{TEXT} It is day {day}."] for day in range(30))]
    articles = list(read_upload("a.xlsx", workbook(("Sheet1", rows))))
    assert [article.where for article in articles[:2]] == ["row 4", "row 5"]
    assert articles[-1].where == "row 33"


@pytest.fixture
def two_sheets() -> bytes:
    codes = ("Codes", [["Code", "Meaning"], ["1", "yes"]])
    lamp = ["The Lamp", "Harbour closed", 45174, TEXT]
    return workbook(
        ("Lamp", [["Press review"], [], HEADER, lamp, [], [None, "", 45175, OTHER]]), codes
    )


@pytest.mark.parametrize("below", [0, 1])
def test_a_workbook_above_the_size_is_read_row_after_row_with_the_same_articles(
    monkeypatch, two_sheets, below
):
    expected = list(read_upload("a.xlsx", two_sheets))
    with zipfile.ZipFile(io.BytesIO(two_sheets)) as archive:
        size = sum(info.file_size for info in archive.infolist())
    opened = []
    monkeypatch.setattr(spreadsheets, "_MOST_HELD", size - below)
    monkeypatch.setattr(
        spreadsheets, "StreamedWorkbook", lambda copy: opened.append(1) or StreamedWorkbook(copy)
    )
    assert list(read_upload("a.xlsx", two_sheets)) == expected
    assert [article.where for article in expected[:2]] == [
        "sheet “Lamp”, row 4",
        "sheet “Lamp”, row 6",
    ]
    assert bool(opened) == bool(below)


@pytest.mark.parametrize(("below", "is_read"), [(0, True), (1, False)])
def test_a_workbook_may_unpack_to_as_much_as_the_limit(monkeypatch, two_sheets, below, is_read):
    with zipfile.ZipFile(io.BytesIO(two_sheets)) as archive:
        size = sum(info.file_size for info in archive.infolist())
    monkeypatch.setattr(spreadsheets, "_MOST_UNPACKED", size - below)
    first = next(iter(read_upload("a.xlsx", two_sheets)))
    assert isinstance(first, Article) == is_read
    assert is_read or "more than is read of a spreadsheet" in first.problem


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (b"</row>", b"</rot>", "cannot be read to the end: mismatched tag"),
        (b"<sheets>", b"<sheetz>", "cannot be read as a spreadsheet"),
    ],
    ids=["rows", "sheets"],
)
def test_a_large_workbook_that_is_broken_is_named(monkeypatch, two_sheets, old, new, problem):
    monkeypatch.setattr(spreadsheets, "_MOST_HELD", 0)
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(two_sheets)) as archive,
        zipfile.ZipFile(stream, "w") as broken,
    ):
        for name in archive.namelist():
            broken.writestr(name, archive.read(name).replace(old, new))
    *_, issue = read_upload("a.xlsx", stream.getvalue())
    assert problem in issue.problem
    assert not issue.is_warning


def test_the_columns_of_a_spreadsheet_are_listed_with_an_example(tmp_path):
    rows = [["Medium", "Wortlaut"], ["The Lamp", TEXT]]
    (tmp_path / "a.xlsx").write_bytes(workbook(("Sheet1", rows)))
    columns = list_table_columns([tmp_path / "a.xlsx"])
    assert [column.name for column in columns.columns] == ["Medium", "Wortlaut"]
    assert columns.without_text == ("a.xlsx",)


def test_a_title_above_unknown_columns_is_not_their_names(tmp_path):
    rows = [["Media monitoring"], [], ["Haus", "Wortlaut"], ["The Lamp", TEXT]]
    (tmp_path / "a.xlsx").write_bytes(workbook(("Sheet1", rows)))
    columns = list_table_columns([tmp_path / "a.xlsx"])
    assert [column.name for column in columns.columns] == ["Haus", "Wortlaut"]
