import numpy as np
import pandas as pd
import pytest

from analysis.measures import prominence


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


def measured(story):
    return prominence.measure(story.articles, story.blocks, story.mentions, story.entities)


def cell(table, entity, outlet, measure):
    found = table[
        (table["entity_id"] == entity)
        & (table["outlet_label"] == outlet)
        & (table["measure"] == measure)
    ]
    assert len(found) == 1
    return found.iloc[0]


def evidence(story, entity, outlet, measure):
    return prominence.evidence(
        story.articles,
        story.blocks,
        story.mentions,
        story.entities,
        entity_id=entity,
        outlet_label=outlet,
        measure=measure,
    )


def test_share_and_rate_count_mentions_by_name_in_counted_text(story):
    table = measured(story)
    share = cell(table, "doe", "Herald", "share")
    assert (share["value"], share["n"]) == (3 / 4, 4)
    rate = cell(table, "roe", "Tribune", "rate")
    assert (rate["value"], rate["n"]) == (pytest.approx(2 / 12 * 1000), 12)
    assert np.isnan(cell(table, "doe", "Post", "share")["value"])
    assert cell(table, "doe", "Post", "rate")["value"] == 0


def test_pronouns_do_not_count(story):
    story.mentions.loc[story.mentions["start"] == 0, "kind"] = "pronoun"
    assert cell(measured(story), "doe", "Herald", "share")["n"] == 3


def test_a_headline_is_read_in_the_text_or_else_beside_it(story):
    table = measured(story)
    assert cell(table, "doe", "Herald", "headline")["value"] == 1
    assert cell(table, "roe", "Herald", "headline")["value"] == 0
    assert cell(table, "doe", "Tribune", "headline")["value"] == 1
    missing = cell(table, "doe", "Post", "headline")
    assert (missing["n"], np.isnan(missing["value"])) == (0, True)


def test_a_name_inside_another_word_is_not_in_the_headline(story):
    story.articles.loc[1, "title"] = "Doel loses"
    assert cell(measured(story), "doe", "Tribune", "headline")["value"] == 0


def test_the_first_position_is_counted_below_the_headline(story):
    table = measured(story)
    assert cell(table, "doe", "Herald", "first")["value"] == 0
    lines = ("In June the vote was lost by John Roe.", "Roe thanked nobody.")
    expected = lines[0].index("John Roe") / sum(map(len, lines))
    assert cell(table, "roe", "Tribune", "first")["value"] == pytest.approx(expected)
    assert cell(table, "doe", "Tribune", "first")["n"] == 0


def test_one_article_has_an_interval_over_its_paragraphs_but_not_for_what_simply_is(story):
    table = measured(story)
    share = cell(table, "doe", "Herald", "share")
    assert 0 <= share["low"] <= share["value"] <= share["high"] <= 1
    assert np.isnan(cell(table, "doe", "Herald", "first")["low"])


def test_the_evidence_is_as_many_places_as_were_counted_and_points_at_the_name(story):
    texts = story.articles.set_index("article_id")
    rows = evidence(story, "doe", "Herald", "share")
    assert len(rows) == 3
    for row in rows.itertuples():
        assert "Doe" in texts.loc[row.article_id, "text"][row.start : row.end]
    (title,) = evidence(story, "doe", "Tribune", "headline").itertuples()
    assert title.where == "title"
    assert texts.loc["b", "title"][title.start : title.end] == "Doe"
    (first,) = evidence(story, "roe", "Tribune", "first").itertuples()
    assert (first.article_id, first.where) == ("b", "text")
    assert evidence(story, "doe", "Post", "rate").empty


def test_an_unknown_measure_is_an_error(story):
    with pytest.raises(ValueError, match="no measure 'size'"):
        evidence(story, "doe", "Herald", "size")


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
    assert cell(measured(story), "doe", "Herald", "share")["distinguishable"]
    story.articles["outlet_label"] = ["Herald", "Post"] * 8
    assert not measured(story)["distinguishable"].any()


def test_the_order_of_rows_does_not_matter(story):
    turned = prominence.measure(
        story.articles.iloc[::-1],
        story.blocks.iloc[::-1],
        story.mentions.iloc[::-1],
        story.entities.iloc[::-1],
    )
    pd.testing.assert_frame_equal(measured(story), turned)


def test_a_selection_without_mentions_is_an_empty_table(story):
    found = prominence.measure(
        story.articles, story.blocks, story.mentions.iloc[:0], story.entities
    )
    assert found.empty
    assert "value" in found.columns
    assert prominence.measure(
        story.articles.iloc[:0], story.blocks, story.mentions, story.entities
    ).empty


def test_an_entity_that_is_asked_for_is_measured_however_seldom_it_is_named(story, monkeypatch):
    monkeypatch.setattr(prominence, "MOST", 1)
    given = (story.articles, story.blocks, story.mentions, story.entities)
    assert set(prominence.measure(*given)["entity_id"]) == {"doe"}
    assert set(prominence.measure(*given, asked=["roe"])["entity_id"]) == {"doe", "roe"}
