from dataclasses import replace

import pandas as pd
import pytest

from analysis.measures import reporting_verbs
from analysis.measures.selection import Focus
from analysis.nlp.lexicon import verb_frames
from analysis.word_lists import read_rows


@pytest.fixture
def story(build, quote):
    selection = build(
        (
            "a",
            "Herald",
            "",
            [
                ("body", "“We won,” Doe said. “All of us.”"),
                ("body", "Roe claimed that he won. Roe denied it later."),
            ],
        ),
        ("b", "Post", "", [("body", "Doe said that she won."), ("caption", "Roe claimed that.")]),
    )
    return quote(
        selection,
        ("a", "“We won,”", "direct", "Doe", "doe", "said", ""),
        ("a", "“All of us.”", "direct", "Doe", "doe", "said", "a:0"),
        ("a", "that he won", "indirect", "Roe", "roe", "claimed", ""),
        ("a", "it later", "indirect", "Roe", "roe", "denied", ""),
        ("b", "that she won", "indirect", "Doe", "doe", "said", ""),
        ("b", "that.", "indirect", "Roe", "roe", "claimed", ""),
    )


def test_each_cue_counts_once_however_many_stretches_it_introduces(story):
    table = reporting_verbs.compute_verbs(story).set_index(["item", "outlet_label"])
    assert table.loc[("say", "Herald"), ["count", "n"]].tolist() == [1, 3]
    assert table.loc[("say", "Herald"), "value"] == pytest.approx(1 / 3)
    assert table.loc[("say", "Post"), ["count", "n"]].tolist() == [1, 1]
    assert table.loc[("claim", "Post"), "count"] == 0


def test_verbs_carry_their_stance_and_unknown_ones_none(story):
    stances = reporting_verbs.compute_stances(story).set_index(["item", "outlet_label"])
    counts = stances.xs("Herald", level="outlet_label")["count"].to_dict()
    assert counts == {"neutral": 1, "doubting": 1, "unlisted": 1}
    assert reporting_verbs.read_stances()["say"] == "neutral"
    assert reporting_verbs.read_stances()["claim"] == "doubting"
    assert "denied" not in reporting_verbs.read_stances()


def test_stances_are_shares_of_the_cues(story):
    table = reporting_verbs.compute_stances(story)
    shares = table.groupby("outlet_label")["value"].sum()
    assert shares.tolist() == pytest.approx([1, 1])
    assert set(table["name"]) == {"neutral verbs", "doubting verbs", "unlisted verbs"}


def test_the_evidence_is_the_cue(story):
    text = story.articles.loc[0, "text"]
    for spans in (
        reporting_verbs.verb_evidence(story, "claim", "Herald"),
        reporting_verbs.stance_evidence(story, "doubting", "Herald"),
    ):
        (row,) = spans.itertuples()
        assert text[row.start : row.end] == "claimed"
        assert row.quote_id == "a:2"


def test_a_verb_is_named_by_its_most_frequent_form(story):
    verbs = reporting_verbs.compute_verbs(story).set_index("item")["name"].to_dict()
    assert verbs == {"say": "said", "claim": "claimed", "denied": "denied"}


def test_the_focus_selects_the_quotations_whose_verbs_are_counted(story):
    focused = replace(story, focus=Focus(entity_ids=("roe",)))
    table = reporting_verbs.compute_verbs(focused).set_index(["item", "outlet_label"])
    assert table.loc[("claim", "Herald"), ["count", "n"]].tolist() == [1, 2]
    assert set(table.index.get_level_values("item")) == {"claim", "denied"}
    assert reporting_verbs.verb_evidence(focused, "say", "Herald").empty


@pytest.mark.parametrize(
    "compute", [reporting_verbs.compute_verbs, reporting_verbs.compute_stances]
)
def test_the_order_of_rows_does_not_matter(story, reverse, compute):
    pd.testing.assert_frame_equal(compute(story), compute(reverse(story)))


def test_quotations_without_a_cue_are_an_empty_table(story):
    without = replace(story, quotes=story.quotes[story.quotes["cue_start"] < 0])
    assert reporting_verbs.compute_verbs(without).empty
    assert reporting_verbs.compute_stances(without).empty


def test_every_verb_that_annotation_knows_has_a_stance():
    assert set(verb_frames()) - set(reporting_verbs.read_stances()) == set()


def test_no_verb_has_two_stances():
    lemmas = [row["lemma"] for row in read_rows("measures", "stance.csv")]
    assert len(lemmas) == len(set(lemmas))
