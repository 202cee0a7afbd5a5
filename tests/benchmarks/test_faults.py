"""The harness of faults, on a few of each kind."""

from itertools import islice

import pytest

from benchmarks import faults


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Make the workspace that is damaged."""
    return faults.make_workspace(tmp_path_factory.mktemp("faults") / "built")


def test_a_workspace_survives_damage_of_its_files(built, tmp_path):
    assert list(islice(faults.damage_files(built, tmp_path / "w"), 3)) == [True] * 3


def test_a_workspace_survives_edits_of_its_overrides(built):
    assert all(faults.edit_overrides(built, count=20, seed=1))


def test_articles_that_are_missing_unreported_are_no_survival(built):
    assert faults._is_whole(built, n_missing=0)
    assert not faults._is_whole(built, n_missing=1)
