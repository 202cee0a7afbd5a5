import pyarrow as pa
import pytest

from analysis.corpus import renamed_ids
from analysis.corpus.entities import LINKS
from analysis.corpus.renamed_ids import list_former_ids
from analysis.orchestration import build
from analysis.store import Workspace
from tests.handmade import annotated


def links(*rows):
    return pa.Table.from_pylist([dict(zip(LINKS.names, row, strict=True)) for row in rows], LINKS)


def find_renamed_ids(previous, now):
    pieces = [now.slice(0, 1), now.slice(1)]
    return renamed_ids.find_renamed_ids(previous, now["entity_id"], pieces)


def test_a_former_id_means_the_entity_with_most_of_its_rows():
    before = links(("a", "k", "old"), ("b", "k", "old"), ("c", "k", "old"))
    now = links(("a", "k", "new"), ("b", "k", "new"), ("c", "k", "other"))
    assert find_renamed_ids(before, now) == {"old": "new"}


def test_an_id_in_use_is_not_renamed():
    before = links(("a", "k", "old"), ("b", "k", "old"))
    now = links(("a", "k", "new"), ("b", "k", "old"))
    assert find_renamed_ids(before, now) == {}


def test_former_ids_are_followed_through_later_builds():
    second = pa.concat_tables([links(("a", "k", "two")), list_former_ids({"one": "two"})])
    third = links(("a", "k", "three"))
    renamed = find_renamed_ids(second, third)
    assert renamed == {"one": "three", "two": "three"}
    with_former = pa.concat_tables([third, list_former_ids(renamed)])
    assert find_renamed_ids(with_former, third) == renamed


def test_an_id_without_rows_left_means_nothing():
    assert find_renamed_ids(links(("a", "k", "old")), links(("b", "k", "new"))) == {}
    assert find_renamed_ids(links(), links()) == {}


@pytest.fixture
def workspace(tmp_path):
    return Workspace(tmp_path)


TALKS = "“We will talk until the guns are silent in the valley,” {} said in Orlo on Friday."


def add(workspace, key, name):
    item = annotated(key, TALKS.format(name), name)
    workspace.write_part([item], f"part-{key}", {key: "d"})


def ids(workspace):
    rows = build.refresh(workspace).query("FROM entities ORDER BY entity_id")
    return dict(zip(rows["entity_id"], rows["name"], strict=True))


def test_ids_do_not_depend_on_the_steps_in_which_articles_were_loaded(workspace, tmp_path):
    for key, name in (("b", "Lee"), ("a", "Ann Lee")):
        add(workspace, key, name)
        in_steps = ids(workspace)
    at_once = Workspace(tmp_path / "other")
    for key, name in (("b", "Lee"), ("a", "Ann Lee")):
        add(at_once, key, name)
    assert ids(at_once) == in_steps == {"person:ann-lee": "Ann Lee"}


def test_an_override_of_a_former_id_applies_to_the_entity_that_has_its_rows(workspace):
    add(workspace, "b", "Lee")
    (former_id,) = ids(workspace)
    workspace.override_entities(lambda made: made.with_name(former_id, "A. Lee"))
    assert list(ids(workspace).values()) == ["A. Lee"]
    add(workspace, "a", "Ann Lee")
    assert ids(workspace) == {"person:ann-lee": "A. Lee"}
    add(workspace, "c", "Ann Lee")
    assert ids(workspace) == {"person:ann-lee": "A. Lee"}
