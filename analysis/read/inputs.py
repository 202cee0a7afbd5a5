"""Inputs: the files that paths lead to, with what a table beside them says of them."""

import io
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from analysis.read.article import Rejected
from analysis.read.limits import Limits
from analysis.read.records import printable

#: The name of a table that tells of the texts beside it.
SIDECAR = "articles.csv"


@dataclass(frozen=True)
class Input:
    """One file to read.

    ``known`` holds what a table beside the file says of it, by field (see
    :data:`analysis.read.records.FIELDS`).
    """

    name: str
    size: int
    open: Callable[[], BinaryIO]
    known: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of_path(cls, name: str, path: Path, known: Mapping[str, Any]) -> "Input":
        """Return the input of a file on disk.

        Raises:
            OSError: The file cannot be looked at.
        """
        if not path.is_file():
            raise FileNotFoundError(f"no such file: {name}")
        return cls(printable(name), path.stat().st_size, lambda: path.open("rb"), known)

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
Rows = Callable[[Input, Limits], Iterator[tuple[str, dict[str, Any]] | Rejected]]


def suffix_of(name: str) -> str:
    """Return the ending of a file name that tells its format, in lower case."""
    base, suffix = os.path.splitext(name.lower())
    return os.path.splitext(base)[1] + suffix if suffix == ".gz" else suffix


def find_inputs(
    paths: Iterable[Path], readable: Iterable[str], rows: Rows, limits: Limits
) -> Iterator[Input | Rejected]:
    """Yield the files that the paths lead to, each once; folders are walked in order of names.

    Hidden files are passed over, and in folders so are files of other formats, which one message
    names. An ``articles.csv`` with a column ``file`` and none with texts says what it knows of the
    texts beside it: it is no input, and named on its own it stands for the texts it lists.

    Args:
        paths: Files and folders.
        readable: The endings of the formats that are read.
        rows: Reads the rows of ``articles.csv``.
        limits: What is too large.
    """
    sidecars = _Sidecars(rows, limits)
    seen: set[str] = set()
    for path in paths:
        for found in _expand(path, frozenset(readable), sidecars):
            if isinstance(found, Rejected):
                yield found
                continue
            name, file = found
            listed = sidecars.beside(file.parent) or {}
            yield from sidecars.drain()
            where = os.path.abspath(file)
            if where not in seen:
                seen.add(where)
                try:
                    yield Input.of_path(name, file, listed.get(file.name, {}))
                except OSError as error:
                    yield _unopened(name, error)
        yield from sidecars.drain()


def _expand(
    path: Path, readable: frozenset[str], sidecars: "_Sidecars"
) -> Iterator[tuple[str, Path] | Rejected]:
    """Yield the name and the place of each file that a path leads to."""
    if path.is_dir():
        yield from _walk(path, readable, sidecars)
    elif path.name == SIDECAR and (listed := sidecars.beside(path.parent)) is not None:
        for name in listed:
            yield name, path.parent / name
    else:
        yield path.name, path


def _walk(
    root: Path, readable: frozenset[str], sidecars: "_Sidecars"
) -> Iterator[tuple[str, Path] | Rejected]:
    """Yield the files below a folder, in order; those of other formats in one message."""
    others: list[str] = []
    errors: list[OSError] = []
    count = 0
    for folder, folders, names in os.walk(root, onerror=errors.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(name for name in names if not name.startswith(".")):
            file = Path(folder, name)
            relative = file.relative_to(root).as_posix()
            if name == SIDECAR and sidecars.beside(file.parent) is not None:
                continue
            if suffix_of(name) not in readable:
                others.append(relative)
                continue
            count += 1
            yield relative, file
    for error in errors:
        yield _unopened(str(error.filename), error)
    if others:
        shown = ", ".join(others[:5]) + (" …" if len(others) > 5 else "")
        yield Rejected(
            printable(root.name or str(root)),
            f"{len(others)} of its files are of no format that is read: {printable(shown)}.",
            f"Formats that are read: {', '.join(sorted(readable))}.",
        )
    elif not count:
        yield Rejected(
            printable(root.name or str(root)),
            "The folder holds no articles.",
            f"Put files into it: {', '.join(sorted(readable))}.",
        )


class _Sidecars:
    """The tables that lie beside texts, each read once, and what is wrong with them."""

    def __init__(self, rows: Rows, limits: Limits) -> None:
        self._rows = rows
        self._limits = limits
        self._found: dict[Path, dict[str, dict[str, Any]] | None] = {}
        self._problems: list[Rejected] = []

    def beside(self, folder: Path) -> dict[str, dict[str, Any]] | None:
        """Return what the folder's table says by file name; None where there is no such table."""
        if folder not in self._found:
            self._found[folder] = self._read(folder)
        return self._found[folder]

    def drain(self) -> Iterator[Rejected]:
        """Yield what was found wrong since the last time."""
        problems, self._problems = self._problems, []
        yield from problems

    def _read(self, folder: Path) -> dict[str, dict[str, Any]] | None:
        path = folder / SIDECAR
        try:
            table = Input.of_path(SIDECAR, path, {})
        except OSError:
            return None
        found: dict[str, dict[str, Any]] = {}
        problems: list[Rejected] = []
        for row in self._rows(table, self._limits):
            if isinstance(row, Rejected):
                problems.append(row)
                continue
            where, given = row
            if "file" not in given or "text" in given:
                return None  # A table of articles, to be read as one.
            name = str(given["file"] or "").strip()
            if problem := self._problem(folder, name, found):
                problems.append(Rejected(f"{SIDECAR}, {where}", *problem))
            else:
                found[name] = given
        self._problems += problems if found else []
        return found or None

    @staticmethod
    def _problem(folder: Path, name: str, found: Mapping[str, Any]) -> tuple[str, str] | None:
        """Return what is wrong with a row's file name and what can be done; None when nothing."""
        if name in found:
            return f"It names {name!r} a second time.", "Keep one row for each file."
        if not name or Path(name).name != name or not (folder / name).is_file():
            return (
                f"It names {name!r}, and there is no such file beside it.",
                "Give the name of a file in the same folder.",
            )
        return None


def _unopened(name: str, error: OSError) -> Rejected:
    """Return the message for a file or folder that cannot be opened."""
    return Rejected(
        printable(name),
        f"It cannot be opened: {error.strerror or error}.",
        "Check the name, and that it may be read.",
    )
