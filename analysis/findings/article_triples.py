"""Three articles, row by row: the second and the third aligned on the first, and on each other."""

from collections.abc import Iterable
from dataclasses import dataclass

from analysis.findings.article_pairs import Pair, PairRow, Stretch, pair
from analysis.store.catalogue import Catalogue
from analysis.store.queries.article import Reading

Stretches = tuple[Stretch, ...]


@dataclass(frozen=True)
class TripleRow:
    """Sentences of three articles that report the same.

    Attributes:
        cells: the sentences of each article, in order; empty where it has none.
        own: of each article, the stretches whose words no other article of the row has.
    """

    cells: tuple[Stretches, Stretches, Stretches]
    own: tuple[Stretches, Stretches, Stretches]

    @property
    def count(self) -> int:
        """How many of the three have it."""
        return sum(bool(cell) for cell in self.cells)


@dataclass(frozen=True)
class Triple:
    """Three articles and their rows: in the order of the first, the others' own in their place."""

    readings: tuple[Reading, Reading, Reading]
    rows: tuple[TripleRow, ...]


def triple(catalogue: Catalogue, first: str, second: str, third: str) -> Triple:
    """Compare three articles.

    Sentences of the first that go with one sentence of another stand in one row.

    Raises:
        KeyError: when there is no such article.
    """
    ours, theirs = pair(catalogue, first, second), pair(catalogue, first, third)
    others = pair(catalogue, second, third)
    readings = (ours.left, ours.right, theirs.right)
    return Triple(readings, tuple(_rows(ours, theirs, others)))


def _rows(ours: Pair, theirs: Pair, others: Pair) -> list[TripleRow]:
    group = _groups([*ours.rows, *theirs.rows])
    with_second, with_third = _by_group(ours.rows, group), _by_group(theirs.rows, group)
    beside = {row.left: row for row in others.rows if row.shared}
    rows: list[TripleRow] = []
    place: dict[Stretch, int] = {}  # the row a group stands in
    told: set[Stretch] = set()  # sentences of the third that stand beside one of the second
    for row in ours.rows:
        if row.left:
            key = group[row.left[0]]
            if key not in place:
                place[key] = len(rows)
                rows.append(_shared(with_second.get(key, []), with_third.get(key, [])))
            continue
        match = beside.get(row.right)
        alone = match is not None and all(_is_loose(stretch, theirs) for stretch in match.right)
        if match is not None and alone:
            told.update(match.right)
            rows.append(
                TripleRow(((), row.right, match.right), ((), match.left_own, match.right_own))
            )
        else:
            rows.append(TripleRow(((), row.right, ()), ((), (), ())))
    after = -1
    late: list[tuple[int, TripleRow]] = []
    for row in theirs.rows:
        if row.left:
            after = place[group[row.left[0]]]
        elif not told.intersection(row.right):
            late.append((after, TripleRow(((), (), row.right), ((), (), ()))))
    numbered = [(number, 0, row) for number, row in enumerate(rows)]
    numbered += [(number, 1 + order, row) for order, (number, row) in enumerate(late)]
    return [row for _, _, row in sorted(numbered, key=lambda item: item[:2])]


def _groups(rows: list[PairRow]) -> dict[Stretch, Stretch]:
    """Return for each sentence of the first article the earliest it shares a row with."""
    group: dict[Stretch, Stretch] = {}

    def root(stretch: Stretch) -> Stretch:
        while group.setdefault(stretch, stretch) != stretch:
            stretch = group[stretch]
        return stretch

    for row in rows:
        for stretch in row.left:
            one, other = sorted((root(row.left[0]), root(stretch)))
            group[other] = one
    return {stretch: root(stretch) for stretch in group}


def _by_group(
    rows: tuple[PairRow, ...], group: dict[Stretch, Stretch]
) -> dict[Stretch, list[PairRow]]:
    found: dict[Stretch, list[PairRow]] = {}
    for row in rows:
        if row.left:
            found.setdefault(group[row.left[0]], []).append(row)
    return found


def _shared(second: list[PairRow], third: list[PairRow]) -> TripleRow:
    """Return the row of a group of sentences of the first article."""
    left = _all(row.left for row in (*second, *third))
    right, other = _all(row.right for row in second), _all(row.right for row in third)
    own, own_too = (_all(row.left_own for row in rows) for rows in (second, third))
    if right and other:
        own = _both(own, own_too)
    elif other:
        own = own_too
    return TripleRow(
        (left, right, other),
        (own, _all(row.right_own for row in second), _all(row.right_own for row in third)),
    )


def _all(parts: Iterable[Stretches]) -> Stretches:
    return tuple(sorted({stretch for part in parts for stretch in part}))


def _both(one: Stretches, other: Stretches) -> Stretches:
    """Return what lies in stretches of both."""
    found = ((max(a, c), min(b, d)) for a, b in one for c, d in other)
    return tuple(sorted((start, end) for start, end in found if start < end))


def _is_loose(stretch: Stretch, theirs: Pair) -> bool:
    return any(stretch in row.right for row in theirs.rows if not row.left)
