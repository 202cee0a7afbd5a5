"""Read one article with its annotation, and list the articles to choose from."""

from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from analysis.store.catalogue import Catalogue
from analysis.store.filters import Filters
from analysis.store.queries import filter_choices

MAX_ARTICLES = 400
"""Maximum number of articles in one list, since every option is sent to the browser."""


@dataclass(frozen=True)
class AnnotatedArticle:
    """One article with its annotation; each table is in the order of the text.

    Attributes:
        article: the row of ``articles``.
        blocks: rows of ``blocks``.
        sentences: rows of ``sentences``.
        mentions: rows of ``mentions``, with ``name``, the entity's; empty if unsure.
        quotes: rows of ``quotes``, with ``elsewhere``: labels of the other outlets that report
            the same utterance, sorted; and ``credits_elsewhere``: their known speakers of it, but
            for those only described, as mappings of ``speaker`` and ``outlet``, sorted.
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

    def find_passage(self, offset: int) -> tuple[int, int] | None:
        """Return start and end of the passage that a link to an offset points to.

        That is the sentence at the offset, extended to the end of a quotation that begins there;
        None outside all sentences.
        """
        is_at = (self.sentences["start"] <= offset) & (offset < self.sentences["end"])
        sentences = self.sentences[is_at]
        if sentences.empty:
            return None
        quoted = self.quotes.loc[self.quotes["start"] == offset, "end"]
        return int(sentences["start"].iloc[0]), int(max([sentences["end"].iloc[0], *quoted]))


class NearStory(NamedTuple):
    """Another story that an article is nearly in.

    Attributes:
        story_id: Its id.
        title: Its title.
        articles: Number of its articles.
        probability: Mean probability that the article reports the same event as these.
        own_probability: That with the other articles of its own story; None if it is alone there.
    """

    story_id: str
    title: str
    articles: int
    probability: float
    own_probability: float | None


def find_near_story(catalogue: Catalogue, article_id: str) -> NearStory | None:
    """Return the other story that an article is nearly in, if there is one."""
    rows = _rows(
        catalogue,
        """
        SELECT near.story_id, near.title, near.articles, near_probability, story_probability
        FROM articles JOIN stories near ON near.story_id = near_story_id WHERE article_id = ?
        """,
        article_id,
    )
    if rows.empty:
        return None
    row = rows.iloc[0]
    own_probability = row["story_probability"]
    return NearStory(
        str(row["story_id"]),
        str(row["title"]),
        int(row["articles"]),
        float(row["near_probability"]),
        None if pd.isna(own_probability) else float(own_probability),
    )


def list_articles(
    catalogue: Catalogue, filters: Filters, linked_ids: tuple[str, ...] = ()
) -> pd.DataFrame:
    """Return the selected articles and those of a link, by outlet and date.

    Args:
        catalogue: The workspace's catalogue.
        filters: The selection.
        linked_ids: Articles that are listed whether or not they are selected.

    Returns:
        ``article_id``, ``outlet_label``, ``title``, ``published``, ``words`` and ``opening``, the
        first words of articles without a title; at most :data:`MAX_ARTICLES` rows and
        ``linked_ids``.
    """
    where, params = filters.articles_where()
    listed = catalogue.query(
        f"""
        WITH selected AS MATERIALIZED (
            (
                SELECT article_id FROM articles WHERE {where}
                ORDER BY outlet_label, published, article_id LIMIT {MAX_ARTICLES}
            )
            UNION SELECT unnest(?::varchar[])
        )
        SELECT article_id, outlet_label, title, published, words
        FROM articles SEMI JOIN selected USING (article_id)
        ORDER BY outlet_label, published, article_id
        """,
        [*params, list(linked_ids)],
    )
    untitled = listed.loc[listed["title"] == "", "article_id"].tolist()
    # Most selections have none, and finding their first blocks would read those of all articles.
    opening_of = _read_openings(catalogue, untitled) if untitled else {}
    openings = [opening_of.get(article_id) for article_id in listed["article_id"]]
    return listed.assign(opening=pd.Series(openings, index=listed.index, dtype="str"))


def _read_openings(catalogue: Catalogue, article_ids: list[str]) -> dict[str, str]:
    """Return the first words of the headline or body of some articles, by id."""
    rows = catalogue.query(
        """
        WITH openings AS (
            SELECT article_id, min("start") AS "start", arg_min("end", "start") AS "end"
            FROM blocks WHERE article_id IN (SELECT unnest(?::varchar[]))
                AND kind IN ('headline', 'body')
            GROUP BY article_id
        )
        SELECT article_id, text["start" + 1 : least("end", "start" + 80)] AS opening
        FROM openings JOIN articles USING (article_id)
        """,
        [article_ids],
    )
    return dict(zip(rows["article_id"], rows["opening"], strict=True))


def read_article(catalogue: Catalogue, article_id: str) -> AnnotatedArticle:
    """Return one article with its annotation.

    Raises:
        KeyError: There is no such article.
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
            WITH article_quotes AS MATERIALIZED (SELECT * FROM quotes WHERE article_id = $1),
            others AS (
                SELECT o.utterance_id, list_sort(list(DISTINCT a.outlet_label)) AS at,
                    list_sort(list(DISTINCT {'speaker': o.speaker, 'outlet': a.outlet_label})
                        FILTER (o.speaker <> ''
                            AND NOT (o.resolution = 'description' AND o.entity_id = ''))) AS credits
                FROM quotes o SEMI JOIN article_quotes USING (utterance_id)
                JOIN articles a ON a.article_id = o.article_id
                JOIN articles this ON this.article_id = $1 AND this.story_id = a.story_id
                WHERE o.utterance_id <> '' AND a.outlet_label <> this.outlet_label
                GROUP BY o.utterance_id
            )
            SELECT article_quotes.*, coalesce(others.at, []) AS elsewhere,
                coalesce(others.credits, []) AS credits_elsewhere
            FROM article_quotes LEFT JOIN others USING (utterance_id)
            ORDER BY article_quotes."start"
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
    entities = filter_choices.read_entities(catalogue, tuple(mentions["entity_id"].unique()))
    name = mentions["entity_id"].map(entities.set_index("entity_id")["name"])
    return mentions.assign(name=name.fillna(""))


def _rows(catalogue: Catalogue, sql: str, article_id: str) -> pd.DataFrame:
    return catalogue.query(sql, [article_id])
