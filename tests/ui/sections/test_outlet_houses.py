"""Outlets that may be one are offered on the page Corpus, made one in one step, and undone."""

import pytest
from streamlit.testing.v1 import AppTest

from analysis.orchestration.build import refresh
from analysis.store import Workspace
from analysis.store.queries.outlets import find_houses
from tests.handmade import annotated

SECTION = """
from ui.core import data, overrides
from ui.sections import outlet_houses

data.open_catalogue()
overrides.draw_last_undo()
outlet_houses.draw_houses()
"""


@pytest.fixture
def workspace(tmp_path):
    made = Workspace(tmp_path)
    names = {"a": "Lamp", "b": "Lamp News", "c": "www.lamp.com", "d": "Bell"}
    rows = [annotated(key, outlet=name) for key, name in names.items()]
    made.write_part(rows, "fingerprint", dict.fromkeys(names, "1"))
    refresh(made).close()
    return made


@pytest.fixture
def app(workspace, monkeypatch):
    monkeypatch.setenv("PARALLAX_WORKSPACE", str(workspace.path))
    monkeypatch.setattr("ui.core.jobs.rebuild_catalogue", lambda _: refresh(workspace).close())
    return AppTest.from_string(SECTION, default_timeout=60)


def _tick(table, **_):
    """Stand for the analyst at the table: AppTest cannot edit cells."""
    return table.assign(**{"Count as one": True, "Name": "The Lamp"})


def test_ticked_outlets_count_as_one_and_it_is_undone(app, workspace, monkeypatch):
    monkeypatch.setattr("streamlit.data_editor", _tick)
    app.run().button(key="join_houses").click().run()
    assert not app.exception
    assert workspace.overrides.outlet_names == dict.fromkeys(
        ["Lamp", "Lamp News", "www.lamp.com"], "The Lamp"
    )
    assert [message.value for message in app.success] == [
        "Lamp, Lamp News, www.lamp.com count as The Lamp."
    ]
    assert find_houses(workspace.catalogue()) == []
    app.button(key="undo").click().run()
    assert workspace.overrides.outlet_names == {}
    assert len(find_houses(workspace.catalogue())) == 1


def test_nothing_is_ticked_before_the_analyst_does(app):
    app.run()
    assert app.button(key="join_houses").disabled


def test_an_outlet_gets_its_own_name_again(app, workspace):
    workspace.rename_outlets({"Lamp News": "Lamp", "www.lamp.com": "Lamp"})
    refresh(workspace).close()
    app.run().multiselect(key="own_names").select("Lamp News").run()
    app.button(key="use_own_names").click().run()
    assert workspace.overrides.outlet_names == {"www.lamp.com": "Lamp"}
    assert [message.value for message in app.success] == ["Lamp News has the name as loaded again."]


def test_the_rule_holds_for_articles_that_are_loaded_later(workspace):
    workspace.rename_outlets({"Lamp News": "Lamp"})
    workspace.write_part([annotated("e", outlet="Lamp News")], "fingerprint", {"e": "1"})
    catalogue = refresh(workspace)
    names = catalogue.query("SELECT outlet, outlet_label FROM articles WHERE article_id = 'e'")
    assert names.iloc[0].tolist() == ["Lamp", "Lamp"]
