"""JSON and JSON lines: where articles stand in them, their encodings, dates and texts."""

import json
from datetime import date
from pathlib import Path

import pytest

from analysis.ingest import Article, Issue, read_paths, read_upload
from analysis.ingest.limits import Limits
from analysis.ingest.table_columns import list_table_columns

TEXT = "The harbour of Port Ellen will be closed for two weeks in May, the council said."
OTHER = "Nobody on the island was asked about it, the owner of the last ferry said on Monday."


def sorted_out(name: str, content: object, limits: Limits | None = None):
    """Return the articles that an upload gave, and what was told."""
    data = content if isinstance(content, bytes) else json.dumps(content).encode()
    found = list(read_upload(name, data, limits))
    told = [one for one in found if isinstance(one, Issue)]
    assert all(one.source and one.problem and one.remedy for one in told)
    return [one for one in found if isinstance(one, Article)], told


def texts_of(name: str, content: object) -> list[str]:
    """Return the texts of an upload of which nothing is told."""
    articles, told = sorted_out(name, content)
    assert told == []
    return [article.text for article in articles]


ENTRIES = [{"title": "x", "text": TEXT}, {"title": "y", "text": OTHER}]


# Where articles stand


@pytest.mark.parametrize(
    "found",
    [
        {"a1": ENTRIES[0], "a2": ENTRIES[1]},
        {"results": {"a1": ENTRIES[0], "a2": ENTRIES[1]}},
        {"warnings": [], "articles": ENTRIES},
        {"facets": ["a"], "tags": [{"name": "b"}] * 5, "results": ENTRIES},
        {"query": {"text": "steel"}, "results": ENTRIES},
        {entry["title"]: {"articles": {"results": [entry]}} for entry in ENTRIES},
        {"hits": {"hits": [{"_id": n, "_source": entry} for n, entry in enumerate(ENTRIES)]}},
    ],
    ids=["by key", "by key inside", "empty list", "other lists", "query", "by event", "hits"],
)  # fmt: skip
def test_articles_are_found_where_they_stand(found: object):
    assert texts_of("a.json", found) == [TEXT, OTHER]


def test_of_articles_by_key_one_without_a_text_is_told():
    articles, (told,) = sorted_out(
        "a.json", {"a": ENTRIES[0], "b": {"title": "z"}, "c": ENTRIES[1]}
    )
    assert [article.text for article in articles] == [TEXT, OTHER]
    assert told.source == "a.json, entry 2"


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ({"articles": []}, "It holds no articles"),
        ({"text": ["a", "b"]}, "of type list"),
        ({"tags": ["a"], "articles": [{"title": "z"}]}, "columns are: title"),
    ],
)
def test_json_without_articles_is_told_once(found: object, said: str):
    articles, (told,) = sorted_out("a.json", found)
    assert articles == []
    assert said in told.problem


# Encodings and shapes of JSON lines


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_json_lines_are_read_in_the_encodings_of_other_files(encoding: str, tmp_path: Path):
    quoted = [f"“{text}” (café)" for text in (TEXT, OTHER)]
    lines = "\n".join(json.dumps({"text": text}, ensure_ascii=False) for text in quoted)
    articles, told = sorted_out("a.jsonl", lines.encode(encoding))
    assert [article.text for article in articles] == quoted
    assert len(told) == (encoding == "cp1252")  # which nothing but a guess tells
    path = tmp_path / "a.jsonl"
    path.write_bytes(lines.encode(encoding))
    assert [column.name for column in list_table_columns([path]).columns] == ["text"]


def test_a_wrong_byte_in_json_lines_costs_one_character_and_is_told():
    lines = [json.dumps({"text": f"“{text}”"}, ensure_ascii=False) for text in (TEXT, OTHER, "x")]
    lines[1] = lines[1].replace("owner", "own\udce9r")
    articles, (told,) = sorted_out("a.jsonl", "\n".join(lines).encode("utf-8", "surrogateescape"))
    assert len(articles) == 3
    assert told.is_warning
    assert "One of its bytes is not UTF-8" in told.problem
    assert "line 2" in told.problem


def test_json_lines_in_an_encoding_that_was_guessed_say_so_once():
    lines = [json.dumps({"text": f"“{text}”"}, ensure_ascii=False) for text in (TEXT, OTHER)]
    articles, (told,) = sorted_out("a.jsonl", "\n".join(lines).encode("mac_roman"))
    assert [article.text[0] for article in articles] == ["“", "“"]
    assert "mac_roman" in told.problem


def test_a_binary_file_named_as_json_lines_is_told_once():
    data = bytes(range(128, 256)) * 40 + b"\n" + bytes(range(256)) * 40
    _, told = sorted_out("a.jsonl", data)
    assert [one.source for one in told] == ["a.jsonl"]


@pytest.mark.parametrize(
    "content",
    [
        json.dumps(ENTRIES),
        json.dumps(ENTRIES, indent=1),
        "\n".join(json.dumps(entry, indent=1) for entry in ENTRIES),
        json.dumps({"articles": ENTRIES}, indent=1),
        ",\n".join(json.dumps(entry) for entry in ENTRIES),
    ],
    ids=["one list", "list over lines", "objects over lines", "object over lines", "commas"],
)
@pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson"])
def test_a_file_named_as_json_lines_is_read_as_the_json_it_is(
    content: str, name: str, tmp_path: Path
):
    assert texts_of(name, content.encode()) == [TEXT, OTHER]
    path = tmp_path / name
    path.write_text(content)
    assert {column.name for column in list_table_columns([path]).columns} == {"title", "text"}


def test_objects_one_a_line_are_read_from_a_file_named_json():
    lines = "\n".join(json.dumps(entry) for entry in ENTRIES)
    assert texts_of("a.json", lines.encode()) == [TEXT, OTHER]


@pytest.mark.parametrize(
    "content", ['[\n{"text": "one"},\n{"text": ]', "{\n" + '"text": "one",\n' * 500]
)
def test_objects_over_lines_that_cannot_be_read_are_told_once(content: str, tmp_path: Path):
    path = tmp_path / "a.jsonl"
    path.write_text(content)
    (told,) = read_paths([path], Limits(file_mb=0.005))
    assert isinstance(told, Issue)
    assert told.source == "a.jsonl"
    assert "Write one object a line" in told.remedy


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
        assert told.is_warning
        assert told.source == "a.jsonl, line 1"
        assert "nested" in told.problem


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
    assert told.is_warning
    assert "The date “" in told.problem
    assert "“”" not in told.problem


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
    assert told.source == "a.json, entry 1"
    assert "[Removed]" in told.problem


# Mark-up


def test_plain_text_comes_before_mark_up():
    entry = {"fields": {"body": f"<p>{TEXT}</p>", "content": f"<p>{TEXT}</p>", "bodyText": OTHER}}
    assert texts_of("a.json", [entry]) == [OTHER]


@pytest.mark.parametrize(
    "markup",
    [
        f"<p>{TEXT}</p><p>{OTHER.replace('ferry', '<b>ferry</b>')}</p>",
        f"{TEXT}<br><br>{OTHER}<br/>",
        f"<div>{TEXT}</div>\n<div>{OTHER}</div>",
    ],
)
@pytest.mark.parametrize("name", ["a.jsonl", "a.csv"])
def test_a_text_that_is_mark_up_is_read_as_a_page(markup: str, name: str):
    quoted = markup.replace('"', '""')
    data = f'body\n"{quoted}"\n' if name == "a.csv" else json.dumps({"body": markup})
    (text,) = texts_of(name, data.encode())
    assert [line for line in text.splitlines() if line] == [TEXT, OTHER]


def test_a_short_text_that_is_mark_up_loses_its_tags():
    assert texts_of("a.json", [{"text": "<p>The harbour &amp; the pier are closed.</p>"}]) == [
        "The harbour & the pier are closed."
    ]


def test_a_text_that_only_names_a_tag_or_has_angle_brackets_stays_as_it_is():
    for text in (f"{TEXT} Use <p> with care.", f"{TEXT} 1 < 2 > 0, a <b and c> d <3."):
        assert texts_of("a.json", [{"text": text}]) == [text]
