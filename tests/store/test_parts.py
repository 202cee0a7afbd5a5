import json
import multiprocessing
import os
import subprocess
import sys
from pathlib import Path

import pytest

from analysis import tables
from analysis.store import Workspace
from tests.handmade import annotated

PROJECT = Path(__file__).parents[2]


def add(workspace: Workspace, *items, fingerprint="one"):
    digests = {item["articles"][0]["article_id"]: "d" for item in items}
    return workspace.write_part(items, fingerprint, digests)


def outlets(workspace: Workspace) -> dict[str, str]:
    rows = workspace.read_parts("articles").to_pylist()
    return {row["article_id"]: row["outlet"] for row in rows}


def test_every_table_comes_back_as_it_was_written(tmp_path):
    workspace = Workspace(tmp_path / "w")
    item = annotated("a", text="“Ünï\u2028code” 😀\r\n\x00 =1+1", byline="B")
    add(workspace, item)
    for name, table in tables.PARTS.items():
        read = workspace.read_parts(name)
        assert read.schema == table.schema
        assert read.to_pylist() == item[name]


def test_a_workspace_that_is_not_there_reads_as_empty_and_is_not_made(tmp_path):
    workspace = Workspace(tmp_path / "w")
    assert not workspace.exists()
    assert workspace.annotated("one") == set()
    assert workspace.read_parts("quotes").num_rows == 0
    assert workspace.read_parts("quotes").schema == tables.PARTS["quotes"].schema
    assert workspace.catalogue() is None
    assert not (tmp_path / "w").exists()


def test_the_latest_part_wins_for_an_article_and_leaves_the_others_of_its_part(tmp_path):
    workspace = Workspace(tmp_path)
    add(workspace, annotated("a", outlet="old"), annotated("b", outlet="kept"))
    add(workspace, annotated("a", outlet="new", speaker="Bo Ray"))
    assert outlets(workspace) == {"a": "new", "b": "kept"}
    speakers = workspace.read_parts("local_entities").to_pylist()
    assert {row["article_id"]: row["name"] for row in speakers} == {"a": "Bo Ray", "b": "Ann Lee"}


def test_parts_are_numbered_on_beyond_the_tenth(tmp_path):
    workspace = Workspace(tmp_path)
    for number in range(12):
        add(workspace, annotated("a", outlet=str(number)))
    assert outlets(workspace) == {"a": "11"}


def test_only_what_counts_now_is_annotated(tmp_path):
    workspace = Workspace(tmp_path)
    workspace.write_part([annotated("a"), annotated("b")], "one", {"a": "x", "b": "y"})
    assert workspace.annotated("one") == {("a", "x"), ("b", "y")}
    workspace.write_part([annotated("a")], "two", {"a": "x"})
    assert workspace.annotated("one") == {("b", "y")}
    assert workspace.annotated("two") == {("a", "x")}
    assert outlets(workspace).keys() == {"a", "b"}


def test_a_removed_article_is_annotated_still(tmp_path):
    workspace = Workspace(tmp_path)
    add(workspace, annotated("a"), annotated("b"))
    workspace.remove(["a"])
    assert workspace.annotated("one") == {("a", "d"), ("b", "d")}
    assert {row["article_id"] for row in workspace.read_parts("mentions").to_pylist()} == {"b"}


@pytest.mark.parametrize("change", [{"schema": "older"}, {"annotation_version": 1}])
def test_a_part_of_an_earlier_version_is_outdated_and_in_no_table(tmp_path, change):
    workspace = Workspace(tmp_path)
    name = add(workspace, annotated("a"))
    add(workspace, annotated("b"))
    manifest_file = tmp_path / "parts" / name / "manifest.json"
    manifest = json.loads(manifest_file.read_text()) | change
    manifest_file.write_text(json.dumps(manifest))
    assert workspace.snapshot().outdated == {tmp_path / "parts" / name: ["a"]}
    assert workspace.annotated("one") == {("b", "d")}
    assert {row["article_id"] for row in workspace.read_parts("mentions").to_pylist()} == {"b"}


def test_a_row_without_a_column_is_refused_and_leaves_nothing(tmp_path):
    workspace = Workspace(tmp_path)
    item = annotated("a")
    del item["quotes"][0]["kind"]
    with pytest.raises(ValueError, match="quotes has no kind"):
        add(workspace, item)
    assert list(tmp_path.rglob("*.parquet")) == []


def test_half_parts_are_ignored_and_cleaned_up_when_old(tmp_path):
    workspace = Workspace(tmp_path)
    whole = add(workspace, annotated("a"))
    parts = tmp_path / "parts"
    for name in (".tmp-0011", "0000000009-0123abcd"):
        (parts / name).mkdir()
        (parts / name / "articles.parquet").write_bytes(b"half")
    add(workspace, annotated("b"))
    assert outlets(workspace).keys() == {"a", "b"}
    assert (parts / ".tmp-0011").exists()  # its writer may be alive
    for name in (".tmp-0011", "0000000009-0123abcd", whole):
        os.utime(parts / name, (0, 0))
    add(workspace, annotated("c"))
    assert outlets(workspace).keys() == {"a", "b", "c"}
    assert len(list(parts.iterdir())) == 3


def test_a_part_that_lost_a_file_is_not_counted(tmp_path):
    workspace = Workspace(tmp_path)
    (tmp_path / "parts" / add(workspace, annotated("a")) / "figures.parquet").unlink()
    assert workspace.annotated("one") == set()
    assert workspace.read_parts("articles").num_rows == 0


def _write_many(path: Path, who: int) -> None:
    for number in range(8):
        add(Workspace(path), annotated(f"{who}-{number}"))


def test_two_processes_write_at_once_and_lose_nothing(tmp_path):
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_write_many, args=(tmp_path, who)) for who in range(2)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0, 0]
    assert len(outlets(Workspace(tmp_path))) == 16
    numbers = [path.name.split("-")[0] for path in (tmp_path / "parts").iterdir()]
    assert len(set(numbers)) == 16


# Each child finishes a part, starts another, and is killed at its n-th step on to the disk.
KILLED = """
import os, signal, sys
from pathlib import Path
from analysis.store import Workspace, parts
from tests.handmade import annotated
from tests.store.test_parts import STEPS, add

flush = parts.flush
for step in range(STEPS):
    child = os.fork()
    if child:
        assert os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGKILL
        continue
    workspace, left = Workspace(Path(sys.argv[1]) / str(step)), iter(range(step))
    add(workspace, annotated("finished"))
    def strike(path):
        if next(left, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)
        flush(path)
    parts.flush = strike
    add(workspace, annotated("a"), annotated("b"))
"""
STEPS = len(tables.PARTS) + 3  # the tables, the manifest, the folder, and the folder of parts


def test_a_writer_killed_at_any_step_loses_no_finished_part_and_leaves_no_half(tmp_path):
    subprocess.run([sys.executable, "-c", KILLED, tmp_path], cwd=PROJECT, check=True)
    for step in range(STEPS):
        workspace = Workspace(tmp_path / str(step))
        renamed = {"a", "b"} if step == STEPS - 1 else set()
        assert outlets(workspace).keys() == {"finished"} | renamed
        assert workspace.read_parts("quotes").num_rows == 1 + len(renamed)
        add(workspace, annotated("after"))  # the lock died with its holder
        assert outlets(workspace).keys() == {"finished", "after"} | renamed
