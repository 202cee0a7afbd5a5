"""Which words one outlet uses more than the others: log-odds with an informative Dirichlet prior.

Monroe, Colaresi & Quinn, "Fightin' Words", Political Analysis 16(4), 2008; with the signed root of
the likelihood ratio in place of their z (Hauck & Donner, JASA 72, 1977).
"""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse
from scipy.special import xlogy

from analysis.measures.stats import resampling

Array = npt.NDArray[np.float64]

#: Words of news that the prior stands for, added to each side of the comparison. A judgement.
PRIOR_WORDS = 1000.0


def log_odds_p_values(
    blocks: pd.DataFrame,
    uses: pd.DataFrame,
    thousand_words: Array,
    get_prior: Callable[[list[str]], Array],
) -> tuple[Array, list[str]]:
    """Return the adjusted p-value of each outlet and word, and the words.

    Args:
        blocks: As :attr:`sampling_units.SamplingUnits.blocks`.
        uses: Columns block_row (position of the block) and word: one row per use.
        thousand_words: the outlet's words in each block, in thousands: blocks x 1.
        get_prior: Returns the pseudo-uses of words among :data:`PRIOR_WORDS` words of news.

    Returns:
        P-values, outlets x words, adjusted for all cells; the words in order.
    """
    code, _ = pd.factorize(blocks["outlet_label"], sort=True)
    _, first, unit = np.unique(blocks["permutation_unit"], return_index=True, return_inverse=True)
    groups, strata = code[first], blocks["story"].to_numpy(np.intp)[first]
    column, labels = pd.factorize(uses["word"], sort=True)
    words = [str(label) for label in labels]
    counts = sparse.csr_array(
        (np.ones(len(uses)), (unit[uses["block_row"].to_numpy()], column)),
        shape=(len(first), len(words)),
    )
    lengths = np.zeros((len(first), 1))
    np.add.at(lengths, unit, 1000 * thousand_words)
    n_groups = int(groups.max(initial=-1)) + 1
    if n_groups < resampling.MIN_GROUPS or n_groups == len(groups):
        return np.ones((n_groups, len(words))), words
    prior = get_prior(words)
    total_counts, total_length = np.asarray(counts.sum(axis=0)), float(lengths.sum())
    sums = zip(
        resampling.permuted_sums(counts, groups, strata),
        resampling.permuted_sums(lengths, groups, strata),
        strict=True,
    )
    z = (
        signed_root_likelihood_ratio(outlet_counts, length, total_counts, total_length, prior)
        for outlet_counts, length in sums
    )
    # Independent uses give z a standard deviation of 1; bursts of a word increase it, nothing
    # decreases it.
    return resampling.max_t_p_values(z, np.ones((n_groups, 1))), words


def signed_root_likelihood_ratio(
    counts: Array, length: Array, total_counts: Array, total_length: float, prior: Array
) -> Array:
    """Return how far each word's log-odds ratio is from 0, in standard errors.

    This is the signed root of the likelihood ratio, with the prior's pseudo-uses added on both
    sides. The ratio divided by its standard error (Monroe et al., eq. 22) shrinks again where an
    outlet hardly ever uses a word that the others use often (Hauck & Donner 1977), which is exactly
    what the measure looks for.

    Args:
        counts: uses in the outlet, permutations x words.
        length: the outlet's number of words, permutations x 1.
        total_counts: uses in all outlets, one per word.
        total_length: all outlets' number of words.
        prior: pseudo-uses of each word.
    """
    all_uses = total_counts + 2 * prior
    share = (length + PRIOR_WORDS) / (total_length + 2 * PRIOR_WORDS)
    uses, other_uses = counts + prior, total_counts - counts + prior
    # The likelihood is uses log(uses / expected) + other_uses log(other_uses / expected), computed
    # in parts: an outlet does not use most words, and for these the logarithms of its uses and of
    # the others' are the same in all permutations.
    if_unused = xlogy(prior, prior) + xlogy(total_counts + prior, total_counts + prior)
    likelihood = (
        if_unused - xlogy(all_uses, all_uses) - uses * np.log(share) - other_uses * np.log1p(-share)
    )
    permutation, word = np.nonzero(counts)
    used, used_by_others = uses[permutation, word], other_uses[permutation, word]
    likelihood[permutation, word] += (
        xlogy(used, used) + xlogy(used_by_others, used_by_others) - if_unused[word]
    )
    z: Array = np.copysign(np.sqrt(2 * np.maximum(likelihood, 0)), uses - all_uses * share)
    return z
