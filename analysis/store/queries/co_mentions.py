"""Count entities that share sentences, and mentions by day, and find the sentences behind them."""

from dataclasses import replace

import pandas as pd

from analysis.store.catalogue import Catalogue
from analysis.store.filters import Filters
from analysis.store.queries.entities import build_mention_condition
from analysis.store.queries.evidence import find_passages


def count_co_mentions(
    catalogue: Catalogue,
    filters: Filters,
    names: tuple[tuple[str, str], ...],
    *,
    names_only: bool = True,
) -> pd.DataFrame:
    """Count the sentences that each pair of some entities shares.

    Args:
        catalogue: The workspace's catalogue.
        filters: The selection.
        names: Id and name of each entity, in the order of the rows.
        names_only: Whether to count names alone, without pronouns and descriptions.

    Returns:
        ``entity_id``, ``name``, ``other_id``, ``other``, ``n`` for each pair that shares any, in
        both orders.
    """
    # The articles are joined anyway: their condition is on them, and not on each mention.
    every_article = replace(filters, story="", outlets=(), start=None, end=None)
    where, params = build_mention_condition(every_article, names_only=names_only)
    chosen, article_params = filters.articles_where("a")
    ids_and_names = [entity_id for entity_id, _ in names], [name for _, name in names]
    # Numbers are faster to compare than ids. Each pair is counted once and listed both ways round.
    return catalogue.query(
        f"""
        WITH ranked AS MATERIALIZED (
            SELECT unnest(?::varchar[]) AS entity_id, unnest(?::varchar[]) AS name,
                   unnest(range({len(names)})) AS place
        ),
        placed AS MATERIALIZED (
            SELECT DISTINCT r.place, a.rowid AS article_no, m.sentence
            FROM mentions m JOIN ranked r USING (entity_id) JOIN articles a USING (article_id)
            WHERE {where} AND {chosen}
        ),
        pairs AS (
            SELECT x.place, y.place AS other_place, count(*) AS n
            FROM placed x JOIN placed y
                ON x.article_no = y.article_no AND x.sentence = y.sentence AND x.place < y.place
            GROUP BY x.place, y.place
        ),
        listed AS (
            FROM pairs UNION ALL SELECT other_place AS place, place AS other_place, n FROM pairs
        )
        SELECT e.entity_id, e.name, o.entity_id AS other_id, o.name AS other, p.n
        FROM listed p JOIN ranked e USING (place) JOIN ranked o ON o.place = p.other_place
        ORDER BY e.place, o.place
        """,
        [*ids_and_names, *params, *article_params],
    )


def find_co_mention_passages(
    catalogue: Catalogue,
    filters: Filters,
    first_id: str,
    second_id: str,
    *,
    names_only: bool = True,
) -> pd.DataFrame:
    """Return the passages that mention two entities, as :func:`evidence.find_passages` does."""
    where, params = build_mention_condition(filters, names_only=names_only)
    return find_passages(
        catalogue,
        f"""
        WITH placed AS (
            SELECT m.article_id, m.sentence, m."start", m."end", m.entity_id, m.kind AS note
            FROM mentions m JOIN articles a USING (article_id)
            WHERE {where} AND m.entity_id IN (?, ?)
        )
        SELECT article_id, "start", "end", note FROM placed
        QUALIFY count(DISTINCT entity_id) OVER (PARTITION BY article_id, sentence) = 2
        """,
        (*params, first_id, second_id),
    )


def count_mentions_by_day(
    catalogue: Catalogue, filters: Filters, entity_id: str, *, names_only: bool = True
) -> pd.DataFrame:
    """Count how often each outlet mentions an entity on each day on which it published anything.

    Returns:
        ``published``, ``outlet_label``, ``n``, ``articles`` (of the day), by outlet and day;
        undated articles are left out.
    """
    where, params = build_mention_condition(filters, names_only=names_only)
    chosen, article_params = filters.articles_where("a")
    return catalogue.query(
        f"""
        WITH hits AS (
            SELECT m.article_id, count(*) AS n
            FROM mentions m JOIN articles a USING (article_id)
            WHERE {where} AND m.entity_id = ? GROUP BY m.article_id
        )
        SELECT a.published, a.outlet_label, coalesce(sum(h.n), 0)::BIGINT AS n,
               count(*) AS articles
        FROM articles a LEFT JOIN hits h USING (article_id)
        WHERE {chosen} AND a.published IS NOT NULL
        GROUP BY a.published, a.outlet_label ORDER BY a.outlet_label, a.published
        """,
        [*params, entity_id, *article_params],
    )
