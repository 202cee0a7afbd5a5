"""Reading of texts, pages, tables, folders and uploads, and the metadata of their articles."""

import codecs
import csv
import gzip
import io
import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from analysis.ingest import Article, Issue, mark_blocks, read_paths, read_upload, text_id

SEEDS = Path(__file__).parents[2] / "seeds"
TEXT = "The harbour of Port Ellen will be closed for two weeks in May, the council said."

PAGE = """<!doctype html><html lang="en"><head><title>Harbour to close - The Lamp</title>
<meta property="og:site_name" content="The Lamp"><meta name="author" content="Ann Orr">
<meta property="article:published_time" content="2024-05-05T22:30:00-08:00">
<link rel="canonical" href="https://lamp.example/harbour"></head><body>
<nav><a href="/">Home</a> <a href="/weather">Weather</a></nav><article>
<h1>Harbour of Port Ellen to close</h1>
<p>PORT ELLEN — The harbour of Port Ellen will be closed for two weeks in May, ten years after the
first stone of its pier was laid, the council of the island said on Monday.</p>
<h2>A long wait</h2>
<p>“We have waited so long,” said Iona Blair, who has fished here all her life. “It is a great day
for the town and for the island.”</p>
<p>Boats are to moor at Lagavulin until the new pier is ready, and nobody will have to pay for it,
the council said.</p></article><footer>Cookies, terms and conditions</footer></body></html>"""


def articles(iterator: Iterator[Article | Issue]) -> list[Article]:
    """Return the articles, after checking that there is no issue."""
    read = list(iterator)
    assert [str(item) for item in read if isinstance(item, Issue)] == []
    return [item for item in read if isinstance(item, Article)]


def upload(name: str, data: str | bytes) -> Article:
    """Return the one article of an upload."""
    (article,) = articles(read_upload(name, data.encode() if isinstance(data, str) else data))
    return article


# Seeds


def test_the_seeds_are_read_with_the_metadata_of_their_sidecar_table() -> None:
    read = articles(read_paths([SEEDS]))
    assert [(a.outlet, a.published, a.credit) for a in read] == [
        ("NTD", date(2023, 9, 6), "The Epoch Times"),
        ("", None, "Reuters"),
        ("UPI", date(2023, 9, 6), ""),
        ("The Korea Herald", date(2023, 8, 31), "Yonhap"),
        ("", date(2023, 9, 6), "Yonhap"),
    ]
    assert [a.title[:14] for a in read] == ["US Says North ", "", "", "N. Korea in ac", ""]
    assert [a.byline for a in read] == ["Aldgra Fredly", "", "", "Yonhap", ""]


def test_the_texts_of_the_seeds_are_kept_code_point_for_code_point() -> None:
    for article in articles(read_paths([SEEDS])):
        assert article.text.encode() == (SEEDS / article.source).read_bytes()
        assert article.blocks == mark_blocks(article.text, article.title)


def test_a_file_that_several_paths_lead_to_is_read_once() -> None:
    texts = sorted(SEEDS.glob("*.txt"))
    read = articles(read_paths([texts[1], SEEDS, SEEDS / "articles.csv", *texts]))
    assert [a.source for a in read] == [path.name for path in [texts[1], texts[0], *texts[2:]]]
    assert read[1].outlet == "NTD"


# Texts


@pytest.mark.parametrize(
    "text",
    [
        "one\r\ntwo\rthree\n",
        "  spaced  \n\n",
        "a\x00b\x07c and more words here",
        "café\u2028“x”\ufeff",
    ],
)
def test_line_ends_spaces_and_control_characters_stay(text: str, tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_bytes(text.encode())
    (article,) = articles(read_paths([path]))
    assert article.text == text
    assert article.article_id == text_id(text)
    for suffix, data in [
        ("json", json.dumps([{"text": text}])),
        ("jsonl", json.dumps({"text": text}, ensure_ascii=False).replace("\u2028", "\\u2028")),
    ]:
        assert upload(f"text.{suffix}", data).text == text


def test_a_byte_order_mark_is_not_part_of_the_text() -> None:
    assert upload("a.txt", codecs.BOM_UTF8 + TEXT.encode()).text == TEXT
    assert upload("a.txt", TEXT.encode("utf-16")).text == TEXT
    assert upload("a.csv", codecs.BOM_UTF8 + f'text\n"{TEXT}"\n'.encode()).text == TEXT
    assert upload("a.jsonl", codecs.BOM_UTF8 + json.dumps({"text": TEXT}).encode()).text == TEXT


def test_metadata_that_a_text_states_fill_unknown_fields() -> None:
    head = "Harbour of Port Ellen to close\nBy Ann Orr\nPublished : May 5, 2024 - 09:35\n"
    article = upload("a.txt", f"{head}{TEXT}\nNobody on the island was asked. (Xinhua)")
    assert (article.title, article.byline) == ("Harbour of Port Ellen to close", "Ann Orr")
    assert (article.published, article.credit) == (date(2024, 5, 5), "Xinhua")
    assert article.outlet == ""


def test_known_metadata_are_not_replaced_by_those_that_the_text_states() -> None:
    text = f"Harbour to close in May\nBy Ann Orr\nMay 5, 2024\n{TEXT}\nFrom The Evening Lamp"
    metadata = {"title": "Port Ellen", "byline": "Bo Li", "date": "2024-05-06", "agency": "AFP"}
    article = upload("a.json", json.dumps([{"text": text, **metadata}]))
    assert (article.title, article.byline, article.credit) == ("Port Ellen", "Bo Li", "AFP")
    assert article.published == date(2024, 5, 6)


@pytest.mark.parametrize(
    "text",
    [
        f"{TEXT}\nBoats leave the harbour of Port Ellen in May. (Bo Li/Reuters)",
        f"Boats leave. (Reuters)\n{TEXT}\nNobody on the island was asked about it, she said.",
        f"{TEXT}\nThe Associated Press contributed to this report.",
        f"PORT ELLEN, May 5 (Reuters) - {TEXT}",
    ],
)
def test_a_credit_that_does_not_close_the_article_is_not_the_articles(text: str) -> None:
    assert upload("a.txt", text).credit == ""


# Pages


def test_a_page_provides_its_article_and_metadata() -> None:
    article = upload("page.html", PAGE)
    assert (article.outlet, article.title) == ("The Lamp", "Harbour of Port Ellen to close")
    assert (article.byline, article.published) == ("Ann Orr", date(2024, 5, 5))
    assert article.url == "https://lamp.example/harbour"
    assert "Cookies" not in article.text
    assert "Weather" not in article.text
    assert [block.kind for block in article.blocks] == [
        "headline",
        "dateline",
        "body",
        "subhead",
        "body",
        "body",
    ]


def test_metadata_in_a_sidecar_table_take_precedence_over_those_of_the_page(tmp_path: Path) -> None:
    (tmp_path / "page.htm").write_text(PAGE)
    (tmp_path / "articles.csv").write_text("file,outlet,date\npage.htm,The Morning Lamp,\n")
    (article,) = articles(read_paths([tmp_path]))
    assert (article.outlet, article.published) == ("The Morning Lamp", date(2024, 5, 5))


# Tables


RECORDS = [
    {"id": "7", "outlet": "The Lamp", "text": f"{TEXT}\nSecond “line”, with a comma; and more."},
    {"id": "8", "outlet": "Ünited", "text": "Nobody was asked."},
]


def table_of(suffix: str) -> bytes:
    """Return the records as a table of the format."""
    lines = "\n".join(json.dumps(record) for record in RECORDS)
    if suffix.startswith((".csv", ".tsv")):
        written = io.StringIO(newline="")
        delimiter = "\t" if suffix.startswith(".tsv") else ","
        writer = csv.DictWriter(written, ["id", "outlet", "text"], delimiter=delimiter)
        writer.writeheader()
        writer.writerows(RECORDS)
        data = written.getvalue().encode()
    elif suffix == ".json":
        data = json.dumps(RECORDS).encode()
    elif suffix == ".parquet":
        stream = io.BytesIO()
        pq.write_table(pa.Table.from_pylist(RECORDS), stream)
        data = stream.getvalue()
    else:
        data = lines.encode()
    return gzip.compress(data) if suffix.endswith(".gz") else data


@pytest.mark.parametrize(
    "suffix",
    [
        ".csv",
        ".tsv",
        ".csv.gz",
        ".tsv.gz",
        ".jsonl",
        ".ndjson",
        ".jsonl.gz",
        ".ndjson.gz",
        ".json",
        ".parquet",
    ],
)
def test_tables_of_every_format_give_the_same_articles(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"Articles{suffix.upper()}"
    path.write_bytes(table_of(suffix))
    for read in (
        articles(read_paths([path])),
        articles(read_upload(f"C:\\news\\table{suffix}", table_of(suffix))),
    ):
        assert [a.article_id for a in read] == ["7", "8"]
        assert [a.outlet for a in read] == ["The Lamp", "Ünited"]
        assert [a.text for a in read] == [record["text"] for record in RECORDS]


@pytest.mark.parametrize(
    ("column", "field"),
    [
        ("Source", "outlet"),
        ("publisher", "outlet"),
        ("Publication", "outlet"),
        ("media_outlet", "outlet"),
        ("Headline", "title"),
        ("author", "byline"),
        ("Authors", "byline"),
        ("link", "url"),
        ("news agency", "credit"),
        ("article_id", "article_id"),
    ],
)
def test_columns_are_known_by_their_usual_names(column: str, field: str) -> None:
    article = upload("a.csv", f'{column},Full Text\nName,"{TEXT}"\n')
    assert getattr(article, field) == "Name"
    assert article.text == TEXT


@pytest.mark.parametrize("column", ["date", "Publish_Date", "pubDate", "publishedAt"])
def test_dates_are_known_by_their_usual_names(column: str) -> None:
    assert upload("a.csv", f"{column},body\n2024-05-06,{TEXT[:20]}\n").published is not None


def test_of_two_columns_for_one_field_the_better_name_is_used_where_it_is_filled() -> None:
    rows = "source,outlet,text\nfeed,The Lamp,one text\nfeed,,two texts\n"
    assert [a.outlet for a in articles(read_upload("a.csv", rows.encode()))] == ["The Lamp", "feed"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_of_a_table_is_detected_from_its_header(delimiter: str) -> None:
    rows = [["title", "text", "source"], ["A, b; c", "It is; it was, it will be.", "The Lamp"]]
    lines = [delimiter.join(f'"{value}"' for value in row) for row in rows]
    article = upload("a.csv", "\n".join(lines))
    assert (article.title, article.outlet) == ("A, b; c", "The Lamp")
    assert article.text == "It is; it was, it will be."


def test_names_in_objects_and_lists_become_text() -> None:
    record = {"content": TEXT, "source": {"id": 3, "name": "The Lamp"}, "author": ["A Orr", "B Li"]}
    article = upload("a.json", json.dumps({"status": "ok", "articles": [record]}))
    assert (article.outlet, article.byline) == ("The Lamp", "A Orr, B Li")


def test_dates_and_times_of_a_typed_table_are_days() -> None:
    stream = io.BytesIO()
    columns = {"text": ["one", "two"], "published": [datetime(2024, 5, 6, 23, 50), None]}  # noqa: DTZ001 - a table may have no zone
    pq.write_table(pa.table(columns), stream)
    read = articles(read_upload("a.parquet", stream.getvalue()))
    assert [a.published for a in read] == [date(2024, 5, 6), None]


def test_a_long_table_is_read_as_it_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "long.jsonl.gz"
    with gzip.open(path, "wt") as lines:
        for number in range(500):
            lines.write(json.dumps({"id": number, "text": f"{TEXT} {number}"}) + "\n")
        lines.write("not read\n")
    items = read_paths([path])
    assert [article.article_id for article, _ in zip(items, range(3), strict=False)] == list("012")


# Folders


def test_folders_are_walked_in_order_and_hidden_files_passed_over(tmp_path: Path) -> None:
    hidden = [".hidden.txt", ".git/c.txt", "~$b.docx", "Thumbs.db"]
    for name in ["b.txt", "a/z.txt", "a/b.json", *hidden]:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text('[{"text": "in a list"}]' if name.endswith(".json") else f"text of {name}")
    assert [a.source for a in articles(read_paths([tmp_path]))] == ["b.txt", "a/b.json", "a/z.txt"]


def test_a_table_with_texts_is_no_sidecar_table_whatever_its_name(tmp_path: Path) -> None:
    (tmp_path / "articles.csv").write_text(f'file,text\na.txt,"{TEXT}"\n')
    assert [a.text for a in articles(read_paths([tmp_path]))] == [TEXT]


def test_a_sidecar_table_describes_only_the_texts_beside_it(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "a.txt").write_text("text one")
    (tmp_path / "sub" / "a.txt").write_text("text two")
    (tmp_path / "articles.csv").write_text("file,outlet\na.txt,The Lamp\n")
    read = articles(read_paths([tmp_path]))
    assert [(a.source, a.outlet) for a in read] == [("a.txt", "The Lamp"), ("sub/a.txt", "")]


def test_two_outlets_printing_one_agency_copy_are_two_articles() -> None:
    rows = f"outlet,text\nOne Post,{TEXT!r}\nOther Times,{TEXT!r}\nOne Post,{TEXT!r}\n"
    items = list(read_upload("copies.csv", rows.replace("'", '"').encode()))
    articles = [item for item in items if isinstance(item, Article)]
    assert sorted({article.outlet for article in articles}) == ["One Post", "Other Times"]
    assert len({article.article_id for article in articles}) == 2


@pytest.mark.parametrize("start", ["<!DOCTYPE html>\n<html>", "\n<HTML>"])
def test_a_web_page_under_the_name_of_a_text_is_read_as_one(start: str):
    sentence = "The harbour of Port Ellen will be closed for two weeks in May, the council said."
    page = f"{start}<body><article><h1>Harbour</h1><p>{sentence} It is a pity.</p></article></html>"
    (article,) = read_upload("a.txt", page.encode())
    assert isinstance(article, Article)
    assert article.text == f"Harbour\n{sentence} It is a pity."
