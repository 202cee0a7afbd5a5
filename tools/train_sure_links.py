"""Train the model of sure links: how certain it is that two linked sentences report the same.

    python -m tools.train_sure_links [--data DIR]

Reads links of two articles that were read one by one (``tools/data/read_links.csv``: of stories of
the bulk collection, each half of the stories for one use) and the likely pairs of the aligned
sentences of the set ``dev``, fits a logistic regression on the measures of
:mod:`analysis.corpus.sure_links` of those whose sentences quote no common utterance, and writes its
weights to ``analysis/corpus/data/sure_links.csv``. It prints how many of the read links are sure at
several thresholds, and how many of these are right: of the half that it is trained on, by models
without a tenth of it each, and of the other half.
"""

import argparse
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from analysis.corpus.passages import POSSIBLE_THRESHOLD, mark_best
from analysis.corpus.sentence_similarity import compare_sentences
from analysis.corpus.sure_links import LINK_MEASURES, LinkCertainty
from analysis.word_lists import data_path
from benchmarks.gold_sets import DATA_FOLDER
from benchmarks.passages import AlignedPair, read_aligned_pairs
from tools.train_passages import TRAINING_SET
from tools.weight_files import write_weights

_READ_LINKS = Path(__file__).parent / "data" / "read_links.csv"
#: How right a read link is, by its judgement: a doubtful one counts half. Judgement.
_RIGHTNESS = {"right": 1.0, "doubtful": 0.5, "wrong": 0.0}
#: Number of parts of the read links that are left out of the training in turn.
_N_FOLDS = 10
#: Maximum number of iterations of the regression.
_MAX_ITERATIONS = 2000
#: Thresholds of the certainty at which the read links are counted.
_THRESHOLDS = (0.5, 0.58, 0.62, 0.66, 0.7, 0.75, 0.8)
_ORIGIN = (
    "# Learned by tools/train_sure_links.py from links of sentences that were read; weights of a "
    "logistic regression, by measure. No text of the articles."
)

Array = npt.NDArray[np.float64]


def main() -> None:
    """Print how many of the read links are sure and right, and write the weights."""
    parser = argparse.ArgumentParser("python -m tools.train_sure_links", description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA_FOLDER, metavar="DIR")
    links = pd.read_csv(_READ_LINKS, comment="#")
    links["right"] = links["judgement"].map(_RIGHTNESS)
    learned = links[links["half"] == "learning"]
    gold = _measure_gold(read_aligned_pairs(parser.parse_args().data))
    fold = learned["left"].rank(method="dense").astype(int) % _N_FOLDS
    parts = [
        _score(learned[fold == n], fit_regression(learned[fold != n], gold))
        for n in range(_N_FOLDS)
    ]
    _print_counts("learning, left out", pd.concat(parts))
    weights = fit_regression(learned, gold)
    _print_counts("check", _score(links[links["half"] == "check"], weights))
    path = data_path("corpus", "sure_links.csv")
    write_weights(path, _ORIGIN, LINK_MEASURES, *weights)
    print(path.read_text(encoding="utf-8"))


def fit_regression(links: pd.DataFrame, gold: pd.DataFrame) -> tuple[float, Array]:
    """Return the intercept and the weights of a regression on unscaled measures.

    Args:
        links: Read links: via, right (0 to 1) and the measures.
        gold: Aligned pairs: right and the measures.
    """
    rows = pd.concat([links[links["via"] == "words"], gold])
    measures = rows[list(LINK_MEASURES)].to_numpy(float)
    scaler = StandardScaler().fit(measures)
    scaled, right = scaler.transform(measures), rows["right"].to_numpy(float)
    # Each link is right to a part and wrong to the other.
    is_right = np.repeat([True, False], len(rows))
    sample_weight = np.concatenate([right, 1 - right])
    regression = LogisticRegression(max_iter=_MAX_ITERATIONS)
    regression.fit(np.vstack([scaled, scaled]), is_right, sample_weight=sample_weight)
    weights = regression.coef_[0] / scaler.scale_
    return float(regression.intercept_[0] - weights @ scaler.mean_), weights


def _measure_gold(pairs: Iterable[AlignedPair]) -> pd.DataFrame:
    """Return the measures of the likely pairs of the training set, and which are right."""
    rows = []
    for pair in pairs:
        if pair.set_name != TRAINING_SET:
            continue
        compared = compare_sentences(pair.left_words, pair.right_words)
        probability = compared.probability
        is_likely = mark_best(probability) & (probability >= POSSIBLE_THRESHOLD)
        certainty = LinkCertainty(
            pair.left_words, pair.right_words, probability, POSSIBLE_THRESHOLD
        )
        rows += [
            (float(pair.kinds[i, j] != ""), *certainty.measure(i, j))
            for i, j in np.argwhere(is_likely & ~compared.is_quotation)
        ]
    return pd.DataFrame(rows, columns=["right", *LINK_MEASURES])


def _score(links: pd.DataFrame, weights: tuple[float, Array]) -> pd.DataFrame:
    """Return read links with their certainty; that of quotations is 1."""
    scores = links[list(LINK_MEASURES)].to_numpy(float) @ weights[1] + weights[0]
    is_quotation = links["via"] == "quotation"
    return links.assign(certainty=np.where(is_quotation, 1.0, 1 / (1 + np.exp(-scores))))


def _print_counts(label: str, links: pd.DataFrame) -> None:
    """Print how many of the links drawn by lot are sure, and how many of these are right."""
    drawn = links[links["drawn"]]
    print(f"{label}: {len(drawn)} read, {(drawn['right'] == 1).mean():.1%} right")
    for threshold in _THRESHOLDS:
        sure = drawn[drawn["certainty"] >= threshold]
        counts = sure["judgement"].value_counts()
        n_right, n_doubtful, n_wrong = (int(counts.get(name, 0)) for name in _RIGHTNESS)
        print(
            f"  from {threshold}: {len(sure)} sure, {n_right} right ({n_right / len(sure):.1%}), "
            f"{n_doubtful} doubtful, {n_wrong} wrong"
        )


if __name__ == "__main__":
    main()
