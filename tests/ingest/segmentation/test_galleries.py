import pytest

from analysis.ingest.segmentation.blocks import mark_blocks
from analysis.ingest.segmentation.galleries import FEWEST_PICTURES, find_gallery_lines

PROSE = "The council met on Monday and voted for the bridge."


def number_pictures(n_pictures):
    return [f"Photo {n}/9 Boats on the river Bo Ek" for n in range(1, n_pictures + 1)]


@pytest.mark.parametrize(
    ("n_pictures", "lines"), [(FEWEST_PICTURES, {1, 2, 3}), (FEWEST_PICTURES - 1, set())]
)
def test_pictures_that_are_numbered_one_after_the_other_are_a_gallery(n_pictures, lines):
    assert find_gallery_lines([PROSE, *number_pictures(n_pictures), PROSE]) == lines


def test_the_line_above_a_gallery_belongs_to_it():
    lines = ["9 show all Boats in pictures", "1/9 A boat.", "2/9 A bridge.", "3/9 A gull."]
    assert find_gallery_lines(lines) == {0, 1, 2, 3}


def test_a_gallery_may_be_one_line():
    line = "Image 1 of / 8 Close Image 1 of 8 A boat. Image 2 of 8 A bridge. Image 3 of 8 A gull."
    assert find_gallery_lines([PROSE, line]) == {1}


@pytest.mark.parametrize(
    "texts",
    [
        ["3/9 red", "2/9 blue", "1/9 green"],
        ["1/2 cup", "2/3 cup", "3/4 cup"],
        ["1/9 red", PROSE, PROSE, "2/9 blue", PROSE, PROSE, "3/9 green"],
        ["Page 1 of 3", PROSE, "Page 2 of 3", PROSE, "Page 3 of 3"],
        ["1/3 We lost ten homes.", "2/3 Nobody is hurt.", "3/3 Bring a photo of your card."],
        ["It rained on 1/12/99 and 2/12/99 and 3/12/99."],
    ],
)
def test_other_fractions_are_no_gallery(texts):
    assert not find_gallery_lines(texts)


def test_a_gallery_is_captions_and_the_text_goes_on_below_it():
    lines = [PROSE, *number_pictures(3), PROSE, "MOST READ IN NEWS FAST FOX A fox ran off", PROSE]
    text = "\n".join(["Bridge is to be built", *lines])
    kinds = {text[block.start : block.end]: block.kind for block in mark_blocks(text)}
    assert [kinds[line] for line in lines] == [
        "body",
        "caption",
        "caption",
        "caption",
        "body",
        "boilerplate",
        "body",
    ]
