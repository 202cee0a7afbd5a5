"""The table of the coverage matrix."""

import pytest

from analysis.charts.outlet_styles import assign_styles
from analysis.findings.coverage_row import CoverageRow, OutletReport, ReportState, RowKind
from ui.sections.coverage import MAX_COLUMNS, build_table, select_columns, tabulate_rows
from ui.sections.coverage_labels import SIGNS, describe_signs


def make_row(states, text="The ferry sank.", speakers=()):
    reports = tuple(
        OutletReport(f"Paper {n}", state, f"a{n}", 0, 5, f"Own words {n}.")
        for n, state in enumerate(states)
    )
    return CoverageRow(
        "quotation:u", RowKind.QUOTATION, text, "Paper 0", reports, (), speakers, frozenset()
    )


def build(row, columns):
    styles = assign_styles(tuple(report.outlet for report in row.reports))
    return str(build_table([row], columns, styles))


def test_each_known_state_is_a_button_that_names_its_outlet_and_an_unclear_one_is_blank():
    row = make_row([*ReportState])
    table = build(row, select_columns([row]))
    assert table.count("<td><button") == len(ReportState) - 1
    assert 'data-cell="quotation:u\nPaper 0" aria-label="Paper 0: in the same words"' in table
    assert "<td></td>" in table


@pytest.mark.parametrize("states", [[ReportState.SAME, ReportState.NOT_FOUND], [*ReportState]])
def test_the_line_above_explains_the_signs_that_are_drawn_and_no_others(states):
    row = make_row(states)
    columns = select_columns([row])
    table = build_table([row], columns, assign_styles(columns))
    explained = describe_signs([row], columns)
    for state, sign in SIGNS.items():
        if sign:
            is_drawn = f">{sign}</button>" in table
            assert (f"{sign}\N{NO-BREAK SPACE}" in explained) == is_drawn, state
    is_blank = ReportState.UNCLEAR in states
    assert ("blank:\N{NO-BREAK SPACE}cannot be told" in explained) == is_blank
    assert "Independent" in explained


def test_a_sign_of_an_outlet_without_a_column_is_not_explained():
    row = make_row([ReportState.SAME, ReportState.PART])
    explained = describe_signs([row], ["Paper 0"])
    assert explained.startswith("●\N{NO-BREAK SPACE}in the same words. The outlet")


def test_outlets_beyond_the_columns_are_counted_in_the_last_one():
    n_outlets = MAX_COLUMNS + 8
    row = make_row([ReportState.SAME] * (n_outlets - 2) + [ReportState.NOT_FOUND] * 2)
    columns = select_columns([row])
    table = build(row, columns)
    assert len(columns) == MAX_COLUMNS - 1
    assert f"{n_outlets - len(columns)} more</th>" in table
    assert "9 more outlets: 7 report it, 2 do not" in table
    assert "7 have it ✕ 2" in table


def test_the_highlighted_outlet_has_a_column():
    row = make_row([ReportState.SAME] * MAX_COLUMNS + [ReportState.NOT_FOUND])
    last = f"Paper {MAX_COLUMNS}"
    assert last not in select_columns([row])
    assert last in select_columns([row], last)


@pytest.mark.parametrize("text", ["<script>x</script>", "a & b"])
def test_text_is_escaped(text):
    row = make_row([ReportState.SAME], text)
    assert text not in build(row, ["Paper 0"])


def test_two_speakers_of_a_quotation_are_both_named_with_a_warning():
    row = make_row([ReportState.SAME], speakers=(("Ann Lee", ("A",)), ("Bo Ek", ("B",))))
    assert "⚠ Ann Lee or Bo Ek" in build(row, ["Paper 0"])


def test_the_downloaded_table_has_each_outlets_own_words():
    table = tabulate_rows([make_row([ReportState.SAME, ReportState.NOT_FOUND])])
    assert table["How"].tolist() == ["same words", "not found"]
    assert table["Its own words"].tolist() == ["Own words 0.", "Own words 1."]
