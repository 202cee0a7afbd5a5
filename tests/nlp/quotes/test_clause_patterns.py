"""Clauses whose attribution the order of words shows."""

import pytest


@pytest.mark.parametrize(
    ("text", "content", "speaker"),
    [
        (
            "Digging a second well is wrong, as Bo Lindqvist, an engineer at the works, explained.",
            "Digging a second well is wrong",
            "Bo Lindqvist",
        ),
        (
            "As Bo Lindqvist noted, the pumps of the valley are old.",
            "the pumps of the valley are old",
            "Bo Lindqvist",
        ),
        (
            "The wells are deeper than those of other valleys, reported the Gazette.",
            "The wells are deeper than those of other valleys",
            "Gazette",
        ),
        (
            "What's more, CBS reports, the council will pay for new pumps in the valley.",
            "the council will pay for new pumps in the valley",
            "CBS",
        ),
        (
            "A federal survey released in May showed that half of the wells were dry.",
            "that half of the wells were dry",
            None,
        ),
        (
            "The valley will pay for new pumps from next year on, county contracts show.",
            "The valley will pay for new pumps from next year on",
            "county contracts",
        ),
        (
            "A new poll of farmers showed Lindqvist leading in all parts of the valley.",
            "Lindqvist leading in all parts of the valley",
            "new poll of farmers",
        ),
        (
            "Most wells of the valley are not deep enough for dry years, reports WellNow.",
            "Most wells of the valley are not deep enough for dry years",
            None,
        ),
    ],
)
def test_a_clause_beside_an_attribution_is_its_content(quote, text, content, speaker):
    row = quote(text)
    assert (row["kind"], row["text"]) == ("indirect", content)
    assert speaker is None or row["speaker"] == speaker


@pytest.mark.parametrize(
    "text",
    [
        "As the noise continued, the council left the hall in a hurry.",
        "As we have noted, the pumps of the valley are old.",
        "The council showed that it can dig a well in a week.",
        "The farmers found that the pumps were old.",
    ],
)
def test_other_clauses_are_no_reports(quotes, text):
    assert quotes(text) == []


def test_records_that_show_something_and_reviews_that_determine_it_report(quotes):
    text = (
        "The memos show that the well was old. An independent review commissioned by the town "
        "determined that the mill was safe. The photos show that it leaks."
    )
    contents = [row["text"] for row in quotes(text)]
    assert contents == ["that the well was old", "that the mill was safe"]
