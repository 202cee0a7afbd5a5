"""Stories whose articles are less alike than those of one event, as a warning beside them.

    from analysis.findings.loose_stories import describe_looseness, find_loose_stories

    for story_id, probability in find_loose_stories(catalogue, story_ids).items():
        print(story_id, describe_looseness(probability))

Articles that share much are one story though they may report several events: the races of a season,
several days of one trial. The mean probability that an article reports the event of the others says
where this is likely.
"""

from collections.abc import Sequence

import pandas as pd

from analysis.store.catalogue import Catalogue

#: Mean probability from which the articles of a story count as reports of one event. Of 39 stories
#: of bulk news below it 32 have several events, of 17 others 5; of 39 stories below it in sets
#: collected by event 5, of 206 others 1 (benchmarks/history.md).
MIN_MEAN_PROBABILITY = 0.75
#: Fewest articles of a story that is judged: the measured ones have three outlets or more.
_MIN_ARTICLES = 3
#: Decimals to which a mean is shown and compared.
_DECIMALS = 2


def find_loose_stories(catalogue: Catalogue, story_ids: Sequence[str]) -> dict[str, float]:
    """Return the stories among some that may have several events, with their mean probability.

    A story is judged by all its articles, whatever is selected.

    Args:
        catalogue: The workspace's catalogue.
        story_ids: The stories.
    """
    articles = catalogue.query(
        """
        SELECT story_id, story_probability FROM articles WHERE story_id IN (SELECT unnest(?))
        """,
        [list(story_ids)],
    )
    return {
        str(story_id): mean
        for story_id, rows in articles.groupby("story_id")
        if (mean := find_low_mean(rows)) is not None
    }


def find_low_mean(articles: pd.DataFrame) -> float | None:
    """Return the mean probability of a story's articles if it may have several events.

    Args:
        articles: Column story_probability, as the table ``articles`` has it: all of one story.
    """
    if len(articles) < _MIN_ARTICLES:
        return None
    mean = round(float(articles["story_probability"].mean()), _DECIMALS)
    return mean if mean < MIN_MEAN_PROBABILITY else None


def describe_loose_story(catalogue: Catalogue, story_id: str) -> list[str]:
    """Return the sentence on a story that may have several events; none of another story."""
    return [describe_looseness(n) for n in find_loose_stories(catalogue, [story_id]).values()]


def describe_looseness(mean_probability: float) -> str:
    """Return that a story may have several events, as a sentence without a full stop."""
    return (
        "An article of this story reports the same event as the others with a probability of "
        f"{mean_probability:.2f} on average; below {MIN_MEAN_PROBABILITY} a story may contain "
        "several events, so compare the headlines first"
    )
