"""A catalogue in which groups take the outlets' place.

Every query reads ``outlet_label`` from ``articles`` or from the tables of counts. A pooled
catalogue has views in their place, with the label of the group, so that every query, measure and
chart compares groups as it compares outlets.
"""

from collections.abc import Mapping
from pathlib import Path

import duckdb

from analysis.store.catalogue import Catalogue
from analysis.store.outlet_groups import NO_OUTLET
from analysis.store.precomputed_counts import SPEAKER_SUMS

#: Tables of which listings ask for ``rowid`` (:mod:`analysis.store.paged_listing`), which a view
#: has only as a column.
_LISTED = ("articles", "quotes", "attitudes")
_JOIN = "LEFT JOIN pooled_outlets p ON p.outlet = t.outlet_label"
_LABEL = "coalesce(p.label, t.outlet_label)"


class PooledCatalogue(Catalogue):
    """A catalogue whose outlets have other labels; several outlets may share one."""

    outlet_noun = "group"

    def __init__(self, catalogue: Catalogue, labels: Mapping[str, str]) -> None:
        """Pool the outlets of a catalogue, which stays as it is.

        Args:
            catalogue: The catalogue.
            labels: The new label of each outlet by its own; other outlets keep theirs. Outlets
                labelled :data:`NO_OUTLET` are not counted among the outlets of a story.

        Raises:
            duckdb.Error: The catalogue's file does not exist any more.
        """
        self.path = catalogue.path
        self.version = catalogue.version
        self._connection = _connect(catalogue.path, labels)


def _connect(path: Path, labels: Mapping[str, str]) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    quoted = str(path).replace("'", "''")
    connection.execute(f"ATTACH '{quoted}' AS unpooled (READ_ONLY)")
    connection.execute("CREATE TABLE pooled_outlets (outlet VARCHAR, label VARCHAR)")
    if labels:
        connection.executemany("INSERT INTO pooled_outlets VALUES (?, ?)", list(labels.items()))
    tables = connection.execute(
        """
        SELECT table_name, bool_or(column_name = 'outlet_label') FROM duckdb_columns()
        WHERE database_name = 'unpooled' GROUP BY table_name
        """
    ).fetchall()
    for name, has_outlets in tables:
        view = _select(name, has_outlets=has_outlets)
        connection.execute(f'CREATE VIEW "{name}" AS {view}')
    # Text reaches queries as parameters only. Even if it did not, it could not reach files.
    connection.execute("SET enable_external_access = false")
    return connection


def _select(table: str, *, has_outlets: bool) -> str:
    """Return the rows of a table by group.

    Whoever reads the rows of a table of counts sums them by outlet, but for ``voices_by_outlet``.
    """
    source = f'unpooled."{table}" t'
    row_id = ", t.rowid" if table in _LISTED else ""
    if table == "voices_by_outlet":
        return (
            f"WITH t AS (SELECT t.* REPLACE ({_LABEL} AS outlet_label) FROM {source} {_JOIN}) "
            f"SELECT outlet_label, speaker_id, {SPEAKER_SUMS} FROM t "
            "GROUP BY outlet_label, speaker_id"
        )
    if has_outlets:
        return f"SELECT t.* REPLACE ({_LABEL} AS outlet_label){row_id} FROM {source} {_JOIN}"
    if table == "stories":
        return f"""
            WITH labelled AS (
                SELECT t.story_id, {_LABEL} AS label FROM unpooled.articles t {_JOIN}
            ),
            counted AS (
                SELECT story_id, count(DISTINCT label)::int AS n FROM labelled
                WHERE label <> {_quote(NO_OUTLET)} GROUP BY story_id
            )
            SELECT t.* REPLACE (coalesce(c.n, 0)::int AS outlets)
            FROM {source} LEFT JOIN counted c USING (story_id)"""
    return f"SELECT t.*{row_id} FROM {source}"


def _quote(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
