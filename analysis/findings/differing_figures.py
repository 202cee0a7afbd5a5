"""Figures and spellings on which the outlets of a story differ."""

import pandas as pd

from analysis.corpus import differing_figures as figure_comparison
from analysis.findings.selection_rows import read_article_rows
from analysis.store.catalogue import Catalogue
from analysis.store.filters import Filters


def find_differing_figures(catalogue: Catalogue, filters: Filters) -> pd.DataFrame:
    """Return figures for the same thing that differ between outlets, with their sentences.

    Returns:
        The columns of :func:`analysis.corpus.differing_figures.find_differing_figures`, and for the
        sentence of each figure: sentence_start and sentence (its text without surrounding white
        space).
    """
    articles = read_article_rows(catalogue, filters, "articles")
    sentences = read_article_rows(catalogue, filters, "sentences")
    figures = figure_comparison.find_differing_figures(
        articles,
        sentences,
        read_article_rows(catalogue, filters, "figures"),
        read_article_rows(catalogue, filters, "mentions"),
    )
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    sentences_by_article = dict(iter(sentences.groupby("article_id")))
    starts, surrounding = [], []
    for article_id, start, end in figures[["article_id", "start", "end"]].itertuples(index=False):
        in_article = sentences_by_article[article_id]
        # A figure may cross a wrong sentence boundary: all sentences it touches are shown.
        touched = in_article[(in_article["start"] < end) & (in_article["end"] > start)]
        first, last = int(touched["start"].min()), int(touched["end"].max())
        text = texts[article_id][first:last]
        starts.append(first + len(text) - len(text.lstrip()))
        surrounding.append(text.strip())
    return figures.assign(sentence_start=starts, sentence=surrounding)
