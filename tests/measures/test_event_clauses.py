from dataclasses import replace

import pandas as pd
import pytest

from analysis.measures import event_clauses

EVENTS = [
    ("Doe", "praised", "Roe", "praise", False),
    ("Roe", "attacked", "Doe", "attack", False),
    ("Doe", "praised", "Roe", "praise", True),
    ("Roe", "slammed", "Doe", "slam", False),
]
TEXT = [
    "{doe:Doe} praised {roe:Roe} on Monday.",
    "{roe:Roe} attacked {doe:Doe} on Tuesday.",
    "{doe:Doe} praised {roe:Roe} perhaps.",
    "Poe said {roe:Roe} slammed {doe:Doe} then.",
]


@pytest.fixture
def clauses(build):
    selection = build(("a", "Herald", "", [("body", line) for line in TEXT]))
    text, rows = selection.articles["text"][0], []
    ids = {"Doe": "doe", "Roe": "roe"}
    for (agent, words, patient, verb, is_open), block in zip(
        EVENTS, selection.blocks.to_dict("records"), strict=True
    ):
        row = {"article_id": "a", "verb": verb, "form": "active", "is_factual": not is_open}
        row |= {"sentence": 0, "block_kind": "body"}
        for key, word in (("", words), ("agent_", agent), ("patient_", patient)):
            start = text.index(word, block["start"])
            row |= {f"{key}start": start, f"{key}end": start + len(word)}
        row |= {"agent": agent, "patient": patient}
        rows.append(row | {"agent_id": ids[agent], "patient_id": ids[patient]})
    start = text.index("Roe slammed")
    quotes = pd.DataFrame(
        {
            "article_id": ["a"],
            "start": [start],
            "end": [start + 16],
            "speaker": ["Poe"],
            "cue_start": [start - 5],
        }
    )
    selection = replace(selection, events=pd.DataFrame(rows), quotes=quotes)
    return event_clauses.list_clauses(selection)


def test_clauses_are_listed_in_order_with_the_names_of_entities(clauses):
    assert clauses["agent"].tolist() == ["Jane Doe", "John Roe", "Jane Doe", "John Roe"]
    assert (clauses["end"] - clauses["start"]).iloc[0] == len("Doe praised Roe")


def test_a_quoted_clause_belongs_to_its_speaker(clauses):
    assert clauses["told_by"].tolist() == ["the outlet"] * 3 + ["Poe"]


def test_only_listed_verbs_stated_as_a_fact_are_criticism_or_support(clauses):
    selected = event_clauses.select_criticism_and_support(clauses)
    assert selected[["agent", "attitude", "patient"]].to_numpy().tolist() == [
        ["Jane Doe", "supports", "John Roe"],
        ["John Roe", "criticises", "Jane Doe"],
    ]
    assert selected["verb"].tolist() == ["praise", "slam"]


def test_a_verb_that_only_reports_speech_is_no_event(build):
    selection = build(("a", "Herald", "", [("body", "{doe:Doe} said it rained.")]))
    event = {"article_id": ["a"], "start": [4], "end": [8], "verb": ["say"], "form": ["active"]}
    event |= {"agent": ["Doe"], "agent_start": [0], "agent_end": [3], "agent_id": ["doe"]}
    event |= {"patient": [""], "patient_start": [-1], "patient_end": [-1], "patient_id": [""]}
    selection = replace(selection, events=pd.DataFrame(event | {"is_factual": [True]}))
    quotes = pd.DataFrame({"article_id": ["a"], "start": [9], "end": [18], "speaker": ["Doe"]})
    reporting = replace(selection, quotes=quotes.assign(cue_start=4))
    assert event_clauses.list_clauses(reporting).empty
    other = replace(selection, quotes=quotes.assign(cue_start=0))
    assert len(event_clauses.list_clauses(other)) == 1


def test_some_people_of_a_country_are_named_by_the_words_of_the_text(build):
    lines = [("body", "an {doe:Afghan} left."), ("body", "{doe:Kabul} left.")]
    selection = build(("a", "Herald", "", lines))
    text = selection.articles["text"][0]
    verb = text.index("left")
    event = {"article_id": "a", "verb": "leave", "form": "active", "is_factual": True}
    event |= {"patient": "", "patient_start": -1, "patient_end": -1, "patient_id": ""}
    rows = [
        event | {"agent": words, "agent_start": start, "agent_end": start + len(words)}
        for words in ("an Afghan", "Kabul")
        for start in [text.index(words)]
    ]
    events = pd.DataFrame(rows).assign(start=verb, end=verb + 4, agent_id="doe")
    mentions = selection.mentions.assign(metonymy=["people", "government"])
    selection = replace(selection, events=events, mentions=mentions)
    assert set(event_clauses.list_clauses(selection)["agent"]) == {"an Afghan", "Jane Doe"}


def test_nobody_criticises_himself(clauses):
    reflexive = clauses.assign(patient_id=clauses["agent_id"])
    assert event_clauses.select_criticism_and_support(reflexive).empty
