"""Attributions by "according to", by a colon and by a signature."""

import pytest

from analysis.nlp.quotes.according_to import (
    find_according_to_candidates,
    find_signature,
    find_titled_candidate,
)
from analysis.nlp.span_index import TextSpan
from tests.hand_made_articles import annotate_by_hand, tokenise
from tests.hand_parsed import parse

NAME = ("PROPN", "NNP", "Lee")


def _titled(text):
    article = tokenise(text, {"Lee": NAME, "x": ("NOUN", "NN", "x")})
    candidate = find_titled_candidate(article, TextSpan(0, len(text)), [])
    return candidate and text[candidate.start : candidate.end]


@pytest.mark.parametrize(
    ("title", "content"),
    [
        ("bridge is not safe: Lee", "bridge is not safe"),
        ("Lee: bridge is not safe", "bridge is not safe"),
        ("bridge not safe: Lee", None),
        ("bridge is not safe: x x x x Lee", "bridge is not safe"),
        ("bridge is not safe: x x x x x Lee", None),
        ("bridge: is not safe: Lee", None),
    ],
)
def test_a_title_attributes_four_words_or_more_to_a_name_of_five_at_most(title, content):
    assert _titled(title) == content


@pytest.mark.parametrize(("n_words", "is_name"), [(5, True), (6, False)])
def test_a_signature_has_at_most_five_words(n_words, is_name):
    text = f'"It is late." — {" ".join(["Lee"] * n_words)}'
    signature = find_signature(tokenise(text, {"Lee": NAME}), text.index(" —"))
    assert (signature is not None) is is_name


def _clause(n_before):
    """Return "x … and trade fell according to Lee ." with ``n_before`` tokens before "trade"."""
    verb = n_before + 1
    article = annotate_by_hand(
        parse(
            [
                ("fell", "VBD", "ROOT", 0),
                *(("x", "NN", "dep", 0) for _ in range(n_before - 1)),
                ("trade", "NN", "nsubj", verb),
                ("fell", "VBD", "conj", 0),
                ("according", "IN", "prep", verb),
                ("to", "IN", "prep", verb + 1),
                ("Lee", "NNP", "pobj", verb + 2),
                (".", ".", "punct", 0),
            ]
        )
    )
    (candidate,) = find_according_to_candidates(article, [])
    return article.text[candidate.start : candidate.end]


@pytest.mark.parametrize(("n_before", "is_clause"), [(6, False), (7, True)])
def test_a_clause_more_than_six_tokens_into_its_sentence_is_the_content(n_before, is_clause):
    assert (_clause(n_before) == "trade fell") is is_clause
    assert is_clause or _clause(n_before).startswith("fell x")


@pytest.mark.parametrize(("n_words", "is_content"), [(4, True), (3, False)])
def test_a_content_that_contains_another_cue_has_four_words_or_more(n_words, is_content):
    article = annotate_by_hand(
        parse(
            [
                ("announced", "VBD", "ROOT", 0),
                *(("authority", "NN", "dep", 0) for _ in range(n_words - 1)),
                ("according", "IN", "prep", 0),
                ("to", "IN", "prep", n_words),
                ("Lee", "NNP", "pobj", n_words + 1),
            ]
        )
    )
    cue = article.make_candidate(0, 2, article.doc[0], None, article.block_at(0))
    assert bool(find_according_to_candidates(article, [cue])) is is_content


def test_according_to_inside_a_clause_has_both_parts_of_it(quotes):
    rows = quotes("The walls, according to Ann Orr, have been damp for years.")
    assert [(row["text"], row["speaker"]) for row in rows] == [
        ("The walls", "Ann Orr"),
        ("have been damp for years", "Ann Orr"),
    ]


def test_the_signature_of_a_post_inside_its_quotation_marks_names_its_author(quotes):
    text = 'Anger grew.\n\n"Nobody warned us at all. — Ann Orr (@annorr) September 5, 2023"'
    assert [row["speaker"] for row in quotes(text)] == ["Ann Orr"]


@pytest.mark.parametrize("date", ["September 5, 2023", "5 Sept 2023"])
def test_a_post_between_the_handle_of_its_author_and_its_date_is_the_authors(date, quotes):
    text = f"Anger grew.\n\nAnn Orr @annorr\nNobody warned us at all.\n{date}\n\nIt rained."
    rows = [(row["text"], row["speaker"], row["kind"]) for row in quotes(text)]
    assert rows == [("Nobody warned us at all.", "Ann Orr", "direct")]


def test_an_invitation_to_follow_an_author_is_no_post(quotes):
    assert quotes("Follow Ann Orr on Twitter @annorr\n\nIt rained in May and it will again.") == []


def test_an_attribution_of_a_quote_is_not_what_another_source_says(quotes):
    text = "“The bridge leaks,” Ann Orr said in her report, according to a summary of four pages."
    assert [row["text"] for row in quotes(text)] == ["“The bridge leaks,”"]


def test_a_connecting_word_is_no_content(quotes):
    text = "Furthermore, according to experts, the bridge over the river has leaked since May."
    assert [row["text"] for row in quotes(text)] == [
        "the bridge over the river has leaked since May"
    ]


def test_what_things_are_ranked_by_is_no_source(quotes):
    assert quotes("The towns were ranked according to their size in the north.") == []
