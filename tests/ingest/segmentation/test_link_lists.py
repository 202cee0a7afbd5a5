"""Headlines under "Read more:" are no text of the article, wherever they are."""

import pytest

from analysis.ingest.segmentation.blocks import mark_blocks
from analysis.ingest.segmentation.link_lists import MOST_LINKS, MOST_WORDS

BEFORE = "The council met on Monday and voted for the new bridge over the northern river, it said."
AFTER = "The bridge will be open to all in the spring, the mayor told reporters on Tuesday evening."
HEADLINE = "Mayor defends plan to shut the old bridge"


def list_body(heading, *lines):
    """Return which of some lines between two paragraphs are text of the article."""
    text = "\n\n".join((BEFORE, BEFORE.replace("Monday", "Friday"), heading, *lines, AFTER))
    blocks = mark_blocks(text)
    return [
        line
        for line in lines
        if any(
            block.kind in {"body", "subhead"} and text.find(line) == block.start for block in blocks
        )
    ]


@pytest.mark.parametrize(
    "heading", ["Read more:", "READ MORE", "Related:", "More on this story", "Most read"]
)
def test_headlines_under_such_a_line_are_no_text(heading):
    assert list_body(heading, HEADLINE, "Who pays for the bridge?") == []


def test_headlines_without_such_a_line_are_text():
    assert HEADLINE in list_body("The council was divided over it for weeks.", HEADLINE)


@pytest.mark.parametrize(
    "line",
    [
        "The plan was drawn up in haste.",
        "— Ann Orr writes on bridges and rivers for this paper",
        "The mayor listed three reasons:",
        "What, then, can be done for those who live on the far bank of it?",
    ],
)
def test_what_is_no_headline_ends_the_list(line):
    assert line in list_body("Read more:", HEADLINE, line)


@pytest.mark.parametrize(("extra", "is_text"), [(0, False), (1, True)])
def test_a_headline_has_so_many_words_and_a_list_so_many_headlines(extra, is_text):
    line = " ".join(["Bridges"] * (MOST_WORDS + extra))
    assert bool(list_body("Read more:", line)) is is_text
    lines = [f"{HEADLINE} {number}" for number in range(MOST_LINKS + extra)]
    assert bool(list_body("Read more:", *lines)) is is_text


@pytest.mark.parametrize(("words", "is_text"), [(12, False), (13, True)])
def test_a_question_is_a_headline_if_it_is_short(words, is_text):
    line = " ".join(["Who"] * words) + "?"
    assert bool(list_body("Read more:", line)) is is_text


def test_a_headline_and_a_byline_below_such_a_line_at_the_top_stay():
    text = f"Top stories\n\n{HEADLINE}\n\nBy Ann Orr\n\n{BEFORE}\n\n{AFTER}"
    kinds = {text[block.start : block.end]: block.kind for block in mark_blocks(text)}
    assert (kinds[HEADLINE], kinds["By Ann Orr"]) == ("headline", "byline")


def test_a_line_that_is_boilerplate_anyway_ends_no_list_and_another_heading_begins_a_new_one():
    headlines = [f"{HEADLINE} again for the {number}th time" for number in range(MOST_LINKS)]
    lines = ["Read more:", *headlines[:4], "Related:", *headlines[4:], "Advertisement", HEADLINE]
    assert list_body("Read more:", *lines) == []
