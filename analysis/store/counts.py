"""Counts made once, when a catalogue is built: who is named how often, where.

Four tables stand beside those of :data:`analysis.tables.CATALOGUE`; they can be made from them at
any time and are not exported. Mentions count in headline, subheads and body.

- ``numbered``: every entity with ``entity_no`` (0 is named most), ``entity_id``, ``name``,
  ``label``, ``named`` and ``mentions`` (in what counts: by name, and all), ``everywhere`` (by name
  in every block) and ``total`` (all mentions in every block).
- ``counts_by_story``: ``story_id``, ``published``, ``outlet_label``, ``entity_no``, ``label``,
  ``named``, ``mentions``; laid out by story.
- ``counts_by_entity``: the same without story and date; laid out by entity.
- ``mentions_by_article``: the rows of ``mentions``, which are laid out by entity, by article.
"""

from hashlib import sha256

import duckdb

from analysis.store.filters import Filters
from analysis.tables import CATALOGUE, COUNTED

_KINDS = ", ".join(repr(kind) for kind in COUNTED)
_TABLES = f"""
    CREATE TABLE numbered AS
    WITH counted AS (
        SELECT entity_id,
               count(*) FILTER (kind = 'name' AND block_kind IN ({_KINDS})) AS named,
               count(*) FILTER (block_kind IN ({_KINDS})) AS mentions,
               count(*) FILTER (kind = 'name') AS everywhere,
               count(*) AS total
        FROM mentions WHERE entity_id <> '' GROUP BY entity_id
    )
    SELECT (row_number() OVER (ORDER BY named DESC, entity_id) - 1)::int AS entity_no,
           entity_id, name, label, named, mentions, everywhere, total
    FROM entities JOIN counted USING (entity_id) ORDER BY entity_no;

    CREATE TABLE counts_by_story AS
    SELECT a.story_id, a.published, a.outlet_label, n.entity_no, n.label,
           (count(*) FILTER (m.kind = 'name'))::int AS named, count(*)::int AS mentions
    FROM mentions m JOIN articles a USING (article_id) JOIN numbered n USING (entity_id)
    WHERE m.block_kind IN ({_KINDS})
    GROUP BY ALL ORDER BY a.story_id, a.outlet_label, a.published, n.entity_no;

    CREATE TABLE counts_by_entity AS
    SELECT entity_no, label, outlet_label, sum(named)::bigint AS named,
           sum(mentions)::bigint AS mentions
    FROM counts_by_story GROUP BY ALL ORDER BY entity_no, outlet_label;

    CREATE TABLE mentions_by_article AS FROM mentions ORDER BY article_id, "start", "end";
"""


#: Names the tables and columns a catalogue has: queries may ask one of the same layout only.
LAYOUT = sha256(
    repr([_TABLES, *(table.schema for table in CATALOGUE.values())]).encode()
).hexdigest()[:16]


def derive(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the tables of counts in an open catalogue, and note its layout."""
    connection.execute(_TABLES)
    connection.execute(f"CREATE TABLE made_with AS SELECT '{LAYOUT}' AS layout")


def by_outlet(filters: Filters, most: int, *, named: bool) -> tuple[str, list[object]]:
    """Return SQL that counts mentions by entity and outlet in what is looked at.

    Args:
        filters: What is looked at; kinds of quotation play no part.
        most: How many of the most mentioned entities are wanted; more may be counted.
        named: Count names alone, without pronouns and descriptions.

    Returns:
        A query with columns ``entity_no``, ``outlet_label`` and ``n`` (from 1), and its parameters.
    """
    by_story = bool(filters.story or filters.start or filters.end)
    table = "counts_by_story" if by_story else "counts_by_entity"
    where, params = filters.articles_where("c")
    for column, values in (("entity_id", filters.entities), ("label", filters.labels)):
        if values:
            within = f"{column} IN ({', '.join('?' * len(values))})"
            chosen = f"entity_no IN (SELECT entity_no FROM numbered WHERE {within})"
            where += f" AND {chosen if column == 'entity_id' else f'c.{within}'}"
            params = [*params, *values]
    count = "named" if named else "mentions"
    if not by_story and not filters.outlets:
        # In all articles the order of the entities is known: only the first need be counted.
        where += (
            f" AND c.entity_no IN (SELECT n.entity_no FROM numbered n WHERE "
            f"{where.replace('c.', 'n.')} ORDER BY n.{count} DESC, n.entity_id LIMIT {int(most)})"
        )
        params = [*params, *params]
    return (
        f"SELECT c.entity_no, c.outlet_label, sum(c.{count})::bigint AS n FROM {table} c "
        f"WHERE {where} AND c.{count} > 0 GROUP BY c.entity_no, c.outlet_label",
        params,
    )
