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
    ],
)
def test_a_share_in_a_poll_is_the_pollsters(quote, text, speaker):
    row = quote(text)
    assert (row["text"], row["speaker"], row["cue"].lower()) == (_RESULT, speaker, "in")


@pytest.mark.parametrize(
    "text",
    [
        "Ann Orr led Bo Li in a poll.",
        "In a poll, by Acme, Ann Orr led by 5 percent.",
        "Ann Orr rose by 5 percent.",
        "The poll cost 5 percent more.",
    ],
)
def test_no_share_or_no_poll_is_no_quote(quotes, text):
    assert quotes(text) == []
