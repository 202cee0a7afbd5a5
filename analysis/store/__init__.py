"""The workspace: Parquet parts, the analyst's overrides, and the catalogue pages read.

Nothing here imports spaCy, scikit-learn or trafilatura, since showing a workspace needs none.
"""

from analysis.store.catalogue import Catalogue
from analysis.store.export import export
from analysis.store.filters import Filters
from analysis.store.notes import Note, NoteKind, NotesError, NoteStore
from analysis.store.overrides import Overrides, OverridesError
from analysis.store.snapshot import Snapshot
from analysis.store.workspace import Workspace

__all__ = [
    "Catalogue",
    "Filters",
    "Note",
    "NoteKind",
    "NoteStore",
    "NotesError",
    "Overrides",
    "OverridesError",
    "Snapshot",
    "Workspace",
    "export",
]
