"""Clauses under a reporting verb, and what an attribution leaves on either side of it."""

import pytest

from analysis.nlp.quotes.clause_candidates import find_clause_candidates
from tests.hand_made_articles import annotate_by_hand
from tests.hand_parsed import parse


def _find(tokens):
    doc = parse(tokens)
    for token in doc:
        if token.text == "said":
            token.lemma_ = "say"
    article = annotate_by_hand(doc)
    candidates = find_clause_candidates(article, [])
    return [article.text[candidate.start : candidate.end] for candidate in candidates]


def _parenthetical(n_before, n_after):
    """Return 'fell … , Lee said , x … .' with some tokens before and after the attribution."""
    verb = n_before + 2
    return [
        ("fell", "VBD", "ccomp", 0),
        *(("trade", "NN", "dep", 0) for _ in range(n_before - 1)),
        (",", ",", "punct", 0),
        ("Lee", "NNP", "nsubj", verb),
        ("said", "VBD", "parataxis", 0),
        (",", ",", "punct", 0),
        *(("more", "NN", "dep", 0) for _ in range(n_after)),
    ]


@pytest.mark.parametrize(("n_before", "is_content"), [(3, True), (2, False)])
def test_a_clause_before_an_attribution_has_four_tokens_or_more_with_its_comma(
    n_before, is_content
):
    contents = _find(_parenthetical(n_before, 0))
    assert contents == ["fell trade trade"] * is_content


@pytest.mark.parametrize(("n_after", "goes_on"), [(4, True), (3, False)])
def test_a_content_goes_on_after_an_attribution_for_four_tokens_or_more(n_after, goes_on):
    first, *rest = _find(_parenthetical(5, n_after))
    assert first == "fell trade trade trade trade"
    assert rest == ["more more more more"] * goes_on


@pytest.mark.parametrize(("last", "goes_on"), [("abcd", True), ("abc", False)])
def test_a_content_goes_on_for_more_than_twelve_characters(last, goes_on):
    tokens = [*_parenthetical(5, 0), *((word, "NN", "dep", 0) for word in ("ab", "ab", "ab"))]
    _, *rest = _find([*tokens, (last, "NN", "dep", 0)])
    assert rest == [f"ab ab ab {last}"] * goes_on


def test_a_content_includes_what_its_last_conjunction_joins(quotes):
    texts = [
        row["text"]
        for row in quotes(
            "The county lawyers countered in a brief that the code deems forms invalid if they "
            "lack a name and if the address is not complete."
        )
    ]
    assert texts == [
        "that the code deems forms invalid if they lack a name and if the address is not complete"
    ]


def test_a_content_does_not_end_with_a_conjunction(quotes):
    rows = quotes(
        "Spokesman Ian Reid told the Gazette the team planned to dig again on Tuesday, and farmers "
        "said the team was expected in the valley."
    )
    assert not any(row["text"].endswith((" and", ", and", ",")) for row in rows)


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Orr said she wakes up at night wondering why.", "she wakes up at night wondering why"),
        (
            "Ann Orr tried to explain to the officers that she was camping in the wood.",
            "that she was camping in the wood",
        ),
    ],
)
def test_a_content_goes_to_the_end_of_what_is_said(quote, text, content):
    assert quote(text)["text"] == content


@pytest.mark.parametrize("verb", ["asked", "told", "warned"])
def test_what_somebody_is_told_not_to_do_keeps_its_negation(quote, verb):
    assert quote(f"Ann Orr {verb} the miners not to drink it.")["text"] == "not to drink it"


def test_a_clause_before_a_verb_with_a_complement_is_not_what_it_reports(quotes):
    assert not quotes("While the wells ran dry, the miners hold Ann Orr responsible.")


def _misread(n_words, tag="VBN"):
    """Return 'Lee said roofs … mended .' with so many words before a participle of "roofs"."""
    return [
        ("Lee", "NNP", "nsubj", 1),
        ("said", "VBD", "ROOT", 1),
        ("roofs", "NNS", "dobj", 1),
        *(("so", "RB", "advmod", 2) for _ in range(n_words)),
        ("mended", tag, "acl", 2),
        (".", ".", "punct", 1),
    ]


@pytest.mark.parametrize(("n_words", "is_content"), [(3, True), (2, False)])
def test_a_clause_that_the_parse_has_as_an_object_is_a_content_of_five_words(n_words, is_content):
    assert _find(_misread(n_words)) == ["roofs so so so mended"] * is_content
    assert _find(_misread(n_words, "NN")) == []


def _joined(n_joining, verb="would"):
    """Return 'Lee said it fell , … but it would rise .' where "rise" depends on "said"."""
    rise = 5 + n_joining + 2
    return [
        ("Lee", "NNP", "nsubj", 1),
        ("said", "VBD", "ROOT", 1),
        ("trade", "NN", "nsubj", 3),
        ("fell", "VBD", "ccomp", 1),
        (",", ",", "punct", 1),
        *(("so", "RB", "advmod", 1) for _ in range(n_joining - 2)),
        ("but", "CC", "cc", 1),
        ("prices", "NNS", "nsubj", rise - 1),
        (verb, "MD", "aux", rise - 1),
        ("rise", "VB", "conj", 1),
        (".", ".", "punct", 1),
    ]


@pytest.mark.parametrize(("n_joining", "is_joined"), [(2, True), (3, False)])
@pytest.mark.parametrize("verb", ["would", "can"])
def test_what_would_be_after_but_is_reported_too(n_joining, is_joined, verb):
    assert _find(_joined(n_joining, verb)) == [
        f"trade fell , but prices {verb} rise" if is_joined else "trade fell"
    ]


def test_what_leads_into_a_quote_is_not_said_by_the_verb_after_it(quotes):
    rows = quotes('Ann Orr told us that the well is dry: "It is old and deep," she said.')
    assert [row["text"] for row in rows] == ["that the well is dry", '"It is old and deep,"']


def test_words_without_a_verb_before_a_quote_are_no_content(quotes):
    (row,) = quotes('On the old wells, Ann Orr said, "I would insist that we dig again."')
    assert row["text"].strip('".') == "I would insist that we dig again"


def test_what_somebody_holds_is_told_only_after_that(quotes):
    assert not quotes("Ann Orr will hold what would be the first meeting of the two councils.")


@pytest.mark.parametrize(
    "lead",
    [
        "Ann Orr sued the council, saying in a petition",
        "The Oslo Institute estimated ahead of the May election",
    ],
)
def test_a_clause_after_a_phrase_beside_the_verb_is_what_it_reports(quote, lead):
    clause = "that nine farmers may lose their wells"
    assert quote(f"{lead} {clause}.")["text"] == clause


def _say_after_phrase(n_words):
    """Return 'Lee said … in notes that it fell.' with 'that' so many tokens after the verb."""
    words = [("here", "RB", "advmod", 1)] * (n_words - 3)
    preposition, noun, verb = 2 + len(words), 3 + len(words), 6 + len(words)
    return [
        ("Lee", "NNP", "nsubj", 1),
        ("said", "VBD", "ROOT", 1),
        *words,
        ("in", "IN", "prep", preposition - 1),
        ("notes", "NNS", "pobj", preposition),
        ("that", "IN", "mark", verb),
        ("trade", "NN", "nsubj", verb),
        ("fell", "VBD", "acl", noun),
        (".", ".", "punct", 1),
    ]


@pytest.mark.parametrize(("n_words", "contents"), [(11, ["that trade fell"]), (12, [])])
def test_that_may_be_eleven_words_after_the_verb(n_words, contents):
    assert _find(_say_after_phrase(n_words)) == contents


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (
            (
                "Ann Orr thus argued that any number of wells that were dug in the past few "
                "decades pale beside the mains."
            ),
            "that any number of wells that were dug in the past few decades pale beside the mains",
        ),
        (
            (
                "Ann Orr questioned how some $3 million allocated by the council to the wells was "
                "spent."
            ),
            "how some $3 million allocated by the council to the wells was spent",
        ),
    ],
)
def test_a_clause_right_after_its_verb_is_what_it_reports_whatever_the_parse(quote, text, content):
    assert quote(text)["text"] == content


def test_the_credit_of_a_medium_is_not_what_the_next_verb_reports(quotes):
    texts = [row["text"] for row in quotes("As the Oslo Herald reports, Ann Orr agrees:")]
    assert not any(text.startswith("As ") for text in texts)


def test_the_source_before_a_clause_is_nothing_that_the_subject_says(quotes):
    text = "According to an aide who spoke to the Herald on Friday, Ann Orr wrote to the mayor."
    assert [row["speaker"] for row in quotes(text)] == ["aide"]
