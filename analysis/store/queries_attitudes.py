"""What is attributed to whom without being reported as said, and in which sentence."""

import pandas as pd

from analysis.store.catalogue import Catalogue
from analysis.store.filters import Filters
from analysis.store.queries_evidence import passages

MOST = 2000
"""Most attitudes listed in one table."""


def attitudes(catalogue: Catalogue, filters: Filters, find: str = "") -> pd.DataFrame:
    """Return the attitudes, by outlet and place in the text.

    Args:
        catalogue: the workspace's catalogue.
        filters: what is looked at; of an entity, the attitudes it holds and those that name it.
        find: words to look for in the attitude, its holder and its cue; upper and lower case are
            the same.

    Returns:
        ``attitude_id``, ``outlet_label``, ``published``, ``holder``, ``cue``, ``text`` and
        ``confidence``; at most :data:`MOST` rows.
    """
    where, params = filters.where("attitudes", "t")
    return catalogue.query(
        f"""
        SELECT t.attitude_id, a.outlet_label, a.published, t.holder, t.cue, t.text, t.confidence
        FROM attitudes t JOIN articles a USING (article_id)
        WHERE {where}
          AND contains(lower(concat_ws(' ', t.text, t.holder, t.mention, t.cue)), lower(?))
        ORDER BY a.outlet_label, a.published, t.article_id, t."start" LIMIT {MOST}
        """,
        [*params, find],
    )


def context(catalogue: Catalogue, attitude_id: str) -> pd.DataFrame:
    """Return one attitude in its sentences, as :func:`queries_evidence.passages` does."""
    return passages(
        catalogue,
        'SELECT article_id, "start", "end", cue AS note FROM attitudes WHERE attitude_id = ?',
        (attitude_id,),
    )
