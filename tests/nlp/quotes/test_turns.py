"""Turns: what is a transcript or an interview, and where each speech begins and ends."""

import pytest

from analysis.ingest.segmentation.blocks import mark_blocks
from analysis.nlp.quotes.turns import find_turns, label_key, label_name

TRANSCRIPT = (
    "HOST: Welcome to the show. Why is the well dry?\n\n"
    "ANN ORR, COUNCIL LEADER: We had no rain this year.\n\n"
    "HOST: And what will you do now?\n\n"
    "ORR: We dig again next week."
)


def read(text):
    turns, _, state = find_turns(text, mark_blocks(text))
    return [(turn.label, text[turn.start : turn.end]) for turn in turns], state


def test_each_labelled_paragraph_of_a_transcript_is_a_turn():
    turns, state = read(TRANSCRIPT)
    assert state == "read"
    assert turns == [
        ("HOST", "Welcome to the show. Why is the well dry?"),
        ("ANN ORR, COUNCIL LEADER", "We had no rain this year."),
        ("HOST", "And what will you do now?"),
        ("ORR", "We dig again next week."),
    ]


def test_time_codes_before_labels_and_lines_of_labels_alone_are_understood():
    before = TRANSCRIPT.replace("HOST:", "[00:09] SPEAKER 1:").replace("ORR:", "[01:10] ORR:")
    assert next(label for label, _ in read(before)[0]) == "SPEAKER 1"
    alone = TRANSCRIPT.replace("HOST: ", "Bo Lind 0:02\n").replace("ORR: ", "Ann Orr 0:09\n")
    assert len(read(alone.replace("ANN ORR, COUNCIL LEADER: ", "Ann Orr 0:04\n"))[0]) == 4


def test_a_paragraph_without_a_label_continues_the_turn_before_it():
    long = TRANSCRIPT.replace("this year.", "this year.\n\nThe rivers are low as well.")
    (turn,) = [turn for turn in find_turns(long, mark_blocks(long))[0] if turn.continues_turn]
    assert (long[turn.start : turn.end], turn.label[:7]) == (
        "The rivers are low as well.",
        "ANN ORR",
    )


def test_stage_directions_are_no_turns():
    texts = [
        text
        for _, text in read(TRANSCRIPT.replace("\n\nHOST: And", "\n\n(APPLAUSE)\n\nHOST: And"))[0]
    ]
    assert "(APPLAUSE)" not in texts


@pytest.mark.parametrize(
    "text",
    [
        # Labels that do not return.
        "NORTH: We had no rain.\n\nSOUTH: We had it.\n\nEAST: I saw it.\n\nWEST: You dug.",
        # Labels without anybody who speaks.
        "\n\n".join(
            f"Winner: The party of {name} won the seat.\n\nLoser: The party of {name} lost it."
            for name in ("Orr", "Lind")
        ),
        # Statements in quotation marks, which are quotes already.
        "\n\n".join('Orr: "We dig." \n\nLind: "We do not."' for _ in range(2)),
        # Clauses before a colon.
        "\n\n".join("She went on: I will dig.\n\nHe hit back: You will not." for _ in range(2)),
    ],
)
def test_other_paragraphs_with_a_colon_are_no_turns(text):
    assert read(text) == ([], "")


def test_three_turns_are_too_few_for_a_transcript():
    assert read(TRANSCRIPT.rsplit("\n\n", 1)[0]) == ([], "")


@pytest.mark.parametrize("questions", ["Q: ", ""])
def test_the_answers_of_an_interview_are_turns(questions):
    text = "Ann Orr spoke to us about the dry well in the valley on Monday.\n\n" + "\n\n".join(
        f"{questions}{question}\n\n{'A: ' if questions else ''}{answer}"
        for question, answer in (
            ("Are you worried about it?", "I am, and we have reason to be."),
            ("Do you have a plan for it?", "We have one. I wrote it myself."),
            ("Will you resign over it?", "No, I will not do that at all."),
        )
    )
    turns, _, state = find_turns(text, mark_blocks(text))
    assert state == "read"
    assert [text[turn.start : turn.end] for turn in turns] == [
        "I am, and we have reason to be.",
        "We have one. I wrote it myself.",
        "No, I will not do that at all.",
    ]
    assert all(turn.is_answer for turn in turns)


def test_time_codes_without_labels_are_reported():
    text = "\n\n".join(f"[00:{number}0] the well has been dry since May" for number in range(4))
    assert read(text) == ([], "unread")


def test_a_live_blog_is_no_transcript():
    text = "\n\n".join(f"1{number}:05 GMT The council has met again." for number in range(6))
    assert read(text) == ([], "")


def test_a_label_is_a_name_and_a_role():
    assert label_name("ANN ORR (COUNCIL LEADER)") == "ANN ORR"
    assert label_key("Ann Orr, leader") == label_key("ORR") == "orr"
    assert label_key("SPEAKER 2") == "speaker 2"


@pytest.mark.parametrize(("label", "is_turn"), [("LIND", True), ("Lind", False)])
def test_a_label_that_does_not_return_speaks_where_all_are_in_capitals(label, is_turn):
    turns, _ = read(f"{TRANSCRIPT}\n\n{label}: I told you so.\n\nHOST: Thank you all.")
    assert ((label, "I told you so.") in turns) is is_turn
