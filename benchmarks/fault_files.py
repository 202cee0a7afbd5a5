"""Damage the files of a workspace, and edit those that the analyst may edit.

Used by ``python -m benchmarks.faults``. What is derived has to be made again; of what is the
analyst's, the file has to stay as it is, its damage has to be told with the remedy, nothing may be
written over it, and the backup has to be whole.
"""

import json
import logging
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from analysis.ingest import Article
from analysis.orchestration import build
from analysis.store import NoteKind, Workspace
from analysis.store.former_texts import FOLDER, read_former_texts
from analysis.store.notes import NotedPassage
from analysis.store.queries.notes import place_notes, tabulate_notes
from benchmarks.fault_workspace import (
    N_ARTICLES,
    N_IN_SECOND,
    add_articles,
    has_same_decisions,
    is_whole,
)
from ui.core.upload_batches import list_unfinished

#: Edits at random positions: what a typing error or another program leaves.
_EDITS = (
    b"",
    b"\xef\xbb\xbf",
    b"[" * 9999,
    b"9" * 5000,
    b"9" * 99,
    b"\xff",
    b'"',
    b"{",
    b"}",
    b"NaN",
    b"\\ud800",
    b"\\u0000",
    b"1e999",
)
#: Bytes of a block of a catalogue (DuckDB), and of the headers before the first one.
_BLOCK_BYTES, _HEADER_BYTES = 1 << 18, 3 << 12


def _fill_with_zeros(content: bytes) -> bytes:
    middle, length = len(content) // 3, len(content) // 2
    return content[:middle] + bytes(length) + content[middle + length :]


#: Ways to damage the content of a file.
DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _: b"",
    "text": lambda _: b"no table at all" * 1000,
    "cut short": lambda content: content[: len(content) // 2],
    "cut at the end": lambda content: content[:-1],
    "zeros": _fill_with_zeros,
}


def damage_derived_files(built: Workspace, folder: Path) -> Iterator[bool]:
    """Damage each file of a part and each derived file in each way; yield whether all is whole."""
    part = built.path / "parts" / min(path.name for path in (built.path / "parts").iterdir())
    files = [*sorted(part.iterdir()), built.path / "ids.parquet", built.catalogue_path]
    for file in files:
        for damage in DAMAGE.values():
            workspace = _copy(built, folder)
            _apply(damage, folder / file.relative_to(built.path))
            if file != built.catalogue_path:
                workspace.catalogue_path.unlink()
            check = is_whole if file.name != "articles.parquet" else _is_left_out
            yield check(workspace, damaged=part.name if part in file.parents else "")


def damage_records(built: Workspace, folder: Path) -> Iterator[bool]:
    """Damage each file of the cache, and add an article; yield whether it is added as ever."""
    for file in sorted((built.path / "cache").iterdir()):
        for damage in DAMAGE.values():
            workspace = _copy(built, folder)
            _apply(damage, folder / "cache" / file.name)
            add_articles(workspace, [Article("new", "The grain of text nine is sold.")])
            yield is_whole(workspace, n_missing=-1)


def damage_blocks(built: Workspace, folder: Path) -> Iterator[bool]:
    """Fill each block of a catalogue with other bytes; yield whether it is noticed or unused."""
    content = built.catalogue_path.read_bytes()
    for start in range(_HEADER_BYTES, len(content), _BLOCK_BYTES):
        workspace = _copy(built, folder)
        end = start + _BLOCK_BYTES
        damaged = content[:start] + b"\xa5" * (end - start) + content[end:]
        workspace.catalogue_path.write_bytes(damaged)
        yield is_whole(workspace)


def damage_decisions(built: Workspace, folder: Path) -> Iterator[bool]:
    """Damage each file of the analyst's decisions; yield whether it is told, and kept."""
    for name in DECISIONS:
        for damage in DAMAGE.values():
            workspace = _copy(built, folder)
            _apply(damage, folder / name)
            yield _is_reported_and_preserved(workspace, name)


def damage_inputs(built: Workspace, folder: Path) -> Iterator[bool]:
    """Damage former texts and the record of an upload; yield whether all else goes on."""
    texts = min((built.path / FOLDER).iterdir()).relative_to(built.path)
    for damage in DAMAGE.values():
        workspace = _copy(built, folder)
        _apply(damage, folder / texts)
        content = (folder / texts).read_bytes()
        with _recording() as messages:
            n_read = len(read_former_texts(folder / FOLDER, str(N_ARTICLES - 1)))
        build.refresh(workspace).close()
        is_reported = n_read == 0 and any(texts.name in message for message in messages)
        yield is_reported and (folder / texts).read_bytes() == content
        workspace = _copy(built, folder)
        (record,) = (folder / "inputs").glob("*.json")
        _apply(damage, record)
        batches = list_unfinished(workspace.path)
        yield [file.name for batch in batches for file in batch.files] == ["uploaded.txt"]


def edit_by_hand(built: Workspace, name: str, count: int, seed: int) -> Iterator[bool]:
    """Edit a file of decisions at random; yield whether it is read or told, and kept."""
    rng = random.Random(seed)
    path = built.path / name
    original = path.read_bytes()
    for _ in range(count):
        start = rng.randrange(len(original))
        end = start + rng.choice((0, 1, 5))
        path.write_bytes(original[:start] + rng.choice(_EDITS) + original[end:])
        yield _is_reported_and_preserved(built, name)
    path.write_bytes(original)


def _is_reported_and_preserved(workspace: Workspace, name: str) -> bool:
    """Return whether a file can be used, or its fault is told and nothing is written over it."""
    read, write, is_in_backup = DECISIONS[name]
    path = workspace.path / name
    content = path.read_bytes()
    backup = path.with_name(f"{path.stem}.backup{path.suffix}")
    is_backed_up = is_in_backup(json.loads(backup.read_bytes()))
    try:
        read(workspace)
    except ValueError as error:  # the base of the errors of these files
        is_reported = name in str(error) and "Correct that place" in str(error)
        try:
            write(workspace)
        except ValueError:
            return is_reported and is_backed_up and path.read_bytes() == content
        return False
    return is_backed_up and path.read_bytes() == content


def _is_left_out(workspace: Workspace, damaged: str) -> bool:
    """Return whether a part without texts is set aside and told, and the others remain."""
    issues: list[str] = []
    catalogue = build.refresh(workspace, lambda issue: issues.append(str(issue)))
    n_articles = len(catalogue.query("FROM articles"))
    catalogue.close()
    is_reported = any(
        f"parts/{damaged}" in issue and "Load their files" in issue for issue in issues
    )
    is_set_aside = (workspace.path / "damaged" / damaged).is_dir()
    return (
        is_reported and is_set_aside and n_articles == N_IN_SECOND and has_same_decisions(workspace)
    )


def _read_overrides(workspace: Workspace) -> None:
    workspace.read_parts("articles")
    build.refresh(workspace).close()


def _read_notes(workspace: Workspace) -> None:
    catalogue = workspace.catalogue(stale=True)
    if catalogue is None:
        raise RuntimeError("the workspace has no catalogue")
    tabulate_notes(place_notes(catalogue, workspace.notes.read()))
    catalogue.close()


def _read_groups(workspace: Workspace) -> None:
    groups = workspace.outlet_groups.read()
    for column in groups.columns:
        groups.list_values(column, ["NTD"])
    groups.list_rows()


def _add_note(workspace: Workspace) -> None:
    workspace.notes.add(NoteKind.SENTENCE, [NotedPassage("0", 0, 5, "“We w")], text="another")


#: For each file of decisions: what uses it, what changes it, and whether its backup is whole.
DECISIONS: dict[
    str,
    tuple[
        Callable[[Workspace], object],
        Callable[[Workspace], object],
        Callable[[dict[str, dict[str, object]]], bool],
    ],
] = {
    "decisions.json": (
        _read_overrides,
        lambda workspace: workspace.fix_article("1", outlet="Another"),
        lambda content: "0" in content["articles"],
    ),
    "notes.json": (_read_notes, _add_note, lambda content: len(content["notes"]) > 0),
    "outlet_groups.json": (
        _read_groups,
        lambda workspace: workspace.outlet_groups.change(lambda groups: groups),
        lambda content: "country" in content["columns"],
    ),
}


def _copy(built: Workspace, folder: Path) -> Workspace:
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(built.path, folder)
    return Workspace(folder)


def _apply(damage: Callable[[bytes], bytes], file: Path) -> None:
    file.write_bytes(damage(file.read_bytes()))


class _recording(logging.Handler):  # noqa: N801 - a context manager
    """Records warnings while it is entered."""

    def __init__(self) -> None:
        super().__init__()
        self._messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self._messages.append(record.getMessage())

    def __enter__(self) -> list[str]:
        self._disabled = logging.root.manager.disable
        logging.disable(logging.NOTSET)
        logging.getLogger("analysis").addHandler(self)
        return self._messages

    def __exit__(self, *_: object) -> None:
        logging.getLogger("analysis").removeHandler(self)
        logging.disable(self._disabled)
