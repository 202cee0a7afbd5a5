"""Sidecar tables: an ``articles.csv`` that describes the texts in the same folder."""

from collections.abc import Mapping
from typing import Any

from analysis.ingest.folders import FileLocation, Folder
from analysis.ingest.formats.delimited import read_csv_records
from analysis.ingest.issues import Issue
from analysis.ingest.limits import Limits
from analysis.ingest.source_files import SourceFile

#: The name of a sidecar table.
SIDECAR = "articles.csv"

Metadata = Mapping[str, Any]


class Sidecars:
    """The sidecar tables of folders, each read once, and the issues of reading them.

    A sidecar table has a column ``file`` and no column with texts.
    """

    def __init__(self, limits: Limits) -> None:
        """Start with no table read."""
        self._limits = limits
        self._tables: dict[str, dict[str, Metadata] | None] = {}
        self._issues: list[Issue] = []

    def metadata_by_file(self, folder: Folder) -> dict[str, Metadata] | None:
        """Return what a folder's sidecar table says by file name; None if it has no such table."""
        if folder.key not in self._tables:
            self._tables[folder.key] = self._read(folder)
        return self._tables[folder.key]

    def take_issues(self) -> list[Issue]:
        """Return the issues since the last call."""
        issues, self._issues = self._issues, []
        return issues

    def _read(self, folder: Folder) -> dict[str, Metadata] | None:
        try:
            if not folder.has_file(SIDECAR):
                return None
            source = SourceFile.from_location(FileLocation(SIDECAR, folder, SIDECAR))
        except OSError:
            return None
        table: dict[str, Metadata] = {}
        issues: list[Issue] = []
        try:
            for row in read_csv_records(source, self._limits, required_field="file"):
                if isinstance(row, Issue):
                    issues.append(row)
                    continue
                where, values = row
                if "file" not in values or "text" in values:
                    return None  # A table of articles, which is read as such.
                name = str(values["file"] or "").strip()
                if issue := _file_name_issue(folder, name, where, table):
                    issues.append(issue)
                else:
                    table[name] = values
        except OSError as error:
            # Without a row the table is read, and its damage reported, as a table of articles.
            issues.append(_damage_issue(error))
        if not table:
            return None
        self._issues += issues
        return table


def _file_name_issue(
    folder: Folder, name: str, where: str, table: Mapping[str, Metadata]
) -> Issue | None:
    """Return what is wrong with the file name of a row; None if nothing is."""
    place = f"{SIDECAR}, {where}"
    if name in table:
        return Issue(place, f"It names {name!r} a second time.", "Keep one row for each file.")
    if not name or not folder.has_file(name):
        return Issue(
            place,
            f"It names {name!r}, and there is no such file beside it.",
            "Give the name of a file in the same folder.",
        )
    return None


def _damage_issue(error: OSError) -> Issue:
    return Issue(
        SIDECAR,
        f"It cannot be read to its end: {error.strerror or error}. What it says of the texts "
        "beside it is not known from there on.",
        "Save it again, or pack the archive again.",
    )
