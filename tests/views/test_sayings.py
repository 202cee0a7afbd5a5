import pytest

from analysis.store import Filters
from analysis.views import sayings
from tests.made_story import talks


@pytest.fixture
def catalogue(tmp_path):
    return talks().save(tmp_path)


@pytest.mark.parametrize(
    ("spread", "said"),
    [("several", {"u1"}), ("one", {"a1-1"}), ("all", {"u1", "a1-1"})],
)
def test_utterances_are_chosen_by_how_many_outlets_report_them(catalogue, spread, said):
    assert set(sayings.reports(catalogue, Filters(), spread)["utterance_id"]) == said


def test_a_filter_chooses_utterances_and_keeps_every_outlet_that_reports_them(catalogue):
    mixed = sayings.reports(catalogue, Filters(kinds=("mixed",)), "all")
    assert set(mixed["outlet_label"]) == {"Ledger", "Beacon"}
    assert set(mixed["utterance_id"]) == {"u1"}
    assert set(sayings.reports(catalogue, Filters(entities=("bo-ek",)), "all")["speaker"]) == {
        "Bo Ek"
    }


def test_outlets_that_are_not_looked_at_do_not_count(catalogue):
    assert sayings.reports(catalogue, Filters(outlets=("Ledger",)), "several").empty


def test_wordings_begin_with_the_fullest_and_tell_what_the_others_changed(catalogue):
    fullest, other = sayings.wordings(catalogue, Filters(), "u1")
    assert (fullest.outlet_label, fullest.changes) == ("Ledger", None)
    assert other.fullest == fullest.text == "“We will talk with everyone before winter,”"
    kinds = {change.kind for change in other.changes}
    assert kinds == {"changed", "kept", "cut"}


def test_an_utterance_nobody_reports_has_no_wordings(catalogue):
    assert sayings.wordings(catalogue, Filters(), "none") == []
