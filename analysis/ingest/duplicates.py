"""Articles that are nearly the same: one outlet's update, or one archive loaded twice.

By MinHash with banding (Broder 1997; Leskovec, Rajaraman & Ullman, Mining of Massive Datasets,
ch. 3): runs of three words are hashed, the least values under some permutations estimate how many
runs two texts share, and only texts that agree in a whole band of them are compared.
"""

import re
from collections import OrderedDict
from zlib import crc32

import numpy as np
import numpy.typing as npt

from analysis.ingest.article import Article

#: Share of runs of three words, of all in either text, from which two texts are nearly the same.
ALIKE = 0.8
_PERMUTATIONS = 64
_BAND = 4
_RUN = 3
_FEWEST_WORDS = 30
#: So many articles read before are remembered: some 80 MB.
_REMEMBERED = 50_000
_WORD = re.compile(r"\w+")

Sketch = npt.NDArray[np.uint32]


class Duplicates:
    """The articles read before, as far as they are remembered."""

    def __init__(self) -> None:
        """Remember none."""
        random = np.random.default_rng(0)
        # Multiply-add-shift (Dietzfelbinger et al. 1997) stands for random permutations.
        self._factors = random.integers(1, 1 << 63, _PERMUTATIONS, dtype=np.uint64) * 2 + 1
        self._addends = random.integers(0, 1 << 63, _PERMUTATIONS, dtype=np.uint64)
        self._sketches: OrderedDict[str, tuple[Sketch, str, str]] = OrderedDict()
        self._bands: dict[tuple[int, bytes], str] = {}

    def before(self, article: Article) -> tuple[str, float] | None:
        """Return name and likeness of an article read before that is nearly the same; or None.

        Articles of two known outlets are never duplicates of each other: agency copy that several
        print is what is compared. The article is remembered.
        """
        sketch = self._sketch(article.text)
        if sketch is None:
            return None
        bands = [(n, sketch[n : n + _BAND].tobytes()) for n in range(0, _PERMUTATIONS, _BAND)]
        best: tuple[str, float] | None = None
        for known in {self._bands[band] for band in bands if band in self._bands}:
            if known not in self._sketches:
                continue
            other, outlet, name = self._sketches[known]
            alike = float(np.mean(other == sketch))
            same = not (outlet and article.outlet) or outlet == article.outlet
            if same and alike >= ALIKE and (best is None or alike > best[1]):
                best = name, alike
        self._remember(article, sketch, bands)
        return best

    def _remember(self, article: Article, sketch: Sketch, bands: list[tuple[int, bytes]]) -> None:
        name = f"{article.place}, “{article.title}”" if article.title else article.place
        self._sketches[article.article_id] = sketch, article.outlet, name
        self._bands.update(dict.fromkeys(bands, article.article_id))
        if len(self._sketches) > _REMEMBERED:
            forgotten, (old, _, _) = self._sketches.popitem(last=False)
            for n in range(0, _PERMUTATIONS, _BAND):
                band = n, old[n : n + _BAND].tobytes()
                if self._bands.get(band) == forgotten:
                    del self._bands[band]

    def _sketch(self, text: str) -> Sketch | None:
        words = _WORD.findall(text.casefold())
        if len(words) < _FEWEST_WORDS:
            return None
        hashed = np.fromiter((crc32(word.encode()) for word in words), np.uint64, len(words))
        runs = hashed[:-2] * np.uint64(31) ** np.uint64(2) + hashed[1:-1] * np.uint64(31)
        runs = np.unique((runs + hashed[_RUN - 1 :]) & np.uint64(0xFFFFFFFF))
        mixed = (runs[:, None] * self._factors + self._addends) >> np.uint64(32)
        least: Sketch = mixed.min(axis=0).astype(np.uint32)
        return least
