"""The harness of faults, on a few of each kind."""

import shutil
from itertools import islice

import pytest

from analysis.ingest import Article
from analysis.store import Workspace
from benchmarks import fault_files, fault_workspace


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Make the workspace that is damaged."""
    return fault_workspace.make_workspace(tmp_path_factory.mktemp("faults") / "built")


def test_a_workspace_survives_damage_of_its_cache(built, tmp_path):
    assert next(fault_files.damage_records(built, tmp_path / "w"))


def test_damage_of_decisions_former_texts_and_uploads_is_reported_and_nothing_is_lost(
    built, tmp_path
):
    survived = [*fault_files.damage_decisions(built, tmp_path / "w")]
    survived += islice(fault_files.damage_inputs(built, tmp_path / "w"), 4)
    assert survived == [True] * len(survived)


@pytest.mark.parametrize("name", ["notes.json", "outlet_groups.json"])
def test_edits_by_hand_are_read_or_reported_and_the_backup_stays(built, name):
    assert all(fault_files.edit_by_hand(built, name, count=40, seed=1))


def test_articles_that_are_missing_unreported_are_no_survival(built, tmp_path):
    shutil.copytree(built.path, tmp_path / "w")
    workspace = Workspace(tmp_path / "w")
    fault_workspace.add_articles(workspace, [Article("new", "The grain is sold.")])
    assert fault_workspace.is_whole(workspace, n_missing=-1)
    assert not fault_workspace.is_whole(workspace)
