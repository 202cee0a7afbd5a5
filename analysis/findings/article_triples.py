"""Three articles side by side: the second and third aligned with the first and each other."""

from collections.abc import Iterable
from dataclasses import dataclass

from analysis.findings.article_pairs import ArticlePair, PairRow, TextSpan, align_pair
from analysis.store.catalogue import Catalogue
from analysis.store.queries.article import AnnotatedArticle

TextSpans = tuple[TextSpan, ...]


@dataclass(frozen=True)
class TripleRow:
    """Sentences of three articles that report the same.

    Attributes:
        cells: the sentences of each article, in order; empty where it has none.
        unmatched: for each article, the spans with words that no other article of the row has.
        possible: for each article without a cell, its sentences that may report the same.
    """

    cells: tuple[TextSpans, TextSpans, TextSpans]
    unmatched: tuple[TextSpans, TextSpans, TextSpans]
    possible: tuple[TextSpans, TextSpans, TextSpans] = ((), (), ())

    @property
    def n_articles(self) -> int:
        """How many of the three articles have it."""
        return sum(bool(cell) for cell in self.cells)


@dataclass(frozen=True)
class ArticleTriple:
    """Three aligned articles.

    Attributes:
        readings: the articles.
        rows: in the order of the first article; sentences it does not have follow the row of the
            sentence before them.
    """

    readings: tuple[AnnotatedArticle, AnnotatedArticle, AnnotatedArticle]
    rows: tuple[TripleRow, ...]


def align_triple(
    catalogue: Catalogue, first_id: str, second_id: str, third_id: str
) -> ArticleTriple:
    """Align three articles.

    Sentences of the first article that match the same sentence of another share a row.

    Raises:
        KeyError: when an article does not exist.
    """
    first_second = align_pair(catalogue, first_id, second_id)
    first_third = align_pair(catalogue, first_id, third_id)
    second_third = align_pair(catalogue, second_id, third_id)
    readings = (first_second.left, first_second.right, first_third.right)
    return ArticleTriple(readings, tuple(_build_rows(first_second, first_third, second_third)))


def _build_rows(
    first_second: ArticlePair, first_third: ArticlePair, second_third: ArticlePair
) -> list[TripleRow]:
    groups = _group_first_sentences([*first_second.rows, *first_third.rows])
    rows, row_of_group, placed_third = _build_rows_of_first_and_second(
        first_second, first_third, second_third, groups
    )
    row_before = -1
    third_only: list[tuple[int, TripleRow]] = []
    for pair_row in first_third.rows:
        if pair_row.left:
            row_before = row_of_group[groups[pair_row.left[0]]]
        elif not placed_third.intersection(pair_row.right):
            in_second = _find_possible(second_third.rows, pair_row.right, of_right=True)
            row = TripleRow(
                ((), (), pair_row.right), ((), (), ()), (pair_row.possible, in_second, ())
            )
            third_only.append((row_before, row))
    numbered = [(number, 0, row) for number, row in enumerate(rows)]
    numbered += [(number, 1 + order, row) for order, (number, row) in enumerate(third_only)]
    return [row for _, _, row in sorted(numbered, key=lambda item: item[:2])]


def _build_rows_of_first_and_second(
    first_second: ArticlePair,
    first_third: ArticlePair,
    second_third: ArticlePair,
    groups: dict[TextSpan, TextSpan],
) -> tuple[list[TripleRow], dict[TextSpan, int], set[TextSpan]]:
    """Return the rows that sentences of the first or second article begin.

    Returns:
        The rows; the row of each group of sentences of the first article; the sentences of the
        third that share a row with a sentence of the second alone.
    """
    seconds = _index_by_group(first_second.rows, groups)
    thirds = _index_by_group(first_third.rows, groups)
    third_by_second = {row.left: row for row in second_third.rows if row.is_shared}
    unlinked_third = {span for row in first_third.rows if not row.left for span in row.right}
    rows: list[TripleRow] = []
    row_of_group: dict[TextSpan, int] = {}
    placed_third: set[TextSpan] = set()
    for pair_row in first_second.rows:
        if pair_row.left:
            group = groups[pair_row.left[0]]
            if group not in row_of_group:
                row_of_group[group] = len(rows)
                rows.append(_merge_pair_rows(seconds.get(group, []), thirds.get(group, [])))
            continue
        match = third_by_second.get(pair_row.right)
        if match is not None and unlinked_third.issuperset(match.right):
            placed_third.update(match.right)
            cells = ((), pair_row.right, match.right)
            unmatched = ((), match.left_unmatched, match.right_unmatched)
            rows.append(TripleRow(cells, unmatched, (pair_row.possible, (), ())))
        else:
            in_third = _find_possible(second_third.rows, pair_row.right)
            rows.append(
                TripleRow(((), pair_row.right, ()), ((), (), ()), (pair_row.possible, (), in_third))
            )
    return rows, row_of_group, placed_third


def _group_first_sentences(rows: list[PairRow]) -> dict[TextSpan, TextSpan]:
    """Return for each sentence of the first article the earliest one it shares a row with."""
    parent: dict[TextSpan, TextSpan] = {}

    def find_root(span: TextSpan) -> TextSpan:
        while parent.setdefault(span, span) != span:
            span = parent[span]
        return span

    for row in rows:
        for span in row.left:
            earlier, later = sorted((find_root(row.left[0]), find_root(span)))
            parent[later] = earlier
    return {span: find_root(span) for span in parent}


def _index_by_group(
    rows: tuple[PairRow, ...], groups: dict[TextSpan, TextSpan]
) -> dict[TextSpan, list[PairRow]]:
    by_group: dict[TextSpan, list[PairRow]] = {}
    for row in rows:
        if row.left:
            by_group.setdefault(groups[row.left[0]], []).append(row)
    return by_group


def _merge_pair_rows(with_second: list[PairRow], with_third: list[PairRow]) -> TripleRow:
    """Return the row of a group of sentences of the first article.

    Args:
        with_second: the group's rows beside the second article.
        with_third: the group's rows beside the third.
    """
    first = _merge_spans(row.left for row in (*with_second, *with_third))
    second = _merge_spans(row.right for row in with_second)
    third = _merge_spans(row.right for row in with_third)
    not_in_second = _merge_spans(row.left_unmatched for row in with_second)
    not_in_third = _merge_spans(row.left_unmatched for row in with_third)
    if second and third:
        unmatched = _intersect_spans(not_in_second, not_in_third)
    else:
        unmatched = not_in_third if third else not_in_second
    return TripleRow(
        (first, second, third),
        (
            unmatched,
            _merge_spans(row.right_unmatched for row in with_second),
            _merge_spans(row.right_unmatched for row in with_third),
        ),
        (
            (),
            () if second else _merge_spans(row.possible for row in with_second),
            () if third else _merge_spans(row.possible for row in with_third),
        ),
    )


def _find_possible(
    rows: Iterable[PairRow], spans: TextSpans, *, of_right: bool = False
) -> TextSpans:
    """Return the possible counterparts of sentences of the left, or right, article of a pair."""
    sides = ((row.right if of_right else row.left, row.possible) for row in rows)
    return _merge_spans(possible for side, possible in sides if set(side) & set(spans))


def _merge_spans(parts: Iterable[TextSpans]) -> TextSpans:
    return tuple(sorted({span for part in parts for span in part}))


def _intersect_spans(left: TextSpans, right: TextSpans) -> TextSpans:
    """Return the parts of spans that both sides cover."""
    overlaps = ((max(a, c), min(b, d)) for a, b in left for c, d in right)
    return tuple(sorted((start, end) for start, end in overlaps if start < end))
