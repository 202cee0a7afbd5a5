"""Figures and spellings on which the outlets of a story differ."""

from functools import lru_cache

from analysis.corpus import differing_figures as figure_comparison
from analysis.corpus.differing_figures import DifferingFigure
from analysis.findings.selection_rows import read_article_rows
from analysis.store.catalogue import Catalogue
from analysis.store.filters import Filters


def find_differing_figures(catalogue: Catalogue, filters: Filters) -> list[DifferingFigure]:
    """Return the figures of the same thing that differ between the filtered outlets."""
    return list(_find_differing_figures(catalogue, filters))


# The findings of a story and the list of all cases ask for the same.
@lru_cache(maxsize=2)
def _find_differing_figures(catalogue: Catalogue, filters: Filters) -> list[DifferingFigure]:
    return figure_comparison.find_differing_figures(
        *(
            read_article_rows(catalogue, filters, table)
            for table in ("articles", "sentences", "figures", "mentions")
        )
    )
