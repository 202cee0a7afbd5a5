"""Words as compared across outlets: spelling, inflection and possessives do not tell them apart."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from threading import Lock

import numpy as np
import numpy.typing as npt
import snowballstemmer

from analysis.nlp.glyphs import normalise
from analysis.word_lists import read_counts, read_mapping

#: How much it takes from a word's weight to be common among the texts at hand, 0 to 1.
TOPIC = 0.5

#: A number, an abbreviation with full stops, or a word with inner apostrophes.
_TOKEN = re.compile(
    r"\d+(?:[.,]\d+)*|(?:[^\W\d_]\.){2,}(?:[^\W\d_](?!\w))?|[^\W\d_]+(?:'[^\W\d_]+)*"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word in a text and the form in which it is compared."""

    start: int
    end: int
    form: str


def tokens(text: str) -> list[Token]:
    """Return the words of ``text`` in order, with offsets into it."""
    return [
        Token(match.start(), match.end(), comparable(match.group()))
        for match in _TOKEN.finditer(normalise(text))
    ]


def forms(text: str) -> list[str]:
    """Return the comparable forms of the words of ``text``, in order."""
    return [comparable(word) for word in _TOKEN.findall(normalise(text))]


@lru_cache(maxsize=200_000)
def comparable(word: str) -> str:
    """Return the form in which ``word`` is compared: American spelling, stemmed, lower case.

    The stem is that of the Snowball English stemmer (Porter 2001, snowballstem.org).
    """
    word = word.lower().replace(".", "") if word[0].isalpha() else word.replace(",", "")
    word = word.removesuffix("'s").removesuffix("'")
    word = spellings().get(word, word)
    with _STEMMER_LOCK:
        stem: str = _STEMMER.stemWord(word)
    return stem


def rarity(words: list[str]) -> npt.NDArray[np.float64]:
    """Return how much each comparable form tells: its inverse document frequency in news.

    ln((1 + N) / (1 + df)) over the N articles of ``data/background.csv.gz`` (Sparck Jones 1972).
    A fixed background, unlike the corpus at hand, gives the same weight whatever else is loaded,
    and a sensible one when only five articles are.
    """
    counts, articles = _background()
    found = np.array([counts.get(word, 0) for word in words], dtype=np.float64)
    return math.log(1 + articles) - np.log1p(found)


def rarity_among(texts: Sequence[Sequence[str]]) -> dict[str, float]:
    """Weigh each word of some short texts by how rare it is in news and among them.

    The rarity in news is multiplied by (ln(1 + n / df) / ln(1 + n)) to the power of :data:`TOPIC`
    over the n texts: what all are about ("weapons", "Russia") tells little between them.

    Args:
        texts: The comparable forms of each text.
    """
    counts = Counter(word for forms in texts for word in set(forms))
    vocabulary = sorted(counts)
    found = np.array([counts[word] for word in vocabulary], dtype=np.float64)
    spread = np.log1p(len(texts) / found) / math.log1p(len(texts)) if texts else found
    return dict(zip(vocabulary, (rarity(vocabulary) * spread**TOPIC).tolist(), strict=True))


@cache
def _background() -> tuple[dict[str, int], int]:
    return read_counts("corpus", "background.csv.gz")


@cache
def spellings() -> dict[str, str]:
    """Return the American spelling of each British one that differs, in lower case."""
    return read_mapping("corpus", "spellings.csv", "british", "american")


_STEMMER = snowballstemmer.stemmer("english")
_STEMMER_LOCK = Lock()  # a stemmer keeps its current word in itself
