"""Archives (.zip): read like folders, without unpacking them to disk."""

import io
import lzma
import stat
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from tempfile import SpooledTemporaryFile
from typing import IO, Any, BinaryIO

from analysis.ingest.folders import FileLocation, is_passed_over
from analysis.ingest.issues import Issue
from analysis.ingest.limits import MAX_EXPANSION, MEGABYTE, Limits
from analysis.ingest.messages import error_text
from analysis.ingest.printable_names import printable

#: The ending of an archive's name.
ARCHIVE_ENDING = ".zip"
#: What reading a damaged archive raises. Its list of files can contain any values.
_UNPACKING_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)
#: Greatest depth of archives inside archives, the outermost counted as 1.
_MAX_DEPTH = 2
#: The flag of an encrypted file (APPNOTE.TXT of the ZIP format, 4.4.4).
_ENCRYPTED = 0x1
#: Bytes of an archive inside an archive that are held in memory; larger ones go to a temporary
#: file.
_MEMORY_BYTES = 1 << 24
_CHUNK = 1 << 20
#: The folder that macOS adds to its archives.
_MACOS_FOLDER = "__MACOSX"


@dataclass(frozen=True)
class ZipFolder:
    """A folder in an archive: its key, the open archive, and its files by name."""

    key: str
    archive: zipfile.ZipFile
    files: dict[str, zipfile.ZipInfo] = field(default_factory=dict)

    def has_file(self, base: str) -> bool:
        """Return whether the folder contains a file of this name."""
        return base in self.files

    def size(self, base: str) -> int:
        """Return the unpacked size of a file, which is the most that is read of it."""
        return self.files[base].file_size

    def open(self, base: str) -> BinaryIO:
        """Open a file, which is unpacked as it is read; OSError if it cannot be."""
        with _unpacking_errors():
            return io.BufferedReader(_Member(self.archive.open(self.files[base])))


class _Member(io.RawIOBase):
    """A file in an archive, whose damage is reported as an OSError."""

    def __init__(self, member: IO[bytes]) -> None:
        self._member = member

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - as in io.RawIOBase
        with _unpacking_errors():
            data = self._member.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        with _unpacking_errors():
            return self._member.seek(offset, whence)

    def tell(self) -> int:
        return self._member.tell()

    def close(self) -> None:
        self._member.close()
        super().close()


@contextmanager
def _unpacking_errors() -> Iterator[None]:
    """Turn the errors of unpacking into OSError."""
    try:
        yield
    except _UNPACKING_ERRORS as error:
        raise OSError(f"it cannot be unpacked ({error_text(error)})") from error


@dataclass
class _Budget:
    """The bytes and files that may still be unpacked from an archive and the archives inside it."""

    bytes: int
    files: int

    @classmethod
    def from_limits(cls, limits: Limits, archive_size: int) -> "_Budget":
        """Return the budget of an archive of a size in bytes."""
        return cls(limits.unpacked_bytes(archive_size), limits.archive_files)


@contextmanager
def unpack(
    name: str, stream: IO[bytes], limits: Limits
) -> Iterator[Iterator[FileLocation | Issue]]:
    """Open an archive and provide the locations of its files, sorted by folder and name.

    Nothing is written to disk under a name from the archive. An archive that would unpack to more
    than the limits allow, by its own list of files, is refused as a whole; no more than the listed
    size is ever read of a file. Encrypted files, and files whose name leads out of the archive, are
    reported and skipped.

    Args:
        name: The name of the archive for messages.
        stream: Its bytes.
        limits: The size limits.
    """
    with _unpack(
        name, stream, limits, _Budget.from_limits(limits, _size(stream)), depth=1
    ) as files:
        yield files


@contextmanager
def _unpack(
    name: str, stream: IO[bytes], limits: Limits, budget: _Budget, *, depth: int
) -> Iterator[Iterator[FileLocation | Issue]]:
    try:
        archive = zipfile.ZipFile(stream)
    except (*_UNPACKING_ERRORS, OSError) as error:
        problem = f"It cannot be opened as an archive: {error_text(error)}."
        yield iter([Issue(name, problem, "Pack it again as .zip.")])
        return
    with archive:
        yield _locate_files(name, archive, limits, budget, depth)


def _locate_files(
    name: str, archive: zipfile.ZipFile, limits: Limits, budget: _Budget, depth: int
) -> Iterator[FileLocation | Issue]:
    listed = [info for info in archive.infolist() if not (info.filename and info.is_dir())]
    allowed_bytes = budget.bytes
    budget.files -= len(listed)
    budget.bytes -= sum(info.file_size for info in listed)
    if budget.files < 0 or budget.bytes < 0:
        yield _too_large_issue(name, allowed_bytes, limits)
        return
    contents = _Contents(name, archive)
    for info in listed:
        contents.add(info)
    yield from contents.issues()
    for path, folder in sorted(contents.folders.items()):
        for base in sorted(folder.files):
            shown_name = printable("/".join(filter(None, (name, path, base))))
            location = FileLocation(shown_name, folder, base)
            if base.lower().endswith(ARCHIVE_ENDING):
                yield from _locate_nested_files(location, limits, budget, depth)
            else:
                yield location


def _too_large_issue(name: str, allowed_bytes: int, limits: Limits) -> Issue:
    return Issue(
        name,
        f"It would unpack to more than {allowed_bytes / MEGABYTE:,.0f} MB (at most "
        f"{limits.archive_mb:,.0f} MB, and {MAX_EXPANSION} times its size) or "
        f"{limits.archive_files:,} files.",
        "Unpack it and give the folder, split it, or raise PARALLAX_MAX_ARCHIVE_MB or "
        "PARALLAX_MAX_ARCHIVE_FILES.",
    )


def _locate_nested_files(
    location: FileLocation, limits: Limits, budget: _Budget, depth: int
) -> Iterator[FileLocation | Issue]:
    """Yield the files of an archive in an archive, which is unpacked to memory or a nameless file.

    Args:
        location: The inner archive.
        limits: The size limits.
        budget: What may still be unpacked.
        depth: The depth of the outer archive.
    """
    if depth >= _MAX_DEPTH:
        yield Issue(
            location.name,
            "It is an archive too deep in others.",
            "Unpack the outer one, and give that.",
        )
        return
    with SpooledTemporaryFile(_MEMORY_BYTES) as inner:
        try:
            with location.folder.open(location.base) as stream:
                while chunk := stream.read(_CHUNK):
                    inner.write(chunk)
        except OSError as error:
            yield Issue(location.name, f"It cannot be read: {error}.", "Pack it again.")
            return
        with _unpack(location.name, inner, limits, budget, depth=depth + 1) as files:
            yield from files


class _Contents:
    """The files of an archive by folder, and the numbers of those that are skipped or renamed."""

    def __init__(self, name: str, archive: zipfile.ZipFile) -> None:
        self.folders: dict[str, ZipFolder] = {}
        self._name = name
        self._archive = archive
        self._encrypted = 0
        self._outside = 0
        self._nameless = 0
        self._renamed: list[tuple[str, str]] = []
        self._repetitions: Counter[tuple[str, str]] = Counter()

    def add(self, info: zipfile.ZipInfo) -> None:
        """Add a file that the archive lists, or count it as skipped."""
        parts = PurePosixPath(info.filename.replace("\\", "/")).parts
        if not info.filename:
            self._nameless += 1
        elif _is_ignored(parts, info):
            return
        elif info.flag_bits & _ENCRYPTED:
            self._encrypted += 1
        elif ".." in parts or parts[0].startswith("/") or parts[0].endswith(":"):
            self._outside += 1
        else:
            path = "/".join(parts[:-1])
            key = f"{self._name}/{path}" if path else self._name
            folder = self.folders.setdefault(path, ZipFolder(key, self._archive))
            base = self._unused_name(path, parts[-1], folder)
            folder.files[base] = info
            if base != parts[-1]:
                self._renamed.append((parts[-1], base))

    def issues(self) -> Iterator[Issue]:
        """Yield what was skipped or renamed, one issue for each reason."""
        if self._encrypted:
            problem = f"{self._encrypted} of its files are locked with a password."
            yield Issue(self._name, problem, "Pack them again without a password.")
        if self._outside:
            problem = f"{self._outside} of its files have names that lead out of the archive."
            remedy = "Unpack it with a tool you trust, and give the folder."
            yield Issue(self._name, problem, remedy)
        if self._nameless:
            problem = f"{self._nameless} of its files have no name."
            yield Issue(self._name, problem, "Give them names, and pack them again.")
        if self._renamed:
            name, new_name = map(printable, self._renamed[0])
            yield Issue(
                self._name,
                f"{len(self._renamed)} of its files have the name of another in the same folder; "
                f"they are read under a name with a number (“{name}” as “{new_name}”).",
                "Give each file a name of its own, and pack them again.",
                severity="warning",
            )

    def _unused_name(self, path: str, base: str, folder: ZipFolder) -> str:
        """Return the name of a file, with a number if another file in the folder has the name."""
        unused = base
        while folder.has_file(unused):
            self._repetitions[path, base] += 1
            unused = _numbered_name(base, self._repetitions[path, base] + 1)
        return unused


def _numbered_name(base: str, number: int) -> str:
    """Return a file name with a number before its ending: "a (2).csv.gz"."""
    stem, dot, ending = base.partition(".")
    return f"{stem} ({number}){dot}{ending}"


def _is_ignored(parts: tuple[str, ...], info: zipfile.ZipInfo) -> bool:
    """Return whether a file is hidden, belongs to the packing program, or is a link."""
    is_hidden = not parts or any(is_passed_over(part) and part != ".." for part in parts)
    return is_hidden or _MACOS_FOLDER in parts or stat.S_ISLNK(info.external_attr >> 16)


def _size(stream: IO[bytes]) -> int:
    """Return the size of a stream in bytes, and leave its position unchanged."""
    position = stream.tell()
    size = stream.seek(0, io.SEEK_END)
    stream.seek(position)
    return size
