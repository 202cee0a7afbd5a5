"""Which entities of a corpus have to be linked again after its articles have changed.

Only the groups of names are linked again (:mod:`analysis.corpus.name_groups`) that an added,
replaced or removed article has a name of, or that depend on a story whose articles are others now.
A full and a short name that a story has are of one group; where the last story that has both is
gone, or a first one has come, both are linked again.
Groups are linked in batches, each apart from the others. Groups that are one entity whatever is
added are only counted (:mod:`analysis.corpus.entity_recounting`). The result is that of linking all
articles at once.
"""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from analysis.corpus.name_groups import find_groups, find_numbers
from analysis.corpus.named_together import Occurrences, Pairs, ShortNameFinder

#: The entity of each local entity, with the number of its name in :data:`NAMES`.
NUMBERED_LINKS = pa.schema(
    [
        *((name, pa.string()) for name in ("article_id", "entity", "entity_id")),
        ("name_no", pa.int32()),
    ]
)


@dataclass(frozen=True)
class FormerLinks:
    """The entities of the corpus before articles were changed.

    Attributes:
        links: Rows of :data:`NUMBERED_LINKS`.
        stories: article_id and story_id of each article.
        names: The names, as :func:`add_names` returns them.
    """

    links: pa.Table
    stories: pd.DataFrame
    names: pa.Table


@dataclass(frozen=True)
class Relinking:
    """What is linked again.

    Attributes:
        names: All names, as :func:`add_names` returns them.
        groups: The group of each name, by its number.
        batches: The batch in which each name is linked, by its number; -1 if it is not.
        is_counted: Which names are only counted, by number: those of groups that have rows in
            ``unchanged`` and of which rows are added.
        articles: The articles that have names of a batch, and those with other rows.
        unchanged: The rows of :data:`NUMBERED_LINKS` of names that are in no batch.
    """

    names: pa.Table
    groups: npt.NDArray[np.int32]
    batches: npt.NDArray[np.int32]
    is_counted: npt.NDArray[np.bool_]
    articles: Collection[str]
    unchanged: pa.Table


@dataclass(frozen=True)
class NewNames:
    """The names of added and replaced articles.

    Attributes:
        counts: The columns ``NAMED``, and how many ``rows`` have them; each name once.
        occurrences: The stories in which organisations are named, by their numbers in
            :class:`StoryNumbers`.
    """

    counts: pd.DataFrame
    occurrences: Occurrences


class StoryNumbers:
    """The number of the story of each article; articles without a story have one of their own.

    Args:
        stories: article_id and story_id of each article.
    """

    def __init__(self, stories: pd.DataFrame) -> None:
        """Number the stories."""
        story_ids = stories["story_id"].where(stories["story_id"] != "", stories["article_id"])
        self._numbers = pd.factorize(story_ids)[0]
        self._articles = pa.array(stories["article_id"], pa.string())

    def find(self, article_ids: pa.ChunkedArray) -> npt.NDArray[np.integer]:
        """Return the number of the story of each article."""
        numbers: npt.NDArray[np.integer] = self._numbers[
            pc.index_in(article_ids, self._articles).to_numpy()
        ]
        return numbers


def plan_relinking(
    former: FormerLinks,
    names: pa.Table,
    stories: pd.DataFrame,
    changed: Collection[str],
    new: NewNames,
    *,
    batch_rows: int,
) -> Relinking:
    """Return which names have to be linked again.

    Args:
        former: The entities before.
        names: The names before with the new ones, as ``add_names`` returns them.
        stories: article_id and story_id of each present article.
        changed: The articles that were added, replaced or removed.
        new: The names of those of these articles that are present.
        batch_rows: Number of local entities from which a batch is full.
    """
    number = former.links["name_no"].to_numpy()
    is_changed = _is_in(former.links["article_id"], changed)
    finder = ShortNameFinder(names)
    is_either = finder.is_either[number]
    before = finder.find_pairs([_list_occurrences(former.links, is_either, former.stories)])
    remaining = _list_occurrences(former.links, is_either & ~is_changed, stories)
    after = finder.find_pairs([remaining, new.occurrences])
    groups, is_contextual = find_groups(names, after)
    of_new = find_numbers(names, new.counts)
    is_moved = _is_in(former.links["article_id"], _list_moved(former.stories, stories))
    is_affected, has_rows = np.zeros(len(names), bool), np.zeros(len(names), bool)  # by group
    has_rows[groups[number]] = True
    has_rows[groups[number[is_changed]]] = False  # counts do not tell what is lost
    is_affected[groups[of_new]] = True
    parted = groups[_list_others(before, after)]
    is_affected[parted], has_rows[parted] = True, False
    is_affected[groups[number[is_changed | (is_moved & is_contextual[number])]]] = True
    is_counted = (is_affected & has_rows)[groups] & ~is_contextual
    is_linked = is_affected[groups] & ~is_counted
    is_again = is_linked[number] & ~is_changed
    rows = np.bincount(number[is_again], minlength=len(names))
    rows[of_new] += new.counts["rows"].to_numpy(np.int64)
    present = set(stories["article_id"])
    again = pc.unique(former.links["article_id"].filter(pa.array(is_again))).to_pylist()
    return Relinking(
        names,
        groups,
        _divide(groups, is_linked, rows, batch_rows),
        is_counted,
        {*again, *(article_id for article_id in changed if article_id in present)},
        former.links.filter(pa.array(~is_linked[number])),
    )


def _list_occurrences(
    links: pa.Table, is_selected: npt.NDArray[np.bool_], stories: pd.DataFrame
) -> Occurrences:
    """Return in which stories the names of some links are."""
    selected = links.select(["article_id", "name_no"]).filter(pa.array(is_selected))
    of_links = StoryNumbers(stories).find(selected["article_id"])
    return Occurrences(selected["name_no"].to_numpy(), of_links)


def _list_others(before: Pairs, after: Pairs) -> npt.NDArray[np.int64]:
    """Return the names of pairs that are only before or only after."""
    pairs, counts = np.unique(np.concatenate([before, after]), axis=0, return_counts=True)
    names: npt.NDArray[np.int64] = pairs[counts == 1].ravel()
    return names


def _is_in(article_ids: pa.ChunkedArray, articles: Collection[str]) -> npt.NDArray[np.bool_]:
    is_in = pc.is_in(article_ids, pa.array(list(articles), pa.string()))
    values: npt.NDArray[np.bool_] = is_in.to_numpy()
    return values


def _divide(
    groups: npt.NDArray[np.int32],
    is_linked: npt.NDArray[np.bool_],
    rows: npt.NDArray[np.int64],
    batch_rows: int,
) -> npt.NDArray[np.int32]:
    """Return the batch of each name; a group is never divided."""
    rows_of_group = np.bincount(groups, np.where(is_linked, rows, 0)).astype(np.int64)
    before = np.cumsum(rows_of_group) - rows_of_group
    batch = np.unique((before // batch_rows)[groups[is_linked]], return_inverse=True)[1]
    batches = np.full(len(groups), -1, np.int32)
    batches[is_linked] = batch
    return batches


def _list_moved(before: pd.DataFrame, after: pd.DataFrame) -> set[str]:
    """Return the articles of which a story has others now."""
    both = before.merge(after, on="article_id", how="outer", suffixes=("_before", "_after"))
    both = both.fillna("")
    is_moved = both["story_id_before"] != both["story_id_after"]
    moved = both[is_moved]
    stories = {*moved["story_id_before"], *moved["story_id_after"]} - {""}
    is_touched = both["story_id_before"].isin(stories) | both["story_id_after"].isin(stories)
    return set(both.loc[is_touched, "article_id"])
