"""The sentence of an outlet that may report what another outlet does, and how likely it is.

The similarity of two sentences is the probability that they report the same, as where two articles
are compared (:mod:`analysis.corpus.sentence_similarity`). A sentence is shown beside an omission
from :data:`POSSIBLE_THRESHOLD` on; below, the nearest sentence is mostly about something else. That
no sentence reports the same is said only far below, at :data:`EXCLUSIVE_THRESHOLD`.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.sparse import csr_matrix

from analysis import tables
from analysis.corpus.credited_speakers import NOBODY, Candidate, CreditedSpeakers, Saying
from analysis.corpus.passages import POSSIBLE_THRESHOLD, ArticleSentences, mark_links
from analysis.corpus.quoted_words import RUN_WORDS, Run, has_run, list_quoted_runs
from analysis.corpus.sentence_similarity import (
    MIN_CONTENT_WORDS,
    SentenceComparer,
    SentenceComparison,
    SentenceWords,
    compare_sentences,
    read_sentence_words,
)

#: Probability below which no sentence of an outlet reports a statement. In the aligned pairs of the
#: benchmark of passages, 2 of 104 sentences below it (seeds: 1 of 58) are reported again whole, and
#: 7 (1) are in part.
EXCLUSIVE_THRESHOLD = 0.03
#: Minimum number of words of a statement (judgement: shorter sentences are exclamations and
#: fragments).
MIN_STATEMENT_WORDS = 6
#: Maximum number of articles whose words are indexed together, which makes each pair cheap; the
#: memory grows with its square (about 60 MB for 25 articles of 900 words).
MAX_COMPARED_TOGETHER = 25

Array = npt.NDArray[np.float64]
#: A span: its article, its first character, and one past its last.
Place = tuple[str, int, int]


_SENTENCE = Saying()


@dataclass(frozen=True)
class NearestSentence:
    """The sentence of an outlet that most likely reports what another sentence does.

    Attributes:
        article_id: its article.
        start: its first character.
        end: one past its last.
        text: its text.
        similarity: the probability that both report the same, 0 to 1.
        is_verbatim: whether it has all the words of the quotation that was searched, in order.
    """

    article_id: str
    start: int
    end: int
    text: str
    similarity: float
    is_verbatim: bool = False


class SentenceSearch:
    """Searches the articles of a story for sentences that report the same."""

    def __init__(
        self,
        articles: pd.DataFrame,
        sentences: pd.DataFrame,
        mentions: pd.DataFrame,
        quotes: pd.DataFrame,
        compared: csr_matrix | None = None,
    ) -> None:
        """Keep the tables; each article is read, and each pair compared, when first needed.

        Args:
            articles: Columns article_id, outlet_label, text: one story's.
            sentences: As the table ``sentences``; those in counted blocks are searched.
            mentions: As the table ``mentions``.
            quotes: As the table ``quotes``, with utterance_id.
            compared: The probability that two sentences report the same, where it is known: of all
                sentences by all, sorted by article and place; 0 below
                :data:`EXCLUSIVE_THRESHOLD`.
        """
        statements = read_statements(articles, sentences)
        self._statements = {str(key): rows for key, rows in statements.groupby("article_id")}
        self._no_statements = statements.head(0)
        self._spans = {
            key: (rows["start"].to_numpy(), rows["end"].to_numpy())
            for key, rows in self._statements.items()
        }
        self._articles_of_outlet = {
            str(label): sorted(set(rows["article_id"]))
            for label, rows in statements.groupby("outlet_label")
        }
        self._mentions = {str(key): rows for key, rows in mentions.groupby("article_id")}
        self._quotes = {str(key): rows for key, rows in quotes.groupby("article_id")}
        self._no_rows = (mentions.head(0), quotes.head(0))
        self._texts = dict(zip(articles["article_id"], articles["text"], strict=True))
        self._spans_of_names = mentions, quotes
        self._compared = compared
        self._rows_of = {key: rows.index.to_numpy() for key, rows in self._statements.items()}
        self._words: dict[str, list[SentenceWords]] = {}
        self._sentences: dict[str, ArticleSentences] = {}
        self._probabilities: dict[tuple[str, str], Array] = {}

    def find(
        self, article_id: str, start: int, end: int, outlet: str, saying: Saying = _SENTENCE
    ) -> NearestSentence | None:
        """Return the sentence of an outlet nearest to that of a passage, if it may report it.

        Args:
            article_id: The article of the passage.
            start: Its first character.
            end: One past its last.
            outlet: The outlet to search.
            saying: What is said there.
        """
        sentence = self._find_position(article_id, start, end)
        if sentence is None:
            return None
        names = self._read(article_id)[sentence].names
        best: NearestSentence | None = None
        for other in self._articles_of_outlet.get(outlet, ()):
            probability = self._compare(article_id, other)[sentence]
            threshold = max(POSSIBLE_THRESHOLD, best.similarity if best else 0.0)
            for nearest in np.flatnonzero(probability >= threshold).tolist():
                similarity = float(probability[nearest])
                is_better = best is None or similarity > best.similarity
                candidate = self._make_candidate(other, nearest, similarity)
                if is_better and self._credited.can_report(saying, names, candidate):
                    best = self._make_nearest(other, nearest, similarity)
        return best

    def find_verbatim(self, runs: frozenset[Run], outlet: str) -> NearestSentence | None:
        """Return the first sentence of an outlet that has all the words of a quotation, in order.

        Args:
            runs: As :func:`analysis.corpus.quoted_words.list_whole_runs` returns them.
            outlet: The outlet to search.
        """
        for article_id in self._articles_of_outlet.get(outlet, ()):
            for position, words in enumerate(self._read(article_id)):
                if has_run(words.sequence, runs):
                    return replace(self._make_nearest(article_id, position, 1.0), is_verbatim=True)
        return None

    def find_quoting(
        self, sayings: Collection[Saying], names: Collection[str], outlet: str
    ) -> NearestSentence | None:
        """Return the first sentence of an outlet that has quoted words, by their letters.

        It has enough of the words of one of the quotations, and credits or names its speaker, or
        has as many of its words in order as nobody else says by chance.

        Args:
            sayings: The quotations.
            names: Comparable forms of the words of names in their sentences.
            outlet: The outlet to search.
        """
        runs = list_quoted_runs(saying.wording for saying in sayings)
        long_runs = frozenset(run for run in runs if len(run) >= RUN_WORDS)
        for article_id in self._articles_of_outlet.get(outlet, ()):
            for position, words in enumerate(self._read(article_id)):
                if has_run(words.sequence, runs):
                    candidate = self._make_candidate(article_id, position, 0.0)
                    is_long = has_run(words.sequence, long_runs)
                    if any(
                        self._credited.can_report(
                            saying._replace(speakers=NOBODY) if is_long else saying,
                            names,
                            candidate,
                        )
                        for saying in sayings
                    ):
                        return self._make_nearest(article_id, position, 0.0)
        return None

    def read_names(self, place: Place) -> frozenset[str]:
        """Return the comparable forms of the words of names in the sentence of a passage."""
        position = self._find_position(*place)
        return frozenset() if position is None else self._read(place[0])[position].names

    def read_place(self, article_id: str, start: int, end: int) -> NearestSentence:
        """Return the sentences of a place, from the first to the last; itself if it is in none."""
        starts, ends = self._spans.get(article_id, (np.zeros(0, int),) * 2)
        touched = np.flatnonzero((starts < end) & (ends > start))
        if len(touched):
            start, end = int(starts[touched[0]]), int(ends[touched[-1]])
        text = self._texts[article_id][start:end].strip()
        return NearestSentence(article_id, start, end, text, 1.0)

    def _make_candidate(self, article_id: str, position: int, similarity: float) -> Candidate:
        starts, ends = self._spans[article_id]
        place = article_id, int(starts[position]), int(ends[position])
        return Candidate(place, self._read(article_id)[position].content, similarity)

    def _make_nearest(self, article_id: str, position: int, similarity: float) -> NearestSentence:
        row = self._statements[article_id].iloc[position]
        start, end = int(row["start"]), int(row["end"])
        return NearestSentence(article_id, start, end, str(row["text"]), similarity)

    @cached_property
    def _credited(self) -> CreditedSpeakers:
        return CreditedSpeakers(*self._spans_of_names)

    def measure_likelihood(
        self, article_id: str, start: int, end: int, outlet: str
    ) -> float | None:
        """Return the probability that a sentence of an outlet reports a passage.

        Args:
            article_id: The article of the passage.
            start: Its first character.
            end: One past its last.
            outlet: The outlet to search.

        Returns:
            The largest of its sentences; None if the passage says too little to be compared.
        """
        sentence = self._find_position(article_id, start, end)
        if sentence is None or outlet not in self._articles_of_outlet:
            return None
        if len(self._read(article_id)[sentence].content) < MIN_CONTENT_WORDS:
            return None
        return max(
            float(self._compare(article_id, other)[sentence].max())
            for other in self._articles_of_outlet[outlet]
        )

    def measure_pair(self, place: Place, other: Place) -> float:
        """Return the probability that the sentences of two places report the same.

        Args:
            place: An article with the first character of a span and one past its last.
            other: The same, of another article.

        Returns:
            0 if both sentences have a likelier counterpart in the other article.
        """
        row, column = self._find_position(*place), self._find_position(*other)
        if row is None or column is None:
            return 0.0
        probability = self._compare(place[0], other[0])
        likelihood = float(probability[row, column])
        is_best = likelihood in (probability[row].max(), probability[:, column].max())
        return likelihood if is_best else 0.0

    def count_linked(self, article_id: str, other: str) -> tuple[int, int]:
        """Return how many sentences of two articles have a sure counterpart in the other.

        Returns:
            Their number, and that of all sentences of both.
        """
        left, right = (self._read_article(key) for key in (article_id, other))
        n_sentences = len(left.rows) + len(right.rows)
        if left.rows.empty or right.rows.empty:
            return 0, n_sentences
        _, is_sure = mark_links(left, right, self._compare(article_id, other))
        return int(is_sure.any(axis=1).sum() + is_sure.any(axis=0).sum()), n_sentences

    def _read_article(self, article_id: str) -> ArticleSentences:
        if article_id not in self._sentences:
            rows = self._statements.get(article_id, self._no_statements)
            words = self._read(article_id) if len(rows) else []
            self._sentences[article_id] = ArticleSentences(rows, words)
        return self._sentences[article_id]

    def _find_position(self, article_id: str, start: int, end: int) -> int | None:
        """Return the position of the sentence that shares most of a passage, if one does."""
        if article_id not in self._spans:
            return None
        starts, ends = self._spans[article_id]
        shared = np.minimum(ends, end) - np.maximum(starts, start)
        return int(np.argmax(shared)) if shared.max() > 0 else None

    def _compare(self, article_id: str, other: str) -> Array:
        """Return the probability that two sentences report the same, by their positions."""
        if (article_id, other) not in self._probabilities:
            if self._compared is None:
                probability = self._compare_words(article_id, other).probability
            else:
                rows, columns = self._rows_of[article_id], self._rows_of[other]
                probability = self._compared[rows][:, columns].toarray()
            self._probabilities[article_id, other] = probability
            self._probabilities[other, article_id] = probability.T
        return self._probabilities[article_id, other]

    def _compare_words(self, article_id: str, other: str) -> SentenceComparison:
        positions = {key: position for position, key in enumerate(self._statements)}
        if len(positions) > MAX_COMPARED_TOGETHER:
            return compare_sentences(self._read(article_id), self._read(other))
        return self._comparer.compare(positions[article_id], positions[other])

    @cached_property
    def _comparer(self) -> SentenceComparer:
        return SentenceComparer([self._read(article_id) for article_id in self._statements])

    def _read(self, article_id: str) -> list[SentenceWords]:
        if article_id not in self._words:
            mentions, quotes = self._no_rows
            self._words[article_id] = read_sentence_words(
                self._statements[article_id],
                self._mentions.get(article_id, mentions),
                self._quotes.get(article_id, quotes),
            )
        return self._words[article_id]


def read_statements(articles: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """Return the sentences of a story.

    Args:
        articles: Columns article_id, outlet_label, text: one story's.
        sentences: As the table ``sentences``; those in counted blocks are read.

    Returns:
        Columns article_id, outlet_label, sentence, start, end, text, block_kind.
    """
    counted = sentences[sentences["block_kind"].isin(tables.COUNTED)].merge(
        articles[["article_id", "outlet_label"]], on="article_id"
    )
    counted = counted.sort_values(["article_id", "start"], ignore_index=True)
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    spans = zip(counted["article_id"], counted["start"], counted["end"], strict=True)
    sentence_texts = [texts[key][start:end].strip() for key, start, end in spans]
    counted["text"] = pd.Series(sentence_texts, counted.index, "str")
    return counted[["article_id", "outlet_label", "sentence", "start", "end", "text", "block_kind"]]
