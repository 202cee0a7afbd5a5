"""What differs between the outlets of a story: figures and spellings, copied text."""

import pandas as pd

from analysis.compare import figures as compare_figures
from analysis.compare.reuse import Reuse, find_reuse
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


def reuse(catalogue: Catalogue, filters: Filters) -> Reuse:
    """Return what the articles looked at share word for word, within their stories."""
    return find_reuse(
        _articles(catalogue, filters),
        _rows(catalogue, filters, "blocks"),
        _rows(catalogue, filters, "quotes"),
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
