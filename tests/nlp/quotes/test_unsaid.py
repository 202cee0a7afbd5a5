"""Verbs of saying that report nothing."""

import pytest


@pytest.mark.parametrize(
    "text",
    [
        "The murder seemed to confirm that the wells are dry.",
        "His tenure reveals that the wells are dry.",
        "That suggests the wells of the north are dry.",
        "It is too soon to say whether the wells are dry.",
        "Ann Orr declined to say whether the wells are dry.",
        "Farmers do not want to say that the wells are dry.",
        "She was asked whether she can say that the wells are dry.",
        "Ann Orr's hints suggest that the wells are dry.",
        "Ann Orr responded to speculation that the wells are dry.",
        "Ann Orr left the hall without mentioning that the wells are dry.",
    ],
)
def test_what_nobody_says_is_no_quote(quotes, text):
    assert quotes(text) == []


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Ann Orr explained to the jury that the wells are dry.", "Ann Orr"),
        ("The guard who suggested that the wells are dry left Oslo.", ""),
        ("Ann Orr's backers suggested that the wells are dry.", "Ann Orr's backers"),
        ("A survey of farmers reveals that the wells are dry.", "survey of farmers"),
    ],
)
def test_what_somebody_suggests_reveals_or_explains_is_a_quote(quotes, text, speaker):
    assert [row["speaker"] for row in quotes(text)] == [speaker]


def test_who_orders_is_not_who_is_ordered(quotes):
    text = "Ann Orr was summoned by the office and ordered to resign by May."
    assert "Ann Orr" not in [row["speaker"] for row in quotes(text)]


def test_a_label_of_the_page_is_no_verb_where_a_block_begins(quotes):
    assert quotes("Story highlights One family included two teachers and their two children") == []
