"""Set phrases of an article, whose words say less each: "special counsel", "West Africa"."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

#: Minimum number of sentences of an article in which two words stand side by side, and minimum
#: share of the sentences with the rarer of them, from which they are a set phrase (judgement).
MIN_SENTENCES, MIN_SHARE = 2, 0.6
#: A word of a set phrase of n words weighs n to the power of minus this; with 1 the phrase weighs
#: as one word. Chosen on sure links that were read (benchmarks/history.md).
POWER = 0.5


def find_phrases(
    sentences: Iterable[tuple[Sequence[str], frozenset[str]]],
) -> list[tuple[str, str]]:
    """Return each two words that an article mostly uses side by side.

    Args:
        sentences: All words of each sentence in their order, and its content words.
    """
    n_sentences: Counter[str] = Counter()
    n_together: Counter[tuple[str, str]] = Counter()
    for sequence, content in sentences:
        n_sentences.update(content)
        n_together.update({pair for pair in pairwise(sequence) if content.issuperset(pair)})
    return [
        (first, second)
        for (first, second), n in n_together.items()
        if first != second
        and n >= MIN_SENTENCES
        and n >= MIN_SHARE * min(n_sentences[first], n_sentences[second])
    ]


def weigh_phrases(
    phrases: Iterable[tuple[str, str]], position: Mapping[str, int]
) -> npt.NDArray[np.float64]:
    """Return the weight of each word of a vocabulary: 1 for those of no phrase.

    Args:
        phrases: Each two words that stand side by side; those with a word in common are one phrase.
        position: The position of each word in the vocabulary.
    """
    phrase_of: dict[str, set[str]] = {}
    for first, second in phrases:
        joined = phrase_of.get(first, {first}) | phrase_of.get(second, {second})
        phrase_of.update(dict.fromkeys(joined, joined))
    weights = np.ones(len(position))
    for word, phrase in phrase_of.items():
        weights[position[word]] = len(phrase) ** -POWER
    return weights
