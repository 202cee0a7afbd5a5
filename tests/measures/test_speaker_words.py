import numpy as np
import pandas as pd
import pytest

from analysis.measures.speaker_groups import UNKNOWN
from analysis.measures.speaker_words import (
    EARLY_SHARE,
    Form,
    Grouping,
    compare_speakers,
    list_quotes,
)


def compare(talk):
    return compare_speakers(talk).set_index(["speaker_key", "outlet_label", "form"])


def test_a_speaker_has_all_words_of_all_quotations_continuing_ones_too(talk):
    doe = compare(talk).loc[("doe", "Herald", "all")]
    assert (doe["words"], doe["n"], doe["speaker"]) == (8, 14, "Jane Doe")
    assert doe["value"] == pytest.approx(8 / 14)


def test_words_in_quotation_marks_and_paraphrased_ones_add_up(talk):
    table = compare(talk)
    assert table.loc[("roe", "Herald", "direct"), "words"] == 2
    assert table.loc[("roe", "Herald", "paraphrased"), "words"] == 4
    assert table.loc[("roe", "Herald", "all"), "words"] == 6
    whole = table.xs("all", level="form").groupby("outlet_label")["value"].sum()
    np.testing.assert_allclose(whole, 1)


def test_words_without_a_known_speaker_stay_in_the_table(talk):
    nobody = compare(talk).loc[("", "Post", "all")]
    assert (nobody["speaker"], nobody["value"]) == ("speaker not found", 1.0)


def test_quotations_that_continue_each_other_in_a_circle_have_no_speaker(talk):
    talk.quotes.loc[0, ["speaker", "entity_id", "continues"]] = ["", "", "a:1"]
    assert compare(talk).loc[("", "Herald", "all"), "words"] == 8


def test_early_words_are_a_share_of_those_attributed_in_the_first_third(talk):
    early = compare(talk).xs("early", level="form").loc[("doe", "Herald")]
    assert (early["words"], early["n"]) == (5, 5)


@pytest.mark.parametrize(("characters_before", "is_early"), [(10, True), (11, False)])
def test_a_quotation_is_early_up_to_a_third_of_the_text(build, quote, characters_before, is_early):
    sentence = "“Yes” said Doe."
    text = "x" * (characters_before - 1) + " " + sentence
    text += "y" * (round(10 / EARLY_SHARE) - len(text))
    selection = build(("a", "Herald", "", [("body", text)]))
    selection = quote(selection, ("a", "“Yes”", "direct", "Doe", "doe", "said", ""))
    forms = set(compare_speakers(selection)["form"])
    assert ("early" in forms) == is_early


@pytest.mark.parametrize(("by", "key"), [(Grouping.GROUP, "military"), (Grouping.COUNTRY, "FR")])
def test_speakers_are_taken_together_by_group_and_country(described_talk, by, key):
    table = compare_speakers(described_talk, by).set_index(["speaker_key", "outlet_label", "form"])
    assert table.loc[(key, "Herald", "all"), "words"] == 8
    assert table.loc[(UNKNOWN, "Herald", "all"), "words"] == 6
    rows = list_quotes(described_talk.of_outlet("Herald"), key, Form.ALL, by)
    assert rows["quote_id"].tolist() == ["a:0", "a:1"]


def test_the_order_of_rows_does_not_matter(talk, reverse):
    columns = ["speaker_key", "outlet_label", "form"]
    reversed_rows = compare_speakers(reverse(talk)).set_index(columns)
    pd.testing.assert_frame_equal(compare(talk), reversed_rows)
