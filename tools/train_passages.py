"""Learn how measures of words tell that two sentences report the same.

    python -m tools.train_passages [--data DIR]

reads aligned sentences that people marked (``passages/*.jsonl``) and their articles, fits a
logistic regression on the measures of :mod:`analysis.corpus.sentence_similarity` and writes
``analysis/corpus/data/passages.csv``. Pairs marked ``partial`` count half. It prints precision and
recall with each story left out in turn, at several thresholds.
"""

import argparse
import csv
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from analysis.corpus.sentence_similarity import MEASURES, measure_similarity
from analysis.word_lists import data_path
from benchmarks.gold_sets import DATA
from benchmarks.passages import AlignedPair, Score, read_pairs, score_links, select_links

#: Weight of a pair of sentences of which one has a part of the other.
PARTIAL_WEIGHT = 0.5
#: Inverse strength of the L2 penalty, as scikit-learn counts it.
REGULARISATION = 0.3
THRESHOLDS = tuple(round(0.05 * step, 2) for step in range(4, 18))
ORIGIN = (
    "# Learned by tools/train_passages.py from sentences of 22 pairs of articles that people "
    "aligned; weights of a logistic regression, by measure. No text of the articles."
)

Array = npt.NDArray[np.float64]


def main() -> None:
    """Train on all pairs, and show what training without each story reaches on it."""
    parser = argparse.ArgumentParser("python -m tools.train_passages", description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA, metavar="DIR")
    pairs = read_pairs(parser.parse_args().data)
    measures = [measure_similarity(pair.left_words, pair.right_words) for pair in pairs]
    probabilities: list[Array] = []
    for number, pair in enumerate(pairs):
        rest = [place for place, other in enumerate(pairs) if other.story != pair.story]
        intercept, weights = fit([pairs[place] for place in rest], [measures[i] for i in rest])
        probabilities.append(1 / (1 + np.exp(-(measures[number] @ weights + intercept))))
    for threshold in THRESHOLDS:
        for name in sorted({pair.set_name for pair in pairs}):
            chosen = [place for place, pair in enumerate(pairs) if pair.set_name == name]
            links = [select_links(probabilities[place], threshold) for place in chosen]
            print(threshold, name, _format(score_links([pairs[i] for i in chosen], links)))
    intercept, weights = fit(pairs, measures)
    path = data_path("corpus", "passages.csv")
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(ORIGIN + "\n")
        rows = [
            ("measure", "weight"),
            ("intercept", intercept),
            *zip(MEASURES, weights, strict=True),
        ]
        csv.writer(file, lineterminator="\n").writerows(
            (name, value if isinstance(value, str) else f"{value:.4f}") for name, value in rows
        )
    print(path.read_text(encoding="utf-8"))


def fit(pairs: list[AlignedPair], measures: list[Array]) -> tuple[float, Array]:
    """Return intercept and weights of a regression on unscaled measures."""
    features = np.vstack([table.reshape(-1, len(MEASURES)) for table in measures])
    kinds = np.concatenate([pair.kinds.ravel() for pair in pairs])
    scaler = StandardScaler().fit(features)
    model = LogisticRegression(C=REGULARISATION, max_iter=2000)
    sample_weight = np.where(kinds == "partial", PARTIAL_WEIGHT, 1.0)
    model.fit(scaler.transform(features), kinds != "", sample_weight=sample_weight)
    weights = model.coef_[0] / scaler.scale_
    return float(model.intercept_[0] - weights @ scaler.mean_), weights


def _format(score: Score) -> str:
    return f"precision {score.precision:6.1%}  recall {score.recall:6.1%}  F {score.f1:6.1%}"


if __name__ == "__main__":
    main()
