"""How many of a statement's words stand near each other in the texts of an outlet.

The similarity of two sentences misses what a text says in a caption, or in pieces over several
sentences. Before an outlet is said to lack a statement, its whole text is searched for the words of
the statement: rare in news, and in few of the story's texts (inverse document frequency).
"""

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.sparse import csr_matrix

from analysis.corpus.sentence_similarity import load_stop_words
from analysis.corpus.word_normalisation import compute_rarity, normalise_words

#: Number of sentences that are searched together (judgement: a detail is often added in the next
#: two).
WINDOW_SENTENCES = 3

Array = npt.NDArray[np.float64]


class WordWindows:
    """The words of each few sentences of the outlets of a story, of all kinds of blocks."""

    def __init__(self, articles: pd.DataFrame, sentences: pd.DataFrame) -> None:
        """Read the words.

        Args:
            articles: Columns article_id, outlet_label, text: one story's.
            sentences: As the table ``sentences``, captions and the like included.
        """
        text_of = dict(zip(articles["article_id"], articles["text"], strict=True))
        outlet_of = dict(zip(articles["article_id"], articles["outlet_label"], strict=True))
        windows: list[frozenset[str]] = []
        labels: list[str] = []
        for article_id, rows in sentences.sort_values("start").groupby("article_id"):
            spans = zip(rows["start"], rows["end"], strict=True)
            words = [_read_words(text_of[article_id][start:end]) for start, end in spans]
            for first in range(max(len(words) - WINDOW_SENTENCES, 0) + 1):
                windows.append(frozenset().union(*words[first : first + WINDOW_SENTENCES]))
                labels.append(outlet_of[article_id])
        self._outlets = sorted(set(articles["outlet_label"]))
        self._labels = np.array(labels, dtype=object)
        vocabulary = sorted(frozenset().union(*windows))
        self._place = {word: position for position, word in enumerate(vocabulary)}
        self._marks = _mark_words(
            [[self._place[word] for word in window] for window in windows], vocabulary
        )
        n_outlets = np.array(
            [
                np.asarray(self._marks[self._labels == outlet].max(axis=0).todense()).ravel()
                for outlet in self._outlets
            ]
        ).sum(axis=0)
        spread = np.log1p(len(self._outlets) / np.maximum(n_outlets, 1))
        self._weights = compute_rarity(vocabulary) * spread

    def measure_coverage(self, text: str) -> dict[str, float]:
        """Return, by outlet, the largest share of a text's words that stand in one window.

        Words are weighed by their rarity.
        """
        places = [self._place[word] for word in _read_words(text) if word in self._place]
        weights = np.zeros(len(self._weights))
        weights[places] = self._weights[places]
        total = weights.sum()
        if not total:
            return dict.fromkeys(self._outlets, 0.0)
        covered: Array = self._marks @ weights / total
        return {
            outlet: float(covered[self._labels == outlet].max(initial=0.0))
            for outlet in self._outlets
        }


def _read_words(text: str) -> frozenset[str]:
    return frozenset(normalise_words(text)) - load_stop_words()


def _mark_words(windows: Iterable[Sequence[int]], vocabulary: Sequence[str]) -> csr_matrix:
    rows = list(windows)
    columns = [column for row in rows for column in row]
    numbers = np.repeat(np.arange(len(rows)), [len(row) for row in rows])
    return csr_matrix((np.ones(len(columns)), (numbers, columns)), (len(rows), len(vocabulary)))
