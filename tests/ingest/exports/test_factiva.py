"""Factiva's exports: labels before a tab, a space or a cell, and what is around articles."""

import pytest

from analysis.ingest import Article, read_upload

LABELS = (
    ("HD", "Harbour closed after a storm"),
    ("BY", "By Ann Lee"),
    ("PD", "6 September 2023"),
    ("SN", "The Lamp"),
    ("LP", "The harbour was closed on Monday after a storm, the council said."),
    ("TD", "Ships will be sent to Bowmore until it opens again."),
    ("NS", "ctrans : Transport"),
    ("AN", "Document LAMP000020230906ej960001"),
)
TEXT = f"{LABELS[4][1]}\n\n{LABELS[5][1]}"
PLAIN = f"""\
Article

News
Harbour closed after a storm
{{byline}}
15 words
6 September 2023
The Lamp
LAMP
English
Copyright 2023 The Lamp

{TEXT}

Document LAMP000020230906ej960001

Page 1 of 2 © 2023 Factiva, Inc. All rights reserved.

"""


def _articles(name: str, text: str) -> list[Article]:
    return [item for item in read_upload(name, text.encode()) if isinstance(item, Article)]


@pytest.mark.parametrize("gap", ["\t", " "])
def test_labels_before_a_tab_or_one_space_are_labels(gap: str):
    text = "".join(f"{label}{gap}{value}\n\n" for label, value in LABELS)
    (article,) = _articles("a.txt", text)
    assert (article.title, article.outlet, article.byline) == (
        "Harbour closed after a storm",
        "The Lamp",
        "Ann Lee",
    )
    assert article.text == TEXT


def test_the_cells_of_a_table_in_rich_text_divide_labels_from_values():
    rows = "".join(rf"\trowd\intbl {label}\cell {value}\cell\row" for label, value in LABELS)
    (article,) = _articles("a.rtf", rf"{{\rtf1\ansi {rows}}}")
    assert (article.title, article.outlet) == ("Harbour closed after a storm", "The Lamp")
    assert article.text == TEXT


@pytest.mark.parametrize("byline", ["By Ann Lee", "Ann Lee in Port Ellen and Bo Orr"])
def test_what_is_printed_around_an_article_is_not_its_headline(byline: str):
    articles = _articles("a.txt", PLAIN.format(byline=byline) * 2)
    assert {article.title for article in articles} == {"Harbour closed after a storm"}
    assert {article.byline for article in articles} == {byline.removeprefix("By ")}


def test_the_code_of_a_source_is_not_its_name():
    (article,) = _articles("a.txt", PLAIN.format(byline="By Ann Lee").replace("The Lamp\nL", "L"))
    assert article.outlet == ""
    named = PLAIN.format(byline="By Ann Lee").replace("The Lamp\nL", "AFP\nL")
    (article,) = _articles("a.txt", named)
    assert article.outlet == "AFP"


@pytest.mark.parametrize(
    ("last", "is_kept"), [("Lamp Group Ltd", False), ("Ships and Boats", True)]
)
def test_the_publisher_below_the_text_is_no_text(last: str, *, is_kept: bool):
    (article,) = _articles(
        "a.txt", PLAIN.format(byline="Ann Lee").replace(TEXT, f"{TEXT}\n\n{last}")
    )
    assert (last in article.text) is is_kept
