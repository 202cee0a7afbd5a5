"""The workspace: a folder of annotated parts, the analyst's overrides, and the catalogue.

::

    parts/0000000001-5f0c9a1e/    a batch of articles: manifest.json and a Parquet file a table
    decisions.json                the analyst's overrides
    decisions.backup.json         the overrides before the last change
    notes.json                    the analyst's stars and notes, with a backup likewise
    outlet_groups.json            the analyst's groups of outlets, with a backup likewise
    ids.parquet                   the entity that each entity of an article was last linked to
    versions/                     former texts of articles that were loaded again
    damaged/                      parts whose texts cannot be read
    cache/                        results of slow steps for the next build; may be deleted
    catalogue-<version>.duckdb    built from the parts and overrides; may be deleted

Writers take turns by a lock file. Readers never wait, since every file appears by renaming.
"""

import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import duckdb
import pyarrow as pa

from analysis.corpus.entity_overrides import EntityOverrides
from analysis.store import entity_ids
from analysis.store.atomic_files import (
    find_newest,
    remove,
    remove_abandoned,
    remove_damaged,
)
from analysis.store.build_cache import BuildCache
from analysis.store.catalogue import (
    Catalogue,
    DamagedCatalogueError,
    RowsQuery,
    derive_catalogue,
    write_catalogue,
)
from analysis.store.damaged_parts import DamagedPart, find_damage, repair_or_set_aside
from analysis.store.former_texts import FOLDER, keep_former_texts
from analysis.store.notes import NoteStore
from analysis.store.outlet_groups import OutletGroupStore
from analysis.store.overrides import Overrides
from analysis.store.parts import Rows, part_names, read_part, remove_part, write_part
from analysis.store.snapshot import Snapshot
from analysis.store.workspace_version import Stamp, get_stamp, name_code_version, name_version
from analysis.store.write_errors import explaining_write_errors

#: Age, in nanoseconds, from which a change of a file shows in its time stamp. Within a clock's tick
#: two changes look like one, so younger files are read again.
_SETTLED_AGE = 2_000_000_000
#: Stamps of workspaces whose version is remembered.
_REMEMBERED_VERSIONS = 64
#: The build cache of earlier versions, removed when a catalogue is written.
_FORMER_CACHE = "kept"


class Workspace:
    """A workspace folder; made when something is first written to it."""

    def __init__(self, path: Path | str) -> None:
        """Name the folder, which need not exist."""
        self.path = Path(path)
        self._parts = self.path / "parts"
        self._overrides_file = self.path / "decisions.json"
        self._ids = self.path / "ids.parquet"

    def absolute(self) -> "Workspace":
        """Return the same workspace by its absolute path, for processes in another folder."""
        return Workspace(self.path.absolute())

    def exists(self) -> bool:
        """Return whether anything was annotated here."""
        return bool(part_names(self._parts))

    def write_part(self, rows: Iterable[Rows], fingerprint: str, digests: Mapping[str, str]) -> str:
        """Add the annotation of some articles, in place of earlier annotation of the same ones.

        Args:
            rows: For each article, its rows of each table of :data:`analysis.tables.PARTS`.
            fingerprint: The pipeline that annotated them (:func:`analysis.nlp.fingerprint`).
            digests: A digest of each article as read, by article id; see :meth:`annotated`.

        Returns:
            The name of the part.

        Raises:
            ValueError: A row lacks a column (only ``published`` may be null).
        """
        with explaining_write_errors(self._parts):
            return write_part(self._parts, self._lock("write"), rows, fingerprint, digests)

    def remove_superseded(self) -> int:
        """Remove the parts whose articles are all in later parts; return how many.

        Texts that changed are kept (:mod:`analysis.store.former_texts`); parts in which they cannot
        be read stay. No catalogue is built meanwhile, since a build reads parts. A reader of single
        tables that began earlier raises FileNotFoundError if its part is removed.
        """
        with self.building(), self._lock("write"):
            snapshot = self.snapshot()
            staying = keep_former_texts(self.path / FOLDER, snapshot)
            staying |= {part.path for part in snapshot.winners.values()}
            superseded = [part.path for part in snapshot.parts if part.path not in staying]
            for path in superseded:
                remove_part(path)
        return len(superseded)

    def repair_parts(self, *, is_thorough: bool) -> list[DamagedPart]:
        """Mark the articles of damaged parts to be annotated anew, or move parts to ``damaged/``.

        Call it within :meth:`building`.

        Args:
            is_thorough: Whether to read every row, not only the manifests.

        Returns:
            The damaged parts. Those whose texts cannot be read were moved.
        """
        with self._lock("write"):
            return [
                repair_or_set_aside(path, reason, self.path / "damaged")
                for path in [self._parts / name for name in part_names(self._parts)]
                if (reason := find_damage(path, is_thorough=is_thorough))
            ]

    def annotated(self, fingerprint: str) -> set[tuple[str, str]]:
        """Return :meth:`Snapshot.annotated` of the present snapshot."""
        return self.snapshot().annotated(fingerprint)

    def read_parts(self, table: str) -> pa.Table:
        """Return a table of :data:`analysis.tables.PARTS` as :meth:`Snapshot.read` does."""
        return self.snapshot().read(table)

    @property
    def overrides(self) -> Overrides:
        """The analyst's overrides, as the file holds them.

        Raises:
            OverridesError: The file cannot be understood.
        """
        return Overrides.read(self._overrides_file)

    @property
    def notes(self) -> NoteStore:
        """The analyst's stars and notes."""
        return NoteStore(self.path / "notes.json", lambda: self._lock("notes"))

    @property
    def outlet_groups(self) -> OutletGroupStore:
        """The analyst's groups of outlets."""
        path = self.path / "outlet_groups.json"
        return OutletGroupStore(path, lambda: self._lock("outlet_groups"))

    def fix_article(self, article_id: str, **fields: str) -> None:
        """Correct fields of an article; see :data:`analysis.store.overrides.FIXABLE`.

        Raises:
            OverridesError: A field cannot be corrected, or a date is not one.
        """
        with self._change_overrides() as overrides:
            overrides.with_fix(article_id, fields).write(self._overrides_file)

    def undo_fix(self, article_id: str, field: str | None = None) -> None:
        """Undo the correction of one field of an article, or of all."""
        with self._change_overrides() as overrides:
            overrides.without_fix(article_id, field).write(self._overrides_file)

    def remove(self, article_ids: Iterable[str]) -> None:
        """Remove articles from every table; their annotation stays, so that they can come back."""
        with self._change_overrides() as overrides:
            removed = overrides.removed | set(article_ids)
            replace(overrides, removed=removed).write(self._overrides_file)

    def restore(self, article_ids: Iterable[str]) -> None:
        """Bring removed articles back."""
        with self._change_overrides() as overrides:
            removed = overrides.removed - set(article_ids)
            replace(overrides, removed=removed).write(self._overrides_file)

    def set_story_threshold(self, threshold: float | None) -> None:
        """Set the probability from which two articles belong to one story; None for the default.

        Raises:
            OverridesError: The threshold is not above 0 and at most 1.
        """
        with self._change_overrides() as overrides:
            overrides.with_story_threshold(threshold).write(self._overrides_file)

    def move_article(self, article_id: str, beside: str | None) -> None:
        """Move an article to the story of another; see :meth:`Overrides.with_move`."""
        with self._change_overrides() as overrides:
            overrides.with_move(article_id, beside).write(self._overrides_file)

    def exclude_shared_text(self, *, exclude: bool) -> None:
        """Exclude text that outlets share from every measure, or include it again."""
        with self._change_overrides() as overrides:
            replace(overrides, excludes_shared_text=exclude).write(self._overrides_file)

    def rename_outlets(self, names: Mapping[str, str | None]) -> None:
        """Give outlets other names, also in later loads; see :meth:`Overrides.with_outlet_names`.

        Raises:
            OverridesError: A name is empty.
        """
        with self._change_overrides() as overrides:
            overrides.with_outlet_names(names).write(self._overrides_file)
        self.carry_groups({outlet: name for outlet, name in names.items() if name})

    def carry_groups(self, names: Mapping[str, str]) -> None:
        """Give renamed outlets the groups that they had; see :meth:`OutletGroups.with_names`.

        Raises:
            OutletGroupsError: The file of groups cannot be understood; nothing is written.
        """
        if self.outlet_groups.read().columns:
            self.outlet_groups.change(lambda groups: groups.with_names(names))

    def override_entities(self, change: Callable[[EntityOverrides], EntityOverrides]) -> None:
        """Change the overrides of entities, e.g. ``lambda made: made.with_name(id, "DPRK")``.

        Raises:
            ValueError: Raised by ``change``; nothing is written then.
        """
        with self._change_overrides() as overrides:
            replace(overrides, entities=change(overrides.entities)).write(self._overrides_file)

    def read_entity_ids(self, *, former_only: bool = False) -> pa.Table | None:
        """Return the table, or the former ids, that :meth:`write_entity_ids` wrote last, or None.

        A damaged table is removed: overrides then apply to the present ids only.
        """
        return entity_ids.read_entity_ids(self._ids, former_only=former_only)

    def write_entity_ids(self, links: Iterable[pa.Table]) -> None:
        """Write the entity of each entity of an article, to know later what an id meant.

        Args:
            links: Columns article_id, entity, entity_id; the pieces are written one after another.
        """
        entity_ids.write_entity_ids(self._ids, links)

    @property
    def build_cache(self) -> BuildCache:
        """The results of slow steps of the last build."""
        return BuildCache(self.path / "cache", name_code_version())

    @property
    def version(self) -> str:
        """A name for the present parts and overrides under this version of the program."""
        stamps = get_stamp(self._parts), get_stamp(self._overrides_file)
        if max(stamp[0] for stamp in stamps) > time.time_ns() - _SETTLED_AGE:
            return name_version(part_names(self._parts), self.overrides)
        return _version_at(self.path, stamps)

    def snapshot(self) -> Snapshot:
        """Return the parts and overrides of this moment, whatever is written later."""
        names = part_names(self._parts)
        overrides = self.overrides
        parts = [read_part(self._parts / name) for name in names]
        readable = tuple(part for part in parts if part is not None)
        base = name_version(names, replace(overrides, entities=EntityOverrides()))
        version, of_overrides = (name_version(some, overrides) for some in (names, []))
        return Snapshot(readable, overrides, version, base, of_overrides)

    @property
    def catalogue_path(self) -> Path:
        """The path of the catalogue of the current version, built or not."""
        return self._catalogue_path(self.version)

    def catalogue(self, *, stale: bool = False) -> Catalogue | None:
        """Return the catalogue of the current version, or None when it has to be built.

        A damaged catalogue is removed, so that it is built again.

        Args:
            stale: Whether the catalogue built last will do, for instance while articles are being
                annotated; one with the tables of another version of the program never does.
        """
        path = self.catalogue_path
        is_current = path.exists()
        if not is_current:
            newest = find_newest(self.path.glob("catalogue-*.duckdb")) if stale else None
            if newest is None:
                return None
            path = newest
        try:
            catalogue = Catalogue(path)
        except duckdb.Error as error:
            if path.exists():  # else another process replaced it just now
                remove_damaged(path, error)
            return None
        try:
            if catalogue.has_current_layout:
                return catalogue
        except DamagedCatalogueError:
            is_current = False  # it is removed already
        catalogue.close()
        if is_current:
            remove_damaged(path, ValueError("it lacks tables of this version"))
        return None

    def write_catalogue(
        self,
        version: str,
        filled: Iterable[tuple[str, pa.Table | RowsQuery]],
        memory_mb: int | None = None,
    ) -> Catalogue:
        """Write the catalogue of a version, remove older ones, and open it.

        Args:
            version: The version of the snapshot that the tables were computed from.
            filled: Name and rows of each table of :data:`analysis.tables.CATALOGUE`.
            memory_mb: Memory that writing may use; None for no limit.
        """
        path = self._catalogue_path(version)
        self.path.mkdir(parents=True, exist_ok=True)
        remove_abandoned(self.path)
        write_catalogue(path, filled, memory_mb)
        return self._open_new(path)

    def derive_catalogue(
        self,
        version: str,
        former: Path,
        change: Callable[[duckdb.DuckDBPyConnection], None],
        memory_mb: int | None = None,
    ) -> Catalogue:
        """Write the catalogue of a version as a changed copy of a former one, and open it."""
        derive_catalogue(path := self._catalogue_path(version), former, change, memory_mb)
        return self._open_new(path)

    def _open_new(self, path: Path) -> Catalogue:
        """Open a catalogue that was just written, and remove older ones."""
        catalogue = Catalogue(path)
        shutil.rmtree(self.path / _FORMER_CACHE, ignore_errors=True)
        for leftover in self.path.glob(".catalogue-*"):
            remove(leftover)
        for older in self.path.glob("catalogue-*.duckdb"):
            if older != path:
                # Windows keeps a file that is open; the next build removes it.
                with suppress(PermissionError):
                    older.unlink(missing_ok=True)
        return catalogue

    @contextmanager
    def building(self) -> Iterator[None]:
        """Hold the lock under which one process builds a catalogue; parts may be written."""
        with self._lock("build"):
            yield

    @contextmanager
    def _change_overrides(self) -> Iterator[Overrides]:
        with self._lock("write"):
            yield self.overrides

    @contextmanager
    def _lock(self, name: str) -> Iterator[None]:
        from filelock import FileLock  # pages, which write nothing, start without it

        with explaining_write_errors(self.path):
            self.path.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self.path / f".{name}.lock")
            lock.acquire()
        try:
            yield
        finally:
            lock.release()

    def _catalogue_path(self, version: str) -> Path:
        return self.path / f"catalogue-{version}.duckdb"


@lru_cache(maxsize=_REMEMBERED_VERSIONS)
def _version_at(path: Path, stamps: tuple[Stamp, ...]) -> str:
    """Return the version of a workspace whose files have these stamps; pages ask often."""
    del stamps  # a part of the key of the cache
    workspace = Workspace(path)
    return name_version(part_names(workspace.path / "parts"), workspace.overrides)
