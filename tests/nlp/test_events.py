import pytest


@pytest.fixture
def acts(annotated):
    return lambda text: annotated(text)["events"]


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Russia attacked Ukraine.", ("Russia", "attack", "Ukraine", "active", False)),
        ("Ukraine was attacked by Russia.", ("Russia", "attack", "Ukraine", "passive", False)),
        ("Ukraine was attacked on Monday.", ("", "attack", "Ukraine", "agentless", False)),
        ("Russia did not attack Ukraine.", ("Russia", "attack", "Ukraine", "active", True)),
        ("Russia may attack Ukraine.", ("Russia", "attack", "Ukraine", "active", True)),
        ("Did Russia attack Ukraine?", ("Russia", "attack", "Ukraine", "active", True)),
    ],
)
def test_who_acts_on_whom_is_read_off_the_parse(acts, text, act):
    rows = [
        (row["agent"], row["verb"], row["patient"], row["form"], not row["is_factual"])
        for row in acts(text)
    ]
    assert act in rows


def test_actors_joined_by_and_act_each(acts):
    rows = acts("Russia and China criticized Japan.")
    assert {row["agent_entity"] for row in rows} == {"country:RU", "country:CN"}
    assert {row["patient_entity"] for row in rows} == {"country:JP"}


def test_a_text_without_names_has_no_acts(acts):
    assert acts("The dog bit the man.") == []


def test_offsets_are_those_of_the_words(acts):
    text = "On Monday Russia attacked Ukraine."
    (row,) = acts(text)
    assert text[row["start"] : row["end"]] == "attacked"
    assert text[row["agent_start"] : row["agent_end"]] == "Russia"
    assert text[row["patient_start"] : row["patient_end"]] == "Ukraine"
