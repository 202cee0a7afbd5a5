"""Where files lie: folders on the disk, and those in a .zip, which is not unpacked to the disk."""

import io
import lzma
import stat
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from tempfile import SpooledTemporaryFile
from typing import IO, Any, BinaryIO, Protocol

from analysis.ingest.issues import Issue
from analysis.ingest.limits import Limits
from analysis.ingest.printable_names import printable

#: What reading a damaged archive raises; its files can say of themselves what is not true.
UNPACKING = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)
#: Archives are opened in archives this deep.
_DEEPEST = 2
#: An archive that unpacks to so many times its size, beside one large file, is refused.
_STRETCH = 100
_LOCKED = 0x1
_HELD = 1 << 24
_SKIPPED = "__MACOSX"


class Folder(Protocol):
    """A place that holds files; ``key`` is one folder's and no other's."""

    @property
    def key(self) -> str:
        """What tells it from other folders."""

    def holds(self, base: str) -> bool:
        """Tell whether there is a file of this name."""

    def size(self, base: str) -> int:
        """Return the bytes of a file; OSError when it cannot be looked at."""

    def open(self, base: str) -> BinaryIO:
        """Open a file to read it; OSError when it cannot be."""


@dataclass
class Meter:
    """How many bytes of the files on the disk are read, and how many there are to read."""

    read: int = 0
    total: int = 0

    @property
    def share(self) -> float:
        """The share that is read, from 0 to 1; 0 when nothing is known."""
        return min(self.read / self.total, 1.0) if self.total else 0.0

    def measure(self, paths: Iterable[Path]) -> None:
        """Add up the sizes of files and of all files below folders."""
        for path in paths:
            files = path.rglob("*") if path.is_dir() else iter([path])
            for file in files:
                with suppress(OSError):
                    self.total += file.stat().st_size if file.is_file() else 0

    def open(self, path: Path) -> BinaryIO:
        """Open a file whose bytes are counted as they are read."""
        return io.BufferedReader(_Counted(path, self))


class _Counted(io.FileIO):
    """A file whose bytes are counted; put back to its start, it is counted anew."""

    def __init__(self, path: Path, meter: Meter) -> None:
        super().__init__(path)
        self._meter = meter
        self._read = 0

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401
        read = super().readinto(buffer) or 0
        self._count(read)
        return read

    def readall(self) -> bytes:
        data = super().readall() or b""
        self._count(len(data))
        return data

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        at = super().seek(offset, whence)
        if at == 0:
            self._count(-self._read)
        return at

    def _count(self, read: int) -> None:
        self._read += read
        self._meter.read += read


@dataclass(frozen=True)
class DiskFolder:
    """A folder on the disk."""

    path: Path
    meter: Meter = field(default_factory=Meter)

    @property
    def key(self) -> str:
        """Its absolute path."""
        return str(self.path.absolute())

    def holds(self, base: str) -> bool:
        """Tell whether there is a file of this name, here and not in another folder."""
        return Path(base).name == base and (self.path / base).is_file()

    def size(self, base: str) -> int:
        """Return the bytes of a file; OSError when it cannot be looked at."""
        file = self.path / base
        if not file.is_file():  # A pipe or a device would be waited for.
            raise FileNotFoundError(f"no such file: {base}")
        return file.stat().st_size

    def open(self, base: str) -> BinaryIO:
        """Open a file."""
        return self.meter.open(self.path / base)


@dataclass(frozen=True)
class ZipFolder:
    """A folder in an archive: the archive's name, the open archive, and its files by name."""

    key: str
    archive: zipfile.ZipFile
    files: dict[str, zipfile.ZipInfo] = field(default_factory=dict)

    def holds(self, base: str) -> bool:
        """Tell whether there is a file of this name."""
        return base in self.files

    def size(self, base: str) -> int:
        """Return the bytes the file has unpacked, which are the most that are read of it."""
        return self.files[base].file_size

    def open(self, base: str) -> BinaryIO:
        """Open a file; what is read is unpacked on the way, and OSError when it cannot be."""
        with _damage():
            return io.BufferedReader(_Member(self.archive.open(self.files[base])))


class _Member(io.RawIOBase):
    """A file in an archive; whatever is wrong with it is an OSError."""

    def __init__(self, member: IO[bytes]) -> None:
        self._member = member

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401
        with _damage():
            data = self._member.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        with _damage():
            return self._member.seek(offset, whence)

    def tell(self) -> int:
        return self._member.tell()

    def close(self) -> None:
        self._member.close()
        super().close()


@contextmanager
def _damage() -> Iterator[None]:
    try:
        yield
    except UNPACKING as error:
        said = " ".join(str(error).split())[:200] or type(error).__name__
        raise OSError(f"it cannot be unpacked ({said})") from error


@dataclass
class Budget:
    """What may still be unpacked of one archive and the archives in it."""

    bytes: int
    files: int

    @classmethod
    def of(cls, limits: Limits, size: int) -> "Budget":
        """Return what the limits allow an archive of so many bytes.

        Articles are packed to a third or a tenth. What would unpack to a hundred times its size and
        more than one large file is made to keep who reads it busy.
        """
        most = limits.file_bytes + _STRETCH * size
        return cls(min(limits.archive_bytes, most), limits.archive_files)


@dataclass(frozen=True)
class Place:
    """A file to read: the name shown, the folder it lies in, and its name there."""

    name: str
    folder: Folder
    base: str


def _size(stream: IO[bytes]) -> int:
    at = stream.tell()
    size = stream.seek(0, io.SEEK_END)
    stream.seek(at)
    return size


@contextmanager
def unpacked(
    name: str, stream: IO[bytes], limits: Limits, budget: Budget | None = None, depth: int = 1
) -> Iterator[Iterator[Place | Issue]]:
    """Open an archive and give the files in it, by folder and name, while it is open.

    Nothing is written under a name from the archive. An archive that would unpack to more than the
    limits allow is refused whole, by what its list says; more than that is never read of a file.
    Files behind a password, and those whose name leads out of the archive, are told and left.

    Args:
        name: The name of the archive, as it is shown.
        stream: Its bytes.
        limits: What is too large.
        budget: What is left of the limits; by default all.
        depth: In how many archives it stands, itself counted.
    """
    budget = budget or Budget.of(limits, _size(stream))
    try:
        archive = zipfile.ZipFile(stream)
    except (*UNPACKING, OSError) as error:
        problem = f"It cannot be opened as an archive: {' '.join(str(error).split())[:200]}."
        yield iter([Issue(name, problem, "Pack it again as .zip.")])
        return
    with archive:
        yield _files(name, archive, limits, budget, depth)


def _files(
    name: str, archive: zipfile.ZipFile, limits: Limits, budget: Budget, depth: int
) -> Iterator[Place | Issue]:
    listed = [info for info in archive.infolist() if not (info.filename and info.is_dir())]
    allowed = budget.bytes
    budget.files -= len(listed)
    budget.bytes -= sum(info.file_size for info in listed)
    if budget.files < 0 or budget.bytes < 0:
        yield Issue(
            name,
            f"It would unpack to more than {allowed / 1024 / 1024:,.0f} MB (at most "
            f"{limits.archive_mb:,.0f} MB, and {_STRETCH} times its size) or "
            f"{limits.archive_files:,} files.",
            "Unpack it and give the folder, split it, or raise PARALLAX_MAX_ARCHIVE_MB or "
            "PARALLAX_MAX_ARCHIVE_FILES.",
        )
        return
    folders: dict[str, ZipFolder] = {}
    again: Counter[tuple[str, str]] = Counter()
    doubled: list[tuple[str, str]] = []
    locked = outside = nameless = 0
    for info in listed:
        parts = PurePosixPath(info.filename.replace("\\", "/")).parts
        if not info.filename:
            nameless += 1
        elif _is_passed_over(parts, info):
            continue
        elif info.flag_bits & _LOCKED:
            locked += 1
        elif ".." in parts or parts[0].startswith("/") or parts[0].endswith(":"):
            outside += 1
        else:
            path = "/".join(parts[:-1])
            key = f"{name}/{path}" if path else name
            folder = folders.setdefault(path, ZipFolder(key, archive))
            base = _unused(path, parts[-1], folder, again)
            folder.files[base] = info
            if base != parts[-1]:
                doubled.append((parts[-1], base))
    if locked:
        problem = f"{locked} of its files are locked with a password."
        yield Issue(name, problem, "Pack them again without a password.")
    if outside:
        problem = f"{outside} of its files have names that lead out of the archive."
        yield Issue(name, problem, "Unpack it with a tool you trust, and give the folder.")
    if nameless:
        problem = f"{nameless} of its files have no name."
        yield Issue(name, problem, "Give them names, and pack them again.")
    if doubled:
        base, given = map(printable, doubled[0])
        yield Issue(
            name,
            f"{len(doubled)} of its files have the name of another in the same folder; they are "
            f"read under a name with a number (“{base}” as “{given}”).",
            "Give each file a name of its own, and pack them again.",
            severity="warning",
        )
    for path, folder in sorted(folders.items()):
        for base in sorted(folder.files):
            shown = printable("/".join(filter(None, (name, path, base))))
            if base.lower().endswith(".zip"):
                yield from _nested(shown, folder, base, limits, budget, depth)
            else:
                yield Place(shown, folder, base)


def _nested(
    name: str, folder: ZipFolder, base: str, limits: Limits, budget: Budget, depth: int
) -> Iterator[Place | Issue]:
    """Give the files of an archive in an archive; it is held in memory, or nameless on the disk."""
    if depth >= _DEEPEST:
        yield Issue(
            name, "It is an archive too deep in others.", "Unpack the outer one, and give that."
        )
        return
    with SpooledTemporaryFile(_HELD) as held:
        try:
            with folder.open(base) as stream:
                while chunk := stream.read(1 << 20):
                    held.write(chunk)
        except OSError as error:
            yield Issue(name, f"It cannot be read: {error}.", "Pack it again.")
            return
        with unpacked(name, held, limits, budget, depth + 1) as places:
            yield from places


def _unused(path: str, base: str, folder: ZipFolder, again: Counter[tuple[str, str]]) -> str:
    """Return the name of a file in its folder, with a number where it is another's already.

    Args:
        path: The folder's path.
        base: The name.
        folder: The folder, with the files that it has.
        again: How often a name in a folder was met again; counted up.
    """
    unused = base
    while folder.holds(unused):
        again[path, base] += 1
        unused = _numbered(base, again[path, base] + 1)
    return unused


def _numbered(base: str, number: int) -> str:
    """Return the name of a file with a number before its ending."""
    stem, dot, ending = base.partition(".")
    return f"{stem} ({number}){dot}{ending}"


def _is_passed_over(parts: tuple[str, ...], info: zipfile.ZipInfo) -> bool:
    """Tell whether a file is hidden, a tool's own, or a link."""
    hidden = not parts or any(part.startswith(".") and part != ".." for part in parts)
    return hidden or _SKIPPED in parts or stat.S_ISLNK(info.external_attr >> 16)
