"""Which articles report the same event.

An article is represented by its words, weighted by how rare they are in news (TF-IDF, Salton &
Buckley 1988). The similarity of two articles is the cosine of their words, reduced with the time
between their publications. Articles are merged by average linkage (Sokal & Michener 1958) while the
mean similarity between two groups reaches the threshold; a pair published too far apart keeps its
groups apart for good.

Merging is done within the connected components of the graph of pairs that reach the threshold. That
does not change the result, since the mean of two groups can only reach the threshold if one pair
does, and leaves only small groups to be clustered. All pairs are compared at once, as a sparse
product.

Weights come from a fixed background, so a new article changes the stories that it is similar to and
no others: its words are counted (:func:`count_words`) and it is compared with the other articles
(:func:`find_similar_pairs`), whose own pairs are known.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import scipy.sparse as sp
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse.csgraph import connected_components
from scipy.spatial.distance import squareform

from analysis.corpus import word_normalisation

#: Minimum mean similarity at which groups are merged. Between .12 and .15 B-cubed F1 hardly changes
#: on three public sets (benchmarks/stories.py); the upper part was chosen, because merging two
#: events is the worse error.
SIMILARITY_THRESHOLD = 0.14
#: Maximum number of days between the publications of two articles of a story (judgement).
MAX_DAYS_APART = 60

#: Number of days over which most of the reduction by time happens: a week (judgement).
_FADE_DAYS = 7.0
#: Factor that the similarity of two articles approaches as their days grow apart (judgement).
_FADE_MIN = 0.5
#: Factor where a date is unknown: between published together and published far apart.
_FADE_UNKNOWN = 0.75
#: Number of articles that are compared with all others at a time, to limit memory.
_ROWS = 512
#: Similarity that keeps two articles, and any groups with them, apart.
_NEVER = -1e6
#: Decimals to which centrality is rounded, so that ties do not depend on rounding errors.
_DECIMALS = 9
#: Maximum length (characters) of a lead that replaces a missing headline.
_TITLE_LENGTH = 120

Array = npt.NDArray[np.float64]


class ArticleSimilarities(NamedTuple):
    """The articles as vectors (:func:`vectorize_articles`) and :func:`find_similar_pairs` of them.

    The pairs must have been found with the threshold and the days that they are used with.
    """

    vectors: sp.csr_matrix
    pairs: pd.DataFrame


def group_stories(
    articles: pd.DataFrame,
    threshold: float = SIMILARITY_THRESHOLD,
    max_days_apart: int = MAX_DAYS_APART,
    *,
    moved: Mapping[str, str] = MappingProxyType({}),
    similarities: ArticleSimilarities | None = None,
) -> pd.DataFrame:
    """Group articles into stories.

    Args:
        articles: Columns article_id, title, text, published (NaT or None when not known).
        threshold: Minimum mean similarity, 0 to 1, at which two groups are one story.
        max_days_apart: Articles published further apart than this are never in one story.
        moved: The analyst's decisions: an article, and another whose story it belongs to, or an
            empty string for a story of its own; in the order of the moves. Unknown articles are
            ignored.
        similarities: The vectors and similar pairs of the articles, if already computed.

    Returns:
        Columns article_id, story_id; one row per article, in the order of ``articles``. The id of a
        story is a hash of its smallest article_id. The order of the articles does not matter.
    """
    if similarities is None:
        vectors = vectorize_articles(count_words(articles))
        pairs = find_similar_pairs(articles, vectors, threshold, max_days_apart)
        similarities = ArticleSimilarities(vectors, pairs)
    ids = articles["article_id"].astype(str).to_numpy(object)
    order = np.argsort(ids)
    position_by_id = np.argsort(order)
    first, second = (position_by_id[similarities.pairs[name]] for name in ("first", "second"))
    graph = sp.csr_matrix((np.ones(len(first)), (first, second)), shape=(len(ids), len(ids)))
    label_of: dict[str, str] = {}
    clusters = _cluster(
        similarities.vectors[order], graph, _days(articles)[order], threshold, max_days_apart
    )
    for number, members in enumerate(clusters):
        label_of |= dict.fromkeys(ids[order[members]], str(number))
    for article, target in moved.items():
        if article in label_of and (target in label_of or not target):
            label_of[article] = label_of[target] if target else f"alone {article}"
    smallest: dict[str, str] = {}
    for article in sorted(ids):
        smallest.setdefault(label_of[article], article)
    story_ids = [_story_id(smallest[label_of[article]]) for article in ids]
    return pd.DataFrame({"article_id": ids, "story_id": story_ids}).astype(str)


def describe_stories(articles: pd.DataFrame, vectors: sp.csr_matrix | None = None) -> pd.DataFrame:
    """Return the title, size and dates of each story.

    The title is the headline of the most central article, the one most similar to the story as a
    whole, among the articles with a headline. If none has one it is the lead of the most central
    article: the first line that is a sentence.

    Args:
        articles: Columns article_id, title, text, published, outlet_label, story_id.
        vectors: The result of :func:`vectorize_articles`, if already computed.

    Returns:
        The columns of the table ``stories``: story_id, title, articles, outlets, first_published,
        last_published; the largest story first, then the earliest.
    """
    if vectors is None:
        vectors = vectorize_articles(count_words(articles))
    frame = articles.assign(
        published=pd.to_datetime(articles["published"]),
        centrality=_compute_centrality(vectors, articles["story_id"]),
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


def count_words(articles: pd.DataFrame) -> pa.Table:
    """Count the words of each article; those of the headline count twice.

    Returns:
        ``words`` and ``counts``, lists; one row per article, in the order of ``articles``.
    """
    counters = [
        Counter(word_normalisation.normalise_words(f"{title}\n{title}\n{text}"))
        for title, text in zip(articles["title"], articles["text"], strict=True)
    ]
    return pa.table(
        {
            "words": pa.array([list(counter) for counter in counters], pa.list_(pa.string())),
            "counts": pa.array(
                [list(counter.values()) for counter in counters], pa.list_(pa.int32())
            ),
        }
    )


def vectorize_articles(word_counts: pa.Table) -> sp.csr_matrix:
    """Return one row of unit length for each article of :func:`count_words`."""
    # Imported here because pages that only name the threshold start faster without it.
    from sklearn.preprocessing import normalize

    if not len(word_counts):
        return sp.csr_matrix((0, 0))
    lists = word_counts.column("words").combine_chunks()
    lengths = lists.value_lengths().to_numpy(zero_copy_only=False)
    coded = lists.flatten().dictionary_encode()
    vocabulary = coded.dictionary.to_pylist()
    lists_of_counts = word_counts.column("counts").combine_chunks()
    counts = lists_of_counts.flatten().to_numpy(zero_copy_only=False)
    column = coded.indices.to_numpy(zero_copy_only=False)
    indptr = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    weights = word_normalisation.compute_rarity(vocabulary)[column] * (1 + np.log(counts))
    shape = (len(word_counts), max(len(vocabulary), 1))
    return sp.csr_matrix(normalize(sp.csr_matrix((weights, column, indptr), shape=shape)))


def find_similar_pairs(
    articles: pd.DataFrame,
    vectors: sp.csr_matrix,
    threshold: float = SIMILARITY_THRESHOLD,
    max_days_apart: int = MAX_DAYS_APART,
    *,
    is_new: npt.NDArray[np.bool_] | None = None,
) -> pd.DataFrame:
    """Return the pairs of articles whose similarity reaches the threshold.

    Args:
        articles: As :func:`group_stories` takes them.
        vectors: The result of :func:`vectorize_articles` for them.
        threshold: Minimum similarity.
        max_days_apart: Articles published further apart are not paired.
        is_new: Which articles are compared with all; by default every article.

    Returns:
        Columns first and second, positions in ``articles``; two articles that are both new are
        paired in both orders. An article with words is paired with itself.
    """
    days = _days(articles)
    rows = np.arange(len(articles)) if is_new is None else np.flatnonzero(is_new)
    firsts, seconds = [np.empty(0, int)], [np.empty(0, int)]
    transposed = vectors.T.tocsr()
    for start in range(0, len(rows), _ROWS):
        chunk = rows[start : start + _ROWS]
        products = (vectors[chunk] @ transposed).tocoo()
        # Time only reduces similarity, so pairs below the threshold can be dropped first.
        reaches = products.data >= threshold
        first, second = chunk[products.row[reaches]], products.col[reaches]
        similar = products.data[reaches] * _fade(days[first] - days[second], max_days_apart)
        firsts.append(first[similar >= threshold])
        seconds.append(second[similar >= threshold])
    return pd.DataFrame({"first": np.concatenate(firsts), "second": np.concatenate(seconds)})


def _days(articles: pd.DataFrame) -> Array:
    """Return the publication day of each article as a number, NaN where not known."""
    dates = pd.to_datetime(articles["published"])
    return np.asarray((dates - pd.Timestamp(0)) / pd.Timedelta(days=1), dtype=np.float64)


def _cluster(
    vectors: sp.csr_matrix,
    pairs: sp.csr_matrix,
    days: Array,
    threshold: float,
    max_days_apart: int,
) -> Iterator[npt.NDArray[np.intp]]:
    """Yield the positions of each story's articles."""
    if not vectors.shape[0]:
        return
    count, component = connected_components(pairs, directed=False)
    sizes = np.bincount(component, minlength=count)
    for members in np.split(np.argsort(component, kind="stable"), np.cumsum(sizes)[:-1]):
        if len(members) == 1:
            yield members
            continue
        rows = vectors[members]
        fade = _fade(days[members][:, None] - days[members][None, :], max_days_apart)
        similar = np.where(fade > 0, (rows @ rows.T).toarray() * fade, _NEVER)
        # Rounding errors may put copies of one text slightly above 1.
        distance = np.maximum(1 - (similar + similar.T) / 2, 0)
        np.fill_diagonal(distance, 0)
        tree = linkage(squareform(distance, checks=False), "average")
        clusters = fcluster(tree, 1 - threshold, "distance")
        for label in np.unique(clusters):
            yield members[clusters == label]


def _fade(days_apart: Array, max_days_apart: int) -> Array:
    """Return the factor on similarity for gaps in days; 0 beyond ``max_days_apart``."""
    days_apart = np.abs(days_apart)
    fade = _FADE_MIN + (1 - _FADE_MIN) * np.exp(-days_apart / _FADE_DAYS)
    fade = np.where(np.isnan(days_apart), _FADE_UNKNOWN, fade)
    faded: Array = np.where(days_apart > max_days_apart, 0.0, fade)
    return faded


def _compute_centrality(vectors: sp.csr_matrix, story_ids: pd.Series) -> Array:
    """Return the cosine of each article with the sum of its story's articles."""
    from sklearn.preprocessing import normalize

    if story_ids.empty:
        return np.empty(0)
    codes, stories = pd.factorize(story_ids)
    is_member = sp.csr_matrix(
        (np.ones(len(codes)), (codes, np.arange(len(codes)))), shape=(len(stories), len(codes))
    )
    centres = sp.csr_matrix(normalize(is_member @ vectors))
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
    return hashlib.sha256(article_id.encode("utf-8", "surrogatepass")).hexdigest()[:12]
