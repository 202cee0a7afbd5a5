"""Counts of mentions and quotations, computed once when a catalogue is built.

Eight tables supplement those of :data:`analysis.tables.CATALOGUE`. They can be computed from them
at any time and are not exported. Mentions count in headline, subheads and body.

- ``numbered``: every entity with ``entity_no`` (0 is named most often; numbers stay when the
  catalogue is changed, and new entities get those after the others), ``entity_id``, ``name``,
  ``label``, ``shown`` (its name, with label or id if other entities have that name), ``named`` and
  ``mentions`` (mentions that count: by name, and all), ``everywhere`` (by name in every block) and
  ``total`` (all mentions in every block). Sorted by number, with an index by id.
- ``counts_by_story``: ``story_id``, ``published``, ``outlet_label``, ``entity_no``, ``label``, and
  for each of ``named`` and ``mentions``: their number; ``…_headlined``, the number of articles with
  one in the headline; ``…_placed``, the number of articles with one below the headline; and
  ``…_before``, the sum of the shares of these articles before the first one there. Sorted by
  story, but for the stories that were counted again.
- ``counts_by_entity``: the same without story and date; sorted by entity.
- ``counts_by_outlet``: the rows of ``counts_by_entity``, by outlet.
- ``voices_by_story``: ``story_id``, ``published``, ``outlet_label``, ``speaker_id`` (the entity,
  else the name, else :data:`NOBODY`), ``speaker``, ``entity_id``, ``quotes`` (those not in
  copied text), and in headline, subheads and body ``counted`` (quotations), ``words`` and
  ``articles``. Sorted by story.
- ``voices_by_outlet``: the same without story and date; sorted by outlet.
- ``leads``: ``article_id``, ``lead`` (the first paragraph of the body) and ``lead_start``, of the
  articles that have one, since reading a single text from ``articles`` is slow.
- ``mentions_by_article``: the rows of ``mentions``, which are sorted by entity, sorted by article.
"""

from hashlib import sha256

import duckdb

from analysis.store.filters import Filters
from analysis.store.search_index import INDEX, create_search_index
from analysis.tables import CATALOGUE, COUNTED, IS_COUNTED_MENTION

NOBODY = "?"
"""The ``speaker_id`` of quotations whose speaker is unsure."""

SPEAKER_ID = f"coalesce(nullif(q.entity_id, ''), nullif(lower(q.speaker), ''), '{NOBODY}')"
"""SQL of the ``speaker_id`` of a quotation ``q``: "Zoo officials" that begin a sentence are the zoo
officials."""

_KINDS = ", ".join(repr(kind) for kind in COUNTED)
_COUNTS = {"named": "m.kind = 'name'", "mentions": f"m.{IS_COUNTED_MENTION}"}
_SUMS = ", ".join(
    f"sum({count}{part})::{kind} AS {count}{part}"
    for count in _COUNTS
    for part, kind in (
        ("", "bigint"),
        ("_headlined", "bigint"),
        ("_placed", "bigint"),
        ("_before", "double"),
    )
)


def _count_in_article(count: str, condition: str) -> str:
    """Return SQL that counts the mentions of an entity in an article, by headline and position."""
    below = f"FILTER ({condition} AND m.block_kind <> 'headline')"
    return f"""
        count(*) FILTER ({condition}) AS {count},
        (count(*) FILTER ({condition} AND m.block_kind = 'headline') > 0)::int AS {count}_headlined,
        (count(*) {below} > 0)::int AS {count}_placed,
        coalesce(min(m."start") {below} / any_value(a.length), 0) AS {count}_before"""


_SPEAKER_COUNTS = f"""
    {SPEAKER_ID} AS speaker_id,
    max(q.speaker) AS speaker, any_value(q.entity_id) AS entity_id,
    (count(*) FILTER (q.block_kind <> 'copied'))::int AS quotes,
    (count(*) FILTER (q.block_kind IN ({_KINDS})))::int AS counted,
    coalesce(sum(q.words) FILTER (q.block_kind IN ({_KINDS})), 0)::int AS words,
    (count(DISTINCT q.article_id) FILTER (q.block_kind IN ({_KINDS})))::int AS articles
"""
#: SQL that sums the counts of a speaker over several rows of ``voices_by_story``.
SPEAKER_SUMS = """
    max(speaker) AS speaker, any_value(entity_id) AS entity_id,
    sum(quotes)::bigint AS quotes, sum(counted)::bigint AS counted, sum(words)::bigint AS words,
    sum(articles)::bigint AS articles
"""
#: SQL of what an entity ``e`` is called where others may have its name.
DISPLAY_NAME = """
    CASE WHEN count(*) OVER (PARTITION BY e.name) = 1 THEN e.name
         WHEN count(*) OVER (PARTITION BY e.name, e.label) = 1 THEN e.name || ' (' || e.label || ')'
         ELSE e.name || ' (' || e.label || ', ' || entity_id || ')' END"""


def count_mentions(mentions: str) -> str:
    """Return SQL of each entity of some mentions, and how often they mention it."""
    return f"""
        SELECT entity_id,
               count(*) FILTER (kind = 'name' AND block_kind IN ({_KINDS})) AS named,
               count(*) FILTER (block_kind IN ({_KINDS})) AS mentions,
               count(*) FILTER (kind = 'name') AS everywhere,
               count(*) AS total
        FROM {mentions} WHERE entity_id <> '' AND {IS_COUNTED_MENTION} GROUP BY entity_id"""


_CREATE_NUMBERED = f"""
    CREATE TABLE numbered AS
    WITH counted AS ({count_mentions("mentions")})
    SELECT (row_number() OVER (ORDER BY coalesce(named, 0) DESC, entity_id) - 1)::int AS entity_no,
           entity_id, e.name, e.label, {DISPLAY_NAME} AS shown,
           coalesce(named, 0) AS named, coalesce(mentions, 0) AS mentions,
           coalesce(everywhere, 0) AS everywhere, coalesce(total, 0) AS total
    FROM entities e LEFT JOIN counted USING (entity_id) ORDER BY entity_no;
    CREATE INDEX numbered_by_id ON numbered (entity_id);
"""


def count_entities(articles: str, mentions: str) -> str:
    """Return SQL of the rows of ``counts_by_story`` for some articles, and the table to read."""
    return f"""
    WITH lengths AS (
        SELECT article_id, story_id, published, outlet_label, len(text) AS length FROM {articles}
    ),
    in_article AS (
        SELECT a.story_id, a.published, a.outlet_label, n.entity_no, n.label, m.article_id,
               {",".join(_count_in_article(name, sql) for name, sql in _COUNTS.items())}
        FROM {mentions} m JOIN lengths a USING (article_id) JOIN numbered n USING (entity_id)
        WHERE m.block_kind IN ({_KINDS}) GROUP BY ALL
    )
    SELECT story_id, published, outlet_label, entity_no, label, {_SUMS}
    FROM in_article
    GROUP BY story_id, published, outlet_label, entity_no, label"""


def count_speakers(articles: str) -> str:
    """Return SQL of the rows of ``voices_by_story`` for some articles."""
    return f"""
    SELECT a.story_id, a.published, a.outlet_label, {_SPEAKER_COUNTS}
    FROM quotes q JOIN {articles} a USING (article_id)
    GROUP BY a.story_id, a.published, a.outlet_label, speaker_id"""


#: The order of the rows of ``counts_by_story`` and ``voices_by_story``.
COUNTS_ORDER = "ORDER BY story_id, outlet_label, published, entity_no"
VOICES_ORDER = "ORDER BY story_id, outlet_label, published, speaker_id"
_CREATE_COUNTS = f"""
    CREATE TABLE counts_by_story AS {count_entities("articles", "mentions")} {COUNTS_ORDER};

    CREATE TABLE voices_by_story AS {count_speakers("articles")} {VOICES_ORDER};
"""


def sum_counts(counts: str) -> str:
    """Return SQL of the rows of ``counts_by_entity``, from those of ``counts_by_story``."""
    return f"""
    SELECT entity_no, label, outlet_label, {_SUMS}
    FROM {counts} GROUP BY ALL ORDER BY entity_no, outlet_label"""


def sum_voices(voices: str) -> str:
    """Return SQL of the rows of ``voices_by_outlet``, from those of ``voices_by_story``."""
    return f"""
    SELECT outlet_label, speaker_id, {SPEAKER_SUMS}
    FROM {voices} GROUP BY outlet_label, speaker_id ORDER BY outlet_label, speaker_id"""


#: The order of the rows of ``counts_by_outlet``.
BY_OUTLET = "ORDER BY outlet_label, entity_no"
_SUM_COUNTS = f"""
    CREATE TABLE counts_by_entity AS {sum_counts("counts_by_story")};

    CREATE TABLE counts_by_outlet AS FROM counts_by_entity {BY_OUTLET};

    CREATE TABLE voices_by_outlet AS {sum_voices("voices_by_story")};
"""
#: Tables that depend on which entity each row belongs to, and on the names of entities.
_ENTITY_TABLES = _CREATE_NUMBERED + _CREATE_COUNTS + _SUM_COUNTS


def select_leads(condition: str = "true") -> str:
    """Return SQL of the rows of ``leads`` of the articles that meet a condition."""
    return f"""
    WITH first AS (
        SELECT article_id, min("start") AS lead_start, arg_min("end", "start") AS lead_end
        FROM blocks WHERE kind = 'body' AND {condition} GROUP BY article_id
    )
    SELECT article_id, text[lead_start + 1 : lead_end] AS lead, lead_start
    FROM first JOIN articles USING (article_id)
    ORDER BY article_id"""


_ARTICLE_TABLES = f"""
    CREATE INDEX articles_by_id ON articles (article_id);

    CREATE TABLE leads AS {select_leads()};

    CREATE TABLE mentions_by_article AS FROM mentions ORDER BY article_id, "start", "end";
"""


#: Digest of the tables and columns of a catalogue. Queries need a catalogue of the same layout.
LAYOUT = sha256(
    repr(
        [_ENTITY_TABLES, _ARTICLE_TABLES, INDEX, *(table.schema for table in CATALOGUE.values())]
    ).encode()
).hexdigest()[:16]


def create_count_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Create the tables of counts and the search index in an open catalogue; record its layout."""
    connection.execute(_ENTITY_TABLES)
    connection.execute(_ARTICLE_TABLES)
    create_search_index(connection)
    connection.execute(f"CREATE TABLE made_with AS SELECT '{LAYOUT}' AS layout")


def select_top_entities(
    filters: Filters, limit: int, *, names_only: bool
) -> tuple[str, list[object]]:
    """Return SQL that selects the most mentioned entities.

    Args:
        filters: The selection; kinds of quotation have no effect.
        limit: Maximum number of entities.
        names_only: Whether to count names alone, without pronouns and descriptions.

    Returns:
        Tables for a WITH clause, and their parameters: ``counted``, by entity and outlet
        ``entity_no``, ``outlet_label``, ``n`` (at least 1), ``headlines`` (articles with it
        in the headline) and ``first`` (share of the article before its first mention
        below the headline,
        mean over the articles that have one), of these entities and possibly others; and
        ``ranked``, of these ``entity_no``, ``entity_id``, ``name``, ``label``, ``total`` and
        ``named`` (by name in all articles).
    """
    counts, params = _count_by_outlet(filters, limit, names_only=names_only)
    # Entities are selected by number; only the selected ones are joined with their names.
    return (
        f"""
        counted AS MATERIALIZED ({counts}),
        totals AS (SELECT entity_no, sum(n) AS total FROM counted GROUP BY entity_no),
        ranked AS MATERIALIZED (
            SELECT entity_no, e.entity_id, e.name, e.label, t.total, e.named
            FROM totals t JOIN numbered e USING (entity_no)
            ORDER BY t.total DESC, e.named DESC, e.entity_id LIMIT {int(limit)}
        )
        """,
        params,
    )


def _count_by_outlet(filters: Filters, limit: int, *, names_only: bool) -> tuple[str, list[object]]:
    """Return SQL of ``counted``, as in :func:`select_top_entities`, and its parameters."""
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
            is_selected = f"{column} IN ({', '.join('?' * len(values))})"
            has_selected = f"entity_no IN (SELECT entity_no FROM numbered WHERE {is_selected})"
            where += f" AND {has_selected if column == 'entity_id' else f'c.{is_selected}'}"
            params = [*params, *values]
    count = "named" if names_only else "mentions"
    if not by_story and not filters.outlets:
        # Over all articles the order of the entities is known, so only the first are counted.
        where += (
            f" AND c.entity_no IN (SELECT n.entity_no FROM numbered n WHERE "
            f"{where.replace('c.', 'n.')} ORDER BY n.{count} DESC, n.entity_id LIMIT {int(limit)})"
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
    """Return SQL that counts quotations by speaker and outlet.

    Returns:
        A query with columns ``outlet_label``, ``speaker_id``, ``speaker``, ``entity_id``,
        ``quotes``, ``counted``, ``words`` and ``articles``, as in ``voices_by_outlet``; and its
        parameters.
    """
    if filters.entities or filters.labels or filters.kinds:
        where, params = filters.where("quotes", "q")
        return (
            f"""
            SELECT a.outlet_label, {_SPEAKER_COUNTS}
            FROM quotes q JOIN articles a USING (article_id)
            WHERE {where} GROUP BY a.outlet_label, speaker_id
            """,
            params,
        )
    where, params = filters.articles_where("v")
    if not (filters.story or filters.start or filters.end):
        return f"SELECT * FROM voices_by_outlet v WHERE {where}", params
    return (
        f"""
        SELECT outlet_label, speaker_id, {SPEAKER_SUMS}
        FROM voices_by_story v WHERE {where} GROUP BY outlet_label, speaker_id
        """,
        params,
    )
