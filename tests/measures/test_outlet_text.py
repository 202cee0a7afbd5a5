from dataclasses import replace

import numpy as np
import pytest

from analysis.corpus.shared_text import MIN_SHARED_WORDS
from analysis.measures.outlet_text import list_words_outside_quotes, read_outlet_text

FILLER = "Many people came to look at the old harbour while ships were leaving it"


def list_outlet_words(build, left, right):
    """Return the words of two outlets that count as their own, each outlet's in order."""
    words = read_outlet_text(build(("a", "Herald", "", left), ("b", "Post", "", right))).words
    return [list(words.surface[words.is_outlet_text & (words.article_id == key)]) for key in "ab"]


def test_quoted_copied_and_named_words_are_not_the_outlets_own(build):
    left = [("body", f"{FILLER}."), ("body", "“A vicious lie,” {doe:Doe} said.")]
    right = [("body", f"Then {FILLER} again.")]
    words = read_outlet_text(build(("a", "Herald", "", left), ("b", "Post", "", right))).words
    assert set(words.surface[words.is_outlet_text & ~words.is_name]) == {"said", "Then", "again"}


def test_attributed_words_are_not_the_outlets_own(build, quote):
    selection = build(("a", "Herald", "", [("body", "Doe said that it rained today.")]))
    selection = quote(selection, ("a", "that it rained", "indirect", "Doe", "doe", "said", ""))
    words = read_outlet_text(selection).words
    assert list(words.surface[words.is_outlet_text]) == ["Doe", "said", "today"]


def test_words_of_an_embedded_post_are_not_the_outlets_own(build):
    left = [("body", "They wrote:"), ("body", "It rains. — Ann Roth (@annroth) May 3, 2018")]
    assert list_outlet_words(build, left, [("body", "Then")]) == [["They", "wrote"], ["Then"]]


def test_fewer_words_than_a_shared_run_has_are_the_outlets_own(build):
    shared = FILLER.split()[:MIN_SHARED_WORDS]
    left, right = [("body", " ".join(shared))], [("body", " ".join(["Then", *shared]))]
    assert list_outlet_words(build, left, right) == [[], ["Then"]]
    left, right = [("body", " ".join(shared[1:]))], [("body", " ".join(["Then", *shared[1:]]))]
    assert list_outlet_words(build, left, right) == [shared[1:], ["Then", *shared[1:]]]


def test_words_beside_a_quotation_or_a_block_that_two_outlets_have_are_not_copied(build):
    words = FILLER.split()
    line = " ".join(words[:MIN_SHARED_WORDS])
    around = [("body", f"Yesterday “{line}” was heard.")]
    assert list_outlet_words(build, around, around) == [["Yesterday", "was", "heard"]] * 2
    blocks = [("body", " ".join(words[:5])), ("body", " ".join(words[5:]))]
    assert list_outlet_words(build, blocks, blocks) == [words] * 2


def test_words_are_placed_in_their_article_and_block(build):
    selection = build(("a", "Herald", "", [("body", "It rained."), ("body", "The U.S. won.")]))
    text = read_outlet_text(selection)
    words = text.words
    whole = selection.articles["text"][0]
    spans = zip(words.start, words.end, strict=True)
    assert [whole[start:end] for start, end in spans] == ["It", "rained", "The", "U.S.", "won"]
    assert list(words.surface) == ["It", "rained", "The", "U.S", "won"]
    assert list(words.block_row) == [0, 0, 1, 1, 1]
    np.testing.assert_array_equal(text.thousand_words, [[0.002], [0.003]])


def test_text_without_words_has_none(build):
    selection = build(("a", "Herald", "", [("body", "12 34.")]))
    words = read_outlet_text(selection).words
    assert len(words.surface) == len(words.is_outlet_text) == 0
    nothing = replace(selection, articles=selection.articles.iloc[:0])
    assert read_outlet_text(nothing).thousand_words.shape == (0, 1)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It’s “a lie” now.", ["It's", "now"]),
        ("100% of U.N. aid", ["%", "of", "U.N", "aid"]),
        ("", []),
    ],
)
def test_words_outside_quotation_marks_are_listed_as_written(text, words):
    assert list_words_outside_quotes(text) == words
