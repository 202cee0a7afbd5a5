"""The head of a text: which lines are the headline, bylines and standfirsts, and their limits."""

import pytest

from analysis.ingest import mark_blocks
from analysis.ingest.segmentation.article_head import parts_around_title

FIRST = "The harbour of Port Ellen will be closed for two weeks in May, the council said on Monday."
SECOND = "Boats are to moor at Lagavulin until the new pier is ready, and nobody will have to pay."


def kinds_of(*lines: str, title: str = "") -> list[str]:
    """Return the kind of each line before two paragraphs."""
    text = "\n\n".join([*lines, FIRST, SECOND])
    return [block.kind for block in mark_blocks(text, title)][: len(lines)]


def words(count: int, word: str = "pier") -> str:
    return " ".join([word] * count)


@pytest.mark.parametrize(("count", "first"), [(3, "boilerplate"), (4, "headline")])
def test_a_headline_of_some_length_precedes_a_shorter_one(count: int, first: str) -> None:
    assert kinds_of(words(count), words(5))[0] == first


def test_a_short_headline_is_used_if_there_is_no_longer_one() -> None:
    assert kinds_of("pier closed")[0] == "headline"
    assert kinds_of("closed")[0] == "boilerplate"


@pytest.mark.parametrize(("count", "kind"), [(4, "boilerplate"), (5, "subhead")])
def test_a_short_line_above_the_headline_names_the_section(count: int, kind: str) -> None:
    assert kinds_of(words(count), "Harbour shut", title="Harbour shut") == [kind, "headline"]


@pytest.mark.parametrize(
    ("count", "kind"), [(4, "body"), (5, "headline"), (25, "headline"), (26, "body")]
)
def test_a_headline_with_a_full_stop_has_a_length(count: int, kind: str) -> None:
    assert kinds_of(f"{words(count, 'Pier')}.")[0] == kind


@pytest.mark.parametrize(("capitals", "kind"), [(3, "body"), (4, "headline")])
def test_a_headline_with_a_full_stop_has_a_share_of_capitals(capitals: int, kind: str) -> None:
    # Words of three letters do not count.
    line = f"{words(capitals, 'Pier')} {words(5 - capitals)} for two"
    assert kinds_of(f"{line}.")[0] == kind


@pytest.mark.parametrize(("count", "kind"), [(13, "headline"), (14, "body")])
def test_the_head_has_a_number_of_lines(count: int, kind: str) -> None:
    above = [f"Name number {number} of Ann Orr" for number in range(count)]
    headline = "Harbour of Port Ellen shut"
    *_, last = kinds_of(*above, headline, title="The harbour of Port Ellen is shut")
    assert last == kind


@pytest.mark.parametrize(("lines", "kind"), [(3, "headline"), (4, "subhead")])
def test_a_title_is_searched_a_little_below_the_head(lines: int, kind: str) -> None:
    paragraphs = [f"{SECOND[:-1]} in week {number}." for number in range(lines)]
    text = "\n\n".join([*paragraphs, "Harbour closed for weeks", FIRST, SECOND])
    assert mark_blocks(text, "Harbour closed for weeks")[lines].kind == kind


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Ann Orr, Lamp News", "byline"),
        ("Ann Orr, our man in Oslo", "subhead"),
        ("Ann, Lamp", "subhead"),
        (f"Ann Orr, {words(7, 'Lamp')}", "byline"),
        (f"Ann Orr, {words(8, 'Lamp')}", "subhead"),
        (f"{words(4, 'Orr')}, Lamp", "byline"),
        (f"{words(5, 'Orr')}, Lamp", "subhead"),
        ("LAMP NEWS 24", "boilerplate"),
        ("Lamp", "boilerplate"),
    ],
)
def test_lines_below_the_headline(line: str, kind: str) -> None:
    assert kinds_of("Harbour closed for weeks", line)[1] == kind


def test_text_of_some_length_beside_the_title_is_a_part_of_its_own() -> None:
    title = "Harbour closed"
    assert parts_around_title(f"one two three {title} one two three", title) == []
    assert parts_around_title(f"one two three four {title} one two three four", title) == [
        (0, 19, "caption"),
        (33, 52, "boilerplate"),
    ]
    assert parts_around_title("one two three four", title) == []
