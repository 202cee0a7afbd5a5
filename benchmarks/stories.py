"""Score how well articles are grouped into stories, and measure how the time grows.

    python -m benchmarks.stories [--data DIR] [--cut 0.4]

``p``, ``r`` and ``F1`` are B-cubed (Bagga and Baldwin 1998): precision is the share of the articles
grouped with an article that belong with it, recall the share of those that belong with it that are
grouped with it; F1 is that of the means. ``merged`` is the share of the predicted stories that
contain articles of several events, which is the worse error. Intervals are bootstrapped over
events. One threshold of the probability (``cut``) applies to every set. Times are processor
seconds.
"""

import argparse
import math
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.corpus import stories
from analysis.corpus.address_dates import estimate_publication
from analysis.corpus.article_profiles import profile_articles
from analysis.corpus.article_similarity import find_similar_pairs
from analysis.corpus.article_vectors import vectorize_articles
from benchmarks.article_files import read_json_lines
from benchmarks.f_score import compute_f1
from benchmarks.gold_sets import DATA_FOLDER

#: The sets of events, and their files.
SETS = {
    "news_cluster": "stories/news_cluster_dev.jsonl.gz",
    "seesaw": "stories/seesaw_dev.jsonl.gz",
    "basil": "stories/basil_dev.jsonl.gz",
    "ecb": "outside/ecb_dev.jsonl.gz",
    "newswcl50": "outside/wcl_dev.jsonl.gz",
}
#: Differences from the threshold at which each set is scored.
_THRESHOLD_STEPS = (-0.05, 0.0, 0.05)
#: Timed numbers of articles; each is twice the one before.
_SIZES = (1500, 3000, 6000)
#: Number of articles grouped before the first timing, to load the document frequencies.
_WARM_UP_ARTICLES = 50
_RESAMPLES, _SEED = 1000, 0
#: Quantiles that bound a 95 % interval.
_INTERVAL_QUANTILES = (0.025, 0.975)

Array = npt.NDArray[np.float64]


def main() -> None:
    """Print the figures of each set around the threshold, and the times."""
    parser = argparse.ArgumentParser("python -m benchmarks.stories", description=__doc__)
    parser.add_argument(
        "--data", type=Path, default=DATA_FOLDER, metavar="DIR", help="default: %(default)s"
    )
    parser.add_argument(
        "--cut",
        type=float,
        default=stories.PROBABILITY_THRESHOLD,
        help="threshold of the probability; default: %(default)s",
    )
    options = parser.parse_args()
    print(f"{'set':16}{'cut':>6}{'articles':>10}{'p':>8}{'r':>8}{'F1':>8}{'':>16}{'merged':>9}")
    for name, file in SETS.items():
        records = list(read_json_lines(options.data / file))
        articles, events = make_articles(records), [str(record["story"]) for record in records]
        vectors = vectorize_articles(profile_articles(articles))
        pairs = find_similar_pairs(articles, vectors)
        for step in _THRESHOLD_STEPS:
            threshold = options.cut + step
            linked = stories.link_articles(articles, pairs, threshold)
            groups = stories.group_stories(articles, threshold, linked=linked)
            story_ids = groups["story_id"].tolist()
            precision, recall = compute_b_cubed(events, story_ids)
            low, high = bootstrap_f1(events, precision, recall)
            print(
                f"{name:16}{threshold:>6.2f}{len(articles):>10}"
                f"{precision.mean():>8.3f}{recall.mean():>8.3f}"
                f"{compute_f1(precision.mean(), recall.mean()):>8.3f}  [{low:.3f}, {high:.3f}]"
                f"{compute_merged_share(events, story_ids):>9.3f}"
            )
    _print_times(options.data / "bulk" / "news_6k.jsonl.gz", options.cut)


def make_articles(records: Sequence[dict[str, Any]]) -> pd.DataFrame:
    """Return articles as :func:`analysis.corpus.stories.group_stories` takes them."""
    articles = pd.DataFrame(
        {
            "article_id": [str(record.get("id", row)) for row, record in enumerate(records)],
            "title": [record.get("title") or "" for record in records],
            "text": [record["text"] for record in records],
        }
    )
    dates = [record.get("published") for record in records]
    published = pd.to_datetime(pd.Series(dates), errors="coerce")
    urls = pd.Series([record.get("url") or "" for record in records])
    return articles.assign(
        published=published, published_about=estimate_publication(published, urls)
    )


def compute_b_cubed(events: Sequence[str], story_ids: Sequence[str]) -> tuple[Array, Array]:
    """Return the B-cubed precision and recall of each article."""
    by_event, by_story = _group_rows(events), _group_rows(story_ids)
    pairs = list(zip(events, story_ids, strict=True))
    n_shared = np.array([len(by_event[event] & by_story[story]) for event, story in pairs])
    story_sizes = np.array([len(by_story[story]) for _, story in pairs])
    event_sizes = np.array([len(by_event[event]) for event, _ in pairs])
    return n_shared / story_sizes, n_shared / event_sizes


def compute_merged_share(events: Sequence[str], story_ids: Sequence[str]) -> float:
    """Return the share of the predicted stories that contain articles of several events."""
    events_by_story: dict[str, set[str]] = defaultdict(set)
    for event, story_id in zip(events, story_ids, strict=True):
        events_by_story[story_id].add(event)
    n_merged = sum(len(story_events) > 1 for story_events in events_by_story.values())
    return n_merged / len(events_by_story)


def bootstrap_f1(events: Sequence[str], precision: Array, recall: Array) -> tuple[float, float]:
    """Return the 95 % interval of F1, bootstrapped over events."""
    codes, names = pd.factorize(np.array(events, object))
    size = len(names)
    n_drawn = np.random.default_rng(_SEED).multinomial(size, [1 / size] * size, _RESAMPLES)
    weights = n_drawn[:, codes]
    totals = weights.sum(axis=1)
    means = zip(weights @ precision / totals, weights @ recall / totals, strict=True)
    low, high = np.quantile([compute_f1(*pair) for pair in means], _INTERVAL_QUANTILES)
    return float(low), float(high)


def _group_rows(labels: Sequence[str]) -> dict[str, set[int]]:
    """Return the positions of each label."""
    rows: dict[str, set[int]] = defaultdict(set)
    for row, label in enumerate(labels):
        rows[label].add(row)
    return rows


def _print_times(file: Path, threshold: float) -> None:
    """Print seconds by number of articles, and the exponent of their growth."""
    articles = make_articles(list(read_json_lines(file)))
    stories.group_stories(articles.head(_WARM_UP_ARTICLES), threshold)
    print(f"\n{'articles':>10}{'stories':>10}{'largest':>10}{'seconds':>10}{'growth':>10}")
    previous = 0.0
    for size in _SIZES:
        start = time.process_time()
        story_ids = stories.group_stories(articles.head(size), threshold)["story_id"]
        seconds = time.process_time() - start
        growth = f"n^{math.log2(seconds / previous):.2f}" if previous else ""
        counts = story_ids.value_counts()
        print(f"{size:>10}{len(counts):>10}{counts.max():>10}{seconds:>10.1f}{growth:>10}")
        previous = seconds


if __name__ == "__main__":
    main()
