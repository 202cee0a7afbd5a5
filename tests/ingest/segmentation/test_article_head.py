"""The head of a text: which lines are the headline, bylines and standfirsts, and their limits."""

import pytest

from analysis.ingest import mark_blocks
from analysis.ingest.segmentation.article_head import parts_around_title

FIRST = "The harbour of Port Ellen will be closed for two weeks in May, the council said on Monday."
SECOND = "Boats are to moor at Lagavulin until the new pier is ready, and nobody will have to pay."
THIRD = "“We have waited ten years for this,” said Iona Blair, who has fished here all her life."


def head_kinds(*lines: str, title: str = "") -> list[str]:
    """Return the kind of each line before two paragraphs."""
    text = "\n\n".join([*lines, FIRST, SECOND])
    return [block.kind for block in mark_blocks(text, title)][: len(lines)]


def blocks_of(text: str, title: str = "") -> list[tuple[str, str]]:
    return [(block.kind, text[block.start : block.end]) for block in mark_blocks(text, title)]


def kind_of(line: str, *, before: str = FIRST, after: str = SECOND) -> str:
    """Return the kind of a line between two paragraphs, if it is one block."""
    text = f"{before}\n\n{line}\n\n{after}\n\n{THIRD}"
    (kind,) = [kind for kind, part in blocks_of(text) if part == line]
    return kind


def words(count: int, word: str = "pier") -> str:
    return " ".join([word] * count)


def test_the_line_that_says_the_title_is_the_headline() -> None:
    text = f"News\nPier opens after ten years\nBy Ann Orr\n5 May 2024, 10:30\n\n{FIRST}\n\n{SECOND}"
    assert [kind for kind, _ in blocks_of(text, "Pier opens after ten years | The Lamp")] == [
        "boilerplate",
        "headline",
        "byline",
        "boilerplate",
        "body",
        "body",
    ]


def test_with_another_title_a_standfirst_is_no_headline() -> None:
    standfirst = "Fishermen will have to moor elsewhere until the summer"
    text = f"{standfirst}\n\n{FIRST}\n\n{SECOND}"
    assert blocks_of(text, "Port Ellen shuts its harbour")[0] == ("subhead", standfirst)


def test_text_around_the_title_is_no_part_of_the_headline() -> None:
    caption, title = "Blair on her boat in the bay of Port Ellen.", "Harbour Closed For Weeks"
    text = f"{caption} {title}\n\n{FIRST}\n\n{SECOND}"
    assert blocks_of(text, title)[:2] == [("caption", caption), ("headline", title)]


def test_a_first_line_with_a_full_stop_is_body_unless_it_has_capitals_or_a_dateline_below() -> None:
    plain = "The harbour will be closed in May."
    capitals = "Port Ellen Harbour Closed For Two Weeks In May."
    assert blocks_of(f"{plain}\n\n{FIRST}\n\n{SECOND}")[0] == ("body", plain)
    assert blocks_of(f"{plain}\n\nOSLO (AP) — {FIRST}\n\n{SECOND}")[0] == ("headline", plain)
    assert blocks_of(f"{capitals}\n\n{FIRST}\n\n{SECOND}")[0] == ("headline", capitals)


def test_a_title_below_a_standfirst_that_is_a_sentence_is_still_the_headline() -> None:
    text = f"{SECOND}\n\nHarbour closed for weeks\n\n{FIRST}\n\n{THIRD}"
    assert blocks_of(text, "Harbour closed for weeks")[1] == (
        "headline",
        "Harbour closed for weeks",
    )


@pytest.mark.parametrize(
    "byline",
    [
        "By Ann Orr",
        "By ANN ORR and Bo Li, The Lamp",
        "By Ann Orr, Lamp News, in Port Ellen",
        "Written by Ann Orr",
    ],
)
def test_bylines_are_above_the_article(byline: str) -> None:
    text = f"Harbour of Port Ellen to be closed in May\n{byline}\n{FIRST}\n{SECOND}"
    assert blocks_of(text)[1] == ("byline", byline)


def test_a_name_beside_a_byline_is_one_and_a_name_alone_before_prose_is_not_a_headline() -> None:
    text = f"Harbour of Port Ellen to be closed in May\nBo Li\nBy Bo Li\n{FIRST}\n{SECOND}"
    assert [kind for kind, _ in blocks_of(text)][:3] == ["headline", "byline", "byline"]


def test_a_sentence_that_begins_with_by_is_prose() -> None:
    line = "By Monday the harbour had been closed and the boats were gone, as the council wished."
    assert kind_of(line) == "body"


def test_a_text_of_one_line_is_body() -> None:
    assert blocks_of("Harbour closed") == [("body", "Harbour closed")]


# Limits


@pytest.mark.parametrize(("count", "first"), [(3, "boilerplate"), (4, "headline")])
def test_a_headline_of_some_length_precedes_a_shorter_one(count: int, first: str) -> None:
    assert head_kinds(words(count), words(5))[0] == first


def test_a_short_headline_is_used_if_there_is_no_longer_one() -> None:
    assert head_kinds("pier closed")[0] == "headline"
    assert head_kinds("closed")[0] == "boilerplate"


@pytest.mark.parametrize(("count", "kind"), [(4, "boilerplate"), (5, "subhead")])
def test_a_short_line_above_the_headline_names_the_section(count: int, kind: str) -> None:
    assert head_kinds(words(count), "Harbour shut", title="Harbour shut") == [kind, "headline"]


@pytest.mark.parametrize(
    ("count", "kind"), [(4, "body"), (5, "headline"), (25, "headline"), (26, "body")]
)
def test_a_headline_with_a_full_stop_has_a_length(count: int, kind: str) -> None:
    assert head_kinds(f"{words(count, 'Pier')}.")[0] == kind


@pytest.mark.parametrize(("capitals", "kind"), [(3, "body"), (4, "headline")])
def test_a_headline_with_a_full_stop_has_a_share_of_capitals(capitals: int, kind: str) -> None:
    # Words of three letters do not count.
    line = f"{words(capitals, 'Pier')} {words(5 - capitals)} for two"
    assert head_kinds(f"{line}.")[0] == kind


@pytest.mark.parametrize(("count", "kind"), [(13, "headline"), (14, "body")])
def test_the_head_has_a_number_of_lines(count: int, kind: str) -> None:
    above = [f"Name number {number} of Ann Orr" for number in range(count)]
    headline = "Harbour of Port Ellen shut"
    *_, last = head_kinds(*above, headline, title="The harbour of Port Ellen is shut")
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
    assert head_kinds("Harbour closed for weeks", line)[1] == kind


def test_text_of_some_length_beside_the_title_is_a_part_of_its_own() -> None:
    title = "Harbour closed"
    assert parts_around_title(f"one two three {title} one two three", title) == []
    assert parts_around_title(f"one two three four {title} one two three four", title) == [
        (0, 19, "caption"),
        (33, 52, "boilerplate"),
    ]
    assert parts_around_title("one two three four", title) == []
