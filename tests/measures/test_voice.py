import numpy as np
import pandas as pd
import pytest

from analysis.measures import share_of_voice


@pytest.fixture
def story(build, quote):
    tables = build(
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
    tables.quotes = quote(
        tables.articles,
        ("a", "“We won the vote today,”", "direct", "Doe", "doe", "said", ""),
        ("a", "“All of us,”", "direct", "", "", "", "a:0"),
        ("a", "that he had “never lost” before", "mixed", "Roe", "", "claimed", ""),
        ("a", "“Thank you,”", "direct", "Doe", "doe", "", ""),
        ("b", "The vote was over", "indirect", "", "", "said", ""),
    )
    return tables


def measured(story):
    table = share_of_voice.measure(story.articles, story.blocks, story.quotes, story.entities)
    return table.set_index(["speaker_key", "outlet_label", "form"])


def test_a_speaker_has_all_words_of_all_stretches_continuing_ones_too(story):
    doe = measured(story).loc[("doe", "Herald", "all")]
    assert (doe["words"], doe["n"], doe["speaker"]) == (8, 14, "Jane Doe")
    assert doe["value"] == pytest.approx(8 / 14)


def test_words_in_marks_are_told_from_paraphrase_and_add_up(story):
    table = measured(story)
    assert table.loc[("roe", "Herald", "direct"), "words"] == 2
    assert table.loc[("roe", "Herald", "paraphrased"), "words"] == 4
    assert table.loc[("roe", "Herald", "all"), "words"] == 6
    whole = table.xs("all", level="form").groupby("outlet_label")["value"].sum()
    np.testing.assert_allclose(whole, 1)


def test_words_nobody_was_found_for_stay_in_the_table(story):
    nobody = measured(story).loc[("", "Post", "all")]
    assert (nobody["speaker"], nobody["value"]) == ("speaker not found", 1.0)


def test_quotations_that_continue_each_other_in_a_circle_have_no_speaker(story):
    story.quotes.loc[0, ["speaker", "entity_id", "continues"]] = ["", "", "a:1"]
    table = measured(story)
    assert table.loc[("", "Herald", "all"), "words"] == 8


def test_the_evidence_is_the_quotations_counted(story):
    known = (story.articles, story.blocks, story.quotes, story.entities)
    rows = share_of_voice.evidence(*known, speaker_key="doe", outlet_label="Herald")
    assert rows["quote_id"].tolist() == ["a:0", "a:1"]
    text = story.articles.loc[0, "text"]
    assert text[rows.loc[1, "start"] : rows.loc[1, "end"]] == "“All of us,”"
    paraphrased = {"speaker_key": "doe", "outlet_label": "Herald", "form": "paraphrased"}
    assert share_of_voice.evidence(*known, **paraphrased).empty


def test_early_words_are_a_share_of_what_is_said_in_the_first_third(story):
    early = measured(story).xs("early", level="form").loc[("doe", "Herald")]
    assert (early["words"], early["n"]) == (5, 5)


def test_speakers_are_taken_together_by_group_and_country(story):
    labels = pd.DataFrame(
        [("a", "doe", "French army chief", "FR", 0)],
        columns=["article_id", "entity_id", "phrase", "country", "sentence"],
    )
    entities = story.entities.assign(country="")
    known = (story.articles, story.blocks, story.quotes, entities, labels)
    for by, key in (("group", "military"), ("country", "FR")):
        table = share_of_voice.measure(*known, by).set_index(
            ["speaker_key", "outlet_label", "form"]
        )
        assert table.loc[(key, "Herald", "all"), "words"] == 8
        assert table.loc[("not told", "Herald", "all"), "words"] == 6
        found = share_of_voice.evidence(*known, by, speaker_key=key, outlet_label="Herald")
        assert found["quote_id"].tolist() == ["a:0", "a:1"]


def test_attributed_words_are_counted_once_and_over_all_words(story):
    nested = story.quotes.iloc[[2]].assign(quote_id="a:9", text="“never lost”", kind="direct")
    nested["start"] = story.articles.loc[0, "text"].index("“never")
    nested["end"] = nested["start"] + len("“never lost”")
    quotes = pd.concat([story.quotes, nested], ignore_index=True)
    table = share_of_voice.attributed(story.articles, story.blocks, quotes)
    found = table.set_index(["outlet_label", "form"])
    assert found.loc[("Herald", "all"), ["words", "n"]].tolist() == [14, 21]
    assert found.loc[("Herald", "direct"), "words"] == 10
    assert found.loc[("Herald", "paraphrased"), "words"] == 4


def test_the_order_of_rows_does_not_matter(story):
    story_turned = share_of_voice.measure(
        story.articles.iloc[::-1],
        story.blocks.iloc[::-1],
        story.quotes.iloc[::-1],
        story.entities.iloc[::-1],
    ).set_index(["speaker_key", "outlet_label", "form"])
    pd.testing.assert_frame_equal(measured(story), story_turned)


def test_no_quotations_are_an_empty_table_and_no_attributed_words(story):
    none = story.quotes.iloc[:0]
    assert share_of_voice.measure(story.articles, story.blocks, none, story.entities).empty
    assert share_of_voice.attributed(story.articles, story.blocks, none)["words"].sum() == 0
