"""Inputs: the files that paths lead to, with what a table beside them says of them."""

import io
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, BinaryIO

from analysis.ingest.folders import DiskFolder, Folder, Meter, Place, unpacked
from analysis.ingest.issues import Issue
from analysis.ingest.limits import Limits
from analysis.ingest.printable_names import printable

#: The name of a table that tells of the texts beside it.
SIDECAR = "articles.csv"
#: The ending of an archive, which is read as a folder.
ARCHIVE = ".zip"


@dataclass(frozen=True)
class Input:
    """One file to read.

    ``known`` holds what a table beside the file says of it, by field (see
    :data:`analysis.ingest.records.FIELDS`). ``columns`` names the field of columns whose field is
    not told by their name; empty for a column that is to be left aside.
    """

    name: str
    size: int
    open: Callable[[], BinaryIO]
    known: Mapping[str, Any] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of_place(cls, place: Place, known: Mapping[str, Any]) -> "Input":
        """Return the input of a file in a folder or an archive.

        Raises:
            OSError: The file cannot be looked at.
        """
        folder, base = place.folder, place.base
        return cls(printable(place.name), folder.size(base), lambda: folder.open(base), known)

    @classmethod
    def of_bytes(cls, name: str, data: bytes) -> "Input":
        """Return the input of an upload; of its name only the last part is kept."""
        last = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
        return cls(printable(last)[-200:] or "upload", len(data), lambda: io.BytesIO(data))

    @property
    def suffix(self) -> str:
        """The ending that tells its format, in lower case: ".txt", ".jsonl.gz"."""
        return suffix_of(self.name)


#: Reads the rows of a table by field: yields (place in the file, values by field) or what is wrong.
Rows = Callable[[Input, Limits], Iterator[tuple[str, Mapping[str, Any]] | Issue]]


def suffix_of(name: str) -> str:
    """Return the ending of a file name that tells its format, in lower case."""
    base, suffix = os.path.splitext(name.lower())
    return os.path.splitext(base)[1] + suffix if suffix == ".gz" else suffix


class Finder:
    """Finds the inputs that paths lead to; folders are walked in order of names.

    Hidden files are passed over, and in folders and archives so are files of other formats, which
    one message names. An ``articles.csv`` with a column ``file`` and none with texts says what it
    knows of the texts beside it: it is no input, and named on its own it stands for the texts it
    lists.
    """

    def __init__(
        self,
        readable: Iterable[str],
        rows: Rows,
        limits: Limits,
        columns: Mapping[str, str],
        meter: Meter | None = None,
    ) -> None:
        """Prepare to find.

        Args:
            readable: The endings of the formats that are read.
            rows: Reads the rows of ``articles.csv``.
            limits: What is too large.
            columns: The field of columns by name, for every table (see :class:`Input`).
            meter: Told how many bytes are read.
        """
        self._readable = frozenset(readable)
        self._limits = limits
        self._columns = columns
        self._meter = meter or Meter()
        self._sidecars = _Sidecars(rows, limits)
        self._seen: set[tuple[str, str]] = set()

    def inputs(self, paths: Iterable[Path]) -> Iterator[Input | Issue]:
        """Yield the files that the paths lead to, each once."""
        for path in paths:
            if path.is_dir():
                yield from self._inside(path.name or str(path), self._walk(path))
            elif suffix_of(path.name) == ARCHIVE:
                yield from self._archive(path.name, path)
            else:
                yield from self._named(path)
            yield from self._sidecars.drain()

    def archive(self, given: Input) -> Iterator[Input | Issue]:
        """Yield the files in an archive that was uploaded."""
        with given.open() as stream, unpacked(given.name, stream, self._limits) as places:
            yield from self._inside(given.name, places)
            yield from self._sidecars.drain()

    def _named(self, path: Path) -> Iterator[Input | Issue]:
        """Yield a file that was named itself, or those its table lists."""
        folder = DiskFolder(path.parent, self._meter)
        listed = self._sidecars.beside(folder)
        bases = list(listed) if path.name == SIDECAR and listed else [path.name]
        for base in bases:
            yield from self._input(Place(base, folder, base))

    def _archive(self, name: str, path: Path) -> Iterator[Input | Issue]:
        try:
            stream = self._meter.open(path) if path.is_file() else None
        except OSError as error:
            yield _unopened(name, error)
            return
        if stream is None:
            yield _unopened(name, FileNotFoundError(f"no such file: {name}"))
            return
        with stream, unpacked(printable(name), stream, self._limits) as places:
            yield from self._inside(name, places)

    def _inside(self, root: str, places: Iterable[Place | Issue]) -> Iterator[Input | Issue]:
        """Yield the files of a folder or an archive; those of other formats in one message."""
        others: list[str] = []
        told = count = 0
        for place in places:
            if isinstance(place, Issue):
                told += 1
                yield place
            elif place.base == SIDECAR and self._sidecars.beside(place.folder) is not None:
                continue
            elif suffix_of(place.base) == ARCHIVE and isinstance(place.folder, DiskFolder):
                count += 1
                yield from self._archive(place.name, place.folder.path / place.base)
            elif suffix_of(place.base) not in self._readable:
                others.append(place.name)
            else:
                count += 1
                yield from self._input(place)
        formats = ", ".join(sorted((*self._readable, ARCHIVE)))
        if others:
            shown = ", ".join(others[:5]) + (" …" if len(others) > 5 else "")
            yield Issue(
                printable(root),
                f"{len(others)} of its files are of no format that is read: {printable(shown)}.",
                f"Formats that are read: {formats}.",
            )
        elif not count and not told:
            yield Issue(
                printable(root), "The folder holds no articles.", f"Put files into it: {formats}."
            )

    def _walk(self, root: Path) -> Iterator[Place | Issue]:
        errors: list[OSError] = []
        for folder, folders, names in os.walk(root, onerror=errors.append):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(name for name in names if not name.startswith(".")):
                relative = Path(folder, name).relative_to(root).as_posix()
                yield Place(relative, DiskFolder(Path(folder), self._meter), name)
        for error in errors:
            yield _unopened(str(error.filename), error)

    def _input(self, place: Place) -> Iterator[Input | Issue]:
        listed = self._sidecars.beside(place.folder) or {}
        yield from self._sidecars.drain()
        where = (place.folder.key, place.base)
        if where in self._seen:
            return
        self._seen.add(where)
        try:
            found = Input.of_place(place, listed.get(place.base, {}))
        except OSError as error:
            yield _unopened(place.name, error)
        else:
            yield replace(found, columns=self._columns)


class _Sidecars:
    """The tables that lie beside texts, each read once, and what is wrong with them."""

    def __init__(self, rows: Rows, limits: Limits) -> None:
        self._rows = rows
        self._limits = limits
        self._found: dict[str, dict[str, Mapping[str, Any]] | None] = {}
        self._problems: list[Issue] = []

    def beside(self, folder: Folder) -> dict[str, Mapping[str, Any]] | None:
        """Return what the folder's table says by file name; None where there is no such table."""
        if folder.key not in self._found:
            self._found[folder.key] = self._read(folder)
        return self._found[folder.key]

    def drain(self) -> Iterator[Issue]:
        """Yield what was found wrong since the last time."""
        problems, self._problems = self._problems, []
        yield from problems

    def _read(self, folder: Folder) -> dict[str, Mapping[str, Any]] | None:
        try:
            if not folder.holds(SIDECAR):
                return None
            table = Input.of_place(Place(SIDECAR, folder, SIDECAR), {})
        except OSError:
            return None
        found: dict[str, Mapping[str, Any]] = {}
        problems: list[Issue] = []
        try:
            for row in self._rows(table, self._limits):
                if isinstance(row, Issue):
                    problems.append(row)
                    continue
                where, given = row
                if "file" not in given or "text" in given:
                    return None  # A table of articles, to be read as one.
                name = str(given["file"] or "").strip()
                if problem := self._problem(folder, name, found):
                    problems.append(Issue(f"{SIDECAR}, {where}", *problem))
                else:
                    found[name] = given
        except OSError as error:  # Without a row it is read, and told, as a table of articles.
            problems.append(
                Issue(
                    SIDECAR,
                    f"It cannot be read to its end: {error.strerror or error}. What it says of "
                    "the texts beside it is not known from there on.",
                    "Save it again, or pack the archive again.",
                )
            )
        self._problems += problems if found else []
        return found or None

    @staticmethod
    def _problem(folder: Folder, name: str, found: Mapping[str, Any]) -> tuple[str, str] | None:
        """Return what is wrong with a row's file name and what can be done; None when nothing."""
        if name in found:
            return f"It names {name!r} a second time.", "Keep one row for each file."
        if not name or not folder.holds(name):
            return (
                f"It names {name!r}, and there is no such file beside it.",
                "Give the name of a file in the same folder.",
            )
        return None


def _unopened(name: str, error: OSError) -> Issue:
    """Return the message for a file or folder that cannot be opened."""
    return Issue(
        printable(name),
        f"It cannot be opened: {error.strerror or error}.",
        "Check the name, and that it may be read.",
    )
