"""How likely two sentences of two articles on one event report the same.

Six measures of their words are put together by a logistic regression. What every sentence of the
two articles shares says little, so words are weighted by how rare they are among these sentences
(inverse document frequency); names are left out of one measure, since all sentences on an event
share its names; and different words of one meaning count in part
(:mod:`analysis.corpus.word_vectors`).

The weights are learned by ``tools/train_passages.py`` from aligned sentences that people marked.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.corpus.word_normalisation import compute_rarity, normalise_word, tokenise
from analysis.corpus.word_vectors import compare_words
from analysis.word_lists import read_rows

#: The measures, in the order of the columns of :func:`measure_similarity`.
MEASURES = (
    "related_words",  # soft Dice of words that are no names
    "related_words_and_names",  # soft Dice of all words, weighted by their rarity in news too
    "shared_numbers",  # weight of the numbers that both have
    "contained",  # share of the lighter sentence's words that the other has
    "same_utterance",  # 1 for the two sentences that quote one utterance most alike
    "rank",  # related words over those of the best counterpart, the mean of both sentences
)
#: Number of sentences that words are at least counted among: of two notes of one sentence each,
#: every shared word would otherwise weigh nothing (judgement).
MIN_SENTENCES = 10
#: Minimum number of content words of a sentence that is compared. "He asked." and "Ms. Orr asked."
#: have nearly all their words in common and say nothing. On the aligned pairs of the benchmark,
#: 3 raises the precision by 5 and 2 points and loses one sentence; 4 loses more and gains nothing.
MIN_CONTENT_WORDS = 3
#: Minimum number of words of a sentence that is compared whatever its words, because the other
#: sentence contains all of it, word for word: a quotation made of common words. Judgement.
MIN_VERBATIM_WORDS = 5
#: Decimals to which probabilities are rounded, so that ties do not depend on rounding errors.
_DECIMALS = 9
#: Smallest weight that is divided by; a sentence of stop words has weight 0.
_MIN_WEIGHT = 1e-9

Array = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
WeightOfWord = dict[str, float]


@dataclass(frozen=True)
class SentenceWords:
    """The content words of a sentence: comparable forms without stop words, each once.

    Attributes:
        words: Words that are in no name.
        names: Words of names.
        utterances: Ids of the utterances that the sentence quotes.
        sequence: Comparable forms of all its words, stop words included, in their order.
    """

    words: frozenset[str]
    names: frozenset[str]
    utterances: frozenset[str]
    sequence: tuple[str, ...] = ()

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
        mentions: As the table ``mentions``; those by name tell which words are names.
        quotes: As the table ``quotes``, with utterance_id.
    """
    in_article = sentences["article_id"].iloc[:1].tolist()
    by_name = mentions[mentions["article_id"].isin(in_article) & (mentions["kind"] == "name")]
    spans = sorted(zip(by_name["start"].tolist(), by_name["end"].tolist(), strict=True))
    quoted = quotes[quotes["article_id"].isin(in_article)]
    rows = zip(
        sentences["start"].tolist(), sentences["end"].tolist(), sentences["text"], strict=True
    )
    return [
        _read_words(
            text,
            [
                (first - start, last - start)
                for first, last in spans
                if first < end and last > start
            ],
            quoted.loc[(quoted["start"] < end) & (quoted["end"] > start), "utterance_id"],
        )
        for start, end, text in rows
    ]


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
    measures = measure_similarity(left, right)
    comparable = mark_comparable(left, right)
    probability: Array = np.where(comparable, score_measures(measures), 0.0).round(_DECIMALS)
    return SentenceComparison(probability, measures[..., MEASURES.index("same_utterance")] > 0)


def mark_comparable(left: Sequence[SentenceWords], right: Sequence[SentenceWords]) -> Flags:
    """Return which sentences say enough to be compared, left x right.

    Both have at least :data:`MIN_CONTENT_WORDS` content words, or they quote one utterance, or one
    of at least :data:`MIN_VERBATIM_WORDS` words is contained in the other word for word.
    """
    has_content = [
        np.array([len(sentence.content) >= MIN_CONTENT_WORDS for sentence in side], dtype=bool)
        for side in (left, right)
    ]
    comparable: Flags = has_content[0][:, None] & has_content[1][None, :]
    for row, column in zip(*np.nonzero(~comparable), strict=True):
        one, other = left[row], right[column]
        comparable[row, column] = bool(one.utterances & other.utterances) or _is_verbatim(
            one.sequence, other.sequence
        )
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
    if not left or not right:
        return np.zeros((len(left), len(right), len(MEASURES)))
    frequency = Counter(word for sentence in (*left, *right) for word in sentence.content)
    vocabulary = sorted(frequency)
    n_sentences = max(len(left) + len(right), MIN_SENTENCES)
    idf = {word: float(np.log((1 + n_sentences) / (1 + n))) for word, n in frequency.items()}
    rarity = dict(zip(vocabulary, compute_rarity(vocabulary).tolist(), strict=True))
    rare = {word: idf[word] * rarity[word] for word in vocabulary}
    likeness = compare_words(vocabulary)
    place = {word: position for position, word in enumerate(vocabulary)}
    words = ([s.words for s in left], [s.words for s in right])
    content = ([s.content for s in left], [s.content for s in right])
    numbers = ([_select_numbers(c) for c in content[0]], [_select_numbers(c) for c in content[1]])
    related = _soft_dice(*words, idf, likeness, place)
    related_all = _soft_dice(*content, rare, likeness, place)
    best_of_left = np.maximum(related_all.max(axis=1, keepdims=True), _MIN_WEIGHT)
    best_of_right = np.maximum(related_all.max(axis=0, keepdims=True), _MIN_WEIGHT)
    return np.stack(
        [
            related,
            related_all,
            _sum_shared(*numbers, idf),
            _measure_containment(*content, idf),
            _mark_best_quotes(left, right, related_all),
            (related_all / best_of_left + related_all / best_of_right) / 2,
        ],
        axis=-1,
    )


def _is_verbatim(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """Return whether the longer of two sequences contains all of the shorter in its order."""
    shorter, longer = sorted((left, right), key=len)
    n_words = len(shorter)
    return n_words >= MIN_VERBATIM_WORDS and any(
        longer[start : start + n_words] == shorter for start in range(len(longer) - n_words + 1)
    )


def _read_words(
    text: str, names: list[tuple[int, int]], utterances: Iterable[str]
) -> SentenceWords:
    """Split the content words of a sentence into those of names and the others."""
    words: set[str] = set()
    of_names: set[str] = set()
    tokens = tokenise(text)
    for token in tokens:
        if token.form not in _load_stop_words():
            in_name = any(start <= token.start < end for start, end in names)
            (of_names if in_name else words).add(token.form)
    return SentenceWords(
        words=frozenset(words),
        names=frozenset(of_names),
        utterances=frozenset(utterances) - {""},
        sequence=tuple(token.form for token in tokens),
    )


def _soft_dice(
    left: Sequence[frozenset[str]],
    right: Sequence[frozenset[str]],
    weight_of: WeightOfWord,
    likeness: Array,
    place: dict[str, int],
) -> Array:
    """Return the weighted share of the words of both that have a like word in the other."""
    weights = np.array([weight_of[word] for word in place])
    left_rows, right_rows = (_find_likeness(side, likeness, place) for side in (left, right))
    left_weights, right_weights = (_weigh(side, weights, place) for side in (left, right))
    matched = left_weights @ right_rows.T + (right_weights @ left_rows.T).T
    total = left_weights.sum(axis=1)[:, None] + right_weights.sum(axis=1)[None, :]
    dice: Array = matched / np.maximum(total, _MIN_WEIGHT)
    return dice


def _find_likeness(
    sentences: Sequence[frozenset[str]], likeness: Array, place: dict[str, int]
) -> Array:
    """Return for each sentence and word of the vocabulary the likest word of the sentence."""
    rows = np.zeros((len(sentences), len(place)))
    for number, words in enumerate(sentences):
        if words:
            rows[number] = likeness[[place[word] for word in words]].max(axis=0)
    return rows


def _weigh(sentences: Sequence[frozenset[str]], weights: Array, place: dict[str, int]) -> Array:
    """Return the weight of each word of the vocabulary in each sentence, 0 where it has not."""
    rows = np.zeros((len(sentences), len(place)))
    for number, words in enumerate(sentences):
        positions = [place[word] for word in words]
        rows[number, positions] = weights[positions]
    return rows


def _sum_shared(
    left: Sequence[frozenset[str]], right: Sequence[frozenset[str]], weight_of: WeightOfWord
) -> Array:
    return np.array(
        [[sum(weight_of[word] for word in one & other) for other in right] for one in left]
    )


def _measure_containment(
    left: Sequence[frozenset[str]], right: Sequence[frozenset[str]], weight_of: WeightOfWord
) -> Array:
    """Return the share, by weight, of the lighter sentence's words that the other has."""
    of_left, of_right = (
        np.array([sum(weight_of[word] for word in words) for words in side])
        for side in (left, right)
    )
    lighter = np.minimum(of_left[:, None], of_right[None, :])
    contained: Array = _sum_shared(left, right, weight_of) / np.maximum(lighter, _MIN_WEIGHT)
    return contained


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


def _select_numbers(words: frozenset[str]) -> frozenset[str]:
    return frozenset(word for word in words if word[0].isdigit())


@cache
def _load_stop_words() -> frozenset[str]:
    rows = read_rows("corpus", "stop_words.csv")
    return frozenset(form for row in rows for form in _split_forms(row["word"]))


def _split_forms(word: str) -> list[str]:
    """Return the comparable forms of a listed word; "'ll" has none of its own."""
    return [normalise_word(token.form) for token in tokenise(word)]


@cache
def _load_weights() -> tuple[float, Array]:
    weight_of = {
        row["measure"]: float(row["weight"]) for row in read_rows("corpus", "passages.csv")
    }
    return weight_of["intercept"], np.array([weight_of[measure] for measure in MEASURES])
