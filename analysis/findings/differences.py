"""What differs between the outlets of a story: figures and spellings, copied text."""

from dataclasses import dataclass

import pandas as pd

from analysis.corpus import differing_figures as compare_figures
from analysis.corpus.reuse import find_reuse, origins
from analysis.corpus.shared_text_exclusion import KIND
from analysis.findings.selection_rows import of_articles
from analysis.store.catalogue import Catalogue
from analysis.store.filters import Filters


def figures(catalogue: Catalogue, filters: Filters) -> pd.DataFrame:
    """Return the figures of one thing that differ between the outlets looked at, with sentences.

    Returns:
        As :func:`analysis.corpus.differing_figures.differing`, and of the sentence each stands in:
        sentence_start and sentence (its words, without white space at its ends).
    """
    articles = of_articles(catalogue, filters, "articles")
    sentences = of_articles(catalogue, filters, "sentences")
    found = compare_figures.differing(
        articles,
        sentences,
        of_articles(catalogue, filters, "figures"),
        of_articles(catalogue, filters, "mentions"),
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
        pairs: as :func:`analysis.corpus.reuse.origins` returns it.
        runs: as :class:`analysis.corpus.reuse.Reuse` holds them, with text (as in the left one).
    """

    articles: pd.DataFrame
    pairs: pd.DataFrame
    runs: pd.DataFrame


def copied(catalogue: Catalogue, filters: Filters) -> Copied:
    """Return what the outlets looked at share, whether or not it is left out of the measures."""
    articles = of_articles(catalogue, filters, "articles")
    blocks = of_articles(catalogue, filters, "blocks")
    blocks["kind"] = blocks["kind"].replace(KIND, "body")
    found = find_reuse(articles, blocks, of_articles(catalogue, filters, "quotes"))
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
