"""Which articles are nearly in another story, so that a reader can doubt the grouping.

Stories are groups of articles by the mean probability that two of them report the same event
(:mod:`analysis.corpus.stories`). An article whose mean with the articles of another story is close
to the threshold may be in the wrong one.
"""

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.corpus.article_profiles import get_publication_days
from analysis.corpus.article_vectors import COPY_SIMILARITY
from analysis.corpus.stories import find_originals

#: Minimum mean probability with the articles of another story, as a share of the mean with its own
#: story and of the threshold at which groups are merged, for an article to be near it. Measured on
#: public sets (benchmarks/history.md).
NEAR_SHARE = 0.6

#: Decimals to which means are rounded, so that ties do not depend on rounding errors.
_DECIMALS = 9

Array = npt.NDArray[np.float64]
Positions = npt.NDArray[np.int64]


class _Means(NamedTuple):
    """The mean probability of each article with the articles of its story and of those near."""

    articles: Positions
    stories: Positions
    probability: Array


def find_near_stories(
    articles: pd.DataFrame,
    story_ids: pd.Series,
    pairs: Iterable[pd.DataFrame],
    threshold: float,
    *,
    decided: Collection[str] = (),
) -> pd.DataFrame:
    """Return for each article the other story that it is nearest to, if it is near one.

    Copies of one text count as one article, as they do where stories are grouped.

    Args:
        articles: Columns article_id and published (NaT or None when not known), by ``article_id``.
        story_ids: The story of each article, in the same order.
        pairs: The similar pairs, as :func:`~analysis.corpus.article_similarity.find_similar_pairs`
            returns them for these articles, in any number of pieces; they are read several times.
        threshold: Minimum mean probability at which two groups are one story.
        decided: The articles whose story the analyst decided; they are near no other.

    Returns:
        In the order of the articles: near_story_id, the other story, empty if the article is near
        none; near_probability, the mean probability that the article reports the same event as the
        articles of that story, and story_probability, that with the other articles of its own;
        both NaN if there is no such story or article.
    """
    codes, names = pd.factorize(story_ids)
    copies = pd.concat([piece[piece["similarity"] >= COPY_SIMILARITY] for piece in pairs])
    originals = find_originals(copies, get_publication_days(articles))
    least = round(NEAR_SHARE * threshold, _DECIMALS)
    means = _average_by_story(pairs, codes, originals, least)
    is_own = codes[means.articles] == means.stories
    own_probability = np.full(len(codes), np.nan)
    own_probability[means.articles[is_own]] = means.probability[is_own]
    is_undecided = ~articles["article_id"].isin(decided).to_numpy(bool)[means.articles]
    mean_of_own = np.nan_to_num(own_probability[means.articles])
    least_near = np.round(NEAR_SHARE * np.maximum(mean_of_own, threshold), _DECIMALS)
    is_near = ~is_own & is_undecided & (means.probability >= least_near)
    near = pd.DataFrame(
        {
            "article": means.articles[is_near],
            "story": np.asarray(names, object)[means.stories[is_near]],
            "probability": means.probability[is_near],
        }
    )
    near = near.sort_values(["article", "probability", "story"], ascending=[True, False, True])
    nearest = near.drop_duplicates("article").set_index("article").reindex(range(len(codes)))
    return pd.DataFrame(
        {
            "near_story_id": nearest["story"].fillna("").astype(str).to_numpy(object),
            "near_probability": nearest["probability"].to_numpy(np.float64),
            "story_probability": own_probability,
        }
    )


def _average_by_story(
    pairs: Iterable[pd.DataFrame], codes: Positions, originals: Positions, least: float
) -> _Means:
    """Return the mean probability of each article with the originals of its story and of some.

    These are the stories one of whose articles reaches the least mean: no mean exceeds all that it
    is of. An article counts neither itself nor its original among the others.
    """
    n_stories = int(codes.max(initial=-1)) + 1

    def number(articles: Positions, stories: Positions) -> Positions:
        return articles * n_stories + stories

    numbered_means = [np.empty(0, np.int64)]
    for first, second, probability in _list_counted(pairs, originals):
        is_own = codes[first] == codes[second]
        is_averaged = is_own | (probability >= least - 10**-_DECIMALS)
        numbered_means.append(np.unique(number(first[is_averaged], codes[second[is_averaged]])))
    numbers = np.unique(np.concatenate(numbered_means))
    sums = np.zeros(len(numbers))
    for first, second, probability in _list_counted(pairs, originals):
        numbered = number(first, codes[second])
        places = np.searchsorted(numbers, numbered)
        is_averaged = np.append(numbers, -1)[places] == numbered
        sums += np.bincount(places[is_averaged], probability[is_averaged], len(numbers))
    articles, stories = np.divmod(numbers, max(n_stories, 1))
    is_original = originals == np.arange(len(codes))
    counts = np.bincount(codes[is_original], minlength=n_stories)[stories]
    counts = counts - (codes[originals[articles]] == stories)
    return _Means(articles, stories, np.round(sums / np.maximum(counts, 1), _DECIMALS))


def _list_counted(
    pairs: Iterable[pd.DataFrame], originals: Positions
) -> Iterator[tuple[Positions, Positions, Array]]:
    """Yield by piece each article, another that is counted beside it, and their probability."""
    for piece in pairs:
        both = [piece[name].to_numpy(np.int64) for name in ("first", "second")]
        first, second = np.concatenate(both), np.concatenate(both[::-1])
        is_counted = (originals[second] == second) & (originals[first] != second)
        probability = np.tile(piece["probability"].to_numpy(np.float64), 2)
        yield first[is_counted], second[is_counted], probability[is_counted]
