import pandas as pd
import pytest

from analysis.measures.stats.sampling_units import (
    MIN_PARTITIONS,
    PermutationUnit,
    count_matrix,
    divide_into_sampling_units,
)

LINES = [("body", "One."), ("body", "Two.")]


def divide(selection):
    return divide_into_sampling_units(selection.articles, selection.blocks)


def test_paragraphs_are_resampled_for_an_outlet_with_one_article_and_articles_for_others(build):
    selection = build(
        ("a", "Herald", "", [*LINES, ("credit", "(Agency)")]),
        ("b", "Post", "", LINES),
        ("c", "Post", "", LINES),
    )
    blocks = divide(selection).blocks
    units = blocks.groupby("outlet_label")["sampling_unit"].nunique()
    assert units.to_dict() == {"Herald": 2, "Post": 2}
    assert blocks["permutation_unit"].nunique() == 6


@pytest.mark.parametrize(
    ("outlets", "permuted"),
    [
        ("AABB", PermutationUnit.PARAGRAPHS),
        ("AAAABBBBB", PermutationUnit.ARTICLES),
        ("ABCDEF", PermutationUnit.PARAGRAPHS),
    ],
)
def test_articles_are_permuted_where_that_is_possible_in_many_ways(build, outlets, permuted):
    selection = build(*((str(i), outlet, "", LINES) for i, outlet in enumerate(outlets)))
    sampling_units = divide(selection)
    assert sampling_units.permuted is permuted
    per_article = 1 if permuted is PermutationUnit.ARTICLES else 2
    assert sampling_units.blocks["permutation_unit"].nunique() == len(outlets) * per_article


@pytest.mark.parametrize(
    ("articles", "permuted"),
    [
        (101, PermutationUnit.ARTICLES),
        (99, PermutationUnit.PARAGRAPHS),
    ],
)
def test_articles_are_permuted_above_the_minimum_of_ways(build, articles, permuted):
    # One article of an outlet among n: n ways. Rounding decides at exactly the minimum.
    assert MIN_PARTITIONS == 100
    outlets = "A" + "B" * (articles - 1)
    selection = build(*((str(i), outlet, "", LINES[:1]) for i, outlet in enumerate(outlets)))
    assert divide(selection).permuted is permuted


def test_articles_of_different_stories_are_permuted_within_them(build):
    selection = build(*((str(i), "AB"[i % 2], "", LINES) for i in range(10)))
    pairs = selection.articles.assign(story_id=[str(i // 2) for i in range(10)])
    assert divide(selection).permuted is PermutationUnit.ARTICLES
    by_pair = divide_into_sampling_units(pairs, selection.blocks)
    assert by_pair.permuted is PermutationUnit.PARAGRAPHS
    assert by_pair.blocks["story"].nunique() == 5


def test_rows_are_located_in_the_counted_block_they_are_in(build):
    lines = [
        ("body", "{doe:Doe} one."),
        ("caption", "{doe:Doe} smiles."),
        ("body", "And {roe:Roe}."),
    ]
    selection = build(("a", "Herald", "", lines), ("b", "Post", "", [("body", "{roe:Roe} two.")]))
    sampling_units = divide(selection)
    located = sampling_units.locate_rows(selection.mentions)
    rows = [
        (row.article_id, row.entity_id, int(sampling_units.blocks["start"].iloc[row.block_row]))
        for row in located.sort_values(["article_id", "start"]).itertuples()
    ]
    assert rows == [("a", "doe", 0), ("a", "roe", 21), ("b", "roe", 0)]


@pytest.mark.parametrize(("start", "is_located"), [(0, True), (3, True), (4, False)])
def test_a_block_holds_rows_from_its_first_to_its_last_character(build, start, is_located):
    sampling_units = divide(build(("a", "Herald", "", [("body", "One.")])))
    rows = pd.DataFrame({"article_id": ["a"], "start": [start]})
    assert (len(sampling_units.locate_rows(rows)) == 1) == is_located


def test_the_position_of_a_row_is_counted_below_the_headline(build):
    lines = [("headline", "Title"), ("body", "One {doe:Doe}."), ("body", "Two {roe:Roe}.")]
    selection = build(("a", "Herald", "", lines))
    sampling_units = divide(selection)
    located = sampling_units.locate_rows(selection.mentions)
    chars_before, article_chars = sampling_units.measure_position(located)
    assert chars_before.tolist() == [4, 12]
    assert article_chars.tolist() == [16, 16]


def test_words_are_those_between_spaces(build):
    selection = build(("a", "Herald", "", [("body", "One, two — “three.”")]))
    assert divide(selection).blocks["words"].tolist() == [4]


def test_outlets_are_sorted(build):
    selection = build(("a", "Post", "", LINES), ("b", "Herald", "", LINES))
    assert divide(selection).outlets == ["Herald", "Post"]


def test_rows_are_summed_by_block_and_item():
    located = pd.DataFrame({"block_row": [0, 2, 2, 2], "item": ["b", "a", "b", "b"]})
    counts, items, occurrences = count_matrix(located, "item", 1.0, 3)
    assert items == ["a", "b"]
    assert counts.tolist() == [[0, 1], [0, 0], [1, 2]]
    assert occurrences.tolist() == [1, 3]
    weighted, _, _ = count_matrix(located, "item", pd.Series([5.0, 1, 2, 3]), 3)
    assert weighted.tolist() == [[0, 5], [0, 0], [1, 5]]
