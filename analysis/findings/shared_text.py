"""Text that the outlets of a story share word for word."""

from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from analysis.corpus.agency_addresses import find_agency
from analysis.corpus.reuse import find_origins, find_reuse
from analysis.corpus.shared_text_exclusion import COPIED_KIND
from analysis.findings.selection_rows import read_article_rows
from analysis.store.catalogue import Catalogue
from analysis.store.filters import Filters


@dataclass(frozen=True)
class SharedText:
    """What the filtered articles share word for word, within their stories.

    Attributes:
        articles: article_id, outlet_label, title, published, credit, agency (that its address
            names, empty if none), words and copied (words and shared words outside quotation
            marks) and share; one row per filtered article, the largest share first.
        pairs: as returned by :func:`analysis.corpus.reuse.find_origins`.
        runs: as in :class:`analysis.corpus.reuse.Reuse`, with text (as in the left article).
    """

    articles: pd.DataFrame
    pairs: pd.DataFrame
    runs: pd.DataFrame


# The findings and the fingerprints of a story ask for the same.
@lru_cache(maxsize=2)
def find_shared_text(catalogue: Catalogue, filters: Filters) -> SharedText:
    """Return the text that outlets share, whether or not it is excluded from the measures."""
    articles = read_article_rows(catalogue, filters, "articles")
    blocks = read_article_rows(catalogue, filters, "blocks")
    blocks["kind"] = blocks["kind"].replace(COPIED_KIND, "body")
    reuse = find_reuse(articles, blocks, read_article_rows(catalogue, filters, "quotes"))
    shares = articles[["article_id", "outlet_label", "title", "published", "credit"]].merge(
        reuse.shares, on="article_id"
    )
    addresses = articles.set_index("article_id")["url"]
    shares["agency"] = [find_agency(addresses[key]) for key in shares["article_id"]]
    texts = articles.set_index("article_id")["text"]
    spans = reuse.runs[["left", "left_start", "left_end"]].itertuples(index=False)
    return SharedText(
        shares.sort_values(
            ["share", "outlet_label", "article_id"],
            ascending=[False, True, True],
            ignore_index=True,
        ),
        find_origins(reuse, articles),
        reuse.runs.assign(text=[texts[article_id][start:end] for article_id, start, end in spans]),
    )
