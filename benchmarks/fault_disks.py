"""Write to a small disk that is filled to many levels, and check what a full one leaves.

Used by ``python -m benchmarks.faults``. Each kind of writing either succeeds or says which file
could not be written and that room has to be freed; what was there before remains, no unfinished
file stays, and the same writing succeeds when there is room again.
"""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from analysis.ingest import Article
from analysis.orchestration import build
from analysis.store import NoteKind, Workspace, export
from analysis.store.notes import NotedPassage
from benchmarks.fault_workspace import (
    N_ARTICLES,
    add_articles,
    has_all_articles,
    has_same_decisions,
    is_whole,
)
from ui.core.upload_batches import list_unfinished, save_uploaded_batch
from ui.core.uploads import Upload

_MEGABYTE = 1 << 20
#: Bytes of the small disk: about six catalogues of so few articles.
_DISK_BYTES = 48 * _MEGABYTE
#: Room, in bytes, at the fullest and the emptiest level, for small files and for catalogues, whose
#: writing needs some 7 MB, and twice as much as a changed copy.
_SMALL, _CATALOGUE, _COPY = 160 << 10, 9 * _MEGABYTE, 16 * _MEGABYTE
#: Decisions that make a file of some ten blocks of the disk.
_LONG, _N_LONG = "x" * 2000, 20


#: The batch of the workspace, and the one that is uploaded.
_N_BATCHES = 2


@dataclass(frozen=True)
class Writing:
    """One kind of writing.

    Attributes:
        write: Does it.
        room: Bytes that are free at the emptiest level.
        is_done: Whether it has its effect.
    """

    write: Callable[[Workspace], object]
    room: int
    is_done: Callable[[Workspace], bool]


def fill_disks(
    built: Workspace, folder: Path, name: str, writing: Writing, levels: int
) -> Iterator[bool]:
    """Write on a disk filled to each level; yield whether all is as it was or as it has to be."""
    with _small_disk(folder) as is_mounted:
        if not is_mounted:
            print(f"full disks: {name} skipped, mounting is not permitted", file=sys.stderr)
            return
        prepared = _prepare(built, folder.with_name("prepared"))
        for level in range(levels):
            yield _fill(prepared, folder, writing, writing.room * level // levels)


def _fill(prepared: Workspace, folder: Path, writing: Writing, room: int) -> bool:
    for place in folder.iterdir():
        shutil.rmtree(place) if place.is_dir() else place.unlink()
    shutil.copytree(prepared.path, folder / "w")
    workspace = Workspace(folder / "w")
    filler = folder / "filler"
    filler.write_bytes(bytes(max(shutil.disk_usage(folder).free - room, 0)))
    try:
        writing.write(workspace)
    except OSError as error:
        is_reported = "ree room" in str(error) and str(folder) in str(error)
        is_reported &= not writing.is_done(workspace)
    else:
        is_reported = writing.is_done(workspace)
    is_preserved = has_same_decisions(workspace) and not list(folder.glob("**/.*.tmp*"))
    former = workspace.catalogue(stale=True)
    is_preserved &= former is not None and len(former.query("FROM articles")) >= N_ARTICLES
    if former is not None:
        former.close()
    filler.unlink()
    if not writing.is_done(workspace):
        writing.write(workspace)
    return (
        is_reported
        and is_preserved
        and writing.is_done(workspace)
        and has_same_decisions(workspace)
    )


def _prepare(built: Workspace, folder: Path) -> Workspace:
    """Return a copy with so long files of decisions that a disk can be full in their middle."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(built.path, folder)
    workspace = Workspace(folder)
    for number in range(_N_LONG):
        workspace.notes.add(
            NoteKind.SENTENCE, [NotedPassage("1", 0, 5, "“We w")], text=f"{number} {_LONG}"
        )
    workspace.outlet_groups.change(
        lambda groups: groups.with_table(
            {"owner": {f"Outlet {number} {_LONG[:400]}": "x" for number in range(5 * _N_LONG)}}
        )
    )
    workspace.fix_article("2", title=_LONG * _N_LONG)
    build.refresh(workspace).close()
    return workspace


@contextmanager
def _small_disk(folder: Path) -> Iterator[bool]:
    """Mount a small disk in memory; provide whether that is permitted."""
    folder.mkdir(parents=True)
    mount, unmount = shutil.which("mount"), shutil.which("umount")
    command = [mount or "", "-t", "tmpfs", "-o", f"size={_DISK_BYTES}", "tmpfs", str(folder)]
    if not mount or not unmount or subprocess.run(command, check=False).returncode:
        yield False
        return
    try:
        yield True
    finally:
        subprocess.run([unmount, "-l", str(folder)], check=True)


def _build(workspace: Workspace) -> None:
    """Correct an article, which writes the whole catalogue anew."""
    workspace.fix_article("3", outlet="Another")
    build.refresh(workspace).close()


def _is_built(workspace: Workspace) -> bool:
    if "3" not in workspace.overrides.fixes or not workspace.catalogue_path.exists():
        return False
    return is_whole(workspace)


def _add(workspace: Workspace) -> None:
    """Add an article, which writes a changed copy of the catalogue and of the search index."""
    if len(workspace.read_parts("articles")) == N_ARTICLES:
        add_articles(workspace, [Article("new", "The grain of text nine is sold.")])
    build.refresh(workspace).close()


def _is_added(workspace: Workspace) -> bool:
    catalogue = workspace.catalogue()
    if catalogue is None or len(workspace.read_parts("articles")) == N_ARTICLES:
        return False
    is_complete = has_all_articles(catalogue, N_ARTICLES + 1)
    catalogue.close()
    return is_complete


def _write_part(workspace: Workspace) -> None:
    add_articles(workspace, [Article("new", f"The grain of text nine is sold. {_LONG * 9}")])


def _export(workspace: Workspace) -> None:
    catalogue = build.refresh(workspace)
    export(catalogue, workspace.path / "export", "csv", notes=workspace.notes.read())
    catalogue.close()


def _is_exported(workspace: Workspace) -> bool:
    files = [workspace.path / "export" / f"{name}.csv" for name in ("articles", "outlet_groups")]
    return all(file.exists() and file.read_bytes().endswith(b"\n") for file in files)


def _upload(workspace: Workspace) -> None:
    files = [Upload(f"{number}.txt", (_LONG * 10).encode()) for number in range(5)]
    save_uploaded_batch(workspace.path, "Annotating 5 articles", files, {})


def _is_uploaded(workspace: Workspace) -> bool:
    # A folder and a record of each batch: what could not be saved leaves nothing.
    n_saved = len(list((workspace.path / "inputs").iterdir())) // 2
    return len(list_unfinished(workspace.path)) == n_saved == _N_BATCHES


#: Each kind of writing.
WRITINGS = {
    "builds": Writing(_build, _CATALOGUE, _is_built),
    "added articles and the search index": Writing(_add, _COPY, _is_added),
    "parts": Writing(
        _write_part,
        _SMALL,
        lambda workspace: len(workspace.read_parts("articles")) == N_ARTICLES + 1,
    ),
    "overrides": Writing(
        lambda workspace: workspace.fix_article("4", title=_LONG),
        _SMALL,
        lambda workspace: "4" in workspace.overrides.fixes,
    ),
    "notes": Writing(
        lambda workspace: workspace.notes.add(
            NoteKind.SENTENCE, [NotedPassage("0", 0, 5, "“We w")], text="the last"
        ),
        _SMALL,
        lambda workspace: workspace.notes.read()[-1].text == "the last",
    ),
    "groups": Writing(
        lambda workspace: workspace.outlet_groups.change(
            lambda groups: groups.with_table({"lean": {"NTD": "none"}})
        ),
        _SMALL,
        lambda workspace: "lean" in workspace.outlet_groups.read().columns,
    ),
    "exports": Writing(_export, 2 * _SMALL, _is_exported),
    "uploads": Writing(_upload, _SMALL, _is_uploaded),
}
