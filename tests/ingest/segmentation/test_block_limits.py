"""Limits of blocks: the longest and shortest lines of each kind, on both sides."""

import pytest

from analysis.ingest import mark_blocks

FIRST = "The harbour of Port Ellen will be closed for two weeks in May, the council said on Monday."
SECOND = "Boats are to moor at Lagavulin until the new pier is ready, and nobody will have to pay."
THIRD = "“We have waited ten years for this,” said Iona Blair, who has fished here all her life."


def kinds_of(text: str, title: str = "") -> list[tuple[str, str]]:
    return [(block.kind, text[block.start : block.end]) for block in mark_blocks(text, title)]


def kind_of(line: str, *, before: str = FIRST, after: str = SECOND) -> str:
    """Return the kind of a line between two paragraphs, if it is one block."""
    text = f"{before}\n\n{line}\n\n{after}\n\n{THIRD}"
    (kind,) = [kind for kind, part in kinds_of(text) if part == line]
    return kind


def parts_of(line: str, *, before: str = "", after: str = SECOND) -> list[tuple[str, str]]:
    """Return the blocks of one line of a text."""
    text = "\n\n".join(filter(None, [before, line, after, THIRD]))
    start = text.index(line)
    return [
        (block.kind, text[block.start : block.end])
        for block in mark_blocks(text)
        if start <= block.start < start + len(line)
    ]


def words(count: int, word: str = "word") -> str:
    return " ".join([word] * count)


@pytest.mark.parametrize(("count", "kind"), [(118, "caption"), (119, "body")])
def test_a_caption_with_a_pictures_credit_has_a_longest_length(count: int, kind: str) -> None:
    (first, _), *_ = parts_of(f"{words(count)}. (Bo Li/AFP)", before=FIRST)
    assert first == kind


@pytest.mark.parametrize(("count", "kind"), [(69, "caption"), (70, "body")])
def test_a_caption_with_an_agencys_name_has_a_longest_length(count: int, kind: str) -> None:
    (first, _), *_ = parts_of(f"{words(count)}. (AP)", before=FIRST)
    assert first == kind


@pytest.mark.parametrize(
    ("count", "kind"), [(1, "body"), (2, "caption"), (38, "caption"), (39, "body")]
)
def test_a_caption_after_an_agencys_name_has_a_length(count: int, kind: str) -> None:
    line = f"Getty Images {words(count, 'Boats')}"
    text = f"{FIRST}\n\n{line}\n\n{SECOND.lower()}\n\n{THIRD}"
    (last,) = [kind for kind, part in kinds_of(text) if part and line.endswith(part)]
    assert last == kind


@pytest.mark.parametrize(("count", "kind"), [(4, "body"), (5, "caption")])
def test_a_repeated_line_of_some_length_is_a_caption(count: int, kind: str) -> None:
    line = words(count)
    assert dict(kinds_of(f"{FIRST}\n\n{line}\n\n{line}\n\n{SECOND}")[1:3]) == {kind: line}


@pytest.mark.parametrize(("count", "kind"), [(8, "caption"), (9, "body")])
def test_the_title_of_a_caption_has_a_longest_length(count: int, kind: str) -> None:
    title = words(count, "orr")
    text = f"{FIRST}\n\n{title}\n\nThe orr waits on the pier. (Bo Li/Reuters)\n\n{SECOND}"
    assert kinds_of(text)[1] == (kind, title)


def paragraphs(count: int, credit: str = "") -> list[str]:
    """Return paragraphs that differ, each with a credit."""
    return [f"{SECOND[:-1]} in week {number}.{credit}" for number in range(count)]


@pytest.mark.parametrize(
    ("reports", "others", "is_digest"),
    [(3, 0, True), (2, 0, False), (3, 3, True), (3, 4, False)],
)
def test_a_digest_has_enough_short_reports(reports: int, others: int, *, is_digest: bool) -> None:
    text = "\n\n".join([*paragraphs(reports, " (AP)"), *paragraphs(others)])
    assert ("caption" in dict(kinds_of(text))) is not is_digest


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        (f"From {words(7, 'Lamp')}", "credit"),
        (f"From {words(8, 'Lamp')}", "body"),
    ],
)
def test_the_line_of_a_source_has_a_longest_length(line: str, kind: str) -> None:
    assert kinds_of(f"{FIRST}\n\n{SECOND}\n\n{line}")[-1] == (kind, line)


@pytest.mark.parametrize(("count", "kind"), [(3, "boilerplate"), (4, "body")])
def test_lines_between_two_parts_of_a_form_belong_to_it(count: int, kind: str) -> None:
    between = [f"Line {number}." for number in range(count)]
    lines = [FIRST, SECOND, "Related Stories", *between, "Related Stories"]
    assert [kind for kind, _ in kinds_of("\n\n".join(lines))][3:-1] == [kind] * count


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        (f"{words(12, 'Pier')}", "subhead"),
        (f"{words(13, 'Pier')}", "body"),
        (f"{'P' * 44} {'p' * 45}", "subhead"),
        (f"{'P' * 44} {'p' * 46}", "body"),  # ninety-one characters
        (f"{words(10, 'Pier')}?", "subhead"),
        (f"{words(11, 'Pier')}?", "body"),
    ],
)
def test_a_subhead_has_a_longest_length(line: str, kind: str) -> None:
    assert kind_of(line, after=f"{SECOND} {SECOND}") == kind


@pytest.mark.parametrize(("count", "kind"), [(6, "subhead"), (7, "body")])
def test_a_subhead_is_near_its_paragraph(count: int, kind: str) -> None:
    lines = [FIRST, SECOND, "A Long Wait", *["* * *"] * count, SECOND, THIRD]
    assert kinds_of("\n\n".join(lines))[2] == (kind, "A Long Wait")


@pytest.mark.parametrize(("before", "kind"), [(2, "dateline"), (3, "body")])
def test_a_place_alone_is_a_dateline_in_the_first_paragraphs(before: int, kind: str) -> None:
    line = "OSLO — The ship that was to bring the new pier is still in the yard, its owner said."
    text = "\n\n".join([*paragraphs(before), line, FIRST])
    assert kinds_of(text, "A title")[before][0] == kind
