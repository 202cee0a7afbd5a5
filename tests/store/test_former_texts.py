import logging

import pytest

from analysis.store import Workspace
from analysis.store.former_texts import FOLDER, keep_former_texts, read_former_texts
from tests.handmade import annotated

FIRST, SECOND, THIRD = "It rained.", "It rained a lot.", "It rained a lot and snowed."


@pytest.fixture
def workspace(tmp_path):
    workspace = Workspace(tmp_path)
    for number, text in enumerate((FIRST, SECOND, THIRD)):
        workspace.write_part([annotated("a", text)], "one", {"a": f"digest {number}"})
    return workspace


def read(workspace, article_id="a"):
    return list(read_former_texts(workspace.path / FOLDER, article_id)["text"])


def test_texts_that_were_replaced_are_kept_in_their_order_when_parts_are_removed(workspace):
    assert workspace.remove_superseded() == 2
    assert read(workspace) == [FIRST, SECOND]
    assert read(workspace, "b") == []
    assert workspace.remove_superseded() == 0
    assert read(workspace) == [FIRST, SECOND]


def test_an_article_that_is_annotated_anew_with_the_same_text_leaves_nothing(tmp_path):
    workspace = Workspace(tmp_path)
    workspace.write_part([annotated("a", FIRST)], "one", {"a": "same"})
    workspace.write_part([annotated("a", FIRST)], "two", {"a": "same"})
    workspace.write_part([annotated("a", FIRST, title="Rain")], "two", {"a": "another title"})
    assert workspace.remove_superseded() == 2
    assert not (tmp_path / FOLDER).exists()


def test_a_text_in_a_part_that_stays_for_its_other_articles_is_kept_too(tmp_path):
    workspace = Workspace(tmp_path)
    digests = {"a": "1", "b": "1"}
    workspace.write_part([annotated("a", FIRST), annotated("b", FIRST)], "one", digests)
    workspace.write_part([annotated("a", SECOND)], "one", {"a": "2"})
    assert workspace.remove_superseded() == 0
    assert read(workspace) == [FIRST]
    assert read(workspace, "b") == []


def test_damaged_files_are_logged_and_the_others_read(workspace, caplog):
    workspace.remove_superseded()
    file = min((workspace.path / FOLDER).iterdir())
    file.write_bytes(b"no table")
    with caplog.at_level(logging.WARNING):
        assert read(workspace) == [SECOND]
    assert file.name in caplog.text


def test_a_part_whose_texts_cannot_be_read_does_not_stop_the_others(workspace, caplog):
    snapshot = workspace.snapshot()
    (snapshot.parts[0].path / "articles.parquet").write_bytes(b"no table")
    with caplog.at_level(logging.WARNING):
        keep_former_texts(workspace.path / FOLDER, snapshot)
    assert read(workspace) == [SECOND]
    assert "cannot be read" in caplog.text
