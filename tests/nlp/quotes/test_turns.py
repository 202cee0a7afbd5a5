"""Turns: what is a transcript or an interview, and where each speech begins and ends."""

import pytest

from analysis.ingest.segmentation.blocks import mark_blocks
from analysis.nlp.quotes.turn_labels import label_key, label_name
from analysis.nlp.quotes.turns import find_turns

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


@pytest.mark.parametrize(
    ("before", "after"),
    [("Bo Lind – ", "Ann Orr – "), ("Bo Lind\n\n", "Ann Orr\n\n"), ("Bo Lind\n", "Ann Orr\n")],
)
def test_labels_before_a_dash_and_names_in_lines_of_their_own_are_understood(before, after):
    text = TRANSCRIPT.replace("HOST: ", before).replace("ANN ORR, COUNCIL LEADER: ", after)
    turns, state = read(text.replace("ORR: ", after))
    assert state == "read"
    assert turns[3] == ("Ann Orr", "We dig again next week.")


def test_a_stage_direction_beside_a_name_is_no_part_of_it():
    turns, _ = read(TRANSCRIPT.replace("ORR:", "ORR [quietly]:"))
    assert [label_key(label) for label, _ in turns] == ["host", "orr"] * 2


def test_paragraphs_that_tell_of_no_speaker_continue_turns_if_a_third_of_all_have_labels():
    rest = "\n\n".join(f"The rivers are low in part {number}." for number in range(9))
    long = TRANSCRIPT.replace("this year.", f"this year.\n\n{rest}")
    assert len(read(long)[0]) == 13
    assert len(read(long.replace("part 0.", "part 0.\n\nThe wells are dry."))[0]) == 4
    assert len(read(long.replace("part 0", "the part of Orr"))[0]) == 4
    assert len(read(long.replace("part 0", 'the "old" part'))[0]) == 4


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


@pytest.mark.parametrize("questions", ["Q: ", "Q. ", "Q – ", ""])
def test_the_answers_of_an_interview_are_turns(questions):
    text = "Ann Orr spoke to us about the dry well in the valley on Monday.\n\n" + "\n\n".join(
        f"{questions}{question}\n\n{questions.replace('Q', 'A')}{answer}"
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


@pytest.mark.parametrize(("n_questions", "answers"), [(4, 4), (3, 0)])
def test_four_questions_to_nobody_are_an_interview_if_the_interviewee_is_known(
    n_questions, answers
):
    text = "\n\n".join(
        f"**Why is well {number} dry?**\n\nI saw that well {number} leaks."
        for number in range(n_questions)
    )
    turns, state = read(text)
    assert (len(turns), state) == (answers, "")


@pytest.mark.parametrize(("n_lines", "state"), [(4, "unread"), (3, "")])
def test_a_conversation_in_lines_with_dashes_is_reported(n_lines, state):
    lines = ["— Did you see the well?", "— I saw it.", "— Will you dig?", "— We dig again."]
    assert read("\n\n".join(lines[-n_lines:])) == ([], state)


def test_dashes_before_one_question_are_no_conversation():
    assert read("— Did you see the well?\n\n— I saw it.\n\n— It is dry.\n\n— We dig.") == ([], "")


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
