"""How unevenly outlets name somebody: one measure for the order and the sentence."""

import re

import pytest

from analysis.charts import entity_matrix, name_unevenness


@pytest.mark.parametrize(
    ("uncertain", "expected"), [(set(), ["bo", "ann"]), ({"bo"}, ["ann", "bo"])]
)
def test_rows_sorted_by_unevenness_have_the_order_of_the_sentence(
    named, words, uncertain, expected
):
    table = entity_matrix.fill_cells(named, words)
    ordered = name_unevenness.sort_by_unevenness(table, named, words, uncertain)
    # Ann: 10 and 7.5 per 1,000 words; Bo: none and 5.
    assert ordered["entity_id"].drop_duplicates().tolist() == expected
    sentence = name_unevenness.describe_unevenness(named, words, uncertain)
    stated = re.findall("(Ann|Bo) ", sentence)
    assert stated
    assert [name.lower() for name in stated] == expected[: len(stated)]


def test_the_widest_gaps_between_outlets_come_first_with_their_rates(named, words):
    assert name_unevenness.describe_unevenness(named, words) == (
        "Named most unevenly, per 1,000 words: Bo Ek: 5.0 in Ledger, none in Beacon · "
        "Ann Lee: 10.0 in Beacon, 7.5 in Ledger."
    )


def test_of_names_that_a_text_may_have_unmarked_no_gap_is_stated(named, words):
    sentence = name_unevenness.describe_unevenness(named, words, {"bo"})
    assert "Bo Ek" not in sentence
    assert "Ann Lee: 10.0 in Beacon, 7.5 in Ledger" in sentence


def test_one_outlet_and_outlets_that_name_alike_have_no_gap(named, words):
    assert not name_unevenness.describe_unevenness(named, words[:1])
    alike = named[:2].assign(n=[4, 1])
    assert not name_unevenness.describe_unevenness(alike, words)
