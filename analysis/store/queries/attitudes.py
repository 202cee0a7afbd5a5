"""What is attributed to whom without being reported as said, and in which sentence."""

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


def count_attitudes(catalogue: Catalogue, filters: Filters, find: str = "") -> int:
    """Return how many attitudes :func:`list_attitudes` lists in all."""
    return _LISTING.count(catalogue, filters, find)


def list_attitudes(
    catalogue: Catalogue, filters: Filters, find: str, limit: int, offset: int = 0
) -> pd.DataFrame:
    """Return the attitudes, by outlet and place in the text.

    Args:
        catalogue: the workspace's catalogue.
        filters: what is looked at; of an entity, the attitudes it holds and those that name it.
        find: words to look for in the attitude, its holder and its cue; upper and lower case are
            the same.
        limit: so many rows,
        offset: after so many.

    Returns:
        ``attitude_id``, ``outlet_label``, ``published``, ``holder``, ``cue``, ``text`` and
        ``confidence``.
    """
    return _LISTING.rows(catalogue, filters, find, limit, offset)


def find_context(catalogue: Catalogue, attitude_id: str) -> pd.DataFrame:
    """Return one attitude in its sentences, as :func:`evidence.find_passages` does."""
    return find_passages(
        catalogue,
        'SELECT article_id, "start", "end", cue AS note FROM attitudes WHERE attitude_id = ?',
        (attitude_id,),
    )
