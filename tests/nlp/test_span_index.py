"""Look-up of spans against the plain definition of each look-up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.nlp.span_index import SpanIndex, TextSpan, mark_characters

#: Ends of the text in the drawn cases; small, so that spans touch, overlap and nest.
LENGTH = 12
SPANS = st.lists(
    st.tuples(st.integers(0, LENGTH - 1), st.integers(1, 5)).map(
        lambda pair: TextSpan(pair[0], pair[0] + pair[1])
    ),
    max_size=6,
)
OFFSETS = st.integers(-1, LENGTH + 6)


@pytest.fixture
def apart():
    """Three spans: two that touch and one after a gap."""
    return SpanIndex([TextSpan(2, 5), TextSpan(5, 7), TextSpan(10, 12)])


@pytest.mark.parametrize(
    ("offset", "span", "position"),
    [
        (1, None, None),
        (2, (2, 5), 0),
        (4, (2, 5), 0),
        (5, (5, 7), 1),
        (6, (5, 7), 1),
        (7, None, None),
        (9, None, None),
        (10, (10, 12), 2),
        (11, (10, 12), 2),
        (12, None, None),
    ],
)
def test_a_character_is_in_the_span_that_covers_it(apart, offset, span, position):
    assert apart.at(offset) == span
    assert apart.position_at(offset) == position
    assert (offset in apart) == (span is not None)


@pytest.mark.parametrize(
    ("offset", "span"),
    [(0, (2, 5)), (4, (2, 5)), (5, (5, 7)), (7, (10, 12)), (11, (10, 12)), (12, None)],
)
def test_between_spans_the_next_one_is_found(apart, offset, span):
    assert apart.at_or_after(offset) == span


@pytest.mark.parametrize(
    ("offset", "position"), [(1, None), (2, 0), (4, 0), (5, 1), (9, 1), (10, 2), (99, 2)]
)
def test_the_last_span_that_starts_before_a_character_is_found(apart, offset, position):
    assert apart.last_start_position(offset) == position


@pytest.mark.parametrize(
    ("start", "end", "spans"),
    [
        (0, 2, []),
        (0, 3, [(2, 5)]),
        (4, 6, [(2, 5), (5, 7)]),
        (5, 7, [(5, 7)]),
        (7, 10, []),
        (3, 11, [(2, 5), (5, 7), (10, 12)]),
        (12, 20, []),
        (3, 3, []),
    ],
)
def test_overlapping_spans_share_a_character(apart, start, end, spans):
    assert apart.overlapping(start, end) == spans
    assert apart.has_overlap(start, end) == bool(spans)


def test_spans_starting_in_a_range_need_not_end_in_it(apart):
    assert apart.starting_in(2, 6) == [(2, 5), (5, 7)]
    assert apart.starting_in(3, 5) == []


def test_of_nested_spans_the_innermost_is_found():
    nested = SpanIndex([TextSpan(0, 20), TextSpan(2, 10), TextSpan(4, 6)])
    assert [nested.at(offset) for offset in (1, 3, 5, 8, 15)] == [
        (0, 20),
        (2, 10),
        (4, 6),
        (2, 10),
        (0, 20),
    ]


def test_an_index_without_spans_finds_nothing():
    empty: SpanIndex[TextSpan] = SpanIndex([])
    assert 0 not in empty
    assert empty.at(0) is empty.at_or_after(0) is empty.last_start_position(0) is None
    assert empty.overlapping(0, 9) == empty.starting_in(0, 9) == []
    assert not empty.has_overlap(0, 9)


@given(spans=SPANS, offset=OFFSETS, end=OFFSETS)
def test_every_look_up_agrees_with_its_definition(spans, offset, end):
    index = SpanIndex(spans)
    ordered = sorted(spans, key=lambda span: span.start)
    covering = [span for span in ordered if span.start <= offset < span.end]
    overlapping = [
        span for span in ordered if max(span.start, offset) < min(span.end, end) and offset < end
    ]
    assert index.spans == ordered
    assert (offset in index) == bool(covering)
    assert index.at(offset) == (covering[-1] if covering else None)
    assert index.overlapping(offset, end) == overlapping
    assert index.has_overlap(offset, end) == bool(overlapping)
    assert index.starting_in(offset, end) == [
        span for span in ordered if offset <= span.start < end
    ]
    assert index.at_or_after(offset) == next((s for s in ordered if s.end > offset), None)


@given(spans=SPANS)
def test_marked_characters_are_those_that_a_span_covers(spans):
    index, marks = SpanIndex(spans), mark_characters(LENGTH, spans)
    assert [bool(mark) for mark in marks] == [offset in index for offset in range(LENGTH)]
