"""The parts and overrides of a workspace at one moment, and the tables read from them."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from analysis import tables
from analysis.store.overrides import FIRST_DAY, FIXABLE, LAST_DAY, Overrides
from analysis.store.parts import Part, read_table

#: Parts that are read at a time: about a thousand articles, 20 MB of the largest table.
_PARTS_OF_PIECE = 16


@dataclass(frozen=True)
class Rows:
    """Rows that are read piece by piece, each time anew.

    Attributes:
        schema: The columns of every piece.
        read: Begins to read the pieces.
        errors: What went wrong in a stream; who reads the stream raises errors of its own.
    """

    schema: pa.Schema
    read: Callable[[], Iterator[pa.Table]]
    errors: list[Exception] = field(default_factory=list, compare=False)

    def to_reader(self) -> pa.RecordBatchReader:
        """Return the rows as a stream."""
        return pa.RecordBatchReader.from_batches(self.schema, self._read_batches())

    def _read_batches(self) -> Iterator[pa.RecordBatch]:
        try:
            for piece in self.read():
                yield from piece.to_batches()
        except (OSError, pa.ArrowException) as error:
            self.errors.append(error)
            raise

    def to_table(self) -> pa.Table:
        """Return all rows."""
        return pa.concat_tables([self.schema.empty_table(), *self.read()])


@dataclass(frozen=True)
class Piece:
    """Rows of a table in some parts, which another process can read.

    Attributes:
        table: The table.
        parts: The articles to read from each part, by its folder; None for all of its articles.
        overrides: The analyst's overrides.
    """

    table: str
    parts: Mapping[Path, list[str] | None]
    overrides: Overrides

    def read(self) -> pa.Table:
        """Return the rows."""
        rows = read_table(tables.PARTS[self.table], self.parts)
        if self.table != "articles":
            return rows
        fixed = _apply_fixes(rows, self.overrides)
        return _without_impossible_days(_rename_outlets(fixed, self.overrides.outlet_names))


@dataclass(frozen=True)
class Snapshot:
    """The parts and overrides of one moment: tables read from it belong together.

    Attributes:
        parts: The parts that can be read.
        overrides: The analyst's overrides.
        version: Names all of them; see :attr:`Workspace.version`.
        base_version: Names all but the overrides of entities.
        overrides_version: Names all overrides.
    """

    parts: tuple[Part, ...]
    overrides: Overrides
    version: str
    base_version: str = ""
    overrides_version: str = ""

    @cached_property
    def winners(self) -> dict[str, Part]:
        """The part that counts for each article: the latest."""
        return {article_id: part for part in self.parts for article_id in part.articles}

    def annotated(self, fingerprint: str) -> set[tuple[str, str]]:
        """Return (article id, digest) of the articles annotated with ``fingerprint``.

        Removed articles are among them.
        """
        return {
            (article_id, part.articles[article_id])
            for article_id, part in self.winners.items()
            if part.fingerprint == fingerprint and part.is_current
        }

    @cached_property
    def outdated(self) -> dict[Path, list[str]]:
        """The articles annotated by an earlier version of the program, by the path of their part.

        They are in none of the tables that :meth:`read` returns.
        """
        outdated: dict[Path, list[str]] = {}
        for article_id, part in self.winners.items():
            if not part.is_current:
                outdated.setdefault(part.path, []).append(article_id)
        return outdated

    def read(self, table: str) -> pa.Table:
        """Return a table of :data:`analysis.tables.PARTS` for every current article not removed.

        Of an article in several parts the latest counts; the analyst's fixes and names of
        outlets are applied.
        """
        return Piece(table, self._articles_by_part, self.overrides).read()

    def rows(self, table: str, articles: Collection[str] | None = None) -> Rows:
        """Return the rows of :meth:`read`, to be read piece by piece.

        Args:
            table: The table.
            articles: The articles whose rows are read; None reads all.
        """
        return Rows(
            tables.PARTS[table].schema,
            lambda: (piece.read() for piece in self.pieces(table, articles)),
        )

    def pieces(self, table: str, articles: Collection[str] | None = None) -> Iterator[Piece]:
        """Yield the pieces of :meth:`rows`."""
        parts = self._articles_by_part if articles is None else self._select_parts(articles)
        remaining = iter(parts.items())
        while some := dict(islice(remaining, _PARTS_OF_PIECE)):
            yield Piece(table, some, self.overrides)

    @cached_property
    def part_by_article(self) -> dict[str, str]:
        """The name of the part of each article that :meth:`read` returns."""
        return {
            article_id: self.winners[article_id].path.name
            for path, article_ids in self._articles_by_part.items()
            for article_id in (self._whole_parts[path] if article_ids is None else article_ids)
        }

    def _select_parts(self, articles: Collection[str]) -> dict[Path, list[str] | None]:
        """Return the given articles by part, as :attr:`_articles_by_part` does."""
        selected: dict[Path, list[str] | None] = {}
        for path, article_ids in self._articles_by_part.items():
            present = self._whole_parts[path] if article_ids is None else article_ids
            if of_part := [article_id for article_id in present if article_id in articles]:
                is_whole = article_ids is None and len(of_part) == len(present)
                selected[path] = None if is_whole else of_part
        return selected

    @cached_property
    def _whole_parts(self) -> dict[Path, list[str]]:
        return {part.path: list(part.articles) for part in self.parts}

    @cached_property
    def _articles_by_part(self) -> dict[Path, list[str] | None]:
        """The articles to read from each part, None for all of its articles."""
        articles_by_part: dict[Path, list[str] | None] = {}
        for part in self.parts:
            if not part.is_current:
                continue
            article_ids = [
                article_id
                for article_id in part.articles
                if self.winners[article_id] is part and article_id not in self.overrides.removed
            ]
            if article_ids:
                is_whole = len(article_ids) == len(part.articles)
                articles_by_part[part.path] = None if is_whole else article_ids
        return articles_by_part


def _without_impossible_days(articles: pa.Table) -> pa.Table:
    """Return the articles without the dates that the calculations cannot hold."""
    days = articles.column("published")
    is_possible = pc.and_(pc.greater_equal(days, FIRST_DAY), pc.less_equal(days, LAST_DAY))
    possible = pc.if_else(is_possible, days, pa.scalar(None, days.type))
    position = articles.schema.get_field_index("published")
    return articles.set_column(position, articles.schema.field(position), possible)


def _apply_fixes(articles: pa.Table, overrides: Overrides) -> pa.Table:
    """Return the articles with the fields that the analyst corrected."""
    for name in sorted({name for fix in overrides.fixes.values() for name in fix}):
        if name not in FIXABLE:
            continue
        position = articles.schema.get_field_index(name)
        kind = articles.schema.field(name).type
        fixes = {key: fix[name] for key, fix in overrides.fixes.items() if name in fix}
        values = [_parse_value(value, kind) for value in fixes.values()]
        row = pc.index_in(articles.column("article_id"), pa.array(fixes, pa.string()))
        fixed = pa.array(values, kind).take(row.combine_chunks())
        column = pc.if_else(pc.is_valid(row), fixed, articles.column(position))
        articles = articles.set_column(position, articles.schema.field(name), column)
    return articles


def _rename_outlets(articles: pa.Table, outlet_names: Mapping[str, str]) -> pa.Table:
    """Return the articles with the names that count for their outlets."""
    if not outlet_names:
        return articles
    position = articles.schema.get_field_index("outlet")
    outlets = articles.column(position)
    row = pc.index_in(outlets, pa.array(outlet_names, pa.string())).combine_chunks()
    renamed = pa.array(outlet_names.values(), pa.string()).take(row)
    column = pc.if_else(pc.is_valid(row), renamed, outlets)
    return articles.set_column(position, articles.schema.field(position), column)


def _parse_value(value: str, kind: pa.DataType) -> str | date | None:
    if kind == pa.date32():
        return date.fromisoformat(value) if value else None
    return value
