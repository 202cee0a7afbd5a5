"""Appositions: the titles and descriptions beside persons' names."""

import pytest


@pytest.mark.parametrize(
    ("text", "apposition"),
    [
        ("Norwegian leader Anna Weber arrived.", "Norwegian leader"),
        ("Anna Weber, the Norwegian leader, arrived.", "the Norwegian leader"),
        ("Norway's leader, Anna Weber, arrived.", "Norway's leader"),
        ("They met President Anna Weber.", "President"),
        ("Ministers greeted Norway's Anna Weber at the port.", "Norway's"),
        ("Anna Weber, Norway's leader, arrived.", "Norway's leader"),
        ("Anna Weber, the mayor's first deputy, arrived.", "first deputy"),
    ],
)
def test_words_beside_a_name_mean_the_person(annotated, text, apposition):
    rows = annotated(text)["mentions"]
    beside = {row["text"]: row["entity"] for row in rows if row["kind"] == "apposition"}
    assert beside == {apposition: "PERSON|anna weber"}


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Anna Weber arrived.",
        "They met Anna Weber, a town in Norway.",
        "They met senators Anna Weber and Paul Stone.",
    ],
)
def test_an_honorific_a_thing_and_a_plural_are_no_appositions(annotated, text):
    rows = annotated(text)["mentions"]
    assert [row["text"] for row in rows if row["kind"] == "apposition"] == []
