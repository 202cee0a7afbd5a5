"""Issues of tables: names of columns that are shortened, or are rather values."""

import pytest

from analysis.ingest.formats.table_issues import missing_field_issue
from analysis.ingest.source_files import SourceFile

SOURCE = SourceFile.from_upload("a.csv", b"")


@pytest.mark.parametrize(
    ("column", "is_value"),
    [
        ("x" * 40, False),
        ("x" * 41, True),
        ("a b c d e f", False),
        ("a b c d e f g", True),
    ],
)
def test_a_long_name_of_a_column_is_rather_a_value(column: str, *, is_value: bool) -> None:
    issue = missing_field_issue(SOURCE, "text", [column])
    assert ("line with the names of the columns is missing" in issue.remedy) is is_value


def test_long_names_of_columns_are_shortened() -> None:
    issue = missing_field_issue(SOURCE, "text", ["x" * 40, "y" * 41])
    assert f"{'x' * 40}, {'y' * 39}…." in issue.problem


def test_a_message_lists_the_first_columns() -> None:
    issue = missing_field_issue(SOURCE, "text", [f"c{number}" for number in range(21)])
    assert issue.problem.endswith("c18, c19.")
