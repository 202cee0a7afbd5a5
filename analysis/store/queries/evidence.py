"""Find the sentences behind a number."""

import pandas as pd

from analysis.store.catalogue import Catalogue

MAX_PASSAGES = 500
"""Maximum number of passages of one query."""


def find_passages(
    catalogue: Catalogue, spans: str, params: tuple[object, ...] = (), limit: int = MAX_PASSAGES
) -> pd.DataFrame:
    """Return the passages that contain some spans; a passage is the sentences of a span.

    Args:
        catalogue: The workspace's catalogue.
        spans: SQL that selects ``article_id``, ``start``, ``end`` and ``note`` (the tooltip) of the
            spans that a number was counted from.
        params: Values of its placeholders.
        limit: Maximum number of passages.

    Returns:
        One row per passage, by outlet, date, article and position: ``article_id``,
        ``outlet_label``, ``title``, ``published``, ``block_kind`` (of its first sentence),
        ``start`` and ``end`` in the article, ``text``, and ``marks``, a list of ``start``, ``end``
        (in the article) and ``note`` of the spans in it.
    """
    return catalogue.query(
        f"""
        WITH spans AS MATERIALIZED ({spans}),
        -- Each article with a span has a passage, so articles beyond the limit cannot be listed.
        first_articles AS MATERIALIZED (
            SELECT article_id, articles.rowid AS row
            FROM articles SEMI JOIN spans USING (article_id)
            ORDER BY outlet_label, published, article_id LIMIT {int(limit)}
        ),
        -- Rows are read by row id; otherwise the texts of all articles are decompressed.
        first_rows AS MATERIALIZED (
            SELECT * FROM articles WHERE rowid IN (SELECT row FROM first_articles)
        ),
        placed AS (
            SELECT s.article_id, s."start", s."end", s.note,
                   min(t."start") AS first, max(t."end") AS last,
                   arg_min(t.block_kind, t."start") AS block_kind
            FROM (FROM spans SEMI JOIN first_articles USING (article_id)) s
            JOIN sentences t ON t.article_id = s.article_id
                AND t."start" < s."end" AND t."end" > s."start"
            GROUP BY ALL
        ),
        grouped AS (
            SELECT article_id, first, max(last) AS last, any_value(block_kind) AS block_kind,
                   list({{'start': "start", 'end': "end", 'note': note}} ORDER BY "start") AS marks
            FROM placed GROUP BY article_id, first
        )
        SELECT g.article_id, a.outlet_label, a.title, a.published, g.block_kind,
               g.first AS "start", g.last AS "end",
               a.text[g.first + 1 : g.last] AS text, g.marks
        FROM grouped g JOIN first_rows a USING (article_id)
        ORDER BY a.outlet_label, a.published, g.article_id, g.first
        LIMIT {int(limit)}
        """,
        params,
    )
