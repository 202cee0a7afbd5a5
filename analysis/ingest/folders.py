"""Folders of input files: on disk, or anything else that offers the same methods."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Protocol

from analysis.ingest.byte_meter import ByteMeter

#: Files, in lower case, that systems leave in folders.
_SYSTEM_FILES = frozenset({"thumbs.db", "desktop.ini"})
#: What begins the names of hidden files, and of the notes of Word and Excel that a file is open.
_PASSED_OVER = (".", "~$")


def is_passed_over(name: str) -> bool:
    """Return whether a file is hidden or a program's own, so that it is passed over in a folder."""
    return name.startswith(_PASSED_OVER) or name.casefold() in _SYSTEM_FILES


class Folder(Protocol):
    """A place that holds files."""

    @property
    def key(self) -> str:
        """The identifier of the folder; no other folder has the same."""

    def has_file(self, base: str) -> bool:
        """Return whether the folder itself contains a file of this name."""

    def size(self, base: str) -> int:
        """Return the size of a file in bytes; OSError if it cannot be determined."""

    def open(self, base: str) -> BinaryIO:
        """Open a file for reading; OSError if it cannot be opened."""


@dataclass(frozen=True)
class FileLocation:
    """Where a file is: its name for messages, its folder, and its name in the folder."""

    name: str
    folder: Folder
    base: str


@dataclass(frozen=True)
class DiskFolder:
    """A folder on disk."""

    path: Path
    meter: ByteMeter = field(default_factory=ByteMeter)

    @property
    def key(self) -> str:
        """The absolute path."""
        return str(self.path.absolute())

    def has_file(self, base: str) -> bool:
        """Return whether the folder itself, and no other, contains a file of this name."""
        return Path(base).name == base and (self.path / base).is_file()

    def size(self, base: str) -> int:
        """Return the size of a file in bytes; OSError if it cannot be determined."""
        file = self.path / base
        if not file.is_file():  # Opening a pipe or a device would block.
            raise FileNotFoundError(f"no such file: {base}")
        return file.stat().st_size

    def open(self, base: str) -> BinaryIO:
        """Open a file for reading."""
        return self.meter.open(self.path / base)
