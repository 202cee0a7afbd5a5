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


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            (
                '"It leaks," said epidemiologist and evolutionary biologist Ann Orr of '
                "the University of Oslo."
            ),
            "Ann Orr",
        ),
        (
            "The panel's top Democrat, Rep. Sandy Levin, D-Mich., said he, too, wanted the well.",
            "Sandy Levin",
        ),
        (
            (
                '"It leaks," Chairman and former Sen. Joe Holt and CEO Mark Wallace, a former '
                "ambassador, said in a statement."
            ),
            "Joe Holt; Mark Wallace",
        ),
        (
            (
                "Senate Majority Leader Harry Boon and Republican Leader Mitch Lowell announced "
                'the "important agreement" on the floor.'
            ),
            "Harry Boon; Mitch Lowell",
        ),
    ],
)
def test_titles_before_a_person_are_nobody_else(quotes, text, speaker):
    assert quotes(text)[0]["speaker"] == speaker


def test_a_pronoun_and_a_name_speak_together(quotes):
    text = (
        "Ann Orr digs. She and Bo Scott stressed they do not want that to happen. She said it "
        "leaks."
    )
    speakers = [row["speaker"] for row in quotes(text)]
    assert speakers == ["Ann Orr; Bo Scott", "Ann Orr"]
