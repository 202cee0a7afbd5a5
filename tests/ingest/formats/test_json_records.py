"""JSON and JSON lines: where their articles are, their encodings, dates and texts."""

import json
from datetime import date
from pathlib import Path

import pytest

from analysis.ingest import Article, Issue, read_paths, read_upload, record_markup
from analysis.ingest.limits import Limits
from analysis.ingest.table_columns import list_table_columns

TEXT = "The harbour of Port Ellen will be closed for two weeks in May, the council said."
OTHER = "Nobody on the island was asked about it, the owner of the last ferry said on Monday."


def read_items(name: str, content: object, limits: Limits | None = None):
    """Return the articles that an upload contains, and its issues."""
    data = content if isinstance(content, bytes) else json.dumps(content).encode()
    items = list(read_upload(name, data, limits))
    issues = [item for item in items if isinstance(item, Issue)]
    assert all(item.source and item.problem and item.remedy for item in issues)
    return [item for item in items if isinstance(item, Article)], issues


def texts_of(name: str, content: object) -> list[str]:
    """Return the texts of an upload without issues."""
    articles, issues = read_items(name, content)
    assert issues == []
    return [article.text for article in articles]


ENTRIES = [{"title": "x", "text": TEXT}, {"title": "y", "text": OTHER}]


# Where articles are


@pytest.mark.parametrize(
    "content",
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
def test_articles_are_found_at_any_place(content: object):
    assert texts_of("a.json", content) == [TEXT, OTHER]


def test_of_articles_by_key_one_without_a_text_is_reported():
    articles, (issue,) = read_items(
        "a.json", {"a": ENTRIES[0], "b": {"title": "z"}, "c": ENTRIES[1]}
    )
    assert [article.text for article in articles] == [TEXT, OTHER]
    assert issue.source == "a.json, entry 2"


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ({"articles": []}, "It holds no articles"),
        ({"text": ["a", 5]}, "of type list"),
        ({"tags": ["a"], "articles": [{"title": "z"}]}, "columns are: title"),
    ],
)
def test_json_without_articles_is_reported_once(content: object, problem: str):
    articles, (issue,) = read_items("a.json", content)
    assert articles == []
    assert problem in issue.problem


# Encodings and shapes of JSON lines


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_json_lines_are_read_in_the_encodings_of_other_files(encoding: str, tmp_path: Path):
    quoted = [f"“{text}” (café)" for text in (TEXT, OTHER)]
    lines = "\n".join(json.dumps({"text": text}, ensure_ascii=False) for text in quoted)
    articles, issues = read_items("a.jsonl", lines.encode(encoding))
    assert [article.text for article in articles] == quoted
    assert len(issues) == (encoding == "cp1252")  # which nothing but a guess tells
    path = tmp_path / "a.jsonl"
    path.write_bytes(lines.encode(encoding))
    assert [column.name for column in list_table_columns([path]).columns] == ["text"]


def test_a_wrong_byte_in_json_lines_costs_one_character_and_is_reported():
    lines = [json.dumps({"text": f"“{text}”"}, ensure_ascii=False) for text in (TEXT, OTHER, "x")]
    lines[1] = lines[1].replace("owner", "own\udce9r")
    articles, (issue,) = read_items("a.jsonl", "\n".join(lines).encode("utf-8", "surrogateescape"))
    assert len(articles) == 3
    assert issue.is_warning
    assert "One of its bytes is not UTF-8" in issue.problem
    assert "line 2" in issue.problem


def test_json_lines_in_an_encoding_that_was_guessed_say_so_once():
    lines = [json.dumps({"text": f"“{text}”"}, ensure_ascii=False) for text in (TEXT, OTHER)]
    articles, (issue,) = read_items("a.jsonl", "\n".join(lines).encode("mac_roman"))
    assert [article.text[0] for article in articles] == ["“", "“"]
    assert "mac_roman" in issue.problem


def test_a_binary_file_named_as_json_lines_is_reported_once():
    data = bytes(range(128, 256)) * 40 + b"\n" + bytes(range(256)) * 40
    _, issues = read_items("a.jsonl", data)
    assert [item.source for item in issues] == ["a.jsonl"]


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
def test_objects_over_lines_that_cannot_be_read_are_reported_once(content: str, tmp_path: Path):
    path = tmp_path / "a.jsonl"
    path.write_text(content)
    (issue,) = read_paths([path], Limits(file_mb=0.005))
    assert isinstance(issue, Issue)
    assert issue.source == "a.jsonl"
    assert "Write one object a line" in issue.remedy


# Values


@pytest.mark.parametrize("levels", [50, 300, 500, 900])
@pytest.mark.parametrize("field", ["outlet", "author", "date", "id"])
def test_a_field_that_is_nested_deep_is_left_out_and_reported(levels: int, field: str):
    deep: object = "The Lamp"
    nested: object = "The Lamp"
    for _ in range(levels):
        deep, nested = [deep], {"name": nested}
    for value in (deep, nested):
        line = json.dumps({"text": TEXT, field: value})
        articles, (issue,) = read_items("a.jsonl", line.encode())
        assert [article.text for article in articles] == [TEXT]
        assert issue.is_warning
        assert issue.source == "a.jsonl, line 1"
        assert "nested" in issue.problem


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
    (article,), issues = read_items("a.json", [entry])
    assert (article.article_id, article.published, issues) == ("64f", date(2023, 9, 6), [])


@pytest.mark.parametrize("written", [-86400000, 0, 86400000])
def test_milliseconds_about_1970_are_days(written: int):
    (article,), _ = read_items("a.json", [{"text": TEXT, "date": {"$date": written}}])
    assert article.published is not None
    assert article.published.toordinal() - date(1970, 1, 1).toordinal() == written // 86400000


@pytest.mark.parametrize("written", [10**30, "soon", {"$numberLong": "x"}, {"a": 1}])
def test_a_date_of_a_document_store_that_is_none_is_reported(written: object):
    (article,), (issue,) = read_items("a.json", [{"text": TEXT, "date": {"$date": written}}])
    assert article.published is None
    assert issue.is_warning
    assert "The date “" in issue.problem
    assert "“”" not in issue.problem


@pytest.mark.parametrize(
    "entry",
    [
        {"title": "[Removed]", "content": "[Removed]"},
        {"title": "[Removed]", "content": TEXT},
        {"title": "A title", "content": " [Removed]\n"},
    ],
)
def test_an_article_that_its_service_took_back_is_set_aside(entry: dict[str, str]):
    articles, (issue,) = read_items("a.json", {"articles": [entry]})
    assert articles == []
    assert issue.source == "a.json, entry 1"
    assert "[Removed]" in issue.problem


# HTML


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


@pytest.mark.parametrize(("levels", "is_article"), [(3, True), (4, False)])
def test_articles_are_searched_to_a_depth(levels: int, *, is_article: bool):
    value: object = ENTRIES
    for _ in range(levels):
        value = {"x": value}
    articles, _ = read_items("a.json", value)
    assert bool(articles) is is_article


@pytest.mark.parametrize(("tags", "is_markup"), [(1, False), (2, True)])
def test_a_text_is_html_from_a_number_of_tags_on(tags: int, *, is_markup: bool):
    text = TEXT + "<br>" * tags
    assert (texts_of("a.json", [{"text": text}]) == [TEXT]) is is_markup


@pytest.mark.parametrize(
    ("name", "content", "issue"),
    [
        (
            "a.json",
            [ENTRIES[0], "x"],
            ("a.json, entry 2", "It is not an object.", 'Write an object: {"text": "…"}.'),
        ),
        (
            "a.jsonl",
            (json.dumps(ENTRIES[0]) + "\n3\n").encode(),
            ("a.jsonl, line 2", "It is not an object.", 'Write an object: {"text": "…"}.'),
        ),
        (
            "a.json",
            b'{"text": ',
            (
                "a.json",
                "It is not JSON: Expecting value: line 1 column 10 (char 9).",
                "Save it as a list of objects, or with one object a line.",
            ),
        ),
        (
            "a.json",
            [ENTRIES[0], {"title": "only"}],
            (
                "a.json, entry 2",
                "No column holds the text; its columns are: title.",
                (
                    "Name the column “text”, or say which it is, on the page Corpus or with "
                    "--column NAME=text."
                ),
            ),
        ),
    ],
    ids=["no object", "no object on a line", "no JSON", "no text"],
)
def test_an_entry_that_is_no_article_is_reported_with_its_place_and_the_remedy(
    name: str, content: object, issue: tuple[str, str, str]
):
    _, (read_issue,) = read_items(name, content)
    assert (read_issue.source, read_issue.problem, read_issue.remedy) == issue


def test_a_mapped_column_that_no_object_has_is_reported_once(tmp_path: Path):
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(json.dumps(entry) for entry in ENTRIES), encoding="utf-8")
    items = list(read_paths([path], column_fields={"headline": "title", "text": "text"}))
    (issue,) = [item for item in items if isinstance(item, Issue)]
    assert "headline" in issue.problem
    assert [item.text for item in items if isinstance(item, Article)] == [TEXT, OTHER]


def test_a_list_of_paragraphs_is_a_text_and_a_list_of_one_date_a_date():
    (article,), _ = read_items("a.json", [{"text": [TEXT, OTHER], "date": ["2023-09-06"]}])
    assert article.text == f"{TEXT}\n\n{OTHER}"
    assert str(article.published) == "2023-09-06"


def test_a_file_without_objects_lacks_no_mapped_column(tmp_path: Path):
    path = tmp_path / "a.jsonl"
    path.write_text('"one"\n', encoding="utf-8")
    issues = list(read_paths([path], column_fields={"body": "text"}))
    assert [issue.problem for issue in issues if isinstance(issue, Issue)] == [
        "It is not an object."
    ]


def test_the_columns_of_a_json_file_are_those_of_its_objects(tmp_path: Path):
    path = tmp_path / "a.json"
    path.write_text(json.dumps([{"Inhalt": TEXT, "Quelle": "The Lamp"}]), encoding="utf-8")
    columns = {column.name: column.example for column in list_table_columns([path]).columns}
    assert set(columns) == {"Inhalt", "Quelle"}
    assert columns["Quelle"] == "The Lamp"


@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_columns_that_were_assigned_to_fields_decide_where_the_text_is(name: str, tmp_path: Path):
    path = tmp_path / name
    entries = [{"id": "7", "hit": {"Wortlaut": TEXT}}, {"id": "8", "hit": {"Wortlaut": OTHER}}]
    content = {"a": ENTRIES[:1], "b": entries} if name == "a.json" else entries[0]
    path.write_text(json.dumps(content), encoding="utf-8")
    items = list(read_paths([path], column_fields={"Wortlaut": "text", "text": ""}))
    texts = [item.text for item in items if isinstance(item, Article)]
    assert texts == ([TEXT, OTHER] if name == "a.json" else [TEXT])


def test_the_columns_of_objects_are_shown_beside_what_is_no_object(tmp_path: Path):
    path = tmp_path / "a.json"
    path.write_text(json.dumps(["x", {"hit": {"text": TEXT}, "Quelle": "A"}]), encoding="utf-8")
    assert {column.name for column in list_table_columns([path]).columns} == {"text", "Quelle"}


def test_a_guessed_encoding_is_reported_with_the_name_of_the_file():
    content = json.dumps([{"text": f"“{TEXT}” (café)"}], ensure_ascii=False).encode("cp1252")
    _, (issue,) = read_items("a.json", content)
    assert issue.source == "a.json"


@pytest.mark.parametrize("name", ["a.json", "a.csv"])
def test_a_text_whose_tags_cannot_be_parsed_is_named_by_its_file(
    name: str, monkeypatch: pytest.MonkeyPatch
):
    def fail(_: str) -> str:
        raise ValueError

    monkeypatch.setattr(record_markup, "extract_text", fail)
    markup = f"<p>{TEXT}</p>"
    content = f'text\n"{markup}"\n'.encode() if name == "a.csv" else [{"text": markup}]
    _, (issue,) = read_items(name, content)
    assert issue.source.startswith(f"{name}, ")
    assert "cannot be parsed: ValueError" in issue.problem
