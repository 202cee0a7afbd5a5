"""Build the word vectors by which different words of one meaning are recognised.

    python -m tools.build_word_vectors ARTICLES.jsonl.gz

reads articles (one JSON object a line, with ``text``) and writes
``analysis/corpus/data/word_vectors.npz``: the most frequent comparable forms, and a vector of bytes
for each. Vectors are the left singular vectors of the positive pointwise mutual information of
words and their neighbours (Levy, Goldberg & Dagan 2015, TACL 3), scaled by the square root of the
singular values; the counts of contexts are smoothed by a power of 0.75 as there.
"""

import argparse
import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from sklearn.decomposition import TruncatedSVD

from analysis.corpus.word_normalisation import normalise_words
from analysis.word_lists import data_path

OUT = data_path("corpus", "word_vectors.npz")
#: Words on either side that are neighbours; a neighbour at distance d counts 1/d.
WINDOW = 4
#: Uses from which a word gets a vector, and the most words that get one.
MIN_USES, MAX_WORDS = 8, 15_000
DIMENSIONS = 150
#: Power that smooths the counts of contexts (Levy, Goldberg & Dagan 2015).
CONTEXT_POWER = 0.75
#: Shortest sentence that is read, in words.
MIN_SENTENCE_WORDS = 4
#: Largest value of a signed byte.
BYTE = 127
#: Smallest value that is divided by.
MIN_LENGTH = 1e-9
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")


def main() -> None:
    """Build the vectors of the articles named on the command line."""
    parser = argparse.ArgumentParser("python -m tools.build_word_vectors", description=__doc__)
    parser.add_argument("articles", type=Path, metavar="ARTICLES.jsonl.gz")
    sentences = list(_read_sentences(parser.parse_args().articles))
    uses = Counter(word for sentence in sentences for word in sentence)
    words = [word for word, n in uses.most_common() if n >= MIN_USES and not word.isdigit()][
        :MAX_WORDS
    ]
    vectors = _factorise(_count_neighbours(sentences, words))
    np.savez_compressed(OUT, words=np.array(words), vectors=_to_bytes(vectors))
    print(f"{len(words)} words, {OUT.stat().st_size:,} bytes in {OUT}")


def _read_sentences(path: Path) -> Iterator[list[str]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            for sentence in _SENTENCE_END.split(json.loads(line)["text"]):
                words = normalise_words(sentence)
                if len(words) >= MIN_SENTENCE_WORDS:
                    yield words


def _count_neighbours(sentences: list[list[str]], words: list[str]) -> sp.coo_matrix:
    """Return how often words are neighbours, words x words, symmetric."""
    number = {word: position for position, word in enumerate(words)}
    rows: list[int] = []
    columns: list[int] = []
    weights: list[float] = []
    for sentence in sentences:
        numbers = [number.get(word, -1) for word in sentence]
        for position, row in enumerate(numbers):
            for distance, column in enumerate(numbers[position + 1 : position + 1 + WINDOW], 1):
                if row >= 0 and column >= 0:
                    rows.append(row)
                    columns.append(column)
                    weights.append(1 / distance)
    size = len(words)
    counts = sp.coo_matrix((weights, (rows, columns)), shape=(size, size), dtype=np.float32).tocsr()
    return (counts + counts.T).tocoo()


def _factorise(counts: sp.coo_matrix) -> npt.NDArray[np.float64]:
    """Return the vectors, words x :data:`DIMENSIONS`."""
    total = counts.sum()
    of_word = np.asarray(counts.sum(axis=1)).ravel()
    of_context = of_word**CONTEXT_POWER
    of_context /= of_context.sum()
    expected = (of_word[counts.row] / total) * of_context[counts.col]
    information = np.log(counts.data / total / expected)
    positive = information > 0
    places = (counts.row[positive], counts.col[positive])
    matrix = sp.csr_matrix((information[positive], places), shape=counts.shape)
    svd = TruncatedSVD(DIMENSIONS, random_state=0)
    vectors: npt.NDArray[np.float64] = svd.fit_transform(matrix) / np.sqrt(svd.singular_values_)
    return vectors


def _to_bytes(vectors: npt.NDArray[np.float64]) -> npt.NDArray[np.int8]:
    largest = np.abs(vectors).max(axis=1, keepdims=True)
    scaled: npt.NDArray[np.int8] = np.round(BYTE * vectors / np.maximum(largest, 1e-9)).astype(
        np.int8
    )
    return scaled


if __name__ == "__main__":
    main()
