"""What the texts say of the time of articles whose publication date is unknown."""

import numpy as np
import numpy.typing as npt

#: Factor on the probability of a pair of which one date is unknown and that shares no day in the
#: texts. Judgement: with 0.5, of 35 stories of a large corpus that it splits, about 20 held two
#: events; below 0.7 events of the news cluster lose articles. A year in common is not enough: of
#: 45 stories of that corpus that it held together, 33 held several events by their headlines, and
#: two lose an article of their event without it (benchmarks/history.md).
_ONE_UNDATED_FACTOR = 0.7
#: Factor on the probability of a pair of undated articles that share neither a day nor a year.
#: Chosen on ECB+ (benchmarks/history.md): between .8 and .9 one story fewer of its 61 holds two
#: events; at .7 its events break.
_BOTH_UNDATED_FACTOR = 0.85
#: Similarities of all words between which a year that an undated article has in common with another
#: comes to count. Below, it is one of the years that news of a topic names anyway. Chosen on
#: stories of a large corpus that were read (benchmarks/history.md).
_YEAR_COUNTS_FROM, _YEAR_COUNTS_FULLY = 0.15, 0.25

Array = npt.NDArray[np.float64]
Years = npt.NDArray[np.int64]
IsTrue = npt.NDArray[np.bool_]


def count_years_apart(first: Years, second: Years, first_day: Array, second_day: Array) -> Years:
    """Return how many years certainly lie between the articles of pairs.

    News leaves out its own year. The latest year of an undated article may therefore be the one
    before its own, but is seldom later.

    Args:
        first: The year of publication of the first article of each pair, or where that is not
            known the latest year that the text dates something by.
        second: The same of the second articles.
        first_day: The publication day of the first articles, NaN where not known.
        second_day: The same of the second articles.
    """
    years_apart = np.abs(first - second)
    may_be_next = (np.isnan(first_day) & ~np.isnan(second_day) & (first < second)) | (
        np.isnan(second_day) & ~np.isnan(first_day) & (second < first)
    )
    certain: Years = np.where(may_be_next, np.maximum(years_apart - 1, 0), years_apart)
    return certain


def weigh_common_years(similarity: Array) -> Array:
    """Return how much a year that the articles of pairs have in common counts, 0 to 1.

    Args:
        similarity: The cosine of all words of each pair.
    """
    ramp = (similarity - _YEAR_COUNTS_FROM) / (_YEAR_COUNTS_FULLY - _YEAR_COUNTS_FROM)
    weights: Array = np.clip(ramp, 0.0, 1.0)
    return weights


def doubt_undated(
    probability: Array, is_undated: IsTrue, *, has_day: IsTrue, has_year: IsTrue, is_copy: IsTrue
) -> Array:
    """Return lower probabilities of pairs with an undated article and nothing in common that dates.

    Nothing then says that an undated article is of the other's time: of one topic, as elections
    are, it would join any event of the topic. With a dated article it needs a day in common, with
    another undated one a day or a year. Copies need no date.

    Args:
        probability: That the articles of each pair report the same event.
        is_undated: Whether the publication day of either is unknown; pairs x 2.
        has_day: Whether they have a day in common.
        has_year: Whether they have a year in common.
        is_copy: Whether they are copies of one text.
    """
    first, second = is_undated[:, 0], is_undated[:, 1]
    factor = np.where(first ^ second, _ONE_UNDATED_FACTOR, 1.0)
    factor = np.where(first & second & ~has_year, _BOTH_UNDATED_FACTOR, factor)
    doubted: Array = np.where(has_day | is_copy, probability, probability * factor)
    return doubted
