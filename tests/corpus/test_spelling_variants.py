import pandas as pd
import pytest

from analysis.corpus.spelling_variants import find_spelling_variants, is_respelled


def spellings(*names, label="PERSON", block_kind="body", kind="name"):
    """Return the names that are spelled in several ways, by spelling."""
    columns = ["text", "label", "block_kind", "kind"]
    mentions = pd.DataFrame([(name, label, block_kind, kind) for name in names], columns=columns)
    return [
        [sorted(set(part["text"])) for part in parts] for parts in find_spelling_variants(mentions)
    ]


def test_the_mentions_of_a_name_are_grouped_by_spelling():
    assert spellings("Adrienne Watson", "Adriene Watson", "Adrienne Watson’s") == [
        [["Adriene Watson"], ["Adrienne Watson", "Adrienne Watson’s"]]
    ]


def test_spellings_that_differ_in_different_words_of_one_name_are_one_group():
    assert spellings("Qasem Soleimani", "Qassem Suleimani", "Qassem Soleimani", "Ali Rabiei") == [
        [["Qasem Soleimani"], ["Qassem Soleimani"], ["Qassem Suleimani"]]
    ]


def test_names_of_one_word_are_not_compared():
    assert spellings("Watson", "Wattson") == []


def test_names_that_differ_in_two_words_are_different_names():
    assert spellings("Adrienne Watson", "Adriene Wattson") == []


@pytest.mark.parametrize(
    "context", [{"label": "LAW"}, {"block_kind": "credit"}, {"kind": "description"}]
)
def test_only_names_that_are_spelled_in_counted_text_and_captions_are_compared(context):
    assert spellings("Adrienne Watson", "Adriene Watson", block_kind="caption") != []
    assert spellings("Adrienne Watson", "Adriene Watson", **context) == []


@pytest.mark.parametrize(
    ("word", "other", "respelled"),
    [
        ("smith", "smyth", True),  # as many letters as a variant needs
        ("lane", "lone", False),  # one letter fewer
        ("abcdefgh", "abxdexgh", True),  # two of eight letters
        ("abcdefg", "abxdexg", False),  # two of seven
        ("korea", "korean", False),
        ("korean", "korea", False),
        ("defence", "defense", False),
    ],
)
def test_a_respelled_word_differs_in_one_letter_of_four(word, other, respelled):
    assert is_respelled(word, other) is respelled
