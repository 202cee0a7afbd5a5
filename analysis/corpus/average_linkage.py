"""Groups of articles by average linkage over the pairs that are similar at all.

Two groups are merged while the mean probability of their pairs reaches a threshold, the most
probable first (average linkage, Sokal & Michener 1958). Pairs that are not listed count as 0, so
that memory grows with the number of listed pairs, not with the square of the articles.

A mean says little of two groups of several articles each: look-alike events have similar words
throughout. Such groups are merged only if the articles of one share nearly as many words and names
with those of the other as with each other.
"""

import heapq
import math
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd
import scipy.sparse as sp
from scipy.sparse.csgraph import connected_components

#: Minimum cohesion between two groups, as a share of the geometric mean of that within them. Chosen
#: on public sets (benchmarks/stories.py): parts of one event mostly have more, look-alike events
#: less. Above .73 events of the news cluster break.
MIN_COHESION = 0.7
#: Minimum number of articles of both groups from which cohesion is required (judgement: of two
#: articles, one pair would decide).
COHESION_ARTICLES = 3
#: Decimals to which means are rounded, so that ties do not depend on rounding errors.
_DECIMALS = 9


#: Sums of probability and cohesion over pairs of articles. A plain pair, since there are millions.
PairSums = tuple[float, float]
#: Two groups by their smallest positions, most probable first, with the articles of both.
_Queued = tuple[float, int, int, int]
_NO_PAIRS: PairSums = (0.0, 0.0)


@dataclass(slots=True)
class _Group:
    """Articles that were merged.

    Attributes:
        members: Their positions.
        within: The cohesion of the pairs within the group, summed.
        first_day: Earliest day of publication; infinity if none is known.
        last_day: Latest day of publication; minus infinity if none is known.
        near: The sums over the pairs with each other group, by its smallest position.
    """

    members: list[int]
    first_day: float
    last_day: float
    within: float = 0.0
    near: dict[int, PairSums] = field(default_factory=dict)

    @property
    def mean_within(self) -> float:
        """Mean cohesion of two articles of the group."""
        return self.within / (len(self.members) * (len(self.members) - 1) / 2)


def link_groups(
    pairs: pd.DataFrame, days: npt.NDArray[np.float64], threshold: float, max_days_apart: float
) -> npt.NDArray[np.int64]:
    """Return the group of each article: the position of its first article.

    Args:
        pairs: Columns first, second (positions), cohesion and probability; each pair once.
        days: The publication day of each article, NaN where not known.
        threshold: Minimum mean probability of two groups that are merged.
        max_days_apart: No group spans more days than this.
    """
    size = len(days)
    likely = pairs[pairs["probability"] >= threshold]
    graph = sp.csr_matrix(
        (np.ones(len(likely)), (likely["first"], likely["second"])), shape=(size, size)
    )
    # A mean reaches the threshold only if one of its pairs does.
    _, component = connected_components(graph, directed=False)
    first, second = (pairs[name].to_numpy(np.int64) for name in ("first", "second"))
    is_inside = (component[first] == component[second]) & (first != second)
    linkage = _Linkage(days, threshold, max_days_apart)
    linkage.add_pairs(pairs[is_inside])
    return linkage.run()


class _Linkage:
    """The groups while they are merged."""

    def __init__(
        self, days: npt.NDArray[np.float64], threshold: float, max_days_apart: float
    ) -> None:
        self._threshold, self._max_days_apart = threshold, max_days_apart
        self._groups = {
            position: _Group([position], first_day, last_day)
            for position, (first_day, last_day) in enumerate(
                zip(np.nan_to_num(days, nan=np.inf), np.nan_to_num(days, nan=-np.inf), strict=True)
            )
        }
        self._size = len(days)
        self._queue: list[_Queued] = []

    def add_pairs(self, pairs: pd.DataFrame) -> None:
        columns = ("first", "second", "probability", "cohesion")
        near = [group.near for group in self._groups.values()]
        for first, second, probability, cohesion in zip(
            *(pairs[column].tolist() for column in columns), strict=True
        ):
            near[first][second] = near[second][first] = (probability, cohesion)
            if probability >= self._threshold:
                entry = -round(probability, _DECIMALS), min(first, second), max(first, second), 2
                self._queue.append(entry)
        heapq.heapify(self._queue)

    def run(self) -> npt.NDArray[np.int64]:
        while self._queue:
            _, first, second, articles = heapq.heappop(self._queue)
            if self._is_current(first, second, articles) and self._can_merge(first, second):
                self._merge(first, second)
        labels = np.zeros(self._size, np.int64)
        for position, group in self._groups.items():
            labels[group.members] = position
        return labels

    def _push_near(self, position: int) -> None:
        """Queue a group with each other whose mean probability with it reaches the threshold."""
        group = self._groups[position]
        n_members = len(group.members)
        for key, (probability, _) in group.near.items():
            n_others = len(self._groups[key].members)
            mean = probability / (n_members * n_others)
            if mean >= self._threshold:
                first, second = (position, key) if position < key else (key, position)
                entry = -round(mean, _DECIMALS), first, second, n_members + n_others
                heapq.heappush(self._queue, entry)

    def _is_current(self, first: int, second: int, articles: int) -> bool:
        """Return whether two queued groups are still as they were when they were queued."""
        if first not in self._groups or second not in self._groups:
            return False
        return len(self._groups[first].members) + len(self._groups[second].members) == articles

    def _can_merge(self, first: int, second: int) -> bool:
        group, other = self._groups[first], self._groups[second]
        span = max(group.last_day, other.last_day) - min(group.first_day, other.first_day)
        if span > self._max_days_apart:
            return False
        sizes = len(group.members), len(other.members)
        if min(sizes) < COHESION_ARTICLES:
            return True
        between = group.near[second][1] / (sizes[0] * sizes[1])
        within = math.sqrt(group.mean_within * other.mean_within)
        return round(between, _DECIMALS) >= round(MIN_COHESION * within, _DECIMALS)

    def _merge(self, first: int, second: int) -> None:
        """Merge the second group into the first."""
        group, other = self._groups[first], self._groups.pop(second)
        group.within += other.within + group.near.pop(second)[1]
        group.members += other.members
        group.first_day = min(group.first_day, other.first_day)
        group.last_day = max(group.last_day, other.last_day)
        del other.near[first]
        for key, sums in other.near.items():
            near = self._groups[key].near
            del near[second]
            before = near.get(first, _NO_PAIRS)
            group.near[key] = near[first] = before[0] + sums[0], before[1] + sums[1]
        self._push_near(first)
