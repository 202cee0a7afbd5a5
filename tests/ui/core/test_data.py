"""Which catalogue a page sees, and that answers are kept but cannot be spoilt."""

import pytest
from streamlit.testing.v1 import AppTest

from analysis.store import Workspace
from tests.made_story import Story, talks
from ui.core import data

SCRIPT = """
import streamlit as st
from ui.core import data

try:
    data.open_catalogue()
    st.text(", ".join(data.list_outlets()))
    st.text(f"current: {data.is_current()}")
except data.NoCatalogueError:
    st.text("none")
"""


@pytest.fixture
def app(tmp_path, monkeypatch):
    monkeypatch.setenv("PARALLAX_WORKSPACE", str(tmp_path))
    return AppTest.from_string(SCRIPT, default_timeout=60)


def _said(app):
    assert not app.exception
    return [text.value for text in app.text]


def test_without_a_catalogue_there_is_nothing_to_ask(app):
    assert _said(app.run()) == ["none"]


def test_a_catalogue_that_was_built_meanwhile_is_found(app, tmp_path):
    app.run()
    talks().save(tmp_path)
    assert _said(app.run()) == ["Beacon, Courier, Ledger", "current: True"]


def test_while_another_catalogue_is_due_the_last_one_is_shown(app, tmp_path):
    talks().save(tmp_path)
    app.run()
    Workspace(tmp_path).fix_article("a1", outlet="Gazette")
    assert _said(app.run()) == ["Beacon, Courier, Ledger", "current: False"]


def test_a_new_catalogue_takes_the_place_of_the_last(app, tmp_path):
    talks().save(tmp_path)
    app.run()
    Workspace(tmp_path).fix_article("a1", outlet="Gazette")
    app.run()
    Story().article("z", "Gazette", "It rained.").save(tmp_path)
    assert _said(app.run()) == ["Gazette", "current: True"]


def test_a_query_runs_once_and_its_result_cannot_be_changed_by_a_caller(tmp_path, monkeypatch):
    asked = []

    def articles(catalogue, most):
        asked.append(most)
        return catalogue.query(f"SELECT article_id FROM articles ORDER BY 1 LIMIT {most}")

    monkeypatch.setattr(data.st, "session_state", {"_catalogue": talks().save(tmp_path)})
    first = data.cached_query(articles, 2)
    first.loc[0, "article_id"] = "changed"
    assert data.cached_query(articles, 2)["article_id"].tolist() == ["a1", "b1"]
    assert data.cached_query(articles, most=1)["article_id"].tolist() == ["a1"]
    assert asked == [2, 1]
