"""Paragraphs that an attribution with a colon at the end of the paragraph before leads into."""

import pytest

_WORDS = "The wells of the north are dry, and nobody has deepened them."


@pytest.mark.parametrize(
    "lead", ["Ann Orr wrote in a letter on Monday:", "Bo Li left. As Ann Orr said the following:"]
)
@pytest.mark.parametrize("words", [_WORDS, f'"{_WORDS}"'])
def test_a_paragraph_after_a_verb_and_a_colon_is_the_speakers(quote, lead, words):
    row = quote(f"{lead}\n\n{words}\n\nThe town has nine wells.")
    assert (row["text"], row["speaker"], row["kind"]) == (words, "Ann Orr", "direct")


def test_the_colon_goes_before_the_quote_of_the_paragraph_before(speakers):
    text = f'"It leaks," Ann Orr said. The mayor Bo Li replied:\n\n"{_WORDS}"'
    assert speakers(text) == ["Ann Orr", "Bo Li"]


@pytest.mark.parametrize(
    "lead",
    [
        "Here is what Ann Orr has said so far:",
        "Ann Orr would have said:",
        "Ann Orr continued to press the council:",
        "Ann Orr never said:",
        "Three things are known:",
    ],
)
def test_a_colon_after_something_else_leads_into_no_quote(quotes, lead):
    assert _WORDS not in [row["text"] for row in quotes(f"{lead}\n\n{_WORDS}")]


@pytest.mark.parametrize(
    ("words", "count"), [("The old wells are now dry.", 1), ("The wells are now dry.", 0)]
)
def test_a_paragraph_of_five_words_is_no_quote(quotes, words, count):
    assert len(quotes(f"Ann Orr wrote:\n\n{words}")) == count


@pytest.mark.parametrize(("day", "count"), [("old ", 0), ("", 1)])
def test_a_verb_thirteen_words_before_its_colon_leads_into_nothing(quotes, day, count):
    lead = f"Ann Orr wrote in the book of the {day}council of the north on Monday:"
    assert len(quotes(f"{lead}\n\n{_WORDS}")) == count


@pytest.mark.parametrize(
    ("words", "speakers_of_it"),
    [
        (f"{_WORDS} Bo Li said the council would mend them.", ["Bo Li"]),
        ("The wells are dry and nobody deepens them, officials said.", ["officials"]),
        (f"I said they leak. {_WORDS}", ["Ann Orr"]),
    ],
)
def test_a_paragraph_that_says_whose_words_it_has_is_led_into_by_nobody_else(
    speakers, words, speakers_of_it
):
    assert speakers(f"Ann Orr wrote:\n\n{words}") == speakers_of_it


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("The singer, 41, has been on tour for three months.", 0),
        ("She has been on tour in the north for three months.", 0),
        ("Orr has been on tour in the north for three months.", 0),
        ("The singer is my guest in the north tonight.", 1),
    ],
)
def test_a_paragraph_about_its_speaker_in_the_third_person_is_the_outlets(quotes, words, count):
    led = quotes(f"Ann Orr posted a picture and wrote:\n\n{words}")
    assert [row["speaker"] for row in led].count("Ann Orr") == count


@pytest.mark.parametrize("between", ["PHOTO: ", "Read more: ", "Advertisement\n\n"])
def test_a_paragraph_after_a_label_or_boilerplate_is_no_quote(quotes, between):
    assert quotes(f"Ann Orr wrote:\n\n{between}{_WORDS}") == []
