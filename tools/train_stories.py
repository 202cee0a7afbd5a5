"""Train the model of stories: the probability that two articles report the same event.

    python -m tools.train_stories [--data DIR]

Reads the public sets of events that ``benchmarks/stories.py`` scores, fits a logistic regression on
the measures of :mod:`analysis.corpus.article_similarity`, and writes its weights to
``analysis/corpus/data/same_event.csv``. It prints the figures of every set with events that were
left out of the training.
"""

import argparse
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from analysis.corpus import stories
from analysis.corpus.article_profiles import get_publication_days, profile_articles
from analysis.corpus.article_similarity import MEASURES, find_similar_pairs, measure_pairs
from analysis.corpus.article_vectors import vectorize_articles
from analysis.word_lists import data_path
from benchmarks.article_files import read_json_lines
from benchmarks.f_score import compute_f1
from benchmarks.gold_sets import DATA_FOLDER
from benchmarks.stories import (
    SETS,
    compute_b_cubed,
    compute_merged_share,
    make_articles,
)
from tools.weight_files import write_weights

#: Number of parts that the events are divided into; each is left out of the training once.
_FOLDS = 5
_SEED = 0
#: Inverse strength of the L2 penalty of the regression. Judgement.
_INVERSE_REGULARISATION = 1.0
#: Maximum number of iterations of the regression.
_MAX_ITERATIONS = 3000
_ORIGIN = (
    "# Learned by tools/train_stories.py from pairs of articles of the sets in"
    " benchmarks/stories.py; weights of a logistic regression, by measure. No text of the articles."
)

Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class LabelledPairs:
    """The measured pairs of a set.

    Attributes:
        articles: As :func:`analysis.corpus.stories.group_stories` takes them.
        events: The event of each article.
        folds: The part of the set that each article belongs to.
        pairs: Columns first, second, similarity.
        measures: The measures of each pair.
    """

    articles: pd.DataFrame
    events: npt.NDArray[np.object_]
    folds: npt.NDArray[np.int64]
    pairs: pd.DataFrame
    measures: Array

    def select_pairs(self, left_out: int | None) -> npt.NDArray[np.bool_]:
        """Return which pairs a training without one part uses; each pair in one order."""
        first, second = self.pairs["first"].to_numpy(), self.pairs["second"].to_numpy()
        is_used: npt.NDArray[np.bool_] = first < second
        if left_out is not None:
            is_used &= (self.folds[first] != left_out) & (self.folds[second] != left_out)
        return is_used


def main() -> None:
    """Print the scores of models trained without each part, then train on all pairs."""
    parser = argparse.ArgumentParser("python -m tools.train_stories", description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA_FOLDER, metavar="DIR")
    data = parser.parse_args().data
    sets = {name: _read_pairs(data, name) for name in SETS}
    models = [fit_regression(sets, fold) for fold in range(_FOLDS)]
    for name, labelled in sets.items():
        _print_scores(name, labelled, models)
    path = data_path("corpus", "same_event.csv")
    write_weights(path, _ORIGIN, MEASURES, *fit_regression(sets))
    print(path.read_text(encoding="utf-8"))


def fit_regression(
    sets: Mapping[str, LabelledPairs], left_out: int | None = None
) -> tuple[float, Array]:
    """Return the intercept and the weights of a regression on unscaled measures.

    A set weighs as the square root of its number of pairs, so that the largest does not decide.
    """
    measures, labels, sample_weights = [], [], []
    for labelled in sets.values():
        is_used = labelled.select_pairs(left_out)
        pairs = labelled.pairs[is_used]
        measures.append(labelled.measures[is_used])
        labels.append(labelled.events[pairs["first"]] == labelled.events[pairs["second"]])
        sample_weights.append(np.full(len(pairs), 1 / np.sqrt(max(len(pairs), 1))))
    features = np.vstack(measures)
    weight = np.concatenate(sample_weights)
    scaler = StandardScaler().fit(features)
    regression = LogisticRegression(C=_INVERSE_REGULARISATION, max_iter=_MAX_ITERATIONS)
    regression.fit(
        scaler.transform(features), np.concatenate(labels), sample_weight=weight / weight.mean()
    )
    weights = regression.coef_[0] / scaler.scale_
    return float(regression.intercept_[0] - weights @ scaler.mean_), weights


def _read_pairs(data: Path, name: str) -> LabelledPairs:
    records = list(read_json_lines(data / SETS[name]))
    articles, events = make_articles(records), [str(record["story"]) for record in records]
    vectors = vectorize_articles(profile_articles(articles))
    pairs = find_similar_pairs(articles, vectors)
    # Look-alike events are of one topic, and stay together.
    names = [str(record.get("topic", record["story"])) for record in records]
    topics, _ = pd.factorize(pd.Series(names))
    parts = np.random.default_rng(_SEED).permutation(topics.max() + 1) % _FOLDS
    return LabelledPairs(
        articles,
        np.array(events, object),
        parts[topics],
        pairs,
        measure_pairs(pairs, vectors, get_publication_days(articles)),
    )


def _print_scores(name: str, labelled: LabelledPairs, models: list[tuple[float, Array]]) -> None:
    first, second = labelled.pairs["first"], labelled.pairs["second"]
    probability = np.zeros(len(labelled.pairs))
    for fold, (intercept, weights) in enumerate(models):
        predicted = 1 / (1 + np.exp(-(intercept + labelled.measures @ weights)))
        n_left_out = (labelled.folds[first] == fold).astype(int) + (labelled.folds[second] == fold)
        probability += n_left_out / 2 * predicted
    pairs = labelled.pairs.assign(probability=probability)
    linked = stories.link_articles(labelled.articles, pairs)
    groups = stories.group_stories(labelled.articles, linked=linked)["story_id"].tolist()
    events = labelled.events.tolist()
    precision, recall = compute_b_cubed(events, groups)
    f1 = compute_f1(precision.mean(), recall.mean())
    merged = compute_merged_share(events, groups)
    print(f"{name:16} left out: F1 {f1:.3f}, stories with two events {merged:.3f}")


if __name__ == "__main__":
    main()
