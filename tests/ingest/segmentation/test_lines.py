"""Lines: their shape, and texts that are wrapped to a fixed width."""

import pytest

from analysis.ingest.segmentation.lines import WINDOW, Line, split_lines


def line(text: str) -> Line:
    return Line(text, 0, follows_gap=True)


def wrapped(lengths: list[int], *, last: int = 20) -> str:
    """Return three paragraphs of lines of these lengths, each closed by a shorter line."""
    paragraph = "\n".join("x" * length for length in [*lengths, last])
    return "\n\n".join([paragraph] * 3)


@pytest.mark.parametrize(("words", "is_prose"), [(24, False), (25, True)])
def test_a_long_line_is_prose_though_it_ends_no_sentence(words: int, *, is_prose: bool):
    assert line(" ".join(["word"] * words)).is_prose is is_prose


@pytest.mark.parametrize(("words", "is_prose"), [(6, False), (7, True)])
def test_a_sentence_of_some_length_is_prose(words: int, *, is_prose: bool):
    assert line(" ".join(["word"] * words) + ".").is_prose is is_prose


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("She left.", True),
        ("She left.”", True),
        ("She said: „We left.“", True),
        ("She said: »We left.«", True),
        ("She left. (AP)", True),
        ("She left. [1]", True),
        ("She left", False),
        ("She left (on Monday)", False),
        ("Will she?", True),
        ("。", True),
    ],
)
def test_a_line_ends_as_a_sentence_apart_from_closing_marks_and_brackets(text: str, *, ends: bool):
    assert line(text).is_sentence_end is ends


def test_the_words_of_a_long_line_are_estimated():
    text = "word " * WINDOW
    assert line(text.strip()).word_count == pytest.approx(WINDOW, rel=0.01)


@pytest.mark.parametrize(("gap", "follows_gap"), [("\n", False), ("\n\n", True), ("\r\r", True)])
def test_an_empty_line_is_a_gap(gap: str, *, follows_gap: bool):
    first, second = split_lines(f"one{gap}two")
    assert (first.follows_gap, second.follows_gap) == (True, follows_gap)
    assert (second.start, second.end) == (3 + len(gap), 6 + len(gap))


@pytest.mark.parametrize(("length", "is_wrapped"), [(29, False), (30, True)])
def test_a_text_is_wrapped_from_a_median_length_on(length: int, *, is_wrapped: bool):
    text = wrapped([length, length], last=10)
    assert len(split_lines(text)) == (3 if is_wrapped else 9)


@pytest.mark.parametrize(("length", "is_wrapped"), [(121, False), (120, True)])
def test_a_text_is_wrapped_up_to_a_length_of_its_lines(length: int, *, is_wrapped: bool):
    assert len(split_lines(wrapped([60, length]))) == (3 if is_wrapped else 9)


@pytest.mark.parametrize(("lines", "is_wrapped"), [(4, False), (5, True)])
def test_a_text_is_wrapped_from_a_number_of_lines_on(lines: int, *, is_wrapped: bool):
    assert len(split_lines("\n".join(["x" * 60] * lines))) == (1 if is_wrapped else lines)


@pytest.mark.parametrize(("alone", "is_wrapped"), [(11, False), (10, True)])
def test_a_text_is_wrapped_if_enough_lines_continue(alone: int, *, is_wrapped: bool):
    # Six of 18 lines continue in the next line, or six of 19.
    paragraphs = ["\n".join(["x" * 60] * 4)] * 2 + ["x" * 60] * alone
    assert len(split_lines("\n\n".join(paragraphs))) == (2 + alone if is_wrapped else 8 + alone)
