"""A finding: one sentence on how the outlets of a story differ, with what it rests on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

#: Number of findings in a list, and maximum number of one kind among the first. Judgement: what a
#: reader takes in at a glance.
MAX_FINDINGS, MAX_OF_KIND = 6, 2


class FindingKind(StrEnum):
    """What a finding is about."""

    QUOTATION = "quotation"
    FIGURE = "figure"
    EXCLUSIVE = "only one outlet"
    OMISSION = "missing from one outlet"
    SHARED_TEXT = "shared text"
    FRAMING = "framing"


class Certainty(StrEnum):
    """How certain a finding is, the most certain first."""

    IN_THE_TEXTS = "read in the texts"
    HOLDS_AFTER_CORRECTION = "holds after correction for multiple tests"
    SUGGESTIVE = "suggestive (one test)"
    TO_CHECK = "may differ, check"


@dataclass(frozen=True)
class TextSpan:
    """A passage that a finding rests on: offsets in the text of an article."""

    article_id: str
    start: int
    end: int


@dataclass(frozen=True)
class FindingValue:
    """A value and the outlets that have it, in a finding: "3" in two of them, "4" in a third."""

    value: str
    outlets: tuple[str, ...]


@dataclass(frozen=True)
class Finding:
    """One finding.

    Attributes:
        kind: What it is about.
        sentence: The finding in words; unescaped text.
        outlets: The outlets that it says something of, sorted.
        values: The value of each group of outlets; empty where the sentence says all.
        certainty: How certain it is.
        evidence: The passages it rests on.
        weight: How much it tells, 0 to 1; comparable within one kind only.
        subject: The name it is about; empty where it is about no single name.
    """

    kind: FindingKind
    sentence: str
    outlets: tuple[str, ...]
    values: tuple[FindingValue, ...]
    certainty: Certainty
    evidence: tuple[TextSpan, ...]
    weight: float
    subject: str = ""


def rank_findings(
    by_kind: Iterable[Sequence[Finding]],
    limit: int = MAX_FINDINGS,
    max_of_kind: int = MAX_OF_KIND,
) -> tuple[Finding, ...]:
    """Return the best finding of each kind, then the second best of each, and so on.

    Args:
        by_kind: The findings of each kind, the kinds in order of importance.
        limit: Maximum number of findings.
        max_of_kind: Maximum number of one kind.
    """
    ordered = [sorted(of_kind, key=lambda finding: -finding.weight) for of_kind in by_kind]
    ranked = [
        of_kind[rank] for rank in range(max_of_kind) for of_kind in ordered if rank < len(of_kind)
    ]
    return tuple(ranked[:limit])


def join_names(names: tuple[str, ...] | list[str]) -> str:
    """Return names as an enumeration: "A", "A and B", "A, B and C"."""
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last
