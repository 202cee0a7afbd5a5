"""Batches of uploaded files: kept in the workspace until they are annotated, to go on after a stop.

Each is a folder in ``inputs/`` and, while it is not finished, a list beside it with what was said
about its columns. A stop, a crash or a restart of the server leaves the list.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis.store.atomic_files import replacing

_FOLDER = "inputs"


@dataclass(frozen=True)
class Batch:
    """Files to annotate together: where their list is, what is done in words, files, columns."""

    list_path: Path
    what: str
    files: tuple[Path, ...]
    columns: Mapping[str, str]

    def finished(self) -> None:
        """Forget the batch; its files stay."""
        self.list_path.unlink(missing_ok=True)


def get_batch_folder(workspace: Path, name: str) -> Path:
    """Return the folder for the files of a new batch."""
    return workspace / _FOLDER / name


def save_batch(folder: Path, what: str, files: Sequence[Path], columns: Mapping[str, str]) -> Batch:
    """Note a batch whose files are in ``folder``, until it is finished."""
    batch = Batch(folder.with_suffix(".json"), what, tuple(files), columns)
    content = {"what": what, "files": [file.name for file in files], "columns": dict(columns)}
    with replacing(batch.list_path) as temporary:
        temporary.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return batch


def list_unfinished(workspace: Path) -> list[Batch]:
    """Return the batches that were begun and not finished, the oldest first."""
    found = []
    for path in sorted((workspace / _FOLDER).glob("*.json")):
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue  # finished by another session just now
        files = tuple(path.with_suffix("") / name for name in content["files"])
        found.append(Batch(path, content["what"], files, content["columns"]))
    return found
