from datetime import date

from analysis.findings.coverage_matrix import compute_coverage
from analysis.findings.coverage_row import ReportState, RowKind
from analysis.findings.missing_reports import judge_missing_reports, list_hidden_outlets
from analysis.store.filters import Filters
from tests.made_story import Story


def test_an_outlet_without_a_quotation_has_the_state_that_coverage_gives_it(tmp_path):
    story = Story()
    words = "the talks about the harbour are “actively advancing” despite sanctions"
    for key, outlet in (("a", "Ledger"), ("b", "Beacon")):
        story.article(key, outlet, f"Ann Lee said {words}.")
        story.quote(key, words, "Ann Lee", cue="said", kind="mixed", utterance="u")
    story.article("c", "Courier", "Prices fell.", "Ships are “actively advancing”, Lee found.")
    story.article("d", "Daily", "Prices of tomatoes rose again at markets downtown.")
    story.article("e", "Echo", "Ann Lee walked by the harbour, where boats wait.")
    story.article("f", "Flare", "The talks about the harbour are actively advancing, Bo Ek found.")
    catalogue = story.save(tmp_path)
    states = judge_missing_reports(catalogue, Filters(), ("u",))
    assert states == {
        ("u", "Courier"): ReportState.POSSIBLE,
        ("u", "Daily"): ReportState.NOT_FOUND,
        ("u", "Echo"): ReportState.UNCLEAR,
        ("u", "Flare"): ReportState.PART,
    }
    (row,) = (r for r in compute_coverage(catalogue, Filters()) if r.kind is RowKind.QUOTATION)
    in_row = {("u", report.outlet): report.state for report in row.reports}
    assert {key: in_row[key] for key in states} == states


def test_an_outlet_is_hidden_where_its_articles_on_the_story_are_not_of_the_chosen_days(tmp_path):
    story = Story()
    story.article("a", "Ledger", "Prices fell, Ann Lee said.", published=date(2026, 11, 2))
    story.quote("a", "Prices fell", "Ann Lee", cue="said", utterance="u")
    story.article("b", "Beacon", "Prices rose.", published=date(2026, 11, 1))
    story.article("c", "Courier", "Prices rose again.", published=None)
    story.article("d", "Courier", "Prices rose.", published=date(2026, 11, 3))
    story.article("e", "Daily", "Ships sank.", published=date(2026, 11, 1), story_id="t")
    catalogue = story.save(tmp_path)
    from_second = Filters(start=date(2026, 11, 2))
    assert list_hidden_outlets(catalogue, from_second, ("u",)) == {("u", "Beacon")}
    until_second = Filters(end=date(2026, 11, 2))
    assert list_hidden_outlets(catalogue, until_second, ("u",)) == {("u", "Courier")}
    assert list_hidden_outlets(catalogue, Filters(), ("u",)) == frozenset()


def test_words_in_quotation_marks_that_are_the_same_are_no_other_words(tmp_path):
    words = "“We cannot sail our way out of this storm,”"
    story = Story()
    for key, outlet in (("a", "Ledger"), ("b", "Beacon")):
        story.article(key, outlet, f"{words} Ann Lee said.")
        story.quote(key, words, "Ann Lee", cue="said", utterance="u")
    story.article("c", "Courier", "Her message: we “cannot sail our way out of this storm”.")
    story.article("d", "Daily", "Her message: “We cannot sail our way out of this storm”.")
    states = judge_missing_reports(story.save(tmp_path), Filters(), ("u",))
    assert states["u", "Daily"] is ReportState.SAME
    assert states["u", "Courier"] is ReportState.SAME


def test_words_of_another_known_speaker_are_possibly_the_same_only_if_they_are_most_of_them(
    tmp_path,
):
    saying = "“We will call on the council to open the harbour before the summer begins,”"
    like = "“The harbour will open before the council meets in autumn,”"
    others = {
        "Courier": (like, "Bo Ek", "possibly"),
        "Daily": (like, "Ann Lee", "unclear"),
        # Most of the words: whom the outlets credit differs, and both are named.
        "Echo": ("“The council should open the harbour before the summer,”", "Ann Lee", "possibly"),
        "Flare": ("“Call on the council to open the harbour before then,”", "Ann Lee", "in part"),
    }
    story = Story()
    for key, outlet in (("a", "Anchor"), ("b", "Beacon")):
        story.article(key, outlet, f"{saying} Bo Ek said.")
        story.quote(key, saying, "Bo Ek", cue="said", utterance="u")
    for outlet, (words, speaker, _) in others.items():
        story.article(outlet, outlet, f"{words} {speaker} said.")
        story.quote(outlet, words, speaker, cue="said", utterance=outlet)
    catalogue = story.save(tmp_path)
    row = next(row for row in compute_coverage(catalogue, Filters()) if row.text == saying)
    assert {report.outlet: (report.state, report.speaker) for report in row.reports[2:]} == {
        outlet: (state, "" if state == "unclear" else speaker)
        for outlet, (_, speaker, state) in others.items()
    }
    states = judge_missing_reports(catalogue, Filters(), ("u",))
    assert {label: state for (_, label), state in states.items()} == {
        outlet: state for outlet, (*_, state) in others.items()
    }
