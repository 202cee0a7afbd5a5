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


KILLED = "Then {} {} were killed as the tram overturned."


def test_the_same_words_head_noun_and_value_give_the_highest_similarity():
    people = ("6", "people", KILLED.format(6, "people"))
    assert similarity(people, people) == pytest.approx(1 + 0.1 + 0.15)


def test_another_value_or_head_noun_has_no_bonus():
    six, seven = (("6", KILLED.format(6, "people")), ("7", KILLED.format(7, "people")))
    assert similarity((six[0], "people", six[1]), (seven[0], "people", seven[1])) == pytest.approx(
        1 + 0.1
    )
    assert similarity((six[0], "people", six[1]), (seven[0], "", seven[1])) == pytest.approx(1)


def test_figures_of_different_aspects_are_not_similar():
    killed = ("6", "people", "There 6 people were killed in Croydon.")
    hurt = ("6", "people", "There 6 people were injured in Croydon.")
    assert similarity(killed, hurt) == 0


def test_without_the_same_head_noun_or_aspect_figures_are_not_similar():
    sentence = "There were {} {} in the square on Monday."
    left = ("6", "dogs", sentence.format(6, "dogs"))
    assert similarity(left, ("6", "cats", sentence.format(6, "cats"))) == 0
    assert similarity(("6", "", sentence.format(6, "of them")), left) == 0


@pytest.mark.parametrize(
    ("text", "aspects"),
    [
        ("There were 58 killed, 515 injured.", ["dead", "hurt"]),
        ("A bomb killing 58 and wounding 515.", ["dead", "hurt"]),
    ],
)
def test_an_aspect_is_read_after_the_figure_up_to_a_pause_and_then_before_it(text, aspects):
    assert read(("58", "", text), ("515", "", text)).aspects.tolist() == aspects


@pytest.mark.parametrize(("distance", "aspect"), [(16, "dead"), (17, "")])
def test_words_further_away_than_the_maximum_do_not_count(distance, aspect):
    between = " ".join(f"w{chr(97 + n)}" for n in range(distance - 1))
    assert read(("58", "", f"Then 58, {between} killed.")).aspects.tolist() == [aspect]


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


def test_other_figures_of_the_sentence_do_not_count_and_its_years_are_listed():
    made = Story().article("a", "Ledger", "In 2016 there were 6 dogs.")
    made.figure("a", "6", "6").figure("a", "2016", "2016")
    made.rows["figures"][-1].update(kind="date")
    tables = [pd.DataFrame(made.rows[name]) for name in ("figures", "articles", "sentences")]
    contexts = read_figure_contexts(*tables)
    assert contexts.years == [frozenset({"2016"})] * 2


def test_without_figures_there_is_nothing_to_compare():
    columns = ["article_id", "sentence", "start", "end", "kind", "value", "head_noun"]
    story = Story().article("a", "Ledger", "It rained.")
    contexts = read_figure_contexts(
        pd.DataFrame(columns=columns),
        pd.DataFrame(story.rows["articles"]),
        pd.DataFrame(story.rows["sentences"]),
    )
    assert contexts.similarity(np.arange(0)).shape == (0, 0)
