"""Credits of pictures and agencies at the end of lines."""

import pytest

from analysis.ingest.segmentation.credits import (
    credited_source,
    find_bracketed_credits,
    find_closing_credit,
    opening_agency_length,
    source_name,
)
from analysis.ingest.segmentation.lines import Line


def words(count: int) -> str:
    return " ".join(["Orr"] * count)


@pytest.mark.parametrize(
    ("credit", "kind"),
    [
        ("(Yonhap)", "agency"),
        ("(AP, Reuters)", "agency"),
        ("(dpa/ap)", "agency"),
        ("(AP/AFP)", "picture"),
        ("(KCNA via Reuters)", "picture"),
        ("(Ann Orr/AFP)", "picture"),
        ("(Ann Orr/Lamp News)", "picture"),
        ("(Reporting by Ann Orr)", "desk"),
        ("[Reuters]", "desk"),
        (f"(Photo: {words(13)})", "picture"),  # fourteen words
        (f"(Photo: {words(14)} lamp)", None),
        (f"({words(18)} photo)", "picture"),  # nineteen words
        (f"({words(20)} photo)", None),  # twenty-one words
        ("(see the map)", None),
        ("(photo)", None),
    ],
)
def test_credits_in_brackets(credit: str, kind: str | None):
    closing = find_closing_credit(f"Boats leave. {credit}")
    assert (closing and closing.kind) == kind
    if closing:
        assert closing.start == len("Boats leave. ")


def test_the_credits_in_a_row_are_one_closing_credit():
    closing = find_closing_credit("Boats leave. (Ann Orr/AFP) (Reuters)")
    assert closing == (len("Boats leave. "), "picture")
    assert len(find_bracketed_credits("Boats (AP) leave. (Ann Orr/AFP)")) == 2


@pytest.mark.parametrize(
    ("line", "start"),
    [
        ("Reuters", 0),
        (f"{'A' * 83}/Reuters", None),  # one letter over the length of a line that is a credit
        (f"Boats leave. Photo: {words(11)}", len("Boats leave. ")),
        (f"Boats leave. Photo: {words(12)}", None),  # thirteen words
        ("Boats leave. Ann Orr/Reuters", len("Boats leave. ")),
        ("Boats leave port Ann Orr/Reuters", len("Boats leave port ")),
        ("Boats leave port Ann Orr/Lamp", None),
    ],
)
def test_credits_without_brackets(line: str, start: int | None):
    closing = find_closing_credit(line)
    assert (closing and closing.start) == start


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("From The Evening Lamp", "The Evening Lamp"),
        ("Source: The Lamp", "The Lamp"),
        (f"From {words(7)}", words(7)),
        (f"From {words(8)}", ""),
        ("From The Lamp.", ""),
        ("From the council", ""),
        ("The Lamp", ""),
    ],
)
def test_names_of_sources(text: str, name: str):
    assert source_name(text) == name


def test_a_closing_credit_names_an_agency_or_a_newspaper():
    assert credited_source("(Yonhap)") == "Yonhap"
    assert credited_source("From The Lamp") == "The Lamp"
    assert credited_source("Ann Orr contributed to this report.") == ""


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("Getty Images Crowds in Rome", True),
        ("Reuters: Crowds in Rome", True),
        ("Getty Images", False),
        ("Reuters reports from Rome", False),
        ("Crowds in Rome", False),
    ],
)
def test_an_agency_before_a_caption(text: str, *, starts: bool):
    assert bool(opening_agency_length(Line(text, 0, follows_gap=True))) is starts
