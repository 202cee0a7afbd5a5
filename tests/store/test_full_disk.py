"""On a full disk nothing that was there is lost, and the work goes on when there is room again."""

import shutil
import subprocess
from contextlib import suppress

import pytest

from analysis.orchestration import build
from analysis.store import Workspace, export
from analysis.store.export import FORMATS
from tests.handmade import annotated

TALKS = "“We will talk about arms and grain in May,” Ann Lee said on Monday in Geneva."
#: Size of the disk in bytes: about six catalogues of a few articles.
SIZE = 32 << 20


@pytest.fixture(scope="module")
def disk(tmp_path_factory):
    """Mount a small disk in memory; skipped where that is not permitted."""
    folder = tmp_path_factory.mktemp("disk")
    command = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(folder)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        pytest.skip("There is no `mount` here.")
    if done.returncode:
        pytest.skip(f"Mounting a small disk is not permitted: {done.stderr.strip()}")
    yield folder
    subprocess.run([shutil.which("umount"), "-l", str(folder)], check=True)


@pytest.fixture
def workspace(disk):
    """Build a workspace of one article on the small disk, emptied first."""
    for path in disk.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    workspace = Workspace(disk / "w")
    add(workspace, "a")
    build.refresh(workspace).close()
    return workspace


def add(workspace, article_id):
    workspace.write_part([annotated(article_id, TALKS)], "one", {article_id: "d"})


def fill(disk, n_left):
    """Fill the disk until only some bytes are left."""
    with suppress(OSError), (disk / "filler").open("wb", buffering=0) as filler:
        while filler.write(bytes(1 << 16)):
            pass
    size = (disk / "filler").stat().st_size
    with (disk / "filler").open("rb+") as filler:
        filler.truncate(max(size - n_left, 0))


@pytest.mark.parametrize("n_left", [0, 50_000, 400_000, 2_000_000, 4_000_000])
def test_a_catalogue_that_cannot_be_written_leaves_the_former(disk, workspace, n_left):
    former = workspace.catalogue_path
    add(workspace, "b")
    fill(disk, n_left)
    with pytest.raises(OSError, match=r"(?i)free room|no space"):
        build.refresh(workspace)
    assert former.exists()
    assert len(workspace.catalogue(stale=True).query("FROM articles")) == 1
    assert not list(workspace.path.glob(".*.tmp*"))
    (disk / "filler").unlink()
    assert len(build.refresh(workspace).query("FROM articles")) == 2


@pytest.mark.parametrize("n_left", [0, 4096, 16_384])
def test_a_part_that_cannot_be_written_leaves_the_others(disk, workspace, n_left):
    fill(disk, n_left)
    with pytest.raises(OSError, match=r"(?i)no space"):
        add(workspace, "b")
    (disk / "filler").unlink()
    assert workspace.read_parts("articles").column("article_id").to_pylist() == ["a"]
    add(workspace, "b")
    assert workspace.read_parts("articles").num_rows == 2


def test_overrides_that_cannot_be_written_leave_the_former(disk, workspace):
    workspace.fix_article("a", outlet="UPI")
    fill(disk, 0)
    with pytest.raises(OSError, match=r"(?i)no space"):
        workspace.fix_article("a", outlet="x" * 10_000)
    assert workspace.overrides.fixes == {"a": {"outlet": "UPI"}}
    (disk / "filler").unlink()
    workspace.fix_article("a", outlet="NTD")
    assert workspace.overrides.fixes == {"a": {"outlet": "NTD"}}


@pytest.mark.parametrize("file_format", FORMATS)
def test_an_export_that_cannot_be_written_leaves_the_former(disk, workspace, file_format):
    catalogue = build.refresh(workspace)
    files = export(catalogue, disk / "out", file_format)
    former = [path.read_bytes() for path in files]
    fill(disk, 0)
    with pytest.raises(OSError, match=r"(?i)free room|no space"):
        export(catalogue, disk / "out", file_format)
    assert [path.read_bytes() for path in files] == former
    assert workspace.catalogue_path.exists()
    assert sorted(files) == sorted((disk / "out").iterdir())
    (disk / "filler").unlink()
    assert export(catalogue, disk / "out", file_format) == files
