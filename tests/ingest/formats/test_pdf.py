"""PDF files: lines, columns, running heads and scans. The files are written here by hand."""

import base64
import zlib
from collections.abc import Callable

import pytest

from analysis.ingest import Article, Issue, read_upload
from analysis.ingest.limits import Limits

COLUMN = [
    "The harbour of Port Ellen will be closed for two",
    "weeks in May, the council said on Monday. The coun-",
    "cil met on the island. About 14,",
    "000 people use the well-",
    "known ferry, it was told.",
]
WORDS = "The well-known ferry waits."

Placed = tuple[int, int, int, str]


def pdf(
    *pages: list[Placed], filters: str = "", pack: Callable[[bytes], bytes] = lambda data: data
) -> bytes:
    """Return a PDF of pages with lines: left, bottom, size and text; a function packs them."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    objects.append(
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>"
    )
    kids = []
    for lines in pages:
        content = "".join(
            f"BT /F1 {size} Tf {left} {bottom} Td ({_escaped(text)}) Tj ET\n"
            for left, bottom, size, text in lines
        ).encode("cp1252")
        content = pack(content)
        objects.append(
            b"<< /Filter [%s] /Length %d >>\nstream\n%s\nendstream"
            % (filters.encode(), len(content), content)
        )
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] "
            b"/Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    data, places = b"%PDF-1.4\n", []
    for number, written in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, written)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return data + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\n"
        b"startxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table, len(objects) + 1, len(data))
    )


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def column(lines: list[str], left: int = 50, top: int = 700, size: int = 8) -> list[Placed]:
    return [(left, top - 10 * number, size, line) for number, line in enumerate(lines)]


def text_of(*pages: list[Placed]) -> str:
    (article,) = read_upload("a.pdf", pdf(*pages))
    assert isinstance(article, Article), article
    return article.text


def test_lines_of_a_paragraph_and_words_divided_at_their_ends_are_joined():
    assert text_of(column([*COLUMN, "", WORDS])) == (
        "The harbour of Port Ellen will be closed for two weeks in May, the council said on "
        f"Monday. The council met on the island. About 14,000 people use the well-known ferry, it "
        f"was told.\n\n{WORDS}"
    )


def test_columns_are_read_one_after_the_other_below_the_headline():
    head = [(50, 740, 16, "Harbour of Port Ellen closed for two weeks in May")]
    left = ["It is said that the first column", "has to be read before the second", "one begins."]
    right = ["Then the second column is read,", "in which “Ann Lee” says a word", "or two."]
    page = [*head, *column(left, 50), *column(right, 320)]
    assert text_of(page) == "\n\n".join(
        [head[0][3], " ".join(left), " ".join(right)],
    )


def test_a_sentence_goes_on_in_the_next_column_and_on_the_next_page():
    left = ["It is said that the first column", "has to be read before the second", "one, and so"]
    right = ["the second goes on with it", "until the page is full,", "and then"]
    last = ["the next page follows."]
    pages = [[*column(left, 50), *column(right, 320)], column(last)]
    assert text_of(*pages) == " ".join([*left, *right, *last])


def test_page_numbers_and_running_heads_are_left_out():
    pages = [
        [
            (50, 780, 8, f"The Lamp, page {number}"),
            (290, 20, 8, f"{number}"),
            *column([f"On page {number} there is a sentence of its own.", *COLUMN[:2], "cil."]),
        ]
        for number in (1, 2, 3)
    ]
    text = text_of(*pages)
    assert "The Lamp" not in text
    assert text.count("there is a sentence of its own") == len(pages)
    assert "\n\n1" not in text


def test_an_export_of_nexis_as_pdf_is_taken_apart():
    def article(title: str, outlet: str, day: int) -> list[Placed]:
        lines = [outlet, f"September {day}, 2023 Tuesday", "", "Copyright 2023 The Lamp", ""]
        lines += ["Section: NEWS", "Length: 40 words", "Byline: Ann Lee", "", "Body", ""]
        lines += [*COLUMN, "", "Load-Date: September 9, 2023", "", "End of Document"]
        return [(50, 790, 6, title), (50, 730, 12, title), *column(lines)]

    first, second = read_upload(
        "a.pdf", pdf(article("Harbour closed", "The Lamp", 5), article("A ferry", "The Bell", 6))
    )
    assert (first.title, first.outlet, str(first.published), first.byline) == (
        "Harbour closed",
        "The Lamp",
        "2023-09-05",
        "Ann Lee",
    )
    assert (second.title, second.outlet, str(second.published)) == (
        "A ferry",
        "The Bell",
        "2023-09-06",
    )


def test_a_scan_is_reported_to_be_one_and_so_are_single_pages():
    (issue,) = read_upload("a.pdf", pdf([], []))
    assert "scan" in issue.problem
    assert "OCR" in issue.remedy
    issue, article = read_upload("a.pdf", pdf(column(COLUMN), []))
    assert issue.is_warning
    assert issue.problem == "1 of its 2 pages have no text layer: 2."
    assert isinstance(article, Article)


@pytest.mark.parametrize(
    "data", [b"plain text", b"", b"%PDF-1.4\nnothing", pdf(column(COLUMN))[:300]]
)
def test_a_file_that_is_no_readable_pdf_is_named_with_a_remedy(data):
    (issue,) = read_upload("a.pdf", data)
    assert isinstance(issue, Issue)
    assert issue.source == "a.pdf"
    assert issue.remedy


def test_a_pdf_beyond_the_limit_is_refused():
    (issue,) = read_upload("a.pdf", pdf(column(COLUMN)), Limits(file_mb=0.0001))
    assert "are read at most" in issue.problem


@pytest.mark.parametrize("gutter", [12, 7])
def test_columns_that_are_near_each_other_are_read_one_after_the_other(gutter: int):
    columns = [
        ["The harbour of Port Ellen", "was closed on Monday for", "a week after a big storm."],
        ["Ships will go to Bowmore,", "the council said late on", "Monday when it had met. ."],
        ["Nobody knows how long the", "work on the old pier will", "take, said the masters. ."],
    ]
    width = 25 * 6 + gutter
    lines = [
        (50.76 + number * width, 700 - 11 * row, 10, text)
        for number, column in enumerate(columns)
        for row, text in enumerate(column)
    ]
    (article,) = [a for a in read_upload("a.pdf", pdf(lines)) if isinstance(a, Article)]
    assert " ".join(article.text.split()) == " ".join(line for column in columns for line in column)


def flate_twice(data: bytes, spaces: int) -> bytes:
    return zlib.compress(zlib.compress(data + b" " * spaces))


def ascii85_of_flate(data: bytes, spaces: int) -> bytes:
    return base64.a85encode(zlib.compress(data + b" " * spaces)) + b"~>"


def run_lengths(data: bytes, spaces: int) -> bytes:
    runs = b"".join(bytes([0, byte]) for byte in data) + bytes([129, 32]) * (spaces // 128)
    return runs + b"\x80"


def lzw(data: bytes, spaces: int) -> bytes:
    """Return codes of nine bits: the table is begun anew (256) before it has longer ones."""
    codes: list[int] = []
    for number, byte in enumerate(data):
        codes += [256, byte] if number % 250 == 0 else [byte]
    codes += [256, 32, *range(258, 510)] * (spaces // sum(range(254))) + [257]
    bits = "".join(f"{code:09b}" for code in codes)
    return int(bits.ljust(-(-len(bits) // 8) * 8, "0"), 2).to_bytes(-(-len(bits) // 8))


@pytest.mark.parametrize(
    ("filters", "pack", "weight"),
    [
        ("/FlateDecode /FlateDecode", flate_twice, 1),
        ("/ASCII85Decode /FlateDecode", ascii85_of_flate, 1),
        ("/LZWDecode", lzw, 1),
        ("/RunLengthDecode", run_lengths, 8),
    ],
)
def test_a_file_that_unpacks_to_far_more_than_its_size_is_refused_before_it_is_unpacked(
    filters: str, pack: Callable[[bytes, int], bytes], weight: int
) -> None:
    def read(spaces: int) -> Article | Issue:
        data = pdf(column(COLUMN), filters=filters, pack=lambda text: pack(text, spaces))
        (item,) = read_upload("a.pdf", data, Limits(file_mb=0.1))
        return item

    assert isinstance(read(50_000 // weight), Article)
    issue = read(6_000_000 // weight)
    assert isinstance(issue, Issue)
    assert "unpacks to more than" in issue.problem


def test_a_justified_line_of_a_narrow_column_with_wide_gaps_is_one_line() -> None:
    left = ["The harbour of Port Ellen", "was closed on Monday for", "a week after a big storm."]
    right = ["Ships will go to Bowmore,", "the council said late on", "Monday when it had met. ."]
    lines = [*column(left, size=10), *column(right, left=320, size=10)]
    lines += [(50, 660, 10, "Opposition"), (124, 660, 10, "councillor")]
    lines += column(["Margaret Orr was against", "it, as was her brother Bo."], top=650, size=10)
    text = text_of(lines)
    assert "Opposition councillor Margaret Orr was against it, as was her brother Bo." in text
