"""What the phrases of a line reveal about it."""

import pytest

from analysis.ingest.segmentation.lines import split_lines
from analysis.ingest.segmentation.phrases import phrase_kind


def kind_of(text: str) -> str:
    (line,) = split_lines(text)
    return phrase_kind(line)


@pytest.mark.parametrize("words", [60, 61])
def test_the_label_of_a_button_in_capitals_begins_a_caption_of_60_words_at_most(words: int) -> None:
    text = " ".join(["CLOSE", *["Boats"] * (words - 1)]) + "."
    assert kind_of(text) == ("caption" if words == 60 else "")
    assert kind_of(text.replace("CLOSE", "Close")) == ""
    assert kind_of(text.upper()) == ""


@pytest.mark.parametrize(
    "text",
    [
        "**Want Harbour News in your inbox every day? Sign up here.**",
        "Interested in Boats? Add Boats as an interest to stay up to date on the latest news.",
        "Share All sharing options for: Should boats leave the harbour in May?",
    ],
)
def test_forms_and_menus_are_no_prose(text: str) -> None:
    assert kind_of(text) in {"boilerplate", "box"}
