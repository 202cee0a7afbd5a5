import pytest

from analysis.findings import utterances as utterance_findings
from analysis.store import Filters
from tests.made_story import Story, talks


@pytest.fixture
def catalogue(tmp_path):
    return talks().save(tmp_path)


@pytest.mark.parametrize(
    ("spread", "said"),
    [("several", {"u1"}), ("one", {"a1-1"}), ("all", {"u1", "a1-1"})],
)
def test_utterances_are_chosen_by_how_many_outlets_report_them(catalogue, spread, said):
    assert set(utterance_findings.reports(catalogue, Filters(), spread)["utterance_id"]) == said


def test_a_filter_chooses_utterances_and_keeps_every_outlet_that_reports_them(catalogue):
    mixed = utterance_findings.reports(catalogue, Filters(kinds=("mixed",)), "all")
    assert set(mixed["outlet_label"]) == {"Ledger", "Beacon"}
    assert set(mixed["utterance_id"]) == {"u1"}
    assert set(
        utterance_findings.reports(catalogue, Filters(entities=("bo-ek",)), "all")["speaker"]
    ) == {"Bo Ek"}


def test_outlets_that_are_not_looked_at_do_not_count(catalogue):
    assert utterance_findings.reports(catalogue, Filters(outlets=("Ledger",)), "several").empty


def test_wordings_begin_with_the_fullest_and_tell_what_the_others_changed(catalogue):
    fullest, other = utterance_findings.wordings(catalogue, Filters(), "u1")
    assert (fullest.outlet_label, fullest.changes) == ("Ledger", None)
    assert other.fullest == fullest.text == "“We will talk with everyone before winter,”"
    kinds = {change.kind for change in other.changes}
    assert kinds == {"changed", "kept", "cut"}


def test_an_utterance_nobody_reports_has_no_wordings(catalogue):
    assert utterance_findings.wordings(catalogue, Filters(), "none") == []


@pytest.fixture
def several(tmp_path):
    story = Story()
    story.article("a", "Ledger", "“We will talk with everyone before winter,” Ann Lee said.")
    story.article("b", "Beacon", "“We will talk with everyone before winter,” Bo Ek claimed.")
    story.article("c", "Courier", "Before winter, everyone will talk. “No deal,” Cy Roe said.")
    story.article("d", "Daily", "“No deal,” Cy Roe said. “We will talk,” Ann Lee said.")
    for key, speaker, cue in (("a", "Ann Lee", "said"), ("b", "Bo Ek", "claimed")):
        story.quote(
            key, "“We will talk with everyone before winter,”", speaker, cue=cue, utterance="talk"
        )
    story.quote("d", "“We will talk,”", "Ann Lee", cue="said", utterance="talk")
    for key in ("c", "d"):
        story.quote(key, "“No deal,”", "Cy Roe", cue="said", utterance="deal")
    return story.save(tmp_path)


@pytest.mark.parametrize(
    ("order", "first"),
    [("coverage_disparity", "deal"), ("spread", "talk"), ("speaker", "talk"), ("words", "talk")],
)
def test_utterances_come_in_the_order_asked_for(several, order, first):
    found = utterance_findings.reports(several, Filters(), "all", order)
    assert found["utterance_id"].iloc[0] == first


@pytest.mark.parametrize(("find", "said"), [("DEAL", {"deal"}), ("cy roe", {"deal"}), ("z", set())])
def test_words_choose_utterances_by_wording_or_speaker(several, find, said):
    assert (
        set(utterance_findings.reports(several, Filters(), "all", find=find)["utterance_id"])
        == said
    )


def test_another_speaker_and_another_verb_are_told_apart(several):
    found = {
        one.outlet_label: one for one in utterance_findings.wordings(several, Filters(), "talk")
    }
    assert found["Ledger"].changes is None
    assert (found["Beacon"].other_speaker, found["Beacon"].other_cue) == (True, True)
    assert (found["Daily"].other_speaker, found["Daily"].other_cue) == (False, False)


def test_outlets_that_do_not_report_it_are_told_with_their_nearest_sentence(several):
    (row,) = utterance_findings.missing(several, Filters(), "talk").to_dict("records")
    assert (row["outlet_label"], row["article_id"], row["possible"]) == ("Courier", "c", True)
    assert row["text"].startswith("Before winter, everyone will talk.")
    assert set(utterance_findings.missing(several, Filters(), "deal")["outlet_label"]) == {
        "Ledger",
        "Beacon",
    }
