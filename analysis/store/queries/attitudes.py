"""Queries of attitudes: what is attributed to somebody without being reported as said."""

import pandas as pd

from analysis.store.catalogue import Catalogue
from analysis.store.filters import Filters
from analysis.store.paged_listing import Listing
from analysis.store.queries.evidence import find_passages

_LISTING = Listing(
    "attitudes",
    "t.attitude_id, a.outlet_label, a.published, t.holder, t.cue, t.text, t.confidence",
    searched="t.text, t.holder, t.mention, t.cue",
)


def count_attitudes(catalogue: Catalogue, filters: Filters, search_text: str = "") -> int:
    """Return the number of attitudes that :func:`list_attitudes` lists in all."""
    return _LISTING.count(catalogue, filters, search_text)


def list_attitudes(
    catalogue: Catalogue, filters: Filters, search_text: str, limit: int, offset: int = 0
) -> pd.DataFrame:
    """Return the attitudes, by outlet and position in the text.

    Args:
        catalogue: The workspace's catalogue.
        filters: The selection; for an entity, the attitudes it holds and those that name it.
        search_text: Text that the attitude, its holder or its cue contains, whatever its case.
        limit: Maximum number of rows.
        offset: Number of rows to skip.

    Returns:
        ``attitude_id``, ``outlet_label``, ``published``, ``holder``, ``cue``, ``text`` and
        ``confidence``.
    """
    return _LISTING.rows(catalogue, filters, search_text, limit, offset)


def find_context(catalogue: Catalogue, attitude_id: str) -> pd.DataFrame:
    """Return one attitude in its sentences, as :func:`evidence.find_passages` does."""
    return find_passages(
        catalogue,
        'SELECT article_id, "start", "end", cue AS note FROM attitudes WHERE attitude_id = ?',
        (attitude_id,),
    )
