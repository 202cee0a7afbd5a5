"""How likely two sentences of two articles on one event report the same.

Seven measures of their words are put together by a logistic regression. What every sentence of the
two articles shares says little, so words are weighted by how rare they are among these sentences
(inverse document frequency); names are left out of one measure, since all sentences on an event
share its names, and compared by themselves in another; the rarity in news of what is shared is
summed, since in a short sentence few common words are a large share; and different words of one
meaning count in part (:mod:`analysis.corpus.word_vectors`).

The weights are learned by ``tools/train_passages.py`` from aligned sentences that people marked.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.corpus.indexed_words import (
    MIN_WEIGHT,
    IndexedWords,
    Vocabulary,
    compare_names,
    compute_soft_dice,
    index_words,
    sum_shared,
)
from analysis.corpus.quoted_mask import POST_SIGNATURE
from analysis.corpus.set_phrases import find_phrases, weigh_phrases
from analysis.corpus.verbatim_words import MIN_VERBATIM_WORDS, is_verbatim
from analysis.corpus.word_normalisation import compute_rarity, locate_words, normalise_word
from analysis.word_lists import read_rows

#: The measures, in the order of the columns of :func:`measure_similarity`.
MEASURES = (
    "related_words",  # soft Dice of words that are no names
    "shared_numbers",  # weight of the numbers that both have
    "contained",  # share of the lighter sentence's words that the other has
    "same_utterance",  # 1 for the two sentences that quote one utterance most alike
    "rank",  # related words over those of the best counterpart, the mean of both sentences
    "shared_names",  # weight of the names that both have, as a share of those of either
    "shared_rarity",  # logarithm of 1 + the weight of all shared words, by their rarity in news too
)
#: Number of sentences that words are at least counted among: of two notes of one sentence each,
#: every shared word would otherwise weigh nothing (judgement).
MIN_SENTENCES = 10
#: Minimum number of content words of a sentence that is compared. "He asked." and "Ms. Orr asked."
#: have nearly all their words in common and say nothing. On the aligned pairs of the benchmark,
#: 3 raises the precision by 5 and 2 points and loses one sentence; 4 loses more and gains nothing.
MIN_CONTENT_WORDS = 3
#: Share of a sentence's words that are all of them, but for rounding errors.
_NEARLY_ALL = 1 - 1e-9
#: Decimals to which probabilities are rounded, so that ties do not depend on rounding errors.
_DECIMALS = 9

#: Addresses; as the signature of an embedded post, they say nothing of what is reported.
_ADDRESS = re.compile(r"\b(?:pic\.twitter\.com/|https?://)\S+")

#: Maximum number of articles whose indexed words are kept for the next comparison of the same
#: story; the memory grows with its square (about 60 MB for 25 articles of 900 words).
MAX_CACHED_ARTICLES = 25
#: Number of sentences whose words are kept: those of two stories of :data:`MAX_CACHED_ARTICLES`.
_MAX_CACHED_SENTENCES = 4096

Array = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
#: Spans of a sentence, from its start.
_Spans: TypeAlias = tuple[tuple[int, int], ...]
#: For each sentence of each article, its words in no name, and those of its names.
_Content: TypeAlias = tuple[tuple[tuple[frozenset[str], frozenset[str]], ...], ...]


@dataclass(frozen=True)
class SentenceWords:
    """The content words of a sentence: comparable forms without stop words, each once.

    Attributes:
        words: Words that are in no name.
        names: Words of names.
        utterances: Ids of the utterances that the sentence quotes.
        sequence: Comparable forms of all its words, stop words included, in their order.
        described: Those of the content words that are a title or a description beside a name.
        entities: Ids of the entities that the sentence names.
    """

    words: frozenset[str]
    names: frozenset[str]
    utterances: frozenset[str]
    sequence: tuple[str, ...] = ()
    described: frozenset[str] = frozenset()
    entities: frozenset[str] = frozenset()

    @property
    def content(self) -> frozenset[str]:
        """All content words."""
        return self.words | self.names


def read_sentence_words(
    sentences: pd.DataFrame, mentions: pd.DataFrame, quotes: pd.DataFrame
) -> list[SentenceWords]:
    """Return the content words of the sentences of one article, in their order.

    Args:
        sentences: Columns article_id, start, end, text; of one article.
        mentions: As the table ``mentions``, with entity_id; those by name tell which words are
            names.
        quotes: As the table ``quotes``, with utterance_id.
    """
    in_article = sentences["article_id"].iloc[0] if len(sentences) else ""
    # Plain arrays: a table of one article is so short that selecting its rows costs most.
    is_there, kinds = _mark_article(mentions, in_article), mentions["kind"].to_numpy(object)
    starts, ends = (mentions[name].to_numpy() for name in ("start", "end"))
    named, described = (
        sorted(zip(starts[is_kind].tolist(), ends[is_kind].tolist(), strict=True))
        for is_kind in (is_there & (kinds == kind) for kind in ("name", "apposition"))
    )
    is_name, is_quoted = is_there & (kinds == "name"), _mark_article(quotes, in_article)
    of_entities = _list_spans(mentions, is_name, "entity_id")
    quoted = _list_spans(quotes, is_quoted, "utterance_id")
    rows = zip(
        sentences["start"].tolist(), sentences["end"].tolist(), sentences["text"], strict=True
    )
    return [
        _read_words(
            text,
            _select_inside(named, start, end),
            _select_inside(described, start, end),
            _select_ids(quoted, start, end),
            _select_ids(of_entities, start, end),
        )
        for start, end, text in rows
    ]


def _select_inside(spans: Sequence[tuple[int, int]], start: int, end: int) -> _Spans:
    """Return the spans that overlap a sentence, from its start."""
    return tuple(
        (first - start, last - start) for first, last in spans if first < end and last > start
    )


def _list_spans(table: pd.DataFrame, is_row: Flags, key: str) -> list[tuple[int, int, str]]:
    columns = (table[name].to_numpy()[is_row].tolist() for name in ("start", "end", key))
    return list(zip(*columns, strict=True))


def _select_ids(spans: Sequence[tuple[int, int, str]], start: int, end: int) -> frozenset[str]:
    """Return the ids, without the empty one, of the spans that overlap a sentence."""
    return frozenset(key for first, last, key in spans if first < end and last > start) - {""}


def _mark_article(table: pd.DataFrame, article_id: str) -> Flags:
    """Return which rows of a table are of an article."""
    is_of_article: Flags = table["article_id"].to_numpy(object) == article_id
    return is_of_article


@dataclass(frozen=True)
class SentenceComparison:
    """The sentences of two articles compared, left x right.

    Attributes:
        probability: That two sentences report the same; 0 for those that cannot be compared.
        is_quotation: Whether both quote one utterance, and are the two that do so most alike.
    """

    probability: Array
    is_quotation: Flags


def compare_sentences(
    left: Sequence[SentenceWords], right: Sequence[SentenceWords]
) -> SentenceComparison:
    """Compare the sentences of two articles."""
    return SentenceComparer([left, right]).compare(0, 1)


def mark_comparable(left: Sequence[SentenceWords], right: Sequence[SentenceWords]) -> Flags:
    """Return which sentences say enough to be compared, left x right.

    Both have at least :data:`MIN_CONTENT_WORDS` content words, or they quote one utterance, or one
    of at least :data:`MIN_VERBATIM_WORDS` words is contained in the other word for word.
    """
    sizes = [
        [(len(line.content), len(line.sequence), len(line.utterances)) for line in side]
        for side in (left, right)
    ]
    first_sizes, second_sizes = (np.array(side, int).reshape(-1, 3) for side in sizes)
    n_content, n_words, n_quoted = np.minimum(first_sizes[:, None], second_sizes).transpose(2, 0, 1)
    comparable: Flags = n_content >= MIN_CONTENT_WORDS
    # Of the others, few can be alike.
    is_open = ~comparable & ((n_words >= MIN_VERBATIM_WORDS) | (n_quoted > 0))
    for row, column in zip(*np.nonzero(is_open), strict=True):
        first, second = left[row], right[column]
        is_shared = bool(first.utterances & second.utterances)
        comparable[row, column] = is_shared or is_verbatim(first.sequence, second.sequence)
    return comparable


def score_measures(measures: Array) -> Array:
    """Return the probability that two sentences report the same, by their measures.

    Args:
        measures: As :func:`measure_similarity` returns them, the measures along the last axis.
    """
    intercept, weights = _load_weights()
    probability: Array = 1 / (1 + np.exp(-(measures @ weights + intercept)))
    return probability


def measure_similarity(left: Sequence[SentenceWords], right: Sequence[SentenceWords]) -> Array:
    """Return the measures of two articles' sentences, left x right x :data:`MEASURES`."""
    return SentenceComparer([left, right]).measure(0, 1)


class SentenceComparer:
    """Compares the sentences of several articles, two articles at a time.

    What depends on one article alone is computed once, which makes each pair cheap.
    """

    def __init__(self, articles: Sequence[Sequence[SentenceWords]]) -> None:
        """Read the words of the articles' sentences."""
        self._articles = articles
        content = tuple(tuple((line.words, line.names) for line in side) for side in articles)
        is_cached = len(articles) <= MAX_CACHED_ARTICLES
        self._index = (_get_cached_index if is_cached else _ArticleIndex)(content)
        vocabulary = self._index.vocabulary
        self._rarity = compute_rarity(vocabulary)
        self._is_number = np.array([word[0].isdigit() for word in vocabulary], dtype=bool)
        self._position = {word: position for position, word in enumerate(vocabulary)}
        self._phrases = [
            find_phrases((line.sequence, line.content) for line in side) for side in articles
        ]

    def compare(self, left: int, right: int) -> SentenceComparison:
        """Compare two articles, given by their positions."""
        measures = self.measure(left, right)
        comparable = mark_comparable(self._articles[left], self._articles[right])
        probability: Array = np.where(comparable, score_measures(measures), 0.0).round(_DECIMALS)
        # Only sentences with all content words of the other can have it word for word.
        is_open = comparable & (measures[..., MEASURES.index("contained")] >= _NEARLY_ALL)
        for i, j in np.argwhere(is_open):
            if is_verbatim(self._articles[left][i].sequence, self._articles[right][j].sequence):
                probability[i, j] = 1.0
        return SentenceComparison(probability, measures[..., MEASURES.index("same_utterance")] > 0)

    def measure(self, left: int, right: int) -> Array:
        """Return the measures of two articles, as :func:`measure_similarity` does."""
        sentences = self._articles[left], self._articles[right]
        if not (sentences[0] and sentences[1]):
            return np.zeros((len(sentences[0]), len(sentences[1]), len(MEASURES)))
        first, second = self._index.index_article(left), self._index.index_article(right)
        frequency = np.zeros(len(self._rarity))
        for article in (first, second):
            frequency[article.columns] += article.frequency
        n_sentences = max(len(sentences[0]) + len(sentences[1]), MIN_SENTENCES)
        idf = np.log((1 + n_sentences) / (1 + frequency))
        phrases = (*self._phrases[left], *self._phrases[right])
        idf *= weigh_phrases(phrases, self._position)
        related = compute_soft_dice(
            (first.words, first.columns, first.likeness_of_words),
            (second.words, second.columns, second.likeness_of_words),
            idf,
        )
        related_all = compute_soft_dice(
            (first.content, first.columns, first.likeness_of_content),
            (second.content, second.columns, second.likeness_of_content),
            idf * self._rarity,
        )
        best = [np.maximum(related_all.max(axis, keepdims=True), MIN_WEIGHT) for axis in (1, 0)]
        weights = [article.content @ idf[article.columns] for article in (first, second)]
        shared_numbers, shared, shared_rarity = sum_shared(
            first, second, [np.where(self._is_number, idf, 0.0), idf, idf * self._rarity]
        )
        return np.stack(
            [
                related,
                shared_numbers,
                shared / np.maximum(np.minimum.outer(*weights), MIN_WEIGHT),
                _mark_best_quotes(*sentences, related_all),
                (related_all / best[0] + related_all / best[1]) / 2,
                compare_names(first, second, idf),
                np.log1p(shared_rarity),
            ],
            axis=-1,
        )


class _ArticleIndex:
    """The words of some articles by their position among all; each article's when first compared.

    Attributes:
        vocabulary: The sorted words of the articles.
    """

    def __init__(self, articles: _Content) -> None:
        """Read the vocabulary of the articles."""
        self._articles = articles
        self.vocabulary = sorted(
            {word for side in articles for words, names in side for word in words | names}
        )
        self._compared = Vocabulary(self.vocabulary)
        self._indexed: dict[int, IndexedWords] = {}

    def index_article(self, position: int) -> IndexedWords:
        """Return the words of an article by their position in the vocabulary."""
        if position not in self._indexed:
            lines = self._articles[position]
            self._indexed[position] = index_words(
                [words for words, _ in lines], [names for _, names in lines], self._compared
            )
        return self._indexed[position]


# The figures, the quotations and the statements of a story are compared one after the other.
_get_cached_index = lru_cache(maxsize=1)(_ArticleIndex)


def _read_words(
    text: str, names: _Spans, descriptions: _Spans, *ids: frozenset[str]
) -> SentenceWords:
    """Return the words of a sentence with the ids of its utterances and of its entities."""
    utterances, entities = ids
    words, of_names, sequence, described = _split_words(text, names, descriptions)
    return SentenceWords(words, of_names, utterances, sequence, described, entities)


# The figures, the quotations and the statements of a story are read one after the other.
@lru_cache(maxsize=_MAX_CACHED_SENTENCES)
def _split_words(
    text: str, names: _Spans, descriptions: _Spans
) -> tuple[frozenset[str], frozenset[str], tuple[str, ...], frozenset[str]]:
    """Return a sentence's content words in no name, in names, all forms, and those described."""
    words: set[str] = set()
    of_names: set[str] = set()
    described: set[str] = set()
    for pattern in (POST_SIGNATURE, _ADDRESS):
        text = pattern.sub(lambda match: " " * len(match[0]), text)
    starts, forms = locate_words(text)
    stop_words = load_stop_words()
    for start, form in zip(starts, forms, strict=True):
        if form not in stop_words:
            (of_names if names and _is_inside(start, names) else words).add(form)
            if descriptions and _is_inside(start, descriptions):
                described.add(form)
    return frozenset(words), frozenset(of_names), tuple(forms), frozenset(described)


def _is_inside(place: int, spans: _Spans) -> bool:
    return any(start <= place < end for start, end in spans)


def _mark_best_quotes(
    left: Sequence[SentenceWords], right: Sequence[SentenceWords], similarity: Array
) -> Array:
    """Mark, for each utterance that both articles quote, the two sentences most alike."""
    marks = np.zeros(similarity.shape)
    of_left = _group_by_utterance(left)
    for utterance, columns in _group_by_utterance(right).items():
        if rows := of_left.get(utterance):
            part = similarity[np.ix_(rows, columns)]
            row, column = np.unravel_index(part.argmax(), part.shape)
            marks[rows[row], columns[column]] = 1.0
    return marks


def _group_by_utterance(sentences: Sequence[SentenceWords]) -> dict[str, list[int]]:
    groups: dict[str, list[int]] = {}
    for number, sentence in enumerate(sentences):
        for utterance in sorted(sentence.utterances):
            groups.setdefault(utterance, []).append(number)
    return groups


@cache
def load_stop_words() -> frozenset[str]:
    """Return the comparable forms of the words that say nothing of the subject."""
    rows = read_rows("corpus", "stop_words.csv")
    # A listed word may have several forms; "'ll" has none of its own.
    return frozenset(normalise_word(form) for row in rows for form in locate_words(row["word"])[1])


@cache
def _load_weights() -> tuple[float, Array]:
    weight_of = {
        row["measure"]: float(row["weight"]) for row in read_rows("corpus", "passages.csv")
    }
    return weight_of["intercept"], np.array([weight_of[measure] for measure in MEASURES])
