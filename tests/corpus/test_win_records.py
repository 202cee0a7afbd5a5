"""Records of wins and losses."""

import pandas as pd
import pytest

from analysis.corpus.win_records import MAX_GAMES_APART, count_games_apart, read_win_records
from analysis.tables import CATALOGUE
from tests.made_story import Story


def read_values(text, *names):
    story = Story().article("a", "Outlet", text)
    for name in names:
        story.name("a", name, name, "ORG")
    tables = (
        pd.DataFrame(story.rows.get(name, []), columns=CATALOGUE[name].names)
        for name in ("articles", "sentences", "mentions")
    )
    return [(row["head_noun"], row["value"]) for row in read_win_records(*tables)]


@pytest.mark.parametrize(
    ("text", "records"),
    [
        ("The Orrs (9-6) won.", [("Orrs", "9-6")]),
        ("The Orrs (9-6, first in the North) won.", [("Orrs", "9-6")]),
        ("The Orrs improved to 10-7.", [("Orrs", "10-7")]),
        ("The Orrs (9-6) rose.", []),
        ("The Orrs (9-6) lost a vote.", []),
        ("The Orrs (2-3 yards) won.", []),
        ("Of the Orrs, nine (9-6) won.", []),
    ],
)
def test_a_record_stands_in_brackets_after_its_name_or_after_a_verb_of_records(text, records):
    assert read_values(text, "Orrs") == records


def test_a_record_is_of_the_name_right_before_it():
    read = read_values("The Orrs (9-6) met the Lorns (3-2).", "Orrs", "Lorns")
    assert read == [("Orrs", "9-6"), ("Lorns", "3-2")]


def test_records_are_apart_by_their_wins_and_losses_together():
    assert count_games_apart("9-6", "9-6") == 0
    assert count_games_apart("9-6", "10-8") == MAX_GAMES_APART
