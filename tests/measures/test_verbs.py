import pandas as pd
import pytest

from analysis.measures import reporting_verbs
from analysis.nlp.lexicon import verb_frames
from analysis.word_lists import read_rows


@pytest.fixture
def story(build, quote):
    tables = build(
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
    tables.quotes = quote(
        tables.articles,
        ("a", "“We won,”", "direct", "Doe", "doe", "said", ""),
        ("a", "“All of us.”", "direct", "Doe", "doe", "said", "a:0"),
        ("a", "that he won", "indirect", "Roe", "roe", "claimed", ""),
        ("a", "it later", "indirect", "Roe", "roe", "denied", ""),
        ("b", "that she won", "indirect", "Doe", "doe", "said", ""),
        ("b", "that.", "indirect", "Roe", "roe", "claimed", ""),
    )
    return tables


def test_each_cue_counts_once_however_many_stretches_it_introduces(story):
    table = reporting_verbs.measure(story.articles, story.blocks, story.quotes)
    found = table.set_index(["cue_lemma", "outlet_label"])
    assert found.loc[("say", "Herald"), ["count", "n"]].tolist() == [1, 3]
    assert found.loc[("say", "Herald"), "value"] == pytest.approx(1 / 3)
    assert found.loc[("say", "Post"), ["count", "n"]].tolist() == [1, 1]
    assert found.loc[("claim", "Post"), "count"] == 0


def test_verbs_carry_their_stance_and_unknown_ones_none(story):
    table = reporting_verbs.measure(story.articles, story.blocks, story.quotes)
    stance = dict(zip(table["cue_lemma"], table["stance"], strict=True))
    assert stance == {"say": "neutral", "claim": "doubting", "denied": "unlisted"}


def test_stances_are_shares_of_the_cues(story):
    table = reporting_verbs.measure_stances(story.articles, story.blocks, story.quotes)
    shares = table.groupby("outlet_label")["value"].sum()
    assert shares.tolist() == pytest.approx([1, 1])
    found = table.set_index(["stance", "outlet_label"])
    assert found.loc[("doubting", "Herald"), "count"] == 1


def test_the_evidence_is_the_cue(story):
    text = story.articles.loc[0, "text"]
    for wanted in ({"cue_lemma": "claim"}, {"stance": "doubting"}):
        (row,) = reporting_verbs.evidence(
            story.articles, story.blocks, story.quotes, outlet_label="Herald", **wanted
        ).itertuples()
        assert text[row.start : row.end] == "claimed"
        assert row.quote_id == "a:2"


def test_the_order_of_rows_does_not_matter(story):
    pd.testing.assert_frame_equal(
        reporting_verbs.measure(story.articles, story.blocks, story.quotes),
        reporting_verbs.measure(
            story.articles.iloc[::-1], story.blocks.iloc[::-1], story.quotes.iloc[::-1]
        ),
    )


def test_quotations_without_a_cue_are_an_empty_table(story):
    none = story.quotes[story.quotes["cue_start"] < 0]
    assert reporting_verbs.measure(story.articles, story.blocks, none).empty
    assert reporting_verbs.measure_stances(story.articles, story.blocks, none).empty


def test_every_verb_that_annotation_knows_has_a_stance():
    assert set(verb_frames()) - set(reporting_verbs.stances()) == set()


def test_no_verb_has_two_stances():
    lemmas = [row["lemma"] for row in read_rows("measures", "stance.csv")]
    assert len(lemmas) == len(set(lemmas))
