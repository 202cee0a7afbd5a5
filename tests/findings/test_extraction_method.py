"""The accuracy that method cards state, against the results of the benchmarks."""

import re
from pathlib import Path

import pytest

from analysis.findings.extraction_method import NAMES, QUOTATIONS

PROJECT = Path(__file__).parents[2]
RESULTS = PROJECT / "benchmarks" / "README.md"
DECIMAL = re.compile(r"\d+\.\d")


def list_results(text):
    """Return date, data and figures of each row of the results."""
    rows = [line.split(" | ") for line in text.splitlines() if line.startswith("| 20")]
    return [(row[0].removeprefix("| "), row[1], row[-1]) for row in rows]


def has_newest(figure, rows):
    """Return whether the newest row with such figures of some data has the figure."""
    such = re.compile(r"\d+\.\d".join(map(re.escape, DECIMAL.split(figure))))
    return any(
        figure in words
        and day == max(d for d, of, w in rows if of == data and such.search(w))
        and sum(d == day and of == data and bool(such.search(w)) for d, of, w in rows) == 1
        for day, data, words in rows
    )


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        ("", True),
        ("| 2026-01-01 | news | c | found 90.1, wrong 2.0 |", True),
        ("| 2026-01-03 | news | c | found 92.0, wrong 1.0 |", False),
        ("| 2026-01-02 | news | c | found 92.0, wrong 1.0 |", False),
        ("| 2026-01-03 | talks | c | found 92.0, wrong 1.0 |", True),
        ("| 2026-01-03 | news | c | found 92.0 |", True),
    ],
)
def test_a_figure_is_the_newest_of_its_kind_and_data(others, expected):
    rows = list_results(f"| 2026-01-02 | news | c | found 91.5, wrong 1.5 |\n{others}")
    assert has_newest("found 91.5, wrong 1.5", rows) is expected


@pytest.mark.parametrize(
    ("card", "figures"),
    [
        (
            QUOTATIONS,
            (
                "(precision 93.5, recall 87.8; recall direct 94.2, mixed 89.1, indirect 81.2)",
                "resolved 86.1, wrong 7.9",
            ),
        ),
        (
            NAMES,
            (
                "found 95.7 [",
                "people 97.0, organisations 90.8,",
                "one entity in its event 96.8",
                "pronouns attempted 63.2, accuracy 82.1",
            ),
        ),
    ],
    ids=("quotations", "names"),
)
def test_a_method_card_states_the_newest_figures_of_the_benchmarks(card, figures):
    rows = list_results(RESULTS.read_text("utf-8"))
    for figure in figures:
        assert has_newest(figure, rows), figure
    assert DECIMAL.findall(card.reliability) == DECIMAL.findall(" ".join(figures))


def test_the_readme_rounds_the_figures_of_the_method_card_of_quotations():
    readme = (PROJECT / "README.md").read_text("utf-8")
    sentence = readme.partition("On 21 hand-annotated articles")[2].partition("\n\n")[0]
    precision, recall, *_, resolved, wrong = DECIMAL.findall(QUOTATIONS.reliability)
    rounded = [f"{float(figure):.0f}" for figure in (precision, recall, resolved, wrong)]
    assert re.findall(r"(\d+) %", sentence.partition("for the rest.")[0]) == rounded
