"""Turns as quotes, with the speakers that their labels name."""

import pytest

from tests.nlp.quotes.test_turns import TRANSCRIPT


def test_a_turn_is_a_direct_quote_of_the_speaker_that_its_label_names(quotes):
    rows = quotes(TRANSCRIPT)
    assert [row["kind"] for row in rows] == ["direct"] * 4
    assert [row["speaker"] for row in rows] == ["Host", "Ann Orr", "Host", "Ann Orr"]
    assert [row["resolution"] for row in rows][:2] == ["description", "named"]
    assert rows[1]["mention"] == "ANN ORR"


def test_what_is_reported_inside_a_turn_is_part_of_it(quotes):
    text = TRANSCRIPT.replace("We dig", 'The engineers said that "it is deep", so we dig')
    assert len(quotes(text)) == 4


def test_initials_stand_for_the_full_name_of_an_earlier_label(speakers):
    text = (
        "Ida Moss: Welcome to the show. Why is the well dry?\n\nAnn Orr: We had no rain.\n\n"
        "IM: And what will you do?\n\nAO: We dig again.\n\nIM: Thank you.\n\nAO: I thank you."
    )
    assert speakers(text) == ["Ida Moss", "Ann Orr"] * 3


def test_initials_stand_for_the_full_name_of_a_person_in_the_introduction(speakers):
    text = (
        "Ida Moss met Ann Orr.\n\nIM: Why is it dry?\n\nAO: We had no rain.\n\n"
        "IM: And you?\n\nAO: I dig again."
    )
    assert speakers(text) == ["Ida Moss", "Ann Orr"] * 2


def test_a_role_of_two_words_is_described_and_names_nobody(quotes):
    rows = quotes(TRANSCRIPT.replace("HOST", "COUNCIL CHAIR"))
    assert (rows[0]["speaker"], rows[0]["resolution"]) == ("Council Chair", "description")


@pytest.mark.parametrize(
    ("title", "interviewees"),
    [("Ann Orr on the wells", ["Ann Orr", "Ann Orr"]), ("The wells of Ann Orr", [])],
)
def test_whoever_speaks_in_the_title_is_the_interviewee(title, interviewees, speakers):
    text = interview(f"{title}\n\nThe council met in May. This was in the town hall.")
    assert speakers(text, title=title) == interviewees


def test_initials_that_stand_for_nobody_leave_the_speaker_blank(speakers):
    text = "HX: Why is it dry?\n\nCK: We had no rain.\n\nHX: And you?\n\nCK: I dig again."
    assert speakers(text) == [""] * 4


def interview(introduction):
    return (
        f"{introduction}\n\nQ: Is the well dry?\n\nA: It is. I saw it myself.\n\n"
        "Q: Will you dig?\n\nA: We dig again next week."
    )


def test_the_answers_are_the_interviewees(quotes, annotated):
    text = interview("Ann Orr leads the council of Veldonia. She spoke to us about the wells.")
    rows = quotes(text)
    assert [row["speaker"] for row in rows] == ["Ann Orr", "Ann Orr"]
    assert annotated(text)["articles"][0]["turns"] == "read"


def test_without_a_known_interviewee_the_turns_are_unread(quotes, annotated):
    text = interview("Readers of the Gazette ask, and our desk for politics answers them here.")
    assert not [row for row in quotes(text) if row["speaker"]]
    assert annotated(text)["articles"][0]["turns"] == "unread"


def test_an_article_without_turns_has_none(annotated):
    assert annotated("Ann Orr said the well was dry.")["articles"][0]["turns"] == ""
