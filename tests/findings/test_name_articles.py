"""Names as they stand in a sentence."""

import pytest

from analysis.findings.name_articles import add_article


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("United States", "the United States"),
        ("Republican Party", "the Republican Party"),
        ("White House", "the White House"),
        ("Ministry of Defence", "the Ministry of Defence"),
        ("University of Leeds", "the University of Leeds"),
        ("U.S.", "the U.S."),
        ("Leeds University", "Leeds University"),
        ("North Korea", "North Korea"),
        ("The Hague Court", "The Hague Court"),
        ("Canada's Labour Party", "Canada's Labour Party"),
        ("Ann Lee", "Ann Lee"),
        ("", ""),
    ],
)
def test_a_name_has_an_article_where_english_writes_one(name, written):
    assert add_article(name) == written
