"""The analyst's edits of articles: found in an edited table, written as overrides, and undone."""

from collections.abc import Iterable, Mapping
from datetime import date

import pandas as pd

from analysis.store.workspace import Workspace
from ui.core.overrides import Undo

#: The fields that can be corrected, and their labels on screen.
FIELD_LABELS = {
    "outlet": "Outlet",
    "published": "Published",
    "title": "Headline",
    "byline": "Byline",
    "credit": "Credit",
    "url": "URL",
}
#: Corrected values by article id and field.
Edits = Mapping[str, Mapping[str, str]]


def find_edits(before: pd.DataFrame, after: pd.DataFrame) -> dict[str, dict[str, str]]:
    """Return the corrected values by article and field, dates as YYYY-MM-DD.

    Args:
        before: one row per article: ``article_id`` and the columns of :data:`FIELD_LABELS`.
        after: the same rows, edited; an emptied cell means that the value is not known.
    """
    edits: dict[str, dict[str, str]] = {}
    for row, article_id in enumerate(before["article_id"]):
        for field in FIELD_LABELS:
            old, new = _to_text(before[field].iloc[row]), _to_text(after[field].iloc[row])
            if old != new:
                edits.setdefault(str(article_id), {})[field] = new
    return edits


def apply_edits(workspace: Workspace, edits: Edits, removed: tuple[str, ...] = ()) -> Undo:
    """Write corrections and removals into the workspace, and return how to undo them.

    Args:
        workspace: where to write.
        edits: the corrected values.
        removed: ids of articles to remove.
    """
    fixes = workspace.overrides.fixes
    previous = {
        article_id: {field: fixes.get(article_id, {}).get(field) for field in fields}
        for article_id, fields in edits.items()
    }
    for article_id, fields in edits.items():
        workspace.fix_article(article_id, **fields)
    if removed:
        workspace.remove(removed)

    def revert(workspace: Workspace) -> None:
        if removed:
            workspace.restore(removed)
        for article_id, fields in previous.items():
            for field, value in fields.items():
                if value is None:
                    workspace.undo_fix(article_id, field)
                else:
                    workspace.fix_article(article_id, **{field: value})

    return Undo(_describe_edits(len(edits), len(removed)), revert)


def restore_removed(workspace: Workspace, article_ids: Iterable[str]) -> None:
    """Restore those of some articles that were removed."""
    if removed := workspace.overrides.removed & set(article_ids):
        workspace.restore(removed)


def _to_text(value: object) -> str:
    if value is None or pd.isna(value):  # type: ignore[call-overload]
        return ""
    if isinstance(value, date):  # also a pandas Timestamp
        return value.isoformat()[: len("YYYY-MM-DD")]
    return str(value).strip()


def _describe_edits(corrected: int, removed: int) -> str:
    parts = [
        f"{count} article{'s' * (count != 1)} {verb}"
        for count, verb in ((corrected, "corrected"), (removed, "removed"))
        if count
    ]
    return f"{' and '.join(parts)}."
