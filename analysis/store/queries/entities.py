"""Queries of entities: counts of mentions by outlet, and the sentences behind each count.

Mentions count in headline, subheads and body. With ``names_only``, pronouns and descriptions do not
count.
"""

from enum import StrEnum

import pandas as pd

from analysis.store.catalogue import Catalogue
from analysis.store.filters import Filters
from analysis.store.precomputed_counts import select_top_entities
from analysis.store.queries.evidence import find_passages
from analysis.store.queries.filter_choices import count_by_outlet
from analysis.tables import COUNTED, IS_COUNTED_MENTION

_COUNTED = (
    f"m.block_kind IN ({', '.join(repr(kind) for kind in COUNTED)}) "
    f"AND m.{IS_COUNTED_MENTION} AND m.entity_id <> ''"
)

#: SQL of the epithet of a mention ``m``: the title or description that is no name.
_LABEL = r"""regexp_replace(lower(
    CASE m.kind WHEN 'name' THEN m.epithet WHEN 'description' THEN m.text ELSE '' END
), '^(the|a|an|this|that)\s+', '')"""


class MentionSubset(StrEnum):
    """The mentions behind a count of :func:`measure_prominence`."""

    ALL = ""
    HEADLINES = "headlines"
    FIRST = "first"


#: SQL that restricts mentions to those behind a count of :func:`measure_prominence`.
_SUBSETS: dict[MentionSubset, str] = {
    MentionSubset.ALL: "",
    MentionSubset.HEADLINES: "AND m.block_kind = 'headline'",
    MentionSubset.FIRST: """AND m.block_kind <> 'headline'
        QUALIFY row_number() OVER (PARTITION BY m.article_id ORDER BY m."start") = 1""",
}


def count_words_by_outlet(
    catalogue: Catalogue, filters: Filters, limit: int, always: str = ""
) -> pd.DataFrame:
    """Return ``outlet_label``, ``articles`` and ``words`` of the outlets with most articles.

    The outlet ``always`` is among them however few articles it has. The last row, with an empty
    label, sums the other outlets, if there are any.
    """
    outlets = count_by_outlet(catalogue, filters)
    outlets = outlets.sort_values(
        "outlet_label", key=lambda labels: labels != always, kind="stable", ignore_index=True
    )
    labels = outlets["outlet_label"].where(outlets.index < limit, "")
    ranked = outlets.assign(outlet_label=labels).groupby("outlet_label", sort=False)
    return ranked.sum().reset_index()


def count_mentions(
    catalogue: Catalogue, filters: Filters, limit: int, *, names_only: bool = True
) -> pd.DataFrame:
    """Count how often each outlet mentions the most mentioned entities.

    Returns:
        ``entity_id``, ``name``, ``label``, ``outlet_label``, ``n`` for each entity and outlet that
        mentions it, the most mentioned entity first.
    """
    return _count_top_entities(catalogue, filters, limit, "c.n", names_only=names_only)


def measure_prominence(
    catalogue: Catalogue,
    filters: Filters,
    limit: int,
    *,
    names_only: bool = True,
    by_sense: bool = False,
) -> pd.DataFrame:
    """Count how often, and where, each outlet mentions the most mentioned entities.

    Args:
        catalogue: The workspace's catalogue.
        filters: The selection.
        limit: Maximum number of entities.
        names_only: Whether to count names alone.
        by_sense: Whether to count a country as a place, a people and a government separately; the
            id of each is the entity's, ``#`` and the sense (see :func:`split_sense`).

    Returns:
        ``entity_id``, ``name``, ``label``, ``outlet_label``, ``n``, ``headlines`` (articles with it
        in the headline in their text) and ``first`` (share of the article before its first mention
        below the headline, mean over the articles that have one) for each entity and outlet that
        mentions it, the most mentioned entity first.
    """
    if by_sense:
        return _measure_prominence_by_sense(catalogue, filters, limit, names_only=names_only)
    return _count_top_entities(
        catalogue, filters, limit, "c.n, c.headlines, c.first", names_only=names_only
    )


def count_epithets(catalogue: Catalogue, filters: Filters, entity_id: str) -> pd.DataFrame:
    """Count the epithets of an entity by outlet.

    Epithets are titles and descriptions beside a name ('North Korean leader') or in place of one
    ('the isolated regime'), without article and in lower case.

    Returns:
        ``label``, ``outlet_label``, ``n``, the most used first.
    """
    where, params = build_mention_condition(filters, names_only=False)
    return catalogue.query(
        f"""
        WITH epithets AS (
            SELECT {_LABEL} AS label, a.outlet_label
            FROM mentions m JOIN articles a USING (article_id) WHERE {where} AND m.entity_id = ?
        )
        SELECT label, outlet_label, count(*) AS n FROM epithets WHERE label <> ''
        GROUP BY label, outlet_label
        ORDER BY sum(n) OVER (PARTITION BY label) DESC, label, outlet_label
        """,
        [*params, entity_id],
    )


def find_epithet_passages(
    catalogue: Catalogue, filters: Filters, entity_id: str, label: str, outlet: str = ""
) -> pd.DataFrame:
    """Return the passages of an epithet, as :func:`evidence.find_passages` does."""
    where, params = build_mention_condition(filters, names_only=False)
    return find_passages(
        catalogue,
        f"""
        SELECT m.article_id, m."start", m."end", {_LABEL} AS note
        FROM mentions m JOIN articles a USING (article_id)
        WHERE {where} AND m.entity_id = ? AND {_LABEL} = ? AND ? IN ('', a.outlet_label)
        """,
        (*params, entity_id, label, outlet),
    )


def count_roles(
    catalogue: Catalogue,
    filters: Filters,
    entity_id: str,
    *,
    names_only: bool = True,
    sense: str = "",
) -> pd.DataFrame:
    """Count the roles of an entity by outlet: ``role``, ``outlet_label``, ``n``."""
    where, params = build_mention_condition(filters, names_only=names_only)
    return catalogue.query(
        f"""
        SELECT m.semantic_role, a.outlet_label, count(*) AS n
        FROM mentions m JOIN articles a USING (article_id)
        WHERE {where} AND m.entity_id = ? AND ? IN ('', m.metonymy)
        GROUP BY m.semantic_role, a.outlet_label ORDER BY m.semantic_role, a.outlet_label
        """,
        [*params, entity_id, sense],
    )


def split_sense(key: str) -> tuple[str, str]:
    """Split an id of :func:`measure_prominence` into entity and sense, which is empty for all."""
    entity_id, _, sense = key.partition("#")
    return entity_id, sense


def read_entity(catalogue: Catalogue, entity_id: str) -> pd.Series:
    """Return the row of an entity in the table ``entities``.

    Raises:
        KeyError: There is no such entity.
    """
    rows = catalogue.query("FROM entities WHERE entity_id = ?", [entity_id])
    if rows.empty:
        raise KeyError(entity_id)
    return rows.iloc[0]


def count_wordings(
    catalogue: Catalogue,
    filters: Filters,
    entity_id: str,
    *,
    names_only: bool = True,
    sense: str = "",
) -> pd.DataFrame:
    """Count the words that each outlet uses for an entity.

    Returns:
        ``text``, ``metonymy`` (place, people or government for countries), ``outlet_label``, ``n``,
        the most used first.
    """
    where, params = build_mention_condition(filters, names_only=names_only)
    return catalogue.query(
        f"""
        SELECT m.text, m.metonymy, a.outlet_label, count(*) AS n
        FROM mentions m JOIN articles a USING (article_id)
        WHERE {where} AND m.entity_id = ? AND ? IN ('', m.metonymy)
        GROUP BY m.text, m.metonymy, a.outlet_label
        ORDER BY sum(n) OVER (PARTITION BY m.text) DESC, m.text, m.metonymy, a.outlet_label
        """,
        [*params, entity_id, sense],
    )


def find_mention_passages(
    catalogue: Catalogue,
    filters: Filters,
    entity_id: str,
    outlet: str = "",
    *,
    text: str = "",
    sense: str = "",
    names_only: bool = True,
    role: str = "",
    subset: MentionSubset = MentionSubset.ALL,
) -> pd.DataFrame:
    """Return the passages that mention an entity, as :func:`evidence.find_passages` does.

    Args:
        catalogue: The workspace's catalogue.
        filters: The selection.
        entity_id: The entity.
        outlet: Label of an outlet; empty for all.
        text: The words used for it; empty for any.
        sense: place, people or government; empty for any.
        names_only: Whether to count names alone.
        role: speaks, acts, acted_upon or other; empty for any.
        subset: All mentions, those in headlines, or the first of each article below its headline,
            as :func:`measure_prominence` counts them.
    """
    where, params = build_mention_condition(filters, names_only=names_only)
    return find_passages(
        catalogue,
        f"""
        SELECT m.article_id, m."start", m."end",
               CASE WHEN m.metonymy = '' THEN m.kind ELSE m.kind || ', ' || m.metonymy END AS note
        FROM mentions m JOIN articles a USING (article_id)
        WHERE {where} AND m.entity_id = ? AND ? IN ('', a.outlet_label)
          AND ? IN ('', m.text) AND ? IN ('', m.metonymy) AND ? IN ('', m.semantic_role)
          {_SUBSETS[subset]}
        """,
        (*params, entity_id, outlet, text, sense, role),
    )


def _count_top_entities(
    catalogue: Catalogue, filters: Filters, limit: int, columns: str, *, names_only: bool
) -> pd.DataFrame:
    """Return ``columns`` of the counts of :func:`precomputed_counts.select_top_entities`."""
    tables, params = select_top_entities(filters, limit, names_only=names_only)
    return catalogue.query(
        f"""
        WITH {tables}
        SELECT r.entity_id, r.name, r.label, c.outlet_label, {columns}
        FROM counted c JOIN ranked r USING (entity_no)
        ORDER BY r.total DESC, r.named DESC, r.entity_id, c.outlet_label
        """,
        params,
    )


def _measure_prominence_by_sense(
    catalogue: Catalogue, filters: Filters, limit: int, *, names_only: bool
) -> pd.DataFrame:
    where, params = build_mention_condition(filters, names_only=names_only)
    return catalogue.query(
        f"""
        WITH ranked AS MATERIALIZED (
            SELECT m.entity_id, m.metonymy, count(*) AS total
            FROM mentions m JOIN articles a USING (article_id)
            WHERE {where} GROUP BY m.entity_id, m.metonymy
            ORDER BY total DESC, m.entity_id, m.metonymy LIMIT {int(limit)}
        ),
        placed AS (
            SELECT m.entity_id, r.metonymy, r.total, a.outlet_label, m.article_id,
                   count(*) AS n,
                   bool_or(m.block_kind = 'headline') AS headlined,
                   min(m."start") FILTER (m.block_kind <> 'headline') / any_value(len(a.text))
                       AS first
            FROM mentions m JOIN ranked r ON m.entity_id = r.entity_id AND m.metonymy = r.metonymy
            JOIN articles a USING (article_id)
            WHERE {where} GROUP BY ALL
        ),
        counted AS (
            SELECT entity_id, metonymy, total, outlet_label, sum(n)::BIGINT AS n,
                   count(*) FILTER (headlined) AS headlines, avg(first) AS first
            FROM placed GROUP BY entity_id, metonymy, total, outlet_label
        )
        SELECT c.entity_id
                 || CASE c.metonymy WHEN '' THEN '' ELSE '#' || c.metonymy END AS entity_id,
               e.name || CASE c.metonymy WHEN '' THEN '' ELSE ' (' || c.metonymy || ')' END AS name,
               e.label, c.outlet_label, c.n, c.headlines, c.first
        FROM counted c JOIN entities e USING (entity_id)
        ORDER BY c.total DESC, c.entity_id, c.metonymy, c.outlet_label
        """,
        [*params, *params],
    )


def build_mention_condition(
    filters: Filters, *, names_only: bool = True
) -> tuple[str, list[object]]:
    """Return the condition on the mentions ``m`` to count, and its parameters."""
    where, params = filters.where("mentions", "m")
    kinds = " AND m.kind = 'name'" if names_only else ""
    return f"{_COUNTED}{kinds} AND {where}", params
