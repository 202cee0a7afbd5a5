from analysis.findings.coverage_row import ReportState
from analysis.findings.missing_reports import judge_missing_reports
from analysis.store.filters import Filters
from tests.made_story import Story


def test_an_outlet_without_a_quotation_has_the_state_that_coverage_gives_it(tmp_path):
    story = Story()
    words = "the talks about the harbour are “actively advancing” despite sanctions"
    for key, outlet in (("a", "Ledger"), ("b", "Beacon")):
        story.article(key, outlet, f"Ann Lee said {words}.")
        story.quote(key, words, "Ann Lee", cue="said", kind="mixed", utterance="u")
    story.article("c", "Courier", "Prices fell.", "Ships are “actively advancing”, Bo Ek found.")
    story.article("d", "Daily", "Prices of tomatoes rose again at markets downtown.")
    story.article("e", "Echo", "Ann Lee walked by the harbour, where boats wait.")
    assert judge_missing_reports(story.save(tmp_path), Filters(), ("u",)) == {
        ("u", "Courier"): ReportState.POSSIBLE,
        ("u", "Daily"): ReportState.NOT_FOUND,
        ("u", "Echo"): ReportState.UNCLEAR,
    }
