"""Figures and spellings on which the outlets of a story differ, and figures on which they agree."""

from functools import lru_cache

from analysis.corpus import differing_figures as figure_comparison
from analysis.corpus.differing_figures import DifferingFigure, Verdict
from analysis.findings.selection_rows import read_article_rows
from analysis.store.catalogue import Catalogue
from analysis.store.filters import Filters


def find_differing_figures(catalogue: Catalogue, filters: Filters) -> list[DifferingFigure]:
    """Return the figures of the same thing that differ between the filtered outlets."""
    cases = _compare_figures(catalogue, filters)
    return [case for case in cases if case.verdict not in (Verdict.AGREEMENT, Verdict.UNJUDGED)]


def find_unjudged_figures(catalogue: Catalogue, filters: Filters) -> list[DifferingFigure]:
    """Return the numbers of one word that the filtered outlets give, and that are not judged."""
    cases = _compare_figures(catalogue, filters)
    return [case for case in cases if case.verdict is Verdict.UNJUDGED]


def find_agreeing_figures(catalogue: Catalogue, filters: Filters) -> list[DifferingFigure]:
    """Return the figures of the same thing on which several of the filtered outlets agree."""
    cases = _compare_figures(catalogue, filters)
    return [case for case in cases if case.verdict is Verdict.AGREEMENT]


# The findings of a story, the list of all cases and the coverage of a story ask for the same.
@lru_cache(maxsize=2)
def _compare_figures(catalogue: Catalogue, filters: Filters) -> list[DifferingFigure]:
    return figure_comparison.compare_figures(
        *(
            read_article_rows(catalogue, filters, table)
            for table in ("articles", "sentences", "figures", "mentions")
        )
    )
