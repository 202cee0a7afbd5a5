"""Parts of one line of a text that are blocks of their own."""

import pytest

from tests.ingest.segmentation.test_blocks import FIRST, parts_of


@pytest.mark.parametrize(
    ("agency", "caption"),
    [
        ("EPA", "Port Ellen said that the old pier will be closed"),
        ("Getty Images", "Boats leave the harbour of Port Ellen in May"),
        ("Getty", "- Contributor Boats leave the harbour of Port Ellen"),
    ],
)
def test_the_agency_that_begins_a_caption_is_its_credit(agency: str, caption: str) -> None:
    assert parts_of(f"{agency} {caption}", before=FIRST) == [
        ("credit", agency),
        ("caption", caption),
    ]


def test_headlines_of_related_stories_in_one_line_are_boilerplate() -> None:
    line = "Related stories 'NO BOATS' Lagavulin could sell its pier OH BUOY When is the race on?"
    assert [kind for kind, _ in parts_of(line, before=FIRST)] == ["boilerplate"]
    line = "The related stories of both harbours fill two books, the council said on Friday."
    assert parts_of(line, before=FIRST) == [("body", line)]


def test_the_words_of_a_page_around_a_post_are_boilerplate() -> None:
    post = "The pier stays open all winter. — Ada Boon (@adaboon) May 2, 2019"
    line = f"Skip Twitter post 2 by @adaboon {post} Report"
    assert parts_of(line, before=FIRST) == [
        ("boilerplate", "Skip Twitter post 2 by @adaboon"),
        ("body", post),
        ("boilerplate", "Report"),
    ]
    line = "Skip the post by the gate, the harbour master wrote in a Report"
    assert parts_of(line, before=FIRST) == [("body", line)]
