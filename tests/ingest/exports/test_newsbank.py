"""NewsBank's exports: an article whose head is of an unknown form is not lost."""

from analysis.ingest import Article, Issue, read_upload

ARTICLE = """\
{title}
{head}
Author: Ann Lee | Section: News

The harbour of Port Ellen will be closed for two weeks in May, the council said on Monday.

Record Number: 12AB
"""


def test_an_article_above_the_first_known_head_is_taken_in_and_reported():
    first = ARTICLE.format(title="Harbour closed", head="Lamp, The (Port Ellen)\nSeptember 2023")
    second = ARTICLE.format(title="Ferry sold", head="September 6, 2023 | Lamp, The (Port Ellen)")
    items = list(read_upload("a.txt", f"{first}\n{second}".encode()))
    articles = [item for item in items if isinstance(item, Article)]
    assert [article.title for article in articles[1:]] == ["Ferry sold"]
    assert (articles[0].outlet, articles[0].published) == ("", None)
    assert any("does not tell its outlet" in str(item) for item in items if isinstance(item, Issue))
