"""The analyst's overrides: ``decisions.json``, written to be read by people.

::

    {
      "articles": {"390bdab3792906cd": {"outlet": "NTD", "published": "2023-09-06"}},
      "removed": ["f9476dc9d441f33e"],
      "stories": {"probability": 0.6, "moved": {"894ebee4b520c802": "4467d989d7ade940"}},
      "copied": "left out",
      "outlet_names": {"BBC News": "BBC", "www.bbc.com": "BBC"},
      "entities": {"together": {"person:sullivan-3f2a11": "person:jake-sullivan"}}
    }

``probability`` is the probability from which two articles belong to one story; ``cut``, the
similarity that decided in earlier versions, is read as the probability that groups about as
strictly. A moved article belongs to the story of the article named, or to a story of its own
(``""``). ``copied`` excludes text that outlets share from every measure. ``outlet_names`` gives
outlets another name, also those of articles that are loaded later.
:mod:`analysis.corpus.entity_overrides` documents ``entities``.

Deleting an entry undoes it. Keys that this module does not know are kept unchanged.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

from analysis.corpus.entity_overrides import EntityOverrides
from analysis.store.decision_files import describe_remedy, read_json, replace_text

#: Fields of an article that can be corrected. An empty value means "not known".
FIXABLE = ("outlet", "published", "title", "byline", "url", "credit")
#: Earliest and latest day that an article can be corrected to. A stored day outside counts as
#: unknown: news starts about 1800 (as :mod:`analysis.ingest.dates` reads it), pandas ends in 2262.
FIRST_DAY, LAST_DAY = date(1800, 1, 1), date(2199, 12, 31)
_EXCLUDED = "left out"
#: Similarities of words that decided in earlier versions, and probabilities that group about as
#: strictly: nothing, the defaults, the strictest positions of the slider, and the same text.
_FORMER_THRESHOLDS = ((0.0, 0.0), (0.14, 0.4), (0.5, 0.9), (1.0, 1.0))


class OverridesError(ValueError):
    """An override that cannot be understood; the message says where and why."""


@dataclass(frozen=True)
class Overrides:
    """All overrides of a workspace.

    Attributes:
        fixes: The corrected fields of each article, ``published`` as an ISO date.
        removed: Ids of the removed articles.
        entities: The overrides of entities.
        other: What else the file holds.
        story_threshold: Probability from which two articles belong to one story; None for the
            default.
        moved: For each moved article, in the order of the moves, an article of its new story;
            empty for a story of its own.
        excludes_shared_text: Whether text that outlets share is excluded from every measure.
        outlet_names: The name that counts for outlets of other names.
    """

    fixes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    removed: frozenset[str] = frozenset()
    entities: EntityOverrides = field(default_factory=EntityOverrides)
    other: Mapping[str, Any] = field(default_factory=dict)
    story_threshold: float | None = None
    moved: Mapping[str, str] = field(default_factory=dict)
    excludes_shared_text: bool = False
    outlet_names: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> "Overrides":
        """Read ``path``; without a file there are no overrides.

        Raises:
            OverridesError: The file is not JSON of the shape above; says where, and what to do.
        """
        try:
            return cls._parse(path)
        except OverridesError as error:
            remedy = describe_remedy(path, "delete the file to undo all overrides")
            raise OverridesError(f"{error}. {remedy}") from error

    @classmethod
    def _parse(cls, path: Path) -> "Overrides":
        content = read_json(path, OverridesError)
        if not isinstance(content, dict):
            raise OverridesError(f"{path.name} must hold one JSON object")
        fixes, removed = content.pop("articles", {}), content.pop("removed", [])
        if not isinstance(fixes, dict) or not all(isinstance(fix, dict) for fix in fixes.values()):
            raise OverridesError(f"{path.name}: 'articles' must map article ids to fields")
        if not isinstance(removed, list) or not all(isinstance(item, str) for item in removed):
            raise OverridesError(f"{path.name}: 'removed' must be a list of article ids")
        for article_id, fix in fixes.items():
            _check(fix, f"{path.name}: article {article_id}", is_new=False)
        threshold, moved = _parse_stories(content.pop("stories", {}), path.name)
        copied = content.pop("copied", "")
        if copied not in ("", _EXCLUDED):
            raise OverridesError(f"{path.name}: 'copied' may be {_EXCLUDED!r}, not {copied!r}")
        try:
            entities = EntityOverrides.parse(content.pop("entities", {}))
        except ValueError as error:
            raise OverridesError(f"{path.name}: {error}") from error
        outlet_names = _parse_outlet_names(content.pop("outlet_names", {}), path.name)
        return cls(
            fixes=fixes,
            removed=frozenset(removed),
            entities=entities,
            other=content,
            story_threshold=threshold,
            moved=moved,
            excludes_shared_text=bool(copied),
            outlet_names=outlet_names,
        )

    def write(self, path: Path) -> None:
        """Write ``path`` in one step; what it held before stays beside it as a backup."""
        content = {"articles": self.fixes, "removed": sorted(self.removed)}
        if self.story_threshold is not None or self.moved:
            threshold = (
                {} if self.story_threshold is None else {"probability": self.story_threshold}
            )
            content["stories"] = {**threshold, "moved": self.moved}
        if self.excludes_shared_text:
            content["copied"] = _EXCLUDED
        if self.outlet_names:
            content["outlet_names"] = self.outlet_names
        if entities := self.entities.to_json():
            content["entities"] = entities
        content |= self.other
        text = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
        replace_text(path, text)

    def with_fix(self, article_id: str, fields: Mapping[str, str]) -> "Overrides":
        """Return these overrides with fields of an article corrected.

        Raises:
            OverridesError: A field cannot be corrected, or a date is not one.
        """
        if unknown := sorted(set(fields) - set(FIXABLE)):
            raise OverridesError(f"article {article_id}: {unknown[0]!r} cannot be fixed")
        _check(fields, f"article {article_id}", is_new=True)
        fixed = {**self.fixes.get(article_id, {}), **fields}
        return replace(self, fixes={**self.fixes, article_id: fixed})

    def without_fix(self, article_id: str, name: str | None = None) -> "Overrides":
        """Return these overrides without the correction of one field of an article, or of all."""
        fixes = {key: dict(fix) for key, fix in self.fixes.items()}
        fix = fixes.pop(article_id, {})
        if name is not None:
            fix.pop(name, None)
            if fix:
                fixes[article_id] = fix
        return replace(self, fixes=fixes)

    def with_story_threshold(self, threshold: float | None) -> "Overrides":
        """Return these overrides with another threshold of stories; None for the default.

        Raises:
            OverridesError: It is not above 0 and at most 1.
        """
        if threshold is not None and not 0 < threshold <= 1:
            raise OverridesError(f"the probability must lie between 0 and 1, not {threshold}")
        return replace(self, story_threshold=threshold)

    def with_move(self, article_id: str, beside: str | None) -> "Overrides":
        """Return these overrides with an article moved to the story of another.

        Args:
            article_id: The article to move.
            beside: An article of the story; empty for a story of its own; None undoes the move.
        """
        moved = {key: other for key, other in self.moved.items() if key != article_id}
        return replace(self, moved=moved if beside is None else {**moved, article_id: beside})

    def with_outlet_names(self, names: Mapping[str, str | None]) -> "Overrides":
        """Return these overrides with other names for outlets.

        Args:
            names: The name that counts for each outlet; None for its own name again. Outlets that
                had one of these names follow.

        Raises:
            OverridesError: A name is empty.
        """
        if not all(name is None or name.strip() for name in names.values()):
            raise OverridesError("an outlet cannot be renamed to nothing")
        followed = {key: names.get(name) or name for key, name in self.outlet_names.items()}
        renamed = {**followed, **names}
        return replace(
            self,
            outlet_names={key: name for key, name in renamed.items() if name not in (None, key)},
        )


def _parse_outlet_names(names: object, where: str) -> dict[str, str]:
    if not isinstance(names, dict) or not all(
        isinstance(name, str) and name.strip() for name in names.values()
    ):
        raise OverridesError(f"{where}: 'outlet_names' must map names of outlets to names")
    return names


def _parse_stories(stories: object, where: str) -> tuple[float | None, dict[str, str]]:
    if not isinstance(stories, dict):
        raise OverridesError(f"{where}: 'stories' must hold 'probability' and 'moved'")
    for name in ("probability", "cut"):
        value = stories.get(name)
        if value is not None and not (isinstance(value, float | int) and 0 < value <= 1):
            raise OverridesError(
                f"{where}: the {name} of stories must lie between 0 and 1, not {value!r}"
            )
    moved = stories.get("moved", {})
    if not isinstance(moved, dict) or not all(isinstance(item, str) for item in moved.values()):
        raise OverridesError(f"{where}: 'moved' must map article ids to article ids")
    threshold = stories.get("probability")
    if threshold is None and "cut" in stories:
        threshold = _convert_threshold(stories["cut"])
    return threshold, moved


def _convert_threshold(similarity: float | None) -> float | None:
    """Return the probability that groups about as strictly as a similarity did."""
    if similarity is None:
        return None
    for (low, low_probability), (high, high_probability) in pairwise(_FORMER_THRESHOLDS):
        if similarity <= high:
            share = (similarity - low) / (high - low)
            return low_probability + share * (high_probability - low_probability)
    raise ValueError(f"{similarity} is above 1")


def _check(fields: Mapping[str, object], where: str, *, is_new: bool) -> None:
    for name in FIXABLE:
        if not isinstance(fields.get(name, ""), str):
            raise OverridesError(f"{where}: {name} must be text")
    published = fields.get("published")
    if isinstance(published, str) and published:
        try:
            day = date.fromisoformat(published)
        except ValueError as error:
            raise OverridesError(f"{where}: published must be YYYY-MM-DD, not {published!r}") from (
                error
            )
        if is_new and not FIRST_DAY <= day <= LAST_DAY:
            raise OverridesError(
                f"{where}: published must lie between {FIRST_DAY} and {LAST_DAY}, not on {day}"
            )
