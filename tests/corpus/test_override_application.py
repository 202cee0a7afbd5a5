"""What the analyst decides about entities: seen in every table, kept, and undone."""

import pytest

from analysis.orchestration import build
from analysis.store import OverridesError, Workspace
from tests.handmade import annotated, row

LEE, RAY = "person:ann-lee", "person:bo-ray"


@pytest.fixture
def workspace(tmp_path):
    workspace = Workspace(tmp_path)
    items = [
        annotated("a", "“We will talk,” Ann Lee said.", "Ann Lee"),
        annotated("b", "“We will talk,” Bo Ray said.", "Bo Ray"),
    ]
    workspace.write_part(items, "one", dict.fromkeys("ab", "d"))
    return workspace


def entities(workspace):
    rows = build.refresh(workspace).query("FROM entities ORDER BY entity_id")
    return {row["entity_id"]: row for row in rows.to_dict("records")}


def linked(workspace, table):
    rows = build.refresh(workspace).query(f"FROM {table} WHERE entity_id <> ''")
    return dict(zip(rows["article_id"], rows["entity_id"], strict=True))


def test_one_entity_counted_as_another_is_it_everywhere(workspace):
    workspace.override_entities(lambda overrides: overrides.with_merge(RAY, LEE))
    assert list(entities(workspace)) == [LEE]
    assert set(entities(workspace)[LEE]["aliases"]) >= {"Ann Lee", "Bo Ray"}
    assert linked(workspace, "mentions") == {"a": LEE, "b": LEE}
    assert linked(workspace, "quotes") == {"a": LEE, "b": LEE}
    speakers = build.refresh(workspace).query("SELECT DISTINCT speaker FROM quotes")
    assert speakers["speaker"].tolist() == ["Ann Lee"]


def test_a_merge_undone_is_undone(workspace):
    before = entities(workspace)
    version = workspace.version
    workspace.override_entities(lambda overrides: overrides.with_merge(RAY, LEE))
    assert linked(workspace, "quotes")["b"] == LEE
    workspace.override_entities(lambda overrides: overrides.without("merged", RAY))
    assert workspace.version == version
    assert entities(workspace).keys() == before.keys()
    assert linked(workspace, "quotes") == {"a": LEE, "b": RAY}


def test_merges_follow_each_other_and_never_in_a_circle(workspace):
    workspace.override_entities(lambda overrides: overrides.with_merge(RAY, LEE))
    with pytest.raises(ValueError, match="one already"):
        workspace.override_entities(lambda overrides: overrides.with_merge(LEE, RAY))
    assert workspace.overrides.entities.merged == {RAY: LEE}
    workspace.override_entities(lambda overrides: overrides.with_merge(LEE, "person:nobody"))
    assert set(entities(workspace)) == {LEE, RAY}, "the last of the chain is not there"


def test_a_name_taken_away_is_an_entity_of_its_own(workspace):
    extra = annotated("c", "“We will talk,” Ann Lee said.", "Ann Lee")
    extra["mentions"].append(
        row("mentions", article_id="c", text="Lee", kind="name", label="PERSON", entity="0")
    )
    workspace.write_part([extra], "one", {"c": "d"})
    workspace.override_entities(lambda overrides: overrides.with_split(LEE, "Lee"))
    by_id = entities(workspace)
    assert by_id["person:lee"]["name"] == "Lee"
    assert "Lee" not in by_id[LEE]["aliases"]
    moved = build.refresh(workspace).query("FROM mentions WHERE entity_id = 'person:lee'")
    assert moved["text"].tolist() == ["Lee"]


def test_where_a_name_taken_away_is_the_fullest_all_mentions_follow(workspace):
    workspace.override_entities(lambda overrides: overrides.with_merge(RAY, LEE))
    workspace.override_entities(lambda overrides: overrides.without("merged", RAY))
    workspace.override_entities(lambda overrides: overrides.with_split(LEE, "ann lee"))
    assert linked(workspace, "quotes")["a"] == f"{LEE}-apart"


def test_a_name_and_a_type_are_the_analysts(workspace):
    workspace.override_entities(
        lambda overrides: overrides.with_name(LEE, " A. Lee ").with_type(LEE, "ORG")
    )
    entity = entities(workspace)[LEE]
    assert (entity["name"], entity["label"]) == ("A. Lee", "ORG")
    speakers = build.refresh(workspace).query("SELECT speaker FROM quotes WHERE article_id = 'a'")
    assert speakers["speaker"].tolist() == ["A. Lee"]


def test_decisions_outlive_a_new_annotation_and_a_lost_catalogue(workspace):
    workspace.override_entities(lambda overrides: overrides.with_name(LEE, "A. Lee"))
    workspace.write_part([annotated("a", "Ann Lee left.", "Ann Lee")], "two", {"a": "d2"})
    build.refresh(workspace).path.unlink()
    (workspace.path / "ids.parquet").unlink()
    assert entities(workspace)[LEE]["name"] == "A. Lee"


def test_a_decision_about_nobody_waits(workspace):
    workspace.override_entities(
        lambda overrides: overrides.with_name("person:nobody", "X").with_split("person:cy", "Cy")
    )
    assert set(entities(workspace)) == {LEE, RAY}


def test_a_decision_follows_an_entity_whose_usual_name_and_id_change(workspace):
    assert LEE in entities(workspace)
    workspace.override_entities(lambda overrides: overrides.with_type(LEE, "ORG"))
    assert entities(workspace)[LEE]["label"] == "ORG"
    more = [annotated(key, "Ann B. Lee left.", "Ann B. Lee") for key in "cde"]
    workspace.write_part(more, "one", dict.fromkeys("cde", "d"))
    by_id = entities(workspace)
    assert by_id["person:ann-b-lee"]["label"] == "ORG"
    assert set(by_id) == {"person:ann-b-lee", RAY}


@pytest.mark.parametrize(
    "entities",
    ["[]", '{"together": []}', '{"apart": {"a": "b"}}', '{"names": {"a": 1}}', '{"other": {}}'],
)
def test_decisions_of_another_shape_are_named(workspace, entities):
    (workspace.path / "decisions.json").write_text('{"entities": ' + entities + "}", "utf-8")
    with pytest.raises(OverridesError, match="entities"):
        build.refresh(workspace)
