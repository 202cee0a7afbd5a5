"""What the coverage of a story is read from: its statements, and which outlets are one voice.

The statements of a story are joined once (:mod:`analysis.corpus.statement_clusters`); the matrix of
all outlets and the marks of one article are read from the same.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

from analysis.corpus.differing_figures import DifferingFigure, Verdict, pair_differing_figures
from analysis.corpus.item_search import TextIndex
from analysis.corpus.passages import POSSIBLE_THRESHOLD
from analysis.corpus.possible_reports import SaidDays, has_reported_words
from analysis.corpus.statement_clusters import join_statements
from analysis.corpus.wording_search import WordingMatch
from analysis.findings.absence import AbsenceSearch
from analysis.findings.differing_figures import find_agreeing_figures, find_differing_figures
from analysis.findings.selection_rows import read_article_rows
from analysis.findings.shared_text import SharedText, find_shared_text
from analysis.findings.story_texts import StoryTexts
from analysis.nlp.span_index import SpanIndex
from analysis.store.catalogue import Catalogue
from analysis.store.filters import Filters

#: Number of articles above which the statements of a story are not joined: every article is
#: compared with every other. A judgement on how long people wait: 100 articles take some seconds.
MAX_ARTICLES_JOINED = 200
#: Minimum share of the shorter article's words, outside quotation marks, that two articles have in
#: common to be one voice in all they report (judgement: most of one is copied).
COPY_SHARE = 0.5
#: The same where both name one agency, or one credits the other's outlet (judgement: a common
#: phrase is no copy).
CREDITED_COPY_SHARE = 0.1
#: Minimum share of the characters of two sentences in one shared run to be one voice in this
#: statement (judgement).
COPIED_SENTENCE_SHARE = 0.5
#: Maximum number of words of a quotation that another outlet may have in other words altogether,
#: and minimum share of its sentence (judgement: “We have nothing to tell you on this topic” is
#: “Nothing to say, really” elsewhere).
SHORT_QUOTE_WORDS, SHORT_QUOTE_SHARE = 12, 1 / 3
#: What suggests that shared text comes from one source, as in
#: :data:`analysis.corpus.reuse.OriginReason`.
_ONE_SOURCE = ("agency", "credited")


@dataclass(frozen=True)
class Nearest:
    """The sentence of an outlet that most likely reports what some sentences do.

    Attributes:
        position: its position among the sentences; -1 if all sentences are unlike.
        probability: that both report the same, 0 below the threshold of what is exclusive.
    """

    position: int
    probability: float


class _Sentence(NamedTuple):
    """A sentence of an article, with its position among those of the story."""

    start: int
    end: int
    position: int


class StoryCoverage:
    """The statements of a story, with what tells who reports them.

    Attributes:
        articles: Rows of ``articles``.
        statements: The sentences, in clusters.
        quotes: Rows of ``quotes`` of the articles.
        differing: The figures on which the outlets differ.
        agreeing: The figures on which several agree.
        texts: Searches the texts for who reports a passage.
        outlets: Labels of the outlets, sorted.
    """

    def __init__(
        self,
        tables: dict[str, pd.DataFrame],
        differing: tuple[DifferingFigure, ...],
        agreeing: tuple[DifferingFigure, ...],
        shared: SharedText,
    ) -> None:
        """Join the statements.

        Args:
            tables: Rows of ``articles``, ``sentences``, ``mentions``, ``quotes`` and ``figures``.
            differing: The figures on which the outlets differ.
            agreeing: The figures on which several agree.
            shared: The text that the articles share.
        """
        self.articles, self.quotes = tables["articles"], tables["quotes"]
        self.differing, self.agreeing = differing, agreeing
        self.statements = join_statements(
            self.articles,
            tables["sentences"],
            tables["mentions"],
            self.quotes,
            tables["figures"],
            pair_differing_figures(differing),
        )
        self._copies = _Copies(shared)
        self._said_days = SaidDays(self.articles, tables["figures"])
        self._absence = AbsenceSearch(self.articles, tables["sentences"])
        self._indexes: dict[str, TextIndex] = {}
        spans = (tables[name] for name in ("sentences", "mentions", "quotes", "figures"))
        self.texts = StoryTexts(self.articles, *spans, compared=self.statements.probability)
        self._texts = dict(zip(self.articles["article_id"], self.articles["text"], strict=True))
        rows = self.statements.sentences
        self.outlets = tuple(sorted(set(self.articles["outlet_label"])))
        self._labels = rows["outlet_label"].to_numpy(object)
        self._rows_of_outlet = {
            outlet: np.flatnonzero(self._labels == outlet) for outlet in self.outlets
        }
        self._start_at, self._ends = rows["start"].tolist(), rows["end"].tolist()
        self._sentences = {
            str(key): SpanIndex(
                map(_Sentence, of_article["start"], of_article["end"], of_article.index)
            )
            for key, of_article in rows.groupby("article_id")
        }
        self._contradicting: dict[int, dict[int, str]] = {}
        for (position, other), (figure, another) in self.statements.contradictions.items():
            self._contradicting.setdefault(position, {})[other] = figure
            self._contradicting.setdefault(other, {})[position] = another
        self._counterparts: dict[int, list[int]] = {}
        for position, other in sorted(self.statements.counterparts):
            self._counterparts.setdefault(position, []).append(other)
            self._counterparts.setdefault(other, []).append(position)
        self._entities_at = self._read_entities(tables["mentions"])

    def _read_entities(self, mentions: pd.DataFrame) -> dict[int, set[str]]:
        entities: dict[int, set[str]] = {}
        known = mentions[mentions["entity_id"] != ""]
        columns = (known[name].tolist() for name in ("article_id", "start", "entity_id"))
        for article_id, start, entity_id in zip(*columns, strict=True):
            position = self.locate(article_id, start)
            if position is not None:
                entities.setdefault(position, set()).add(str(entity_id))
        return entities

    def locate(self, article_id: str, offset: int) -> int | None:
        """Return the position of the sentence at an offset of an article, if one is there."""
        sentences = self._sentences.get(article_id)
        sentence = None if sentences is None else sentences.at(offset)
        return None if sentence is None else sentence.position

    def find_nearest(self, positions: Sequence[int]) -> dict[str, Nearest]:
        """Return, by outlet, the sentence that most likely reports what some sentences do."""
        largest = self.statements.probability[list(positions)].max(axis=0).toarray().ravel()
        nearest = {}
        for outlet, columns in self._rows_of_outlet.items():
            best = int(largest[columns].argmax()) if len(columns) else -1
            if best < 0 or not largest[columns[best]]:
                nearest[outlet] = Nearest(-1, 0.0)
            else:
                nearest[outlet] = Nearest(int(columns[best]), float(largest[columns[best]]))
        return nearest

    def find_possible(
        self, positions: Sequence[int], wordings: Collection[str]
    ) -> dict[str, Nearest]:
        """Return, by outlet, the likeliest of the sentences that may report what some others do.

        Args:
            positions: The sentences that report it.
            wordings: What is reported, in the words of those that do.
        """
        largest = self.statements.probability[list(positions)].max(axis=0).toarray().ravel()
        rows, words = self.statements.sentences, self.statements.words
        names = frozenset().union(*(words[position].names for position in positions))
        at = list(positions)
        keys = list(zip(rows["article_id"].iloc[at], rows["sentence"].iloc[at], strict=True))
        possible = {}
        for position in sorted(
            np.flatnonzero(largest >= POSSIBLE_THRESHOLD).tolist(),
            key=lambda position: (-largest[position], position),
        ):
            outlet = str(self._labels[position])
            if outlet not in possible and (
                any(has_reported_words(text, names, words[position].content) for text in wordings)
                and not self._said_days.is_too_old(rows["article_id"].iloc[position], keys)
            ):
                possible[outlet] = Nearest(position, float(largest[position]))
        return possible

    def find_likely(self, position: int, probability: float) -> list[int]:
        """Return the sentences that report what one does with at least a probability."""
        row = self.statements.probability[[position]]
        return sorted(map(int, row.indices[row.data >= probability]))

    def list_counterparts(self, position: int) -> list[int]:
        """Return the sentences with a sure link to one, of other outlets, the likeliest first."""
        others = [
            other
            for other in self._counterparts.get(position, [])
            if self._labels[other] != self._labels[position]
        ]
        probability = self.statements.probability
        return sorted(others, key=lambda other: -float(probability[position, other]))

    def name_counterparts(self, article_id: str, start: int, end: int) -> tuple[str, ...]:
        """Return the other outlets with a sure link to a sentence; none for other parts of it."""
        position = self.locate(article_id, start)
        if position is None or (self._start_at[position], self._ends[position]) != (start, end):
            return ()
        return tuple(sorted({str(self._labels[n]) for n in self.list_counterparts(position)}))

    def find_absent(
        self,
        positions: Sequence[int],
        wordings: Collection[str],
    ) -> frozenset[str]:
        """Return the outlets that certainly do not report what some sentences do.

        Args:
            positions: The sentences that report it; none can be missing where one of them says too
                little to be compared. An outlet without any sentence is not said to lack it.
            wordings: What is reported, in the words of those that do.
        """
        is_comparable = self.statements.sentences["is_comparable"].to_numpy(bool)[list(positions)]
        if not len(is_comparable) or not is_comparable.all():
            return frozenset()
        nearest = self.find_nearest(positions)
        likelihood = {
            outlet: sentence.probability
            for outlet, sentence in nearest.items()
            if len(self._rows_of_outlet[outlet])
        }
        return self._absence.find_absent(wordings, likelihood)

    def find_wording(self, text: str, outlet: str) -> WordingMatch | None:
        """Return where the texts of an outlet have the words of a text, if they have a run."""
        return self.texts.find_wording(text, outlet)

    def has_figure(self, outlet: str, kind: str, value: str) -> bool:
        """Return whether the texts of an outlet have a number, of whatever it may be."""
        if outlet not in self._indexes:
            of_outlet = self.articles["outlet_label"] == outlet
            self._indexes[outlet] = TextIndex(self.articles.loc[of_outlet, "text"].tolist())
        return self._indexes[outlet].has_figure({"kind": kind, "value": value})

    def locate_all(self, article_id: str, start: int, end: int) -> list[int]:
        """Return the positions of the sentences that a span of an article touches."""
        sentences = self._sentences.get(article_id)
        return (
            [sentence.position for sentence in sentences.overlapping(start, end)]
            if sentences
            else []
        )

    def read_text(self, article_id: str, start: int, end: int) -> str:
        """Return a part of an article's text."""
        return str(self._texts[article_id][start:end])

    def find_figure(self, position: int, other: int) -> str:
        """Return the figure of a sentence that contradicts another sentence; empty if none does."""
        return self._contradicting.get(position, {}).get(other, "")

    def is_opposed(self, position: int, other: int) -> bool:
        """Return whether one of two sentences denies what the other says."""
        pair = min(position, other), max(position, other)
        return pair in self.statements.opposed

    def list_entities(self, positions: Iterable[int]) -> frozenset[str]:
        """Return the ids of who and what some sentences name."""
        return frozenset().union(*(self._entities_at.get(position, ()) for position in positions))

    def group_voices(self, positions: Iterable[int]) -> list[tuple[str, ...]]:
        """Return the outlets of some sentences, those together that report it with one voice.

        A copy is no voice of its own.
        """
        rows = self.statements.sentences.loc[list(positions)]
        outlets = sorted(set(rows["outlet_label"]))
        number = {outlet: n for n, outlet in enumerate(outlets)}
        spans = list(
            rows[["article_id", "start", "end", "outlet_label"]].itertuples(index=False, name=None)
        )
        edges = [
            (number[span[3]], number[other[3]])
            for n, span in enumerate(spans)
            for other in spans[:n]
            if span[3] != other[3] and self._copies.is_copy(span[:3], other[:3])
        ]
        ends = np.array(edges, dtype=np.intp).reshape(-1, 2).T
        graph = csr_matrix((np.ones(len(edges)), ends), (len(outlets), len(outlets)))
        _, group = connected_components(graph, directed=False)
        return [
            tuple(
                outlet
                for outlet, voice_number in zip(outlets, group, strict=True)
                if voice_number == voice
            )
            for voice in dict.fromkeys(group.tolist())
        ]


def mark_short_quotes(quotes: pd.DataFrame, spans: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Return which parts of texts say little beside a quotation of few words.

    Args:
        quotes: Rows of ``quotes``.
        spans: Columns article_id, start, end.
    """
    columns = ["article_id", "start", "end"]
    is_short = (quotes["words"] <= SHORT_QUOTE_WORDS) & (quotes["kind"] != "indirect")
    quoted: dict[str, list[tuple[int, int]]] = {}
    for key, first, last in quotes[is_short][columns].itertuples(index=False, name=None):
        quoted.setdefault(key, []).append((first, last))
    return np.array(
        [
            any(
                min(last, end) - max(first, start) >= SHORT_QUOTE_SHARE * (end - start)
                for first, last in quoted.get(article_id, ())
            )
            for article_id, start, end in spans[columns].itertuples(index=False, name=None)
        ],
        dtype=bool,
    )


@lru_cache(maxsize=4)
def read_story_coverage(catalogue: Catalogue, filters: Filters) -> StoryCoverage:
    """Return the statements of the filtered articles, which are of one story."""
    names = ("articles", "sentences", "mentions", "quotes", "figures")
    tables = {name: read_article_rows(catalogue, filters, name) for name in names}
    return StoryCoverage(
        tables,
        tuple(
            case
            for case in find_differing_figures(catalogue, filters)
            if case.verdict is not Verdict.SPELLING
        ),
        tuple(find_agreeing_figures(catalogue, filters)),
        find_shared_text(catalogue, filters),
    )


class _Copies:
    """Which sentences of two articles come from one source."""

    def __init__(self, shared: SharedText) -> None:
        words = dict(zip(shared.articles["article_id"], shared.articles["words"], strict=True))
        self._copies: set[tuple[str, str]] = set()
        for pair in shared.pairs.to_dict("records"):
            left, right = str(pair["left"]), str(pair["right"])
            share = pair["words"] / max(min(words[left], words[right]), 1)
            has_one_source = pair["reason"] in _ONE_SOURCE
            if share >= (CREDITED_COPY_SHARE if has_one_source else COPY_SHARE):
                self._copies |= {(left, right), (right, left)}
        self._runs: dict[tuple[str, str], list[tuple[int, int, int, int]]] = {}
        for run in shared.runs.to_dict("records"):
            of_left = run["left_start"], run["left_end"]
            of_right = run["right_start"], run["right_end"]
            for key, ends in (
                ((run["left"], run["right"]), (*of_left, *of_right)),
                ((run["right"], run["left"]), (*of_right, *of_left)),
            ):
                self._runs.setdefault(key, []).append(ends)

    def is_copy(self, span: tuple[str, int, int], other: tuple[str, int, int]) -> bool:
        """Return whether two spans (article_id, start, end) come from one source."""
        key = span[0], other[0]
        if key in self._copies:
            return True
        return any(
            _share(span[1:], run[:2]) >= COPIED_SENTENCE_SHARE
            and _share(other[1:], run[2:]) >= COPIED_SENTENCE_SHARE
            for run in self._runs.get(key, ())
        )


def _share(span: tuple[int, int], run: tuple[int, int]) -> float:
    """Return the share of a span that a run covers."""
    covered = min(span[1], run[1]) - max(span[0], run[0])
    return max(covered, 0) / max(span[1] - span[0], 1)
