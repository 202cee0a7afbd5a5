"""Where contents end: with their own verb, and before what the reporter adds."""

import pytest


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (
            "Prosecutors say the men, fired up by the speeches of a preacher, hoped to dig wells.",
            "the men, fired up by the speeches of a preacher, hoped to dig wells",
        ),
        (
            (
                "Some 41% of voters - and 70% of nurses - said they were worried the next mayor "
                "might sign a ban."
            ),
            "they were worried the next mayor might sign a ban",
        ),
        (
            "Ann Orr said that the town had sold its wells, which Bo Holt vehemently disputed.",
            "that the town had sold its wells",
        ),
        (
            "Ann Orr said the town would sell all its wells — a move that has angered farmers.",
            "the town would sell all its wells",
        ),
        (
            "Ann Orr said that the town is interested in a new bridge, according to The Herald.",
            "that the town is interested in a new bridge",
        ),
        (
            "While Ann Orr said she was hurt by it, Bo Holt, who is mayor, noted that it leaks.",
            "she was hurt by it",
        ),
        (
            "Ann Orr claimed that the town lost its wells in May while urging farmers to dig.",
            "that the town lost its wells in May",
        ),
        (
            "Ann Orr has insisted that it leaks, while Bo Holt has been adamant that it does not.",
            "that it leaks",
        ),
        (
            "Ann Orr said that the bridge was old, while farmers said that it would last long.",
            "that the bridge was old",
        ),
        (
            "Ann Orr said that the bridge was closed, while the road was dry.",
            "that the bridge was closed, while the road was dry",
        ),
    ],
)
def test_a_content_ends_with_its_verb_and_before_the_reporters_words(quotes, text, content):
    assert content in [row["text"] for row in quotes(text)]


def test_what_is_asked_does_not_contain_the_answer(quotes):
    text = "Bo Holt, asked what the bridge would cost, warned on Sunday that it would be a fortune."
    assert "that it would be a fortune" in [row["text"] for row in quotes(text)]
    assert not any("cost, warned" in row["text"] for row in quotes(text))


@pytest.mark.parametrize(
    ("added", "is_reported"),
    [
        (", but it needs little", True),
        (", but that nobody had hurt it", True),
        (" but should last", True),
        (", but the town has refused", False),
        (", but they could not find proof", False),
        (", but there is no proof", False),
    ],
)
def test_the_tense_tells_whether_what_follows_is_reported(quotes, added, is_reported):
    texts = [row["text"] for row in quotes(f"Ann Orr said the bridge was old{added}.")]
    assert texts == [f"the bridge was old{added if is_reported else ''}"]


def test_a_comparison_in_two_halves_is_one_content(quote):
    text = "Ann Orr said that the older a well is, the more it leaks."
    assert quote(text)["text"] == "that the older a well is, the more it leaks"


@pytest.mark.parametrize(
    ("added", "is_reported"),
    [
        (", though she noted that it was not her first choice", False),
        (", although they said that they may change", False),
        (", though she was fond of it", True),
        (" but did not elaborate", False),
        (" but declined to say whether it would leak", False),
        (" but was not told of it", True),
    ],
)
def test_what_the_speaker_says_besides_or_does_not_say_is_no_content(quotes, added, is_reported):
    text = quotes(f"Ann Orr said that the bridge would last{added}.")[0]["text"]
    assert (added.lstrip(" ,") in text) == is_reported


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        (
            (
                "The lock does not break, the Herald reports, but rather gives thieves the same "
                "access to messages."
            ),
            "but rather gives thieves the same access to messages",
        ),
        (
            "Agriculture must be excluded, Ann Orr said, because Oslo could not give up safety.",
            "because Oslo could not give up safety",
        ),
        ("The mill was old, Ann Orr said, but declined to say when it would be closed.", ""),
    ],
)
def test_a_content_goes_on_after_its_attribution(quotes, text, rest):
    contents = [row["text"] for row in quotes(text)]
    assert contents[1:] == [rest] * bool(rest)
