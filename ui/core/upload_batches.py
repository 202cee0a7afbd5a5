"""Batches of uploaded files, kept in the workspace until they are annotated, to resume a stop.

Each batch is a folder in ``inputs/`` and, until it is finished, a JSON file beside it with the
meaning of its columns. A stop, a crash or a restart of the server leaves that file.
"""

import json
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis.store.atomic_files import replacing
from analysis.store.write_errors import explaining_write_errors
from ui.core.uploads import Upload, make_folder_name, save_uploads

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


def save_uploaded_batch(
    workspace: Path,
    title: str,
    uploaded: Iterable[Upload],
    columns: Mapping[str, str],
    *,
    use_names: bool = False,
) -> Batch:
    """Save the files of a new batch and record it; if that fails, nothing of it stays.

    Raises:
        OSError: The disk is full, or the folder may not be written to.
    """
    folder = get_batch_folder(workspace, make_folder_name())
    try:
        with explaining_write_errors(folder):
            files = save_uploads(uploaded, folder)
            return save_batch(folder, title, files, columns, use_names=use_names)
    except OSError:
        shutil.rmtree(folder, ignore_errors=True)
        raise


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
    """Return the recorded batches, the oldest first.

    A batch whose record is damaged has all files of its folder, and no meaning of its columns.
    """
    batches = []
    for record in sorted((workspace / _FOLDER).glob("*.json")):
        try:
            batches.append(_parse(record, record.read_text(encoding="utf-8")))
        except FileNotFoundError:
            continue  # another session finished it just now
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            files = tuple(sorted(record.with_suffix("").glob("*")))
            title = f"Annotating {len(files):,} files whose record is damaged"
            batches.append(Batch(record, title, files, {}))
    return batches


def _parse(record: Path, text: str) -> Batch:
    content = json.loads(text)
    files = tuple(record.with_suffix("") / str(name) for name in content["files"])
    columns = {str(name): str(field) for name, field in content["columns"].items()}
    return Batch(record, str(content["what"]), files, columns, content.get("names") is True)
