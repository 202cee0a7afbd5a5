"""Queries of the overview: articles, stories, speakers and coverage."""

import pandas as pd

from analysis.store.catalogue import Catalogue
from analysis.store.filters import Filters
from analysis.store.precomputed_counts import select_speaker_counts
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


def count_stories(catalogue: Catalogue, filters: Filters) -> int:
    """Return the number of selected stories."""
    where, params = filters.where("stories")
    counts = catalogue.query(f"SELECT count(*) AS n FROM stories WHERE {where}", params)
    return int(counts["n"].iloc[0])


def list_stories(
    catalogue: Catalogue, filters: Filters, limit: int, offset: int = 0
) -> pd.DataFrame:
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
        ORDER BY outlets DESC, articles DESC, first_published, story_id
        LIMIT {int(limit)} OFFSET {int(offset)}
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
