"""Counts made once, when a catalogue is built: who is named and quoted how often, where.

Eight tables stand beside those of :data:`analysis.tables.CATALOGUE`; they can be made from them at
any time and are not exported. Mentions count in headline, subheads and body.

- ``numbered``: every entity with ``entity_no`` (0 is named most), ``entity_id``, ``name``,
  ``label``, ``shown`` (its name with what tells it from others of that name), ``named`` and
  ``mentions`` (in what counts: by name, and all), ``everywhere`` (by name in every block) and
  ``total`` (all mentions in every block). Laid out by number, with an index by id.
- ``counts_by_story``: ``story_id``, ``published``, ``outlet_label``, ``entity_no``, ``label``, and
  for ``named`` and ``mentions`` each: how many; ``…_headlined``, in how many articles' headlines;
  ``…_placed``, how many articles have it below the headline, and ``…_before``, the shares of these
  articles before its first mention there, added up. Laid out by story.
- ``counts_by_entity``: the same without story and date; laid out by entity.
- ``counts_by_outlet``: the rows of ``counts_by_entity``, by outlet.
- ``voices_by_story``: ``story_id``, ``published``, ``outlet_label``, ``speaker_id`` (the entity,
  else the name, else :data:`NOBODY`), ``speaker``, ``entity_id``, ``quotes`` (that were not set
  aside as copied), and in headline, subheads and body ``counted`` (quotations), ``words`` and
  ``articles``. Laid out by story.
- ``voices_by_outlet``: the same without story and date; laid out by outlet.
- ``leads``: ``article_id``, ``lead`` (the first paragraph of the body) and ``lead_start``, of the
  articles that have one: a text is slow to read out of all others.
- ``mentions_by_article``: the rows of ``mentions``, which are laid out by entity, by article.
"""

from hashlib import sha256

import duckdb

from analysis.store.filters import Filters
from analysis.tables import CATALOGUE, COUNTED

NOBODY = "?"
"""Stands for the speaker of quotations whose speaker could not be named with confidence."""

SPEAKER_ID = f"coalesce(nullif(q.entity_id, ''), nullif(q.speaker, ''), '{NOBODY}')"
"""SQL of what a speaker is known by, of a quotation ``q``."""

_KINDS = ", ".join(repr(kind) for kind in COUNTED)
_COUNTS = {"named": "m.kind = 'name'", "mentions": "TRUE"}
_ADDED = ", ".join(
    f"sum({count}{part})::{kind} AS {count}{part}"
    for count in _COUNTS
    for part, kind in (
        ("", "bigint"),
        ("_headlined", "bigint"),
        ("_placed", "bigint"),
        ("_before", "double"),
    )
)


def _in_article(count: str, which: str) -> str:
    """Return SQL for one entity in one article: how often, whether in the headline, how early."""
    below = f"FILTER ({which} AND m.block_kind <> 'headline')"
    return f"""
        count(*) FILTER ({which}) AS {count},
        (count(*) FILTER ({which} AND m.block_kind = 'headline') > 0)::int AS {count}_headlined,
        (count(*) {below} > 0)::int AS {count}_placed,
        coalesce(min(m."start") {below} / any_value(a.length), 0) AS {count}_before"""


_VOICED = f"""
    {SPEAKER_ID} AS speaker_id,
    any_value(q.speaker) AS speaker, any_value(q.entity_id) AS entity_id,
    (count(*) FILTER (q.block_kind <> 'copied'))::int AS quotes,
    (count(*) FILTER (q.block_kind IN ({_KINDS})))::int AS counted,
    coalesce(sum(q.words) FILTER (q.block_kind IN ({_KINDS})), 0)::int AS words,
    (count(DISTINCT q.article_id) FILTER (q.block_kind IN ({_KINDS})))::int AS articles
"""
_VOICES_ADDED = """
    any_value(speaker) AS speaker, any_value(entity_id) AS entity_id,
    sum(quotes)::bigint AS quotes, sum(counted)::bigint AS counted, sum(words)::bigint AS words,
    sum(articles)::bigint AS articles
"""
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
    SELECT (row_number() OVER (ORDER BY coalesce(named, 0) DESC, entity_id) - 1)::int AS entity_no,
           entity_id, name, label, CASE
               WHEN count(*) OVER (PARTITION BY name) = 1 THEN name
               WHEN count(*) OVER (PARTITION BY name, label) = 1 THEN name || ' (' || label || ')'
               ELSE name || ' (' || label || ', ' || entity_id || ')' END AS shown,
           coalesce(named, 0) AS named, coalesce(mentions, 0) AS mentions,
           coalesce(everywhere, 0) AS everywhere, coalesce(total, 0) AS total
    FROM entities LEFT JOIN counted USING (entity_id) ORDER BY entity_no;
    CREATE INDEX numbered_by_id ON numbered (entity_id);
    CREATE INDEX articles_by_id ON articles (article_id);

    CREATE TABLE counts_by_story AS
    WITH lengths AS (
        SELECT article_id, story_id, published, outlet_label, len(text) AS length FROM articles
    ),
    in_article AS (
        SELECT a.story_id, a.published, a.outlet_label, n.entity_no, n.label, m.article_id,
               {",".join(_in_article(count, which) for count, which in _COUNTS.items())}
        FROM mentions m JOIN lengths a USING (article_id) JOIN numbered n USING (entity_id)
        WHERE m.block_kind IN ({_KINDS}) GROUP BY ALL
    )
    SELECT story_id, published, outlet_label, entity_no, label, {_ADDED}
    FROM in_article
    GROUP BY story_id, published, outlet_label, entity_no, label
    ORDER BY story_id, outlet_label, published, entity_no;

    CREATE TABLE counts_by_entity AS
    SELECT entity_no, label, outlet_label, {_ADDED}
    FROM counts_by_story GROUP BY ALL ORDER BY entity_no, outlet_label;

    CREATE TABLE counts_by_outlet AS FROM counts_by_entity ORDER BY outlet_label, entity_no;

    CREATE TABLE voices_by_story AS
    SELECT a.story_id, a.published, a.outlet_label, {_VOICED}
    FROM quotes q JOIN articles a USING (article_id)
    GROUP BY a.story_id, a.published, a.outlet_label, speaker_id
    ORDER BY a.story_id, a.outlet_label, a.published, speaker_id;

    CREATE TABLE voices_by_outlet AS
    SELECT outlet_label, speaker_id, {_VOICES_ADDED}
    FROM voices_by_story GROUP BY outlet_label, speaker_id ORDER BY outlet_label, speaker_id;

    CREATE TABLE leads AS
    WITH first AS (
        SELECT article_id, min("start") AS lead_start, arg_min("end", "start") AS lead_end
        FROM blocks WHERE kind = 'body' GROUP BY article_id
    )
    SELECT article_id, text[lead_start + 1 : lead_end] AS lead, lead_start
    FROM first JOIN articles USING (article_id) ORDER BY article_id;

    CREATE TABLE mentions_by_article AS FROM mentions ORDER BY article_id, "start", "end";
"""


#: Names the tables and columns a catalogue has: queries may ask one of the same layout only.
LAYOUT = sha256(
    repr([_TABLES, *(table.schema for table in CATALOGUE.values())]).encode()
).hexdigest()[:16]


def create_count_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the tables of counts in an open catalogue, and note its layout."""
    connection.execute(_TABLES)
    connection.execute(f"CREATE TABLE made_with AS SELECT '{LAYOUT}' AS layout")


def select_top_entities(
    filters: Filters, most: int, *, names_only: bool
) -> tuple[str, list[object]]:
    """Return SQL of the entities mentioned most in what is looked at.

    Args:
        filters: What is looked at; kinds of quotation play no part.
        most: How many entities.
        names_only: Count names alone, without pronouns and descriptions.

    Returns:
        Tables for a WITH clause, and their parameters: ``counted``, by entity and outlet
        ``entity_no``, ``outlet_label``, ``n`` (from 1), ``headlines`` (in how many articles'
        headlines) and ``first`` (share of the article before its first mention below the headline,
        mean over the articles that have one), of these entities and maybe of others; and
        ``ranked``, of these ``entity_no``, ``entity_id``, ``name``, ``label`` and ``total``.
    """
    counts, params = _by_outlet(filters, most, names_only=names_only)
    # The few are chosen by their numbers, before they are named.
    return (
        f"""
        counted AS MATERIALIZED ({counts}),
        totals AS (SELECT entity_no, sum(n) AS total FROM counted GROUP BY entity_no),
        first AS MATERIALIZED (FROM totals ORDER BY total DESC, entity_no LIMIT {int(most)}),
        ranked AS MATERIALIZED (
            SELECT f.entity_no, e.entity_id, e.name, e.label, f.total
            FROM first f JOIN numbered e USING (entity_no)
        )
        """,
        params,
    )


def _by_outlet(filters: Filters, most: int, *, names_only: bool) -> tuple[str, list[object]]:
    """Return SQL of ``counted``, as :func:`select_top_entities` says, and its parameters."""
    by_story = bool(filters.story or filters.start or filters.end)
    if by_story:
        table = "counts_by_story"
    elif filters.outlets and not filters.entities:
        table = "counts_by_outlet"
    else:
        table = "counts_by_entity"
    where, params = filters.articles_where("c")
    for column, values in (("entity_id", filters.entities), ("label", filters.labels)):
        if values:
            within = f"{column} IN ({', '.join('?' * len(values))})"
            chosen = f"entity_no IN (SELECT entity_no FROM numbered WHERE {within})"
            where += f" AND {chosen if column == 'entity_id' else f'c.{within}'}"
            params = [*params, *values]
    count = "named" if names_only else "mentions"
    if not by_story and not filters.outlets:
        # In all articles the order of the entities is known: only the first need be counted.
        where += (
            f" AND c.entity_no IN (SELECT n.entity_no FROM numbered n WHERE "
            f"{where.replace('c.', 'n.')} ORDER BY n.{count} DESC, n.entity_id LIMIT {int(most)})"
        )
        params = [*params, *params]
    return (
        f"""
        SELECT c.entity_no, c.outlet_label, sum(c.{count})::bigint AS n,
               sum(c.{count}_headlined)::bigint AS headlines,
               sum(c.{count}_before) / nullif(sum(c.{count}_placed), 0) AS first
        FROM {table} c WHERE {where} AND c.{count} > 0 GROUP BY c.entity_no, c.outlet_label
        """,
        params,
    )


def select_speaker_counts(filters: Filters) -> tuple[str, list[object]]:
    """Return SQL that counts quotations by speaker and outlet in what is looked at.

    Returns:
        A query with columns ``outlet_label``, ``speaker_id``, ``speaker``, ``entity_id``,
        ``quotes``, ``counted``, ``words`` and ``articles``, as in ``voices_by_outlet``; and its
        parameters.
    """
    if filters.entities or filters.labels or filters.kinds:
        where, params = filters.where("quotes", "q")
        return (
            f"""
            SELECT a.outlet_label, {_VOICED} FROM quotes q JOIN articles a USING (article_id)
            WHERE {where} GROUP BY a.outlet_label, speaker_id
            """,
            params,
        )
    where, params = filters.articles_where("v")
    if not (filters.story or filters.start or filters.end):
        return f"SELECT * FROM voices_by_outlet v WHERE {where}", params
    return (
        f"""
        SELECT outlet_label, speaker_id, {_VOICES_ADDED}
        FROM voices_by_story v WHERE {where} GROUP BY outlet_label, speaker_id
        """,
        params,
    )
