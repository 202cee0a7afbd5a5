import pandas as pd
import pytest

from analysis.corpus.nearest_sentences import (
    find_exclusive_statements,
    find_missing_statements,
    find_nearest_sentences,
    read_statements,
)
from tests.made_story import Story

FERRY = "The ferry with three hundred passengers sank off the coast at dawn."
FERRY_TOO = "At dawn a ferry carrying three hundred passengers sank near the coast."
RESCUE = "Fishermen from the village pulled survivors out of the freezing water."
MUSIC = "A violinist won the national competition for young musicians."


def story(**outlets):
    made = Story()
    for key, (outlet, lines) in enumerate(outlets.items()):
        made.article(f"a{key}", outlet, *lines)
    return tuple(pd.DataFrame(made.rows[name]) for name in ("articles", "sentences"))


def test_a_statement_nobody_else_has_is_told_here_alone():
    found = find_exclusive_statements(*story(Ledger=(FERRY, RESCUE), Beacon=(FERRY_TOO, MUSIC)))
    assert set(found["text"]) == {RESCUE, MUSIC}


def test_one_outlet_alone_has_nothing_to_be_compared_with():
    assert find_exclusive_statements(*story(Ledger=(FERRY, RESCUE))).empty


def test_what_two_others_tell_alike_is_missing_here_once():
    tables = story(Ledger=(MUSIC,), Beacon=(FERRY, RESCUE), Courier=(FERRY_TOO,))
    found = find_missing_statements(*tables, "Ledger")
    assert list(found["text"]) == [FERRY_TOO]
    assert list(found["outlets"]) == [2]
    assert find_missing_statements(*tables, "Beacon").empty
    assert find_missing_statements(*tables, "Nobody").empty


def test_the_nearest_sentence_is_one_of_the_outlet_asked_for():
    own = read_statements(*story(Ledger=(FERRY, MUSIC), Beacon=(RESCUE, FERRY_TOO)))
    (found,) = find_nearest_sentences([FERRY], ["Beacon"], own).to_dict("records")
    assert (found["text"], found["possible"]) == (FERRY_TOO, True)
    assert 0.5 < found["similarity"] <= 1
    (far,) = find_nearest_sentences([FERRY], ["Ledger"], own[own["text"] == MUSIC]).to_dict(
        "records"
    )
    assert far["possible"] is False


@pytest.mark.parametrize("outlet", ["Nobody", "Beacon"])
def test_nothing_in_common_gives_no_sentence(outlet):
    own = read_statements(*story(Ledger=(FERRY,), Beacon=(MUSIC,)))
    (found,) = find_nearest_sentences(["Zebras graze."], [outlet], own).to_dict("records")
    assert (found["article_id"], found["start"], found["similarity"]) == ("", -1, 0)


def test_nothing_wanted_finds_nothing():
    own = read_statements(*story(Ledger=(FERRY,)))
    assert find_nearest_sentences([], [], own).empty
