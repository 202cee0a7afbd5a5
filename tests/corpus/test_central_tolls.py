import pandas as pd

from analysis.corpus.central_tolls import TOP_SENTENCES
from analysis.corpus.differing_figures import find_differing_figures
from analysis.tables import CATALOGUE
from tests.made_story import Story

BODY = ["Nothing else is known."] * TOP_SENTENCES
DEAD = {"head_noun": "people", "predicate": "kill", "role": "patient"}


def find_values(*articles):
    """Return the values of each case; an article is its lines and its figures (words, more)."""
    made = Story()
    for number, (lines, *figures) in enumerate(articles):
        made.article(f"a{number}", f"Outlet {number}", *lines)
        for words, more in figures:
            made.figure(f"a{number}", words, words)
            made.rows["figures"][-1].update(DEAD | more)
    tables = {
        name: pd.DataFrame(made.rows.get(name, []), columns=CATALOGUE[name].names)
        for name in ("articles", "sentences", "figures", "mentions")
    }
    tables["articles"]["published"] = pd.to_datetime(tables["articles"]["published"])
    cases = find_differing_figures(**tables)
    return [[value.value for value in case.tally] for case in cases]


def lead(number, words="died as the ferry sank", **more):
    return [f"{number} people {words}.", *BODY], (number, more)


def bottom(number, words="were killed, rescuers think by now"):
    return [*BODY, f"{number} people {words}."], (number, {})


def test_tolls_on_top_differ_in_whatever_words():
    assert find_values(lead("9"), lead("2", "lost their lives on Lake Orr")) == [["2", "9"]]


def test_an_only_toll_differs_up_to_three_times_the_other():
    assert find_values(lead("6"), bottom("2")) == [["2", "6"]]
    assert not find_values(lead("7"), bottom("2"))


def test_the_last_sentence_on_top_is_on_top_and_the_next_is_not():
    def place(above):
        return [*BODY[:above], "2 people were killed, rescuers think.", *BODY], ("2", {})

    assert find_values(lead("9"), place(TOP_SENTENCES - 1))
    assert not find_values(lead("9"), place(TOP_SENTENCES))


def test_a_part_another_time_and_several_tolls_are_left_out():
    assert not find_values(lead("9"), lead("5", scope="part"))
    assert not find_values(lead("9"), lead("5", "drowned there years ago"))
    several = ["2 people died on the ferry.", "1 person died ashore."], ("2", {}), ("1", {})
    assert not find_values(lead("9"), several)


def test_an_article_that_gives_both_tolls_tells_two_things_apart():
    both = [["5 people drowned.", *BODY, "Of 9 people killed before."], ("5", {}), ("9", {})]
    assert not find_values(lead("9"), both)
