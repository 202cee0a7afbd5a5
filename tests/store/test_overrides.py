import json
from datetime import date

import pytest

from analysis.store import OverridesError, Workspace
from tests.handmade import annotated


@pytest.fixture
def workspace(tmp_path):
    workspace = Workspace(tmp_path)
    items = [annotated(key, outlet="as read", title="T") for key in ("a", "b", "c")]
    workspace.write_part(items, "one", dict.fromkeys("abc", "d"))
    return workspace


def articles(workspace):
    return {row["article_id"]: row for row in workspace.read_parts("articles").to_pylist()}


def test_fixes_are_applied_to_the_articles_they_are_for(workspace):
    before = articles(workspace)
    workspace.fix_article("a", outlet="UPI", published="2023-09-01", byline="=Ünï")
    workspace.fix_article("b", published="")
    workspace.fix_article("nobody", outlet="ignored")
    after = articles(workspace)
    fixed = {"outlet": "UPI", "published": date(2023, 9, 1), "byline": "=Ünï"}
    assert after["a"] == before["a"] | fixed
    assert after["b"] == before["b"] | {"published": None}
    assert after["c"] == before["c"]


def test_fixes_add_up_and_are_undone_one_by_one(workspace):
    workspace.fix_article("a", outlet="UPI")
    workspace.fix_article("a", title="New", outlet="NTD")
    assert workspace.overrides.fixes == {"a": {"outlet": "NTD", "title": "New"}}
    workspace.undo_fix("a", "outlet")
    assert articles(workspace)["a"]["outlet"] == "as read"
    assert articles(workspace)["a"]["title"] == "New"
    workspace.undo_fix("a")
    assert workspace.overrides.fixes == {}
    workspace.undo_fix("a")


def test_undoing_every_decision_brings_the_version_back(workspace):
    version = workspace.version
    workspace.fix_article("a", outlet="UPI")
    workspace.remove(["b"])
    assert workspace.version != version
    workspace.undo_fix("a", "outlet")
    workspace.restore(["b"])
    assert workspace.version == version


def test_removed_articles_leave_every_table_and_come_back(workspace):
    workspace.remove(["a", "c"])
    for table in ("articles", "quotes", "local_entities"):
        ids = workspace.read_parts(table).column("article_id").to_pylist()
        assert set(ids) == {"b"}
    workspace.restore(["c"])
    assert articles(workspace).keys() == {"b", "c"}


def test_what_a_later_version_wrote_is_kept(workspace):
    path = workspace.path / "decisions.json"
    path.write_text('{"merges": [["kim", "kim-jong-un"]], "removed": ["a"]}')
    workspace.fix_article("b", outlet="UPI")
    assert json.loads(path.read_text()) == {
        "articles": {"b": {"outlet": "UPI"}},
        "removed": ["a"],
        "merges": [["kim", "kim-jong-un"]],
    }


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "not valid JSON"),
        ("[]", "one JSON object"),
        ('{"articles": []}', "'articles' must map"),
        ('{"articles": {"a": "UPI"}}', "'articles' must map"),
        ('{"removed": "a"}', "'removed' must be a list"),
        ('{"articles": {"a": {"outlet": 1}}}', "article a: outlet must be text"),
        ('{"outlet_names": ["Lamp"]}', "'outlet_names' must map"),
        ('{"outlet_names": {"Lamp": ""}}', "'outlet_names' must map"),
        ('{"articles": {"a": {"published": "6 Sep"}}}', "article a: published must be YYYY-MM-DD"),
    ],
)
def test_a_file_that_cannot_be_understood_says_where(workspace, content, message):
    (workspace.path / "decisions.json").write_text(content)
    with pytest.raises(OverridesError, match=message):
        workspace.read_parts("articles")


@pytest.mark.parametrize("fields", [{"text": "x"}, {"published": "soon"}])
def test_a_fix_that_cannot_be_made_changes_nothing(workspace, fields):
    with pytest.raises(OverridesError):
        workspace.fix_article("a", **fields)
    assert not (workspace.path / "decisions.json").exists()


def test_stories_and_copied_passages_are_decided_and_taken_back(workspace):
    version = workspace.version
    workspace.set_story_threshold(0.2)
    workspace.move_article("a", "b")
    workspace.move_article("c", "")
    workspace.move_article("a", "c")
    workspace.exclude_shared_text(exclude=True)
    decided = workspace.overrides
    assert (decided.story_threshold, decided.excludes_shared_text) == (0.2, True)
    assert list(decided.moved.items()) == [("c", ""), ("a", "c")]
    assert workspace.version != version
    workspace.set_story_threshold(None)
    for article in ("a", "c"):
        workspace.move_article(article, None)
    workspace.exclude_shared_text(exclude=False)
    assert workspace.version == version


def test_the_order_of_moves_is_part_of_the_version(workspace):
    workspace.move_article("a", "b")
    workspace.move_article("b", "c")
    before = workspace.version
    workspace.move_article("a", "b")
    assert workspace.version != before


def test_a_cut_that_is_no_similarity_is_refused(workspace):
    for cut in (0, -1, 1.1):
        with pytest.raises(OverridesError, match="between 0 and 1"):
            workspace.set_story_threshold(cut)


@pytest.mark.parametrize(
    ("cut", "probability"), [(0.07, 0.2), (0.14, 0.4), (0.32, 0.65), (0.5, 0.9), (1, 1)]
)
def test_a_similarity_that_decided_in_an_earlier_version_is_read(
    workspace, tmp_path, cut, probability
):
    (tmp_path / "decisions.json").write_text(json.dumps({"stories": {"cut": cut}}))
    assert workspace.overrides.story_threshold == pytest.approx(probability)


@pytest.mark.parametrize(
    "content",
    [
        {"stories": []},
        {"stories": {"cut": "high"}},
        {"stories": {"cut": 2}},
        {"stories": {"probability": 0}},
        {"stories": {"moved": ["a"]}},
        {"stories": {"moved": {"a": 1}}},
        {"copied": True},
    ],
)
def test_a_grouping_that_cannot_be_understood_is_refused(workspace, tmp_path, content):
    (tmp_path / "decisions.json").write_text(json.dumps(content))
    with pytest.raises(OverridesError):
        _ = workspace.overrides


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe{\x00}\x00",
        b"[" * 100_000,
        b'{"x": ' * 100_000,
        b'{"removed": [' + b"9" * 5000 + b"]}",
        b'{"stories": {"probability": ' + b"9" * 400 + b"}}",
        b'{"stories": {"probability": NaN}}',
        b'{"stories": {"probability": 1e999}}',
        b'{"later": Infinity}',
        b'{"removed": ["\\ud800"]}',
        b'{"articles": {"a": {"published": 20230906}}}',
        b'{"entities": {"together": {"a": ["b"]}}}',
        b'{"entities": {"mergers": {}}}',
        b'{"removed": {"a": true}}',
        b"{'removed': []}",
        b'{"removed": [],}',
    ],
)
def test_a_malformed_file_is_reported_with_its_remedy_and_is_left_with_its_backup(
    workspace, content
):
    workspace.fix_article("a", outlet="UPI")
    workspace.fix_article("b", outlet="NTD")
    path = workspace.path / "decisions.json"
    path.write_bytes(content)
    for attempt in (lambda: workspace.overrides, lambda: workspace.fix_article("a", title="x")):
        with pytest.raises(OverridesError, match=r"decisions\.json.*Correct that place, or put"):
            attempt()
    assert path.read_bytes() == content
    path.write_bytes((workspace.path / "decisions.backup.json").read_bytes())
    assert workspace.overrides.fixes == {"a": {"outlet": "UPI"}}


def test_a_folder_in_the_place_of_the_file_is_reported(workspace):
    (workspace.path / "decisions.json").mkdir()
    with pytest.raises(OverridesError, match="cannot be opened"):
        _ = workspace.overrides


def test_a_byte_order_mark_and_unknown_keys_do_no_harm(workspace):
    text = '\ufeff{"articles": {"a": {"outlet": "UPI", "text": 5, "mood": "x"}}, "later": [1]}'
    (workspace.path / "decisions.json").write_text(text)
    assert workspace.read_parts("articles").num_rows == 3
    workspace.fix_article("b", title="New")
    saved = json.loads((workspace.path / "decisions.json").read_text())
    assert saved["later"] == [1]
    assert saved["articles"]["a"] == {"outlet": "UPI", "text": 5, "mood": "x"}


@pytest.mark.parametrize(
    ("day", "is_accepted"),
    [("1799-12-31", False), ("1800-01-01", True), ("2199-12-31", True), ("2200-01-01", False)],
)
def test_a_day_that_the_calculations_cannot_hold_is_refused(workspace, day, is_accepted):
    if is_accepted:
        workspace.fix_article("a", published=day)
        assert workspace.overrides.fixes == {"a": {"published": day}}
    else:
        with pytest.raises(OverridesError, match="must lie between 1800-01-01 and 2199-12-31"):
            workspace.fix_article("a", published=day)
        assert workspace.overrides.fixes == {}


def test_a_stored_day_that_the_calculations_cannot_hold_is_unknown(tmp_path):
    workspace = Workspace(tmp_path)
    days = (date.min, date(1799, 12, 31), date(1800, 1, 1), date(2199, 12, 31), date.max, None)
    items = [annotated(str(number), published=day) for number, day in enumerate(days)]
    workspace.write_part(items, "one", dict.fromkeys("012345", "d"))
    stored = workspace.read_parts("articles").column("published").to_pylist()
    assert stored == [None, None, days[2], days[3], None, None]


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_corrected_day_of_an_earlier_version_that_cannot_be_held_is_unknown(workspace, day):
    content = json.dumps({"articles": {"a": {"published": day}}})
    (workspace.path / "decisions.json").write_text(content)
    assert articles(workspace)["a"]["published"] is None
    workspace.fix_article("a", published="2023-09-06")
    assert articles(workspace)["a"]["published"] == date(2023, 9, 6)


def test_outlets_get_another_name_and_later_names_and_corrections_follow(workspace):
    version = workspace.version
    workspace.fix_article("a", outlet="Lamp News")
    workspace.rename_outlets({"Lamp News": "Lamp", "as read": "Bell"})
    names = {key: article["outlet"] for key, article in articles(workspace).items()}
    assert names == {"a": "Lamp", "b": "Bell", "c": "Bell"}
    workspace.rename_outlets({"Lamp": "The Lamp"})
    assert articles(workspace)["a"]["outlet"] == "The Lamp"
    assert workspace.overrides.outlet_names["Lamp News"] == "The Lamp"
    workspace.rename_outlets({"Lamp News": None, "Lamp": None, "as read": None})
    workspace.undo_fix("a")
    assert workspace.version == version
    with pytest.raises(OverridesError, match="renamed to nothing"):
        workspace.rename_outlets({"as read": " "})
