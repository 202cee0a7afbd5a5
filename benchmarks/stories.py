"""How well articles are grouped into stories, and how the time grows.

    python -m benchmarks.stories [--data DIR] [--cut 0.14]

``p``, ``r`` and ``f`` are B-cubed (Bagga and Baldwin 1998): of the articles put with an article,
the share that belongs there; of those that belong there, the share put with it; F1 of the means.
``merged`` is the share of the stories found that hold articles of two events: the worse error.
Intervals are bootstrapped over events. One setting serves every set. The time is the processor's.
"""

import argparse
import gzip
import json
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
from benchmarks.gold_sets import DATA

_SETS = ("news_cluster", "seesaw", "basil")
_SIZES = (1500, 3000, 6000)
_RESAMPLES, _SEED = 1000, 0

Array = npt.NDArray[np.float64]


def main() -> None:
    """Measure and print the figures of each set, around the cut, and the time."""
    parser = argparse.ArgumentParser("python -m benchmarks.stories", description=__doc__)
    parser.add_argument(
        "--data", type=Path, default=DATA, metavar="DIR", help="default: %(default)s"
    )
    parser.add_argument(
        "--cut", type=float, default=stories.SIMILARITY_THRESHOLD, help="default: %(default)s"
    )
    options = parser.parse_args()
    print(f"{'set':16}{'cut':>6}{'articles':>10}{'p':>8}{'r':>8}{'F1':>8}{'':>16}{'merged':>9}")
    for name in _SETS:
        records = _read(options.data / "stories" / f"{name}_dev.jsonl.gz")
        articles, events = frame(records), [str(record["story"]) for record in records]
        for step in (-0.02, 0.0, 0.02):
            cut = options.cut + step
            found = stories.group_stories(articles, cut)["story_id"].tolist()
            p, r = b_cubed(events, found)
            low, high = interval(events, p, r)
            print(
                f"{name:16}{cut:>6.2f}{len(articles):>10}{p.mean():>8.3f}{r.mean():>8.3f}"
                f"{f1(p.mean(), r.mean()):>8.3f}  [{low:.3f}, {high:.3f}]"
                f"{merged(events, found):>9.3f}"
            )
    _show_time(options.data / "bulk" / "news_6k.jsonl.gz", options.cut)


def frame(records: Sequence[dict[str, Any]]) -> pd.DataFrame:
    """Return articles as :func:`analysis.corpus.stories.group_stories` takes them."""
    articles = pd.DataFrame(
        {
            "article_id": [str(record.get("id", n)) for n, record in enumerate(records)],
            "title": [record.get("title") or "" for record in records],
            "text": [record["text"] for record in records],
        }
    )
    dates = [record.get("published") for record in records]
    return articles.assign(published=pd.to_datetime(pd.Series(dates), errors="coerce"))


def b_cubed(events: Sequence[str], found: Sequence[str]) -> tuple[Array, Array]:
    """Return B-cubed precision and recall of each article."""
    of_event, of_story = _members(events), _members(found)
    right = [
        len(of_event[event] & of_story[story]) for event, story in zip(events, found, strict=True)
    ]
    sizes = ([len(of_story[story]) for story in found], [len(of_event[event]) for event in events])
    return np.array(right) / np.array(sizes[0]), np.array(right) / np.array(sizes[1])


def merged(events: Sequence[str], found: Sequence[str]) -> float:
    """Return the share of the stories found that hold articles of several events."""
    of_story: dict[str, set[str]] = defaultdict(set)
    for event, story in zip(events, found, strict=True):
        of_story[story].add(event)
    return sum(len(several) > 1 for several in of_story.values()) / len(of_story)


def interval(events: Sequence[str], p: Array, r: Array) -> tuple[float, float]:
    """Return the 95 % interval of F1, events drawn with replacement."""
    codes, names = pd.factorize(np.array(events, object))
    size = len(names)
    drawn = np.random.default_rng(_SEED).multinomial(size, [1 / size] * size, _RESAMPLES)
    weights = drawn[:, codes]
    totals = weights.sum(axis=1)
    values = [f1(*pair) for pair in zip(weights @ p / totals, weights @ r / totals, strict=True)]
    return float(np.quantile(values, 0.025)), float(np.quantile(values, 0.975))


def f1(p: float, r: float) -> float:
    """Return the harmonic mean."""
    return 2 * p * r / (p + r)


def _members(labels: Sequence[str]) -> dict[str, set[int]]:
    members: dict[str, set[int]] = defaultdict(set)
    for place, label in enumerate(labels):
        members[label].add(place)
    return members


def _show_time(file: Path, cut: float) -> None:
    """Print seconds by number of articles, and the power of the number they grow with."""
    articles = frame(_read(file))
    stories.group_stories(articles.head(50), cut)  # the first use loads the background counts
    print(f"\n{'articles':>10}{'stories':>10}{'largest':>10}{'seconds':>10}{'growth':>10}")
    before = 0.0
    for size in _SIZES:
        started = time.process_time()
        found = stories.group_stories(articles.head(size), cut)["story_id"]
        seconds = time.process_time() - started
        growth = f"n^{math.log(seconds / before) / math.log(2):.2f}" if before else ""
        counts = found.value_counts()
        print(f"{size:>10}{len(counts):>10}{counts.max():>10}{seconds:>10.1f}{growth:>10}")
        before = seconds


def _read(file: Path) -> list[dict[str, Any]]:
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


if __name__ == "__main__":
    main()
