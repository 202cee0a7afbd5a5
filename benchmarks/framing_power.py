"""How often the tests of framing find a difference that was planted."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.framing import units, wording
from benchmarks.framing_data import Load
from benchmarks.framing_null import tests

_SEED, _TRIALS = 3, 50
_PLANTED = "planted"


def power(load: Load, _: int) -> None:
    """Print how often what is doubled in one outlet of BASIL is told apart.

    The rest of each table is as it is, so that the correction for the number of comparisons is
    that of real text. The planted item is as uneven as words are: its rate in an article is drawn
    from an exponential distribution around the outlet's.
    """
    chosen = load("basil").chosen
    found = {name: test.args[0] for name, test, _ in tests(chosen)}
    for thousand in (1, 2, 4):
        told = [_word(found["wording"], thousand, trial) for trial in range(_TRIALS)]
        print(f"  a word of {thousand} a thousand, doubled: found in {np.mean(told):.0%}")
    for name, what in (("labels", "label"), ("voice all", "voice"), ("verbs", "verb")):
        for share in (0.05, 0.1, 0.2):
            told = [_share(found[name], share, trial) for trial in range(_TRIALS)]
            print(f"  a {what} of {share:.0%}, doubled: found in {np.mean(told):.0%}", flush=True)


def _word(given: tuple[Any, ...], thousand: float, trial: int) -> bool:
    blocks, placed, own = given
    rng = np.random.default_rng([_SEED, trial])
    uses = rng.poisson(_rates(blocks, thousand, rng)[:, None] * own).ravel()
    planted = pd.DataFrame({"row": np.repeat(np.arange(len(uses)), uses), "word": _PLANTED})
    p, words = wording.test(blocks, pd.concat([placed, planted], ignore_index=True), own)
    return bool((p[:, words.index(_PLANTED)] <= units.VERDICT).any())


def _share(given: tuple[Any, ...], share: float, trial: int) -> bool:
    rows, numerator, denominator, _, occurrences = given
    rng = np.random.default_rng([_SEED, trial])
    # The base a planted item is a share of: the largest, e.g. the entity labelled most.
    base = denominator[:, denominator.sum(axis=0).argmax()]
    size = np.maximum(base, 0)
    part = _rates(rows, share, rng).clip(0, 1)
    planted = rng.binomial(np.round(size).astype(int), part).astype(float)
    often = np.append(occurrences, (planted > 0).sum())
    if denominator.shape[1] > 1:
        denominator = np.column_stack([denominator, base])
    p = units.test(rows, np.column_stack([numerator, planted]), denominator, often)
    return bool((p[:, -1] <= units.VERDICT).any())


def _rates(rows: pd.DataFrame, rate: float, rng: np.random.Generator) -> npt.NDArray[np.float64]:
    """Return the planted item's rate in each row: uneven by article, double in one outlet."""
    article, _ = pd.factorize(rows["article_id"])
    outlets = sorted(rows["outlet_label"].unique())
    uneven = rng.exponential(1.0, article.max() + 1)[article]
    doubled = np.where(rows["outlet_label"] == rng.choice(outlets), 2.0, 1.0)
    rates: npt.NDArray[np.float64] = rate * uneven * doubled
    return rates
