"""Several persons who speak together, of whom the parse has the office of one only."""

import pytest


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ('"We dig on," said Mayor Ann Orr and her deputy Bo Holt.', "Ann Orr; Bo Holt"),
        ("Ann Orr and her husband Bo Holt said they would stay.", "Ann Orr; Bo Holt"),
        (
            "U.S. Attorney Jay Boon and FBI Special Agent in Charge Johnnie Holt said it leaks.",
            "Jay Boon; Johnnie Holt",
        ),
        ("Ann Orr and the town's liberal growers said that the wells would last.", "Ann Orr"),
    ],
)
def test_a_joint_speaker_with_an_office_is_named_too(quotes, text, speaker):
    assert quotes(text)[0]["speaker"] == speaker
