"""Articles of a selection that are versions of one article, each of which every number counts.

    from analysis.findings.counted_versions import describe_counted_versions
    from analysis.findings.selection_rows import read_article_rows
    from analysis.store.filters import Filters

    articles = read_article_rows(catalogue, Filters(story="…"), "articles")
    for sentence in describe_counted_versions(articles):
        print(sentence)

An outlet that changed an article under the same address may be loaded with both texts. What the
texts share is then counted twice, so that a name that stands once in each is "named twice".
"""

from itertools import pairwise

import pandas as pd

from analysis.findings.article_versions import compare_versions


def count_versions(articles: pd.DataFrame) -> pd.DataFrame:
    """Return which outlets have several versions of one article among some articles.

    Articles of one outlet and address are versions of one article if each has mostly the same words
    as the one before it, by day of publication
    (:func:`analysis.findings.article_versions.compare_versions`).

    Args:
        articles: Columns article_id, outlet_label, url, published and text.

    Returns:
        Columns outlet_label and versions (their number, 2 or more); a row for each such article, in
        the order of the outlets' names.
    """
    ordered = articles.sort_values(["published", "article_id"])
    rows = [
        (outlet, versions)
        for (outlet, url), same_address in ordered.groupby(["outlet_label", "url"])
        if url
        for versions in _list_run_lengths(list(same_address["text"]))
        if versions > 1
    ]
    return pd.DataFrame(rows, columns=["outlet_label", "versions"])


def _list_run_lengths(texts: list[str]) -> list[int]:
    """Return how many texts each run has, in which every text is a version of the one before."""
    lengths = [1]
    for before, after in pairwise(texts):
        if before == after or compare_versions(before, after):
            lengths[-1] += 1
        else:
            lengths.append(1)
    return lengths


def describe_counted_versions(articles: pd.DataFrame) -> list[str]:
    """Return a sentence for each outlet of which several versions of an article are counted.

    Args:
        articles: As :func:`count_versions` takes them.
    """
    sentences = []
    for outlet, versions in count_versions(articles).groupby("outlet_label")["versions"]:
        counted = (
            f"{versions.iloc[0]} versions of one article"
            if len(versions) == 1
            else f"{versions.sum()} versions of {len(versions)} articles"
        )
        sentences.append(
            f"{outlet} has {counted} here, with the same address and mostly the same words: every "
            "number counts each version"
        )
    return sentences
