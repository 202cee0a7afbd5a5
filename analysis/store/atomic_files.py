"""Write files so that a crash leaves either the old content or the new; remove damaged ones."""

import logging
import os
import secrets
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from glob import escape
from pathlib import Path

from analysis.store.write_errors import explaining_write_errors

#: Age from which a temporary file is deleted: writing one takes minutes at most, so its process has
#: died (judgement).
_ABANDONED_SECONDS = 3600

#: Characters of a file's name in that of its temporary file: systems allow 255 bytes in all, and a
#: character may be 4 of them.
_MAX_NAME = 50

_log = logging.getLogger(__name__)


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Yield a temporary path beside `path`, whose file replaces `path` on exit.

    If the body raises, the temporary file is removed and `path` is unchanged. The body raises if
    the file is not complete.

    Raises:
        UnwrittenFileError: The disk is full, or the folder may not be written to.
    """
    # A name of its own: the temporary name of a long one would be too long for the system.
    temporary = path.with_name(f".{path.name[:_MAX_NAME]}.{secrets.token_hex(4)}.tmp")
    try:
        with explaining_write_errors(path):
            yield temporary
            flush(temporary)
            temporary.replace(path)
            flush(path.parent)
    finally:
        # DuckDB writes a log, and a folder of what memory does not hold, beside its file.
        for leftover in path.parent.glob(f"{escape(temporary.name)}*"):
            remove(leftover)


def remove(path: Path) -> None:
    """Remove a file, or a folder with what is in it; nothing if there is none."""
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def find_newest(paths: Iterable[Path]) -> Path | None:
    """Return the file that was changed last; None if there is none, or none any more."""
    changed: dict[Path, int] = {}
    for path in paths:
        with suppress(FileNotFoundError):  # another process removed it just now
            changed[path] = path.stat().st_mtime_ns
    return max(changed, key=changed.__getitem__, default=None)


def remove_damaged(path: Path, reason: Exception) -> None:
    """Remove a damaged file that is computed again, and log it in a line."""
    remove(path)
    line = str(reason).partition("\n")[0]
    _log.warning("%s is damaged and is made again. (%s)", path, line)


def remove_abandoned(folder: Path) -> None:
    """Remove the temporary files and folders of processes that were killed."""
    before = time.time() - _ABANDONED_SECONDS
    for path in folder.glob(".*.tmp*"):
        # Another process may be removing it at the same time.
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < before:
                remove(path)


def flush(path: Path) -> None:
    """Flush a file's content, or a folder's list of names, to the disk."""
    if path.is_dir() and os.name == "nt":  # Windows cannot open a folder and does not have to
        return
    descriptor = os.open(path, os.O_RDWR if path.is_file() else os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
