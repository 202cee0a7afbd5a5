"""Damaged files: derived ones are made again, parts are set aside, and both are told."""

import logging
import shutil

import duckdb
import pytest

from analysis.__main__ import main
from analysis.orchestration import build
from analysis.store import Workspace, export
from analysis.store.catalogue import DamagedCatalogueError
from analysis.store.outdated import OutdatedWorkspaceError
from tests.handmade import annotated

TALKS = "“We will talk about arms and grain in May,” Ann Lee said on Monday in Geneva."


def cut_short(path):
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def fill_with_zeros(path):
    content = path.read_bytes()
    middle, length = len(content) // 3, len(content) // 2
    path.write_bytes(content[:middle] + bytes(length) + content[middle + length :])


def replace_by_folder(path):
    path.unlink()
    path.mkdir()


DAMAGE = {
    "empty": lambda path: path.write_bytes(b""),
    "text": lambda path: path.write_bytes(b"no table at all" * 1000),
    "cut short": cut_short,
    "zeros": fill_with_zeros,
    "a folder": replace_by_folder,
}


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Build a workspace of a few articles, for tests that copy it."""
    workspace = Workspace(tmp_path_factory.mktemp("built"))
    items = [annotated(key, f"{TALKS} {key * 9}") for key in "abcdefgh"]
    workspace.write_part(items, "one", dict.fromkeys("abcdefgh", "d"))
    build.refresh(workspace).close()
    return workspace.path


@pytest.fixture
def workspace(built, tmp_path):
    """Copy the workspace."""
    shutil.copytree(built, tmp_path / "w")
    return Workspace(tmp_path / "w")


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_catalogue_is_built_again(workspace, tmp_path, caplog, damage):
    path = workspace.catalogue_path
    DAMAGE[damage](path)
    with caplog.at_level(logging.WARNING):
        try:
            export(build.refresh(workspace), tmp_path / "out", "jsonl")
        except DamagedCatalogueError:
            export(build.refresh(workspace), tmp_path / "out", "jsonl")
    assert len((tmp_path / "out" / "articles.jsonl").read_text().splitlines()) == 8
    (line,) = [record.getMessage() for record in caplog.records]
    assert "catalogue" in line
    assert "is made again" in line


@pytest.mark.parametrize("damage", DAMAGE)
def test_damaged_entity_ids_are_removed(workspace, caplog, damage):
    path = workspace.path / "ids.parquet"
    DAMAGE[damage](path)
    with caplog.at_level(logging.WARNING):
        assert workspace.read_entity_ids() is None
    assert not path.exists()
    assert ["ids.parquet" in record.getMessage() for record in caplog.records] == [True]


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_result_of_a_step_is_removed(workspace, caplog, damage):
    path = workspace.path / "cache" / "profiles.parquet"
    key = workspace.build_cache.stored_key("profiles")
    assert workspace.build_cache.read("profiles", key) is not None
    DAMAGE[damage](path)
    with caplog.at_level(logging.WARNING):
        assert workspace.build_cache.read("profiles", key) is None
    assert not path.exists()
    assert ["profiles.parquet" in record.getMessage() for record in caplog.records] == [True]


def test_a_build_on_damaged_tables_gives_what_it_gave_before(workspace):
    before = build.refresh(workspace).query("FROM mentions ORDER BY ALL")
    for path in (workspace.path / "ids.parquet", *(workspace.path / "cache").iterdir()):
        fill_with_zeros(path)
    workspace.catalogue_path.unlink()
    after = build.refresh(workspace).query("FROM mentions ORDER BY ALL")
    assert after.equals(before)


def test_a_query_of_a_catalogue_that_was_damaged_after_it_was_opened_says_what_to_do(workspace):
    catalogue = workspace.catalogue()
    fill_with_zeros(workspace.catalogue_path)
    with pytest.raises(DamagedCatalogueError, match="built anew"):
        catalogue.check()
    assert workspace.catalogue() is None
    assert len(build.refresh(workspace).query("FROM articles")) == 8


@pytest.mark.parametrize("damage", [*DAMAGE, "gone"])
def test_a_part_whose_texts_cannot_be_read_is_set_aside_and_reported(workspace, damage):
    part = add_damaged_part(workspace, "articles.parquet", damage)
    issues = []
    catalogue = build.refresh(workspace, issues.append)
    assert sorted(catalogue.query("FROM articles")["article_id"]) == list("abcdefgh")
    (issue,) = issues
    assert issue.source == f"parts/{part}"
    assert "Its 2 articles are left out: x, y." in issue.problem
    assert "articles.parquet" in issue.problem
    assert "Load their files again" in issue.remedy
    assert (workspace.path / "damaged" / part).is_dir()
    assert build.refresh(workspace, issues.append).version == catalogue.version
    assert len(issues) == 1


@pytest.mark.parametrize(
    ("name", "damage"),
    [
        # A few kinds of damage, as each annotates anew; `benchmarks.faults` tries all of them.
        ("manifest.json", "gone"),
        ("quotes.parquet", "zeros"),
    ],
)
def test_articles_of_a_damaged_part_are_annotated_anew_from_whole_texts(
    workspace, capsys, name, damage
):
    expected = workspace.read_parts("quotes")
    part = add_damaged_part(workspace, name, damage)
    assert main(["build", "--workspace", str(workspace.path)]) == 0
    output = capsys.readouterr().err
    assert f"parts/{part}" in output
    assert name in output
    assert "2 articles are whole" in output
    assert "annotated anew" in output
    catalogue = workspace.catalogue()
    assert sorted(catalogue.query("FROM articles")["article_id"]) == list("abcdefghxy")
    assert len(catalogue.query("FROM quotes")) == len(expected) // 8 * 10
    assert not (workspace.path / "damaged").exists()
    assert not (workspace.path / "parts" / part).exists()


@pytest.mark.parametrize("damage", ["cut short", "zeros"])
def test_damage_that_the_cache_hides_is_reported_when_the_catalogue_is_built(workspace, damage):
    (part,) = (workspace.path / "parts").iterdir()
    DAMAGE[damage](part / "local_entities.parquet")
    workspace.catalogue_path.unlink()
    issues = []
    with pytest.raises(OutdatedWorkspaceError, match=r"annotated anew \(8\)"):
        build.refresh(workspace, issues.append)
    (issue,) = issues
    assert "local_entities.parquet" in issue.problem


def test_an_export_annotates_articles_of_a_damaged_part_anew(workspace, tmp_path):
    add_damaged_part(workspace, "mentions.parquet", "zeros")
    out = tmp_path / "out"
    assert (
        main(["export", "--workspace", str(workspace.path), "--out", str(out), "--format", "jsonl"])
        == 0
    )
    assert len((out / "articles.jsonl").read_text(encoding="utf-8").splitlines()) == 10


def add_damaged_part(workspace, name, damage):
    """Add a part of two articles, damage one of its files, and return its name."""
    items = [annotated(key, f"{TALKS} {key * 9}") for key in "xy"]
    part = workspace.write_part(items, "one", dict.fromkeys("xy", "d"))
    path = workspace.path / "parts" / part / name
    if damage == "gone":
        path.unlink()
    else:
        DAMAGE[damage](path)
    return part


def test_a_query_that_fails_for_another_reason_leaves_a_catalogue_that_can_be_read(workspace):
    catalogue = workspace.catalogue()

    class FullDisk:
        def cursor(self):
            raise duckdb.IOException("No space left on device")

    whole, catalogue._connection = catalogue._connection, FullDisk()
    with pytest.raises(duckdb.IOException, match="No space left"):
        catalogue.query("FROM articles")
    catalogue._connection = whole
    assert workspace.catalogue_path.exists()
    assert len(catalogue.query("FROM articles")) == 8
