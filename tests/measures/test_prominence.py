from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from analysis.measures import prominence
from analysis.measures.selection import Focus


@pytest.fixture
def story(build):
    return build(
        (
            "a",
            "Herald",
            "",
            [
                ("headline", "{doe:Doe} wins"),
                ("body", "{doe:Jane Doe} won the vote against {roe:John Roe} in June."),
                ("body", "{doe:Doe} thanked all who voted."),
                ("credit", "{roe:Roe} Pictures"),
            ],
        ),
        (
            "b",
            "Tribune",
            "Roe loses to Doe",
            [
                ("body", "In June the vote was lost by {roe:John Roe}."),
                ("body", "{roe:Roe} thanked nobody."),
            ],
        ),
        ("c", "Post", "", [("body", "There was a vote."), ("body", "Nobody was named.")]),
    )


def cell(table, item, outlet, measure):
    rows = table[
        (table["item"] == item) & (table["outlet_label"] == outlet) & (table["measure"] == measure)
    ]
    assert len(rows) == 1
    return rows.iloc[0]


def test_share_and_rate_count_mentions_by_name_in_counted_text(story):
    table = prominence.compute(story)
    share = cell(table, "doe", "Herald", "share")
    assert (share["value"], share["n"]) == (3 / 4, 4)
    rate = cell(table, "roe", "Tribune", "rate")
    assert (rate["value"], rate["n"]) == (pytest.approx(2 / 12 * 1000), 12)
    assert np.isnan(cell(table, "doe", "Post", "share")["value"])
    assert cell(table, "doe", "Post", "rate")["value"] == 0


def test_pronouns_do_not_count(story):
    story.mentions.loc[story.mentions["start"] == 0, "kind"] = "pronoun"
    assert cell(prominence.compute(story), "doe", "Herald", "share")["n"] == 3


def test_a_headline_is_read_in_the_text_or_else_beside_it(story):
    table = prominence.compute(story)
    assert cell(table, "doe", "Herald", "headline")["value"] == 1
    assert cell(table, "roe", "Herald", "headline")["value"] == 0
    assert cell(table, "doe", "Tribune", "headline")["value"] == 1
    missing = cell(table, "doe", "Post", "headline")
    assert (missing["n"], np.isnan(missing["value"])) == (0, True)


def test_a_name_inside_another_word_is_not_in_the_headline(story):
    story.articles.loc[1, "title"] = "Doel loses"
    assert cell(prominence.compute(story), "doe", "Tribune", "headline")["value"] == 0


def test_the_first_position_is_counted_below_the_headline(story):
    table = prominence.compute(story)
    assert cell(table, "doe", "Herald", "first")["value"] == 0
    lines = ("In June the vote was lost by John Roe.", "Roe thanked nobody.")
    expected = lines[0].index("John Roe") / sum(map(len, lines))
    assert cell(table, "roe", "Tribune", "first")["value"] == pytest.approx(expected)
    assert cell(table, "doe", "Tribune", "first")["n"] == 0


def test_one_article_has_an_interval_over_its_paragraphs_but_none_for_positions(story):
    table = prominence.compute(story)
    share = cell(table, "doe", "Herald", "share")
    assert 0 <= share["low"] <= share["value"] <= share["high"] <= 1
    assert np.isnan(cell(table, "doe", "Herald", "first")["low"])


def test_the_evidence_is_as_many_places_as_were_counted_and_points_at_the_name(story):
    texts = story.articles.set_index("article_id")
    rows = prominence.evidence(story, "doe", "Herald", measure="share")
    assert len(rows) == 3
    for row in rows.itertuples():
        assert "Doe" in texts.loc[row.article_id, "text"][row.start : row.end]
    (title,) = prominence.evidence(story, "doe", "Tribune", measure="headline").itertuples()
    assert title.where == "title"
    assert texts.loc["b", "title"][title.start : title.end] == "Doe"
    (first,) = prominence.evidence(story, "roe", "Tribune", measure="first").itertuples()
    assert (first.article_id, first.where) == ("b", "text")
    assert prominence.evidence(story, "doe", "Post", measure="rate").empty


def test_an_unknown_measure_is_an_error(story):
    with pytest.raises(ValueError, match="no measure 'size'"):
        prominence.evidence(story, "doe", "Herald", measure="size")


def test_a_planted_difference_is_distinguishable_and_its_absence_is_not(build):
    named, other = "{doe:Doe} spoke again here.", "{roe:Roe} spoke again here."
    lines = {"Herald": [named, named, named, other], "Post": [other, other, other, named]}
    story = build(
        *(
            (f"{outlet}{i}", outlet, "", [("body", line) for line in lines[outlet]])
            for outlet in lines
            for i in range(8)
        )
    )
    assert cell(prominence.compute(story), "doe", "Herald", "share")["distinguishable"]
    mixed = replace(story, articles=story.articles.assign(outlet_label=["Herald", "Post"] * 8))
    assert not prominence.compute(mixed)["distinguishable"].any()


def test_the_order_of_rows_does_not_matter(story, reverse):
    pd.testing.assert_frame_equal(prominence.compute(story), prominence.compute(reverse(story)))


def test_a_selection_without_mentions_is_an_empty_table(story):
    table = prominence.compute(replace(story, mentions=story.mentions.iloc[:0]))
    assert table.empty
    assert "value" in table.columns
    assert prominence.compute(replace(story, articles=story.articles.iloc[:0])).empty


def test_an_entity_in_focus_is_measured_however_rarely_it_is_named(story, monkeypatch):
    monkeypatch.setattr(prominence, "MAX_ENTITIES", 1)
    assert set(prominence.compute(story)["item"]) == {"doe"}
    focused = replace(story, focus=Focus(entity_ids=("roe",)))
    assert set(prominence.compute(focused)["item"]) == {"roe"}
    both = replace(story, focus=Focus(entity_ids=("doe", "roe")))
    assert set(prominence.compute(both)["item"]) == {"doe", "roe"}


def test_items_carry_the_names_of_entities(story):
    table = prominence.compute(story)
    assert dict(zip(table["item"], table["name"], strict=True)) == {
        "doe": "Jane Doe",
        "roe": "John Roe",
    }
