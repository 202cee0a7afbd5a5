"""What differs between the outlets of a story: figures and spellings, copied text."""

from dataclasses import dataclass

import pandas as pd

from analysis.compare import figures as compare_figures
from analysis.compare.reuse import find_reuse, origins
from analysis.compare.set_aside import KIND
from analysis.store.catalogue import Catalogue
from analysis.store.filters import Filters


def figures(catalogue: Catalogue, filters: Filters) -> pd.DataFrame:
    """Return the figures of one thing that differ between the outlets looked at, with sentences.

    Returns:
        As :func:`analysis.compare.figures.differing`, and of the sentence each stands in:
        sentence_start and sentence (its words, without white space at its ends).
    """
    articles = _articles(catalogue, filters)
    sentences = _rows(catalogue, filters, "sentences")
    found = compare_figures.differing(
        articles,
        sentences,
        _rows(catalogue, filters, "figures"),
        _rows(catalogue, filters, "mentions"),
    )
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    starts = {key: rows.sort_values("start") for key, rows in sentences.groupby("article_id")}
    places = []
    for article, start, end in found[["article_id", "start", "end"]].itertuples(index=False):
        own = starts[article]
        around = own[(own["start"] < end) & (own["end"] > start)]
        first, last = int(around["start"].min()), int(around["end"].max())
        words = texts[article][first:last]
        places.append((first + len(words) - len(words.lstrip()), words.strip()))
    return found.assign(
        sentence_start=[first for first, _ in places], sentence=[words for _, words in places]
    )


@dataclass(frozen=True)
class Copied:
    """What the outlets looked at share word for word, within their stories.

    Attributes:
        articles: article_id, outlet_label, title, published, credit, words and copied (outside
            quotation marks) and share, one row an article that shares text or credits somebody;
            the one with the largest share first.
        pairs: as :func:`analysis.compare.reuse.origins` returns it.
        runs: as :class:`analysis.compare.reuse.Reuse` holds them, with text (as in the left one).
    """

    articles: pd.DataFrame
    pairs: pd.DataFrame
    runs: pd.DataFrame


def copied(catalogue: Catalogue, filters: Filters) -> Copied:
    """Return what the outlets looked at share, whether or not it is left out of the measures."""
    articles = _articles(catalogue, filters)
    blocks = _rows(catalogue, filters, "blocks")
    blocks["kind"] = blocks["kind"].replace(KIND, "body")
    found = find_reuse(articles, blocks, _rows(catalogue, filters, "quotes"))
    told = articles[["article_id", "outlet_label", "title", "published", "credit"]].merge(
        found.shares, on="article_id"
    )
    told = told[(told["copied"] > 0) | (told["credit"] != "")]
    texts = articles.set_index("article_id")["text"]
    places = found.runs[["left", "left_start", "left_end"]].itertuples(index=False)
    return Copied(
        told.sort_values(
            ["share", "outlet_label", "article_id"],
            ascending=[False, True, True],
            ignore_index=True,
        ),
        origins(found, articles),
        found.runs.assign(text=[texts[key][start:end] for key, start, end in places]),
    )


def _articles(catalogue: Catalogue, filters: Filters) -> pd.DataFrame:
    where, params = filters.articles_where()
    return catalogue.query(f"SELECT * FROM articles WHERE {where} ORDER BY article_id", params)


def _rows(catalogue: Catalogue, filters: Filters, table: str) -> pd.DataFrame:
    """Return the rows of a table that belong to the articles looked at, whatever they hold."""
    where, params = filters.articles_where()
    return catalogue.query(
        f"""
        SELECT * FROM {table}
        WHERE article_id IN (SELECT article_id FROM articles WHERE {where})
        ORDER BY article_id, "start", "end"
        """,
        params,
    )
