"""Train the model of passages: the probability that two sentences report the same.

    python -m tools.train_passages [--data DIR]

Reads sentences that annotators aligned (``passages/*.jsonl``) and their articles, fits a logistic
regression on the measures of :mod:`analysis.corpus.sentence_similarity` of the set ``dev``, and
writes its weights to ``analysis/corpus/data/passages.csv``. Pairs marked ``partial`` have a smaller
weight. It prints precision and recall at several thresholds: of models trained without the scored
story for ``dev``, and of the model itself for the seeds, which it is not trained on.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from analysis.corpus.sentence_similarity import MEASURES, mark_comparable, measure_similarity
from analysis.word_lists import data_path
from benchmarks.gold_sets import DATA_FOLDER
from benchmarks.passages import (
    AlignedPair,
    LinkScore,
    read_aligned_pairs,
    score_links,
    select_links,
)
from tools.weight_files import write_weights

#: The set that the model is trained on; the other tells how it does on articles it has not seen.
TRAINING_SET = "dev"
#: Weight of a pair of sentences of which one reports a part of the other. Judgement.
_PARTIAL_WEIGHT = 0.5
#: Inverse strength of the L2 penalty; a smaller one keeps weights smaller. Judgement.
_INVERSE_REGULARISATION = 0.3
#: Maximum number of iterations of the regression.
_MAX_ITERATIONS = 2000
#: Thresholds of the probability at which links are scored: 0.2 to 0.85.
_THRESHOLDS = tuple(round(0.05 * step, 2) for step in range(4, 18))
_ORIGIN = (
    "# Learned by tools/train_passages.py from sentences of 12 pairs of articles that people "
    "aligned; weights of a logistic regression, by measure. No text of the articles."
)

Array = npt.NDArray[np.float64]


def main() -> None:
    """Print the scores of models trained without each story, then train on all of the set."""
    parser = argparse.ArgumentParser("python -m tools.train_passages", description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA_FOLDER, metavar="DIR")
    pairs = read_aligned_pairs(parser.parse_args().data)
    measures = [measure_similarity(pair.left_words, pair.right_words) for pair in pairs]
    _print_scores(pairs, [_predict_left_out(pairs, measures, row) for row in range(len(pairs))])
    path = data_path("corpus", "passages.csv")
    rows = [row for row, pair in enumerate(pairs) if pair.set_name == TRAINING_SET]
    weights = fit_regression([pairs[row] for row in rows], [measures[row] for row in rows])
    write_weights(path, _ORIGIN, MEASURES, *weights)
    print(path.read_text(encoding="utf-8"))


def fit_regression(pairs: Sequence[AlignedPair], measures: Sequence[Array]) -> tuple[float, Array]:
    """Return the intercept and the weights of a regression on unscaled measures.

    Args:
        pairs: The aligned pairs of articles.
        measures: The measures of each pair: left x right sentences x measures.
    """
    features = np.vstack([table.reshape(-1, len(MEASURES)) for table in measures])
    kinds = np.concatenate([pair.kinds.ravel() for pair in pairs])
    scaler = StandardScaler().fit(features)
    regression = LogisticRegression(C=_INVERSE_REGULARISATION, max_iter=_MAX_ITERATIONS)
    sample_weight = np.where(kinds == "partial", _PARTIAL_WEIGHT, 1.0)
    regression.fit(scaler.transform(features), kinds != "", sample_weight=sample_weight)
    weights = regression.coef_[0] / scaler.scale_
    return float(regression.intercept_[0] - weights @ scaler.mean_), weights


def _predict_left_out(pairs: Sequence[AlignedPair], measures: Sequence[Array], row: int) -> Array:
    """Return the probabilities of a pair by a regression trained without its story."""
    others = [
        other
        for other, pair in enumerate(pairs)
        if pair.set_name == TRAINING_SET and pair.story != pairs[row].story
    ]
    intercept, weights = fit_regression(
        [pairs[other] for other in others], [measures[other] for other in others]
    )
    probabilities: Array = 1 / (1 + np.exp(-(measures[row] @ weights + intercept)))
    comparable = mark_comparable(pairs[row].left_words, pairs[row].right_words)
    return np.where(comparable, probabilities, 0.0)


def _print_scores(pairs: Sequence[AlignedPair], probabilities: Sequence[Array]) -> None:
    for threshold in _THRESHOLDS:
        for set_name in sorted({pair.set_name for pair in pairs}):
            rows = [row for row, pair in enumerate(pairs) if pair.set_name == set_name]
            links = [select_links(probabilities[row], threshold) for row in rows]
            score = score_links([pairs[row] for row in rows], links)
            print(threshold, set_name, _format_score(score))


def _format_score(score: LinkScore) -> str:
    return f"precision {score.precision:6.1%}  recall {score.recall:6.1%}  F {score.f1:6.1%}"


if __name__ == "__main__":
    main()
