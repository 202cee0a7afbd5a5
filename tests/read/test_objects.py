"""JSON and JSON lines: where articles stand in them, their encodings, dates and texts."""

import json
from datetime import date

import pytest

from analysis.read import Article, Rejected, read_upload
from analysis.read.limits import Limits

TEXT = "The harbour of Port Ellen will be closed for two weeks in May, the council said."
OTHER = "Nobody on the island was asked about it, the owner of the last ferry said on Monday."


def sorted_out(name: str, content: object, limits: Limits | None = None):
    """Return the articles that an upload gave, and what was told."""
    data = content if isinstance(content, bytes) else json.dumps(content).encode()
    found = list(read_upload(name, data, limits))
    told = [one for one in found if isinstance(one, Rejected)]
    assert all(one.source and one.problem and one.remedy for one in told)
    return [one for one in found if isinstance(one, Article)], told


def texts_of(name: str, content: object) -> list[str]:
    """Return the texts of an upload of which nothing is told."""
    articles, told = sorted_out(name, content)
    assert told == []
    return [article.text for article in articles]


# Values


@pytest.mark.parametrize("levels", [50, 300, 500, 900])
@pytest.mark.parametrize("field", ["outlet", "author", "date", "id"])
def test_a_field_that_is_nested_deep_is_left_out_and_told(levels: int, field: str):
    deep: object = "The Lamp"
    nested: object = "The Lamp"
    for _ in range(levels):
        deep, nested = [deep], {"name": nested}
    for value in (deep, nested):
        line = json.dumps({"text": TEXT, field: value})
        articles, (told,) = sorted_out("a.jsonl", line.encode())
        assert [article.text for article in articles] == [TEXT]
        assert told.kept and told.source == "a.jsonl, line 1" and "nested" in told.problem


@pytest.mark.parametrize(
    "written",
    [
        "2023-09-06T10:00:00Z",
        1693994400000,
        {"$numberLong": "1693994400000"},
    ],
)
def test_dates_of_a_document_store_are_read(written: object):
    entry = {"_id": {"$oid": "64f"}, "text": TEXT, "date": {"$date": written}}
    (article,), told = sorted_out("a.json", [entry])
    assert (article.article_id, article.published, told) == ("64f", date(2023, 9, 6), [])


@pytest.mark.parametrize("written", [-86400000, 0, 86400000])
def test_milliseconds_about_1970_are_days(written: int):
    (article,), _ = sorted_out("a.json", [{"text": TEXT, "date": {"$date": written}}])
    assert article.published is not None
    assert article.published.toordinal() - date(1970, 1, 1).toordinal() == written // 86400000


@pytest.mark.parametrize("written", [10**30, "soon", {"$numberLong": "x"}, {"a": 1}])
def test_a_date_of_a_document_store_that_is_none_is_told(written: object):
    (article,), (told,) = sorted_out("a.json", [{"text": TEXT, "date": {"$date": written}}])
    assert article.published is None
    assert told.kept and "The date “" in told.problem and "“”" not in told.problem


@pytest.mark.parametrize(
    "entry",
    [
        {"title": "[Removed]", "content": "[Removed]"},
        {"title": "[Removed]", "content": TEXT},
        {"title": "A title", "content": " [Removed]\n"},
    ],
)
def test_an_article_that_its_service_took_back_is_set_aside(entry: dict[str, str]):
    articles, (told,) = sorted_out("a.json", {"articles": [entry]})
    assert articles == []
    assert told.source == "a.json, entry 1" and "[Removed]" in told.problem
