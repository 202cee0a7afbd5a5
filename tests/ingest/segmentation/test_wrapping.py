"""Wrapped texts: their paragraphs are found in every way of wrapping, and lists stay lists."""

import random
import textwrap

import pytest

from analysis.ingest import mark_blocks
from analysis.ingest.segmentation.lines import split_lines
from analysis.ingest.segmentation.wrapping import unwrap

PARAGRAPHS = """\
The harbour of Port Ellen will be closed for two weeks in May, the council said on Monday \
after a long meeting with the fishermen, who had asked for a later date.
“We had no choice,” said Ann Lee, who heads the council of the island. The ferry will run \
from Bowmore in the meantime, and the company has promised three more buses a day.
Bo Orr, whose boat has been in the harbour since spring, said that nobody had asked him. He \
wants the council to pay for what he loses in the two weeks without his boat.
""".splitlines()


def wrap(width: int, **options: str) -> list[list[str]]:
    return [textwrap.wrap(part, width, **options) for part in PARAGRAPHS]


def lines_of(parts: list[list[str]], between: str = "\n", line_end: str = "\n") -> str:
    return between.join(line_end.join(part) for part in parts)


QUOTED = "\n>\n".join("\n".join(f"> {line}" for line in part) for part in wrap(70))
TEXTS = {
    "empty lines": lines_of(wrap(72), "\n\n"),
    "Windows": lines_of(wrap(72), "\r\n\r\n", "\r\n"),
    "no empty lines": lines_of(wrap(72)),
    "indents": lines_of(wrap(72, initial_indent="   ")),
    "a column": lines_of(wrap(45)),
    "an empty line after each": lines_of(wrap(72), "\n\n", "\n\n"),
    "spaces at the ends": lines_of(wrap(72), "\n\n", " \n"),
    "quoted by a mail": QUOTED,
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_the_paragraphs_of_a_wrapped_text_are_whole(text: str):
    paragraphs = [line for line in split_lines(text) if line.text.strip("> ")]
    assert [" ".join(line.text.split()) for line in paragraphs] == PARAGRAPHS


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_offsets_of_a_wrapped_text_are_those_of_the_original(text: str):
    for line in split_lines(text):
        assert unwrap(text[line.start : line.end]) == line.text
    covered = "".join(text[block.start : block.end] for block in mark_blocks(text))
    assert "".join(covered.split()) == "".join(text.split())


def test_a_list_of_headlines_and_a_text_with_a_paragraph_a_line_are_not_wrapped():
    headlines = "\n".join(f"Port Ellen harbour is closed for week number {n}" for n in range(9))
    assert len(split_lines(headlines)) == 9
    assert len(split_lines("\n".join(PARAGRAPHS * 3))) == 9


def test_unwrapping_keeps_the_length():
    text = "trains on a\r\n> bridge \n\nthat moves"
    assert unwrap(text) == "trains on a    bridge   that moves"


def test_the_quoted_part_of_a_mail_is_joined_and_the_rest_is_left():
    reply = "Dear all,\n\n" + PARAGRAPHS[0] + "\n\nOn Monday Bo Orr wrote:\n"
    lines = [" ".join(line.text.split()) for line in split_lines(reply + QUOTED)]
    assert [line for line in lines if line.strip("> ")] == [
        "Dear all,",
        PARAGRAPHS[0],
        "On Monday Bo Orr wrote:",
        *PARAGRAPHS,
    ]


def test_one_quoted_line_is_left_as_it_is():
    (line, *_) = split_lines("> A mark of its own\nand another line\n")
    assert line.text == "> A mark of its own"


def test_the_lines_of_a_head_that_had_room_for_more_are_not_joined():
    head = "Harbour to be closed for two weeks\nThe Lamp\n5 September 2023\n\n"
    lines = split_lines(head + lines_of(wrap(60), "\n\n"))
    assert [line.text for line in lines[:3]] == head.split("\n")[:3]


def test_what_introduces_a_quoted_mail_is_no_part_of_its_headline():
    lead = "On Tue, 5 Sep 2023 at 08:15, Ann Lee <ann@bell.example> wrote:"
    text = f"{lead}\n> Harbour to be closed for two weeks in May\n>\n{QUOTED}"
    kinds = {text[block.start : block.end]: block.kind for block in mark_blocks(text)}
    assert kinds[lead] == "boilerplate"
    assert kinds["Harbour to be closed for two weeks in May"] == "headline"


@pytest.mark.parametrize("width", [45, 72])
@pytest.mark.parametrize("indent", ["", "   "])
def test_a_longer_headline_and_a_longer_footer_do_not_hide_the_width(width: int, indent: str):
    headline = "The harbour of Port Ellen will be closed for two weeks in May because of a new pier"
    footer = "Copyright 2024 The Lamp and its partners, who reserve all rights." * 2
    parts = wrap(width, initial_indent=indent)
    body = lines_of(parts, "\n" if indent else "\n\n")
    lines = split_lines(f"{headline}\n\n{body}\n\n{footer}")
    assert [line.text for line in lines] == [headline, *PARAGRAPHS, footer]


def test_lines_of_unlike_length_are_joined_as_in_letters_of_unlike_width():
    chance = random.Random(5)
    parts = []
    for paragraph in PARAGRAPHS * 3:
        lines = [""]
        for word in paragraph.split():
            if len(lines[-1]) + len(word) > chance.randint(60, 72):
                lines.append("")
            lines[-1] += f" {word}" if lines[-1] else word
        parts.append(lines)
    text = lines_of(parts, "\n\n")
    assert [line.text for line in split_lines(text)] == PARAGRAPHS * 3


def test_a_wrapped_text_of_short_paragraphs_is_joined():
    paragraphs = [
        "The harbour of Port Ellen will be closed for two weeks in May, the council said Monday.",
        "“We had no choice,” said Ann Lee, who heads the council, after a meeting in the hall.",
        "The ferry will run from Bowmore, and there will be three more buses every day.",
        "Nobody had asked Bo Orr.",
        "He is the master of the harbour, which has been closed twice since last spring, he said.",
        "The council will meet again.",
    ]
    parts = [textwrap.wrap(part, 72) for part in paragraphs]
    assert [len(part) for part in parts] == [2, 2, 2, 1, 2, 1]
    text = f"Harbour of Port Ellen to close\n\n{lines_of(parts, chr(10) * 2)}\n"
    assert [line.text for line in split_lines(text)][1:] == paragraphs
