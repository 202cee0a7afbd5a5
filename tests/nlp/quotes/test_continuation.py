"""Which quote a quote without an attribution continues."""

import pytest

from analysis.ingest.article import Block
from analysis.nlp.quotes.attribution import AttributionCandidate
from analysis.nlp.quotes.continuation import link_continuations
from tests.hand_made_articles import SAID, tokenise

#: Words of the texts below that are verbs.
VERBS = {"said": SAID, "go": ("VERB", "VBP", "go"), "gone": ("VERB", "VBN", "go")}
FIRST, SECOND = '"Go home."', '"Stay."'


def _link(text, *, blocks=(), **properties):
    """Return the second quote of a text, linked to the attributed first one, or None."""
    article = tokenise(text, VERBS, blocks)
    cue = next(token for token in article.doc if token.text == "said")
    start = text.index(SECOND)
    first = AttributionCandidate(0, len(FIRST), cue, article.doc[0], is_direct=True)
    second = AttributionCandidate(start, start + len(SECOND), is_direct=True, **properties)
    linked = link_continuations(article, [first, second])
    return second if second in linked else None


@pytest.mark.parametrize(("n_words", "is_linked"), [(40, True), (41, False)])
def test_two_quotes_of_a_paragraph_have_at_most_40_words_between_them(n_words, is_linked):
    second = _link(f"{FIRST} said {'x ' * (n_words - 1)}{SECOND}")
    assert (second is not None) is is_linked


def test_a_quote_in_the_paragraph_of_the_first_has_its_attribution():
    second = _link(f"{FIRST} said Lee. {SECOND}")
    assert (second.cue.text, second.continues.start) == ("said", 0)


@pytest.mark.parametrize(("n_words", "is_linked"), [(12, True), (13, False)])
def test_a_quote_is_continued_in_the_next_paragraph_after_at_most_12_words(n_words, is_linked):
    paragraph = f"{FIRST} said {'x ' * (n_words - 1)}".strip()
    text = f"{paragraph}\n{SECOND}"
    blocks = (Block("body", 0, len(paragraph)), Block("body", len(paragraph) + 1, len(text)))
    second = _link(text, blocks=blocks)
    assert (second is not None) is is_linked
    assert second is None or second.cue is None


@pytest.mark.parametrize(("kind", "is_linked"), [("body", True), ("subhead", False)])
def test_a_subhead_in_quotation_marks_continues_no_quote(kind, is_linked):
    paragraph = f"{FIRST} said Lee."
    text = f"{paragraph}\n{SECOND}"
    blocks = (Block("body", 0, len(paragraph)), Block(kind, len(paragraph) + 1, len(text)))
    assert (_link(text, blocks=blocks) is not None) is is_linked


@pytest.mark.parametrize(
    ("quote", "is_speech"),
    [
        ('"We all go home now."', True),
        ('"We go home now."', False),
        ('"We all gone home now."', False),
    ],
)
def test_a_quote_without_attribution_has_five_words_and_a_verb(quote, is_speech):
    article = tokenise(quote, VERBS)
    candidate = AttributionCandidate(0, len(quote), is_direct=True)
    assert link_continuations(article, [candidate]) == [candidate] * is_speech


def test_a_quote_without_attribution_opens_its_sentence():
    text = 'The song "We all go home now."'
    article = tokenise(text, VERBS)
    candidate = AttributionCandidate(text.index('"'), len(text), is_direct=True)
    assert link_continuations(article, [candidate]) == []


def test_the_opened_paragraphs_of_a_quote_have_the_attribution_of_its_last_one(quotes):
    rows = quotes(
        "Ann Orr leads the council.\n\n“We have waited for years. We wait no more.\n\n"
        "“The well was dug by our grandparents. It fed them.\n\n“It can feed us,” Orr said."
    )
    assert [row["speaker"] for row in rows] == ["Ann Orr"] * 3


def test_a_quote_does_not_continue_one_beyond_a_paragraph_about_somebody_else(quotes):
    rows = quotes(
        'Ann Orr leads the council. "We dig again next week," Orr said.\n\n'
        "Paul Lindqvist was not convinced.\n\n"
        '"A deeper hole is still a hole in the ground."'
    )
    assert [row["speaker"] for row in rows] == ["Ann Orr", "Paul Lindqvist"]


def test_a_quote_after_a_sentence_about_a_thing_has_no_speaker(quotes):
    (row,) = quotes(
        'The well is two centuries old.\n\n"We dig again until we find some water here."'
    )
    assert row["speaker"] == ""


def test_a_subhead_in_single_marks_does_not_continue_a_quote(quotes):
    rows = quotes(
        'Ann Orr leads the council. "We dig again next week," Orr said.\n\n'
        "'We have no more time'\n\nThe wells of the valley are two centuries old and deep."
    )
    assert len(rows) == 1


@pytest.mark.parametrize(
    "sentence",
    [
        '"Not in this valley" is how farmers describe their mood.',
        'There is a line in an old song: "The well runs dry in the third year."',
    ],
)
def test_a_quote_that_is_part_of_another_sentence_continues_nothing(speakers, sentence):
    text = f'Ann Orr leads the council. "We dig again next week," Orr said. {sentence}'
    assert "Ann Orr" not in speakers(text)[1:]


def test_after_a_quote_that_is_left_out_nothing_is_continued(speakers):
    text = (
        'Ann Orr leads the council. "We dig again next week," Orr said.\n\n'
        '"It will fail," a farmer of the valley far away. "There is no water in it, I tell you."'
    )
    assert "Ann Orr" not in speakers(text)[1:]


@pytest.mark.parametrize(("last", "speaker"), [("too", "Ann Orr"), ("to", "")])
def test_a_pull_quote_is_its_speakers_if_it_has_twenty_five_letters(speakers, last, speaker):
    repeated = f'"The wells are all so dry now {last}"'
    text = (
        f'{repeated[:-1]}," Ann Orr said in May.\n\nIt rained all night in the town, and nobody '
        f"came to see the old wells.\n\n{repeated}\n\nThe town has wells."
    )
    assert speakers(text) == ["Ann Orr", speaker]


def test_a_pull_quote_before_the_words_it_repeats_is_their_speakers(quotes):
    words = '"The wells are all so dry now too'
    pulled, attributed = quotes(
        f'The town has wells.\n\n{words}"\n\nIt rained all night in the town, and nobody came to '
        f'see the old wells.\n\n{words}," Ann Orr said in May.'
    )
    assert (pulled["continues"], pulled["speaker"]) == (attributed["quote_id"], "Ann Orr")
