"""Statements of a story: sentences of several articles that report the same, joined in clusters.

Two clusters are joined while the mean probability that their sentences report the same
(:mod:`analysis.corpus.sentence_similarity`) reaches a threshold, the most probable first (average
linkage, Sokal & Michener 1958). The mean is over the pairs of two articles, so that
a chain of sentences of which only neighbours are alike does not become one statement. Sentences
whose figures contradict each other, or of which one denies what the other says, are never in one
cluster.
"""

import heapq
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.sparse import csr_matrix

from analysis import tables
from analysis.corpus.contradicting_figures import find_contradiction, group_by_sentence
from analysis.corpus.differing_figures import FigureEvidence
from analysis.corpus.nearest_sentences import EXCLUSIVE_THRESHOLD
from analysis.corpus.opposed_sentences import are_opposed, read_claims
from analysis.corpus.passages import (
    POSSIBLE_THRESHOLD,
    SURE_THRESHOLD,
    ArticleSentences,
    mark_links,
)
from analysis.corpus.sentence_similarity import (
    MIN_CONTENT_WORDS,
    SentenceComparer,
    SentenceWords,
    read_sentence_words,
)

#: Minimum mean probability at which two clusters are joined. On the aligned sentences of the news
#: cluster (benchmarks/history.md) .48 to .55 find 66 to 71 % with 95 % right, .6 finds 63 % with
#: 94 %; the higher of these, since below it more pairs are of a sentence and a part of another.
JOIN_THRESHOLD = 0.55
#: Decimals to which means are rounded, so that ties do not depend on rounding errors.
_DECIMALS = 9

#: Two sentences, by their positions, the smaller first.
SentencePair = tuple[int, int]


@dataclass(frozen=True)
class StoryStatements:
    """The sentences of a story and the statements that they make.

    Attributes:
        sentences: article_id, outlet_label, sentence, block_kind, start, end, text, words (number),
            is_comparable (whether it says enough to be compared) and cluster (one number a
            statement; a sentence that is joined with no other is alone in its cluster).
        probability: That two sentences of different articles report the same, sentences x
            sentences; 0 below :data:`EXCLUSIVE_THRESHOLD`.
        contradictions: The pairs of sentences whose figures contradict each other, of those that
            seem to report the same or whose figures are known to differ, with these two figures as
            written.
        opposed: The pairs of sentences that seem to report the same, and of which one denies what
            the other says.
        words: The content words of each sentence.
        counterparts: The pairs of sentences with a sure link, as where their two articles are
            compared alone (:func:`analysis.corpus.passages.align_passages`).
    """

    sentences: pd.DataFrame
    probability: csr_matrix
    contradictions: Mapping[SentencePair, tuple[str, str]]
    opposed: frozenset[SentencePair] = frozenset()
    words: Sequence[SentenceWords] = ()
    counterparts: frozenset[SentencePair] = frozenset()

    def locate(self, figure: FigureEvidence) -> int | None:
        """Return the position of the sentence of a figure, if it is a counted one."""
        of_article = self.sentences[self.sentences["article_id"] == figure.article_id]
        at = (of_article["start"] <= figure.start) & (of_article["end"] > figure.start)
        return int(of_article.index[at][0]) if at.any() else None


def join_statements(  # noqa: PLR0917 - the tables of a story, in their usual order
    articles: pd.DataFrame,
    sentences: pd.DataFrame,
    mentions: pd.DataFrame,
    quotes: pd.DataFrame,
    figures: pd.DataFrame,
    differing: Iterable[tuple[FigureEvidence, FigureEvidence]] = (),
) -> StoryStatements:
    """Join the sentences of a story that report the same.

    Args:
        articles: Columns article_id, outlet_label, text: one story's.
        sentences: As the table ``sentences``; those in headline, subheads and body are joined.
        mentions: As the table ``mentions``.
        quotes: As the table ``quotes``, with utterance_id.
        figures: As the table ``figures``.
        differing: Pairs of figures that are known to differ.
    """
    rows = _read_sentences(articles, sentences)
    parts = [(str(key), np.asarray(at)) for key, at in rows.groupby("article_id").indices.items()]
    words = _read_words(rows, parts, mentions, quotes)
    linked, counterparts, probability = _compare_articles(rows, parts, words)
    words_of = {
        position: sentence
        for (_, positions), sides in zip(parts, words, strict=True)
        for position, sentence in zip(positions.tolist(), sides, strict=True)
    }
    is_comparable = np.array(
        [len(words_of[at].content) >= MIN_CONTENT_WORDS for at in range(len(rows))], bool
    )
    statements = StoryStatements(
        rows.assign(is_comparable=is_comparable), probability, contradictions={}
    )
    contradictions = {
        **dict(_locate_pairs(statements, differing)),
        **dict(_find_contradictions(statements, figures)),
    }
    opposed = frozenset(_find_opposed(statements, words_of))
    linkage = _Linkage(rows["article_id"].tolist(), probability, {*contradictions, *opposed})
    return StoryStatements(
        statements.sentences.assign(cluster=linkage.join(linked)),
        probability,
        contradictions,
        opposed,
        [words_of[at] for at in range(len(rows))],
        frozenset(counterparts),
    )


def _read_sentences(articles: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """Return the counted sentences of the articles, in order, with their outlet and text."""
    counted = sentences[sentences["block_kind"].isin(tables.COUNTED)]
    rows = counted.merge(articles[["article_id", "outlet_label"]], on="article_id")
    rows = rows.sort_values(["article_id", "start"], ignore_index=True)
    text_of = dict(zip(articles["article_id"], articles["text"], strict=True))
    spans = zip(rows["article_id"], rows["start"], rows["end"], strict=True)
    texts = pd.Series([text_of[key][start:end] for key, start, end in spans], rows.index, "str")
    columns = ["article_id", "outlet_label", "sentence", "block_kind", "start", "end"]
    return rows[columns].assign(text=texts, words=[len(text.split()) for text in texts])


def _read_words(
    rows: pd.DataFrame,
    parts: list[tuple[str, npt.NDArray[np.intp]]],
    mentions: pd.DataFrame,
    quotes: pd.DataFrame,
) -> list[list[SentenceWords]]:
    """Return the words of the sentences of each article."""
    of_article = [dict(iter(table.groupby("article_id"))) for table in (mentions, quotes)]
    return [
        read_sentence_words(
            rows.iloc[positions],
            of_article[0].get(key, mentions.head(0)),
            of_article[1].get(key, quotes.head(0)),
        )
        for key, positions in parts
    ]


def _compare_articles(
    rows: pd.DataFrame,
    parts: list[tuple[str, npt.NDArray[np.intp]]],
    words: list[list[SentenceWords]],
) -> tuple[list[SentencePair], list[SentencePair], csr_matrix]:
    """Return which sentences may be joined, the sure links of each two articles, and probabilities.

    A subhead names a topic, and a question asks: they report nothing that a sentence could too, so
    they are not joined.
    """
    says_nothing = rows["block_kind"].eq("subhead") | rows["text"].str.rstrip().str.endswith("?")
    is_empty = says_nothing.to_numpy(bool)
    comparer = SentenceComparer(words)
    linked: list[SentencePair] = []
    counterparts: list[SentencePair] = []
    entries = [(np.zeros(0, np.intp), np.zeros(0, np.intp), np.zeros(0))]
    for left, right in combinations(range(len(parts)), 2):
        in_left, in_right = parts[left][1], parts[right][1]
        probability = comparer.compare(left, right).probability
        i, j = np.nonzero(probability >= EXCLUSIVE_THRESHOLD)
        entries.append((in_left[i], in_right[j], probability[i, j]))
        first = ArticleSentences(rows.iloc[in_left], words[left])
        second = ArticleSentences(rows.iloc[in_right], words[right])
        _, is_sure = mark_links(first, second, probability)
        i, j = np.nonzero(is_sure)
        counterparts += zip(in_left[i].tolist(), in_right[j].tolist(), strict=True)
        i, j = np.nonzero(is_sure & ~np.logical_or.outer(is_empty[in_left], is_empty[in_right]))
        linked += zip(in_left[i].tolist(), in_right[j].tolist(), strict=True)
    row, column, value = (np.concatenate(values) for values in zip(*entries, strict=True))
    upper = csr_matrix((value, (row, column)), (len(rows), len(rows)))
    return linked, counterparts, (upper + upper.T).tocsr()


def _find_contradictions(
    statements: StoryStatements, figures: pd.DataFrame
) -> Iterable[tuple[SentencePair, tuple[str, str]]]:
    """Yield the pairs of sentences that seem to report the same, with their different figures."""
    figures_of = group_by_sentence(figures)
    rows = statements.sentences
    of_row = [
        figures_of.get((str(key), int(number)), [])
        for key, number in zip(rows["article_id"], rows["sentence"], strict=True)
    ]
    for i, j in _list_likely(statements, SURE_THRESHOLD):
        if contradiction := find_contradiction(of_row[i], of_row[j]):
            yield (i, j), (contradiction[0].text, contradiction[1].text)


def _find_opposed(
    statements: StoryStatements, words_of: Mapping[int, SentenceWords]
) -> Iterable[SentencePair]:
    """Yield the pairs of sentences that may report the same, and do not.

    One denies the other, or they say the same of different names ("Ann Lee was met at the gate").
    """
    claims = [read_claims(text) for text in statements.sentences["text"]]
    for i, j in _list_likely(statements, POSSIBLE_THRESHOLD):
        if are_opposed(claims[i], claims[j]) or _has_other_names(words_of[i], words_of[j]):
            yield i, j


def _has_other_names(first: SentenceWords, second: SentenceWords) -> bool:
    """Return whether two sentences have the same words but for their names, and no name in common.

    Sentences that share no name and differ in other words too mostly report the same: of 20 such
    pairs in 23 stories, 16 did.
    """
    has_names = bool(first.names) and bool(second.names)
    return has_names and first.words == second.words and not first.names & second.names


def _list_likely(statements: StoryStatements, threshold: float) -> list[SentencePair]:
    """Return the pairs of sentences with at least a probability."""
    pairs = statements.probability.tocoo()
    is_likely = (pairs.data >= threshold) & (pairs.row < pairs.col)
    return list(zip(pairs.row[is_likely].tolist(), pairs.col[is_likely].tolist(), strict=True))


def _locate_pairs(
    statements: StoryStatements, differing: Iterable[tuple[FigureEvidence, FigureEvidence]]
) -> Iterable[tuple[SentencePair, tuple[str, str]]]:
    """Yield the pairs of sentences at the places of figures that are known to differ."""
    for figure, other_figure in differing:
        first, second = statements.locate(figure), statements.locate(other_figure)
        if first is None or second is None or first == second:
            continue
        if first < second:
            yield (first, second), (figure.text, other_figure.text)
        else:
            yield (second, first), (other_figure.text, figure.text)


class _Linkage:
    """The clusters while they are joined."""

    def __init__(
        self, articles: list[str], probability: csr_matrix, contradictions: Iterable[SentencePair]
    ) -> None:
        size = len(articles)
        self._articles = [{article: 1} for article in articles]
        self._members = [1] * size
        self._cluster = list(range(size))
        self._near: list[dict[int, float]] = [
            dict(
                zip(
                    probability.indices[start:end].tolist(),
                    probability.data[start:end].tolist(),
                    strict=True,
                )
            )
            for start, end in zip(probability.indptr[:-1], probability.indptr[1:], strict=True)
        ]
        self._barred: list[set[int]] = [set() for _ in range(size)]
        for cluster, other in contradictions:
            self._barred[cluster].add(other)
            self._barred[other].add(cluster)
        self._linked: list[set[int]] = [set() for _ in range(size)]
        self._queue: list[tuple[float, int, int, int]] = []

    def join(self, linked: list[SentencePair]) -> list[int]:
        """Return the cluster of each sentence: the position of one of its sentences.

        Args:
            linked: The pairs with a sure link; clusters without one between them stay apart.
        """
        for cluster, other in linked:
            self._linked[cluster].add(other)
            self._linked[other].add(cluster)
        for cluster, other in linked:
            self._push(cluster, other)
        while self._queue:
            _, cluster, other, members = heapq.heappop(self._queue)
            is_current = self._is_cluster(cluster) and self._is_cluster(other)
            if is_current and self._members[cluster] + self._members[other] == members:
                self._merge(cluster, other)
        return [self._find(position) for position in range(len(self._cluster))]

    def _is_cluster(self, position: int) -> bool:
        return self._cluster[position] == position

    def _find(self, position: int) -> int:
        while self._cluster[position] != position:
            position = self._cluster[position]
        return position

    def _push(self, cluster: int, other: int) -> None:
        """Queue two clusters if they may be joined."""
        if other in self._barred[cluster] or other not in self._linked[cluster]:
            return
        mean = self._near[cluster].get(other, 0.0) / max(self._count_pairs(cluster, other), 1)
        if round(mean, _DECIMALS) >= JOIN_THRESHOLD:
            members = self._members[cluster] + self._members[other]
            entry = (-round(mean, _DECIMALS), min(cluster, other), max(cluster, other), members)
            heapq.heappush(self._queue, entry)

    def _count_pairs(self, cluster: int, other: int) -> int:
        """Return the number of pairs of sentences of two articles between two clusters."""
        left, right = self._articles[cluster], self._articles[other]
        same = sum(number * right.get(article, 0) for article, number in left.items())
        return self._members[cluster] * self._members[other] - same

    def _merge(self, cluster: int, other: int) -> None:
        """Join the second cluster to the first."""
        self._cluster[other] = cluster
        self._members[cluster] += self._members[other]
        for article, number in self._articles[other].items():
            self._articles[cluster][article] = self._articles[cluster].get(article, 0) + number
        del self._near[cluster][other]
        for key, total in self._near[other].items():
            if key != cluster:
                del self._near[key][other]
                joined = self._near[cluster].get(key, 0.0) + total
                self._near[cluster][key] = self._near[key][cluster] = joined
        for relation in (self._linked, self._barred):
            for key in relation[other]:
                relation[key].discard(other)
                if key != cluster:
                    relation[key].add(cluster)
                    relation[cluster].add(key)
            relation[other] = set()
            relation[cluster].discard(cluster)
        for key in self._linked[cluster]:
            self._push(cluster, key)
