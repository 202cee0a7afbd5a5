"""What is attributed to whom without being reported as said, and in which sentence."""

import pandas as pd

from analysis.store.catalogue import Catalogue
from analysis.store.filters import Filters
from analysis.store.queries_evidence import passages


def count_attitudes(catalogue: Catalogue, filters: Filters, find: str = "") -> int:
    """Return how many attitudes :func:`attitudes` lists in all."""
    where, params = _found(filters, find)
    found = catalogue.query(f"SELECT count(*) AS n FROM attitudes t WHERE {where}", params)
    return int(found["n"].iloc[0])


def attitudes(
    catalogue: Catalogue, filters: Filters, find: str, limit: int, offset: int = 0
) -> pd.DataFrame:
    """Return the attitudes, by outlet and place in the text.

    Args:
        catalogue: the workspace's catalogue.
        filters: what is looked at; of an entity, the attitudes it holds and those that name it.
        find: words to look for in the attitude, its holder and its cue; upper and lower case are
            the same.
        limit: so many rows,
        offset: after so many.

    Returns:
        ``attitude_id``, ``outlet_label``, ``published``, ``holder``, ``cue``, ``text`` and
        ``confidence``.
    """
    where, params = _found(filters, find)
    order = 'a.outlet_label, a.published, t.article_id, t."start"'
    return catalogue.query(
        f"""
        WITH chosen AS MATERIALIZED (
            SELECT t.rowid AS row FROM attitudes t JOIN articles a USING (article_id)
            WHERE {where} ORDER BY {order} LIMIT {int(limit)} OFFSET {int(offset)}
        )
        SELECT t.attitude_id, a.outlet_label, a.published, t.holder, t.cue, t.text, t.confidence
        FROM attitudes t JOIN articles a USING (article_id)
        WHERE t.rowid IN (SELECT row FROM chosen) ORDER BY {order}
        """,
        params,
    )


def context(catalogue: Catalogue, attitude_id: str) -> pd.DataFrame:
    """Return one attitude in its sentences, as :func:`queries_evidence.passages` does."""
    return passages(
        catalogue,
        'SELECT article_id, "start", "end", cue AS note FROM attitudes WHERE attitude_id = ?',
        (attitude_id,),
    )


def _found(filters: Filters, find: str) -> tuple[str, list[object]]:
    """Return the condition on attitudes ``t`` that are looked for, and its parameters."""
    where, params = filters.where("attitudes", "t")
    if not find:
        return where, params
    words = "concat_ws(' ', t.text, t.holder, t.mention, t.cue)"
    return f"{where} AND contains(lower({words}), lower(?))", [*params, find]
