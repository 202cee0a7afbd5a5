"""Inputs that are no article are told to be none."""

import pytest

from analysis.ingest import Article, Issue, read_upload

SENTENCE = "The harbour of Port Ellen will be closed for two weeks in May, the council said."


@pytest.mark.parametrize(
    "text",
    [
        "https://lamp.example/1\nhttps://bell.example/2\n",
        "1. https://lamp.example/1\n\n2. www.bell.example\n",
        "- https://lamp.example/1",
    ],
)
def test_a_list_of_addresses_is_told_with_a_remedy(text: str):
    (issue,) = read_upload("a.txt", text.encode())
    assert isinstance(issue, Issue)
    assert "no text" in issue.problem
    assert "--address" in issue.remedy


def test_a_text_with_an_address_is_an_article():
    (article,) = read_upload("a.txt", f"https://lamp.example/1\n\n{SENTENCE}\n".encode())
    assert isinstance(article, Article)


def test_a_page_of_search_results_is_told_with_a_remedy():
    results = "".join(
        f"<article><h2><a href='/{number}'>Harbour closed {number}</a></h2>"
        f"<p>{SENTENCE} Read more.</p></article>"
        for number in range(6)
    )
    (issue,) = read_upload("a.html", f"<html><body>{results}</body></html>".encode())
    assert isinstance(issue, Issue)
    assert "search results" in issue.problem
