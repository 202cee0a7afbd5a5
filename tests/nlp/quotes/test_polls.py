"""What polls found, told without a verb of saying."""

import pytest

_RESULT = "Ann Orr led Bo Li by 5 percent"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (f"{_RESULT} in an Oslo Herald/Acme poll of farmers.", "Oslo Herald/Acme"),
        (f"In a Gallup poll, {_RESULT}.", "Gallup"),
        (f"A new Oslo Herald/Acme poll came out. {_RESULT} in the survey.", "Oslo Herald/Acme"),
        (f"The wells were asked about. {_RESULT} in the poll.", ""),
        (f"In a poll, by Acme, {_RESULT}.", "Acme"),
        (f"In a poll of farmers, conducted by Acme, {_RESULT}.", "Acme"),
        (f"In a poll released by Acme, {_RESULT}.", "Acme"),
        (f"In the poll, which Acme ran, {_RESULT}.", "Acme"),
    ],
)
def test_a_share_in_a_poll_is_the_pollsters(quote, text, speaker):
    row = quote(text)
    assert (row["text"], row["speaker"], row["cue"].lower()) == (_RESULT, speaker, "in")


@pytest.mark.parametrize(
    "text",
    [
        "Ann Orr led Bo Li in a poll.",
        "Turnout reached 61 percent in the poll.",
        "Only 5 percent of voters took part in the poll.",
        "The party led by 52 percent of the votes in a poll.",
        f"{_RESULT} in Sunday's poll.",
        f"{_RESULT} in the poll on Sunday.",
        "Ann Orr rose by 5 percent.",
        "The poll cost 5 percent more.",
    ],
)
def test_no_share_or_no_poll_is_no_quote(quotes, text):
    assert quotes(text) == []


@pytest.mark.parametrize(
    "text",
    [
        f"{_RESULT} in the Brexit poll.",
        f"{_RESULT} in the Senate poll.",
        f"{_RESULT} in a fair poll.",
        "Support rose by 5 percent in the Clinton poll. Hillary Clinton was pleased.",
        "Ann Orr has 5 percent in the poll.",
    ],
)
def test_what_a_poll_is_about_is_no_pollster(quote, text):
    assert quote(text)["speaker"] == ""


@pytest.mark.parametrize(
    "text",
    [
        "In a Gallup poll, 45 percent would vote for Ann Orr.",
        f"{_RESULT} in Monday's Gallup poll.",
        f"{_RESULT} in a Gallup poll released a week before the vote.",
        f"{_RESULT} in a Gallup poll on Monday.",
    ],
)
def test_a_poll_of_an_organisation_is_no_election(quote, text):
    assert quote(text)["speaker"] == "Gallup"
