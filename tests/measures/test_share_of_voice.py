from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from analysis.measures import (
    attributed_text,
    share_of_voice,
    voices_by_country,
    voices_by_group,
)
from analysis.measures.selection import Focus
from analysis.measures.speaker_groups import UNKNOWN
from analysis.measures.speaker_words import (
    EARLY_SHARE,
    Form,
    Grouping,
    compare_speakers,
    list_quotes,
)


@pytest.fixture
def story(build, quote):
    selection = build(
        (
            "a",
            "Herald",
            "",
            [
                ("body", "“We won the vote today,” Doe said. “All of us,” she went on."),
                ("body", "Roe claimed that he had “never lost” before."),
                ("caption", "“Thank you,” Doe said on Monday."),
            ],
        ),
        ("b", "Post", "", [("body", "The vote was over, it was said."), ("body", "No more.")]),
    )
    return quote(
        selection,
        ("a", "“We won the vote today,”", "direct", "Doe", "doe", "said", ""),
        ("a", "“All of us,”", "direct", "", "", "", "a:0"),
        ("a", "that he had “never lost” before", "mixed", "Roe", "", "claimed", ""),
        ("a", "“Thank you,”", "direct", "Doe", "doe", "", ""),
        ("b", "The vote was over", "indirect", "", "", "said", ""),
    )


def compare(story):
    return compare_speakers(story).set_index(["speaker_key", "outlet_label", "form"])


def test_a_speaker_has_all_words_of_all_quotations_continuing_ones_too(story):
    doe = compare(story).loc[("doe", "Herald", "all")]
    assert (doe["words"], doe["n"], doe["speaker"]) == (8, 14, "Jane Doe")
    assert doe["value"] == pytest.approx(8 / 14)


def test_words_in_quotation_marks_and_paraphrased_ones_add_up(story):
    table = compare(story)
    assert table.loc[("roe", "Herald", "direct"), "words"] == 2
    assert table.loc[("roe", "Herald", "paraphrased"), "words"] == 4
    assert table.loc[("roe", "Herald", "all"), "words"] == 6
    whole = table.xs("all", level="form").groupby("outlet_label")["value"].sum()
    np.testing.assert_allclose(whole, 1)


def test_words_without_a_known_speaker_stay_in_the_table(story):
    nobody = compare(story).loc[("", "Post", "all")]
    assert (nobody["speaker"], nobody["value"]) == ("speaker not found", 1.0)


def test_quotations_that_continue_each_other_in_a_circle_have_no_speaker(story):
    story.quotes.loc[0, ["speaker", "entity_id", "continues"]] = ["", "", "a:1"]
    assert compare(story).loc[("", "Herald", "all"), "words"] == 8


def test_the_evidence_is_the_quotations_counted(story):
    rows = share_of_voice.evidence(story, "doe", "Herald")
    assert rows["quote_id"].tolist() == ["a:0", "a:1"]
    text = story.articles.loc[0, "text"]
    assert text[rows.loc[1, "start"] : rows.loc[1, "end"]] == "“All of us,”"
    assert share_of_voice.evidence(story, "doe", "Herald", form=Form.PARAPHRASED).empty
    assert share_of_voice.evidence(story, "doe", "Post").empty


def test_early_words_are_a_share_of_those_attributed_in_the_first_third(story):
    early = compare(story).xs("early", level="form").loc[("doe", "Herald")]
    assert (early["words"], early["n"]) == (5, 5)


@pytest.mark.parametrize(("characters_before", "is_early"), [(10, True), (11, False)])
def test_a_quotation_is_early_up_to_a_third_of_the_text(build, quote, characters_before, is_early):
    said = "“Yes” said Doe."
    text = "x" * (characters_before - 1) + " " + said
    text += "y" * (round(10 / EARLY_SHARE) - len(text))
    selection = build(("a", "Herald", "", [("body", text)]))
    selection = quote(selection, ("a", "“Yes”", "direct", "Doe", "doe", "said", ""))
    forms = set(compare_speakers(selection)["form"])
    assert ("early" in forms) == is_early


def test_the_measures_are_the_forms_of_every_speaker(story):
    table = share_of_voice.compute(story)
    assert set(table["measure"]) == {"all", "direct", "paraphrased", "early"}
    names = dict(zip(table["item"], table["name"], strict=True))
    assert names == {"doe": "Jane Doe", "roe": "Roe", "": "speaker not found"}


def test_the_focus_selects_among_the_speakers(story):
    focused = replace(story, focus=Focus(entity_ids=("doe",)))
    table = share_of_voice.compute(focused)
    assert set(table["item"]) == {"doe"}
    assert set(table.loc[table["measure"] == "all", "n"]) == {14, 4}


@pytest.fixture
def described(story):
    """The story with an epithet that says who Doe is, and a state of that country."""
    epithets = pd.DataFrame(
        [("a", "doe", "French army chief", "FR", 0)],
        columns=["article_id", "entity_id", "phrase", "country", "sentence"],
    )
    state = pd.DataFrame(
        [("france", "France", ["France"], "GPE", "FR")],
        columns=["entity_id", "name", "aliases", "label", "country"],
    )
    entities = pd.concat([story.entities, state], ignore_index=True)
    return replace(story, epithets=epithets, entities=entities)


@pytest.mark.parametrize(("by", "key"), [(Grouping.GROUP, "military"), (Grouping.COUNTRY, "FR")])
def test_speakers_are_taken_together_by_group_and_country(described, by, key):
    table = compare_speakers(described, by).set_index(["speaker_key", "outlet_label", "form"])
    assert table.loc[(key, "Herald", "all"), "words"] == 8
    assert table.loc[(UNKNOWN, "Herald", "all"), "words"] == 6
    rows = list_quotes(described.of_outlet("Herald"), key, Form.ALL, by)
    assert rows["quote_id"].tolist() == ["a:0", "a:1"]


def test_the_measures_by_group_leave_out_paraphrased_words(described):
    table = voices_by_group.compute(described)
    assert set(table["measure"]) == {"group_all", "group_direct", "group_early"}
    assert (table["item"] == table["name"]).all()
    rows = voices_by_group.evidence(described, "military", "Herald", form=Form.EARLY)
    assert rows["quote_id"].tolist() == ["a:0"]


def test_the_measure_by_country_carries_the_names_of_states(described):
    table = voices_by_country.compute(described)
    assert set(table["measure"]) == {"country_all"}
    names = dict(zip(table["item"], table["name"], strict=True))
    assert names == {"FR": "France", UNKNOWN: UNKNOWN}
    rows = voices_by_country.evidence(described, "FR", "Herald")
    assert rows["quote_id"].tolist() == ["a:0", "a:1"]


def test_attributed_words_are_counted_once_and_over_all_words(story):
    nested = story.quotes.iloc[[2]].assign(quote_id="a:9", text="“never lost”", kind="direct")
    nested["start"] = story.articles.loc[0, "text"].index("“never")
    nested["end"] = nested["start"] + len("“never lost”")
    quotes = pd.concat([story.quotes, nested], ignore_index=True)
    story = replace(story, quotes=quotes)
    table = attributed_text.compare_attributed_words(story).set_index(["form", "outlet_label"])
    assert table.loc[("all", "Herald"), ["words", "n"]].tolist() == [14, 21]
    assert table.loc[("direct", "Herald"), "words"] == 10
    assert table.loc[("paraphrased", "Herald"), "words"] == 4
    whole = attributed_text.compute(story).set_index("outlet_label")
    assert whole.loc["Herald", "value"] == pytest.approx(14 / 21)
    assert set(whole["measure"]) == {"attributed"}


def test_the_evidence_of_attributed_text_is_all_quotations_of_the_outlet(story):
    rows = attributed_text.evidence(story, attributed_text.ITEM, "Herald")
    assert rows["article_id"].tolist() == ["a"] * 4


def test_the_order_of_rows_does_not_matter(story, reverse):
    columns = ["speaker_key", "outlet_label", "form"]
    reversed_rows = compare_speakers(reverse(story)).set_index(columns)
    pd.testing.assert_frame_equal(compare(story), reversed_rows)


def test_without_quotations_the_table_is_empty_and_no_words_are_attributed(story):
    without = replace(story, quotes=story.quotes.iloc[:0])
    assert share_of_voice.compute(without).empty
    assert voices_by_group.compute(without).empty
    assert voices_by_country.compute(without).empty
    assert attributed_text.compare_attributed_words(without)["words"].sum() == 0
