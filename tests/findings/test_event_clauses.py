from analysis.findings import event_clauses
from analysis.store import Filters
from tests.made_story import Story


def test_clauses_of_a_filtered_entity_open_their_sentence(tmp_path):
    story = Story().article("a1", "Ledger", "Ann Lee accused Bo Ek of fraud.", "It rained.")
    story.name("a1", "Ann Lee", "Ann Lee").name("a1", "Bo Ek", "Bo Ek")
    story.act("a1", "Ann Lee", "accused", "Bo Ek", verb="accuse")
    story.article("b1", "Beacon", "It rained.")
    catalogue = story.save(tmp_path)
    (row,) = event_clauses.list_criticism_and_support(
        catalogue, Filters(entities=("bo-ek",))
    ).to_dict("records")
    assert (row["agent"], row["attitude"], row["patient"]) == ("Ann Lee", "criticises", "Bo Ek")
    assert event_clauses.list_clauses(catalogue, Filters(entities=("nobody",))).empty
    (shown,) = event_clauses.find_clause_passage(catalogue, "a1", row["start"], row["end"]).to_dict(
        "records"
    )
    assert shown["text"] == "Ann Lee accused Bo Ek of fraud."
