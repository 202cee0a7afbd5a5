"""Queries of the overview: articles, stories, speakers and coverage."""

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from analysis.store.catalogue import Catalogue
from analysis.store.filters import Filters
from analysis.store.precomputed_counts import select_speaker_counts


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


class DateRange(NamedTuple):
    """The days of publication of some articles.

    Attributes:
        first: the earliest day, NaT when none is known.
        last: the latest day, NaT when none is known.
        undated: number of articles without a day.
    """

    first: pd.Timestamp
    last: pd.Timestamp
    undated: int


def find_date_range(catalogue: Catalogue, filters: Filters) -> DateRange:
    """Return the first and last day of publication of the selected articles."""
    where, params = filters.articles_where()
    row = catalogue.query(
        f"""
        SELECT min(published) AS first, max(published) AS last,
               count(*) - count(published) AS undated
        FROM articles WHERE {where}
        """,
        params,
    ).iloc[0]
    return DateRange(pd.Timestamp(row["first"]), pd.Timestamp(row["last"]), int(row["undated"]))


def list_headline_outlets(catalogue: Catalogue, story_id: str) -> list[str]:
    """Return the outlets whose headline a story's title is; none where it is a lead."""
    rows = catalogue.query(
        """
        SELECT DISTINCT outlet_label FROM articles JOIN stories USING (story_id, title)
        WHERE story_id = ? ORDER BY outlet_label
        """,
        [story_id],
    )
    return list(rows["outlet_label"])


def list_articles(
    catalogue: Catalogue, filters: Filters, limit: int, offset: int = 0
) -> pd.DataFrame:
    """Return the selected articles with their headline and lead, earliest first.

    Returns:
        ``article_id``, ``outlet_label``, ``title``, ``published``, ``credit``, ``words``,
        ``lead`` (the first paragraph of the body, empty if there is none), ``lead_start`` (its
        offset in the article), ``near_story_id`` and ``near_title`` (the other story that it is
        nearly in, empty if there is none).
    """
    where, params = filters.articles_where("a")
    order = "published NULLS LAST, outlet_label, article_id"
    return catalogue.query(
        f"""
        WITH chosen AS MATERIALIZED (
            SELECT article_id, outlet_label, title, published, credit, words, near_story_id
            FROM articles a WHERE {where}
            ORDER BY {order} LIMIT {int(limit)} OFFSET {int(offset)}
        )
        SELECT chosen.*, coalesce(lead, '') AS lead, coalesce(lead_start, 0) AS lead_start,
               coalesce(near.title, '') AS near_title
        FROM chosen LEFT JOIN leads USING (article_id)
        LEFT JOIN (SELECT story_id, title FROM stories) near ON near.story_id = near_story_id
        ORDER BY {order}
        """,
        params,
    )


def count_stories(catalogue: Catalogue, filters: Filters) -> int:
    """Return the number of selected stories."""
    where, params = filters.where("stories")
    counts = catalogue.query(f"SELECT count(*) AS n FROM stories WHERE {where}", params)
    return int(counts["n"].iloc[0])


def count_articles_by_day(
    catalogue: Catalogue, filters: Filters, story_ids: Sequence[str]
) -> pd.DataFrame:
    """Return how many selected articles of some stories were published on each day.

    Returns:
        ``story_id``, ``published``, ``n``; undated articles are left out.
    """
    where, params = filters.articles_where()
    return catalogue.query(
        f"""
        SELECT story_id, published, count(*) AS n FROM articles
        WHERE {where} AND published IS NOT NULL AND story_id IN (SELECT unnest(?))
        GROUP BY story_id, published ORDER BY story_id, published
        """,
        [*params, list(story_ids)],
    )


def list_stories(
    catalogue: Catalogue, filters: Filters, limit: int, offset: int = 0
) -> pd.DataFrame:
    """Return the selected stories, those in most outlets first; selected articles are counted.

    Returns:
        ``story_id``, ``title``, ``articles``, ``outlets``, ``first_published``,
        ``last_published``.
    """
    where, params = filters.articles_where()
    # Without filters, the numbers of the whole story are there already.
    selected = (
        f"""(
            SELECT story_id, any_value(stories.title) AS title, count(*) AS articles,
                   count(DISTINCT outlet_label) AS outlets,
                   min(published) AS first_published, max(published) AS last_published
            FROM articles JOIN stories USING (story_id) WHERE {where} GROUP BY story_id
        )"""
        if params
        else "stories"
    )
    return catalogue.query(
        f"""
        SELECT story_id, title, articles, outlets, first_published, last_published
        FROM {selected}
        ORDER BY outlets DESC, articles DESC, first_published, story_id
        LIMIT {int(limit)} OFFSET {int(offset)}
        """,
        params,
    )
