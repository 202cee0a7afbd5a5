from datetime import date

import pandas as pd
import pytest

from analysis.store import Workspace
from tests.made_story import Story
from ui.core import article_edits


@pytest.fixture
def table():
    return pd.DataFrame(
        {
            "article_id": ["a", "b"],
            "outlet": ["Ledger", ""],
            "published": pd.to_datetime(["2023-09-06", None]),
            "title": ["Talks", ""],
            "byline": ["", ""],
            "credit": ["", ""],
            "url": ["", ""],
        }
    )


def _edited(table, row, **values):
    edited = table.astype({"published": object})
    for name, value in values.items():
        edited.loc[row, name] = value
    return edited


def test_nothing_edited_is_nothing_corrected(table):
    assert article_edits.find_edits(table, table.copy()) == {}


def test_an_edited_cell_is_corrected_and_no_other(table):
    assert article_edits.find_edits(table, _edited(table, 1, outlet="Beacon")) == {
        "b": {"outlet": "Beacon"}
    }


@pytest.mark.parametrize(
    "edited_value", [date(2023, 9, 7), pd.Timestamp("2023-09-07"), "2023-09-07"]
)
def test_a_date_becomes_text_whatever_the_editor_returns(table, edited_value):
    assert article_edits.find_edits(table, _edited(table, 1, published=edited_value)) == {
        "b": {"published": "2023-09-07"}
    }


@pytest.mark.parametrize("nothing", [None, "", float("nan"), pd.NaT, "  "])
def test_an_emptied_cell_is_not_known(table, nothing):
    edited = _edited(table, 0, outlet=nothing, published=nothing)
    assert article_edits.find_edits(table, edited) == {"a": {"outlet": "", "published": ""}}


def test_surrounding_blanks_are_no_correction(table):
    assert article_edits.find_edits(table, _edited(table, 0, title=" Talks ")) == {}


def test_a_change_can_be_taken_back(tmp_path):
    workspace = Workspace(tmp_path)
    workspace.fix_article("a", outlet="Earlier")
    before = workspace.overrides
    undo = article_edits.apply_edits(workspace, {"a": {"outlet": "Later", "title": "New"}}, ("b",))
    assert workspace.overrides.fixes == {"a": {"outlet": "Later", "title": "New"}}
    assert workspace.overrides.removed == {"b"}
    undo.revert(workspace)
    assert workspace.overrides == before


def test_only_what_was_removed_is_restored(tmp_path):
    workspace = Workspace(tmp_path)
    article_edits.restore_removed(workspace, ["a"])
    assert not (tmp_path / "decisions.json").exists()
    workspace.remove(["a", "b"])
    article_edits.restore_removed(workspace, ["a", "c"])
    assert workspace.overrides.removed == {"b"}


def test_an_outlet_is_renamed_where_all_its_articles_get_a_name_that_no_outlet_has(tmp_path):
    story = (
        Story().article("a1", "A", "One.").article("a2", "A", "Two.").article("b", "B", "Three.")
    )
    catalogue = story.save(tmp_path)
    both = {"a1": {"outlet": "New"}, "a2": {"outlet": "New"}}
    assert article_edits.find_renamed_outlets(catalogue, both) == {"A": "New"}
    assert article_edits.find_renamed_outlets(catalogue, {"a1": {"outlet": "New"}}) == {}
    assert article_edits.find_renamed_outlets(catalogue, {"b": {"outlet": "A"}}) == {}


def test_a_renamed_outlet_keeps_its_groups(tmp_path):
    Story().article("a", "A", "One.").article("b", "B", "Two.").save(tmp_path)
    workspace = Workspace(tmp_path)
    workspace.outlet_groups.change(lambda groups: groups.with_table({"country": {"A": "US"}}))
    article_edits.apply_edits(workspace, {"a": {"outlet": "New"}})
    assert workspace.outlet_groups.read().get_value("country", "New") == "US"
    workspace.rename_outlets({"New": "Newer", "B": None})
    assert workspace.outlet_groups.read().columns == {
        "country": {"A": "US", "New": "US", "Newer": "US"}
    }
