import csv
import json
import zipfile
from datetime import date

import pyarrow.parquet as pq
import pytest
from python_calamine import CalamineWorkbook

from analysis import tables
from analysis.store import Catalogue, export
from analysis.store.catalogue import write_catalogue
from analysis.store.export import FORMATS
from analysis.store.exported_tables import EXPORTED
from tests.handmade import catalogue_row, filled
from tests.made_story import Story

TEXT = "=1+1\r\n“Ünï” 'q' \"d\", \u2028 😀 \\n\n"
ROWS = {
    "articles": [
        catalogue_row("articles", article_id="a", text=TEXT, published=date(2023, 9, 6), words=7),
        catalogue_row("articles", article_id="b", title="plain", outlet="@UPI", story_id="s"),
    ],
    "entities": [catalogue_row("entities", entity_id="k", aliases=["Kim, J.", '"K"'])],
    "quotes": [catalogue_row("quotes", article_id="a", quote_id="a:0", text="-x", cue_start=-1)],
}


@pytest.fixture
def catalogue(tmp_path):
    path = tmp_path / "it's" / "catalogue-0a.duckdb"
    path.parent.mkdir()
    write_catalogue(path, filled(**ROWS))
    return Catalogue(path)


@pytest.mark.parametrize("form", [form for form in FORMATS if form != "xlsx"])
def test_every_table_gets_one_file_and_nothing_else_is_left(catalogue, tmp_path, form):
    folder = tmp_path / "new" / "o'ut"
    files = export(catalogue, folder, form)
    assert [file.name for file in files] == [f"{name}.{form}" for name in EXPORTED]
    assert set(folder.iterdir()) == set(files)
    assert export(catalogue, folder, form) == files


def test_parquet_holds_the_tables_exactly(catalogue, tmp_path):
    export(catalogue, tmp_path, "parquet")
    for name, table in tables.CATALOGUE.items():
        read = pq.read_table(tmp_path / f"{name}.parquet")
        assert read.schema.names == table.names
        assert read.cast(table.schema).to_pylist() == ROWS.get(name, [])


def test_json_lines_hold_the_tables_exactly(catalogue, tmp_path):
    export(catalogue, tmp_path, "jsonl")
    for name in tables.CATALOGUE:
        lines = (tmp_path / f"{name}.jsonl").read_text(encoding="utf-8").split("\n")
        assert lines.pop() == ""
        expected = [
            {
                key: value.isoformat() if isinstance(value, date) else value
                for key, value in row.items()
            }
            for row in ROWS.get(name, [])
        ]
        assert [json.loads(line) for line in lines] == expected


def test_csv_holds_no_formula_and_reads_back_as_rows(catalogue, tmp_path):
    export(catalogue, tmp_path, "csv")
    read = {}
    for name in ROWS:
        with (tmp_path / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            read[name] = list(csv.DictReader(file))
    assert [row["text"] for row in read["articles"]] == ["'" + TEXT, ""]
    assert [row["outlet"] for row in read["articles"]] == ["", "'@UPI"]
    assert [row["published"] for row in read["articles"]] == ["2023-09-06", ""]
    assert read["articles"][1]["title"] == "plain"
    assert read["quotes"][0]["text"] == "'-x"
    assert read["quotes"][0]["cue_start"] == "-1"  # a number is no text
    assert json.loads(read["entities"][0]["aliases"]) == ["Kim, J.", '"K"']


@pytest.mark.parametrize("start", "=+-@|＝＋－＠\t\r\n")
def test_each_start_of_a_formula_is_marked(tmp_path, start):
    path = tmp_path / "catalogue-0a.duckdb"
    write_catalogue(path, filled(stories=[catalogue_row("stories", title=start + "1")]))
    export(Catalogue(path), tmp_path / "out", "csv")
    with (tmp_path / "out" / "stories.csv").open(encoding="utf-8", newline="") as file:
        assert next(csv.DictReader(file))["title"] == "'" + start + "1"


def test_quotations_can_be_cut_from_the_texts_again(catalogue, tmp_path):
    text = "😀 “We e\u0301 talk,” she said."
    quote = catalogue_row(
        "quotes", article_id="a", quote_id="a:0", start=3, end=12, text=text[3:12]
    )
    path = tmp_path / "catalogue-0b.duckdb"
    article = catalogue_row("articles", article_id="a", text=text)
    write_catalogue(path, filled(articles=[article], quotes=[quote]))
    export(Catalogue(path), tmp_path, "jsonl")
    article = json.loads((tmp_path / "articles.jsonl").read_text(encoding="utf-8"))
    quote = json.loads((tmp_path / "quotes.jsonl").read_text(encoding="utf-8"))
    assert article["text"][quote["start"] : quote["end"]] == quote["text"]


def test_rows_of_spreadsheets_say_which_article_they_are_from(catalogue, tmp_path):
    export(catalogue, tmp_path, "csv")
    with (tmp_path / "quotes.csv").open(encoding="utf-8", newline="") as file:
        (quote,) = csv.DictReader(file)
    added = {name: quote[name] for name in ("outlet_label", "published", "title")}
    assert added == {"outlet_label": "", "published": "2023-09-06", "title": ""}
    with (tmp_path / "passages.csv").open(encoding="utf-8", newline="") as file:
        assert {"left_outlet_label", "right_published"} <= set(next(csv.reader(file)))


def test_a_column_names_the_cells_whose_text_begins_with_a_mark(catalogue, tmp_path):
    export(catalogue, tmp_path, "csv")
    with (tmp_path / "articles.csv").open(encoding="utf-8", newline="") as file:
        assert [row["marked"] for row in csv.DictReader(file)] == ["text", "outlet"]
    export(catalogue, tmp_path, "jsonl")
    assert "marked" not in (tmp_path / "articles.jsonl").read_text(encoding="utf-8")


def test_a_workbook_has_a_sheet_for_each_table_and_no_formula(catalogue, tmp_path):
    (path,) = export(catalogue, tmp_path / "all", "xlsx")
    workbook = CalamineWorkbook.from_path(path)
    assert workbook.sheet_names == [*EXPORTED]
    header, *rows = workbook.get_sheet_by_name("articles").to_python()
    articles = [dict(zip(header, row, strict=True)) for row in rows]
    assert [row["text"] for row in articles] == [TEXT, ""]
    assert [row["outlet"] for row in articles] == ["", "@UPI"]
    assert [row["published"] for row in articles] == [date(2023, 9, 6), ""]
    assert "marked" not in header
    assert b"<f>" not in zipfile.ZipFile(path).read("xl/worksheets/sheet1.xml")


def test_one_table_can_be_exported_alone(catalogue, tmp_path):
    assert export(catalogue, tmp_path, "xlsx", only="quotes") == [tmp_path / "quotes.xlsx"]
    assert export(catalogue, tmp_path, "csv", only="passages") == [tmp_path / "passages.csv"]


OTHER_NEWS = ("The cabinet met on Tuesday to discuss taxes.", "Bakers sold out of bread.")
MORE_NEWS = ("It rained on the capital all day.", "A museum reopened its oldest gallery.")


def ferry_story() -> Story:
    story = Story()
    for key, outlet, count, number in (("a", "Ledger", "40", 40), ("b", "Beacon", "53", 53)):
        story.article(
            key,
            outlet,
            f"Divers found the sunken ferry with {count} passengers near the northern harbour.",
            *(OTHER_NEWS if key == "a" else reversed(MORE_NEWS)),
        )
        story.figure(key, count, str(number))
        story.rows["figures"][-1].update(head_noun="passenger", predicate="find")
    return story


def test_comparisons_of_each_story_are_exported(tmp_path):
    export(ferry_story().save(tmp_path / "ws"), tmp_path / "out", "jsonl")
    lines = {
        name: (tmp_path / "out" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        for name in tables.COMPARISONS
    }
    read = {name: [json.loads(line) for line in of_table] for name, of_table in lines.items()}
    (passage,) = read["passages"]
    text = ferry_story().rows["articles"][0]["text"]
    assert (passage["left_id"], passage["right_id"]) == ("a", "b")
    assert text[passage["left_start"] : passage["left_end"]] == text.splitlines()[0]
    assert (passage["kind"], passage["strength"]) == ("words", "sure")
    assert [
        (row["case_id"], row["verdict"], row["value"]) for row in read["differing_figures"]
    ] == [
        (0, "conflict", "40"),
        (0, "conflict", "53"),
    ]


@pytest.mark.parametrize(("maximum", "compared"), [(2, True), (1, False)])
def test_stories_of_more_articles_than_the_maximum_are_not_compared(tmp_path, maximum, compared):
    catalogue = ferry_story().save(tmp_path / "ws")
    export(catalogue, tmp_path / "out", max_articles=maximum)
    assert bool(pq.read_table(tmp_path / "out" / "passages.parquet").num_rows) is compared
