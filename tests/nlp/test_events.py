"""Who does what to whom, among those an article names."""

import pytest


@pytest.fixture
def events(annotated):
    return lambda text: annotated(text)["events"]


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Russia attacked Ukraine.", ("Russia", "attack", "Ukraine", "active", True)),
        ("Ukraine was attacked by Russia.", ("Russia", "attack", "Ukraine", "passive", True)),
        ("Ukraine was attacked on Monday.", ("", "attack", "Ukraine", "agentless", True)),
        ("Russia did not attack Ukraine.", ("Russia", "attack", "Ukraine", "active", False)),
        ("Russia may attack Ukraine.", ("Russia", "attack", "Ukraine", "active", False)),
        ("Did Russia attack Ukraine?", ("Russia", "attack", "Ukraine", "active", False)),
    ],
)
def test_agent_and_patient_are_read_from_the_parse(events, text, event):
    rows = [
        (row["agent"], row["verb"], row["patient"], row["form"], row["is_factual"])
        for row in events(text)
    ]
    assert event in rows


def test_each_agent_joined_by_and_has_an_event(events):
    rows = events("Russia and China criticized Japan.")
    assert {row["agent_entity"] for row in rows} == {"country:RU", "country:CN"}
    assert {row["patient_entity"] for row in rows} == {"country:JP"}


def test_a_text_without_names_has_no_events(events):
    assert events("The dog bit the man.") == []


def test_offsets_are_those_of_the_words(events):
    text = "On Monday Russia attacked Ukraine."
    (row,) = events(text)
    assert text[row["start"] : row["end"]] == "attacked"
    assert text[row["agent_start"] : row["agent_end"]] == "Russia"
    assert text[row["patient_start"] : row["patient_end"]] == "Ukraine"
