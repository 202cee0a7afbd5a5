import numpy as np
import pytest

from analysis.corpus import word_normalisation
from analysis.corpus.quote_vectors import MIN_RUN_WORDS, vectorize_quotes


def test_a_quotation_weighs_its_words_and_its_neighbouring_pairs():
    vectors = vectorize_quotes(["missile tram", "tram"], ["direct", "direct"])
    missile, tram = (
        vectors.rarity[word_normalisation.normalise_word(word)] for word in ("missile", "tram")
    )
    pair = 0.5 * np.sqrt(missile * tram)
    assert vectors.weight.tolist() == pytest.approx([missile + tram + pair, tram])
    compared = vectors.compare(slice(0, 1))
    assert compared.shared[0, 1] == pytest.approx(tram)
    assert compared.contained[0, 1] == pytest.approx(1)


def test_words_in_brackets_have_no_weight_but_are_found_in_another_quotation():
    vectors = vectorize_quotes(["squeeze [North Korea]", "North Korea"], ["direct", "direct"])
    assert vectors.forms[0] == word_normalisation.normalise_words("squeeze")
    assert vectors.compare(slice(0, 1)).column_part[0, 1] == pytest.approx(1)


def test_the_quoted_part_of_a_mixed_quotation_is_compared_on_its_own():
    vectors = vectorize_quotes(
        ["they would “pay a price” soon", "we pay a price"], ["mixed", "direct"]
    )
    compared = vectors.compare(slice(0, 1))
    assert compared.row_part[0, 1] == pytest.approx(1)
    assert compared.contained[0, 1] < 1
    assert vectors.part_weight[0] < vectors.weight[0]


@pytest.mark.parametrize(("words", "is_verbatim"), [(9, False), (10, True)])
def test_a_quotation_is_verbatim_if_more_than_nine_tenths_of_it_are_quoted(words, is_verbatim):
    quoted = " ".join(f"w{chr(97 + n)}" for n in range(words))
    vectors = vectorize_quotes([f"then “{quoted}”"], ["mixed"])
    assert vectors.is_verbatim.tolist() == [is_verbatim]


def test_a_quotation_without_words_is_not_verbatim_and_weighs_nothing():
    vectors = vectorize_quotes(["…", "rain"], ["direct", "direct"])
    assert vectors.is_verbatim.tolist() == [False, True]
    assert vectors.weight[0] == 0
    assert vectors.compare_runs(0, 1) == 0
    assert vectors.dice(slice(0, 2))[0].tolist() == [0, 0]


def test_shorter_common_runs_do_not_count_between_verbatim_wordings():
    run = ["missile", "tram", "ferry"]
    assert len(run) == MIN_RUN_WORDS
    long, other = (" ".join([*run, *rest]) for rest in (["storm", "bank"], ["court", "farm"]))
    vectors = vectorize_quotes([long, other], ["direct", "direct"])
    assert 0 < vectors.compare_runs(0, 1) < 1
    vectors = vectorize_quotes([long.removeprefix("missile "), other], ["direct", "direct"])
    assert vectors.compare_runs(0, 1) == 0


def test_a_shorter_wording_is_a_run_if_the_other_has_all_of_it():
    vectors = vectorize_quotes(["missile tram", "missile tram ferry"], ["direct", "direct"])
    assert vectors.compare_runs(0, 1) == pytest.approx(1)


def test_the_dice_coefficient_relates_what_is_shared_to_both_weights():
    vectors = vectorize_quotes(["missile tram", "tram"], ["indirect", "indirect"])
    shared = vectors.compare(slice(0, 1)).shared[0, 1]
    expected = 2 * shared / vectors.weight.sum()
    assert vectors.dice(slice(0, 1))[0].tolist() == pytest.approx([1, expected])
