"""Markdown: its marks are left out of the text."""

from analysis.ingest import Issue, read_upload
from analysis.ingest.limits import Limits

MARKED = """\
# Harbour of Port Ellen *closed*

The **harbour** of [Port Ellen](https://lamp.example) will be closed for two weeks in
May, the council said.

## What comes next

> “We had no choice,” said Ann Lee.

- Ships go to Bowmore.
"""


def test_the_marks_of_markdown_are_no_text_and_its_paragraphs_are_whole():
    (article,) = read_upload("a.md", MARKED.encode())
    assert article.title == "Harbour of Port Ellen closed"
    assert article.text == (
        "Harbour of Port Ellen closed\n\n"
        "The harbour of Port Ellen will be closed for two weeks in May, the council said.\n\n"
        "What comes next\n\n“We had no choice,” said Ann Lee.\n\nShips go to Bowmore."
    )


def test_what_is_no_text_or_too_large_is_named_with_a_remedy():
    for data in (b"", bytes(range(256)) * 4):
        (issue,) = read_upload("a.md", data)
        assert isinstance(issue, Issue)
        assert issue.remedy
    (issue,) = read_upload("a.md", MARKED.encode(), Limits(file_mb=0.0001))
    assert "are read at most" in issue.problem
