"""A catalogue made out of the one before has the rows of one that is built from the parts."""

import shutil

import duckdb
import pandas as pd
import pytest

from analysis.orchestration import build
from analysis.store import Workspace
from benchmarks.fault_additions import TABLES_WITHOUT_NUMBERS
from tests.handmade import annotated

#: Articles by id: what their speaker is called, and what they quote. The first three are a story.
ARTICLES = {
    "a": ("Ann Lee", "We will talk about arms and grain in May"),
    "b": ("Anna Leigh", "We will talk about arms and grain in May, and then decide"),
    "c": ("Bo Chan", "We will talk about arms and grain in May"),
    "d": ("Ann Lee", "Rain will fall on all of the harvest in the northern valleys"),
    "e": ("Cy Roe", "Snow closed the mountain pass and two villages for a week"),
}
#: Whom articles call an office; the words of article c are credited to it.
OFFICES = {"a": "US President", "b": "American President"}
ANN, ANNA, BO = "person:ann-lee", "person:anna-leigh", "person:bo-chan"


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A workspace whose catalogue is built."""
    workspace = Workspace(tmp_path_factory.mktemp("built"))
    items = []
    for key, (speaker, words) in ARTICLES.items():
        item = annotated(key, f"“{words},” {speaker} said on Monday in Geneva.", speaker)
        item["quotes"][0]["text"] = words
        item["events"] = []
        item["mentions"][0]["epithet"] = OFFICES.get(key, "")
        if key == "c":
            item["quotes"][0] |= {"resolution": "description", "entity": ""}
            item["quotes"][0]["speaker"] = "US president"
        items.append(item)
    workspace.write_part(items, "one", dict.fromkeys(ARTICLES, "d"))
    build.refresh(workspace).close()
    return workspace


@pytest.fixture
def workspace(built, tmp_path):
    shutil.copytree(built.path, tmp_path / "w")
    return Workspace(tmp_path / "w")


def _read_all(path):
    with duckdb.connect(path, read_only=True) as connection:
        names = [name for (name,) in connection.execute("SHOW TABLES").fetchall()]
        queries = {name: TABLES_WITHOUT_NUMBERS.get(name, f'FROM "{name}"') for name in names}
        return {
            name: connection.sql(f"FROM ({query}) ORDER BY ALL").df()
            for name, query in queries.items()
        }


def _assert_as_from_parts(workspace, tmp_path):
    path = workspace.catalogue_path
    anew = Workspace(tmp_path / "anew")
    shutil.rmtree(anew.path, ignore_errors=True)
    shutil.copytree(workspace.path / "parts", anew.path / "parts")
    shutil.copy(workspace.path / "decisions.json", anew.path)
    catalogue = build.refresh(anew)
    catalogue.close()
    updated, expected = _read_all(path), _read_all(catalogue.path)
    assert updated.keys() == expected.keys()
    for name, rows in expected.items():
        pd.testing.assert_frame_equal(updated[name], rows, obj=name)


#: Successive changes that a catalogue tells by itself.
STEPS = {
    "a name": [lambda made: made.with_name(ANN, "Ann L.")],
    "a name and back": [
        lambda made: made.with_name(ANN, "Ann L."),
        lambda made: made.without("names", ANN),
    ],
    "the name of another": [lambda made: made.with_name(ANNA, "Bo Chan")],
    "a type": [lambda made: made.with_type(ANN, "ORG")],
    "a merge": [lambda made: made.with_merge(ANNA, ANN)],
    "a merge, then another": [
        lambda made: made.with_merge(ANNA, ANN),
        lambda made: made.with_merge(BO, ANN),
        lambda made: made.with_name(ANN, "Ann L."),
    ],
    "a merge of what was merged into": [
        lambda made: made.with_merge(ANNA, ANN),
        lambda made: made.with_merge(ANN, BO),
    ],
}


@pytest.mark.parametrize("changes", STEPS.values(), ids=STEPS)
def test_an_override_gives_the_rows_of_a_build_from_the_parts(
    workspace, tmp_path, monkeypatch, changes
):
    with monkeypatch.context() as patched:
        patched.setattr(build, "catalogue_tables", None)
        for change in changes:
            workspace.override_entities(change)
            build.refresh(workspace).close()
    _assert_as_from_parts(workspace, tmp_path)


#: Changes that need the parts.
OTHERS = {
    "an undone merge": [
        lambda made: made.with_merge(ANNA, ANN),
        lambda made: made.without("merged", ANNA),
        lambda made: made.with_name(ANN, "Ann L."),
    ],
    "a split": [lambda made: made.with_split(ANN, "Lee")],
    "a name of who is merged": [
        lambda made: made.with_merge(ANNA, ANN).with_name(ANNA, "Somebody"),
    ],
    "nobody": [lambda made: made.with_name("person:nobody", "Somebody")],
}


@pytest.mark.parametrize("changes", OTHERS.values(), ids=OTHERS)
def test_what_the_catalogue_lacks_is_built_from_the_parts(workspace, tmp_path, changes):
    for change in changes:
        workspace.override_entities(change)
        build.refresh(workspace).close()
    _assert_as_from_parts(workspace, tmp_path)


def test_a_change_of_an_article_is_not_missed(workspace, tmp_path):
    workspace.override_entities(lambda made: made.with_name(ANN, "Ann L."))
    workspace.fix_article("a", outlet="The Paper")
    build.refresh(workspace).close()
    _assert_as_from_parts(workspace, tmp_path)
