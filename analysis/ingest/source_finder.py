"""Search for source files: what the files, folders and archives that a user names contain."""

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from analysis.ingest.archives import ARCHIVE_ENDING, unpack
from analysis.ingest.byte_meter import ByteMeter
from analysis.ingest.folders import DiskFolder, FileLocation, Folder, is_passed_over
from analysis.ingest.issues import Issue
from analysis.ingest.limits import Limits
from analysis.ingest.printable_names import printable
from analysis.ingest.sidecars import SIDECAR, Metadata, Sidecars
from analysis.ingest.source_files import SourceFile, format_ending

#: File names that a message lists at most.
_MOST_NAMES = 5


class SourceFinder:
    """Finds the source files that paths lead to; folders are walked in the order of names.

    Hidden files are ignored, and so are files of other formats in folders and archives, which one
    message names. A sidecar table (see :mod:`analysis.ingest.sidecars`) is not a source file: it
    provides the metadata of the texts beside it, and if it is named itself, the texts that it lists
    are read.
    """

    def __init__(
        self,
        endings: Iterable[str],
        limits: Limits,
        column_fields: Mapping[str, str] | None = None,
        meter: ByteMeter | None = None,
        *,
        use_sidecars: bool = True,
    ) -> None:
        """Prepare a search.

        Args:
            endings: The endings of the formats that are read.
            limits: The size limits.
            column_fields: The fields of table columns (see :class:`SourceFile`).
            meter: Counts the bytes that are read.
            use_sidecars: Whether an ``articles.csv`` that describes texts is a sidecar table;
                otherwise it is a source file like any other.
        """
        self._endings = frozenset(endings)
        self._limits = limits
        self._column_fields = column_fields or {}
        self._meter = meter or ByteMeter()
        self._sidecars = Sidecars(limits) if use_sidecars else None
        self._seen: set[tuple[str, str]] = set()

    def find(self, paths: Iterable[Path]) -> Iterator[SourceFile | Issue]:
        """Yield the source files that paths lead to, each once."""
        for path in paths:
            if path.is_dir():
                yield from self._find_in_folder(path.name or str(path), self._walk(path))
            elif format_ending(path.name) == ARCHIVE_ENDING:
                yield from self._find_in_archive(path.name, path)
            else:
                yield from self._find_named(path)
            yield from self._sidecar_issues()

    def find_in_upload(self, archive: SourceFile) -> Iterator[SourceFile | Issue]:
        """Yield the source files in an uploaded archive."""
        with archive.open() as stream, unpack(archive.name, stream, self._limits) as files:
            yield from self._find_in_folder(archive.name, files)
            yield from self._sidecar_issues()

    def _find_named(self, path: Path) -> Iterator[SourceFile | Issue]:
        """Yield a file that the user named; for a sidecar table, the files that it lists."""
        folder = DiskFolder(path.parent, self._meter)
        metadata = self._metadata_by_file(folder)
        bases = list(metadata) if path.name == SIDECAR and metadata else [path.name]
        for base in bases:
            yield from self._open(FileLocation(base, folder, base))

    def _find_in_archive(self, name: str, path: Path) -> Iterator[SourceFile | Issue]:
        try:
            stream = self._meter.open(path) if path.is_file() else None
        except OSError as error:
            yield _open_issue(name, error)
            return
        if stream is None:
            yield _open_issue(name, FileNotFoundError(f"no such file: {name}"))
            return
        with stream, unpack(printable(name), stream, self._limits) as files:
            yield from self._find_in_folder(name, files)

    def _find_in_folder(
        self, root: str, files: Iterable[FileLocation | Issue]
    ) -> Iterator[SourceFile | Issue]:
        """Yield the source files of a folder or an archive, and one issue for all other files."""
        other_names: list[str] = []
        is_empty = True
        for file in files:
            if isinstance(file, Issue):
                is_empty = False
                yield file
            elif file.base == SIDECAR and self._metadata_by_file(file.folder) is not None:
                continue
            elif format_ending(file.base) == ARCHIVE_ENDING and isinstance(file.folder, DiskFolder):
                is_empty = False
                yield from self._find_in_archive(file.name, file.folder.path / file.base)
            elif format_ending(file.base) not in self._endings:
                other_names.append(file.name)
            else:
                is_empty = False
                yield from self._open(file)
        if other_names:
            yield self._other_formats_issue(root, other_names)
        elif is_empty:
            remedy = f"Put files into it: {self._formats()}."
            yield Issue(printable(root), "The folder holds no articles.", remedy)

    def _other_formats_issue(self, root: str, names: list[str]) -> Issue:
        examples = ", ".join(names[:_MOST_NAMES]) + (" …" if len(names) > _MOST_NAMES else "")
        return Issue(
            printable(root),
            f"{len(names)} of its files are of no format that is read: {printable(examples)}.",
            f"Formats that are read: {self._formats()}.",
        )

    def _formats(self) -> str:
        return ", ".join(sorted((*self._endings, ARCHIVE_ENDING)))

    def _walk(self, root: Path) -> Iterator[FileLocation | Issue]:
        """Yield the files below a folder on disk, then the folders that cannot be opened.

        Links that lead out of the folder, or to another folder, are not followed.
        """
        errors: list[OSError] = []
        for path, folders, names in os.walk(root, onerror=errors.append):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            yield from _find_linked_folders(root, [Path(path, name) for name in folders])
            for name in sorted(name for name in names if not is_passed_over(name)):
                file = Path(path, name)
                relative_path = file.relative_to(root).as_posix()
                if file.is_symlink() and not file.resolve().is_relative_to(root.resolve()):
                    yield _link_issue(relative_path, "a link out of the folder")
                else:
                    yield FileLocation(relative_path, DiskFolder(Path(path), self._meter), name)
        for error in errors:
            yield _open_issue(str(error.filename), error)

    def _open(self, location: FileLocation) -> Iterator[SourceFile | Issue]:
        """Yield a source file unless it was found before, after the issues of its sidecar table."""
        metadata = self._metadata_by_file(location.folder) or {}
        yield from self._sidecar_issues()
        key = (location.folder.key, location.base)
        if key in self._seen:
            return
        self._seen.add(key)
        try:
            source = SourceFile.from_location(
                location, metadata.get(location.base), self._column_fields
            )
        except OSError as error:
            yield _open_issue(location.name, error)
        else:
            yield source

    def _metadata_by_file(self, folder: Folder) -> dict[str, Metadata] | None:
        return self._sidecars.metadata_by_file(folder) if self._sidecars else None

    def _sidecar_issues(self) -> list[Issue]:
        return self._sidecars.take_issues() if self._sidecars else []


def _find_linked_folders(root: Path, folders: list[Path]) -> Iterator[Issue]:
    """Yield an issue for each folder that is a link; ``os.walk`` does not follow it."""
    for folder in folders:
        if folder.is_symlink():
            yield _link_issue(folder.relative_to(root).as_posix(), "a link to another folder")


def _link_issue(name: str, kind: str) -> Issue:
    return Issue(
        printable(name),
        f"It is {kind} and was not followed.",
        "Name the file or folder that it leads to, or copy it into the folder.",
    )


def _open_issue(name: str, error: OSError) -> Issue:
    """Return the issue of a file or folder that cannot be opened."""
    return Issue(
        printable(name),
        f"It cannot be opened: {error.strerror or error}.",
        "Check the name, and that it may be read.",
    )
