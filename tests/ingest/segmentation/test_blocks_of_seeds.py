"""The blocks of the seed articles, annotated by hand."""

from pathlib import Path

import pytest

from analysis.ingest import mark_blocks

SEEDS = Path(__file__).parents[3] / "seeds"


def blocks_of(number: str) -> list[tuple[str, str]]:
    """Return the kinds and the words of the blocks of a seed."""
    (path,) = SEEDS.glob(f"{number}_*.txt")
    text = path.read_bytes().decode()
    return [(block.kind, text[block.start : block.end]) for block in mark_blocks(text)]


def words_of(number: str, kind: str) -> list[str]:
    return [part for part_kind, part in blocks_of(number) if part_kind == kind]


@pytest.mark.parametrize(
    ("number", "headline"),
    [
        ("000", ["US Says North Korea Will ‘Pay a Price’ If It Supplies Arms to Russia"]),
        ("001", []),
        ("002", []),
        ("003", ["N. Korea in active negotiations with Russia for arms deal: White House"]),
        ("004", []),
    ],
)
def test_a_headline_is_found_where_there_is_one(number: str, headline: list[str]) -> None:
    assert words_of(number, "headline") == headline


@pytest.mark.parametrize(
    ("number", "bylines"),
    [
        ("000", ["Aldgra Fredly", "By Aldgra Fredly"]),
        ("001", []),
        ("002", []),
        ("003", ["By Yonhap"]),
        ("004", []),
    ],
)
def test_bylines_are_found_and_nothing_else_is_one(number: str, bylines: list[str]) -> None:
    assert words_of(number, "byline") == bylines


@pytest.mark.parametrize(
    ("number", "datelines"),
    [
        ("000", []),
        ("001", []),
        ("002", ["SEOUL, Sept. 6 (UPI) —"]),
        ("003", ["WASHINGTON --"]),
        ("004", []),
    ],
)
def test_a_dateline_is_parted_from_its_paragraph(number: str, datelines: list[str]) -> None:
    assert words_of(number, "dateline") == datelines


@pytest.mark.parametrize(
    ("number", "subheads"),
    [
        ("000", ["Russia, North Korea Discuss Possible Joint Drills"]),
        ("001", ["Defence cooperation between Moscow and Pyongyang"]),
        ("002", []),
        ("003", []),
        ("004", []),
    ],
)
def test_subheads_are_found_in_title_and_in_sentence_case(number: str, subheads: list[str]) -> None:
    assert words_of(number, "subhead") == subheads


@pytest.mark.parametrize(
    ("number", "credit_texts"),
    [
        (
            "000",
            [
                "(KCNA via Reuters)",
                "(Alexey Nikolsky/Sputnik/AFP via Getty Images)",
                "Dorothy Li contributed to this report.",
                "From The Epoch Times",
            ],
        ),
        ("001", ["(Reuters)"]),
        ("002", []),
        ("003", ["(KCNA)", "(KCNA)", "(Yonhap)"]),
        ("004", ["(Yonhap)", "(Yonhap)"]),
    ],
)
def test_credits_are_blocks_of_their_own(number: str, credit_texts: list[str]) -> None:
    assert words_of(number, "credit") == credit_texts


def test_captions_come_with_the_short_titles_above_them() -> None:
    captions = words_of("000", "caption")
    assert [captions[0], captions[2]] == ["Kim Jong Un", "Vladimir Putin Kim Jong Un"]
    assert captions[1].endswith("North Korea, on July 27, 2023.")
    assert captions[3].endswith("port of Vladivostok on April 25, 2019.")
    assert len(captions) == 4


def test_a_caption_given_twice_in_one_line_is_two_captions() -> None:
    first, second = words_of("003", "caption")
    assert first == second
    assert first.endswith("in Pyongyang on July 26.")


def test_a_caption_that_closes_with_the_agency_of_the_article_is_still_a_caption() -> None:
    kinds = [kind for kind, _ in blocks_of("004")]
    assert kinds[:3] == ["caption", "credit", "body"]
    assert kinds.count("caption") == 1


def test_the_last_paragraph_keeps_its_words_and_gives_off_its_credit() -> None:
    *_, (kind, part), credit = blocks_of("003")
    assert kind == "body"
    assert part.endswith('Korea Japan remains ironclad."')
    assert credit == ("credit", "(Yonhap)")


@pytest.mark.parametrize(
    ("number", "boilerplate"),
    [
        (
            "000",
            [
                "September 6, 2023Asia & Pacific",
                "ntd newsletter icon",
                "Sign up for NTD Daily",
                "What you need to know, summarized in one email.",
                "Stay informed with accurate news you can trust.",
                "By registering for the newsletter, you agree to the Privacy Policy.",
            ],
        ),
        ("001", []),
        ("002", []),
        (
            "003",
            ["The Korea Herald", "Published : Aug. 31, 2023 - 09:35", "• Link copied"],
        ),
        ("004", ["Related Stories", "MOST POPULAR"]),
    ],
)
def test_boilerplate_is_separated_from_the_text(number: str, boilerplate: list[str]) -> None:
    assert words_of(number, "boilerplate") == boilerplate


@pytest.mark.parametrize(
    ("number", "paragraphs"), [("000", 19), ("001", 19), ("002", 15), ("003", 20), ("004", 16)]
)
def test_every_other_paragraph_is_body(number: str, paragraphs: int) -> None:
    assert len(words_of(number, "body")) == paragraphs
