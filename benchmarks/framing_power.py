"""Measures how often the tests of the framing measures find a planted difference."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.measures.stats import outlet_comparison
from analysis.measures.stats.log_odds import log_odds_p_values
from benchmarks.framing_data import Loader
from benchmarks.framing_null import record_tests

_SEED, _TRIALS = 3, 20
#: The planted word. The words of articles are stemmed, so that none of them has this form.
_PLANTED_WORD = "planted"
#: The planted items: description, the test that looks for them, and their rate in the other outlets
#: (uses per thousand words, or the share of the base).
_ITEMS = (
    ("word of 1 a thousand", "wording", 1.0),
    ("word of 4 a thousand", "wording", 4.0),
    ("label of 20 %", "labels", 0.2),
    ("voice of 10 %", "voice all", 0.1),
    ("verb of 10 %", "verbs", 0.1),
)


@dataclass(frozen=True)
class PlantedRate:
    """How often a planted item occurs.

    Attributes:
        rate: Its rate in the outlets that do not differ.
        factor: How many times as high its rate is in one outlet.
        is_even: Whether its rate is the same in all articles of an outlet. Otherwise it is drawn
            for each article from an exponential distribution, as uneven as most words are.
    """

    rate: float
    factor: int
    is_even: bool

    def draw(self, rows: pd.DataFrame, rng: np.random.Generator) -> npt.NDArray[np.float64]:
        """Return the item's rate in each row, higher in one outlet drawn at random."""
        article, _ = pd.factorize(rows["article_id"])
        n_articles = article.max() + 1
        article_factor = np.ones(n_articles) if self.is_even else rng.exponential(1.0, n_articles)
        outlets = sorted(rows["outlet_label"].unique())
        is_higher = rows["outlet_label"] == rng.choice(outlets)
        outlet_factor = np.where(is_higher, float(self.factor), 1.0)
        rates: npt.NDArray[np.float64] = self.rate * article_factor[article] * outlet_factor
        return rates


def print_power(load: Loader, _n_shuffles: int) -> None:
    """Print how often an item that one outlet of BASIL has more of is distinguished.

    The rest of each table stays unchanged, so that the correction for the number of comparisons is
    that of real text.
    """
    arguments = {name: test.args[0] for name, test, _ in record_tests(load("basil").selection)}
    for factor, is_even in ((2, True), (4, True), (2, False), (4, False)):
        spread = "evenly" if is_even else "unevenly"
        for description, name, rate in _ITEMS:
            is_found = _is_planted_word_found if name == "wording" else _is_planted_share_found
            planted = PlantedRate(rate, factor, is_even)
            verdicts = [is_found(arguments[name], planted, trial) for trial in range(_TRIALS)]
            share = np.mean(verdicts)
            print(f"  a {description}, {factor} times, {spread}: found in {share:.0%}", flush=True)


def _is_planted_word_found(arguments: tuple[Any, ...], planted: PlantedRate, trial: int) -> bool:
    blocks, uses, thousand_words, get_prior = arguments
    rng = np.random.default_rng([_SEED, trial])
    n_uses = rng.poisson(planted.draw(blocks, rng)[:, None] * thousand_words).ravel()
    planted_uses = pd.DataFrame(
        {"block_row": np.repeat(np.arange(len(n_uses)), n_uses), "word": _PLANTED_WORD}
    )
    all_uses = pd.concat([uses, planted_uses], ignore_index=True)
    p_values, words = log_odds_p_values(blocks, all_uses, thousand_words, get_prior)
    return bool((p_values[:, words.index(_PLANTED_WORD)] <= outlet_comparison.MAX_P).any())


def _is_planted_share_found(arguments: tuple[Any, ...], planted: PlantedRate, trial: int) -> bool:
    rows, numerator, denominator, occurrences = arguments
    rng = np.random.default_rng([_SEED, trial])
    # The planted item is a share of the largest base, for example the entity with most epithets.
    base = denominator[:, denominator.sum(axis=0).argmax()]
    n_trials = np.round(np.maximum(base, 0)).astype(int)
    counts = rng.binomial(n_trials, planted.draw(rows, rng).clip(0, 1)).astype(float)
    all_occurrences = np.append(occurrences, (counts > 0).sum())
    if denominator.shape[1] > 1:
        denominator = np.column_stack([denominator, base])
    p_values = outlet_comparison.permutation_p_values(
        rows, np.column_stack([numerator, counts]), denominator, all_occurrences
    )
    return bool((p_values[:, -1] <= outlet_comparison.MAX_P).any())
