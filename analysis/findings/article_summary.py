"""One article beside the others of its story, in a few lines: who tells the same, who was first.

from analysis.findings.article_summary import summarize_article
from analysis.store import Filters, Workspace

catalogue = Workspace("workspace").catalogue()
summarize_article(catalogue, Filters(story="…"), "a1").shared  # (("Beacon", 7), ("Courier", 2))
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import pandas as pd

from analysis.corpus.differing_figures import DifferingFigure, Verdict
from analysis.findings.article_coverage import (
    SentenceCoverage,
    SentenceState,
    compute_article_coverage,
)
from analysis.findings.coverage_matrix import compute_coverage
from analysis.findings.coverage_row import CoverageRow, RowKind
from analysis.findings.differing_figures import find_differing_figures
from analysis.findings.finding import Finding, FindingKind
from analysis.findings.story_names import find_missing_names, find_name_findings
from analysis.findings.timeline import list_publications
from analysis.store.catalogue import Catalogue
from analysis.store.filters import Filters


@dataclass(frozen=True)
class ArticleSummary:
    """What sets an article apart from the other outlets' articles.

    Attributes:
        shared: The other outlets with the number of its sentences that have a counterpart there,
            as where two articles are compared; most first.
        reported_by_others: Positions of the marks of what others tell too, from 0, as
            :func:`compute_article_coverage` orders them.
        only_here: Positions of the marks of what it alone tells.
        differing: Positions of the marks of figures that differ.
        spellings: The names in it that outlets spell differently, with who spells them how.
        named: The people and organisations that its outlet alone names.
        missing: The rows of the coverage matrix that were not found in its outlet.
        missing_names: The people and organisations that two or more others name and it does not.
        earlier: The other outlets whose first article has an earlier day, with the number of days,
            the earliest first.
        same_day: Those that first published on its day.
        later: Those that first published later.
        undated: Those with an article without a day; all others if its own is not known.
    """

    shared: tuple[tuple[str, int], ...]
    reported_by_others: tuple[int, ...]
    only_here: tuple[int, ...]
    differing: tuple[int, ...]
    spellings: tuple[DifferingFigure, ...]
    named: tuple[Finding, ...]
    missing: tuple[CoverageRow, ...]
    missing_names: tuple[Finding, ...]
    earlier: tuple[tuple[str, int], ...]
    same_day: tuple[str, ...]
    later: tuple[str, ...]
    undated: tuple[str, ...]


@lru_cache(maxsize=16)
def summarize_article(catalogue: Catalogue, filters: Filters, article_id: str) -> ArticleSummary:
    """Return what sets an article apart.

    Args:
        catalogue: The workspace's catalogue.
        filters: Those that leave the articles of the article's story; entities are ignored.
        article_id: The article; of one that is not among them nothing is known.
    """
    filters = replace(filters, entities=(), labels=(), kinds=())
    marks = compute_article_coverage(catalogue, filters, article_id)
    publications = list_publications(catalogue, filters)
    publication = publications[publications["article_id"] == article_id]
    others = publications[~publications["outlet_label"].isin(publication["outlet_label"])]
    first_days = {
        str(other): days.min() if days.notna().all() else pd.NaT
        for other, days in others.groupby("outlet_label")["published"]
    }
    # Positive for outlets that were earlier; not a number where one of the two has no day.
    leads = {
        other: (publication["published"].min() - day).days for other, day in first_days.items()
    }
    names = find_name_findings(catalogue, filters)
    outlet = next(iter(publication["outlet_label"].astype(str)), "")
    earlier = sorted((other for other in leads if leads[other] > 0), key=lambda o: -leads[o])
    return ArticleSummary(
        shared=tuple(Counter(other for mark in marks for other in mark.counterparts).most_common()),
        reported_by_others=_find_marks(marks, SentenceState.REPORTED),
        only_here=_find_marks(marks, SentenceState.ONLY_HERE),
        differing=_find_marks(marks, SentenceState.DIFFERS),
        spellings=tuple(
            case
            for case in find_differing_figures(catalogue, filters)
            if case.verdict is Verdict.SPELLING
            and any(
                place.article_id == article_id for value in case.tally for place in value.evidence
            )
        ),
        named=tuple(
            finding
            for finding in names
            if finding.kind is FindingKind.EXCLUSIVE
            and any(span.article_id == article_id for span in finding.evidence)
        ),
        missing=tuple(
            row
            for row in compute_coverage(catalogue, filters)
            if outlet in row.missing and row.kind is not RowKind.FIGURE
        ),
        missing_names=find_missing_names(catalogue, filters, outlet) if outlet else (),
        earlier=tuple((other, int(leads[other])) for other in earlier),
        same_day=tuple(other for other in leads if leads[other] == 0),
        later=tuple(other for other in leads if leads[other] < 0),
        undated=tuple(other for other in leads if pd.isna(leads[other])),
    )


def _find_marks(marks: Sequence[SentenceCoverage], state: SentenceState) -> tuple[int, ...]:
    return tuple(position for position, mark in enumerate(marks) if mark.state is state)
