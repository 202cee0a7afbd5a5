import pandas as pd
import pytest

from analysis.measures import event_clauses

ACTS = [
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
def told(build):
    tables = build(("a", "Herald", "", [("body", line) for line in TEXT]))
    text, rows = tables.articles["text"][0], []
    ids = {"Doe": "doe", "Roe": "roe"}
    for (actor, words, target, verb, is_open), block in zip(
        ACTS, tables.blocks.to_dict("records"), strict=True
    ):
        row = {"article_id": "a", "verb": verb, "form": "active", "is_factual": not is_open}
        row |= {"sentence": 0, "block_kind": "body"}
        for key, word in (("", words), ("agent_", actor), ("patient_", target)):
            start = text.index(word, block["start"])
            row |= {f"{key}start": start, f"{key}end": start + len(word)}
        row |= {"agent": actor, "patient": target}
        rows.append(row | {"agent_id": ids[actor], "patient_id": ids[target]})
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
    return event_clauses.clauses(
        tables.articles, tables.blocks, pd.DataFrame(rows), quotes, tables.entities
    )


def test_clauses_are_told_in_order_with_the_names_of_entities(told):
    assert told["agent"].tolist() == ["Jane Doe", "John Roe", "Jane Doe", "John Roe"]
    assert (told["end"] - told["start"]).iloc[0] == len("Doe praised Roe")


def test_what_is_quoted_is_told_by_its_speaker(told):
    assert told["told_by"].tolist() == ["the outlet"] * 3 + ["Poe"]


def test_only_listed_verbs_told_as_a_fact_are_criticism_or_support(told):
    edges = event_clauses.edges(told)
    assert edges[["agent", "attitude", "patient"]].to_numpy().tolist() == [
        ["Jane Doe", "supports", "John Roe"],
        ["John Roe", "criticises", "Jane Doe"],
    ]
    assert edges["verb"].tolist() == ["praise", "slam"]


def test_a_verb_that_only_reports_speech_is_no_act(build):
    tables = build(("a", "Herald", "", [("body", "{doe:Doe} said it rained.")]))
    said = {"article_id": ["a"], "start": [4], "end": [8], "verb": ["say"], "form": ["active"]}
    said |= {"agent": ["Doe"], "agent_start": [0], "agent_end": [3], "agent_id": ["doe"]}
    said |= {"patient": [""], "patient_start": [-1], "patient_end": [-1], "patient_id": [""]}
    acts = pd.DataFrame(said | {"is_factual": [True]})
    quotes = pd.DataFrame({"article_id": ["a"], "start": [9], "end": [18], "speaker": ["Doe"]})
    known = (tables.articles, tables.blocks, acts)
    reported = event_clauses.clauses(*known, quotes.assign(cue_start=4), tables.entities)
    assert reported.empty
    assert len(event_clauses.clauses(*known, quotes.assign(cue_start=0), tables.entities)) == 1


def test_nobody_criticises_himself(told):
    assert event_clauses.edges(told.assign(patient_id=told["agent_id"])).empty
