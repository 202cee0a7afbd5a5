"""One article against all others of its story: what other outlets report too, and what none does.

It is read from the rows of the coverage matrix, so that both say the same; a sentence in no row is
compared with the other articles by itself.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache

from analysis.corpus.nearest_sentences import MIN_STATEMENT_WORDS
from analysis.findings.coverage_matrix import compute_coverage, compute_sentence_rows
from analysis.findings.coverage_row import (
    REPORTING,
    CoverageRow,
    ReportState,
    RowKind,
)
from analysis.findings.figure_reports import SEPARATOR
from analysis.findings.sentence_rows import leave_other_parts, merge_rows
from analysis.findings.story_coverage import (
    StoryCoverage,
    mark_short_quotes,
    read_story_coverage,
)
from analysis.findings.timeline import FirstReport, judge_row, read_days
from analysis.store.catalogue import Catalogue
from analysis.store.filters import Filters

#: Maximum number of outlets that a mark names; of more it has the number (judgement: three names
#: fit beside a paragraph).
MAX_NAMED = 3


class SentenceState(StrEnum):
    """What is known of a sentence of an article beside the other outlets."""

    REPORTED = "reported"
    ONLY_HERE = "only here"
    DIFFERS = "differs"


@dataclass(frozen=True)
class SentenceCoverage:
    """A sentence of an article, and how the other outlets report the same.

    Attributes:
        start: Its first character.
        end: One past its last.
        state: What is known.
        outlet: The article's outlet.
        row: The others' sentences, as in the coverage matrix; of a sentence in several rows those
            of all. Its id is of this sentence, since a row may have two of one article. None for
            what is only here.
        own_value: The figure it gives, where figures differ.
        first: Who reported it first; None where that cannot be told, and of differing figures.
        earlier: The outlets that reported it on an earlier day, and how many days earlier.
        counterparts: The other outlets with a sentence that has a sure link to it, as where two
            articles are compared (:func:`analysis.findings.article_pairs.align_pair`).
    """

    start: int
    end: int
    state: SentenceState
    outlet: str
    row: CoverageRow | None = None
    own_value: str = ""
    first: FirstReport | None = None
    earlier: tuple[tuple[str, int], ...] = ()
    counterparts: tuple[str, ...] = ()

    @property
    def others(self) -> tuple[str, ...]:
        """The other outlets that report the same, in whatever figures."""
        return tuple(o for o in self.row.reporting if o != self.outlet) if self.row else ()

    def describe(self) -> tuple[str, ...]:
        """Return the mark in words, the most telling first: who else reports it, who does not.

        For example "also in Beacon, Courier", "not in Ledger", "first: Courier, 2 days earlier".
        """
        if self.row is None:
            return ("only here",)
        states = {
            state: [
                report.outlet
                for report in self.row.reports
                if report.state is state and report.outlet != self.outlet
            ]
            for state in (ReportState.LINKED, ReportState.POSSIBLE, ReportState.NOT_FOUND)
        }
        lines = (
            self._describe_figures()
            if self.state is SentenceState.DIFFERS
            else self._name_others(),
            _name("counterpart in", states[ReportState.LINKED]),
            _name("possibly in", states[ReportState.POSSIBLE]),
            _name("not in", states[ReportState.NOT_FOUND]),
            self._describe_voices(),
            self._describe_first(),
        )
        return tuple(filter(None, lines))

    def _name_others(self) -> str:
        if self.row is None or len(self.others) <= MAX_NAMED:
            return _name("also in", self.others)
        at_least = "at least " if self.row.is_lower_bound else ""
        return f"also in {at_least}{len(self.others)} of {len(self.row.reports) - 1} others"

    def _describe_figures(self) -> str:
        """Return the own figure and those of the others: "differs: 26 here · 29 in Courier"."""
        if self.row is None:
            return ""
        own_values = self.own_value.split(SEPARATOR)
        agreeing: list[str] = []
        outlets: dict[str, list[str]] = {}
        for report in self.row.reports:
            is_own = report.outlet == self.outlet
            # Another sentence of the outlet, or a former version, may give another figure.
            name = f"{report.outlet} (elsewhere)" if is_own else report.outlet
            if not is_own and report.value in own_values:
                agreeing += [name] if report.value else []
                continue
            values = report.value.split(SEPARATOR) if is_own else [report.value]
            for value in filter(None, values):
                if value not in own_values:
                    outlets.setdefault(value, []).append(name)
        parts = [f"{self.own_value} here{_name(' and in', agreeing)}"] if self.own_value else []
        parts += [_name(f"{value} in", names) for value, names in outlets.items()]
        differs = "differs" if self.row.is_certain else "may differ, check"
        return f"{differs}: {' · '.join(parts)}"

    def _describe_voices(self) -> str:
        """Return how many of the outlets are independent, where some print the same text."""
        if self.row is None or len(self.row.voices) >= len(self.row.reporting):
            return ""
        return f"{len(self.row.reporting)} outlets, {len(self.row.voices)} independent"

    def _describe_first(self) -> str:
        if self.first is None or not self.first.is_first:
            return _describe_lead("earlier in {}", self.earlier[0]) if self.earlier else ""
        if self.outlet in self.first.first:
            return "first here"
        day = dict(self.first.later).get(self.outlet)
        if day is None:
            return f"first: {self.first.first[0]}"
        return _describe_lead("first: {}", (self.first.first[0], (day - self.first.day).days))


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
    of_article = coverage.articles["article_id"] == article_id
    outlet = next(iter(coverage.articles.loc[of_article, "outlet_label"].astype(str)), "")
    marks = {
        (start, end): SentenceCoverage(start, end, SentenceState.ONLY_HERE, outlet)
        for start, end in _find_exclusive(coverage, article_id)
    }
    of_sentences = compute_sentence_rows(catalogue, filters, article_id)
    rows_at = {span: [row] for span, row in of_sentences.items()}
    # The row that most outlets report comes last and leads; figures that differ are above all.
    # A figure alone, on which outlets agree, is no report of its sentence.
    marking = [row for row in rows if row.kind is not RowKind.FIGURE or row.is_differing_figure]
    for row in sorted(marking, key=lambda row: (row.kind is RowKind.FIGURE, len(row.reporting))):
        places = [(start, end) for key, start, end in _list_spans(row) if key == article_id]
        texts = [coverage.read_text(article_id, *place) for place in places]
        for place, text in zip(places, texts, strict=True):
            rows_at.setdefault(place, []).append(leave_other_parts(row, text, texts))
    for (start, end), of_sentence in rows_at.items():
        row = merge_rows(of_sentence[::-1], outlet)
        row = _place_own_report(row, coverage, outlet, (article_id, start, end))
        mark = _make_mark(row, outlet, article_id, start, end)
        counterparts = coverage.name_counterparts(article_id, start, end)
        marks[start, end] = replace(mark, counterparts=counterparts)
    days, earliest = read_days(catalogue, filters)
    day = days.get(article_id)
    return tuple(
        replace(
            mark,
            first=judge_row(mark.row, days, earliest),
            earlier=_list_earlier(mark.row, days, day),
        )
        if mark.row and mark.state is SentenceState.REPORTED
        else mark
        for _, mark in sorted(marks.items())
    )


def _place_own_report(
    row: CoverageRow, coverage: StoryCoverage, outlet: str, span: tuple[str, int, int]
) -> CoverageRow:
    """Return a row of its own for a sentence, with this sentence as its outlet's report.

    A row may have two sentences of one article. Where the outlet has the wording of the row, it
    stays, since the others are compared with it.

    Args:
        row: The row.
        coverage: The statements of the story.
        outlet: The outlet of the sentence.
        span: article_id, start and end of the sentence.
    """
    article_id, start, end = span
    reports = tuple(
        replace(
            report,
            article_id=article_id,
            start=start,
            end=end,
            text=coverage.read_text(*span),
            speaker="",
            cue="",
            identified="",
        )
        if report.outlet == outlet != row.outlet
        and not (report.article_id == article_id and start <= report.start < end)
        else report
        for report in row.reports
    )
    return replace(row, row_id=f"{row.row_id}:{article_id}:{start}", reports=reports)


def _list_earlier(
    row: CoverageRow, days: Mapping[str, date], day: date | None
) -> tuple[tuple[str, int], ...]:
    """Return the outlets whose report has an earlier day, and how many days, the earliest first."""
    if day is None:
        return ()
    leads = [
        (report.outlet, (day - reported).days)
        for report in row.reports
        if report.state in REPORTING and (reported := days.get(report.article_id)) is not None
    ]
    return tuple(sorted((lead for lead in leads if lead[1] > 0), key=lambda lead: -lead[1]))


def _list_spans(row: CoverageRow) -> Iterator[tuple[str, int, int]]:
    """Yield the sentences that report what a row does, those with another figure included."""
    yield from row.spans
    if row.kind is not RowKind.FIGURE:  # whose reports have the place of the figure alone
        for report in row.reports:
            if report.state is ReportState.DIFFERING:
                yield report.article_id, report.start, report.end


def _make_mark(
    row: CoverageRow, outlet: str, article_id: str, start: int, end: int
) -> SentenceCoverage:
    """Return the mark of a sentence that a row has."""
    values = {report.value for report in row.reports if report.value}
    state = SentenceState.DIFFERS if len(values) > 1 else SentenceState.REPORTED
    of_article = [report for report in row.reports if report.article_id == article_id]
    own_value, text = next(((report.value, report.text) for report in of_article), ("", ""))
    stated = [value for value in own_value.split(SEPARATOR) if has_value(text, value)]
    if stated:
        own_value = SEPARATOR.join(stated)
    return SentenceCoverage(start, end, state, outlet, row, own_value)


def has_value(text: str, value: str) -> bool:
    """Return whether a text has a figure as it is written, not as a part of another: 3 in 13."""
    return bool(re.search(rf"(?<![\w.,]){re.escape(value)}(?![\w]|[.,]\d)", text))


def _describe_lead(words: str, lead: tuple[str, int]) -> str:
    """Return an outlet and how much earlier it was: "first: Courier, 2 days earlier"."""
    outlet, n_days = lead
    before = "" if words.startswith("earlier") else " earlier"
    return f"{words.format(outlet)}, {n_days} day{'s' * (n_days != 1)}{before}"


def _name(words: str, outlets: Sequence[str]) -> str:
    """Return words with the names of some outlets, or with their number; empty without any."""
    if not outlets:
        return ""
    if len(outlets) > MAX_NAMED:
        return f"{words} {len(outlets)} outlets"
    return f"{words} {', '.join(outlets)}"


def _find_exclusive(coverage: StoryCoverage, article_id: str) -> Iterator[tuple[int, int]]:
    """Yield the sentences that no other outlet reports.

    A sentence that says little beside a short quotation is none, since a translation may leave no
    word of it.
    """
    rows = coverage.statements.sentences
    of_article = rows[rows["article_id"] == article_id]
    if of_article.empty or len(coverage.outlets) == 1:
        return
    is_long_enough = (of_article["words"] >= MIN_STATEMENT_WORDS).to_numpy(bool)
    of_article = of_article[is_long_enough & ~mark_short_quotes(coverage.quotes, of_article)]
    for position, row in zip(of_article.index, of_article.to_dict("records"), strict=True):
        others = set(coverage.outlets) - {row["outlet_label"]}
        if others <= coverage.find_absent([position], [row["text"]]):
            yield row["start"], row["end"]
