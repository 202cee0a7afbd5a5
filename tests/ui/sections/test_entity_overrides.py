"""Corrections of entities, on a script that holds the parts of the page.

AppTest starts a file of pages/ by itself in every run, and the guard's rerun swallows a click.
"""

import random

import pytest
from streamlit.testing.v1 import AppTest

from analysis.corpus.entity_overrides import EntityOverrides
from analysis.store import Workspace
from tests.made_story import page_html, talks
from ui.sections import entity_overrides

PARTS = """
from analysis.store.queries import entities as entity_queries
from ui.sections import entity_overrides
from ui.core import data, selection

data.open_catalogue()
selection.draw_filters()
row = data.cached_query(entity_queries.read_entity, "ann-lee")
entity_overrides.draw_entity_editor("ann-lee", row, selection.list_entity_choices())
entity_overrides.draw_entity_overrides()
"""


@pytest.fixture
def parts(tmp_path, monkeypatch):
    story = talks()
    story.rows["entities"][0]["aliases"] = ["Ann Lee", "Lee"]
    story.save(tmp_path)
    monkeypatch.setenv("PARALLAX_WORKSPACE", str(tmp_path))
    monkeypatch.setattr("ui.core.jobs.rebuild_catalogue", lambda _: None)
    app = AppTest.from_string(PARTS, default_timeout=60).run()
    assert not app.exception
    return app, lambda: Workspace(tmp_path).overrides.entities


def test_nothing_is_decided_before_a_choice_is_made(parts):
    app, decided = parts
    assert all(app.button(key=key).disabled for key in ("save_name", "merge", "split"))
    assert decided() == EntityOverrides()


def test_a_new_name_and_type_are_kept_and_undone_one_by_one(parts):
    app, decided = parts
    app.text_input(key="name_ann-lee").input("A. Lee").run()
    app.selectbox(key="type_ann-lee").select("ORG").run()
    app.button(key="save_name").click().run()
    assert decided() == EntityOverrides(names={"ann-lee": "A. Lee"}, types={"ann-lee": "ORG"})
    assert "ann-lee is called “A. Lee”" in page_html(app)
    app.button(key="undo_0").click().run()
    assert decided() == EntityOverrides(types={"ann-lee": "ORG"})


def test_two_entities_are_counted_as_one_and_it_is_undone(parts):
    app, decided = parts
    app.selectbox(key="merge_ann-lee").select("bo-ek").run()
    app.button(key="merge").click().run()
    assert decided().merged == {"ann-lee": "bo-ek"}
    assert "“Ann Lee” counts as “Bo Ek”" in page_html(app)
    app.button(key="undo_0").click().run()
    assert decided() == EntityOverrides()


def test_a_name_is_taken_away(parts):
    app, decided = parts
    app.selectbox(key="split_ann-lee").select("Lee").run()
    app.button(key="split").click().run()
    assert decided().split == {"ann-lee": ("Lee",)}


@pytest.mark.parametrize("seed", range(10))
def test_each_correction_is_listed_once_with_the_names_it_is_about(seed):
    chance = random.Random(seed)
    names = {f"e{n}": f"Name {n}" for n in range(8)}
    merged = {key: chance.choice(list(names)) for key in names if chance.random() < 0.5}
    split = {key: tuple(f"Alias {key} {n}" for n in range(chance.randrange(3))) for key in names}
    called = {key: f"New {key}" for key in names if chance.random() < 0.5}
    types = {key: "ORG" for key in names if chance.random() < 0.5}
    overrides = EntityOverrides(merged=merged, split=split, names=called, types=types)
    messages = [undo.message for undo in entity_overrides.list_entity_overrides(overrides, names)]
    for key, target in merged.items():
        messages.remove(f"“{names[key]}” counts as “{names[target]}”")
    for key, aliases in split.items():
        for alias in aliases:
            messages.remove(f"“{alias}” is not “{names[key]}”")
    for key, name in called.items():
        messages.remove(f"{key} is called “{name}”")
    for key in types:
        messages.remove(f"“{names[key]}” is of the type Organisations")
    assert messages == []


def test_an_override_is_described_and_an_unknown_entity_is_called_by_its_id():
    stand = EntityOverrides(merged={"a": "b"}, split={"b": ("X", "Y")}, types={"b": "ORG"})
    messages = [undo.message for undo in entity_overrides.list_entity_overrides(stand, {"b": "Bo"})]
    assert messages == [
        "“a” counts as “Bo”",
        "“X” is not “Bo”",
        "“Y” is not “Bo”",
        "“Bo” is of the type Organisations",
    ]
