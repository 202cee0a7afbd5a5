import pytest

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
