import pandas as pd
import pytest

from analysis.corpus.counted_words import read_counted_words


def read_column(text, verb, column):
    start = text.index("12")
    figure = {"article_id": "a", "start": start, "end": start + 2, "kind": "count"}
    figure |= {"head_noun": "one", "predicate": verb, "role": "", "modifiers": "", "scope": ""}
    articles = pd.DataFrame([{"article_id": "a", "text": text}])
    (row,) = read_counted_words(pd.DataFrame([figure]), articles).to_dict("records")
    return row[column]


@pytest.mark.parametrize(
    ("text", "verb", "column", "expected"),
    [
        ("The death toll rose to 12 overnight.", "rise", "head_noun", "death"),
        ("The death toll in the 2010 quake rose to 12.", "rise", "head_noun", "death"),
        ("She broke the record of 12 points.", "break", "head_noun", "record"),
        ("It is a city of 12 hills.", "be", "head_noun", "one"),
        ("It is a city of 12.", "be", "head_noun", "inhabitant"),
        ("At least 12 were taken to the city hospital.", "take", "predicate", "hospitalize"),
        ("So 12 people are in a critical condition.", "be", "predicate", "critical"),
        ("So 12 died and others were taken to hospital.", "take", "predicate", "take"),
        ("So 12 people were not taken to hospital.", "take", "predicate", "take"),
        ("So 12 people weren’t taken to hospital.", "take", "predicate", "take"),
        ("Of 12 doctors he is in critical condition.", "be", "predicate", "be"),
        ("They met 12 people sent to a hospital.", "meet", "predicate", "meet"),
        ("The 12 hospitals are full.", "be", "predicate", "be"),
    ],
)
def test_fixed_words_say_what_a_figure_counts(text, verb, column, expected):
    assert read_column(text, verb, column) == expected


@pytest.mark.parametrize(("n", "expected"), [(35, "hospitalize"), (36, "airlift")])
def test_words_up_to_sixty_characters_after_a_figure_are_read(n, expected):
    text = f"So 12 {'x' * n} airlifted to a hospital."
    assert read_column(text, "airlift", "predicate") == expected
