"""Exports of archives, press databases and interfaces, by their own names and shapes."""

import json
import random
from datetime import date
from pathlib import Path

import pytest

from analysis.ingest import Article, Issue, read_upload
from analysis.ingest.limits import Limits
from analysis.ingest.reader import read_paths
from analysis.ingest.table_columns import list_table_columns

TEXT = "The harbour of Port Ellen will be closed for two weeks in May, the council said."
KNOWN = ("The Lamp", "Harbour closed", "Ann Lee", date(2023, 9, 6), "https://lamp.example/1")


def known(article: Article):
    return article.outlet, article.title, article.byline, article.published, article.url


def one_of(name: str, content: object) -> Article:
    data = content if isinstance(content, str) else json.dumps(content)
    (article,) = read_upload(name, data.encode())
    assert isinstance(article, Article), article
    return article


@pytest.mark.parametrize(
    "entry",
    [
        {  # Event Registry
            "articles": {
                "results": [
                    {
                        "uri": "77",
                        "lang": "eng",
                        "dateTimePub": "2023-09-06T10:00:00Z",
                        "title": KNOWN[1],
                        "body": TEXT,
                        "url": KNOWN[4],
                        "source": {"uri": "lamp.example", "title": "The Lamp"},
                        "authors": [{"uri": "ann@lamp.example", "name": "Ann Lee"}],
                    }
                ]
            }
        },
        {  # NewsAPI
            "status": "ok",
            "totalResults": 1,
            "articles": [
                {
                    "source": {"id": None, "name": "The Lamp"},
                    "author": "Ann Lee",
                    "title": KNOWN[1],
                    "url": KNOWN[4],
                    "publishedAt": "2023-09-06T10:00:00Z",
                    "content": TEXT,
                }
            ],
        },
        {  # The Guardian
            "response": {
                "status": "ok",
                "results": [
                    {
                        "id": "world/1",
                        "webPublicationDate": "2023-09-06T10:00:00Z",
                        "webTitle": KNOWN[1],
                        "webUrl": KNOWN[4],
                        "fields": {
                            "bodyText": TEXT,
                            "byline": "Ann Lee",
                            "publication": "The Lamp",
                        },
                    }
                ],
            }
        },
        {  # a search engine
            "took": 3,
            "hits": {
                "total": {"value": 1},
                "hits": [
                    {
                        "_id": "1",
                        "_source": {
                            "media_name": "The Lamp",
                            "title": KNOWN[1],
                            "author": "Ann Lee",
                            "publish_date": "2023-09-06",
                            "url": KNOWN[4],
                            "text": TEXT,
                        },
                    }
                ],
            },
        },
        [  # news-please
            {
                "authors": ["Ann Lee"],
                "date_publish": "2023-09-06 10:00:00",
                "maintext": TEXT,
                "source_domain": "The Lamp",
                "title": KNOWN[1],
                "url": KNOWN[4],
            }
        ],
    ],
    ids=["event registry", "newsapi", "guardian", "search engine", "news-please"],
)
def test_what_interfaces_return_is_read_with_all_that_is_known(entry):
    assert known(one_of("export.json", entry)) == KNOWN


@pytest.mark.parametrize(
    "header",
    ["id,indexed_date,media_name,publish_date,title,url", "url,url_mobile,title,seendate,domain"],
    ids=["media cloud", "gdelt"],
)
def test_a_list_of_addresses_without_texts_says_what_to_do(header):
    row = ",".join("x" for _ in header.split(","))
    (problem,) = read_upload("export.csv", f"{header}\n{row}\n".encode())
    assert isinstance(problem, Issue)
    assert "Media Cloud" in problem.remedy


def test_a_text_that_a_service_cut_is_kept_and_told():
    told, article = read_upload(
        "a.json", json.dumps([{"content": f"{TEXT}… [+99 chars]"}]).encode()
    )
    assert isinstance(told, Issue) and told.is_warning
    assert isinstance(article, Article)


FACTIVA = f"""\
SE   World
HD   Harbour closed
BY   Ann Lee
WC   15 words
PD   6 September 2023
SN   The Lamp
SC   LAMP
LA   English
CY   Copyright 2023 The Lamp
LP
{TEXT}
TD
Ships will be sent to Bowmore.

NS   ctrans : Transport
AN   Document LAMP000020230906ej960001
SE   World
HD   Harbour open again
WC   5 words
PD   21 September 2023
SN   The Bell
LP
It opens on Friday, the council said on Thursday.
TD
No more is known.
AN   Document BELL000020230921ej960002
"""
NEXIS = f"""\
Harbour closed
The Lamp
September 6, 2023 Wednesday

Copyright 2023 The Lamp All Rights Reserved
Section: NEWS
Length: 15 words
Byline: Ann Lee
Body

{TEXT}

Ships will be sent to Bowmore.

Load-Date: September 7, 2023

End of Document
Harbour open again
The Bell
September 21, 2023 Thursday

Length: 9 words
Body

It opens on Friday, the council said on Thursday.

End of Document
"""
OLD_NEXIS = f"""\
                               1 of 2 DOCUMENTS

                                   The Lamp

                           September 6, 2023 Wednesday

HEADLINE: Harbour closed

BYLINE: Ann Lee

LENGTH: 15 words

{TEXT}

Ships will be sent to Bowmore.

LOAD-DATE: September 7, 2023

LANGUAGE: ENGLISH

                               2 of 2 DOCUMENTS

                                   The Bell

                           September 21, 2023 Thursday

HEADLINE: Harbour open again

LENGTH: 9 words

It opens on Friday, the council said on Thursday.

LANGUAGE: ENGLISH
"""


BRITISH_NEXIS = NEXIS.replace("September 6, 2023", "6 September 2023").replace(
    "September 21, 2023", "Thursday 21 September 2023"
)


@pytest.mark.parametrize(
    "text",
    [FACTIVA, NEXIS, OLD_NEXIS, BRITISH_NEXIS],
    ids=["factiva", "nexis", "old nexis", "british nexis"],
)
@pytest.mark.parametrize("suffix", ["txt", "rtf"])
def test_an_export_of_a_press_database_is_taken_apart(text: str, suffix: str):
    if suffix == "rtf":
        text = "{\\rtf1\\ansi " + text.replace("\n", "\\par\n") + "}"
    first, second = read_upload(f"export.{suffix}", text.encode())
    assert known(first)[:4] == KNOWN[:4]
    assert first.text.startswith(TEXT)
    assert first.text.endswith("Ships will be sent to Bowmore.")
    assert (second.outlet, second.title) == ("The Bell", "Harbour open again")
    assert second.text.startswith("It opens on Friday")


@pytest.mark.parametrize("end", ["\r\n", "\r"])
@pytest.mark.parametrize("text", [FACTIVA, NEXIS, OLD_NEXIS], ids=["factiva", "nexis", "old nexis"])
def test_an_export_with_other_line_ends_gives_the_same_articles(text: str, end: str):
    plain = list(read_upload("export.txt", text.encode()))
    assert list(read_upload("export.txt", text.replace("\n", end).encode())) == plain
    assert len(plain) == 2


def test_an_article_of_an_export_without_its_text_is_told_and_the_others_are_read():
    text = FACTIVA.replace(f"LP\n{TEXT}\nTD\nShips will be sent to Bowmore.\n", "")
    told, article = read_upload("export.txt", text.encode())
    assert (told.source, told.problem) == ("export.txt, article 1", "Its text is empty.")
    assert article.outlet == "The Bell"
    text = NEXIS.replace("Length: 15 words\nByline: Ann Lee\nBody\n", "")
    told, article = read_upload("export.txt", text.encode())
    assert (told.source, told.problem) == ("export.txt, article 1", "Its text is empty.")
    assert article.outlet == "The Bell"


def test_an_export_that_gives_no_article_is_told():
    (told,) = read_upload("export.txt", b"LENGTH: 9 words\n\nText.\n\n1 of 1 DOCUMENTS\n")
    assert isinstance(told, Issue) and "export of a press database" in told.problem


FACTIVA_BODY = f"""\
HD  Harbour closed
WC  15 words
PD  6 September 2023
SN  The Lamp
LP
{TEXT}
TD
%s
Document LAMP000020230906ej960001
"""
#: Lines of running text that look like labels, each before a paragraph of it.
WORDS = ("EU", "IN", "ART", "CO", "SE", "ART MARKET", "HD", "NS")


@pytest.mark.parametrize("word", WORDS)
def test_a_line_of_a_factiva_article_that_looks_like_a_label_ends_no_text(word: str):
    body = f"First part of the report.\n\n{word}\n\nShips will be sent to Bowmore in May, she said."
    article = one_of("a.txt", FACTIVA_BODY % body)
    assert article.text == f"{TEXT}\n\n{body}"
    assert article.title == "Harbour closed"


@pytest.mark.parametrize(
    "tail",
    [
        "CO  lamp : The Lamp Newspapers Ltd. | bell : Bell plc.\nPUB The Lamp Ltd.\nAN",
        "CO\n\nlamp : The Lamp Newspapers Ltd. | bell : The Bell and Sons plc.\n\nRE\n\nuk : Islay",
        "CX  The article was corrected on Monday; it named another harbour.\nNS  gtr : Transport",
        "PUB The Lamp Ltd.",
    ],
)
def test_the_tail_of_a_factiva_article_is_left_out(tail: str):
    body = "Ships will be sent to Bowmore in May, the council said on Monday."
    assert one_of("a.txt", FACTIVA_BODY % f"{body}\n\n{tail}\n").text == f"{TEXT}\n\n{body}"


NEXIS_BODY = """\
Harbour closed
The Lamp
September 6, 2023 Wednesday

Length: 15 words

Body

%s

End of Document
"""


@pytest.mark.parametrize(
    "word", ["Notes: the council met.", "Graphic: two of it.", "Subject:", "Language: none", "City"]
)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_line_of_a_nexis_article_that_looks_like_a_label_ends_no_text(word: str, gap: str):
    body = gap.join([TEXT, word, "Ships will be sent to Bowmore in May, the council said."])
    for tail in ("", "\n\nLoad-Date: September 7, 2023"):
        assert one_of("a.txt", NEXIS_BODY % (body + tail)).text == body


@pytest.mark.parametrize(
    "tail",
    [
        "Graphic\n\nPhoto of it\n\nLoad-Date: September 7, 2023",
        "Graphic\n\nThe harbour of Port Ellen as it was seen on Monday.\n\nLoad-Date: May 7, 2023",
        "Notes: A version of this article was printed on page 3 of the paper.\n\nLanguage: ENGLISH",
        "Classification\n\n\nLanguage: ENGLISH\n\nSubject: HARBOURS (90%); SHIPS (78%);\nNETS\n\n"
        "Industry: FERRIES (70%)\n\nGeographic: ISLAY\n\nLoad-Date: September 7, 2023",
    ],
)
def test_the_tail_of_a_nexis_article_is_left_out(tail: str):
    assert one_of("a.txt", NEXIS_BODY % f"{TEXT}\n\n{tail}").text == TEXT


def test_a_text_that_only_mentions_such_labels_stays_whole():
    text = f"HD and SN are labels.\n\nEnd of Document\n\n{TEXT}\n"
    assert one_of("a.txt", text).text == text


def test_a_rich_text_of_one_article_keeps_its_letters():
    article = one_of(
        "a.rtf", "{\\rtf1\\ansi\\ansicpg1252 The caf\\'e9 \\u8220?opens\\u8221? today.}"
    )
    assert article.text.strip() == "The café “opens” today."
    (problem,) = read_upload("a.rtf", b"plain")
    assert "Rich Text" in problem.problem


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("\\u-10179?\\u-8704?", "😀"),  # as Word writes what is beyond 16 bits: two halves
        ("\\u55357?\\u56832?", "😀"),
        ("\\u128512?", "😀"),
        ("\\\\u1114112", "\\u1114112"),  # a backslash, and no sign
    ],
)
def test_a_sign_that_a_rich_text_writes_by_its_number_is_read(written: str, meant: str):
    article = one_of("a.rtf", f"{{\\rtf1\\ansi {TEXT} {written} {TEXT}}}")
    assert article.text == f"{TEXT} {meant} {TEXT}"


@pytest.mark.parametrize("number", ["1114112", "-70000", "9999999999", "9" * 14])
def test_a_number_in_a_rich_text_that_is_no_signs_costs_one_character_and_is_told(number: str):
    data = f"{{\\rtf1\\ansi {TEXT} \\u{number}? {TEXT}}}".encode()
    told, article = read_upload("a.rtf", data)
    assert told.is_warning and f"\\u{number}" in told.problem
    assert article.text == f"{TEXT} � {TEXT}"


def test_half_a_sign_in_a_rich_text_is_told():
    (told,) = read_upload("a.rtf", f"{{\\rtf1\\ansi {TEXT} \\u-10179? {TEXT}}}".encode())
    assert "half a character" in told.problem


@pytest.mark.parametrize("seed", range(5))
def test_a_rich_text_of_random_bytes_is_refused(seed: int):
    data = b"{\\rtf1" + random.Random(seed).randbytes(3000).replace(b"}", b"")
    (told,) = read_upload("a.rtf", data)
    assert told.problem == "It holds control characters where its text should be."
    assert ".txt" in told.remedy


# Columns


def test_columns_are_named_with_their_field_and_an_example(tmp_path: Path):
    (tmp_path / "a.csv").write_text(f'Inhalt,Quelle,date\n"{TEXT}",The Lamp,2023-09-06\n')
    (tmp_path / "b.jsonl").write_text(json.dumps({"body": TEXT, "Inhalt": "other"}))
    tables = list_table_columns([tmp_path])
    assert tables.without_text == ("a.csv",)
    found = {column.name: column for column in tables.columns}
    assert [(name, column.field) for name, column in found.items()] == [
        ("date", "published"),
        ("Inhalt", ""),
        ("Quelle", ""),
        ("body", "text"),
    ]
    assert found["Quelle"].example == "The Lamp"


@pytest.mark.parametrize("suffix", ["csv", "csv.gz", "json", "jsonl", "parquet"])
def test_columns_that_cannot_be_read_are_none(suffix: str, tmp_path: Path):
    path = tmp_path / f"a.{suffix}"
    for data in (b"", b"\0\1\2", b"{", b'"', b"PAR1"):
        path.write_bytes(data)
        assert all(column.example == "" for column in list_table_columns([path]).columns)


def test_a_column_is_read_as_what_the_analyst_says_it_is(tmp_path: Path):
    path = tmp_path / "a.csv"
    path.write_text(f'Inhalt,Quelle,title\n"{TEXT}",The Lamp,Not a title\n')
    chosen = {"Inhalt": "text", "Quelle": "outlet", "title": ""}
    (article,) = read_paths([path], column_fields=chosen)
    assert (article.text, article.outlet, article.title) == (TEXT, "The Lamp", "")


# What is known of an article


def test_a_field_of_a_megabyte_is_left_out_and_told():
    entry = {"text": TEXT, "url": "https://x.example/" + "a" * 1_000_000, "outlet": "The Lamp"}
    told, article = read_upload("a.json", json.dumps([entry]).encode(), Limits())
    assert told.is_warning and "url" in told.problem
    assert (article.url, article.outlet) == ("", "The Lamp")


def test_fields_lose_signs_that_steer_and_the_text_keeps_its_own():
    entry = {"text": f"{TEXT}\u202e\x07", "outlet": "The \u202eLamp\x1b[2J", "title": "A\x00B"}
    article = one_of("a.json", [entry])
    assert (article.text, article.outlet) == (entry["text"], "The Lamp[2J")
    assert article.title == "AB"
