"""Near duplicates: an outlet's update of its own article, or an archive that is loaded twice.

The method is MinHash with banding (Broder 1997; Leskovec, Rajaraman & Ullman, Mining of Massive
Datasets, ch. 3): the word trigrams of a text are hashed, the minima of the hashes under several
permutations estimate how many trigrams two texts share, and only texts that agree in a whole band
of minima are compared.
"""

import re
from collections import OrderedDict
from typing import NamedTuple
from zlib import crc32

import numpy as np
import numpy.typing as npt

from analysis.ingest.article import Article

#: Minimum share of common trigrams (Jaccard index) of two near duplicates (judgement).
NEAR_DUPLICATE_SIMILARITY = 0.8
#: Minima in a signature: the standard error of the similarity is at most 1 / (2 * sqrt(64)) = 0.06.
_PERMUTATIONS = 64
#: Minima in a band. Two texts of similarity s agree in one of the 16 bands with the probability
#: 1 - (1 - s^4)^16: over 0.999 at s = 0.8, and 0.03 at s = 0.2.
_BAND = 4
#: Words in a run that is hashed.
_RUN = 3
#: Fewest words of a text that is compared; shorter ones are alike by chance (judgement).
_FEWEST_WORDS = 30
#: Number of articles that are remembered, which take about 80 MB.
_REMEMBERED = 50_000
#: Multiplier of the polynomial hash of a run, from the hashes of its words.
_HASH_BASE = np.uint64(31)
_WORD = re.compile(r"\w+")

Signature = npt.NDArray[np.uint32]
Band = tuple[int, bytes]


class NearDuplicate(NamedTuple):
    """An earlier article that is nearly the same: its name for messages, and the similarity."""

    name: str
    similarity: float


class _Remembered(NamedTuple):
    signature: Signature
    outlet: str
    name: str


class NearDuplicateIndex:
    """The signatures of the articles read last."""

    def __init__(self) -> None:
        """Create an empty index."""
        random = np.random.default_rng(0)
        # Multiply-add-shift hashing (Dietzfelbinger et al. 1997) in place of random permutations.
        self._factors = random.integers(1, 1 << 63, _PERMUTATIONS, dtype=np.uint64) * 2 + 1
        self._addends = random.integers(0, 1 << 63, _PERMUTATIONS, dtype=np.uint64)
        self._articles: OrderedDict[str, _Remembered] = OrderedDict()
        self._id_by_band: dict[Band, str] = {}

    def __len__(self) -> int:
        """Return the number of articles in the index."""
        return len(self._articles)

    def find_and_add(self, article: Article) -> NearDuplicate | None:
        """Return the most similar of the earlier near duplicates, if any, and add the article.

        Articles of two known outlets are never duplicates of each other: agency copy that several
        outlets print is a subject of the comparison.
        """
        signature = self.signature(article.text)
        if signature is None:
            return None
        bands = _bands(signature)
        best: NearDuplicate | None = None
        for article_id in {self._id_by_band[band] for band in bands if band in self._id_by_band}:
            earlier = self._articles.get(article_id)
            if earlier is None or _have_different_outlets(earlier.outlet, article.outlet):
                continue
            similarity = float(np.mean(earlier.signature == signature))
            if similarity >= NEAR_DUPLICATE_SIMILARITY and (
                best is None or similarity > best.similarity
            ):
                best = NearDuplicate(earlier.name, similarity)
        self._add(article, signature, bands)
        return best

    def _add(self, article: Article, signature: Signature, bands: list[Band]) -> None:
        name = f"{article.place}, “{article.title}”" if article.title else article.place
        self._articles[article.article_id] = _Remembered(signature, article.outlet, name)
        self._id_by_band.update(dict.fromkeys(bands, article.article_id))
        if len(self._articles) > _REMEMBERED:
            oldest_id, oldest = self._articles.popitem(last=False)
            for band in _bands(oldest.signature):
                if self._id_by_band.get(band) == oldest_id:
                    del self._id_by_band[band]

    def signature(self, text: str) -> Signature | None:
        """Return the minima of the hashed runs of a text; None for a text that is too short."""
        words = _WORD.findall(text.casefold())
        if len(words) < _FEWEST_WORDS:
            return None
        hashes = np.fromiter((crc32(word.encode()) for word in words), np.uint64, len(words))
        runs = hashes[:-2] * _HASH_BASE ** np.uint64(2) + hashes[1:-1] * _HASH_BASE
        runs = np.unique((runs + hashes[_RUN - 1 :]) & np.uint64(0xFFFFFFFF))
        permuted = (runs[:, None] * self._factors + self._addends) >> np.uint64(32)
        minima: Signature = permuted.min(axis=0).astype(np.uint32)
        return minima


def _bands(signature: Signature) -> list[Band]:
    return [
        (start, signature[start : start + _BAND].tobytes())
        for start in range(0, _PERMUTATIONS, _BAND)
    ]


def _have_different_outlets(first: str, second: str) -> bool:
    """Return whether both outlets are known and differ."""
    return bool(first and second) and first != second
