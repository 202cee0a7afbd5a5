"""Datelines: which words before a dash or a colon are one."""

import pytest

from analysis.ingest.segmentation.datelines import dateline_length, is_picture_dateline

TEXT = "The harbour is closed."


def has_dateline(dateline: str, *, is_opening: bool = True, text: str = TEXT) -> bool:
    """Return whether all of the words before the text are a dateline."""
    length = dateline_length(f"{dateline} {text}", is_opening=is_opening)
    assert length in {0, len(dateline)}
    return length > 0


@pytest.mark.parametrize(
    ("dateline", "is_dateline"),
    [
        ("OSLO, Norway, Xinhua —", True),
        ("OSLO, Viken, Norway, Xinhua —", False),  # four parts
        ("NEW PORT ELLEN BAY TOWN —", True),
        ("NEW PORT ELLEN BAY TOWN HALL —", False),  # six words
        ("PORT ELLEN:", True),
        ("NEW PORT ELLEN:", False),  # three words before a colon
        ("ULM —", True),
        ("UN —", False),  # two letters
        ("PORT TO ELLEN —", True),
        ("Port to Ellen (AP) —", False),
    ],
)
def test_a_place_has_the_length_of_one(dateline: str, *, is_dateline: bool):
    assert has_dateline(dateline) is is_dateline


@pytest.mark.parametrize(
    ("dateline", "opening", "later"),
    [
        ("OSLO —", True, False),
        ("OSLO, May 5 —", True, True),
        ("OSLO, Reuters —", True, True),
        ("Oslo, May 5 —", True, False),
        ("Oslo, May 5:", False, False),
        ("Oslo AFP —", True, True),
        ("Oslo —", False, False),
        ("AFP —", True, True),
    ],
)
def test_a_place_alone_is_a_dateline_only_where_the_text_opens(
    dateline: str, *, opening: bool, later: bool
):
    assert has_dateline(dateline, is_opening=True) is opening
    assert has_dateline(dateline, is_opening=False) is later


@pytest.mark.parametrize("text", ["the harbour is closed.", "% of them"])
def test_the_text_after_a_dateline_starts_like_a_sentence(text: str):
    assert not has_dateline("OSLO —", text=text)
    assert has_dateline("OSLO —", text=f"“{text}”")


def test_a_dateline_is_searched_at_the_start_of_a_long_line():
    assert dateline_length(f"{'A' * 103} (AP) — {TEXT}", is_opening=True) == 110
    assert dateline_length(f"{'A' * 104} (AP) — {TEXT}", is_opening=True) == 0


def test_datelines_of_picture_desks_are_recognised():
    assert is_picture_dateline("ROME, ITALY - MAY 5: Crowds")
    assert is_picture_dateline("ROME, ITALY - MAY 5, 2024: Crowds")
    assert not is_picture_dateline("ROME - MAY 5: Crowds")
