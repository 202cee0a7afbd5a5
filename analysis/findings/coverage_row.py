"""A row of the coverage matrix: something that several outlets report, and how each of them does.

A cell has the outlet's own sentence, never another's. That an outlet does not have it is said only
where no sentence of it may report the same; in between, the cell says nothing.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

#: Minimum share of the outlets that report what leads the list: most have it, and one has not
#: (judgement).
LEAD_SHARE = 2 / 3


class RowKind(StrEnum):
    """What a row reports."""

    STATEMENT = "statement"
    QUOTATION = "quotation"
    FIGURE = "figure"


class ReportState(StrEnum):
    """How an outlet reports what a row does; the value is the label.

    ``LINKED``: a sentence has a sure link to the one beside it, in a row of one sentence.
    ``POSSIBLE``: a sentence may report it. ``UNCLEAR``: nothing is said.
    """

    SAME = "same words"
    REWORDED = "other words"
    PART = "in part"
    DIFFERING = "differing figure"
    SAME_FIGURE = "same figure"
    LINKED = "counterpart"
    POSSIBLE = "possibly"
    UNCLEAR = "unclear"
    NOT_FOUND = "not found"


#: States of an outlet that reports what a row does, in whatever figures.
REPORTING = frozenset(
    {
        ReportState.SAME,
        ReportState.REWORDED,
        ReportState.PART,
        ReportState.DIFFERING,
        ReportState.SAME_FIGURE,
    }
)


@dataclass(frozen=True)
class OutletReport:
    """How one outlet reports something.

    Attributes:
        outlet: Its label.
        state: How it reports it.
        article_id: The article of its own sentence; empty where there is none to show.
        start: The first character of the sentence; -1 where there is none.
        end: One past its last.
        text: The sentence.
        speaker: Whom it credits, where it quotes; empty when unsure.
        identified: How the speaker was identified; empty if the words beside name them.
        cue: The words that introduce the quotation.
        value: The figure that it gives, where the row is a figure or figures differ.
    """

    outlet: str
    state: ReportState
    article_id: str = ""
    start: int = -1
    end: int = -1
    text: str = ""
    speaker: str = ""
    identified: str = ""
    cue: str = ""
    value: str = ""


@dataclass(frozen=True)
class CoverageRow:
    """Something that several outlets report, or report differently.

    Attributes:
        row_id: Names the row in a link.
        kind: What it is.
        text: The most typical sentence, the fullest quotation, or what a figure counts.
        outlet: Whose words these are; empty for a figure.
        reports: One for every outlet, in the order of their labels.
        voices: The outlets that report it, those together that report it with one voice.
        speakers: The speakers whom outlets credit, each with these outlets; of a quotation several
            where the outlets do not agree.
        entities: Ids of who and what the sentences name.
        is_certain: False for figures that may differ, which is for a person to check.
        spans: The sentences that report it, of all outlets: article_id, start, end.
        noun: What sentences call an outlet; outlets may be pooled to groups.
    """

    row_id: str
    kind: RowKind
    text: str
    outlet: str
    reports: tuple[OutletReport, ...]
    voices: tuple[tuple[str, ...], ...]
    speakers: tuple[tuple[str, tuple[str, ...]], ...]
    entities: frozenset[str]
    is_certain: bool = True
    spans: tuple[tuple[str, int, int], ...] = ()
    noun: str = "outlet"

    @property
    def reporting(self) -> tuple[str, ...]:
        """The outlets that report it, whatever figure they give."""
        return tuple(report.outlet for report in self.reports if report.state in REPORTING)

    @property
    def missing(self) -> tuple[str, ...]:
        """The outlets in which it was not found."""
        return tuple(r.outlet for r in self.reports if r.state is ReportState.NOT_FOUND)

    @property
    def is_lower_bound(self) -> bool:
        """Whether an outlet may report it of which it is not known."""
        return len(self.reporting) + len(self.missing) < len(self.reports)

    @property
    def unevenness(self) -> float:
        """Share of the pairs of outlets of which one has it and the other has not."""
        pairs = len(self.reports) * (len(self.reports) - 1) / 2
        return len(self.reporting) * len(self.missing) / max(pairs, 1)

    @property
    def is_differing_figure(self) -> bool:
        """Whether it is a figure that outlets give differently."""
        differing = ReportState.DIFFERING
        return self.kind is RowKind.FIGURE and any(r.state is differing for r in self.reports)

    @property
    def has_speaker_conflict(self) -> bool:
        """Whether outlets credit the same words to different people."""
        return self.kind is RowKind.QUOTATION and len(self.speakers) > 1

    @property
    def is_lead(self) -> bool:
        """Whether most outlets have it and another has not."""
        return bool(self.missing) and len(self.reporting) >= LEAD_SHARE * len(self.reports)


def describe_row(row: CoverageRow) -> str:
    """Return who reports it: "5 of 6 outlets (4 independent) have it, Ledger does not".

    It begins with "At least" where another outlet may have it.
    """
    n_reporting, n_outlets = len(row.reporting), len(row.reports)
    at_least = "At least " if row.is_lower_bound else ""
    independent = f" ({len(row.voices)} independent)" if len(row.voices) < n_reporting else ""
    reporting = f"{at_least}{n_reporting} of {n_outlets} {row.noun}s{independent}"
    if row.is_differing_figure:
        differ = "differ" if row.is_certain else "may differ, check"
        return f"{reporting} give figures that {differ}"
    has = "give this figure" if row.kind is RowKind.FIGURE else "have it"
    sentence = f"{reporting} {has}"
    if not row.missing:
        return sentence
    if len(row.missing) == 1:
        return f"{sentence}, {row.missing[0]} does not"
    return f"{sentence}, {len(row.missing)} do not"


def describe_kinds(rows: Sequence[CoverageRow]) -> str:
    """Return how many rows there are of which kinds: "3 statements and 2 quotations"."""
    numbers = Counter(row.kind for row in rows)
    parts = [
        f"{numbers[kind]} {kind.value}{'s' * (numbers[kind] != 1)}"
        for kind in RowKind
        if numbers[kind]
    ]
    return " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))


def describe_rows(rows: Sequence[CoverageRow], noun: str) -> str:
    """Return how many rows there are, of which kinds, and what comes first.

    Args:
        rows: Rows in the order of :func:`rank_row`.
        noun: What an outlet is called.
    """
    sentences = [f"{describe_kinds(rows)} found in at least two {noun}s."]
    n_leads = sum(row.is_lead for row in rows)
    if n_leads:
        first = ", listed first," if n_leads < len(rows) else ""
        verb = "are" if n_leads > 1 else "is"
        sentences.append(
            f"{n_leads} of them{first} {verb} in most {noun}s and missing from another."
        )
    elif len({row.unevenness for row in rows}) > 1:
        sentences.append("The biggest coverage gaps come first.")
    return " ".join(sentences)


def rank_row(row: CoverageRow) -> tuple[bool, float, int, str]:
    """Return the key by which rows are sorted.

    What most outlets have and another has not is first, by how many have it; then what is reported
    most unevenly.
    """
    share = len(row.reporting) / len(row.reports)
    return (
        not row.is_lead,
        -(share if row.is_lead else row.unevenness),
        -len(row.voices),
        row.row_id,
    )
