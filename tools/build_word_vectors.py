"""Build the word vectors that recognise different words of similar meaning.

    python -m tools.build_word_vectors ARTICLES.jsonl.gz

Reads articles (one JSON object per line, with ``text``) and writes
``analysis/corpus/data/word_vectors.npz``: the most frequent normalised words, and a vector of bytes
for each. Vectors are the left singular vectors of the positive pointwise mutual information of
words and their neighbours (Levy, Goldberg & Dagan 2015, TACL 3), scaled by the square root of the
singular values; the counts of contexts are smoothed by a power of 0.75, as in that paper.
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
# The following sizes are judgement: they keep the file small.
#: Maximum distance of two neighbours, in words; a neighbour at distance d counts 1/d.
WINDOW = 4
#: Minimum number of uses of a word with a vector, and maximum number of such words.
MIN_USES, MAX_WORDS = 8, 15_000
#: Number of dimensions of a vector.
DIMENSIONS = 150
#: Exponent that smooths the counts of contexts (Levy, Goldberg & Dagan 2015).
CONTEXT_POWER = 0.75
#: Minimum length of a sentence, in words.
MIN_SENTENCE_WORDS = 4
#: Largest value of a signed byte.
MAX_BYTE = 127
#: Lower bound of a divisor, so that a vector of zeros stays one.
MIN_DIVISOR = 1e-9
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")


def main() -> None:
    """Build the vectors of the articles named on the command line."""
    parser = argparse.ArgumentParser("python -m tools.build_word_vectors", description=__doc__)
    parser.add_argument("articles", type=Path, metavar="ARTICLES.jsonl.gz")
    sentences = list(_read_sentences(parser.parse_args().articles))
    uses = Counter(word for sentence in sentences for word in sentence)
    frequent = [word for word, n in uses.most_common() if n >= MIN_USES and not word.isdigit()]
    words = frequent[:MAX_WORDS]
    vectors = _factorise(_count_neighbours(sentences, words))
    np.savez_compressed(OUT, words=np.array(words), vectors=_to_bytes(vectors))
    print(f"{len(words)} words, {OUT.stat().st_size:,} bytes in {OUT}")


def _read_sentences(path: Path) -> Iterator[list[str]]:
    """Yield the normalised words of each sentence that is long enough."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            for sentence in _SENTENCE_END.split(json.loads(line)["text"]):
                words = normalise_words(sentence)
                if len(words) >= MIN_SENTENCE_WORDS:
                    yield words


def _count_neighbours(sentences: list[list[str]], words: list[str]) -> sp.coo_matrix:
    """Return the weighted number of times that words are neighbours: words x words, symmetric."""
    number_by_word = {word: number for number, word in enumerate(words)}
    rows: list[int] = []
    columns: list[int] = []
    weights: list[float] = []
    for sentence in sentences:
        numbers = [number_by_word.get(word, -1) for word in sentence]
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
    word_counts = np.asarray(counts.sum(axis=1)).ravel()
    context_shares = word_counts**CONTEXT_POWER
    context_shares /= context_shares.sum()
    expected = (word_counts[counts.row] / total) * context_shares[counts.col]
    information = np.log(counts.data / total / expected)
    is_positive = information > 0
    cells = (counts.row[is_positive], counts.col[is_positive])
    matrix = sp.csr_matrix((information[is_positive], cells), shape=counts.shape)
    svd = TruncatedSVD(DIMENSIONS, random_state=0)
    vectors: npt.NDArray[np.float64] = svd.fit_transform(matrix) / np.sqrt(svd.singular_values_)
    return vectors


def _to_bytes(vectors: npt.NDArray[np.float64]) -> npt.NDArray[np.int8]:
    """Return vectors scaled to signed bytes, each by its largest value."""
    divisors = np.maximum(np.abs(vectors).max(axis=1, keepdims=True), MIN_DIVISOR)
    scaled: npt.NDArray[np.int8] = np.round(MAX_BYTE * vectors / divisors).astype(np.int8)
    return scaled


if __name__ == "__main__":
    main()
