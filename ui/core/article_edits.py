"""The analyst's edits of articles: found in an edited table, written as overrides, and undone."""

from collections.abc import Iterable, Mapping
from datetime import date

import pandas as pd

from analysis.store.catalogue import Catalogue
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
    catalogue = workspace.catalogue(stale=True)
    renamed = find_renamed_outlets(catalogue, edits) if catalogue else {}
    for article_id, fields in edits.items():
        workspace.fix_article(article_id, **fields)
    if renamed:
        workspace.carry_groups(renamed)
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


def find_renamed_outlets(catalogue: Catalogue, edits: Edits) -> dict[str, str]:
    """Return the new names of the outlets all of whose articles get one that no outlet has yet."""
    articles = catalogue.query("SELECT article_id, outlet_label FROM articles")
    names = {
        article_id: fields["outlet"] for article_id, fields in edits.items() if "outlet" in fields
    }
    known = set(articles["outlet_label"])
    renamed = {}
    for outlet, article_ids in articles.groupby("outlet_label")["article_id"]:
        new_names = {names.get(article_id, "") for article_id in article_ids}
        if len(new_names) == 1 and (name := new_names.pop()) and name not in known:
            renamed[str(outlet)] = name
    return renamed


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
