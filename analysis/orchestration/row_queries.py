"""Queries that make the rows of the catalogue from those of the parts, piece by piece.

A catalogue's large tables are the rows of the parts with the entity of the whole corpus in place of
that of the article. DuckDB joins them while it writes the catalogue, so that no table is in memory
as a whole.
"""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import pyarrow as pa

from analysis.corpus.entities import LINKS
from analysis.corpus.override_application import CorrectedEntities
from analysis.store.catalogue import RowsQuery
from analysis.store.snapshot import Rows

_WORDS = pa.schema([(name, pa.string()) for name in ("entity_id", "text", "new_entity_id")])
_MERGED = pa.schema([(name, pa.string()) for name in ("entity_id", "new_entity_id")])
_NAMES = pa.schema([(name, pa.string()) for name in ("entity_id", "name")])
HOLDERS = pa.schema([(name, pa.string()) for name in ("quote_id", "entity_id")])

OFFICE = "office"
"""The resolution of a quotation whose text names an office, credited to its one holder."""


class RowQueries:
    """Makes queries that fill in the entities of the corpus.

    Args:
        sides: The tables that rows are joined with, or their files.
    """

    def __init__(self, sides: Mapping[str, pa.Table | Path]) -> None:
        """Remember the tables."""
        self._sides = sides

    @classmethod
    def of_corrected(cls, corrected: CorrectedEntities) -> "RowQueries":
        """Return the queries for entities with the analyst's overrides."""
        return cls(
            {
                "entity_links": _to_arrow(corrected.links, LINKS),
                "override_words": _to_arrow(corrected.words, _WORDS),
                "override_merged": _to_arrow(corrected.merged, _MERGED),
                "entity_names": _to_arrow(corrected.entities, _NAMES),
            }
        )

    @classmethod
    def of_files(cls, links: Path, entities: Path) -> "RowQueries":
        """Return the queries for entities in files, which have no overrides."""
        return cls(
            {
                "entity_links": links,
                "override_words": _WORDS.empty_table(),
                "override_merged": _MERGED.empty_table(),
                "entity_names": entities,
            }
        )

    def fill_entity_ids(self, rows: Rows, words: str) -> RowsQuery:
        """Return a query that adds ``entity_id``, the entity that each row mentions.

        Args:
            rows: Columns article_id, entity, ``words`` and any others.
            words: The column with the words that mention the entity.
        """
        return self._query(rows, _select_filled("incoming", words))

    def fill_holders(self, rows: Rows) -> RowsQuery:
        """Return a query that adds ``entity_id`` to attitudes, and the entity's name as holder."""
        return self._query(rows, _select_named(_select_filled("incoming", "mention"), "holder"))

    def fill_speakers(self, rows: Rows, office_holders: pa.Table | None = None) -> RowsQuery:
        """Return a query that adds ``entity_id`` to quotations, and the entity's name as speaker.

        Args:
            rows: Columns article_id, quote_id, entity, mention, speaker, resolution and others.
            office_holders: Rows of ``HOLDERS``: the entities of those whose text names an office.
        """
        filled = f"""
            SELECT f.* REPLACE (
                coalesce(h.entity_id, f.entity_id) AS entity_id,
                CASE WHEN h.entity_id IS NULL THEN f.resolution ELSE '{OFFICE}' END AS resolution,
                CASE WHEN h.entity_id IS NULL THEN f.speaker_confidence END AS speaker_confidence
            )
            FROM ({_select_filled("incoming", "mention")}) f
            LEFT JOIN office_holders h USING (quote_id)"""
        query = self._query(rows, _select_named(filled, "speaker"))
        side = HOLDERS.empty_table() if office_holders is None else office_holders
        return RowsQuery(query.sql, query.rows, {**query.sides, "office_holders": side})

    def fill_agents(self, rows: Rows) -> RowsQuery:
        """Return a query that adds ``agent_id`` and ``patient_id`` to events."""
        agents = _select_filled("incoming", "agent", "agent_entity", "agent_id")
        patients = _select_filled(f"({agents})", "patient", "patient_entity", "patient_id")
        return self._query(rows, patients)

    def _query(self, rows: Rows, sql: str) -> RowsQuery:
        return RowsQuery(sql, {"incoming": rows}, self._sides)


def _select_filled(rows: str, words: str, local: str = "entity", name: str = "entity_id") -> str:
    """Return SQL that adds the entity of the corpus to rows; empty when unsure."""
    return f"""
        SELECT parted.* EXCLUDE (joined), coalesce(merged.new_entity_id, joined) AS {name}
        FROM (
            SELECT part.*, coalesce(words.new_entity_id, links.entity_id, '') AS joined
            FROM {rows} part LEFT JOIN entity_links links
                ON links.article_id = part.article_id AND links.entity = part.{local}
            LEFT JOIN override_words words
                ON words.entity_id = links.entity_id AND words.text = part.{words}
        ) parted LEFT JOIN override_merged merged ON merged.entity_id = joined
    """


def _select_named(filled: str, column: str) -> str:
    """Return SQL that replaces a column by the entity's name; it stays without an entity."""
    return f"""
        SELECT filled.* REPLACE (coalesce(names.name, filled.{column}) AS {column})
        FROM ({filled}) filled LEFT JOIN entity_names names USING (entity_id)
    """


def _to_arrow(frame: pd.DataFrame, schema: pa.Schema) -> pa.Table:
    return pa.Table.from_pandas(frame[schema.names], schema, preserve_index=False)
