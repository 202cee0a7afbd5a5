import numpy as np
import pandas as pd
import pytest

from analysis.corpus.figure_contexts import (
    read_figure_contexts,
)
from tests.made_story import Story


def read(*figures):
    """Return the contexts of figures: the words, head noun and sentence of each."""
    made = Story()
    for number, (words, noun, text) in enumerate(figures):
        made.article(f"a{number}", "Ledger", text).figure(f"a{number}", words, words)
        made.rows["figures"][-1].update(head_noun=noun)
    tables = [pd.DataFrame(made.rows[name]) for name in ("figures", "articles", "sentences")]
    return read_figure_contexts(*tables)


def similarity(*figures):
    contexts = read(*figures)
    return contexts.similarity(np.arange(len(figures)))[0, 1]


def test_figures_between_the_same_words_are_as_similar_as_can_be():
    text = "Then {} people were killed as the tram overturned."
    assert similarity(
        ("6", "people", text.format(6)), ("7", "people", text.format(7))
    ) == pytest.approx(1)


@pytest.mark.parametrize(("distance", "counts"), [(16, True), (17, False)])
def test_words_further_away_than_the_maximum_do_not_count(distance, counts):
    words = ("", *(f"w{chr(97 + n)}" for n in range(distance - 1)), "killed")
    left = ("58", "", f"Then 58 {' '.join(words)}")
    right = ("58", "", "After 58 killed")
    assert bool(similarity(left, right) > 0) is counts


def test_a_nearer_word_weighs_more():
    near = similarity(
        ("6", "dogs", "Then 6 dogs barked loudly at everyone passing."),
        ("7", "dogs", "Then 7 dogs barked quietly before nobody there."),
    )
    far = similarity(
        ("6", "dogs", "Then 6 dogs loudly at everyone passing barked."),
        ("7", "dogs", "Then 7 dogs quietly before nobody there barked."),
    )
    assert near > far > 0.1


def test_other_figures_of_the_sentence_do_not_count_and_its_times_are_listed():
    made = Story().article("a", "Ledger", "In 2016 there were 6 dogs so far, 2023 says.")
    made.figure("a", "6", "6").figure("a", "2016", "2016").figure("a", "2023", "2023")
    for row in made.rows["figures"][1:]:
        row.update(kind="date")
    tables = [pd.DataFrame(made.rows[name]) for name in ("figures", "articles", "sentences")]
    # 2023 is the year of publication.
    assert read_figure_contexts(*tables).times == [frozenset({"2016", "total"})] * 3


def test_without_figures_there_is_nothing_to_compare():
    columns = ["article_id", "sentence", "start", "end", "kind", "value", "head_noun"]
    story = Story().article("a", "Ledger", "It rained.")
    contexts = read_figure_contexts(
        pd.DataFrame(columns=columns),
        pd.DataFrame(story.rows["articles"]),
        pd.DataFrame(story.rows["sentences"]),
    )
    assert contexts.similarity(np.arange(0)).shape == (0, 0)


def test_a_month_other_than_that_of_publication_is_a_time():
    made = Story().article("a", "Ledger", "There were 6 dogs on September 1 and on July 2.")
    made.figure("a", "6", "6")
    for words, value in (("September 1", "--09-01"), ("July 2", "2022-07-02")):
        made.figure("a", words, value)
        made.rows["figures"][-1].update(kind="date")
    tables = [pd.DataFrame(made.rows[name]) for name in ("figures", "articles", "sentences")]
    assert read_figure_contexts(*tables).times[0] == {"07", "2022"}
