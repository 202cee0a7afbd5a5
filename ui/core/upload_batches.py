"""Batches of uploaded files, kept in the workspace until they are annotated, to resume a stop.

Each batch is a folder in ``inputs/`` and, until it is finished, a JSON file beside it with the
meaning of its columns. A stop, a crash or a restart of the server leaves that file.
"""

import json
import re
import shutil
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from analysis.store.atomic_files import replacing
from analysis.store.write_errors import explaining_write_errors
from ui.core.uploads import Upload, save_uploads

_FOLDER = "inputs"
#: The time of a batch, to the microsecond, as the name of its folder.
_NAME = re.compile(r"\d{8}T\d{12}")
_NAME_FORMAT, _DAY_DIGITS = "%Y%m%dT%H%M%S%f", 8


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


def make_batch_folder(workspace: Path) -> Path:
    """Make the folder for the files of a new batch, which no other batch has.

    Names are times, in the order in which the batches came even if the clock was set back.
    """
    inputs = workspace / _FOLDER
    inputs.mkdir(parents=True, exist_ok=True)
    while True:
        name = datetime.now(UTC).strftime(_NAME_FORMAT)
        present = [path.name for path in inputs.iterdir() if _NAME.fullmatch(path.name)]
        if (latest := max(present, default="")) >= name:
            digits = str(int(latest.replace("T", "")) + 1)
            name = f"{digits[:_DAY_DIGITS]}T{digits[_DAY_DIGITS:]}"
        folder = inputs / name
        with suppress(FileExistsError):  # another session made it just now
            folder.mkdir()
            return folder


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
    with explaining_write_errors(workspace / _FOLDER):
        folder = make_batch_folder(workspace)
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
