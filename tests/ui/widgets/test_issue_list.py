"""Issues of inputs, recounted for lists of 0 to 60."""

import random
import re

import pytest

from analysis.ingest.issues import Issue
from ui.widgets import issue_list


@pytest.mark.parametrize("size", [0, 1, 2, 5, 6, 60])
def test_issues_are_shown_by_kind_and_all_in_a_table(drawn, size):
    chance = random.Random(size)
    kinds = [f"{word} is wrong with the letters." for word in "abcdefgh"[: max(size // 4, 1)]]
    issues = [
        Issue(f"{n}.txt", chance.choice(kinds), "Mend it.", chance.choice(("skipped", "warning")))
        for n in range(size)
    ]
    total = size + size % 2 * 40
    issue_list.draw_issues(issues, total)
    of_kind = {}
    for issue in issues:
        of_kind.setdefault((issue.severity, issue.problem), []).append(issue)
    assert len(drawn.lines) >= min(len(of_kind), 5)
    stated = 0
    for line in drawn.lines[: min(len(of_kind), 5)]:
        start, problem = re.match(r"(Taken in, but|Not taken in): .*?(\w is wrong)", line).groups()
        severity = "skipped" if start == "Not taken in" else "warning"
        (of_line,) = (v for (s, p), v in of_kind.items() if s == severity and p.startswith(problem))
        others = re.search(r"true of (\d+) other input(s?)\.", line)
        assert int(others[1] if others else 0) == len(of_line) - 1
        assert not others or bool(others[2]) == (len(of_line) > 2)
        stated += len(of_line)
    assert stated == size or len(of_kind) > 5
    needs_table = bool(size) and not (len(of_kind) == size <= 5)
    assert drawn.boxes == [f"All issues ({total:,})"] * needs_table
    assert [len(table) for table in drawn.tables] == [size] * needs_table
    for table in drawn.tables:
        taken = [{"warning": "yes", "skipped": "no"}[issue.severity] for issue in issues]
        assert table["Taken in"].tolist() == taken
    n_cut = f"The first {size}; the command line lists all."
    assert (n_cut in drawn.lines) == (needs_table and size < total)
