"""How likely two articles report the same event.

Articles on look-alike events share most of their words: two fires in one town, two defeats of one
boxer. They differ in who, where and when, and in the figures. The measures of two articles
therefore keep these apart: all words, what the leads say, the names, the numbers, and the dates in
the text. A logistic regression puts them together; its weights are learned by
``tools/train_stories.py`` from public sets of events.

What the texts have in common counts less with the days between their publications
(:mod:`analysis.corpus.time_fading`).

Words are weighted by how rare they are in news (Salton & Buckley 1988), counted in a fixed
background: a new article changes no other article's similarities.
"""

import math
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import scipy.sparse as sp

from analysis.corpus import word_normalisation
from analysis.corpus.article_profiles import get_publication_days
from analysis.corpus.pair_candidates import (
    Candidates,
    iterate_candidates,
    iterate_copies,
    select_rarest,
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
#: Cosine of all words from which two articles are copies of one text, whenever published: the
#: later date is mostly that of a crawl (judgement).
COPY_SIMILARITY = 0.9

#: Similarity of words, faded, below which a pair is not measured. At .07 no event of the public
#: sets loses articles by it; smaller values multiply the pairs.
MIN_SIMILARITY = 0.07
#: Rarity (nats) below which a word is not compared: it is in more than half of all news. Such words
#: hardly count, and take most of the time.
_MIN_RARITY = math.log(2)
#: Maximum difference in years that counts (judgement: two are as telling as ten).
_MAX_YEARS = 2
#: Number of pairs that are measured at a time, to limit memory.
_PAIRS = 20_000
#: Subtracted from the threshold of copies, so that rounding errors lose none.
_TOLERANCE = 1e-6
#: Smallest total weight that is divided by.
_MIN_WEIGHT = 1e-9
_N_WEEKDAYS = 7
#: One more than the largest day: 100 x 12 + 31.
_N_DAYS = 1232

Array = npt.NDArray[np.float64]
Positions = npt.NDArray[np.intp]


class ArticleVectors(NamedTuple):
    """The articles as rows of matrices; one column per word.

    Attributes:
        words: The weights of all words, of unit length.
        names: Those of names, of unit length.
        numbers: Those of numbers, of unit length.
        lead: The rarity of the words of the lead; each row adds up to 1.
        presence: 1 for each word of the article.
        days: 1 for each month and day that the beginning of the text states.
        weekdays: 1 for each weekday that the lead states.
        years: The latest year that the text states; 0 if none.
    """

    words: sp.csr_matrix
    names: sp.csr_matrix
    numbers: sp.csr_matrix
    lead: sp.csr_matrix
    presence: sp.csr_matrix
    days: sp.csr_matrix
    weekdays: sp.csr_matrix
    years: npt.NDArray[np.int64]


def vectorize_articles(profiles: pa.Table) -> ArticleVectors:
    """Return the vectors of the articles, from :func:`profile_articles` of them."""
    vocabulary, columns, rarity = _code_words(profiles)
    bounds = _list_bounds(profiles, "words")
    shape = (len(profiles), max(len(vocabulary), 1))
    weights = rarity * (1 + np.log(_flatten(profiles, "counts")))
    is_number = np.array([word[0].isdigit() for word in vocabulary], bool)[columns]

    def matrix(values: Array) -> sp.csr_matrix:
        # A copy, since the zeros are removed in place.
        result = sp.csr_matrix((values, columns, bounds), shape=shape, copy=True)
        result.eliminate_zeros()
        return result

    return ArticleVectors(
        words=scale_rows(matrix(weights), 2),
        names=scale_rows(matrix(weights * _flatten(profiles, "is_name")), 2),
        numbers=scale_rows(matrix(weights * is_number), 2),
        lead=scale_rows(matrix(rarity * _flatten(profiles, "is_in_lead")), 1),
        presence=matrix(np.ones(len(columns))),
        days=_indicate(profiles, "days", _N_DAYS),
        weekdays=_indicate(profiles, "weekdays", _N_WEEKDAYS),
        years=profiles.column("year").to_numpy().astype(np.int64),
    )


def _code_words(profiles: pa.Table) -> tuple[list[str], npt.NDArray[np.int32], Array]:
    """Return the vocabulary, and of each word of each article its number there and its rarity."""
    lists = profiles.column("words").combine_chunks()
    coded = lists.flatten().dictionary_encode()
    vocabulary = coded.dictionary.to_pylist()
    columns = coded.indices.to_numpy(zero_copy_only=False)
    rarity = word_normalisation.compute_rarity(vocabulary)
    return vocabulary, columns, np.where(rarity >= _MIN_RARITY, rarity, 0.0)[columns]


def _weigh_words(
    profiles: pa.Table, columns: npt.NDArray[np.int32], rarity: Array, n_columns: int
) -> sp.csr_matrix:
    """Return the weights of the words of each article, as unit vectors."""
    weights = rarity * (1 + np.log(_flatten(profiles, "counts")))
    matrix = sp.csr_matrix(
        # A copy, since the zeros are removed in place.
        (weights, columns, _list_bounds(profiles, "words")),
        shape=(len(profiles), n_columns),
        copy=True,
    )
    matrix.eliminate_zeros()
    return scale_rows(matrix, 2)


def weigh_words(profiles: pa.Table) -> sp.csr_matrix:
    """Return :attr:`ArticleVectors.words` of the articles alone."""
    vocabulary, columns, rarity = _code_words(profiles)
    return _weigh_words(profiles, columns, rarity, max(len(vocabulary), 1))


class WordMatrix:
    """The words of many articles, of which some profiles are in memory at a time."""

    def __init__(self) -> None:
        """Begin without articles."""
        self._number_by_word: dict[str, int] = {}
        self._pieces: list[tuple[Array, npt.NDArray[np.int32], npt.NDArray[np.int64]]] = []

    def add(self, profiles: pa.Table) -> None:
        """Add the articles of some profiles as rows."""
        vocabulary, columns, rarity = _code_words(profiles)
        numbers = np.array(
            [self._number_by_word.setdefault(w, len(self._number_by_word)) for w in vocabulary],
            np.int32,
        )
        matrix = _weigh_words(profiles, numbers[columns], rarity, len(self._number_by_word))
        self._pieces.append((matrix.data, matrix.indices, np.diff(matrix.indptr)))

    def build(self) -> sp.csr_matrix:
        """Return the weights of all words, as unit vectors; nothing can be added afterwards."""
        data, indices, lengths = (np.concatenate(part) for part in zip(*self._pieces, strict=True))
        self._pieces.clear()
        bounds = np.concatenate([[0], np.cumsum(lengths)])
        shape = (len(lengths), max(len(self._number_by_word), 1))
        return sp.csr_matrix((data, indices, bounds), shape=shape)


def list_rarest_words(profiles: pa.Table) -> pa.ListArray:
    """Return the rarest words of each article; an article and its copy have one in common.

    The vector of the words after them is shorter than :data:`COPY_SIMILARITY`. They follow from the
    article alone, since rarity is counted in a fixed background, and equally rare words are in the
    order of the alphabet.
    """
    vocabulary, columns, rarity = _code_words(profiles)
    matrix = _weigh_words(profiles, columns, rarity, max(len(vocabulary), 1))
    rarity_of = word_normalisation.compute_rarity(vocabulary)
    order = sorted(range(len(vocabulary)), key=lambda word: (-rarity_of[word], vocabulary[word]))
    rank = np.zeros(matrix.shape[1], np.intp)
    rank[order] = np.arange(len(order))
    rarest = select_rarest(matrix, rank, COPY_SIMILARITY - _TOLERANCE)
    words = pa.array(vocabulary, pa.string()).take(pa.array(rarest.indices, pa.int32()))
    return pa.ListArray.from_arrays(pa.array(rarest.indptr, pa.int32()), words)


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
        measures = measure_pairs(part, vectors, days)
        probability.append(
            doubt_undated(
                score_measures(measures),
                np.isnan(days)[part[["first", "second"]].to_numpy()],
                has_day=measures[:, MEASURES.index("same_day")] > 0,
                has_year=measures[:, MEASURES.index("same_year")] > 0,
                is_copy=part["similarity"].to_numpy() >= COPY_SIMILARITY,
            )
        )
    return pairs.assign(cohesion=np.concatenate(cohesion), probability=np.concatenate(probability))


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


def scale_rows(matrix: sp.csr_matrix, order: int) -> sp.csr_matrix:
    """Return the matrix with every row that is not empty scaled to norm 1 of this order."""
    norms = np.asarray(matrix.power(order).sum(axis=1)).ravel() ** (1 / order)
    return sp.csr_matrix(sp.diags(1 / np.where(norms > 0, norms, 1)) @ matrix)


def _dot(left: sp.csr_matrix, right: sp.csr_matrix) -> Array:
    """Return the dot product of each row of ``left`` with the same row of ``right``."""
    return np.asarray(left.multiply(right).sum(axis=1)).ravel()


def _indicate(profiles: pa.Table, column: str, size: int) -> sp.csr_matrix:
    """Return 1 for each number in the lists of a column."""
    numbers = _flatten(profiles, column).astype(np.int64)
    bounds = _list_bounds(profiles, column)
    return sp.csr_matrix((np.ones(len(numbers)), numbers, bounds), shape=(len(profiles), size))


def _indicate_publication(published: pd.Series) -> sp.csr_matrix:
    """Return 1 for the month and day of publication of each dated article; none if estimated."""
    rows = np.flatnonzero(published.notna() & (published == published.dt.normalize()))
    dates = published.iloc[rows].dt
    columns = (100 * dates.month + dates.day).to_numpy(np.int64)
    return sp.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(published), _N_DAYS))


def _flatten(profiles: pa.Table, column: str) -> Array:
    values = profiles.column(column).combine_chunks().flatten()
    return np.asarray(values.to_numpy(zero_copy_only=False), dtype=np.float64)


def _list_bounds(profiles: pa.Table, column: str) -> npt.NDArray[np.int64]:
    lengths = profiles.column(column).combine_chunks().value_lengths()
    return np.concatenate([[0], np.cumsum(lengths.to_numpy(zero_copy_only=False))]).astype(np.int64)


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
