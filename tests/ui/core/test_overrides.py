"""Overrides are written, shown after a rebuild and undone, on a script of their own."""

import pytest
from streamlit.testing.v1 import AppTest

from analysis.store import Workspace

SCRIPT = """
import streamlit as st
from ui.core import article_edits, overrides

overrides.draw_last_undo()
if st.button("Rename", key="rename"):
    overrides.apply_override(
        lambda workspace: article_edits.apply_edits(workspace, {"a": {"outlet": "Gazette"}}),
        "Renaming",
    )
if st.button("Remove", key="remove"):
    overrides.apply_override(lambda workspace: workspace.remove(["a"]), "Removing")
"""


@pytest.fixture
def app(tmp_path, monkeypatch):
    monkeypatch.setenv("PARALLAX_WORKSPACE", str(tmp_path))
    return AppTest.from_string(SCRIPT, default_timeout=60).run()


@pytest.fixture
def rebuilds(monkeypatch):
    """The titles of the rebuilds that were started."""
    titles = []
    monkeypatch.setattr("ui.core.jobs.rebuild_catalogue", titles.append)
    return titles


def test_an_override_is_written_and_the_catalogue_is_rebuilt(app, rebuilds, tmp_path):
    app.button(key="remove").click().run()
    assert Workspace(tmp_path).overrides.removed == {"a"}
    assert rebuilds == ["Removing"]


def test_an_override_that_says_how_to_undo_it_is_undone_once(app, rebuilds, tmp_path):
    app.button(key="rename").click().run()
    assert [message.value for message in app.success] == ["1 article corrected."]
    app.button(key="undo").click().run()
    assert Workspace(tmp_path).overrides.fixes == {}
    assert not app.success
    assert rebuilds == ["Renaming", "Undoing the change"]


def test_an_override_that_does_not_leaves_the_last_undo(app, rebuilds):
    app.button(key="rename").click().run()
    app.button(key="remove").click().run()
    assert [message.value for message in app.success] == ["1 article corrected."]
    assert rebuilds == ["Renaming", "Removing"]


def test_nothing_can_be_undone_while_a_job_is_running(app, rebuilds, monkeypatch):
    app.button(key="rename").click().run()
    assert rebuilds
    monkeypatch.setattr("ui.core.jobs.is_busy", lambda: True)
    assert app.run().button(key="undo").disabled
