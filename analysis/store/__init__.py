"""The workspace: Parquet parts, the analyst's overrides, and the catalogue pages read.

Nothing here imports spaCy, scikit-learn or trafilatura, since showing a workspace needs none.
"""

from analysis.store.catalogue import Catalogue
from analysis.store.export import export
from analysis.store.filters import Filters
from analysis.store.overrides import Overrides, OverridesError
from analysis.store.snapshot import Snapshot
from analysis.store.workspace import Workspace

__all__ = [
    "Catalogue",
    "Filters",
    "Overrides",
    "OverridesError",
    "Snapshot",
    "Workspace",
    "export",
]
