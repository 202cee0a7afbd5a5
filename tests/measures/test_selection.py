from dataclasses import replace

import pytest

from analysis.measures.selection import Focus


@pytest.fixture
def selection(build, quote):
    lines = [("body", "“Yes,” {doe:Doe} said. {roe:Roe} claimed that he won.")]
    selection = build(("a", "Herald", "", lines), ("b", "Post", "", [("body", "It rained.")]))
    selection.entities.loc[selection.entities["entity_id"] == "roe", "label"] = "ORG"
    return quote(
        selection,
        ("a", "“Yes,”", "direct", "Doe", "doe", "said", ""),
        ("a", "that he won", "indirect", "Roe", "roe", "claimed", ""),
    )


@pytest.mark.parametrize(
    ("focus", "expected"),
    [
        (Focus(), ["doe", "roe"]),
        (Focus(entity_ids=("roe",)), ["roe"]),
        (Focus(entity_types=("PERSON",)), ["doe"]),
        (Focus(entity_ids=("roe",), entity_types=("PERSON",)), []),
        (Focus(quote_kinds=("direct",)), ["doe", "roe"]),
    ],
)
def test_a_focus_includes_entities_by_id_and_type(selection, focus, expected):
    focused = replace(selection, focus=focus)
    ids = selection.entities["entity_id"]
    assert ids[focused.is_in_focus(ids)].tolist() == expected


@pytest.mark.parametrize(
    ("focus", "expected"),
    [
        (Focus(), ["a:0", "a:1"]),
        (Focus(quote_kinds=("indirect",)), ["a:1"]),
        (Focus(entity_ids=("doe",)), ["a:0"]),
        (Focus(entity_ids=("doe",), quote_kinds=("indirect",)), []),
    ],
)
def test_a_focus_includes_quotations_by_speaker_and_kind(selection, focus, expected):
    focused = replace(selection, focus=focus)
    assert focused.list_quotes_in_focus()["quote_id"].tolist() == expected


def test_the_selection_of_an_outlet_has_only_its_articles(selection):
    assert selection.of_outlet("Post").articles["article_id"].tolist() == ["b"]
    assert selection.of_outlet("Post").quotes.equals(selection.quotes)
