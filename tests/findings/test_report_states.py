import pytest

from analysis.corpus.wording_search import WordingMatch
from analysis.findings import report_states
from analysis.findings.coverage_row import ReportState
from analysis.findings.report_states import WHOLE_SHARE, judge_quotation

FULLEST = (
    "we saw seven herons above two grey boats near three old piers before four ferries sank at "
    "noon off Oslo"
)


@pytest.mark.parametrize(("n_words", "state"), [(17, ReportState.SAME), (16, ReportState.PART)])
def test_a_quotation_has_the_same_words_where_it_has_nearly_all_of_the_fullest(n_words, state):
    words = FULLEST.split()
    assert n_words / len(words) >= WHOLE_SHARE or state is ReportState.PART
    row = {"wording": f"“{' '.join(words[:n_words])}”", "kind": "direct"}
    assert judge_quotation(row, f"“{FULLEST}”") is state


@pytest.mark.parametrize(
    ("share", "longest_run", "of_quotation", "of_sentence"),
    [
        (report_states.WHOLE_SHARE, 4, ReportState.SAME, ReportState.SAME),
        (report_states.WHOLE_SHARE - 0.01, 4, None, ReportState.SAME),
        (report_states.SAME_WORDS_SHARE, 4, None, ReportState.SAME),
        (report_states.SAME_WORDS_SHARE - 0.01, 4, None, None),
        (report_states.PRINTED_SHARE, report_states.PRINTED_WORDS, ReportState.PART, None),
        (report_states.PRINTED_SHARE - 0.01, report_states.PRINTED_WORDS, None, None),
        (report_states.PRINTED_SHARE, report_states.PRINTED_WORDS - 1, None, None),
    ],
)
def test_printed_words_are_the_same_or_a_part_by_how_many_stand_there(
    share, longest_run, of_quotation, of_sentence
):
    place = WordingMatch("a", 0, 9, share, longest_run)
    assert report_states.judge_place(place, is_quotation=True) is of_quotation
    assert report_states.judge_place(place, is_quotation=False) is of_sentence
