"""Which articles report the same event.

Every two articles that are similar at all get a probability that they report the same event
(:mod:`analysis.corpus.article_similarity`), and groups are merged while its mean reaches a
threshold (:mod:`analysis.corpus.average_linkage`). What was grouped is divided where an affair went
on to another event (:mod:`analysis.corpus.story_division`). No story spans more than
:data:`~analysis.corpus.article_similarity.MAX_DAYS_APART` days of publication. Copies of one text
count as one article, that of the earliest date, so that one copied often does not decide and a
later date of a crawl keeps nothing apart.

A probability depends on the two articles only. A new article therefore changes the stories that it
is similar to and no others: it is profiled
(:func:`~analysis.corpus.article_profiles.profile_articles`) and compared with the other articles
(:func:`~analysis.corpus.article_similarity.find_similar_pairs`), whose own pairs are known.
"""

import hashlib
from collections.abc import Iterable, Mapping
from types import MappingProxyType

import numpy as np
import numpy.typing as npt
import pandas as pd
import scipy.sparse as sp
from scipy.sparse.csgraph import connected_components

from analysis.corpus.article_profiles import get_publication_days, profile_articles
from analysis.corpus.article_similarity import MAX_DAYS_APART, find_similar_pairs
from analysis.corpus.article_vectors import (
    COPY_SIMILARITY,
    ArticleVectors,
    scale_rows,
    vectorize_articles,
)
from analysis.corpus.average_linkage import link_groups
from analysis.corpus.story_division import divide_groups

#: Minimum mean probability at which groups are merged. Between .3 and .4 B-cubed F1 hardly changes
#: on five public sets (benchmarks/stories.py); the upper end was chosen, because merging two events
#: is the worse error.
PROBABILITY_THRESHOLD = 0.4

#: Decimals to which centrality is rounded, so that ties do not depend on rounding errors.
_DECIMALS = 9
#: Maximum length (characters) of a lead that replaces a missing headline (judgement).
_TITLE_LENGTH = 120

Array = npt.NDArray[np.float64]


def group_stories(
    articles: pd.DataFrame,
    threshold: float = PROBABILITY_THRESHOLD,
    max_days_apart: int = MAX_DAYS_APART,
    *,
    moved: Mapping[str, str] = MappingProxyType({}),
    linked: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """Group articles into stories.

    Args:
        articles: Columns article_id, title, text, published (NaT or None when not known).
        threshold: Minimum mean probability, 0 to 1, at which two groups are one story.
        max_days_apart: Articles published further apart than this are not in one story, unless
            one is a copy of an article of the story.
        moved: The analyst's decisions: an article, and another whose story it belongs to, or an
            empty string for a story of its own; in the order of the moves. Unknown articles are
            ignored.
        linked: The result of :func:`link_articles`, if already computed.

    Returns:
        Columns article_id, story_id; one row per article, in the order of ``articles``. The id of a
        story is a hash of its smallest article_id. The order of the articles does not matter.
    """
    if linked is None:
        vectors = vectorize_articles(profile_articles(articles))
        pairs = find_similar_pairs(articles, vectors, max_days_apart)
        linked = link_articles(articles, pairs, threshold, max_days_apart)
    ids = articles["article_id"].astype(str).to_numpy(object)
    label_of = {article: f"with {linked[article]}" for article in ids}
    for article, target in moved.items():
        if article in label_of and (target in label_of or not target):
            label_of[article] = label_of[target] if target else f"alone {article}"
    smallest: dict[str, str] = {}
    for article in sorted(ids):
        smallest.setdefault(label_of[article], article)
    story_ids = [_story_id(smallest[label_of[article]]) for article in ids]
    return pd.DataFrame({"article_id": ids, "story_id": story_ids}).astype(str)


def describe_stories(articles: pd.DataFrame, vectors: ArticleVectors | None = None) -> pd.DataFrame:
    """Return the title, size and dates of each story.

    The title is the headline of the most central article, the one most similar to the story as a
    whole, among the articles with a headline. If none has one it is the lead of the most central
    article: the first line that is a sentence.

    Args:
        articles: Columns article_id, title, text, published, outlet_label, story_id.
        vectors: The vectors of the articles, if already computed.

    Returns:
        The columns of the table ``stories``: story_id, title, articles, outlets, first_published,
        last_published; the largest story first, then the earliest.
    """
    if vectors is None:
        vectors = vectorize_articles(profile_articles(articles))
    frame = articles.assign(
        published=pd.to_datetime(articles["published"]),
        centrality=_compute_centrality(vectors.words, articles["story_id"]),
        is_untitled=articles["title"].str.strip() == "",
    )
    central = frame.sort_values(
        ["is_untitled", "centrality", "article_id"], ascending=[True, False, True]
    ).drop_duplicates("story_id")
    titles = {
        str(row.story_id): str(row.title).strip() or _extract_lead(str(row.text))
        for row in central.itertuples()
    }
    stories = frame.groupby("story_id", as_index=False).agg(
        articles=("article_id", "size"),
        outlets=("outlet_label", "nunique"),
        first_published=("published", "min"),
        last_published=("published", "max"),
    )
    stories.insert(1, "title", stories["story_id"].map(titles))
    return stories.sort_values(
        ["articles", "first_published", "story_id"],
        ascending=[False, True, True],
        ignore_index=True,
    )


def link_articles(
    articles: pd.DataFrame,
    pairs: pd.DataFrame,
    threshold: float = PROBABILITY_THRESHOLD,
    max_days_apart: int = MAX_DAYS_APART,
) -> dict[str, str]:
    """Return for each article the one that stands for the articles it is grouped with.

    Copies are in the group of the earliest one. The order of the articles does not matter.

    Args:
        articles: Columns article_id and published, as :func:`group_stories` takes them.
        pairs: Their similar pairs.
        threshold: Minimum mean probability at which two groups are one story.
        max_days_apart: As for :func:`group_stories`.
    """
    ids = articles["article_id"].astype(str).to_numpy(object)
    order = np.argsort(ids)
    sorted_pairs = _sort_pairs(pairs, np.argsort(order))
    days = get_publication_days(articles)[order]
    originals = find_originals(sorted_pairs, days)
    first, second = sorted_pairs["first"].to_numpy(), sorted_pairs["second"].to_numpy()
    is_original = (originals[first] == first) & (originals[second] == second)
    originals_alone = sorted_pairs[is_original]
    linked = link_groups(originals_alone, days, threshold, max_days_apart)
    groups = divide_groups(linked, originals_alone, days)
    return dict(zip(ids[order], ids[order][groups[originals]], strict=True))


def find_linkable(
    pairs: Iterable[pd.DataFrame], size: int, threshold: float
) -> npt.NDArray[np.int32]:
    """Return a number for each article; those of articles that cannot be in one group differ.

    How articles with one number are grouped follows from them and their pairs alone: groups are
    merged only if two of their articles reach the threshold, or are copies.

    Args:
        pairs: Columns first and second (positions), similarity and probability, in any number of
            pieces.
        size: The number of articles.
        threshold: Minimum mean probability at which two groups are one story.
    """
    links = pd.concat(
        piece.loc[
            (piece["probability"] >= threshold) | (piece["similarity"] >= COPY_SIMILARITY),
            ["first", "second"],
        ]
        for piece in pairs
    )
    graph = sp.csr_matrix(
        (np.ones(len(links), bool), (links["first"], links["second"])), shape=(size, size)
    )
    numbers: npt.NDArray[np.int32] = connected_components(graph, directed=False)[1]
    return numbers


def _sort_pairs(pairs: pd.DataFrame, positions: npt.NDArray[np.intp]) -> pd.DataFrame:
    """Return each pair of two articles once, in their new positions and in order."""
    first, second = (positions[pairs[name].to_numpy(np.int64)] for name in ("first", "second"))
    ordered = pairs.assign(first=np.minimum(first, second), second=np.maximum(first, second))
    ordered = ordered[ordered["first"] < ordered["second"]]
    return ordered.drop_duplicates(["first", "second"]).sort_values(
        ["first", "second"], ignore_index=True
    )


def find_originals(pairs: pd.DataFrame, days: Array) -> npt.NDArray[np.int64]:
    """Return for each article the earliest of its copies, or the first of equals."""
    copies = pairs[pairs["similarity"] >= COPY_SIMILARITY]
    size = len(days)
    graph = sp.csr_matrix(
        (np.ones(len(copies)), (copies["first"], copies["second"])), shape=(size, size)
    )
    _, component = connected_components(graph, directed=False)
    by_day = np.lexsort((np.arange(size), np.nan_to_num(days, nan=np.inf), component))
    components, starts = np.unique(component[by_day], return_index=True)
    original_of = np.zeros(len(components), np.int64)
    original_of[components] = by_day[starts]
    originals: npt.NDArray[np.int64] = original_of[component]
    return originals


def _compute_centrality(vectors: sp.csr_matrix, story_ids: pd.Series) -> Array:
    """Return the cosine of each article with the sum of its story's articles."""
    if story_ids.empty:
        return np.empty(0)
    codes, stories = pd.factorize(story_ids)
    is_member = sp.csr_matrix(
        (np.ones(len(codes)), (codes, np.arange(len(codes)))), shape=(len(stories), len(codes))
    )
    centres = scale_rows(is_member @ vectors, 2)
    cosines: Array = np.asarray(vectors.multiply(centres[codes]).sum(axis=1)).ravel()
    return np.round(cosines, _DECIMALS)


def _extract_lead(text: str) -> str:
    """Return the first line that ends like a sentence, or the first of all, shortened."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    sentences = (line for line in lines if line.endswith((".", "!", "?", '."', ".”", ".’")))
    lead = next(sentences, lines[0] if lines else "")
    if len(lead) <= _TITLE_LENGTH:
        return lead
    return lead[:_TITLE_LENGTH].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"


def _story_id(article_id: str) -> str:
    return hashlib.sha256(article_id.encode()).hexdigest()[:12]
