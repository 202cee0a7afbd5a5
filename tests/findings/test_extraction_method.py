"""The accuracy that method cards state, against the results of the benchmarks."""

import re
from pathlib import Path

import pytest

from analysis.findings.extraction_method import NAMES, QUOTATIONS

RESULTS = Path(__file__).parents[2] / "benchmarks" / "README.md"
DECIMAL = re.compile(r"\d+\.\d")


@pytest.mark.parametrize(
    ("card", "figures"),
    [
        (
            QUOTATIONS,
            (
                "(precision 93.1, recall 87.8; recall direct 94.2, mixed 89.1, indirect 81.2)",
                "resolved 84.7, wrong 7.9",
            ),
        ),
        (
            NAMES,
            (
                "found 95.7 [",
                "people 96.9, organisations 90.8,",
                "one entity in its event 96.5",
                "pronouns attempted 63.2, accuracy 82.3",
            ),
        ),
    ],
    ids=("quotations", "names"),
)
def test_a_method_card_states_figures_that_the_results_of_the_benchmarks_have(card, figures):
    lines = [line for line in RESULTS.read_text("utf-8").splitlines() if line.startswith("| 20")]
    for figure in figures:
        assert any(figure in line for line in lines), figure
    assert DECIMAL.findall(card.reliability) == DECIMAL.findall(" ".join(figures))
