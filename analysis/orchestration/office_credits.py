"""Quotations of an office ("the US president") credited to its one holder in the same story.

That is decided where the catalogue is made, so that every list of speakers, filter and finding has
one speaker. The table keeps that the text names the office: the resolution is :data:`OFFICE`, and
the mention stays. How probable such a speaker is was not measured, so that there is no confidence.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Protocol

import duckdb
import pandas as pd
import pyarrow as pa

from analysis.corpus.office_holders import REACH, find_office_holders, is_indefinite, is_title
from analysis.entity_types import ORG, PERSON, PLACE_LABELS
from analysis.orchestration.row_queries import HOLDERS, OFFICE, RowQueries
from analysis.store import Snapshot
from analysis.store.catalogue import RowsQuery
from analysis.store.data_frames import to_frame
from analysis.store.snapshot import Rows

_PLACED = pa.schema([(name, pa.string()) for name in ("article_id", "story_id")])
_DESCRIBED = pa.schema(
    [
        *((name, pa.string()) for name in ("quote_id", "article_id", "speaker", "mention")),
        ("mention_start", pa.int32()),
    ]
)
_NAMES = pa.schema(
    [(name, pa.string()) for name in ("story_id", "label", "text", "epithet", "entity_id")]
)
_BODIES = ", ".join(repr(label) for label in (ORG, *sorted(PLACE_LABELS)))
_SELECT_DESCRIBED = f"""
    SELECT {", ".join(_DESCRIBED.names)} FROM {{}}
    WHERE resolution = 'description' AND entity_id = ''"""
#: Bodies have a text, and persons an epithet and an entity, so that there are few different rows.
_SELECT_NAMES = f"""
    SELECT DISTINCT story_id, label, text, '' AS epithet, '' AS entity_id
    FROM {{}} JOIN office_articles USING (article_id)
    WHERE kind = 'name' AND label IN ({_BODIES})"""
_SELECT_HOLDERS = f"""
    SELECT DISTINCT story_id, label, '' AS text, epithet, entity_id
    FROM {{}} JOIN office_articles USING (article_id)
    WHERE kind = 'name' AND label = '{PERSON}' AND epithet <> '' AND entity_id <> ''"""

#: Runs a query and yields its rows piece by piece.
_Stream = Callable[[RowsQuery], Iterable[pa.RecordBatch]]


class _Reader(Protocol):
    """Reads rows of parts or of a catalogue."""

    def described(self) -> pd.DataFrame:
        """Return rows of ``_DESCRIBED``: quotations whose speakers the texts only describe."""

    def names(self, placed: pd.DataFrame) -> pd.DataFrame:
        """Return rows of ``_NAMES``, of some articles with their stories."""

    def texts(self, article_ids: Collection[str]) -> Mapping[str, str]:
        """Return the texts of some articles."""


class _PartsReader:
    """Reads the rows of parts.

    Args:
        snapshot: The parts.
        quotes: Their quotations.
        queries: The entities of the corpus.
        stream: Runs a query.
    """

    def __init__(
        self, snapshot: Snapshot, quotes: Rows, queries: RowQueries, stream: _Stream
    ) -> None:
        """Remember what is read."""
        self._snapshot, self._quotes, self._queries = snapshot, quotes, queries
        self._stream = stream

    def described(self) -> pd.DataFrame:
        query = self._queries.fill_entity_ids(self._quotes, "mention")
        return self._read(query, _SELECT_DESCRIBED, _DESCRIBED)

    def names(self, placed: pd.DataFrame) -> pd.DataFrame:
        mentions = self._snapshot.rows("mentions", set(placed["article_id"]))
        query = self._queries.fill_entity_ids(mentions, "text")
        side = pa.Table.from_pandas(placed, _PLACED, preserve_index=False)
        joined = RowsQuery(query.sql, query.rows, {**query.sides, "office_articles": side})
        parts = (self._read(joined, sql, _NAMES) for sql in (_SELECT_NAMES, _SELECT_HOLDERS))
        return pd.concat(parts, ignore_index=True)

    def texts(self, article_ids: Collection[str]) -> Mapping[str, str]:
        texts: dict[str, str] = {}
        for piece in self._snapshot.rows("articles", article_ids).read():
            texts |= zip(piece["article_id"].to_pylist(), piece["text"].to_pylist(), strict=True)
        return texts

    def _read(self, query: RowsQuery, sql: str, schema: pa.Schema) -> pd.DataFrame:
        selected = RowsQuery(sql.format(f"({query.sql})"), query.rows, query.sides)
        batches = list(self._stream(selected))
        return to_frame(pa.Table.from_batches(batches) if batches else schema.empty_table())


class _CatalogueReader:
    """Reads the rows of some stories of an open catalogue.

    Args:
        connection: The catalogue.
        stories: The stories.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, stories: Collection[str]) -> None:
        """Remember what is read."""
        self._connection, self._stories = connection, list(stories)

    def described(self) -> pd.DataFrame:
        sql = _SELECT_DESCRIBED.format("quotes JOIN articles USING (article_id)")
        return self._read(f"{sql} AND story_id IN (SELECT unnest(?))", [self._stories])

    def names(self, placed: pd.DataFrame) -> pd.DataFrame:
        side = pa.Table.from_pandas(placed, _PLACED, preserve_index=False)
        self._connection.register("office_articles", side)
        selected = (sql.format("mentions") for sql in (_SELECT_NAMES, _SELECT_HOLDERS))
        rows = self._read(" UNION ALL ".join(selected))
        self._connection.unregister("office_articles")
        return rows

    def texts(self, article_ids: Collection[str]) -> Mapping[str, str]:
        rows = self._connection.execute(
            "SELECT article_id, text FROM articles WHERE article_id IN (SELECT unnest(?))",
            [list(article_ids)],
        ).fetchall()
        return dict(rows)

    def _read(self, sql: str, params: list[object] | None = None) -> pd.DataFrame:
        return to_frame(self._connection.sql(sql, params=params or []).to_arrow_table())


def find_holders(
    snapshot: Snapshot, quotes: Rows, articles: pd.DataFrame, queries: RowQueries, stream: _Stream
) -> pa.Table:
    """Return the holders of offices that quotations are credited to, as ``HOLDERS``.

    Args:
        snapshot: The parts.
        quotes: Their quotations.
        articles: Columns article_id, story_id of all articles.
        queries: The entities of the corpus.
        stream: Runs a query.
    """
    reader = _PartsReader(snapshot, quotes, queries, stream)
    return _find_holders(reader, articles[_PLACED.names])


def credit_holders(connection: duckdb.DuckDBPyConnection, stories: Collection[str]) -> list[str]:
    """Credit the quotations of some stories of an open catalogue; return the stories with any.

    The entities of all rows have to be the present ones.
    """
    placed = to_frame(
        connection.sql(
            f"SELECT {', '.join(_PLACED.names)} FROM articles WHERE story_id IN (SELECT unnest(?))",
            params=[list(stories)],
        ).to_arrow_table()
    )
    holders = _find_holders(_CatalogueReader(connection, stories), placed)
    connection.register("office_holders", holders)
    connection.execute(
        f"""
        UPDATE quotes SET entity_id = h.entity_id, speaker = e.name, resolution = '{OFFICE}',
            speaker_confidence = NULL
        FROM office_holders h JOIN entities e USING (entity_id)
        WHERE quotes.quote_id = h.quote_id
        """
    )
    rows = connection.execute(
        "SELECT DISTINCT story_id FROM office_holders JOIN quotes USING (quote_id) "
        "JOIN articles USING (article_id) ORDER BY story_id"
    ).fetchall()
    connection.unregister("office_holders")
    return [str(story_id) for (story_id,) in rows]


def withdraw_credits(
    connection: duckdb.DuckDBPyConnection, snapshot: Snapshot, stories: Collection[str]
) -> list[str]:
    """Undo what :func:`credit_holders` did to some stories; return those with such quotations.

    The connection's view ``placed`` has the present story of each article; the parts tell what the
    speakers were called.
    """
    credited = connection.execute(
        f"""
        SELECT DISTINCT p.article_id, p.story_id FROM quotes q JOIN placed p USING (article_id)
        WHERE q.resolution = '{OFFICE}' AND p.story_id IN (SELECT unnest(?))
        """,
        [list(stories)],
    ).fetchall()
    if not credited:
        return []
    as_annotated = snapshot.rows("quotes", {article_id for article_id, _ in credited}).to_table()
    connection.register("as_annotated", as_annotated)
    connection.execute(
        f"""
        UPDATE quotes SET entity_id = '', speaker = part.speaker, resolution = part.resolution,
            speaker_confidence = part.speaker_confidence
        FROM as_annotated part
        WHERE quotes.quote_id = part.quote_id AND quotes.resolution = '{OFFICE}'
        """
    )
    connection.unregister("as_annotated")
    return sorted({story_id for _, story_id in credited})


def _find_holders(reader: _Reader, placed: pd.DataFrame) -> pa.Table:
    described = reader.described()
    described = described[described["speaker"].map(is_title).astype(bool)]
    described = described.merge(placed, on="article_id")
    if described.empty:
        return HOLDERS.empty_table()
    of_stories = placed[placed["story_id"].isin(described["story_id"])]
    credited = find_office_holders(described, reader.names(of_stories)).merge(described)
    texts = reader.texts(set(credited["article_id"]))
    starts = credited["mention_start"].clip(lower=0)
    columns = (credited["article_id"], starts, credited["mention"])
    is_definite = [
        not is_indefinite(texts[article_id][max(start - REACH, 0) : start], mention)
        for article_id, start, mention in zip(*columns, strict=True)
    ]
    rows = credited.loc[is_definite, HOLDERS.names]
    return pa.Table.from_pandas(rows, HOLDERS, preserve_index=False)
