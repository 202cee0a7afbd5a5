"""Queries of the outlets of a workspace: which of them seem to be one house."""

from analysis.corpus.outlet_houses import OutletHouse, propose_houses
from analysis.store.catalogue import Catalogue


def find_houses(catalogue: Catalogue) -> list[OutletHouse]:
    """Return the outlets of all articles that seem to be one, those with the most articles first.

    :meth:`analysis.store.workspace.Workspace.rename_outlets` makes them one.
    """
    addresses = catalogue.query(
        """
        SELECT outlet, lower(regexp_extract(url, '^(?:\\w+://)?([^/:?#]+)', 1)) AS host,
               count(*) AS articles
        FROM articles GROUP BY ALL ORDER BY ALL
        """
    )
    return propose_houses(addresses)
