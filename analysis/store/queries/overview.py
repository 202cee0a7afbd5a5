"""Queries of the overview: articles, stories, speakers and coverage."""

import pandas as pd

from analysis.store.catalogue import Catalogue
from analysis.store.filters import Filters
from analysis.store.precomputed_counts import select_speaker_counts, select_top_entities
from analysis.store.queries import filter_choices


def count_totals(catalogue: Catalogue, filters: Filters) -> dict[str, int]:
    """Return the numbers of selected articles, outlets and words, and of quotations in them.

    Words are counted in headline, subheads and body.
    """
    where, params = filters.articles_where()
    voices, voice_params = select_speaker_counts(filters)
    row = catalogue.query(
        f"""
        SELECT count(*) AS articles, count(DISTINCT outlet_label) AS outlets,
               coalesce(sum(words), 0) AS words,
               (SELECT coalesce(sum(quotes), 0) FROM ({voices})) AS quotations
        FROM articles WHERE {where}
        """,
        [*voice_params, *params],
    )
    return {name: int(row[name].iloc[0]) for name in row.columns}


def list_articles(
    catalogue: Catalogue, filters: Filters, limit: int, offset: int = 0
) -> pd.DataFrame:
    """Return the selected articles with their headline and lead, earliest first.

    Returns:
        ``article_id``, ``outlet_label``, ``title``, ``published``, ``credit``, ``words``,
        ``lead`` (the first paragraph of the body, empty if there is none), ``lead_start`` (its
        offset in the article).
    """
    where, params = filters.articles_where("a")
    order = "published NULLS LAST, outlet_label, article_id"
    return catalogue.query(
        f"""
        WITH chosen AS MATERIALIZED (
            SELECT article_id, outlet_label, title, published, credit, words
            FROM articles a WHERE {where}
            ORDER BY {order} LIMIT {int(limit)} OFFSET {int(offset)}
        )
        SELECT chosen.*, coalesce(lead, '') AS lead, coalesce(lead_start, 0) AS lead_start
        FROM chosen LEFT JOIN leads USING (article_id) ORDER BY {order}
        """,
        params,
    )


def list_stories(catalogue: Catalogue, filters: Filters, limit: int) -> pd.DataFrame:
    """Return the selected stories, those in most outlets first.

    Returns:
        ``story_id``, ``title``, ``articles``, ``outlets``, ``first_published``,
        ``last_published``.
    """
    where, params = filters.where("stories")
    return catalogue.query(
        f"""
        SELECT story_id, title, articles, outlets, first_published, last_published
        FROM stories WHERE {where}
        ORDER BY outlets DESC, articles DESC, first_published, story_id LIMIT {int(limit)}
        """,
        params,
    )


def count_quotes_by_speaker(catalogue: Catalogue, filters: Filters, limit: int) -> pd.DataFrame:
    """Count how often each outlet quotes the most quoted speakers.

    Quotations without a resolved speaker are left out.

    Returns:
        ``entity_id``, ``name``, ``label``, ``outlet_label``, ``n`` (quotations) for each speaker
        and outlet that quotes them, the most quoted speaker first.
    """
    voices, params = select_speaker_counts(filters)
    counts = catalogue.query(
        f"""
        WITH voiced AS MATERIALIZED (
            SELECT entity_id, outlet_label, quotes AS n FROM ({voices})
            WHERE entity_id <> '' AND quotes > 0
        ),
        ranked AS MATERIALIZED (
            SELECT entity_id, sum(n) AS total FROM voiced GROUP BY entity_id
            ORDER BY total DESC, entity_id LIMIT {int(limit)}
        )
        SELECT v.entity_id, v.outlet_label, v.n FROM voiced v JOIN ranked r USING (entity_id)
        ORDER BY r.total DESC, v.entity_id, v.outlet_label
        """,
        params,
    )
    entities = filter_choices.read_entities(catalogue, tuple(counts["entity_id"].unique()))
    return counts.merge(entities, on="entity_id")[
        ["entity_id", "name", "label", "outlet_label", "n"]
    ]


def count_coverage(catalogue: Catalogue, filters: Filters, limit: int) -> pd.DataFrame:
    """Count how many of the selected outlets name each entity in headline, subheads or body.

    Returns:
        ``entity_id``, ``name``, ``label``, ``outlets`` (that name it), ``outlets_total``
        (selected outlets), ``n`` (mentions), ``where`` (labels of the outlets that name it,
        sorted), of the most mentioned entities, those first.
    """
    tables, params = select_top_entities(filters, limit, names_only=True)
    chosen, article_params = filters.articles_where()
    return catalogue.query(
        f"""
        WITH everywhere AS (
            SELECT count(DISTINCT outlet_label) AS outlets FROM articles WHERE {chosen}
        ),
        {tables}
        SELECT r.entity_id, any_value(r.name) AS name, any_value(r.label) AS label,
               count(*) AS outlets, (SELECT outlets FROM everywhere) AS outlets_total,
               any_value(r.total) AS n, list(c.outlet_label ORDER BY c.outlet_label) AS "where"
        FROM counted c JOIN ranked r USING (entity_no)
        GROUP BY r.entity_no, r.entity_id ORDER BY any_value(r.total) DESC, r.entity_no
        """,
        [*article_params, *params],
    )
