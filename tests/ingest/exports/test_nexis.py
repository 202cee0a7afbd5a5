"""Nexis's exports: feet of pages, months as dates, and heads and tails of wrapped texts."""

import pytest

from analysis.ingest import Article, read_upload
from tests.uploaded_articles import TEXT

ARTICLE = """\
{title}
The Lamp
{date}

Length: 15 words
Byline: Ann Lee
Body

{body}

Load-Date: September 7, 2023

End of Document
"""


def _articles(text: str) -> list[Article]:
    return [item for item in read_upload("a.txt", text.encode()) if isinstance(item, Article)]


def _article(title: str = "Harbour closed", date: str = "September 6, 2023 Wednesday") -> str:
    return ARTICLE.format(title=title, date=date, body=f"{TEXT} {title}.")


def test_the_foot_of_a_page_and_the_headline_that_it_repeats_are_left_out():
    pages = [
        f"Page {number} of 2\n{title}\n\n{_article(title)}"
        for number, title in enumerate(("Harbour closed", "Harbour open again"), start=1)
    ]
    articles = _articles("\n".join(pages))
    assert [article.title for article in articles] == ["Harbour closed", "Harbour open again"]
    assert {article.outlet for article in articles} == {"The Lamp"}


def test_a_line_below_the_foot_of_a_page_that_is_not_repeated_is_text():
    text = _article().replace(TEXT, f"{TEXT}\n\nPage 2 of 3\nShips will be sent to Bowmore.")
    (article,) = _articles(text)
    assert article.text.endswith("Ships will be sent to Bowmore. Harbour closed.")
    assert "Page 2" not in article.text


def test_a_month_in_place_of_the_date_leaves_the_date_empty_and_the_rest_of_the_head_whole():
    items = list(read_upload("a.txt", _article(date="September 2023").encode()))
    (article,) = [item for item in items if isinstance(item, Article)]
    assert (article.title, article.outlet) == ("Harbour closed", "The Lamp")
    assert article.published is None
    assert "does not tell its date" in str(items[0])


def test_an_edition_below_the_date_is_not_the_headline():
    text = _article().replace("Wednesday\n", "Wednesday\nLate Edition - Final\n")
    (article,) = _articles(text)
    assert article.title == "Harbour closed"


def test_head_and_tail_of_a_wrapped_text_are_divided_from_it():
    lines = "\n".join(
        ["The harbour of Port Ellen was closed on Monday after a storm that broke"]
        + ["the lamps of the pier and sank four boats, the harbour master said, and"] * 8
        + ["nobody knows when it will be open again."]
    )
    text = (
        "1 of 1 DOCUMENTS\n\nThe Lamp\n\nSeptember 6, 2023 Wednesday\n\nLENGTH: 90 words\n\n"
        "HEADLINE: Harbour closed\n\nDATELINE: PORT ELLEN\n\n"
        f"{lines}\n\nLANGUAGE: ENGLISH\n\nLOAD-DATE: September 7, 2023\n"
    )
    (article,) = _articles(text)
    assert article.title == "Harbour closed"
    assert article.text == lines


@pytest.mark.parametrize(
    ("date", "published"), [("2023-09-06", "2023-09-06"), ("06/09/2023", "None")]
)
def test_a_date_in_the_headline_is_not_that_of_the_article(date: str, published: str):
    (article,) = _articles(_article("Harbour closed since September 3, 2022", date))
    assert str(article.published) == published


@pytest.mark.parametrize(
    ("head", "title", "outlet"),
    [
        ("Harbour closed for a week\n{date}\nThe Lamp", "Harbour closed for a week", "The Lamp"),
        ("Harbour closed for a week\n{date}", "Harbour closed for a week", ""),
        ("Harbour closed for days\n{date}", "", "Harbour closed for days"),
        ("The Lamp\n{date}\nHarbour closed for a week", "Harbour closed for a week", "The Lamp"),
        ("The Daily Lamp and Bell of Bowmore\n{date}", "", "The Daily Lamp and Bell of Bowmore"),
    ],
)
def test_a_line_of_several_words_in_lower_case_is_no_outlet(head: str, title: str, outlet: str):
    date = "September 6, 2023 Wednesday"
    text = _article().replace(f"Harbour closed\nThe Lamp\n{date}", head.format(date=date))
    (article,) = _articles(text)
    assert (article.title, article.outlet) == (title, outlet)
