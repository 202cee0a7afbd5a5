"""Errors of writing that the user can remedy: they name the file and say what to do."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_FREE_ROOM = "Free room on the disk, then try again."
_ALLOW_WRITING = "Allow this program to write to the folder, then try again."
#: What to do about each error of the system that is about writing.
_REMEDIES = {
    errno.ENOSPC: _FREE_ROOM,
    errno.EDQUOT: _FREE_ROOM,
    errno.EROFS: _ALLOW_WRITING,
    errno.EACCES: _ALLOW_WRITING,
    errno.EPERM: _ALLOW_WRITING,
    errno.ENOTDIR: "A file is in the place of this folder: move it away, then try again.",
    errno.EEXIST: "A file is in the place of this folder: move it away, then try again.",
}


class UnwrittenFileError(OSError):
    """A file could not be written; what it held is as it was. The message says what to do."""


@contextmanager
def explaining_write_errors(path: Path) -> Iterator[None]:
    """Raise UnwrittenFileError for an error of the system that keeps a file from being written.

    Args:
        path: The file or folder that the body writes.
    """
    try:
        yield
    except UnwrittenFileError:
        raise
    except OSError as error:
        remedy = _REMEDIES.get(error.errno or 0)
        is_elsewhere = error.filename is not None and not _is_beside(error.filename, path)
        if remedy is None or is_elsewhere:
            raise
        reason = os.strerror(error.errno or 0)
        explained = UnwrittenFileError(
            f"{path} could not be written ({reason}); what it held before remains. {remedy}"
        )
        explained.errno = error.errno
        raise explained from error


def _is_beside(name: object, path: Path) -> bool:
    """Return whether an error is about a file below the folder of a path, not about another."""
    return isinstance(name, str | os.PathLike) and Path(name).is_relative_to(path.parent)
