"""Headlines that a page inserted into a sentence, after the formal name of a person."""

import pytest

from analysis.ingest.article import Block
from analysis.ingest.segmentation.insertions import find_insertions
from analysis.ingest.segmentation.reading_text import read_running_text


@pytest.mark.parametrize(
    ("before", "insertion", "after"),
    [
        ("Sen. Ann Lee", " Ann Mary LeeSenate to vote What to watch MORE", " (D-Ohio) said"),
        ("Sen. Ann Lee", " Annette (Ann) M. Lee2020 race begins MORE", "’s plan failed"),
        ("Mayor Tom de Boon", " Thomas de Boon'Enough,' says Boon MORE", " left"),
        ("Mayor Tom Boon", " Tom Ray Boon Retirees should say no MORE", " left"),
        ("and Ann Lee", "Ann Mary LeeThe lobbying world MORE", ", a witness"),
        ("and Ann Lee", " Ann Mary LeeMORE", " left"),
    ],
)
def test_what_is_inserted_after_a_name_is_found(before, insertion, after):
    text = before + insertion + after
    assert [text[start:end] for start, end in find_insertions(text)] == [insertion]


@pytest.mark.parametrize(
    "text",
    [
        "Ann Lee and Mary Lee left. READ MORE",
        "Ann Lee met Mary Lee's lawyer. LEARN MORE",
        "Ann Lee Ann Mary LeeSenate to vote",
        "ANN LEE FLEW TO PARIS TO MEET ANN LEE FOR MORE THAN AN HOUR",
        "Ann Lee Ann Mary LeeSenate to vote\nREAD MORE",
    ],
)
def test_text_without_a_headline_that_runs_on_and_ends_in_more_is_whole(text):
    assert list(find_insertions(text)) == []


def test_a_sentence_is_read_without_insertions_and_every_word_has_its_place():
    text = "Ann Lee Ann Mary LeeVote nears MORE told Tom Boon Tom Ray BoonRace begins MORE of it.\n"
    reading = read_running_text(text, [Block("body", 0, len(text) - 1)])
    assert " ".join(reading.text.split()) == "Ann Lee told Tom Boon of it."
    assert len(reading.text) == len(text)
    for word in ("Ann Lee", "told", "Tom Boon", "of it."):
        start = reading.text.index(word)
        place = reading.original_start(start), reading.original_end(start + len(word))
        assert text[slice(*place)] == word
