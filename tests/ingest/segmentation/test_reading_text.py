"""A wrapped text is read without line breaks, and every offset has its place in the original."""

import re

import pytest

from analysis.ingest.article import Block
from analysis.ingest.segmentation.reading_text import read_running_text


def read(text: str, *borders: int):
    edges = (0, *borders, len(text))
    blocks = [Block("body", *edges[number : number + 2]) for number in range(len(edges) - 1)]
    return read_running_text(text, blocks)


@pytest.mark.parametrize(
    ("text", "running"),
    [
        ("said Odu-\nya on Tues-\r\n> day, the eighth", "said Oduya on Tuesday, the eighth"),
        ("About 14,\n000 people", "About 14,000 people"),
        ("a two-\nweek gun-\ncontrol plan", "a two-week gun-control plan"),
        ("Ann Lee-\nParker left", "Ann Lee-Parker left"),
        ("the moose-\nhunt\nand a moose-hunt", "the moose-hunt and a moose-hunt"),
        ("a rare zyg-\nlot and a zyglot", "a rare zyglot and a zyglot"),
        ("Reece\r\n>> Paul \n  Morgan", "Reece Paul Morgan"),
        ("a govern\u00ad\nment of co-\u2010\noperation", "a government of co-\u2010 operation"),
    ],
)
def test_lines_are_joined_to_the_text_they_were_broken_from(text: str, running: str):
    reading = read(text)
    assert reading.text.rstrip() == running
    assert len(reading.text) == len(text)


def test_every_word_has_its_place_in_the_original():
    text = "said Odu-\nya, who\r\n> told Ann\nLee of it"
    reading = read(text)
    originals = {
        match[0]: text[reading.original_start(match.start()) : reading.original_end(match.end())]
        for match in re.finditer(r"\w+", reading.text)
    }
    assert originals.pop("Oduya") == "Odu-\nya"
    assert all(word == original for word, original in originals.items())
    assert set(originals) == {"said", "who", "told", "Ann", "Lee", "of", "it"}


def test_blocks_begin_and_end_where_they_do_in_the_original():
    text = "said Odu-\nya.Then he\nleft."
    border = text.index("Then")
    reading = read(text, border)
    assert reading.text == "said Oduya.  Then he left."
    assert reading.original_start(border) == reading.original_end(border) == border
    assert reading.original_end(len(text)) == len(text)


def test_a_text_of_one_line_a_block_is_read_as_it_is():
    text = "Ann Lee-\n\nleft."
    reading = read_running_text(text, [Block("headline", 0, 8), Block("body", 10, 15)])
    assert reading.text == text
    assert reading.original_start(12) == 12
