"""What the analyst decided: ``decisions.json``, made to be read by people.

::

    {
      "articles": {"390bdab3792906cd": {"outlet": "NTD", "published": "2023-09-06"}},
      "removed": ["f9476dc9d441f33e"],
      "stories": {"cut": 0.2, "moved": {"894ebee4b520c802": "4467d989d7ade940"}},
      "copied": "left out",
      "entities": {"together": {"person:sullivan-3f2a11": "person:jake-sullivan"}}
    }

``cut`` is the similarity from which articles are one story; a moved article is in the story of the
article named, or in one of its own (``""``); ``copied`` passages may be left out of every measure.

What ``entities`` may hold is told in :mod:`analysis.corpus.entity_overrides`. A decision is undone
by
deleting its entry. Keys this module does not know are kept as they are.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from analysis.corpus.entity_overrides import EntityOverrides
from analysis.store.atomic_files import replacing

#: What may be fixed of an article. An empty value says "not known".
FIXABLE = ("outlet", "published", "title", "byline", "url", "credit")
_LEFT_OUT = "left out"


class OverridesError(ValueError):
    """A decision that cannot be understood; the message says where and why."""


@dataclass(frozen=True)
class Overrides:
    """The decisions as they stand.

    ``fixes`` maps an article to its corrected fields (``published`` as an ISO date), ``removed``
    are the articles left out, ``cut`` is the similarity from which articles are one story (None
    for the usual one), ``moved`` maps an article to one whose story it was put in (empty for a
    story of its own), in the order of the moves, ``without_copied`` says whether copied passages
    are left out, ``entities`` what was decided about entities, ``other`` what else the file holds.
    """

    fixes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    removed: frozenset[str] = frozenset()
    entities: EntityOverrides = field(default_factory=EntityOverrides)
    other: Mapping[str, Any] = field(default_factory=dict)
    cut: float | None = None
    moved: Mapping[str, str] = field(default_factory=dict)
    without_copied: bool = False

    @classmethod
    def read(cls, path: Path) -> "Overrides":
        """Read `path`; no file means no decisions.

        Raises:
            DecisionsError: when the file is not JSON of the shape above.
        """
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return cls()
        except (json.JSONDecodeError, UnicodeDecodeError) as error:
            raise OverridesError(f"{path.name} is not valid JSON: {error}") from error
        if not isinstance(content, dict):
            raise OverridesError(f"{path.name} must hold one JSON object")
        fixes, removed = content.pop("articles", {}), content.pop("removed", [])
        if not isinstance(fixes, dict) or not all(isinstance(fix, dict) for fix in fixes.values()):
            raise OverridesError(f"{path.name}: 'articles' must map article ids to fields")
        if not isinstance(removed, list) or not all(isinstance(item, str) for item in removed):
            raise OverridesError(f"{path.name}: 'removed' must be a list of article ids")
        for article_id, fix in fixes.items():
            _check(fix, f"{path.name}: article {article_id}")
        cut, moved = _grouping(content.pop("stories", {}), path.name)
        without = content.pop("copied", "")
        if without not in ("", _LEFT_OUT):
            raise OverridesError(f"{path.name}: 'copied' may be {_LEFT_OUT!r}, not {without!r}")
        try:
            entities = EntityOverrides.parse(content.pop("entities", {}))
        except ValueError as error:
            raise OverridesError(f"{path.name}: {error}") from error
        return cls(fixes, frozenset(removed), entities, content, cut, moved, bool(without))

    def write(self, path: Path) -> None:
        """Write `path` in one step."""
        content = {"articles": self.fixes, "removed": sorted(self.removed)}
        if self.cut is not None or self.moved:
            cut = {} if self.cut is None else {"cut": self.cut}
            content["stories"] = {**cut, "moved": self.moved}
        if self.without_copied:
            content["copied"] = _LEFT_OUT
        if decided := self.entities.to_json():
            content["entities"] = decided
        content |= self.other
        with replacing(path) as temporary:
            text = json.dumps(content, ensure_ascii=False, indent=2)
            temporary.write_text(text + "\n", encoding="utf-8")

    def with_fix(self, article_id: str, fields: Mapping[str, str]) -> "Overrides":
        """Return these decisions with `fields` of the article corrected.

        Raises:
            DecisionsError: when a field cannot be fixed or a date is not one.
        """
        if unknown := sorted(set(fields) - set(FIXABLE)):
            raise OverridesError(f"article {article_id}: {unknown[0]!r} cannot be fixed")
        _check(fields, f"article {article_id}")
        fixed = {**self.fixes.get(article_id, {}), **fields}
        return replace(self, fixes={**self.fixes, article_id: fixed})

    def without_fix(self, article_id: str, name: str | None = None) -> "Overrides":
        """Return these decisions without the fix of one field of the article, or of all."""
        fixes = {key: dict(fix) for key, fix in self.fixes.items()}
        fix = fixes.pop(article_id, {})
        if name is not None:
            fix.pop(name, None)
            if fix:
                fixes[article_id] = fix
        return replace(self, fixes=fixes)

    def with_cut(self, cut: float | None) -> "Overrides":
        """Return these decisions with another cut of stories; None for the usual one.

        Raises:
            DecisionsError: when it is not between 0 and 1.
        """
        if cut is not None and not 0 < cut <= 1:
            raise OverridesError(f"the cut of stories must lie between 0 and 1, not {cut}")
        return replace(self, cut=cut)

    def with_move(self, article_id: str, beside: str | None) -> "Overrides":
        """Return these decisions with an article put into the story of another.

        Args:
            article_id: the article.
            beside: an article of the story; empty for a story of its own; None to undo the move.
        """
        moved = {key: other for key, other in self.moved.items() if key != article_id}
        return replace(self, moved=moved if beside is None else {**moved, article_id: beside})


def _grouping(stories: object, where: str) -> tuple[float | None, dict[str, str]]:
    if not isinstance(stories, dict):
        raise OverridesError(f"{where}: 'stories' must hold 'cut' and 'moved'")
    cut, moved = stories.get("cut"), stories.get("moved", {})
    if cut is not None and not (isinstance(cut, float | int) and 0 < cut <= 1):
        raise OverridesError(f"{where}: the cut of stories must lie between 0 and 1, not {cut!r}")
    if not isinstance(moved, dict) or not all(isinstance(item, str) for item in moved.values()):
        raise OverridesError(f"{where}: 'moved' must map article ids to article ids")
    return cut, moved


def _check(fields: Mapping[str, object], where: str) -> None:
    for name in FIXABLE:
        if not isinstance(fields.get(name, ""), str):
            raise OverridesError(f"{where}: {name} must be text")
    published = fields.get("published")
    if isinstance(published, str) and published:
        try:
            date.fromisoformat(published)
        except ValueError as error:
            raise OverridesError(f"{where}: published must be YYYY-MM-DD, not {published!r}") from (
                error
            )
