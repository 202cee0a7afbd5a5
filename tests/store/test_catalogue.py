import subprocess
import sys
import threading
from datetime import date
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from analysis import tables
from analysis.store import Catalogue, Workspace
from analysis.store.catalogue import (
    THREAD_MB,
    IncompleteCatalogueError,
    write_catalogue,
)
from analysis.store.catalogue import _configure as configure
from tests.handmade import annotated, catalogue_row, filled

PROJECT = Path(__file__).parents[2]
ARTICLE = catalogue_row(
    "articles", article_id="a", text="“é”\x00", words=3, published=date(2023, 9, 6)
)
UNDATED = catalogue_row("articles", article_id="b", story_id="s")
KIM = catalogue_row("entities", entity_id="kim", aliases=["Kim Jong Un", "Kim"])
PUTIN = catalogue_row("entities", entity_id="putin", aliases=["Vladimir Putin", "Putin"])


@pytest.fixture
def catalogue(tmp_path):
    path = tmp_path / "catalogue-0a.duckdb"
    write_catalogue(path, filled(articles=[ARTICLE, UNDATED], entities=[KIM, PUTIN]))
    return Catalogue(path)


def test_column_types_do_not_depend_on_the_rows(catalogue):
    types = {"article_id": "str", "text": "str", "published": "datetime64[us]", "words": "int32"}
    for condition in ("TRUE", "FALSE", "article_id = 'b'"):
        frame = catalogue.query(f"SELECT {', '.join(types)} FROM articles WHERE {condition}")
        assert frame.dtypes.astype(str).to_dict() == types


def test_values_come_back_as_they_went_in(catalogue):
    frame = catalogue.query("FROM articles ORDER BY article_id")
    assert frame["text"].tolist() == ["“é”\x00", ""]
    assert frame["published"].iloc[0] == pd.Timestamp("2023-09-06")
    assert frame["published"].iloc[1] is pd.NaT


def test_lists_are_lists(catalogue):
    aliases = catalogue.query("FROM entities ORDER BY entity_id")["aliases"].tolist()
    assert aliases == [["Kim Jong Un", "Kim"], ["Vladimir Putin", "Putin"]]


def test_sums_are_whole_numbers(catalogue):
    frame = catalogue.query("SELECT sum(words) AS words, 1.5 AS share FROM articles")
    assert frame.dtypes.astype(str).to_dict() == {"words": "int64", "share": "float64"}
    assert frame["words"].tolist() == [3]


def test_parameters_are_bound(catalogue):
    rows = catalogue.query("SELECT article_id FROM articles WHERE article_id = ?", ["' OR 1=1 --"])
    assert rows.empty


@pytest.mark.parametrize("sql", ["FROM read_text('{}')", "COPY articles TO '{}'"])
def test_a_query_cannot_reach_files(catalogue, tmp_path, sql):
    (tmp_path / "secret").write_text("x")
    with pytest.raises(duckdb.Error):
        catalogue.query(sql.format(tmp_path / "secret"))
    assert (tmp_path / "secret").read_text() == "x"


def test_nothing_can_be_written(catalogue):
    with pytest.raises(duckdb.Error):
        catalogue.query("DELETE FROM articles")


def test_threads_share_a_catalogue(catalogue):
    wrong = []

    def ask(number):
        for _ in range(20):
            frame = catalogue.query("SELECT ?::INT AS n, count(*) AS k FROM articles", [number])
            if (frame["n"].item(), frame["k"].item()) != (number, 2):
                wrong.append(frame)

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


def test_a_catalogue_that_lacks_a_table_is_not_written(tmp_path):
    path = tmp_path / "catalogue-0a.duckdb"
    with pytest.raises(ValueError, match="each of its tables once"):
        write_catalogue(path, [("articles", tables.CATALOGUE["articles"].schema.empty_table())])
    assert list(tmp_path.iterdir()) == []


def test_the_catalogue_of_a_workspace_is_current_until_something_changes(tmp_path):
    workspace = Workspace(tmp_path)
    workspace.write_part([annotated("a")], "one", {"a": "d"})
    assert workspace.catalogue() is None
    written = workspace.write_catalogue(workspace.version, filled())
    assert workspace.catalogue().version == written.version == workspace.version
    workspace.fix_article("a", outlet="UPI")
    assert workspace.catalogue() is None
    assert workspace.catalogue(stale=True).version == written.version
    assert workspace.catalogue_path.name == f"catalogue-{workspace.version}.duckdb"


def test_an_older_catalogue_goes_but_serves_those_who_have_it_open(tmp_path):
    workspace = Workspace(tmp_path)
    workspace.write_part([annotated("a")], "one", {"a": "d"})
    older = workspace.write_catalogue(workspace.version, filled(articles=[ARTICLE]))
    (tmp_path / ".catalogue-0a.duckdb.0123.tmp").touch()
    workspace.fix_article("a", outlet="UPI")
    newer = workspace.write_catalogue(workspace.version, filled())
    assert [path.name for path in tmp_path.glob("*catalogue*")] == [newer.path.name]
    assert older.query("FROM articles")["article_id"].tolist() == ["a"]


LIGHT = """
import sys
import analysis.store, analysis.store.filters, analysis.settings, analysis.orchestration.annotate
heavy = {"spacy", "thinc", "sklearn", "scipy", "trafilatura", "streamlit", "plotly"}
print(sorted(heavy & set(sys.modules)))
"""


def test_showing_a_workspace_imports_nothing_heavy():
    process = subprocess.run(
        [sys.executable, "-c", LIGHT], cwd=PROJECT, check=True, capture_output=True, text=True
    )
    assert process.stdout.strip() == "[]"


def test_a_catalogue_of_another_layout_is_not_shown_in_the_meantime(tmp_path):
    import duckdb

    workspace = Workspace(tmp_path)
    older = workspace.write_catalogue("0123", filled())
    older.close()
    shown = workspace.catalogue(stale=True)
    assert shown is not None
    shown.close()
    with duckdb.connect(older.path) as connection:
        connection.execute("UPDATE made_with SET layout = 'another'")
    assert workspace.catalogue(stale=True) is None
    with duckdb.connect(older.path) as connection:
        connection.execute("DROP TABLE made_with")
    assert workspace.catalogue(stale=True) is None


def test_a_check_reads_the_tables_of_counts_and_the_index_too(tmp_path, monkeypatch):
    catalogue = Workspace(tmp_path).write_catalogue("v", filled())
    queries = []
    arrow = catalogue.arrow
    monkeypatch.setattr(
        catalogue, "arrow", lambda sql, params=(): queries.append(sql) or arrow(sql, params)
    )
    catalogue.check()
    for table in ("articles", "counts_by_story", "word_places", "search_blocks"):
        assert any(f'"{table}"' in sql for sql in queries)


@pytest.mark.parametrize(
    ("memory_mb", "n_threads"),
    [(250, 1), (2 * THREAD_MB - 1, 1), (2 * THREAD_MB, 2), (9 * THREAD_MB, 3), (None, 3)],
)
def test_there_are_as_many_threads_as_there_is_memory_for(memory_mb, n_threads):
    with duckdb.connect(config={"threads": "3"}) as connection:
        configure(connection, memory_mb)
        query = "SELECT current_setting('threads')"
        assert connection.execute(query).fetchone() == (n_threads,)


def test_lack_of_memory_is_reported_with_the_setting_that_gives_more(tmp_path):
    rows = (
        (name, filled(name, [])) if name != "articles" else _raise_lack_of_memory()
        for name in tables.CATALOGUE
    )
    with pytest.raises(IncompleteCatalogueError, match="PARALLAX_BUILD_MEMORY_MB"):
        write_catalogue(tmp_path / "catalogue-1.duckdb", rows)


def _raise_lack_of_memory():
    raise duckdb.OutOfMemoryException("could not allocate block")
