"""Issues of one kind are one line."""

from analysis.ingest.issues import Issue
from ui.core.issue_groups import group_issues


def date_issue(line: int) -> Issue:
    problem = f"The date “{line}.13.2023” cannot be read as one day."
    return Issue(f"a.csv, line {line}", problem, "Write dates as 2023-09-06.", severity="warning")


def test_issues_that_differ_in_their_values_are_one_group_with_an_example():
    (group,) = group_issues(map(date_issue, range(1, 2002)))
    assert group.count == 2001
    assert str(group) == (
        "Taken in, but: a.csv, line 1: The date “1.13.2023” cannot be read as one day. Write dates "
        "as 2023-09-06. The same is true of 2,000 other inputs."
    )


def test_inputs_that_are_left_out_come_first_and_a_single_issue_stands_alone():
    skipped = Issue("b.csv, line 3", "Its text is empty.", "Give a text.")
    first, second = group_issues([date_issue(1), date_issue(2), skipped])
    assert str(first) == "Not taken in: b.csv, line 3: Its text is empty. Give a text."
    assert str(second).endswith("The same is true of 1 other input.")


def test_issues_that_name_other_files_are_one_kind() -> None:
    remedy = "Both are kept."
    problems = [f"It is nearly the same as {name}.txt: 88% of the wording." for name in "abc"]
    groups = group_issues(
        Issue("a.txt", problem, remedy, severity="warning") for problem in problems
    )
    assert [group.count for group in groups] == [3]
    other = Issue("a.txt", problems[0], "Remove one.", severity="warning")
    assert len(group_issues([Issue("a.txt", problems[0], remedy, "warning"), other])) == 2
