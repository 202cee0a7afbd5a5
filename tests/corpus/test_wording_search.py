"""Where a text has a given wording."""

import pandas as pd
import pytest

from analysis.corpus.wording_search import MAX_WORDS_BETWEEN, WordingSearch

WORDING = "The ferry carried 84 passengers when it struck the northern reef."


def find(text, wording=WORDING):
    articles = pd.DataFrame([{"article_id": "a", "outlet_label": "A", "text": text}])
    return WordingSearch(articles).find(wording, "A")


def test_a_wording_is_found_inside_a_longer_sentence():
    text = f"Divers said: {WORDING} They went home."
    place = find(text)
    assert text[place.start : place.end] == WORDING.removesuffix(".")
    assert (place.share, place.longest_run) == (1.0, 11)


@pytest.mark.parametrize(("between", "share"), [(MAX_WORDS_BETWEEN, 1.0), (21, 6 / 11)])
def test_a_wording_in_two_pieces_is_one_unless_much_stands_between(between, share):
    head, tail = "The ferry carried 84 passengers when", "it struck the northern reef."
    place = find(f"{head} {'so ' * between}{tail}")
    assert place.share == pytest.approx(share)


@pytest.mark.parametrize(
    "text",
    [
        "The ferry carried 85 passengers when it struck the northern reef.",
        "The ferry carried 84 passengers when, not long after, it struck the northern reef.",
        "Eighty ferries carried passengers north.",
    ],
)
def test_another_number_a_denial_or_other_words_are_another_wording(text):
    assert find(text) is None


def test_a_wording_with_little_to_say_is_found_whole_alone():
    wording = "What on earth is wrong with you?"
    assert find(f"“{wording}” she asked.", wording).share == 1.0
    assert find("What on earth is wrong here?", wording) is None


def test_the_longest_run_of_a_wording_has_no_word_between():
    place = find("The ferry carried 84 passengers when, she said, it struck the northern reef.")
    assert place.longest_run == 6


def test_a_wording_of_common_words_is_not_searched():
    assert find("It was what they had been for.", "It was what they had been for.") is None


def test_an_outlet_without_texts_has_no_wording():
    articles = pd.DataFrame([{"article_id": "a", "outlet_label": "A", "text": WORDING}])
    assert WordingSearch(articles).find(WORDING, "B") is None
