"""Word documents (.docx): one article, or an export of a press database.

The text is that of the paragraphs and of the cells of tables, one line each, in the order of the
document. Insertions that a reviewer proposed count, deletions do not. Text boxes, headers, footers,
footnotes and comments are left out.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from analysis.ingest.article import Article
from analysis.ingest.formats.documents import read_articles_in_text
from analysis.ingest.formats.office_files import explain_error, office_issue
from analysis.ingest.issues import Issue
from analysis.ingest.limits import MEGABYTE, Limits
from analysis.ingest.segmentation.head_block import field_of_label
from analysis.ingest.source_files import SourceFile

if TYPE_CHECKING:
    from lxml.etree import _Element

#: Largest unpacked size of a document: its tree takes several times as much memory (judgement).
_MOST_UNPACKED = 200 * MEGABYTE
_NAMESPACE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARAGRAPH, _TEXT = f"{_NAMESPACE}p", f"{_NAMESPACE}t"
_ROW, _CELL = f"{_NAMESPACE}tr", f"{_NAMESPACE}tc"
#: What stands for a character that is not letters.
_SPECIAL_CHARACTERS = {
    f"{_NAMESPACE}tab": "\t",
    f"{_NAMESPACE}br": "\n",
    f"{_NAMESPACE}cr": "\n",
    f"{_NAMESPACE}noBreakHyphen": "‑",
}
#: Elements whose contents are not part of the text: deletions, text boxes, and the tab stops of
#: paragraphs, which are named like tabs.
_LEFT_OUT = frozenset(
    f"{_NAMESPACE}{name}" for name in ("del", "moveFrom", "txbxContent", "pPr", "rPr", "instrText")
)


def read_word(source: SourceFile, limits: Limits) -> Iterator[Article | Issue]:
    """Yield the article, or the articles of an export, of a Word document."""
    with source.open() as stream:
        issue = office_issue(
            source,
            stream,
            limits,
            kind="Word document",
            own_ending=".docx",
            most_bytes=_MOST_UNPACKED,
        )
        text = issue or _read_text(source, stream)
    if isinstance(text, Issue):
        yield text
    else:
        yield from read_articles_in_text(text, source, limits)


def _read_text(source: SourceFile, stream: BinaryIO) -> str | Issue:
    """Return the paragraphs of a document with an empty line between them, or why it has none."""
    import docx

    try:
        body = docx.Document(stream).element.body
        paragraphs = list(_paragraph_texts(body))
    except Exception as error:  # noqa: BLE001 - a hostile file can break the parser in any way
        return Issue(
            source.name,
            f"It cannot be read as a Word document: {explain_error(error)}.",
            "Open it in Word and save it again as .docx or as plain text (.txt).",
        )
    text = "\n\n".join(filter(None, paragraphs))
    if not any(map(str.isalnum, text)):
        return Issue(
            source.name,
            "It holds no text, perhaps pictures of pages only.",
            "Have the text of the pictures recognised (OCR), and load that.",
        )
    return text


def _paragraph_texts(element: "_Element") -> Iterator[str]:
    """Yield the texts of paragraphs in order, apart from those that are left out.

    A row of a table with a label and its value ("Source", "The Lamp") is one paragraph.
    """
    for child in element:
        if child.tag == _PARAGRAPH:
            yield _paragraph_text(child)
        elif child.tag == _ROW and (labelled := _labelled_value(child)):
            yield labelled
        elif child.tag not in _LEFT_OUT:
            yield from _paragraph_texts(child)


def _labelled_value(row: "_Element") -> str:
    """Return a row of a label and a value of one paragraph as a line; empty for any other row."""
    cells = [[*filter(None, _paragraph_texts(cell))] for cell in row if cell.tag == _CELL]
    if [len(cell) for cell in cells] != [1, 1]:
        return ""
    (label,), (value,) = cells
    label = label.removesuffix(":").rstrip()
    is_label = "\n" not in label + value and bool(field_of_label(label))
    return f"{label}: {value}" if is_label else ""


def _paragraph_text(paragraph: "_Element") -> str:
    return "".join(_pieces(paragraph)).strip()


def _pieces(element: "_Element") -> Iterator[str]:
    for child in element:
        if child.tag == _TEXT:
            yield child.text or ""
        elif child.tag in _SPECIAL_CHARACTERS:
            yield _SPECIAL_CHARACTERS[child.tag]
        elif child.tag not in _LEFT_OUT:
            yield from _pieces(child)
