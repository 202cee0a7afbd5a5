import pytest

from analysis.findings import framing as framing_findings
from analysis.measures.registry import GROUPS, MEASURES
from analysis.store import Filters
from tests.made_story import Story, talks


@pytest.fixture
def catalogue(tmp_path):
    return talks().save(tmp_path)


@pytest.mark.parametrize("group", GROUPS)
def test_every_group_gives_the_measures_it_names(catalogue, group):
    table = framing_findings.measured(catalogue, Filters(), group)
    named = {key for key, measure in MEASURES.items() if measure.group == group}
    assert set(table["measure"]) <= named
    assert table["value"].notna().all()


def test_every_value_opens_passages_and_their_marks_are_what_was_counted(catalogue):
    for group in GROUPS:
        table = framing_findings.measured(catalogue, Filters(), group)
        for row in table[table["value"] > 0].to_dict("records"):
            place = (row["measure"], row["item"], row["outlet_label"])
            found = framing_findings.evidence(catalogue, Filters(), *place)
            assert len(found), place
            assert set(found["outlet_label"]) == {row["outlet_label"]}


def test_entities_and_types_choose_among_the_items(catalogue):
    chosen = framing_findings.measured(catalogue, Filters(entities=("bo-ek",)), "Prominence")
    assert set(chosen["item"]) == {"bo-ek"}
    assert framing_findings.measured(catalogue, Filters(labels=("GPE",)), "Prominence").empty


def test_a_share_is_one_of_everything_whatever_the_filters_choose(catalogue):
    everyone = framing_findings.measured(catalogue, Filters(), "Voice share")
    chosen = framing_findings.measured(catalogue, Filters(entities=("bo-ek",)), "Voice share")
    both = everyone.merge(chosen, on=["measure", "item", "outlet_label"])
    assert len(both)
    assert (both["value_x"] == both["value_y"]).all()


def test_kinds_choose_the_quotations_whose_verbs_are_counted(catalogue):
    verbs = framing_findings.measured(catalogue, Filters(kinds=("indirect",)), "Reporting verbs")
    assert set(verbs.loc[verbs["measure"] == "verb", "item"]) == {"warned"}


@pytest.mark.parametrize("group", GROUPS)
def test_articles_without_findings_give_an_empty_table_with_its_columns(tmp_path, group):
    catalogue = Story().article("c1", "Courier", "It rained.").save(tmp_path)
    table = framing_findings.measured(catalogue, Filters(), group)
    # Of text without a quotation it is known that nothing of it is attributed.
    assert set(table["measure"]) <= {"attributed"}
    assert (table["value"] == 0).all()
    assert {"measure", "item", "value", "distinguishable", "others"} <= set(table)
    assert framing_findings.differing(catalogue, Filters()).empty


def test_a_headline_that_stands_beside_the_text_is_a_passage_before_it(tmp_path):
    story = Story().article(
        "a1", "Ledger", "Nothing else.", "Ann Lee spoke.", title="Ann Lee speaks"
    )
    story.article("b1", "Beacon", "Rain.", title="Rain").name("a1", "Ann Lee", "Ann Lee")
    catalogue = story.save(tmp_path)
    (row,) = framing_findings.evidence(
        catalogue, Filters(), "headline", "ann-lee", "Ledger"
    ).to_dict("records")
    (mark,) = row["marks"]
    assert row["text"] == "Ann Lee speaks"
    assert row["end"] < 0
    assert row["text"][mark["start"] - row["start"] : mark["end"] - row["start"]] == "Ann Lee"


def test_what_differs_is_ranked_by_verdict_and_the_tally_counts_everything(tmp_path):
    story = Story()
    for key, outlet, cue in (("a1", "Ledger", "said"), ("b1", "Beacon", "claimed")):
        story.article(key, outlet, *(f"Ann Lee {cue}: “Number {n} is {n}.”" for n in range(12)))
        for n in range(12):
            story.quote(key, f"“Number {n} is {n}.”", "Ann Lee")
            quote = story.rows["quotes"][-1]
            start = quote["start"] - len(cue) - 2
            quote |= {"cue": cue, "cue_lemma": cue, "cue_start": start, "cue_end": start + len(cue)}
    catalogue = story.save(tmp_path)
    told = framing_findings.differing(catalogue, Filters())
    assert told.iloc[0]["verdict"] == framing_findings.VERDICTS[0]
    places = [framing_findings.VERDICTS.index(verdict) for verdict in told["verdict"]]
    assert places == sorted(places)
    tally = framing_findings.tally(catalogue, Filters()).set_index("measure")
    assert tally.loc["verb", ["compared", "told", "sure"]].tolist() == [4, 4, 4]
    assert framing_findings.permutation_unit(catalogue, Filters()) == "paragraphs"


def test_clauses_of_the_chosen_entity_open_their_sentence(tmp_path):
    story = Story().article("a1", "Ledger", "Ann Lee accused Bo Ek of fraud.", "It rained.")
    story.name("a1", "Ann Lee", "Ann Lee").name("a1", "Bo Ek", "Bo Ek")
    story.act("a1", "Ann Lee", "accused", "Bo Ek", verb="accuse")
    story.article("b1", "Beacon", "It rained.")
    catalogue = story.save(tmp_path)
    (row,) = framing_findings.edges(catalogue, Filters(entities=("bo-ek",))).to_dict("records")
    assert (row["agent"], row["attitude"], row["patient"]) == ("Ann Lee", "criticises", "Bo Ek")
    assert framing_findings.clauses(catalogue, Filters(entities=("nobody",))).empty
    (shown,) = framing_findings.clause(catalogue, "a1", row["start"], row["end"]).to_dict("records")
    assert shown["text"] == "Ann Lee accused Bo Ek of fraud."
