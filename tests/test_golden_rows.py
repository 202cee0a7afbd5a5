"""Rows change only under a raised version, so that existing workspaces are brought up to date."""

import difflib

import pytest

from analysis.versions import ANNOTATION_VERSION, CATALOGUE_VERSION
from tools import golden_rows

#: Lines of a difference that a failing test shows.
_SHOWN = 20


@pytest.fixture(scope="module")
def rows():
    return golden_rows.make_rows()


@pytest.mark.parametrize("name", sorted(golden_rows.read_rows()))
def test_the_rows_are_those_of_the_declared_version(rows, name):
    stored = golden_rows.read_rows()[name]
    lines = difflib.unified_diff(stored, rows[name], "stored", "present", n=0, lineterm="")
    difference = list(lines)[:_SHOWN]
    version = "ANNOTATION_VERSION" if name.startswith("part_") else "CATALOGUE_VERSION"
    assert not difference, "\n".join(
        [
            (
                f"Rows of {name} changed. If that is meant, raise {version} in "
                "analysis/versions.py and run: python -m tools.golden_rows"
            ),
            *difference,
        ]
    )


def test_every_table_has_golden_rows(rows):
    assert set(rows) == set(golden_rows.read_rows())


def test_the_golden_rows_are_of_the_declared_versions():
    declared = {"annotation": ANNOTATION_VERSION, "catalogue": CATALOGUE_VERSION}
    assert golden_rows.read_versions() == declared


def test_changed_rows_are_refused_until_the_version_is_raised(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(golden_rows, "FOLDER", tmp_path)
    monkeypatch.setattr(golden_rows, "VERSIONS", tmp_path / "versions.json")
    monkeypatch.setattr(golden_rows, "make_rows", lambda: {"part_quotes": ["{}"]})
    assert golden_rows.main() == 0
    monkeypatch.setattr(golden_rows, "make_rows", lambda: {"part_quotes": ['{"a": 1}']})
    assert golden_rows.main() == 1
    assert "Raise ANNOTATION_VERSION" in capsys.readouterr().err
    monkeypatch.setattr(golden_rows, "ANNOTATION_VERSION", ANNOTATION_VERSION + 1)
    assert golden_rows.main() == 0
    assert golden_rows.read_rows() == {"part_quotes": ['{"a": 1}']}


def test_changed_rows_of_the_catalogue_need_its_own_version(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(golden_rows, "FOLDER", tmp_path)
    monkeypatch.setattr(golden_rows, "VERSIONS", tmp_path / "versions.json")
    monkeypatch.setattr(golden_rows, "make_rows", lambda: {"catalogue_stories": ["{}"]})
    assert golden_rows.main() == 0
    monkeypatch.setattr(golden_rows, "make_rows", lambda: {"catalogue_stories": []})
    assert golden_rows.main() == 1
    assert "Raise CATALOGUE_VERSION" in capsys.readouterr().err
    monkeypatch.setattr(golden_rows, "CATALOGUE_VERSION", CATALOGUE_VERSION + 1)
    assert golden_rows.main() == 0
