"""One article against all others of its story: what other outlets report too, and what none does.

It is read from the rows of the coverage matrix, so that both say the same; a sentence in no row is
compared with the other articles by itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

import numpy as np

from analysis.corpus.nearest_sentences import MIN_STATEMENT_WORDS
from analysis.findings.coverage_matrix import compute_coverage, compute_sentence_rows
from analysis.findings.coverage_row import CoverageRow, ReportState, RowKind
from analysis.findings.story_coverage import MENTIONED_SHARE, StoryCoverage, read_story_coverage
from analysis.store.catalogue import Catalogue
from analysis.store.filters import Filters


class SentenceState(StrEnum):
    """What is known of a sentence of an article beside the other outlets."""

    TOLD = "told"
    ONLY_HERE = "only here"
    DIFFERS = "differs"


@dataclass(frozen=True)
class SentenceCoverage:
    """A sentence of an article, and how the other outlets report the same.

    Attributes:
        start: Its first character.
        end: One past its last.
        state: What is known.
        row: The others' sentences, as in the coverage matrix; None for what is only here.
        values: The figures that differ, its own first.
    """

    start: int
    end: int
    state: SentenceState
    row: CoverageRow | None = None
    values: tuple[str, ...] = ()

    def describe(self) -> str:
        """Return the mark in words: "told by 4 of 6 outlets, 2 independent".

        Where a sentence of a further outlet only possibly reports it, the number is a lower bound.
        """
        if self.row is None:
            return "only here"
        if self.state is SentenceState.DIFFERS:
            differs = "differs" if self.row.is_certain else "may differ"
            return f"{differs}: {' / '.join(self.values)}"
        n_reporting = len(self.row.reporting)
        is_bound = any(report.state is ReportState.POSSIBLE for report in self.row.reports)
        number = f"{n_reporting} or more" if is_bound else str(n_reporting)
        mark = f"told by {number} of {len(self.row.reports)} outlets"
        n_voices = len(self.row.voices)
        return f"{mark}, {n_voices} independent" if n_voices < n_reporting else mark


@lru_cache(maxsize=16)
def compute_article_coverage(
    catalogue: Catalogue, filters: Filters, article_id: str
) -> tuple[SentenceCoverage, ...]:
    """Return what is known of the sentences of an article, in order.

    A sentence of which nothing is sure is left out.

    Args:
        catalogue: The workspace's catalogue.
        filters: Those that leave the articles of the article's story; entities are ignored.
        article_id: The article.
    """
    filters = replace(filters, entities=(), labels=(), kinds=())
    coverage = read_story_coverage(catalogue, filters)
    rows = compute_coverage(catalogue, filters)
    marks = {
        (start, end): SentenceCoverage(start, end, SentenceState.ONLY_HERE)
        for start, end in _find_exclusive(coverage, article_id)
    }
    for row in compute_sentence_rows(catalogue, filters, article_id):
        span = row.spans[[key for key, *_ in row.spans].index(article_id)]
        marks[span[1:]] = _make_mark(row, *span)
    # The row that most outlets report comes last and stays; figures that differ are above all.
    for row in sorted(rows, key=lambda row: (row.kind is RowKind.FIGURE, len(row.reporting))):
        for span in _list_spans(row):
            if span[0] == article_id:
                marks[span[1:]] = _make_mark(row, *span)
    return tuple(marks[span] for span in sorted(marks))


def _list_spans(row: CoverageRow) -> Iterator[tuple[str, int, int]]:
    """Yield the sentences that report what a row does, those with another figure included."""
    yield from row.spans
    if row.kind is not RowKind.FIGURE:  # whose reports have the place of the figure alone
        for report in row.reports:
            if report.state is ReportState.DIFFERING:
                yield report.article_id, report.start, report.end


def _make_mark(row: CoverageRow, article_id: str, start: int, end: int) -> SentenceCoverage:
    """Return the mark of a sentence that a row has."""
    ordered = sorted(row.reports, key=lambda report: report.article_id != article_id)
    values = tuple(dict.fromkeys(report.value for report in ordered if report.value))
    state = SentenceState.DIFFERS if len(values) > 1 else SentenceState.TOLD
    return SentenceCoverage(start, end, state, row, values)


def _find_exclusive(coverage: StoryCoverage, article_id: str) -> Iterator[tuple[int, int]]:
    """Yield the sentences that no other outlet reports.

    The rule is that of :meth:`SentenceSearch.find_exclusive_statements`; a sentence whose words
    stand near each other in another outlet's text is none, nor is one that says little
    beside a short quotation, of which a translation may leave no word.
    """
    rows = coverage.statements.sentences
    labels = rows["outlet_label"].to_numpy(object)
    of_article = rows[rows["article_id"] == article_id]
    if of_article.empty or len(coverage.outlets) == 1:
        return
    of_article = of_article[~coverage.mark_short_quotes(of_article)]
    if of_article.empty:
        return
    is_other = labels != of_article["outlet_label"].iloc[0]
    likely = coverage.statements.probability[of_article.index.to_numpy()][
        :, np.flatnonzero(is_other)
    ]
    n_likely = np.diff(likely.indptr)
    is_exclusive = (
        (n_likely == 0)
        & of_article["is_comparable"].to_numpy(bool)
        & (of_article["words"] >= MIN_STATEMENT_WORDS).to_numpy(bool)
    )
    outlet = of_article["outlet_label"].iloc[0]
    columns = (of_article[is_exclusive][name].tolist() for name in ("start", "end", "text"))
    for start, end, text in zip(*columns, strict=True):
        mentioned = coverage.measure_words(text)
        if max(share for label, share in mentioned.items() if label != outlet) < MENTIONED_SHARE:
            yield start, end
