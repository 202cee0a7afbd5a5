"""Who reports what: the statements, quotations and figures of a story, by outlet."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

import pandas as pd

from analysis.corpus import coverage as utterance_coverage
from analysis.corpus.differing_figures import DifferingFigure, Verdict
from analysis.findings import figure_reports, report_states, speaker_names
from analysis.findings.coverage_row import (
    REPORTING,
    CoverageRow,
    OutletReport,
    ReportState,
    RowKind,
    rank_row,
)
from analysis.findings.outlets_without import find_outlets_without
from analysis.findings.report_judging import CLOSE_THRESHOLD, ReportJudge
from analysis.findings.report_states import Row
from analysis.findings.report_wordings import complete_reports
from analysis.findings.story_coverage import StoryCoverage, read_story_coverage
from analysis.store.catalogue import Catalogue
from analysis.store.filters import Filters

#: Minimum number of outlets that report what makes a row.
MIN_REPORTING = 2
#: Minimum number of words of a quotation that makes a row; shorter ones say little (judgement).
MIN_QUOTED_WORDS = 4
#: The same for a sentence compared by itself (judgement: of 28 marks of the news cluster that it
#: alone makes, read one by one, 27 were right; from 0.75 on, two thirds).
ALONE_THRESHOLD = 0.85


@lru_cache(maxsize=4)
def compute_coverage(catalogue: Catalogue, filters: Filters) -> tuple[CoverageRow, ...]:
    """Return who reports what in the filtered articles, which are of one story.

    If the filters have entities, only rows that name one of them are returned.

    Returns:
        First what most outlets have and another has not, then the most unevenly reported.
    """
    builder = _RowBuilder(read_story_coverage(catalogue, filters), catalogue.outlet_noun)
    rows = [*builder.build_quotations(), *builder.build_statements(), *builder.build_figures()]
    named = frozenset(filters.entities)
    return tuple(sorted((row for row in rows if not named or row.entities & named), key=rank_row))


def compute_sentence_rows(
    catalogue: Catalogue, filters: Filters, article_id: str
) -> dict[tuple[int, int], CoverageRow]:
    """Return a row, by start and end, for each sentence of an article with a counterpart elsewhere.

    A statement joins sentences that are all alike; here each sentence is compared by itself, so
    that one that reports two things has the sentences of both.

    Args:
        catalogue: The workspace's catalogue.
        filters: Those that leave the articles of the article's story.
        article_id: The article.
    """
    builder = _RowBuilder(read_story_coverage(catalogue, filters))
    return dict(builder.build_sentences(article_id))


class _RowBuilder:
    """Builds the rows of one story."""

    def __init__(self, coverage: StoryCoverage, noun: str = "outlet") -> None:
        self._coverage, self._noun = coverage, noun
        self._rows: Sequence[Row] = coverage.statements.sentences.to_dict("records")
        self._members: dict[int, list[int]] = {}
        for position, row in enumerate(self._rows):
            self._members.setdefault(row["cluster"], []).append(position)
        self._judge = ReportJudge(coverage)
        #: Clusters that a row of quotations stands for.
        self._quoted_clusters: set[int] = set()

    def build_quotations(self) -> Iterator[CoverageRow]:
        """Yield the utterances that several outlets report."""
        coverage = self._coverage
        articles = coverage.articles[["article_id", "outlet_label", "story_id"]]
        reports = utterance_coverage.list_reports(articles, coverage.quotes)
        n_outlets = reports.groupby("utterance_id")["outlet_label"].transform("size")
        reports = reports[n_outlets >= MIN_REPORTING]
        quotes = coverage.quotes[coverage.quotes["utterance_id"].isin(reports["utterance_id"])]
        utterances = utterance_coverage.list_utterances(articles, quotes, reports)
        reports_of = dict(iter(reports.groupby("utterance_id")))
        for utterance in utterances.to_dict("records"):
            if len(str(utterance["wording"]).split()) >= MIN_QUOTED_WORDS:
                quoted = reports_of[utterance["utterance_id"]].to_dict("records")
                row = self._build_quotation(utterance, quoted)
                if len(row.reporting) >= MIN_REPORTING:
                    yield row

    def build_statements(self) -> Iterator[CoverageRow]:
        """Yield what several outlets report, without what a row of quotations stands for."""
        for cluster, members in self._members.items():
            outlets = {self._rows[member]["outlet_label"] for member in members}
            if len(outlets) < MIN_REPORTING or cluster in self._quoted_clusters:
                continue
            typical = self._find_typical(members)
            close = [member for member in members if self._is_close(member, typical)]
            outlets = {self._rows[member]["outlet_label"] for member in close}
            if len(outlets) >= MIN_REPORTING and report_states.is_statement(
                self._rows[typical]["text"]
            ):
                yield self._build_statement(close, typical)

    def build_sentences(self, article_id: str) -> Iterator[tuple[tuple[int, int], CoverageRow]]:
        """Yield the span of each sentence of an article with a counterpart elsewhere, and its row.

        Of two sentences each reports the other, or neither; of sentences that are less alike it is
        said that they are linked.
        """
        for position, row in enumerate(self._rows):
            if row["article_id"] != article_id:
                continue
            close = [
                other
                for other in self._coverage.find_likely(position, ALONE_THRESHOLD)
                if report_states.is_statement(row["text"])
                and self._rows[other]["outlet_label"] != row["outlet_label"]
                and report_states.is_statement(self._rows[other]["text"])
                and not self._coverage.is_opposed(position, other)
                and report_states.can_agree(row, self._rows[other])
            ]
            linked = self._coverage.list_counterparts(position)
            if close or linked:
                span = int(row["start"]), int(row["end"])
                yield span, self._build_statement([position, *close], position, linked)

    def build_figures(self) -> Iterator[CoverageRow]:
        """Yield the figures that several outlets give, different or equal."""
        for case in self._coverage.differing:
            yield self._build_figure(case)
        for case in self._coverage.agreeing:
            if figure_reports.is_worth_a_row(case):
                yield self._build_figure(case)

    def _build_quotation(self, utterance: Row, quoted: Sequence[Row]) -> CoverageRow:
        positions = [
            position
            for row in quoted
            if (position := self._coverage.locate(row["article_id"], row["start"])) is not None
        ]
        unified = speaker_names.unify_speakers(row["speaker"] for row in quoted)
        fullest = str(utterance["wording"])
        reports = {
            row["outlet_label"]: OutletReport(
                outlet=row["outlet_label"],
                state=report_states.judge_quotation(row, fullest),
                article_id=row["article_id"],
                start=int(row["start"]),
                end=int(row["end"]),
                text=row["wording"],
                speaker=unified.get(row["speaker"], ""),
                identified=speaker_names.describe_identification(row),
                cue=row["cue"],
            )
            for row in quoted
        }
        quotes = self._coverage.quotes
        others = [label for label in self._coverage.outlets if label not in reports]
        without = find_outlets_without(
            self._coverage.texts,
            quotes[quotes["utterance_id"] == utterance["utterance_id"]],
            pd.DataFrame(quoted),
            fullest,
            others,
        )
        row = self._make_row(
            row_id=f"{RowKind.QUOTATION}:{utterance['utterance_id']}",
            kind=RowKind.QUOTATION,
            text=utterance["wording"],
            outlet=next(r.outlet for r in reports.values() if r.text == utterance["wording"]),
            reports=reports,
            positions=positions,
            judged=self._judge.read_judged(positions, without),
        )
        self._note_quoted_clusters(row)
        return row

    def _build_statement(
        self, members: list[int], typical: int, linked: Sequence[int] = ()
    ) -> CoverageRow:
        by_outlet: dict[str, list[int]] = {}
        for member in members:
            by_outlet.setdefault(self._rows[member]["outlet_label"], []).append(member)
        reports = {}
        compare = self._judge.compare
        for outlet, outlet_members in by_outlet.items():
            best = max(
                outlet_members,
                key=lambda member: (member == typical, compare(member, typical), -member),
            )
            words = sum(self._rows[member]["words"] for member in outlet_members)
            state = report_states.judge_sentence(self._rows[typical], self._rows[best], words)
            reports[outlet] = self._judge.make_report(best, state)
        for position in linked:
            report = self._judge.make_report(position, ReportState.LINKED)
            reports.setdefault(report.outlet, report)
        row = self._rows[typical]
        return self._make_row(
            row_id=f"{RowKind.STATEMENT}:{row['article_id']}:{row['start']}",
            kind=RowKind.STATEMENT,
            text=row["text"],
            outlet=row["outlet_label"],
            reports=reports,
            positions=members,
        )

    def _build_figure(self, case: DifferingFigure) -> CoverageRow:
        places = [place for value in case.tally for place in value.evidence]
        located = (self._coverage.locate(place.article_id, place.start) for place in places)
        row = self._make_row(
            row_id=f"{RowKind.FIGURE}:{places[0].article_id}:{places[0].start}",
            kind=RowKind.FIGURE,
            text=figure_reports.name_figure(case),
            outlet="",
            reports=figure_reports.list_figure_reports(case),
            positions=[position for position in located if position is not None],
            is_certain=case.verdict is not Verdict.MAY_CONFLICT,
        )
        reports = {report.outlet: report for report in row.reports}
        judged = figure_reports.judge_numbers(self._coverage, case, reports)
        return replace(row, reports=tuple(judged.values()))

    def _make_row(
        self,
        *,
        row_id: str,
        kind: RowKind,
        text: str,
        outlet: str,
        reports: Mapping[str, OutletReport],
        positions: Sequence[int],
        judged: Mapping[str, OutletReport] | None = None,
        is_certain: bool = True,
    ) -> CoverageRow:
        """Return a row, with the outlets that have not reported it.

        Args:
            row_id: As in :class:`CoverageRow`, as the next three.
            kind: What it is.
            text: What is reported.
            outlet: Whose words these are.
            reports: Those that report it.
            positions: The sentences that do.
            judged: What is known of the others, if they are judged already.
            is_certain: As in :class:`CoverageRow`.
        """
        others = [label for label in self._coverage.outlets if label not in reports]
        if judged is None:
            texts = {text, *(report.text for report in reports.values())}
            judged = self._judge.judge_others(positions, others, texts)
        values = self._find_values(positions, judged.values())
        reports = {
            **{
                label: replace(report, value=report.value or values.get(label, ""))
                for label, report in reports.items()
            },
            **judged,
        }
        reports = complete_reports(self._coverage, kind, text, reports)
        positions = [*positions, *self._locate_reports(reports.values())]
        speakers: dict[str, list[str]] = {}
        for report in reports.values():
            if report.speaker and report.state in REPORTING:
                speakers.setdefault(report.speaker, []).append(report.outlet)
        return CoverageRow(
            row_id=row_id,
            kind=kind,
            text=text,
            outlet=outlet,
            reports=tuple(reports[label] for label in self._coverage.outlets),
            voices=tuple(self._coverage.group_voices(positions)),
            speakers=tuple((name, tuple(sorted(speakers[name]))) for name in sorted(speakers)),
            entities=self._coverage.list_entities(positions),
            is_certain=is_certain,
            spans=tuple(map(self._get_span, sorted(set(positions)))),
            noun=self._noun,
        )

    def _get_span(self, position: int) -> tuple[str, int, int]:
        row = self._rows[position]
        return row["article_id"], row["start"], row["end"]

    def _find_values(
        self, positions: Sequence[int], others: Iterable[OutletReport]
    ) -> dict[str, str]:
        """Return the figures, by outlet, that those of some other outlets contradict."""
        differing = [
            self._coverage.locate(report.article_id, report.start)
            for report in others
            if report.state is ReportState.DIFFERING
        ]
        return {
            self._rows[position]["outlet_label"]: figure
            for position in positions
            for other in differing
            if other is not None and (figure := self._coverage.find_figure(position, other))
        }

    def _find_typical(self, members: Sequence[int]) -> int:
        """Return the sentence most like the others of its cluster, of the text if one is there."""
        in_text = [
            member for member in members if self._rows[member]["block_kind"] == "body"
        ] or members
        likeness = {
            member: sum(self._judge.compare(member, other) for other in members)
            for member in in_text
        }
        return max(in_text, key=lambda member: (round(likeness[member], 9), -member))

    def _is_close(self, member: int, typical: int) -> bool:
        """Return whether a sentence of a cluster reports what the typical one does."""
        row, other = self._rows[member], self._rows[typical]
        if row["article_id"] == other["article_id"]:  # which are not compared
            return True
        return self._judge.compare(
            member, typical
        ) >= CLOSE_THRESHOLD or report_states.has_shared_words(row["text"], other["text"])

    def _locate_reports(self, reports: Iterable[OutletReport]) -> Iterator[int]:
        """Yield the sentences of those that report something in the same words."""
        for report in reports:
            if report.state is ReportState.SAME:
                yield from self._coverage.locate_all(report.article_id, report.start, report.end)

    def _note_quoted_clusters(self, row: CoverageRow) -> None:
        """Note the clusters in which several outlets quote one utterance."""
        outlets: dict[int, set[str]] = {}
        for article_id, start, end in row.spans:
            for position in self._coverage.locate_all(article_id, start, end):
                sentence = self._rows[position]
                outlets.setdefault(sentence["cluster"], set()).add(sentence["outlet_label"])
        self._quoted_clusters |= {
            cluster for cluster, labels in outlets.items() if len(labels) >= MIN_REPORTING
        }
