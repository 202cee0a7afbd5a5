"""How the outlets of a story report a row of the coverage, by their sentences."""

from collections.abc import Collection, Sequence
from dataclasses import replace

import pandas as pd

from analysis.findings import speaker_names
from analysis.findings.coverage_row import OutletReport, ReportState
from analysis.findings.outlets_without import read_state
from analysis.findings.report_states import Row
from analysis.findings.story_coverage import StoryCoverage

#: Minimum probability that a sentence reports what the typical one of its cluster does, to count as
#: a report (judgement, from reading rows: below it, about half were of something else).
CLOSE_THRESHOLD = 0.75


class ReportJudge:
    """Judges the sentences of a story."""

    def __init__(self, coverage: StoryCoverage) -> None:
        """Read the sentences and the quotations in them."""
        self._coverage = coverage
        self._rows: Sequence[Row] = coverage.statements.sentences.to_dict("records")
        self._quotes_at = self._locate_quotes()

    def judge_others(
        self,
        positions: Sequence[int],
        outlets: Sequence[str],
        texts: Collection[str],
    ) -> dict[str, OutletReport]:
        """Return what is known of the outlets without a sentence that surely reports the same.

        Args:
            positions: The sentences of those that report it.
            outlets: The other outlets.
            texts: What is reported, in the words of each outlet.
        """
        if not outlets:
            return {}
        possible = self._coverage.find_possible(positions, texts)
        absent = self._coverage.find_absent(positions, texts)
        judged = {}
        for outlet in outlets:
            if best := possible.get(outlet):
                judged[outlet] = self._judge_possible(best.position, positions)
            else:
                state = ReportState.NOT_FOUND if outlet in absent else ReportState.UNCLEAR
                judged[outlet] = OutletReport(outlet, state)
        return judged

    def _judge_possible(self, position: int, positions: Sequence[int]) -> OutletReport:
        """Return the report of an outlet by a sentence that may report what some others do."""
        figures = (
            self._coverage.find_figure(position, other)
            for other in positions
            if self.compare(position, other) >= CLOSE_THRESHOLD
        )
        value = next(filter(None, figures), "")
        state = ReportState.DIFFERING if value else ReportState.POSSIBLE
        return self.make_report(position, state, value)

    def read_judged(
        self, positions: Sequence[int], without: pd.DataFrame
    ) -> dict[str, OutletReport]:
        """Return what is known of the outlets that do not quote an utterance.

        Args:
            positions: The sentences of those that quote it.
            without: As :func:`find_outlets_without` returns it.
        """
        judged = {}
        for row in without.to_dict("records"):
            outlet, state = row["outlet_label"], read_state(row)
            position = self._coverage.locate(row["article_id"], row["start"])
            place = {name: row[name] for name in ("article_id", "start", "end", "text")}
            if position is None:
                judged[outlet] = OutletReport(outlet, state, **place)
            elif state is ReportState.POSSIBLE:
                judged[outlet] = self._judge_possible(position, positions)
            else:
                judged[outlet] = replace(self.make_report(position, state), **place)
        return judged

    def make_report(self, position: int, state: ReportState, value: str = "") -> OutletReport:
        """Return the report of an outlet by one of its sentences."""
        row = self._rows[position]
        named = speaker_names.select_attribution(self._quotes_at.get(position, []))
        return OutletReport(
            outlet=row["outlet_label"],
            state=state,
            article_id=row["article_id"],
            start=int(row["start"]),
            end=int(row["end"]),
            text=row["text"],
            speaker=named["speaker"],
            identified=speaker_names.describe_identification(named),
            cue=named["cue"],
            value=value,
        )

    def compare(self, first: int, second: int) -> float:
        """Return the probability that two sentences report the same."""
        return float(self._coverage.statements.probability[first, second])

    def _locate_quotes(self) -> dict[int, list[Row]]:
        quotes: dict[int, list[Row]] = {}
        for row in self._coverage.quotes.to_dict("records"):
            position = self._coverage.locate(row["article_id"], row["start"])
            if position is not None:
                quotes.setdefault(position, []).append(row)
        return quotes
