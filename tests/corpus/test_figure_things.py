from dataclasses import replace

import pandas as pd
import pytest

from analysis.corpus.figure_things import (
    Agreement,
    FigureThing,
    compare_things,
    find_aspect,
    identify_things,
    is_counted_in_many_ways,
)
from tests.made_story import Story

TRAM = FigureThing("tram", frozenset(), "", "overturn", "", "", frozenset(), frozenset())
DEAD = replace(TRAM, noun="", aspect="dead", predicate="kill")
OSLO, BERGEN = frozenset({"oslo"}), frozenset({"bergen"})
PAST = frozenset({"past"})


@pytest.mark.parametrize(
    ("thing", "other", "agreement"),
    [
        (TRAM, {}, "FULL"),
        (TRAM, {"noun": "bus"}, "NONE"),
        (TRAM, {"aspect": "dead"}, "NONE"),
        (TRAM, {"scope": "part"}, "NONE"),
        (TRAM, {"predicate": "stop"}, "PARTIAL"),
        (TRAM, {"modifiers": frozenset({"red"})}, "PARTIAL"),
        (TRAM, {"subject": "lee"}, "PARTIAL"),
        (TRAM, {"places": OSLO}, "PARTIAL"),
        (TRAM, {"times": PAST}, "WEAK"),
        (replace(TRAM, scope="part"), {}, "WEAK"),
        (replace(TRAM, places=BERGEN), {"places": OSLO}, "WEAK"),
        (replace(TRAM, places=BERGEN), {"places": OSLO | BERGEN}, "FULL"),
        (replace(TRAM, modifiers=frozenset({"blue"})), {"modifiers": frozenset({"red"})}, "NONE"),
        (replace(TRAM, subject="ek"), {"subject": "lee"}, "NONE"),
        (replace(TRAM, times=frozenset({"2014"})), {"times": frozenset({"2015"})}, "NONE"),
        (replace(TRAM, noun=""), {"predicate": "stop"}, "NONE"),
        (replace(TRAM, noun=""), {}, "FULL"),
        (DEAD, {"predicate": "die", "subject": "lee"}, "FULL"),
        (DEAD, {"noun": "soldier"}, "WEAK"),
        (DEAD, {"noun": "child"}, "NONE"),
        (replace(DEAD, noun="child"), {"noun": "woman"}, "NONE"),
    ],
)
def test_two_things_agree_as_far_as_both_say_the_same(thing, other, agreement):
    other = replace(thing, **other)
    assert compare_things(thing, other) is Agreement[agreement]
    assert compare_things(other, thing) is Agreement[agreement]


@pytest.mark.parametrize(
    ("noun", "predicate", "role", "aspect"),
    [
        ("people", "kill", "patient", "dead"),
        ("people", "kill", "agent", ""),
        ("people", "die", "agent", "dead"),
        ("death", "report", "patient", "dead"),
        ("kill", "", "", "dead"),
        ("boy", "see", "agent", ""),
    ],
)
def test_what_happened_is_read_from_the_noun_and_its_own_clause(noun, predicate, role, aspect):
    row = {"head_noun": noun, "modifiers": "", "predicate": predicate, "role": role}
    assert find_aspect(row) == aspect


@pytest.mark.parametrize(
    ("noun", "kind", "predicate"),
    [("boy", "age", ""), ("", "age", "fall"), ("boy", "count", "fall")],
)
def test_the_age_of_a_person_is_the_same_whatever_the_person_does(noun, kind, predicate):
    made = Story().article("a", "Ledger", "A 3-year-old boy fell into the harbour.")
    made.figure("a", "3-year-old", "3")
    made.rows["figures"][0].update(head_noun=noun, kind=kind, predicate="fall")
    mentions = pd.DataFrame(columns=["label", "entity_id", "article_id", "sentence"])
    (thing,) = identify_things(pd.DataFrame(made.rows["figures"]), mentions, [frozenset()])
    assert thing.predicate == predicate


def test_a_thing_is_identified_from_its_row_and_the_places_of_its_sentence():
    made = Story().article("a", "Ledger", "In Oslo six young people were killed.")
    made.figure("a", "six", "6").name("a", "Oslo", "Oslo", "GPE")
    made.rows["figures"][0].update(
        head_noun="people", modifiers="young", predicate="kill", role="patient"
    )
    figures, mentions = (pd.DataFrame(made.rows[name]) for name in ("figures", "mentions"))
    (thing,) = identify_things(figures, mentions, [PAST])
    assert (thing.noun, thing.aspect, thing.key) == ("", "dead", "dead")
    assert (thing.modifiers, thing.places, thing.times) == (frozenset({"young"}), OSLO, PAST)


def test_scores_are_counted_in_many_ways_and_trams_are_not():
    assert is_counted_in_many_ways("point")
    assert is_counted_in_many_ways("", "yard")
    assert not is_counted_in_many_ways("tram")
