"""How likely two articles report the same event.

Articles on look-alike events share most of their words: two fires in one town, two defeats of one
boxer. They differ in who, where and when, and in the figures. The measures of two articles
therefore keep these apart: all words, what the leads say, the names, the numbers, and the dates in
the text. A logistic regression puts them together; its weights are learned by
``tools/train_stories.py`` from public sets of events.

What the texts have in common counts less with the days between their publications
(:mod:`analysis.corpus.time_fading`), and then they must open alike
(:mod:`analysis.corpus.other_leads`).
"""

from collections.abc import Iterable, Iterator
from functools import cache

import numpy as np
import numpy.typing as npt
import pandas as pd
import scipy.sparse as sp

from analysis.corpus.article_profiles import get_publication_days
from analysis.corpus.article_vectors import COPY_SIMILARITY, N_DAYS, ArticleVectors, scale_rows
from analysis.corpus.other_leads import doubt_other_leads
from analysis.corpus.pair_candidates import (
    Candidates,
    iterate_candidates,
    iterate_copies,
)
from analysis.corpus.time_fading import fade_with_time
from analysis.corpus.undated_articles import (
    count_years_apart,
    doubt_undated,
    weigh_common_years,
)
from analysis.word_lists import read_rows

#: The measures, in the order of the columns of :func:`measure_pairs`. The first four are reduced
#: with the days between the articles; the dates of a text count if a publication date is missing.
MEASURES = (
    "words",  # cosine of all words
    "lead",  # share of the lead's words that the other has, the smaller of both directions
    "names",  # cosine of the names
    "numbers",  # cosine of the numbers
    "years_apart",  # years between the latest that each states, up to 2 (undated_articles.py)
    "same_year",  # up to 1 if the latest years are the same (undated_articles.py)
    "same_day",  # 1 if both begin with one month and day, or one with the other's publication
    "other_weekdays",  # 1 if both leads name weekdays, and none is the same
)
#: Maximum number of days between the publications of two articles of a story (judgement).
MAX_DAYS_APART = 60
#: Similarity of words, faded, below which a pair is not measured. At .07 no event of the public
#: sets loses articles by it; smaller values multiply the pairs.
MIN_SIMILARITY = 0.07
#: Maximum difference in years that counts (judgement: two are as telling as ten).
_MAX_YEARS = 2
#: Number of pairs that are measured at a time, to limit memory.
_PAIRS = 20_000
#: Smallest total weight that is divided by.
_MIN_WEIGHT = 1e-9

Array = npt.NDArray[np.float64]
Positions = npt.NDArray[np.intp]


def find_similar_pairs(
    articles: pd.DataFrame,
    vectors: ArticleVectors,
    max_days_apart: int = MAX_DAYS_APART,
    *,
    is_new: npt.NDArray[np.bool_] | None = None,
    is_other: npt.NDArray[np.bool_] | None = None,
    finds_distant: bool = True,
) -> pd.DataFrame:
    """Return the pairs of articles that may report the same event.

    Args:
        articles: Column published (NaT or None when not known).
        vectors: The vectors of the articles.
        max_days_apart: Articles published further apart are not paired, unless they are copies.
        is_new: Which articles are compared with others; by default every article.
        is_other: Which these others are; by default every article. Without distant copies only.
        finds_distant: Whether copies that were published further apart are among them.

    Returns:
        Columns first and second (positions in ``articles``), similarity (cosine of all words),
        cohesion (the mean of that and the cosine of the names) and probability (that both report
        the same event), each pair once. An article with words is paired with itself.
    """
    days = get_publication_days(articles)
    if is_new is None:
        is_new = np.ones(len(articles), bool)
    candidates = iterate_candidates(
        vectors.words,
        days,
        is_new,
        max_days_apart=max_days_apart,
        min_similarity=MIN_SIMILARITY,
        copy_similarity=COPY_SIMILARITY if finds_distant else None,
        is_other=is_other,
    )
    return measure_candidates(candidates, vectors, days)


def measure_candidates(
    candidates: Iterable[Candidates], vectors: ArticleVectors, days: Array
) -> pd.DataFrame:
    """Return those of some pairs that may report the same event, measured.

    Args:
        candidates: Positions in ``vectors``.
        vectors: The vectors of the articles.
        days: The publication day of each article, NaN where not known.
    """
    selected = [select_pairs(pairs, days) for pairs in candidates]
    pairs = pd.concat([_EMPTY_PAIRS, *selected], ignore_index=True)
    cohesion, probability = [np.empty(0)], [np.empty(0)]
    for start in range(0, len(pairs), _PAIRS):
        part = pairs.iloc[start : start + _PAIRS]
        names = _dot(vectors.names[part["first"]], vectors.names[part["second"]])
        cohesion.append((part["similarity"].to_numpy() + names) / 2)
        probability.append(_compute_probability(part, vectors, days))
    return pairs.assign(cohesion=np.concatenate(cohesion), probability=np.concatenate(probability))


def _compute_probability(pairs: pd.DataFrame, vectors: ArticleVectors, days: Array) -> Array:
    """Return the probability that each pair reports the same event."""
    measures = measure_pairs(pairs, vectors, days)
    first, second = (pairs[name].to_numpy() for name in ("first", "second"))
    has_day = measures[:, MEASURES.index("same_day")] > 0
    is_copy = pairs["similarity"].to_numpy() >= COPY_SIMILARITY
    is_undated = np.isnan(days)
    doubted = doubt_undated(
        score_measures(measures),
        np.column_stack([is_undated[first], is_undated[second]]),
        has_day=has_day,
        has_year=measures[:, MEASURES.index("same_year")] > 0,
        is_copy=is_copy,
    )
    leads = scale_rows(vectors.lead[first], 2), scale_rows(vectors.lead[second], 2)
    other_leads = doubt_other_leads(
        doubted,
        _dot(*leads),
        np.abs(days[first] - days[second]),
        is_one_undated=(is_undated[first] ^ is_undated[second]) & ~has_day,
    )
    return np.where(is_copy, doubted, other_leads)


def iterate_distant_copies(
    words: sp.csr_matrix, days: Array, is_new: npt.NDArray[np.bool_]
) -> Iterator[Candidates]:
    """Yield the pairs of copies further than :data:`MAX_DAYS_APART` apart, of which one is new."""
    return iterate_copies(words, days, is_new, MAX_DAYS_APART, COPY_SIMILARITY)


def measure_pairs(pairs: pd.DataFrame, vectors: ArticleVectors, days: Array) -> Array:
    """Return the measures of pairs of articles: pairs x :data:`MEASURES`.

    Args:
        pairs: Columns first, second (positions) and similarity.
        vectors: The vectors of the articles.
        days: The publication day of each article, NaN where not known, with a half if it is the
            middle of the month that the address states.
    """
    first, second = pairs["first"].to_numpy(), pairs["second"].to_numpy()
    similarity = pairs["similarity"].to_numpy()
    gap = np.abs(days[first] - days[second])
    fade = np.where(similarity >= COPY_SIMILARITY, 1.0, fade_with_time(days[first], days[second]))
    published = pd.to_datetime(pd.Series(days), unit="D")
    years = np.where(np.isnan(days), vectors.years, published.dt.year.fillna(0))
    is_dated_by_text = np.isnan(gap) & (years[first] > 0) & (years[second] > 0)
    years_apart = count_years_apart(years[first], years[second], days[first], days[second])
    publication = _indicate_publication(published)
    n_same_days = (
        _dot(vectors.days[first], vectors.days[second])
        + _dot(vectors.days[first], publication[second])
        + _dot(publication[first], vectors.days[second])
    )
    weekdays = vectors.weekdays
    has_weekdays = np.asarray(weekdays.sum(axis=1)).ravel() > 0
    n_same_weekdays = _dot(weekdays[first], weekdays[second])
    lead = np.minimum(
        _dot(vectors.lead[first], vectors.presence[second]),
        _dot(vectors.lead[second], vectors.presence[first]),
    )
    return np.column_stack(
        [
            similarity * fade,
            lead * fade,
            _dot(vectors.names[first], vectors.names[second]) * fade,
            _dot(vectors.numbers[first], vectors.numbers[second]) * fade,
            np.where(is_dated_by_text, np.minimum(years_apart, _MAX_YEARS), 0),
            (is_dated_by_text & (years[first] == years[second])) * weigh_common_years(similarity),
            np.isnan(gap) & (n_same_days > 0),
            has_weekdays[first] & has_weekdays[second] & (n_same_weekdays == 0),
        ]
    ).astype(np.float64)


def score_measures(measures: Array) -> Array:
    """Return the probability that each pair reports the same event."""
    weights = _read_weights()
    logit = weights["intercept"] + measures @ np.array([weights[name] for name in MEASURES])
    probability: Array = 1 / (1 + np.exp(-logit))
    return probability


def select_pairs(pairs: Candidates, days: Array) -> pd.DataFrame:
    """Return the pairs worth measuring: their similarity, faded, is large, or they are copies."""
    fade = fade_with_time(days[pairs.first], days[pairs.second])
    is_near = pairs.similarity * fade >= MIN_SIMILARITY
    is_selected = is_near | (pairs.similarity >= COPY_SIMILARITY)
    return pd.DataFrame(
        {name: values[is_selected] for name, values in zip(pairs._fields, pairs, strict=True)}
    )


def _dot(left: sp.csr_matrix, right: sp.csr_matrix) -> Array:
    """Return the dot product of each row of ``left`` with the same row of ``right``."""
    return np.asarray(left.multiply(right).sum(axis=1)).ravel()


def _indicate_publication(published: pd.Series) -> sp.csr_matrix:
    """Return 1 for the month and day of publication of each dated article; none if estimated."""
    rows = np.flatnonzero(published.notna() & (published == published.dt.normalize()))
    dates = published.iloc[rows].dt
    columns = (100 * dates.month + dates.day).to_numpy(np.int64)
    return sp.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(published), N_DAYS))


@cache
def _read_weights() -> dict[str, float]:
    return {row["measure"]: float(row["weight"]) for row in read_rows("corpus", "same_event.csv")}


_EMPTY_PAIRS = pd.DataFrame(
    {
        "first": pd.Series(dtype=np.int64),
        "second": pd.Series(dtype=np.int64),
        "similarity": pd.Series(dtype=np.float64),
    }
)
