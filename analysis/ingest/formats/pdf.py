"""PDF files with a text layer: one article, or an export of a press database."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO, cast

from analysis.ingest.article import Article
from analysis.ingest.formats.documents import read_articles_in_text
from analysis.ingest.formats.pdf_paragraphs import (
    GUTTER,
    PageLine,
    join_lines,
    order_lines,
    split_at_gutters,
)
from analysis.ingest.formats.pdf_size import is_larger_unpacked
from analysis.ingest.issues import Issue
from analysis.ingest.limits import MEGABYTE, Limits
from analysis.ingest.source_files import SourceFile

if TYPE_CHECKING:
    from io import IOBase

    from pdfminer.layout import LTPage, LTTextLineHorizontal

#: The header of a PDF file is within its first bytes (ISO 32000-1, Annex H, note 13).
_HEADER_WINDOW = 1024
#: Share of a page's height at the top and at the bottom in which running heads are.
_EDGE = 0.07
#: Numbers of pages that a message lists at most.
_MOST_NUMBERS = 3
#: Fewest pages on which a line is repeated that is a running head,
_FEWEST_REPETITIONS = 2
#: and at least this share of the pages: heads can differ on left and right pages (judgement).
_LEAST_REPEATED_SHARE = 0.4
#: A number at the start or the end of a line, where the number of the page is.
_NUMBER = re.compile(r"^\d+\b|\b\d+$")
#: A line that is the number of a page: "7", "- 7 -", "Page 7 of 9", "Seite 7", "p. 7/9".
_PAGE_NUMBER = re.compile(
    r"\W*(?:(?:page|seite|pagina|p\.?|pg\.?|s\.?|bladzijde)\s*)?\d{1,4}"
    r"(?:\s*(?:/|of|von|van|sur|de)\s*\d{1,4})?\W*",
    re.IGNORECASE,
)
#: Characters that stand for one that the font does not name.
_UNKNOWN_CHARACTER = re.compile(r"\(cid:\d+\)")
#: At least this share of the characters is unknown in a text that cannot be read (judgement).
_UNREADABLE_SHARE = 0.1


def read_pdf(source: SourceFile, limits: Limits) -> Iterator[Article | Issue]:
    """Yield the article, or the articles of an export, of a PDF file.

    Columns are read one after the other, lines of a paragraph and words divided at line ends are
    joined, and page numbers and heads that pages repeat are left out.
    """
    with source.open() as stream:
        if b"%PDF-" not in stream.read(_HEADER_WINDOW):
            remedy = "Save it again as .pdf, or under the ending of its format."
            yield Issue(source.name, "It is not a PDF file.", remedy)
            return
        stream.seek(0)
        pages = _read_pages(source, stream, limits)
    if isinstance(pages, Issue):
        yield pages
        return
    empty = [number for number, lines in enumerate(pages, start=1) if not lines]
    if len(empty) == len(pages):
        yield Issue(
            source.name,
            "It has no text layer: it is a scan, pictures of pages.",
            "Have its text recognised (OCR), for example with “Recognise text” in Acrobat or with "
            "ocrmypdf, and load the result.",
        )
        return
    if empty:
        numbers = ", ".join(map(str, empty[:_MOST_NUMBERS])) + " …" * (len(empty) > _MOST_NUMBERS)
        yield Issue(
            source.name,
            f"{len(empty)} of its {len(pages)} pages have no text layer: {numbers}.",
            "If they are scans of text, have it recognised (OCR), and load the result.",
            severity="warning",
        )
    text = join_lines(map(order_lines, _without_running_heads(pages)))
    unknown = len(_UNKNOWN_CHARACTER.findall(text))
    if unknown > _UNREADABLE_SHARE * len(text.split()):
        yield Issue(
            source.name,
            f"Its fonts do not say which letters they show ({unknown:,} are unknown).",
            "Have its text recognised (OCR), or copy the text from another source.",
        )
        return
    yield from read_articles_in_text(text, source, limits)


def _read_pages(
    source: SourceFile, stream: BinaryIO, limits: Limits
) -> list[list[PageLine]] | Issue:
    """Return the lines of each page, or why there are none."""
    import logging

    from pdfminer.high_level import extract_pages
    from pdfminer.layout import LAParams
    from pdfminer.pdfdocument import PDFPasswordIncorrect

    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    most_bytes = limits.unpacked_bytes(source.size)
    try:
        if is_larger_unpacked(stream, most_bytes):
            return Issue(
                source.name,
                f"It unpacks to more than {most_bytes / MEGABYTE:,.0f} MB, pictures aside.",
                "Save its text as .txt, or print it in parts to new PDF files.",
            )
        # Without boxes_flow lines are not grouped further, whose time grows with their square.
        layout = LAParams(boxes_flow=None)
        pages = [
            _page_lines(page) for page in extract_pages(cast("IOBase", stream), laparams=layout)
        ]
    except PDFPasswordIncorrect:
        return Issue(
            source.name, "It is locked with a password.", "Save a copy without a password."
        )
    except Exception as error:  # noqa: BLE001 - a hostile file can break the parser in any way
        return Issue(
            source.name,
            f"It cannot be read as PDF: {type(error).__name__}.",
            "Open it in a PDF program and print it to a new PDF, or save its text as .txt.",
        )
    if not pages:
        return Issue(source.name, "It has no pages.", "Fetch it again from its origin.")
    return pages


def _page_lines(page: "LTPage") -> list[PageLine]:
    from pdfminer.layout import LTChar, LTTextBox, LTTextLineHorizontal

    lines: list[list[PageLine]] = []
    for box in page:
        if not isinstance(box, LTTextBox):
            continue
        for line in box:
            if not isinstance(line, LTTextLineHorizontal) or not line.get_text().strip():
                continue
            sizes = Counter(round(char.size, 1) for char in line if isinstance(char, LTChar))
            size = max(sizes, key=lambda key: sizes[key], default=line.height)
            is_edge = line.y1 < _EDGE * page.height or line.y0 > (1 - _EDGE) * page.height
            lines.append(
                [
                    PageLine(text, left, right, line.y0, line.y1, size, is_edge)
                    for text, left, right in _iterate_runs(line, GUTTER * size)
                ]
            )
    return split_at_gutters(lines)


def _iterate_runs(line: "LTTextLineHorizontal", gap: float) -> Iterator[tuple[str, float, float]]:
    """Yield the parts of a line between wide gaps: their texts, left and right edges."""
    from pdfminer.layout import LTChar

    pieces: list[str] = []
    left = right = line.x0
    for item in line:
        if isinstance(item, LTChar):
            if pieces and item.x0 - right >= gap and (text := _joined(pieces)):
                yield text, left, right
                pieces, left = [], item.x0
            right = item.x1
        pieces.append(item.get_text())
    if text := _joined(pieces):
        yield text, left, right


def _joined(pieces: list[str]) -> str:
    return " ".join("".join(pieces).replace("\xad\n", "-").split())


def _without_running_heads(pages: list[list[PageLine]]) -> list[list[PageLine]]:
    """Return the pages without page numbers and the heads and feet that they repeat."""
    repetitions = Counter(
        key for lines in pages for key in {_key(line) for line in lines if line.is_edge}
    )
    fewest = max(_FEWEST_REPETITIONS, _LEAST_REPEATED_SHARE * len(pages))
    heads = {key for key, count in repetitions.items() if count >= fewest}
    return [
        [
            line
            for line in lines
            if not line.is_edge
            or not (
                _key(line) in heads
                or _PAGE_NUMBER.fullmatch(line.text)
                or _is_repeated_below(line, lines)
            )
        ]
        for lines in pages
    ]


def _is_repeated_below(head: PageLine, lines: list[PageLine]) -> bool:
    """Return whether a line repeats the headline of its page in smaller letters."""
    return any(line.text == head.text and line.size > head.size for line in lines)


def _key(line: PageLine) -> tuple[str, int]:
    """Return the text of a line apart from its numbers, and its height on the page."""
    return _NUMBER.sub("#", line.text), round(line.top)
