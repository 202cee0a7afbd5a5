"""Words in the form in which they are compared: case, spelling and inflection do not count."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache
from threading import Lock
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import snowballstemmer

from analysis.nlp.glyphs import normalise
from analysis.word_lists import read_counts, read_mapping

#: How much a word loses by being common among the compared texts, from 0 (nothing) to 1 (judgement:
#: the geometric mean of its weight with and without that loss).
TOPIC_DISCOUNT = 0.5

#: Number of words whose normalised form is kept in memory; more than the vocabulary of a corpus.
_CACHED_WORDS = 200_000

#: Number of texts, mostly sentences, whose words are kept: those of two stories of 25 articles.
_CACHED_TEXTS = 4096

#: A number, an abbreviation with full stops, or a word with inner apostrophes.
_TOKEN = re.compile(
    r"\d+(?:[.,]\d+)*|(?:[^\W\d_]\.){2,}(?:[^\W\d_](?!\w))?|[^\W\d_]+(?:'[^\W\d_]+)*"
)


class Token(NamedTuple):
    """A word in a text and the form in which it is compared."""

    start: int
    end: int
    form: str


def tokenise(text: str) -> list[Token]:
    """Return the words of ``text`` in order, with offsets into it."""
    return [
        Token(match.start(), match.end(), normalise_word(match.group()))
        for match in _TOKEN.finditer(normalise(text))
    ]


def locate_words(text: str) -> tuple[list[int], list[str]]:
    """Return where each word of ``text`` begins, and the forms in which they are compared."""
    matches = list(_TOKEN.finditer(normalise(text)))
    return [match.start() for match in matches], [normalise_word(match[0]) for match in matches]


def normalise_words(text: str) -> list[str]:
    """Return the comparable forms of the words of ``text``, in order."""
    return list(_normalise_words(text))


# A story's sentences are read for its figures, for what they link to and for who lacks them.
@lru_cache(maxsize=_CACHED_TEXTS)
def _normalise_words(text: str) -> tuple[str, ...]:
    return tuple(normalise_word(word) for word in split_words(normalise(text)))


def split_words(text: str) -> list[str]:
    """Return the words of a text with normalised glyphs as they are written, in order."""
    return _TOKEN.findall(text)


@lru_cache(maxsize=_CACHED_WORDS)
def normalise_word(word: str) -> str:
    """Return the form in which ``word`` is compared: American spelling, stemmed, lower case.

    The stem is that of the Snowball English stemmer (Porter 2001, snowballstem.org).
    """
    word = word.lower().replace(".", "") if word[0].isalpha() else word.replace(",", "")
    word = word.removesuffix("'s").removesuffix("'")
    word = load_american_spellings().get(word, word)
    with _STEMMER_LOCK:
        stem: str = _STEMMER.stemWord(word)
    return stem


def compute_rarity(words: Sequence[str]) -> npt.NDArray[np.float64]:
    """Return the inverse document frequency in news of each comparable form, in nats.

    ln((1 + N) / (1 + df)) over the N articles of ``data/background.csv.gz`` (Spärck Jones 1972).
    A fixed background, unlike the loaded corpus, gives the same weight whatever else is loaded,
    and a sensible one when the corpus has only five articles.
    """
    article_counts, articles = _read_background()
    counts = np.array([article_counts.get(word, 0) for word in words], dtype=np.float64)
    return math.log(1 + articles) - np.log1p(counts)


def compute_rarity_among(texts: Sequence[Sequence[str]]) -> dict[str, float]:
    """Return the weight of each word of some short texts: how rare it is in news and among them.

    The rarity in news is multiplied by (ln(1 + n / df) / ln(1 + n)) to the power of
    :data:`TOPIC_DISCOUNT` over the n texts: words that most texts have ("weapons", "Russia") hardly
    distinguish between them.

    Args:
        texts: The comparable forms of each text.
    """
    counts = Counter(word for forms in texts for word in set(forms))
    vocabulary = sorted(counts)
    text_counts = np.array([counts[word] for word in vocabulary], dtype=np.float64)
    spread = np.log1p(len(texts) / text_counts) / math.log1p(len(texts)) if texts else text_counts
    weights = compute_rarity(vocabulary) * spread**TOPIC_DISCOUNT
    return dict(zip(vocabulary, weights.tolist(), strict=True))


def compute_rarity_of_array(words: pa.Array) -> npt.NDArray[np.float64]:
    """Return :func:`compute_rarity` of an Arrow array of strings, in a quarter of the time."""
    known, known_counts, articles = _read_background_arrays()
    place = pc.index_in(words, known)
    counts = np.zeros(len(words))
    counts[place.is_valid().to_numpy(zero_copy_only=False)] = known_counts[
        place.drop_null().to_numpy()
    ]
    return math.log(1 + articles) - np.log1p(counts)


@cache
def _read_background_arrays() -> tuple[pa.Array, npt.NDArray[np.float64], int]:
    article_counts, articles = _read_background()
    counts = np.array(list(article_counts.values()), np.float64)
    return pa.array(list(article_counts), pa.string()), counts, articles


@cache
def _read_background() -> tuple[dict[str, int], int]:
    return read_counts("corpus", "background.csv.gz")


@cache
def load_american_spellings() -> dict[str, str]:
    """Return the American spelling of each British one that differs, in lower case."""
    return read_mapping("corpus", "spellings.csv", "british", "american")


_STEMMER = snowballstemmer.stemmer("english")
_STEMMER_LOCK = Lock()  # the stemmer stores the word it is working on, so it is not thread-safe
