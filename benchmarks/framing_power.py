"""How often the tests of framing find a difference that was planted."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.measures.stats import outlet_comparison
from analysis.measures.stats.log_odds import log_odds_p_values
from benchmarks.framing_data import Load
from benchmarks.framing_null import tests

_SEED, _TRIALS = 3, 20
_PLANTED = "planted"


def power(load: Load, _: int) -> None:
    """Print how often what one outlet of BASIL has more of is told apart.

    The rest of each table is as it is, so that the correction for the number of comparisons is
    that of real text. What is planted is spread evenly over an outlet's articles, or as unevenly
    as most words are: its rate in an article is drawn from an exponential distribution.
    """
    found = {name: test.args[0] for name, test, _ in tests(load("basil").chosen)}
    for times, even in ((2, True), (4, True), (2, False), (4, False)):
        spread = "evenly" if even else "unevenly"
        for what, name, rate in (
            ("word of 1 a thousand", "wording", 1.0),
            ("word of 4 a thousand", "wording", 4.0),
            ("label of 20 %", "labels", 0.2),
            ("voice of 10 %", "voice all", 0.1),
            ("verb of 10 %", "verbs", 0.1),
        ):
            plant = _word if name == "wording" else _share
            told = [
                plant(found[name], trial, rate=rate, times=times, even=even)
                for trial in range(_TRIALS)
            ]
            print(f"  a {what}, {times} times, {spread}: found in {np.mean(told):.0%}", flush=True)


def _word(given: tuple[Any, ...], trial: int, *, rate: float, times: int, even: bool) -> bool:
    blocks, placed, own, get_prior = given
    rng = np.random.default_rng([_SEED, trial])
    uses = rng.poisson(
        _rates(blocks, rng, rate=rate, times=times, even=even)[:, None] * own
    ).ravel()
    planted = pd.DataFrame({"block_row": np.repeat(np.arange(len(uses)), uses), "word": _PLANTED})
    uses = pd.concat([placed, planted], ignore_index=True)
    p, words = log_odds_p_values(blocks, uses, own, get_prior)
    return bool((p[:, words.index(_PLANTED)] <= outlet_comparison.MAX_P).any())


def _share(given: tuple[Any, ...], trial: int, *, rate: float, times: int, even: bool) -> bool:
    rows, numerator, denominator, occurrences = given
    rng = np.random.default_rng([_SEED, trial])
    # The base a planted item is a share of: the largest, e.g. the entity labelled most.
    base = denominator[:, denominator.sum(axis=0).argmax()]
    size = np.maximum(base, 0)
    part = _rates(rows, rng, rate=rate, times=times, even=even).clip(0, 1)
    planted = rng.binomial(np.round(size).astype(int), part).astype(float)
    often = np.append(occurrences, (planted > 0).sum())
    if denominator.shape[1] > 1:
        denominator = np.column_stack([denominator, base])
    p = outlet_comparison.permutation_p_values(
        rows, np.column_stack([numerator, planted]), denominator, often
    )
    return bool((p[:, -1] <= outlet_comparison.MAX_P).any())


def _rates(
    rows: pd.DataFrame, rng: np.random.Generator, *, rate: float, times: int, even: bool
) -> npt.NDArray[np.float64]:
    """Return the planted item's rate in each row: so many times as high in one outlet."""
    article, _ = pd.factorize(rows["article_id"])
    uneven = np.ones(article.max() + 1) if even else rng.exponential(1.0, article.max() + 1)
    outlets = sorted(rows["outlet_label"].unique())
    more = np.where(rows["outlet_label"] == rng.choice(outlets), float(times), 1.0)
    rates: npt.NDArray[np.float64] = rate * uneven[article] * more
    return rates
