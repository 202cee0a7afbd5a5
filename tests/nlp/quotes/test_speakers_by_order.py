"""Who speaks by the order of the words, where the parse has no subject."""

import pytest


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "Growers sell barley in towns like Tarn, Ann Orr, chief at the Mill, explained.",
            "Ann Orr",
        ),
        ("It came after Ann Orr, speaking in the hall, said that all should get paid.", "Ann Orr"),
    ],
)
def test_a_person_speaks_whom_an_aside_parts_from_the_verb(quote, text, speaker):
    assert quote(text)["speaker"] == speaker


def test_a_person_whom_a_noun_introduces_speaks(quotes):
    text = (
        "Asked whether she had anything to say about Orr's arrest, or the mill question, her "
        'lawyer, Bo Holt, said in an email: "Sorry. No comment."'
    )
    assert quotes(text)[-1]["speaker"] == "Bo Holt"


def test_a_phrase_right_before_the_verb_speaks(quotes):
    text = '"If I was him, I would fire Orr on the spot," one legal source close to Holt told us.'
    assert quotes(text)[0]["speaker"] == "one legal source close to Holt"
    text = (
        "As late as May, political operatives addressing a crowd of donors in Norway told them Orr "
        'had "a chance" of winning.'
    )
    assert quotes(text)[0]["speaker"] == "political operatives"


def test_who_then_adds_something_is_who_spoke_before(quotes):
    text = 'Speaking at 11 p.m., Orr said he felt good, then remarked, "So we go on."'
    assert [row["speaker"] for row in quotes(text)] == ["Orr", "Orr"]


def test_a_speaker_after_a_quote_says_nothing_more(quotes):
    text = (
        '"Frankly I would ask the town to stop digging in that old field," said Mr. Orr, who vowed '
        'that growers will spend the summer "directly focused on how we can make the wells better '
        'for small-business men and women to grow barley in this county."'
    )
    assert not any(row["text"].startswith("Mr. Orr") for row in quotes(text))


def test_a_document_speaks_in_a_clause_after_that(quotes):
    text = "Ann Orr on Friday sent a letter to the council that said that the wells will not last."
    (row,) = quotes(text)
    assert (row["speaker"], row["resolution"]) == ("Ann Orr", "document")


def test_only_documents_speak_in_a_clause_after_that(quotes):
    text = "The council heard of a town that said the wells will not last."
    assert not any(row["speaker"] for row in quotes(text))
