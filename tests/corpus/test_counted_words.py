import pandas as pd
import pytest

from analysis.corpus.counted_words import read_counted_words


@pytest.mark.parametrize(
    ("text", "column", "expected"),
    [
        ("The death toll rose to 12 overnight.", "head_noun", "death"),
        ("She broke the record of 12 points.", "head_noun", "record"),
        ("At least 12 were taken to the city hospital.", "predicate", "hospitalize"),
        ("So 12 people are in a critical condition.", "predicate", "critical"),
        ("So 12 died and others were taken to hospital.", "predicate", "go"),
        ("The 12 hospitals are full.", "predicate", "go"),
    ],
)
def test_fixed_words_say_what_a_figure_counts(text, column, expected):
    start = text.index("12")
    figure = {"article_id": "a", "start": start, "end": start + 2, "kind": "count"}
    figure |= {"head_noun": "one", "predicate": "go", "role": "", "modifiers": "", "scope": ""}
    articles = pd.DataFrame([{"article_id": "a", "text": text}])
    (row,) = read_counted_words(pd.DataFrame([figure]), articles).to_dict("records")
    assert row[column] == expected
