"""What an analyst changes of articles: which fields, applied to the workspace, and undone again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from analysis.store.workspace import Workspace

#: The fields that may be corrected, and what a page calls them.
FIELD_LABELS = {
    "outlet": "Outlet",
    "published": "Published",
    "title": "Headline",
    "byline": "Byline",
    "credit": "Credit",
    "url": "Address",
}
Edits = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Undo:
    """What takes a change back.

    ``before`` are the corrections that stood before, by article and field; None where there was
    none. ``removed`` are the articles that were removed.
    """

    before: Mapping[str, Mapping[str, str | None]]
    removed: tuple[str, ...] = ()

    def apply(self, workspace: Workspace) -> None:
        """Put the decisions back as they were."""
        if self.removed:
            workspace.restore(self.removed)
        for article_id, fields in self.before.items():
            for name, value in fields.items():
                if value is None:
                    workspace.undo_fix(article_id, name)
                else:
                    workspace.fix_article(article_id, **{name: value})


def find_edits(before: pd.DataFrame, after: pd.DataFrame) -> dict[str, dict[str, str]]:
    """Return what was corrected, by article and field, dates as YYYY-MM-DD.

    Args:
        before: a row an article: ``article_id`` and the columns of :data:`FIELD_LABELS`.
        after: the same rows, edited; an emptied cell says "not known".
    """
    found: dict[str, dict[str, str]] = {}
    for row, article_id in enumerate(before["article_id"]):
        for name in FIELD_LABELS:
            old, new = _text(before[name].iloc[row]), _text(after[name].iloc[row])
            if old != new:
                found.setdefault(str(article_id), {})[name] = new
    return found


def apply_edits(workspace: Workspace, corrected: Edits, removed: tuple[str, ...] = ()) -> Undo:
    """Write corrections and removals into the workspace and return what takes them back."""
    stood = workspace.overrides.fixes
    before = {
        article_id: {name: stood.get(article_id, {}).get(name) for name in fields}
        for article_id, fields in corrected.items()
    }
    for article_id, fields in corrected.items():
        workspace.fix_article(article_id, **fields)
    if removed:
        workspace.remove(removed)
    return Undo(before, removed)


def restore_removed(workspace: Workspace, article_ids: Iterable[str]) -> None:
    """Take in again those of some articles that were removed."""
    if back := workspace.overrides.removed & set(article_ids):
        workspace.restore(back)


def _text(value: object) -> str:
    if value is None or value is pd.NaT or value != value:
        return ""
    if hasattr(value, "isoformat"):
        return str(value.isoformat())[:10]
    return str(value).strip()
