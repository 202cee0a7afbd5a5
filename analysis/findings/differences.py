"""The findings on the page Differences: figures, spellings, exclusives, omissions and copies.

What one outlet alone names, or alone leaves out, is told in one sentence an outlet.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from analysis.findings.finding import (
    MAX_FINDINGS,
    Certainty,
    Finding,
    FindingKind,
    join_names,
    rank_findings,
)
from analysis.findings.story import find_copies, find_figures
from analysis.findings.story_names import find_name_findings
from analysis.store.catalogue import Catalogue
from analysis.store.filters import Filters

#: Maximum number of findings of one kind: so many leave room for the other kinds (judgement).
MAX_OF_KIND = 3
#: Maximum number of names in a sentence; others are counted (judgement).
MAX_NAMES = 3

#: The sentence on several names of an outlet, by kind.
_SENTENCES: Mapping[FindingKind, str] = {
    FindingKind.EXCLUSIVE: "Only {outlet} names {names}.",
    FindingKind.OMISSION: "Every {noun} but {outlet} names {names}.",
}


def find_differences(
    catalogue: Catalogue, filters: Filters, limit: int = MAX_FINDINGS
) -> tuple[Finding, ...]:
    """Return the findings on what differs between the outlets of a story, the most telling first.

    Args:
        catalogue: The workspace's catalogue.
        filters: The current filters; they leave the articles of one story.
        limit: Maximum number of findings.
    """
    names = find_name_findings(catalogue, filters)
    by_kind = (
        find_figures(catalogue, filters),
        _merge_by_outlet(names, FindingKind.OMISSION, catalogue.outlet_noun),
        _merge_by_outlet(names, FindingKind.EXCLUSIVE, catalogue.outlet_noun),
        find_copies(catalogue, filters),
    )
    return rank_findings(by_kind, limit, MAX_OF_KIND)


def _merge_by_outlet(findings: Iterable[Finding], kind: FindingKind, noun: str) -> list[Finding]:
    """Return one finding an outlet, with the names of its findings of a kind."""
    by_outlet: defaultdict[tuple[str, ...], list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.kind is kind:
            by_outlet[finding.outlets].append(finding)
    return [
        of_outlet[0] if len(of_outlet) == 1 else _merge(of_outlet, noun)
        for of_outlet in by_outlet.values()
    ]


def _merge(findings: list[Finding], noun: str) -> Finding:
    """Return one finding on the names of several of one kind and outlet, the most telling first."""
    kind, outlets = findings[0].kind, findings[0].outlets
    names = [finding.subject for finding in findings[:MAX_NAMES]]
    if rest := len(findings) - len(names):
        names.append(f"{rest} other{'s' * (rest != 1)}")
    return Finding(
        kind=kind,
        sentence=_SENTENCES[kind].format(noun=noun, outlet=outlets[0], names=join_names(names)),
        outlets=outlets,
        values=(),
        certainty=Certainty.IN_THE_TEXTS,
        evidence=tuple(span for finding in findings for span in finding.evidence),
        weight=findings[0].weight,
    )
