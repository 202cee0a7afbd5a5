"""The workspace: Parquet parts, the analyst's decisions, and the catalogue pages read.

Nothing here imports spaCy, scikit-learn or trafilatura: showing a workspace needs none of them.
"""

from analysis.store.catalogue import Catalogue
from analysis.store.export import export
from analysis.store.filters import Filters
from analysis.store.overrides import Overrides, OverridesError
from analysis.store.workspace import Snapshot, Workspace

__all__ = [
    "Catalogue",
    "Filters",
    "Overrides",
    "OverridesError",
    "Snapshot",
    "Workspace",
    "export",
]
