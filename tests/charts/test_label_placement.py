from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.charts.label_placement import (
    CHARACTER,
    GAP,
    LINE,
    PLOT_HEIGHT,
    PLOT_WIDTHS,
    place_labels,
)

SHARES = st.floats(0, 1)
WORDS = st.text("abc", min_size=1, max_size=14)


def box(x, y, text, placement, width):
    length = CHARACTER * len(text)
    left = x * width + (-GAP - length if placement.is_left else GAP)
    middle = y * PLOT_HEIGHT + placement.shift
    return left, left + length, middle - LINE / 2, middle + LINE / 2


@given(st.lists(st.tuples(SHARES, SHARES, WORDS), max_size=20))
def test_no_label_covers_another(dots):
    placements = place_labels(*zip(*dots, strict=True)) if dots else []
    placed = [pair for pair in zip(dots, placements, strict=True) if pair[1]]
    for width in (PLOT_WIDTHS[0], 400, 700, PLOT_WIDTHS[1]):
        boxes = [box(*dot, placement, width) for dot, placement in placed]
        for first, last in combinations(boxes, 2):
            gaps = (first[0] - last[1], last[0] - first[1], first[2] - last[3], last[2] - first[3])
            assert max(gaps) >= -1e-6


def test_a_lone_label_stands_beside_its_dot_and_left_of_it_at_the_right_edge():
    first, last = place_labels([0.1, 1.0], [0.5, 0.9], ["word", "word"])
    assert (first.is_left, first.shift) == (False, 0)
    assert (last.is_left, last.shift) == (True, 0)


@pytest.mark.parametrize("n_dots", [8, 20])
def test_labels_of_dots_on_one_line_are_stacked_until_there_is_no_room(n_dots):
    placements = place_labels([0.5] * n_dots, [0.5] * n_dots, ["word"] * n_dots)
    assert all(placements[:8])
    assert placements[8:].count(None) == max(n_dots - 20, 0)


def test_dots_without_a_label_have_none():
    assert place_labels([0.5], [0.5], [""]) == [None]
