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


def test_labels_in_bold_below_the_heading_are_a_head():
    head = "# Harbour closed\n\n**Source:** The Lamp\n**Date:** 2023-09-05\n\n"
    (article,) = read_upload("a.md", (head + MARKED.partition("\n\n")[2]).encode())
    assert (article.title, article.outlet) == ("Harbour closed", "The Lamp")
    running = [block for block in article.blocks if block.kind == "body"]
    assert article.text[running[0].start :].startswith("The harbour of Port Ellen will")


def test_what_is_no_text_or_too_large_is_named_with_a_remedy():
    for data in (b"", bytes(range(256)) * 4):
        (issue,) = read_upload("a.md", data)
        assert isinstance(issue, Issue)
        assert issue.remedy
    (issue,) = read_upload("a.md", MARKED.encode(), Limits(file_mb=0.0001))
    assert "are read at most" in issue.problem
