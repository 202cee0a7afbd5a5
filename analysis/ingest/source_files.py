"""Source files: the files that articles are read from, wherever they are."""

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any, BinaryIO

from analysis.ingest.folders import FileLocation
from analysis.ingest.printable_names import printable

#: The ending of a compressed file, which follows the ending of its format.
GZIP_ENDING = ".gz"
#: Longest name of an upload, in characters.
_LONGEST_NAME = 200


@dataclass(frozen=True)
class SourceFile:
    """One file to read.

    ``metadata`` is what a table beside the file says about it, by field (see
    :data:`analysis.ingest.record_fields.FIELDS`). ``column_fields`` maps the names of table columns
    to the field that the user chose for them; an empty field means that the column is ignored.
    """

    name: str
    size: int
    open: Callable[[], BinaryIO]
    metadata: Mapping[str, Any] = field(default_factory=dict)
    column_fields: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def from_location(
        cls,
        location: FileLocation,
        metadata: Mapping[str, Any] | None = None,
        column_fields: Mapping[str, str] | None = None,
    ) -> "SourceFile":
        """Return the source file at a location in a folder or an archive.

        Raises:
            OSError: The size of the file cannot be determined.
        """
        folder, base = location.folder, location.base
        return cls(
            printable(location.name),
            folder.size(base),
            lambda: folder.open(base),
            metadata or {},
            column_fields or {},
        )

    @classmethod
    def from_upload(cls, name: str, data: bytes) -> "SourceFile":
        """Return the source file of an upload; only the last part of its name is used."""
        base = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
        shown_name = printable(base)[-_LONGEST_NAME:] or "upload"
        return cls(shown_name, len(data), lambda: io.BytesIO(data))

    @property
    def ending(self) -> str:
        """The ending of the name that states the format, in lower case: ".txt", ".jsonl.gz"."""
        return format_ending(self.name)


def format_ending(name: str) -> str:
    """Return the ending of a file name that states the format, in lower case."""
    path = PurePosixPath(name.lower())
    if path.suffix != GZIP_ENDING:
        return path.suffix
    return PurePosixPath(path.stem).suffix + path.suffix
