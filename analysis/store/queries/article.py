"""What stands in one article, and which articles there are to choose from."""

from dataclasses import dataclass

import pandas as pd

from analysis.store.catalogue import Catalogue
from analysis.store.filters import Filters
from analysis.store.queries import filter_choices

MAX_ARTICLES = 400
"""Most articles offered in one list: every option travels to the browser."""


@dataclass(frozen=True)
class AnnotatedArticle:
    """One article and all that was found in it, each table in the order of the text.

    Attributes:
        article: the row of ``articles``.
        blocks: rows of ``blocks``.
        sentences: rows of ``sentences``.
        mentions: rows of ``mentions``, with ``name``, the entity's; empty when it is unsure.
        quotes: rows of ``quotes``, with ``elsewhere``: labels of the other outlets that report
            the same utterance, sorted.
        attitudes: rows of ``attitudes``.
        figures: rows of ``figures``.
    """

    article: pd.Series
    blocks: pd.DataFrame
    sentences: pd.DataFrame
    mentions: pd.DataFrame
    quotes: pd.DataFrame
    attitudes: pd.DataFrame
    figures: pd.DataFrame

    def passage(self, at: int) -> tuple[int, int] | None:
        """Return start and end of what a link to a character means; None outside all sentences.

        That is the sentence the character stands in, as far as a quotation that begins there goes.
        """
        around = self.sentences[(self.sentences["start"] <= at) & (at < self.sentences["end"])]
        if around.empty:
            return None
        quoted = self.quotes.loc[self.quotes["start"] == at, "end"]
        return int(around["start"].iloc[0]), int(max([around["end"].iloc[0], *quoted]))


def list_articles(
    catalogue: Catalogue, filters: Filters, besides: tuple[str, ...] = ()
) -> pd.DataFrame:
    """Return the articles looked at, by outlet and date, and those a link asks for besides.

    Returns:
        ``article_id``, ``outlet_label``, ``title``, ``published``, ``words`` and ``opening``, the
        first words of the report of articles without a title; at most :data:`MAX_ARTICLES` rows and
        ``besides``.
    """
    where, params = filters.articles_where()
    return catalogue.query(
        f"""
        WITH wanted AS MATERIALIZED (
            (
                SELECT article_id FROM articles WHERE {where}
                ORDER BY outlet_label, published, article_id LIMIT {MAX_ARTICLES}
            )
            UNION SELECT unnest(?::varchar[])
        ),
        listed AS MATERIALIZED (
            SELECT article_id, outlet_label, title, published, words
            FROM articles SEMI JOIN wanted USING (article_id)
        ),
        untitled AS MATERIALIZED (SELECT article_id FROM listed WHERE title = ''),
        openings AS (
            SELECT article_id, min("start") AS "start", arg_min("end", "start") AS "end"
            FROM blocks SEMI JOIN untitled USING (article_id)
            WHERE kind IN ('headline', 'body') GROUP BY article_id
        ),
        opened AS (
            SELECT article_id, text["start" + 1 : least("end", "start" + 80)] AS opening
            FROM openings JOIN articles USING (article_id)
        )
        SELECT listed.*, opened.opening FROM listed LEFT JOIN opened USING (article_id)
        ORDER BY outlet_label, published, article_id
        """,
        [*params, list(besides)],
    )


def read_article(catalogue: Catalogue, article_id: str) -> AnnotatedArticle:
    """Return one article and all that was found in it.

    Raises:
        KeyError: when there is no such article.
    """
    articles = _rows(catalogue, "SELECT * FROM articles WHERE article_id = ?", article_id)
    if articles.empty:
        raise KeyError(article_id)
    return AnnotatedArticle(
        articles.iloc[0],
        _rows(catalogue, 'SELECT * FROM blocks WHERE article_id = ? ORDER BY "start"', article_id),
        _rows(
            catalogue, 'SELECT * FROM sentences WHERE article_id = ? ORDER BY "start"', article_id
        ),
        _mentions(catalogue, article_id),
        _rows(
            catalogue,
            """
            WITH own AS MATERIALIZED (SELECT * FROM quotes WHERE article_id = $1),
            others AS (
                SELECT o.utterance_id, list(DISTINCT a.outlet_label ORDER BY a.outlet_label) AS at
                FROM quotes o SEMI JOIN own USING (utterance_id)
                JOIN articles a ON a.article_id = o.article_id
                WHERE a.story_id = (SELECT story_id FROM articles WHERE article_id = $1)
                    AND o.utterance_id <> '' AND o.article_id <> $1
                GROUP BY o.utterance_id
            )
            SELECT own.*, coalesce(others.at, []) AS elsewhere
            FROM own LEFT JOIN others USING (utterance_id) ORDER BY own."start"
            """,
            article_id,
        ),
        _rows(
            catalogue, 'SELECT * FROM attitudes WHERE article_id = ? ORDER BY "start"', article_id
        ),
        _rows(catalogue, 'SELECT * FROM figures WHERE article_id = ? ORDER BY "start"', article_id),
    )


def _mentions(catalogue: Catalogue, article_id: str) -> pd.DataFrame:
    sql = 'FROM mentions_by_article WHERE article_id = ? ORDER BY "start"'
    mentions = _rows(catalogue, sql, article_id)
    named = filter_choices.read_entities(catalogue, tuple(mentions["entity_id"].unique()))
    name = mentions["entity_id"].map(named.set_index("entity_id")["name"])
    return mentions.assign(name=name.fillna(""))


def _rows(catalogue: Catalogue, sql: str, article_id: str) -> pd.DataFrame:
    return catalogue.query(sql, [article_id])
