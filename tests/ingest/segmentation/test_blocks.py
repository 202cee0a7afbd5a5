"""Blocks of invented texts: each test covers one rule, or a text that only resembles it."""

import time

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


def whole(text: str, title: str = "") -> str:
    """Return the text that blocks cover, after checking their order."""
    end = 0
    for block in mark_blocks(text, title):
        assert end <= block.start < block.end <= len(text)
        assert not text[end : block.start].strip()
        assert text[block.start : block.end] == text[block.start : block.end].strip()
        end = block.end
    return text[:end] + text[end:].strip()


# Datelines


@pytest.mark.parametrize(
    "dateline",
    [
        "WASHINGTON (AP) —",
        "LONDON (Reuters) -",
        "LONDON, Dec 29 (Thomson Reuters Foundation) -",
        "SEOUL/TOKYO (Reuters) -",
        "NEW YORK —",
        "ST. LOUIS, Mo. --",
        "SAN JOSE, Costa Rica —",
        "Paris (AFP) -",
        "Moscow, Sept 6 (Interfax) -",
        "Washington CNN —",
        "(Reuters) -",
        "(CNN) --",
        "(CNN)",
        "Rio de Janeiro (CNN)",
        "KARACHI:",
    ],
)
def test_datelines_of_many_outlets_are_separated(dateline: str) -> None:
    assert parts_of(f"{dateline} {FIRST}") == [("dateline", dateline), ("body", FIRST)]


def test_a_dash_without_a_space_after_it_separates_a_dateline_too() -> None:
    assert parts_of(f"LAS VEGAS—{FIRST}") == [("dateline", "LAS VEGAS—"), ("body", FIRST)]


@pytest.mark.parametrize(
    "line",
    [
        "The World Health Organization (WHO) said that the harbour is safe for every swimmer.",
        "NATO — the alliance of thirty states — will meet in the harbour on Monday at noon.",
        "BREAKING — The harbour of Port Ellen was closed on Monday, as the council has said.",
        "The harbour bill (H.R. 8) — which the council passed on Monday — closes it for weeks.",
        "According to Reuters — The harbour will be closed for two weeks in May for repairs.",
        "Ann Orr — Blair's oldest friend in Port Ellen — was waiting on the pier on Monday.",
        "On May 5 — Monday, that is — the harbour of Port Ellen will be closed for repairs.",
    ],
)
def test_prose_with_brackets_or_dashes_has_no_dateline(line: str) -> None:
    assert parts_of(line) == [("body", line)]


def test_a_place_alone_is_a_dateline_only_where_the_article_begins() -> None:
    late = "OSLO — The ship that was to bring the new pier is still in the yard, its owner said."
    text = "\n\n".join([FIRST, SECOND, THIRD, FIRST[:-1] + " again.", late])
    assert kinds_of(text)[-1] == ("body", late)


def test_the_speakers_of_a_transcript_are_not_places() -> None:
    text = "\n".join([f"ORR: {FIRST}", f"BLAIR: {SECOND}", f"ORR: {SECOND}"])
    assert {kind for kind, _ in kinds_of(text)} == {"body"}


# Subheads


@pytest.mark.parametrize(
    "subhead",
    [
        "A Long Wait",
        "What the council decided",
        "‘NOTHING LEFT TO MOOR AT’",
        "What happens next?",
        "2. The pier",
    ],
)
def test_short_lines_between_paragraphs_are_subheads(subhead: str) -> None:
    assert kind_of(subhead) == "subhead"


@pytest.mark.parametrize(
    "line",
    [
        "She paused.",
        "and so it went",
        "The council's letter reads:",
        "- a new pier",
        "• a new pier",
        "Q: Is it safe?",
        "Harbour shut — Ann Orr (@annorr) May 5, 2024",
        "“We shall go to the council",
        '"',
    ],
)
def test_short_lines_of_other_kinds_are_not_subheads(line: str) -> None:
    assert kind_of(line) == "body"


def test_a_sentence_cut_in_two_by_a_line_end_has_no_subhead() -> None:
    after = "who has fished here all her life, had not been asked by the council or by anyone."
    assert kind_of("But Iona Blair of Port Ellen", after=after) == "body"


def test_lines_of_a_list_or_a_poem_are_not_subheads() -> None:
    items = "A pier of oak\nA lamp of brass\nA bell for fog"
    text = f"{FIRST}\nThe council will pay for:\n{items}\n{SECOND}\n{THIRD}"
    assert [part for kind, part in kinds_of(text) if kind == "subhead"] == []


# Captions and credits


@pytest.mark.parametrize(
    "credit",
    [
        "(Bo Li/AFP via Getty Images)",
        "(AP Photo/Bo Li, File)",
        "(Jens Berg/dpa via AP, file)",
        "(Photo: Bo Li/The Lamp)",
        "(Port Ellen Council via AP)",
        "(Bo Li/The Lamp)",
        "[Photo/Agencies]",
        "REUTERS/Bo Li",
        "Photograph: Bo Li/AP",
        "Photo by Bo Li/Getty Images",
        "Photo Credit: Reuters",
    ],
)
def test_a_picture_credit_makes_a_caption(credit: str) -> None:
    caption = "Boats leave the harbour of Port Ellen on May 5, 2024."
    assert parts_of(f"{caption} {credit}", before=FIRST) == [
        ("caption", caption),
        ("credit", credit),
    ]


def test_two_credits_in_a_row_are_both_taken() -> None:
    parts = parts_of("Boats leave the bay. (Bo Li/dpa via AP, file) (Associated Press)")
    assert [kind for kind, _ in parts] == ["caption", "credit", "credit"]


@pytest.mark.parametrize(
    "caption",
    [
        "FILE - In this May 5, 2019 file photo, boats leave the harbour of Port Ellen.",
        "FILE PHOTO: Boats leave the harbour of Port Ellen in 2019.",
        "Image copyright Bo Li Image caption Boats left the harbour in May",
        "The image taken from a May 14 video posted by the council shows boats in the harbour.",
        "In this photo provided by the council, boats leave the harbour of Port Ellen in May.",
        "A combination of file photos shows the harbour in 1999 and the harbour in 2024.",
        "Media playback is unsupported on your device Media caption The harbour in May",
        "Photos: A harbour closes The last boat leaves Port Ellen. Hide Caption 3 of 9",
        "PORT ELLEN, SCOTLAND - MAY 05: Boats leave the harbour on Sunday.",
        'CLOSE Ann Lee said she is "glad" that the harbour of Port Ellen stays open.',
    ],
)
def test_captions_are_recognised_by_their_start_or_end(caption: str) -> None:
    assert kind_of(caption) == "caption"


@pytest.mark.parametrize(
    "line",
    [
        "This photo made nobody happy in Port Ellen, the council said on Monday in a statement.",
        "The image of the harbour has suffered from the works, the council said on Monday.",
    ],
)
def test_a_sentence_about_a_picture_is_no_caption(line: str) -> None:
    assert kind_of(line) == "body"


def test_a_repeated_line_is_a_caption() -> None:
    caption = "Blair waits on the pier of Port Ellen for the last boat of the evening."
    text = f"{FIRST}\n\n{caption}\n\n{caption}\n\n{SECOND}"
    assert [kind for kind, _ in kinds_of(text)] == ["body", "caption", "caption", "body"]


def test_a_short_title_above_a_caption_belongs_to_it() -> None:
    text = f"{FIRST}\n\nIona Blair\nIona Blair waits on the pier. (Bo Li/Reuters)\n\n{SECOND}"
    assert [kind for kind, _ in kinds_of(text)] == ["body", "caption", "caption", "credit", "body"]


def test_a_quotation_with_a_credit_is_prose() -> None:
    line = "“I shall not go,” said Blair, who has a picture of the old pier in her kitchen."
    assert parts_of(f"{line} (Reuters)", before=FIRST) == [("body", line), ("credit", "(Reuters)")]


def test_the_agency_after_the_last_paragraph_closes_the_article() -> None:
    text = f"{FIRST}\n{SECOND}\n{THIRD[:-1]}, and laughed. (Xinhua)"
    assert kinds_of(text)[-1] == ("credit", "(Xinhua)")
    assert "caption" not in dict(kinds_of(text))


def test_short_reports_that_each_name_their_agency_are_not_captions() -> None:
    text = f"{FIRST} (AP)\n{SECOND} (AFP)\nNo boat has left the harbour since then. (Reuters)"
    assert [kind for kind, _ in kinds_of(text)] == ["body", "credit"] * 3


@pytest.mark.parametrize(
    "line",
    [
        "He calls it a scandal. (He would.)",
        "The harbour belongs to the party of Sen. Ann Orr. (R-Texas)",
        "It is the oldest harbour of the island. (See the map.)",
        "Nobody was hurt, said the council (AP).",
    ],
)
def test_other_brackets_at_the_end_are_part_of_the_prose(line: str) -> None:
    assert parts_of(line, before=FIRST) == [("body", line)]


@pytest.mark.parametrize(
    "credit",
    [
        "The Associated Press contributed to this report.",
        "Reporting by Ann Orr; Editing by Bo Li",
        "(Additional reporting by Ann Orr; Editing by Bo Li)",
        "Contributing: Ann Orr, The Lamp",
        "With inputs from agencies",
        "— Reuters",
        "(AFP)",
        "From The Evening Lamp",
        "Source: The Evening Lamp",
    ],
)
def test_closing_credits_are_credits(credit: str) -> None:
    text = f"{FIRST}\n\n{SECOND}\n\n{credit}"
    assert kinds_of(text)[-1] == ("credit", credit)


# Boilerplate


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement",
        "ADVERTISEMENT:",
        "Story Continued Below",
        "Read More",
        "READ MORE: Harbours of the world",
        "Also read: Harbours of the world",
        "Related: Harbours of the world",
        "How harbours are built Read more",
        "Share this story",
        "Follow Ann Orr on Twitter @annorr",
        "Sign up for our evening newsletter",
        "Already a subscriber? Sign in to read the whole article.",
        "Unsubscribe: https://lamp.example/u",
        "Copyright 2024 The Lamp. All rights reserved.",
        "___",
        "* * *",
        "https://lamp.example/harbour",
        "[How harbours are built on the island]",
        "More trouble:Harbours of the world are closing",
    ],
)
def test_boilerplate_is_recognised_by_its_phrases_and_marks(line: str) -> None:
    assert kind_of(line) == "boilerplate"


@pytest.mark.parametrize(
    "line",
    [
        "Harbour shut for weeks. — Ann Orr (@annorr) May 5, 2024",
        "“Sign up for the pier now,” she told the fishermen, and they did so on the same day.",
        "Readers share this view of the harbour, and the council knows it only too well.",
        "The pier was taken down for violating the county's own terms of service.",
        "She made no comments.",
        "Related costs, the council said, will be borne by the county and not by the fishermen.",
        "She found the advertisement in The Lamp, a paper that nobody on the island reads.",
        "The video shows how the last boat left the harbour of Port Ellen in the evening.",
    ],
)
def test_prose_and_posts_with_the_same_words_are_body(line: str) -> None:
    assert kind_of(line) == "body"


def test_a_list_of_links_at_the_end_goes_with_its_heading() -> None:
    text = f"{FIRST}\n\n{SECOND}\n\nRelated Stories\nHarbours of the world\nPiers of oak"
    assert [kind for kind, _ in kinds_of(text)] == ["body", "body", *["boilerplate"] * 3]


def test_a_short_last_paragraph_between_advertisements_stays() -> None:
    text = f"{FIRST}\n\n{SECOND}\n\nAdvertisement\n\nNobody came.\n\nAdvertisement"
    assert ("body", "Nobody came.") in kinds_of(text)


# The text as a whole


def test_paragraphs_wrapped_at_a_width_are_one_block_each() -> None:
    paragraph = (
        "The harbour of Port Ellen will be closed for two weeks\n"
        "in May, the council said on Monday, and the boats are\n"
        "to moor at Lagavulin until the new pier is ready, which\n"
        "nobody on the island believes will be before the autumn."
    )
    paragraphs = [paragraph, paragraph.replace("May", "June"), paragraph.replace("May", "July")]
    assert kinds_of("\n\n".join(paragraphs)) == [("body", part) for part in paragraphs]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   \n\t\n",
        "\x00\n\x00 \x07",
        f"{FIRST}\r\n\r\n{SECOND}\r\n(AP)",
        f"\u2028{FIRST}\u2029{SECOND}\x85(AP)",
        f"\ufeff{FIRST}\n\u200b\n{SECOND}",
        "(AP)",
        "( ) [ ] — (AP) . (AP) .",
        f"(AP). {FIRST} (AP) . (Reuters).",
        "WASHINGTON --",
        "\n".join("-:—()[]/|“”\"'.,A"),
    ],
)
@pytest.mark.parametrize("title", ["", "(AP)", FIRST])
def test_blocks_cover_everything_in_order_whatever_the_text(text: str, title: str) -> None:
    covered = whole(text, title)
    assert covered.strip() == text.strip()


@pytest.mark.parametrize(
    "unit",
    [
        "\n",
        "a b\n",
        "(",
        "(AP",
        "He ran. (AP)\n",
        "Ann Orr\n",
        "Sign up for newsletter\n",
        "A A A/",
        "— ",
        "June ",
        "(" + "a " * 70 + ")",
        "x" + " " * 50,
        "." * 600 + "\n",
    ],
)
def test_the_time_grows_no_faster_than_the_text(unit: str) -> None:
    def seconds(length: int) -> float:
        text = unit * (length // len(unit))
        start = time.process_time()
        mark_blocks(text, "Ann Orr")
        return time.process_time() - start

    # Twenty times the text may take far more than twenty times as long only if it grows faster.
    assert seconds(200_000) < 60 * max(seconds(10_000), 0.002)
