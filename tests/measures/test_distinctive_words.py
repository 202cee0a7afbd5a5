from dataclasses import replace

import pytest

from analysis.measures import distinctive_words, house_style


@pytest.fixture
def story(build):
    """Two outlets with six articles each; one writes "regime" in every line."""
    articles = []
    for n in range(12):
        outlet, word = ("Herald", "regime") if n % 2 else ("Post", "government")
        marks = [f"q{chr(97 + n)}{chr(97 + m)}" for m in range(4)]
        lines = [("body", f"Line {mark}: Mr. {{doe:Doe}} met the {word} there.") for mark in marks]
        articles.append((str(n), outlet, "", lines))
    return build(*articles)


def test_a_word_of_one_outlet_is_distinguishable_and_common_ones_are_not(story):
    table = distinctive_words.compute(story).set_index(["name", "outlet_label"])
    regime = table.loc[("regime", "Herald")]
    assert (regime["count"], bool(regime["distinguishable"])) == (24, True)
    assert table.loc[("regime", "Post"), "count"] == 0
    assert not table.loc[("line", "Herald"), "distinguishable"]
    assert "doe" not in table.index.get_level_values("name")


def test_the_effect_is_positive_where_an_outlet_uses_a_word_more(story):
    table = distinctive_words.compute(story).set_index(["name", "outlet_label"])
    assert table.loc[("regime", "Herald"), "effect"] > 0
    assert table.loc[("regime", "Post"), "effect"] < 0


def test_the_evidence_is_the_uses_counted(story):
    item = distinctive_words.compute(story).set_index("name").loc["regime", "item"].iloc[0]
    spans = distinctive_words.evidence(story, item, "Herald")
    texts = story.articles.set_index("article_id")["text"]
    used = {texts[row.article_id][row.start : row.end] for row in spans.itertuples()}
    assert (len(spans), used) == (24, {"regime"})
    assert distinctive_words.evidence(story, item, "Post").empty


def test_courtesy_titles_are_house_style_and_not_wording(story):
    assert "mr" not in set(distinctive_words.compute(story)["name"])
    style = house_style.compute(story)
    assert set(style["count"]) == {24}


def test_the_words_that_differ_most_are_returned(story, monkeypatch):
    monkeypatch.setattr(distinctive_words, "MAX_RETURNED_WORDS", 1)
    assert set(distinctive_words.compute(story)["name"]) == {"regime"}


def test_the_most_frequent_words_are_tested(story, monkeypatch):
    monkeypatch.setattr(distinctive_words, "MAX_TESTED_WORDS", 1)
    assert set(distinctive_words.compute(story)["name"]) == {"line"}


@pytest.mark.parametrize(("lines", "is_compared"), [(5, True), (4, False)])
def test_a_word_is_compared_from_the_minimum_of_occurrences(build, lines, is_compared):
    articles = [
        (str(n), "AB"[n % 2], "", [("body", f"Turbines q{chr(97 + n)}")]) for n in range(lines)
    ]
    assert ("turbines" in set(distinctive_words.compute(build(*articles))["name"])) == is_compared


def test_text_without_words_is_an_empty_table(build):
    selection = build(("a", "Herald", "", [("body", "12 34.")]))
    assert distinctive_words.compute(selection).empty
    nothing = replace(selection, articles=selection.articles.iloc[:0])
    assert distinctive_words.compute(nothing).empty
