"""Who and what is named: counts by outlet, and the sentences behind each count.

Counted are mentions in headline, subheads and body; where ``named`` is set, names alone, without
pronouns and descriptions.
"""

import pandas as pd

from analysis.store.catalogue import Catalogue
from analysis.store.counts import by_outlet
from analysis.store.filters import Filters
from analysis.store.queries_evidence import passages
from analysis.tables import COUNTED

_COUNTED = f"m.block_kind IN ({', '.join(repr(kind) for kind in COUNTED)}) AND m.entity_id <> ''"


def words_by_outlet(catalogue: Catalogue, filters: Filters, limit: int) -> pd.DataFrame:
    """Return ``outlet_label``, ``articles`` and ``words`` of the outlets with most articles."""
    where, params = filters.articles_where()
    return catalogue.query(
        f"""
        SELECT outlet_label, count(*) AS articles, sum(words) AS words
        FROM articles WHERE {where} GROUP BY outlet_label
        ORDER BY articles DESC, outlet_label LIMIT {int(limit)}
        """,
        params,
    )


def named(catalogue: Catalogue, filters: Filters, limit: int, named: bool = True) -> pd.DataFrame:
    """Return how often each outlet mentions the most mentioned entities.

    Returns:
        ``entity_id``, ``name``, ``label``, ``outlet_label``, ``n`` for each entity and outlet that
        mentions it, the most mentioned entity first.
    """
    counts, params = by_outlet(filters, named=named)
    return catalogue.query(
        f"""
        WITH counted AS MATERIALIZED ({counts}),
        totals AS (SELECT entity_no, sum(n) AS total FROM counted GROUP BY entity_no),
        ranked AS MATERIALIZED (
            SELECT t.entity_no, e.entity_id, e.name, e.label, t.total
            FROM totals t JOIN numbered e USING (entity_no)
            ORDER BY t.total DESC, e.entity_id LIMIT {int(limit)}
        )
        SELECT r.entity_id, r.name, r.label, c.outlet_label, c.n
        FROM counted c JOIN ranked r USING (entity_no)
        ORDER BY r.total DESC, r.entity_id, c.outlet_label
        """,
        params,
    )


def entity(catalogue: Catalogue, entity_id: str) -> pd.Series:
    """Return the row of an entity in the table ``entities``.

    Raises:
        KeyError: when there is no such entity.
    """
    found = catalogue.query("FROM entities WHERE entity_id = ?", [entity_id])
    if found.empty:
        raise KeyError(entity_id)
    return found.iloc[0]


def usage(
    catalogue: Catalogue, filters: Filters, entity_id: str, named: bool = True
) -> pd.DataFrame:
    """Return the words each outlet uses for an entity.

    Returns:
        ``text``, ``sense`` (place, people or government for countries), ``outlet_label``, ``n``,
        the most used first.
    """
    where, params = counted(filters, named)
    return catalogue.query(
        f"""
        SELECT m.text, m.sense, a.outlet_label, count(*) AS n
        FROM mentions m JOIN articles a USING (article_id)
        WHERE {where} AND m.entity_id = ?
        GROUP BY m.text, m.sense, a.outlet_label
        ORDER BY sum(n) OVER (PARTITION BY m.text) DESC, m.text, m.sense, a.outlet_label
        """,
        [*params, entity_id],
    )


def sentences(
    catalogue: Catalogue,
    filters: Filters,
    entity_id: str,
    outlet: str = "",
    text: str = "",
    sense: str = "",
    named: bool = True,
) -> pd.DataFrame:
    """Return the passages that mention an entity, as :func:`queries_evidence.passages` does.

    Args:
        catalogue: the workspace's catalogue.
        filters: what is looked at.
        entity_id: the entity.
        outlet: label of an outlet, empty for all.
        text: the words used for it, empty for any.
        sense: place, people or government; empty for any.
        named: names alone.
    """
    where, params = counted(filters, named)
    return passages(
        catalogue,
        f"""
        SELECT m.article_id, m."start", m."end",
               CASE WHEN m.sense = '' THEN m.kind ELSE m.kind || ', ' || m.sense END AS note
        FROM mentions m JOIN articles a USING (article_id)
        WHERE {where} AND m.entity_id = ? AND ? IN ('', a.outlet_label)
          AND ? IN ('', m.text) AND ? IN ('', m.sense)
        """,
        (*params, entity_id, outlet, text, sense),
    )


def quotations(
    catalogue: Catalogue, filters: Filters, entity_id: str, outlet: str = ""
) -> pd.DataFrame:
    """Return the passages that quote a speaker, as :func:`queries_evidence.passages` does."""
    where, params = filters.where("quotes", "q")
    return passages(
        catalogue,
        f"""
        SELECT q.article_id, q."start", q."end", q.kind AS note
        FROM quotes q JOIN articles a USING (article_id)
        WHERE {where} AND q.entity_id = ? AND ? IN ('', a.outlet_label)
        """,
        (*params, entity_id, outlet),
    )


def counted(filters: Filters, named: bool = True) -> tuple[str, list[object]]:
    """Return the condition on mentions ``m`` that count, and its parameters."""
    where, params = filters.where("mentions", "m")
    kinds = " AND m.kind = 'name'" if named else ""
    return f"{_COUNTED}{kinds} AND {where}", params
