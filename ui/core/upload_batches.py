"""Batches of uploaded files, kept in the workspace until they are annotated, to resume a stop.

Each batch is a folder in ``inputs/`` and, until it is finished, a JSON file beside it with the
meaning of its columns. A stop, a crash or a restart of the server leaves that file.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis.store.atomic_files import replacing

_FOLDER = "inputs"


@dataclass(frozen=True)
class Batch:
    """Files to annotate together.

    Attributes:
        record: the JSON file that remembers the batch.
        title: of the job that annotates it, e.g. "Annotating 3 articles".
        files: the files.
        columns: the field of each column whose name does not say it, by column name.
        use_names: whether outlet and date are taken from the names of the files.
    """

    record: Path
    title: str
    files: tuple[Path, ...]
    columns: Mapping[str, str]
    use_names: bool = False

    def discard(self) -> None:
        """Forget the batch; its files stay."""
        self.record.unlink(missing_ok=True)


def get_batch_folder(workspace: Path, name: str) -> Path:
    """Return the folder for the files of a new batch."""
    return workspace / _FOLDER / name


def save_batch(
    folder: Path,
    title: str,
    files: Sequence[Path],
    columns: Mapping[str, str],
    *,
    use_names: bool = False,
) -> Batch:
    """Record a batch whose files are in ``folder``, until it is discarded."""
    batch = Batch(folder.with_suffix(".json"), title, tuple(files), columns, use_names)
    content = {
        "what": title,
        "files": [file.name for file in files],
        "columns": dict(columns),
        "names": use_names,
    }
    with replacing(batch.record) as temporary:
        temporary.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return batch


def list_unfinished(workspace: Path) -> list[Batch]:
    """Return the recorded batches, the oldest first."""
    batches = []
    for record in sorted((workspace / _FOLDER).glob("*.json")):
        try:
            content = json.loads(record.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue  # another session finished it just now
        files = tuple(record.with_suffix("") / name for name in content["files"])
        use_names = content.get("names", False)
        batches.append(Batch(record, content["what"], files, content["columns"], use_names))
    return batches
