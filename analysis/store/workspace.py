"""The workspace: a folder of annotated parts, the analyst's decisions, and the catalogue.

::

    parts/0000000001-5f0c9a1e/    a batch of articles: manifest.json and a Parquet file a table
    decisions.json                what the analyst fixed, removed and corrected
    ids.parquet                   which entity each entity of an article was last joined into
    kept/                         results of slow steps for the next catalogue; may be deleted
    catalogue-<version>.duckdb    built from both; may be deleted at any time

Writers take turns by a lock file; readers wait for nobody, since everything appears by renaming.
"""

import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from analysis import tables
from analysis.corpus.entity_overrides import EntityOverrides
from analysis.store.atomic_files import replacing
from analysis.store.build_cache import BuildCache
from analysis.store.catalogue import Catalogue, write_catalogue
from analysis.store.overrides import Overrides
from analysis.store.parts import (
    SCHEMA,
    Part,
    Rows,
    part_names,
    read_part,
    read_table,
    remove_part,
    write_part,
)
from analysis.versions import ANNOTATION_VERSION, CATALOGUE_VERSION

if TYPE_CHECKING:
    from filelock import BaseFileLock


_SETTLED = 2_000_000_000  # nanoseconds


class Workspace:
    """A workspace folder; made when something is first written to it."""

    def __init__(self, path: Path | str) -> None:
        """Name the folder; it need not exist."""
        self.path = Path(path)
        self._parts = self.path / "parts"
        self._decisions = self.path / "decisions.json"
        self._ids = self.path / "ids.parquet"

    def absolute(self) -> "Workspace":
        """Return the same workspace by its whole path, for processes that run elsewhere."""
        return Workspace(self.path.absolute())

    def exists(self) -> bool:
        """Tell whether anything was annotated here."""
        return bool(part_names(self._parts))

    def write_part(self, rows: Iterable[Rows], fingerprint: str, digests: Mapping[str, str]) -> str:
        """Add the annotation of some articles; it replaces earlier annotation of the same ones.

        Args:
            rows: One item an article: its rows of each table of :data:`analysis.tables.PARTS`.
            fingerprint: What they were annotated with (``analysis.nlp.fingerprint()``).
            digests: A digest of each article as read, by article id; see :meth:`annotated`.

        Returns:
            The name of the part.

        Raises:
            ValueError: when a row lacks a column (only ``published`` may be null).
        """
        return write_part(self._parts, self._lock("write"), rows, fingerprint, digests)

    def remove_superseded(self) -> int:
        """Remove parts of which no article counts any more; return how many.

        No catalogue is built meanwhile, since that reads parts. A reader of single tables that
        began before may miss one, as it says itself.
        """
        with self.building(), self._lock("write"):
            snapshot = self.snapshot()
            counting = {part.path for part in snapshot.winners.values()}
            gone = [part.path for part in snapshot.parts if part.path not in counting]
            for path in gone:
                remove_part(path)
        return len(gone)

    def annotated(self, fingerprint: str) -> set[tuple[str, str]]:
        """Return what :meth:`Snapshot.annotated` does, as it is now."""
        return self.snapshot().annotated(fingerprint)

    def read_parts(self, table: str) -> pa.Table:
        """Return a table of :data:`analysis.tables.PARTS`; see :meth:`Snapshot.read`."""
        return self.snapshot().read(table)

    @property
    def decisions(self) -> Overrides:
        """What the analyst decided, as it stands in the file.

        Raises:
            DecisionsError: when the file cannot be understood.
        """
        return Overrides.read(self._decisions)

    def fix(self, article_id: str, **fields: str) -> None:
        """Correct fields of an article (see :data:`analysis.store.overrides.FIXABLE`).

        Raises:
            DecisionsError: when a field cannot be fixed or a date is not one.
        """
        with self._deciding() as decisions:
            decisions.with_fix(article_id, fields).write(self._decisions)

    def unfix(self, article_id: str, field: str | None = None) -> None:
        """Undo the correction of one field of an article, or of all."""
        with self._deciding() as decisions:
            decisions.without_fix(article_id, field).write(self._decisions)

    def remove(self, article_ids: Iterable[str]) -> None:
        """Leave articles out from now on; their annotation is kept."""
        with self._deciding() as decisions:
            removed = decisions.removed | set(article_ids)
            replace(decisions, removed=removed).write(self._decisions)

    def restore(self, article_ids: Iterable[str]) -> None:
        """Take removed articles in again."""
        with self._deciding() as decisions:
            removed = decisions.removed - set(article_ids)
            replace(decisions, removed=removed).write(self._decisions)

    def set_cut(self, cut: float | None) -> None:
        """Group articles into stories from this similarity on; None for the usual one.

        Raises:
            DecisionsError: when it is not between 0 and 1.
        """
        with self._deciding() as decisions:
            decisions.with_cut(cut).write(self._decisions)

    def move(self, article_id: str, beside: str | None) -> None:
        """Put an article into the story of another; see :meth:`Overrides.with_move`."""
        with self._deciding() as decisions:
            decisions.with_move(article_id, beside).write(self._decisions)

    def leave_out_copied(self, without: bool) -> None:
        """Leave copied passages out of every measure, or take them in again."""
        with self._deciding() as decisions:
            replace(decisions, without_copied=without).write(self._decisions)

    def correct(self, change: Callable[[EntityOverrides], EntityOverrides]) -> None:
        """Change the decisions about entities, e.g. ``lambda made: made.with_name(id, "DPRK")``.

        Raises:
            ValueError: what the change raises; then nothing is written.
        """
        with self._deciding() as decisions:
            replace(decisions, entities=change(decisions.entities)).write(self._decisions)

    def known_ids(self) -> pa.Table | None:
        """Return what :meth:`keep_ids` kept last; None when nothing was."""
        import pyarrow.parquet as pq  # pages start without it

        try:
            return pq.read_table(self._ids)
        except FileNotFoundError:
            return None

    def keep_ids(self, links: pa.Table) -> None:
        """Keep which entity each entity of an article is, so that ids stay as they are."""
        import pyarrow.parquet as pq  # pages start without it

        self.path.mkdir(parents=True, exist_ok=True)
        with replacing(self._ids) as temporary:
            pq.write_table(links, temporary, compression="zstd")

    @property
    def kept(self) -> BuildCache:
        """What was computed for the catalogue built last."""
        return BuildCache(self.path / "kept", _code_version())

    @property
    def version(self) -> str:
        """Name the state of the parts and decisions, and the code a catalogue is built with."""
        stamps = _stamp(self._parts), _stamp(self._decisions)
        # Within a clock's tick two changes look like one: what is this new is looked at again.
        if max(stamp[0] for stamp in stamps) > time.time_ns() - _SETTLED:
            return _version(part_names(self._parts), self.decisions)
        return _version_at(self.path, stamps)

    def snapshot(self) -> "Snapshot":
        """Return the parts and decisions as they are now, whatever is written meanwhile."""
        names = part_names(self._parts)
        decisions = self.decisions
        parts = [read_part(self._parts / name) for name in names]
        found = tuple(part for part in parts if part is not None)
        return Snapshot(found, decisions, _version(names, decisions))

    @property
    def catalogue_path(self) -> Path:
        """Where the catalogue of the current version is, or would be when built."""
        return self._catalogue_path(self.version)

    def catalogue(self, *, stale: bool = False) -> Catalogue | None:
        """Return the catalogue of the current version, or None when it has to be built.

        Args:
            stale: When there is none of the current version, return the one built last instead,
                for instance while articles are being annotated, unless it was built by a version
                of the program with other tables.
        """
        path = self.catalogue_path
        current = path.exists()
        if not current:
            built = self.path.glob("catalogue-*.duckdb") if stale else iter(())
            newest = max(built, key=lambda file: file.stat().st_mtime, default=None)
            if newest is None:
                return None
            path = newest
        try:
            found = Catalogue(path)
        except duckdb.IOException:
            if path.exists():
                raise
            return None  # replaced by another process just now
        if current or found.can_be_asked:
            return found
        found.close()
        return None

    def write_catalogue(self, version: str, filled: Iterable[tuple[str, pa.Table]]) -> Catalogue:
        """Write the catalogue of `version`, remove older ones, and open it.

        Args:
            version: The version of the snapshot the tables were computed from.
            filled: Name and rows of each table of :data:`analysis.tables.CATALOGUE`.
        """
        path = self._catalogue_path(version)
        self.path.mkdir(parents=True, exist_ok=True)
        write_catalogue(path, filled)
        catalogue = Catalogue(path)
        for leftover in self.path.glob(".catalogue-*"):
            leftover.unlink(missing_ok=True)
        for older in self.path.glob("catalogue-*.duckdb"):
            if older != path:
                # Windows keeps a file that is open: the next catalogue removes it.
                with suppress(PermissionError):
                    older.unlink(missing_ok=True)
        return catalogue

    @contextmanager
    def building(self) -> Iterator[None]:
        """Let one process or thread build a catalogue at a time; parts may be written."""
        with self._lock("build"):
            yield

    @contextmanager
    def _deciding(self) -> Iterator[Overrides]:
        with self._lock("write"):
            yield self.decisions

    def _lock(self, name: str) -> "BaseFileLock":
        from filelock import FileLock  # pages, which write nothing, start without it

        self.path.mkdir(parents=True, exist_ok=True)
        return FileLock(self.path / f".{name}.lock")

    def _catalogue_path(self, version: str) -> Path:
        return self.path / f"catalogue-{version}.duckdb"


@dataclass(frozen=True)
class Snapshot:
    """The parts and decisions of one moment: tables read from it belong together."""

    parts: tuple[Part, ...]
    decisions: Overrides
    version: str

    @cached_property
    def winners(self) -> dict[str, Part]:
        """The part that counts for each article: the latest."""
        return {article_id: part for part in self.parts for article_id in part.articles}

    def annotated(self, fingerprint: str) -> set[tuple[str, str]]:
        """Return (article id, digest) of what is annotated with `fingerprint`, removed or not."""
        return {
            (article_id, part.articles[article_id])
            for article_id, part in self.winners.items()
            if part.fingerprint == fingerprint and part.schema == SCHEMA
        }

    def read(self, table: str) -> pa.Table:
        """Return a table of :data:`analysis.tables.PARTS` for every article not removed.

        Of an article in several parts the latest counts; the analyst's fixes are applied.
        """
        rows = read_table(tables.PARTS[table], self._taken)
        return _fixed(rows, self.decisions) if table == "articles" else rows

    @cached_property
    def _taken(self) -> dict[Path, list[str] | None]:
        """What to read: parts with the articles to take from them, None for all."""
        taken: dict[Path, list[str] | None] = {}
        for part in self.parts:
            kept = [
                article_id
                for article_id in part.articles
                if self.winners[article_id] is part and article_id not in self.decisions.removed
            ]
            if kept:
                taken[part.path] = None if len(kept) == len(part.articles) else kept
        return taken


def _fixed(articles: pa.Table, decisions: Overrides) -> pa.Table:
    for name in sorted({name for fix in decisions.fixes.values() for name in fix}):
        if name not in articles.column_names:
            continue
        position = articles.schema.get_field_index(name)
        kind = articles.schema.field(name).type
        fixes = {key: fix[name] for key, fix in decisions.fixes.items() if name in fix}
        values = [_value(value, kind) for value in fixes.values()]
        row = pc.index_in(articles.column("article_id"), pa.array(fixes, pa.string()))
        fixed = pa.array(values, kind).take(row.combine_chunks())
        column = pc.if_else(pc.is_valid(row), fixed, articles.column(position))
        articles = articles.set_column(position, articles.schema.field(name), column)
    return articles


def _value(value: str, kind: pa.DataType) -> str | date | None:
    if kind == pa.date32():
        return date.fromisoformat(value) if value else None
    return value


def _stamp(path: Path) -> tuple[int, int, int]:
    """Return what changes when a file or the list of a folder does; zeros when it is not there."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return 0, 0, 0
    return found.st_mtime_ns, found.st_size, found.st_ino


@lru_cache(maxsize=64)
def _version_at(path: Path, stamps: tuple[tuple[int, int, int], ...]) -> str:
    """Return the version of a workspace whose files have these stamps; the pages ask often."""
    workspace = Workspace(path)
    return _version(part_names(workspace._parts), workspace.decisions)


def _version(names: list[str], decisions: Overrides) -> str:
    grouped = [decisions.cut, list(decisions.moved.items()), decisions.without_copied]
    removed, entities = sorted(decisions.removed), decisions.entities.to_json()
    decided = [decisions.fixes, removed, entities, decisions.other, grouped]
    state = json.dumps([names, decided, _code_version()], sort_keys=True)
    return sha256(state.encode()).hexdigest()[:16]


@cache
def _code_version() -> str:
    """Return what a catalogue depends on besides the parts and the overrides."""
    columns = [(table.name, str(table.schema)) for table in tables.CATALOGUE.values()]
    state = [ANNOTATION_VERSION, CATALOGUE_VERSION, columns]
    return sha256(json.dumps(state).encode()).hexdigest()
