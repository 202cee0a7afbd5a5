"""Which articles report the same event.

An article is its words, weighted by how rare they are in news (TF-IDF, Salton & Buckley 1988). Two
articles are as similar as the cosine of their words, less the further apart they were published.
Articles are merged by average linkage (Sokal & Michener 1958) while the mean similarity between two
groups is at least the cut; a pair published too far apart keeps its groups apart for good.

Merging is done within the connected components of the graph of pairs at or above the cut. That
changes nothing, since no two groups can have a mean at the cut without one pair that reaches it,
and leaves only small groups to be clustered. All pairs are looked at once, as a sparse product.

Weights come from a fixed background, so an article that is added changes the stories it is similar
to, and leaves all others as they are: its words are counted (:func:`count_words`) and it is held
against the others (:func:`near`), whose own pairs are known.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from types import MappingProxyType

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import scipy.sparse as sp
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse.csgraph import connected_components
from scipy.spatial.distance import squareform

from analysis.corpus import word_normalisation

#: Mean similarity from which groups are merged. Between .12 and .15 B-cubed F1 hardly moves on
#: three public sets; the upper part, because a merge of two events is the worse error.
CUT = 0.14
#: Days between two publications beyond which articles never share a story.
DAYS = 60

#: How similarity fades with time: by half at most, most of it within a week.
_FADE_DAYS = 7.0
_FADE_LEAST = 0.5
#: What an unknown date is worth: between published together and published far apart.
_FADE_UNKNOWN = 0.75
_ROWS = 512
_APART = 1e6
_TITLE_LENGTH = 120

Array = npt.NDArray[np.float64]


def group(
    articles: pd.DataFrame,
    cut: float = CUT,
    days: int = DAYS,
    moved: Mapping[str, str] = MappingProxyType({}),
    vectors: sp.csr_matrix | None = None,
    pairs: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Group articles into stories.

    Args:
        articles: Columns article_id, title, text, published (NaT or None when not known).
        cut: Mean similarity, 0 to 1, from which two groups are one story.
        days: Articles published further apart than this are never in one story.
        moved: What the analyst decided: an article, and another whose story it belongs to, or an
            empty string for a story of its own; in the order of the moves. Others are passed over.
        vectors: What :func:`read_vectors` returned, where it was called already.
        pairs: What :func:`near` returned, where it was called already.

    Returns:
        Columns article_id, story_id; one row an article, in the order of ``articles``. The id of a
        story is a hash of its smallest article_id. The order of the articles does not matter.
    """
    ids = articles["article_id"].astype(str).to_numpy(object)
    order = np.argsort(ids)
    label: dict[str, str] = {}
    rows = read_vectors(count_words(articles)) if vectors is None else vectors
    found = near(articles, rows, cut, days) if pairs is None else pairs
    places = np.argsort(order)  # of each article, by id
    graph = sp.csr_matrix(
        (np.ones(len(found)), (places[found["first"]], places[found["second"]])),
        shape=(len(ids), len(ids)),
    )
    dates = _dates(articles)[order]
    for number, members in enumerate(_groups(rows[order], graph, dates, cut, days)):
        label |= dict.fromkeys(ids[order[members]], str(number))
    for article, beside in moved.items():
        if article in label and (beside in label or not beside):
            label[article] = label[beside] if beside else f"alone {article}"
    first: dict[str, str] = {}
    for article in sorted(ids):
        first.setdefault(label[article], article)
    story = [_story_id(first[label[article]]) for article in ids]
    return pd.DataFrame({"article_id": ids, "story_id": story}).astype(str)


def describe(articles: pd.DataFrame, vectors: sp.csr_matrix | None = None) -> pd.DataFrame:
    """Describe each story.

    A story is called by the headline of its most central article, the one most similar to the
    story as a whole; articles without a headline are passed over while there is one with. Where
    none has one it is called by the lead of the most central: the first line that is a sentence.

    Args:
        articles: Columns article_id, title, text, published, outlet_label, story_id.
        vectors: What :func:`read_vectors` returned, where it was called already.

    Returns:
        The columns of the table ``stories``: story_id, title, articles, outlets, first_published,
        last_published; the
        largest story first, then the earliest.
    """
    frame = articles.assign(
        published=pd.to_datetime(articles["published"]),
        central=_centrality(
            read_vectors(count_words(articles)) if vectors is None else vectors,
            articles["story_id"],
        ),
        untitled=articles["title"].str.strip() == "",
    )
    best = frame.sort_values(
        ["untitled", "central", "article_id"], ascending=[True, False, True]
    ).drop_duplicates("story_id")
    names = {
        str(row.story_id): str(row.title).strip() or _lead(str(row.text))
        for row in best.itertuples()
    }
    stories = frame.groupby("story_id", as_index=False).agg(
        articles=("article_id", "size"),
        outlets=("outlet_label", "nunique"),
        first_published=("published", "min"),
        last_published=("published", "max"),
    )
    stories.insert(1, "title", stories["story_id"].map(names))
    return stories.sort_values(
        ["articles", "first_published", "story_id"],
        ascending=[False, True, True],
        ignore_index=True,
    )


def count_words(articles: pd.DataFrame) -> pa.Table:
    """Count the words of each article; a headline's count twice.

    Returns:
        ``words`` and ``counts``, lists; one row an article, in the order of ``articles``.
    """
    counted = [
        Counter(word_normalisation.forms(f"{title}\n{title}\n{text}"))
        for title, text in zip(articles["title"], articles["text"], strict=True)
    ]
    return pa.table(
        {
            "words": pa.array([list(one) for one in counted], pa.list_(pa.string())),
            "counts": pa.array([list(one.values()) for one in counted], pa.list_(pa.int32())),
        }
    )


def read_vectors(counted: pa.Table) -> sp.csr_matrix:
    """Return one row of unit length an article of :func:`count_words`."""
    # Pages, which only name the cut, start without it.
    from sklearn.preprocessing import normalize

    if not len(counted):
        return sp.csr_matrix((0, 0))
    lists = counted.column("words").combine_chunks()
    lengths = lists.value_lengths().to_numpy(zero_copy_only=False)
    coded = lists.flatten().dictionary_encode()
    vocabulary = coded.dictionary.to_pylist()
    counts = counted.column("counts").combine_chunks().flatten().to_numpy(zero_copy_only=False)
    column = coded.indices.to_numpy(zero_copy_only=False)
    indptr = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    weights = word_normalisation.rarity(vocabulary)[column] * (1 + np.log(counts))
    shape = (len(counted), max(len(vocabulary), 1))
    return sp.csr_matrix(normalize(sp.csr_matrix((weights, column, indptr), shape=shape)))


def near(
    articles: pd.DataFrame,
    vectors: sp.csr_matrix,
    cut: float = CUT,
    days: int = DAYS,
    new: npt.NDArray[np.bool_] | None = None,
) -> pd.DataFrame:
    """Return the pairs of articles that are similar enough on their own.

    Args:
        articles: As :func:`group` takes them.
        vectors: What :func:`read_vectors` returned for them.
        cut: Least similarity.
        days: Articles published further apart are no pair.
        new: Which articles are held against all; by default every one.

    Returns:
        Columns first and second, places in ``articles``; of two that are both new, both ways
        round. An article with words is a pair with itself.
    """
    dates = _dates(articles)
    rows = np.arange(len(articles)) if new is None else np.flatnonzero(new)
    firsts, seconds = [np.empty(0, int)], [np.empty(0, int)]
    other = vectors.T.tocsr()
    for start in range(0, len(rows), _ROWS):
        some = rows[start : start + _ROWS]
        pairs = (vectors[some] @ other).tocoo()
        # Time only takes away, so what is below the cut already need not be looked at.
        kept = pairs.data >= cut
        first, second = some[pairs.row[kept]], pairs.col[kept]
        similar = pairs.data[kept] * _fade(dates[first] - dates[second], days)
        firsts.append(first[similar >= cut])
        seconds.append(second[similar >= cut])
    return pd.DataFrame({"first": np.concatenate(firsts), "second": np.concatenate(seconds)})


def _dates(articles: pd.DataFrame) -> Array:
    """Return the day of each article as a number, NaN where not known."""
    dates = pd.to_datetime(articles["published"])
    return np.asarray((dates - pd.Timestamp(0)) / pd.Timedelta(days=1), dtype=np.float64)


def _groups(
    vectors: sp.csr_matrix, pairs: sp.csr_matrix, dates: Array, cut: float, days: int
) -> Iterator[npt.NDArray[np.intp]]:
    """Yield the positions of each story's articles."""
    size = vectors.shape[0]
    count, component = connected_components(pairs, directed=False)
    by_component = np.split(np.argsort(component, kind="stable"), _bounds(component, count))
    for members in by_component if size else ():
        if len(members) == 1:
            yield members
            continue
        rows = vectors[members]
        similar = _faded((rows @ rows.T).toarray(), dates[members], dates[members], days)
        # Rounding may put copies of one text a hair above 1.
        distance = np.maximum(1 - (similar + similar.T) / 2, 0)
        np.fill_diagonal(distance, 0)
        merged = fcluster(
            linkage(squareform(distance, checks=False), "average"), 1 - cut, "distance"
        )
        for label in np.unique(merged):
            yield members[merged == label]


def _faded(similar: Array, first: Array, second: Array, days: int) -> Array:
    fade = _fade(first[:, None] - second[None, :], days)
    faded: Array = np.where(fade > 0, similar * fade, -_APART)
    return faded


def _fade(gap: Array, days: int) -> Array:
    """Return what similarity is multiplied by, for gaps in days; 0 beyond ``days``."""
    gap = np.abs(gap)
    fade = _FADE_LEAST + (1 - _FADE_LEAST) * np.exp(-gap / _FADE_DAYS)
    fade = np.where(np.isnan(gap), _FADE_UNKNOWN, fade)
    faded: Array = np.where(gap > days, 0.0, fade)
    return faded


def _bounds(component: npt.NDArray[np.int32], count: int) -> npt.NDArray[np.intp]:
    return np.cumsum(np.bincount(component, minlength=count))[:-1]


def _centrality(vectors: sp.csr_matrix, story: pd.Series) -> Array:
    """Return the cosine of each article with the sum of its story's articles."""
    from sklearn.preprocessing import normalize

    if story.empty:
        return np.empty(0)
    codes, stories = pd.factorize(story)
    member = sp.csr_matrix(
        (np.ones(len(codes)), (codes, np.arange(len(codes)))), shape=(len(stories), len(codes))
    )
    centres = sp.csr_matrix(normalize(member @ vectors))
    central: Array = np.asarray(vectors.multiply(centres[codes]).sum(axis=1)).ravel()
    return np.round(central, 9)


def _lead(text: str) -> str:
    """Return the first line that ends like a sentence, or the first there is, shortened."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    sentences = (line for line in lines if line.endswith((".", "!", "?", '."', ".”", ".’")))
    lead = next(sentences, lines[0] if lines else "")
    if len(lead) <= _TITLE_LENGTH:
        return lead
    return lead[:_TITLE_LENGTH].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"


def _story_id(article_id: str) -> str:
    return hashlib.sha256(article_id.encode("utf-8", "surrogatepass")).hexdigest()[:12]
