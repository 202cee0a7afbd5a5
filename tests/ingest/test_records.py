"""Records: the metadata that articles take from them, and the values that are left out."""

import json
from datetime import date

import pytest

from analysis.ingest import Article, Issue, read_upload
from analysis.ingest.limits import Limits
from tests.uploaded_articles import METADATA, TEXT, metadata_of, one_of


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
                        "title": METADATA[1],
                        "body": TEXT,
                        "url": METADATA[4],
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
                    "title": METADATA[1],
                    "url": METADATA[4],
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
                        "webTitle": METADATA[1],
                        "webUrl": METADATA[4],
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
                            "title": METADATA[1],
                            "author": "Ann Lee",
                            "publish_date": "2023-09-06",
                            "url": METADATA[4],
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
                "title": METADATA[1],
                "url": METADATA[4],
            }
        ],
    ],
    ids=["event registry", "newsapi", "guardian", "search engine", "news-please"],
)
def test_results_of_interfaces_are_read_with_their_metadata(entry):
    assert metadata_of(one_of("export.json", entry)) == METADATA


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


def test_a_text_that_a_service_cut_is_kept_and_reported():
    issue, article = read_upload(
        "a.json", json.dumps([{"content": f"{TEXT}… [+99 chars]"}]).encode()
    )
    assert isinstance(issue, Issue)
    assert issue.is_warning
    assert isinstance(article, Article)


def test_a_field_of_a_megabyte_is_left_out_and_reported():
    entry = {"text": TEXT, "url": "https://x.example/" + "a" * 1_000_000, "outlet": "The Lamp"}
    issue, article = read_upload("a.json", json.dumps([entry]).encode(), Limits())
    assert issue.is_warning
    assert "url" in issue.problem
    assert (article.url, article.outlet) == ("", "The Lamp")


def test_fields_lose_control_characters_and_the_text_keeps_its_own():
    entry = {"text": f"{TEXT}\u202e\x07", "outlet": "The \u202eLamp\x1b[2J", "title": "A\x00B"}
    article = one_of("a.json", [entry])
    assert (article.text, article.outlet) == (entry["text"], "The Lamp[2J")
    assert article.title == "AB"


@pytest.mark.parametrize(("characters", "is_kept"), [(2_000, True), (2_001, False)])
def test_a_field_has_a_longest_length(characters: int, *, is_kept: bool):
    url = "x" * characters
    *issues, article = read_upload("a.json", json.dumps([{"text": TEXT, "url": url}]).encode())
    assert (article.url == url, len(issues) == 0) == (is_kept, is_kept)


@pytest.mark.parametrize(("spaces", "is_reported"), [(47, True), (48, False)])
def test_the_mark_of_a_truncated_text_is_at_its_end(spaces: int, *, is_reported: bool):
    text = f"{TEXT}… [+99 chars]" + " " * spaces  # a mark of 13 characters
    *issues, article = read_upload("a.json", json.dumps([{"text": text}]).encode())
    assert article.text == text
    assert (len(issues) == 1) is is_reported


def test_names_inside_objects_and_texts_of_json_feeds_are_read():
    article = {
        "headline": {"main": "Harbour closed", "kicker": "Islands"},
        "byline": {"original": "By Ann Lee"},
        "source": "The Lamp",
        "pub_date": "2023-09-05T08:00:00+0000",
        "content_html": f"<p>{TEXT}</p>",
    }
    (read,) = read_upload("a.json", json.dumps({"response": {"docs": [article]}}).encode())
    assert isinstance(read, Article)
    assert (read.title, read.byline, read.text) == ("Harbour closed", "By Ann Lee", TEXT)


@pytest.mark.parametrize(("medium", "outlet"), [("The Lamp", "The Lamp"), ("Online", "")])
def test_a_column_with_the_medium_names_the_outlet_unless_it_tells_its_kind(medium, outlet):
    table = f'Medium,Titel,Volltext\n{medium},Harbour closed,"{TEXT}"\n'
    (read,) = read_upload("a.csv", table.encode())
    assert isinstance(read, Article)
    assert read.outlet == outlet


@pytest.mark.parametrize(
    ("values", "published"),
    [
        ({"created_at": "2023-09-05T10:00:00Z"}, date(2023, 9, 5)),
        ({"createdAt": "2023-09-05"}, date(2023, 9, 5)),
        ({"created_at": "2024-01-02", "date": "2023-09-05"}, date(2023, 9, 5)),
        ({"created_at": "2024-01-02", "date": None}, None),
    ],
)
def test_when_a_row_was_made_is_the_date_only_without_another_column_of_dates(values, published):
    data = json.dumps([{"title": "Harbour closed", "text": TEXT, **values}]).encode()
    (article,) = read_upload("a.json", data)
    assert article.published == published
