"""Who acts on whom, and who criticises or supports whom: clauses to read, with their sentences."""

import pandas as pd

from analysis.findings.selection_rows import get_selection, read_passages
from analysis.measures import event_clauses
from analysis.store.catalogue import Catalogue
from analysis.store.filters import Filters


def list_clauses(catalogue: Catalogue, filters: Filters) -> pd.DataFrame:
    """Return who acts on whom, as :func:`analysis.measures.event_clauses.list_clauses` does.

    Filters on entities and types select clauses in which one of them acts or is acted upon.
    """
    return event_clauses.list_clauses(get_selection(catalogue, filters))


def list_criticism_and_support(catalogue: Catalogue, filters: Filters) -> pd.DataFrame:
    """Return who criticises or supports whom.

    Returns:
        As :func:`analysis.measures.event_clauses.select_criticism_and_support`.
    """
    return event_clauses.select_criticism_and_support(list_clauses(catalogue, filters))


def find_clause_passage(
    catalogue: Catalogue, article_id: str, start: int, end: int
) -> pd.DataFrame:
    """Return the passage of one clause, as :func:`evidence.passages` does."""
    span = pd.DataFrame({"article_id": [article_id], "start": [start], "end": [end]})
    return read_passages(catalogue, span)
