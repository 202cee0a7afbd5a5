"""Word documents: their paragraphs, exports in them, and files that are none."""

import io
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from analysis.ingest import Article, Issue, read_upload
from analysis.ingest.limits import Limits

TEXT = "The harbour of Port Ellen will be closed for two weeks in May, the council said."
QUOTE = "“We had no choice,” said Ann Lee, who heads the council of the island."


def document(*paragraphs: str) -> "docx.document.Document":
    result = docx.Document()
    for paragraph in paragraphs:
        result.add_paragraph(paragraph)
    return result


def data_of(written: "docx.document.Document") -> bytes:
    stream = io.BytesIO()
    written.save(stream)
    return stream.getvalue()


def test_the_paragraphs_of_a_word_document_are_read_with_its_headline():
    (article,) = read_upload("a.docx", data_of(document("Harbour closed for weeks", TEXT, QUOTE)))
    assert isinstance(article, Article)
    assert article.text == f"Harbour closed for weeks\n\n{TEXT}\n\n{QUOTE}"
    assert article.title == "Harbour closed for weeks"


def test_cells_links_and_proposed_insertions_count_and_deletions_do_not():
    written = document("Harbour closed for weeks", TEXT)
    written.add_table(1, 1).cell(0, 0).text = QUOTE
    paragraph = written.add_paragraph("It opens ")
    for part in (
        "<w:ins {0}><w:r><w:t>again </w:t></w:r></w:ins>",
        "<w:del {0}><w:r><w:delText>never </w:delText></w:r></w:del>",
        "<w:hyperlink {0}><w:r><w:t>in June</w:t></w:r></w:hyperlink>",
        "<w:r {0}><w:br/><w:t>on Friday.</w:t></w:r>",
    ):
        paragraph._p.append(parse_xml(part.format(nsdecls("w"))))
    (article,) = read_upload("a.docx", data_of(written))
    assert isinstance(article, Article)
    assert article.text.endswith(f"{TEXT}\n\n{QUOTE}\n\nIt opens again in June\non Friday.")


def test_an_export_of_nexis_uni_as_a_word_document_is_taken_apart():
    head = ("Copyright 2023 The Lamp", "Section: NEWS", "Length: 30 words", "Byline: Ann Lee")
    cover = ("User Name: = Bo Orr", "Date and Time: = Friday, September 8, 2023", "Documents (2)")
    articles = [
        (title, outlet, date, *head, "Body", TEXT, QUOTE, "Load-Date: May 7, 2023", end)
        for title, outlet, date, end in (
            ("Harbour closed", "The Lamp", "September 6, 2023 Wednesday", "End of Document"),
            ("What May 5, 2020, taught us", "The Bell", "September 7, 2023", "End of Document"),
        )
    ]
    listed = ("1. Harbour closed", "2. What May 5, 2020, taught us")
    data = data_of(document(*cover, *listed, *articles[0], *articles[1]))
    first, second = read_upload("export.docx", data)
    assert (first.outlet, first.title, str(first.published)) == (
        "The Lamp",
        "Harbour closed",
        "2023-09-06",
    )
    assert (second.outlet, second.title, str(second.published)) == (
        "The Bell",
        "What May 5, 2020, taught us",
        "2023-09-07",
    )


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"plain text", "cannot be opened as a Word document"),
        (data_of(document(TEXT))[:-500], "cannot be opened as a Word document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "locked with a password"),
        (data_of(document("")), "holds no text"),
    ],
    ids=["other", "truncated", "locked", "empty"],
)
def test_a_file_that_is_no_readable_word_document_is_named_with_a_remedy(data, problem):
    (issue,) = read_upload("a.docx", data)
    assert isinstance(issue, Issue)
    assert issue.source == "a.docx"
    assert problem in issue.problem
    assert issue.remedy


def test_an_archive_of_something_else_is_no_word_document():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.txt", TEXT)
    (issue,) = read_upload("a.docx", stream.getvalue())
    assert "cannot be read as a Word document: a part of it is missing" in issue.problem


def test_an_open_document_that_is_called_docx_is_named_with_its_format():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    (issue,) = read_upload("a.docx", stream.getvalue())
    assert "format .odt, although its name ends in .docx" in issue.problem
    assert "save it as .docx" in issue.remedy


def test_a_document_that_unpacks_to_too_much_is_refused():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", bytes(3_000_000))
    (issue,) = read_upload("a.docx", stream.getvalue(), Limits(file_mb=0.1))
    assert "unpacks to 3 MB" in issue.problem


def test_a_table_of_labels_and_values_is_the_head_of_the_article():
    written = docx.Document()
    table = written.add_table(4, 2)
    rows = [("Title", "Harbour closed"), ("Source:", "The Lamp"), ("Date", "5 May 2024")]
    for cells, (label, value) in zip(table.rows, [*rows, ("Text", TEXT)], strict=True):
        cells.cells[0].text, cells.cells[1].text = label, value
    (article,) = read_upload("a.docx", data_of(written))
    assert (article.title, article.outlet, str(article.published)) == (
        "Harbour closed",
        "The Lamp",
        "2024-05-05",
    )


def test_a_table_of_other_rows_is_read_cell_by_cell():
    written = document("Harbour closed for weeks", TEXT)
    table = written.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Boats", "Twelve of them."
    (article,) = read_upload("a.docx", data_of(written))
    assert article.text.endswith(f"{TEXT}\n\nBoats\n\nTwelve of them.")
