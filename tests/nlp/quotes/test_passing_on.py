"""Media that pass on the words of a source that the sentence names."""

import pytest


@pytest.mark.parametrize(
    "text",
    [
        "The wells of the north will be closed in May, Reuters reported, citing Ann Orr.",
        "Ann Orr said the wells of the north will be closed in May, Reuters reported.",
        "Reuters reported that the wells of the north had dried out, citing Ann Orr.",
        "Ann Orr said the wells of the north will be closed in May, according to the Oslo Times.",
    ],
)
def test_a_medium_that_names_its_source_does_not_speak(quotes, text):
    assert [row["speaker"] for row in quotes(text)] == ["Ann Orr"]


def test_a_medium_without_a_source_speaks(quote):
    text = "The wells of the north will be closed in May, Reuters reported."
    assert quote(text)["speaker"] == "Reuters"


def test_a_report_that_is_more_than_the_words_of_its_source_is_kept(quotes):
    text = (
        "The wells of the north, which three towns have shared since the war and which were never "
        "deepened, will be closed in May, and Ann Orr said it is too late, Reuters reported."
    )
    assert "Reuters" in [row["speaker"] for row in quotes(text)]


def test_what_follows_an_attribution_that_a_medium_reports_is_not_the_mediums(speakers):
    text = (
        'Ann Orr left. "The wells of the north are dry," she said, the Herald reported. '
        '"They were never deepened."'
    )
    assert speakers(text) == ["Ann Orr", "Ann Orr"]
