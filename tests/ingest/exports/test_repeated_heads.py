"""Articles that someone collected in one text."""

import pytest

from analysis.ingest import Article, read_upload
from analysis.ingest.exports.repeated_heads import split_at_heads

BODY = "The harbour of Port Ellen will be closed for two weeks in May, the council said."
HEAD = "Title: {}\nSource: The Lamp\nDate: 5 September 2023\n\n"


@pytest.mark.parametrize("gap", ["\n\n", "\n\n=====\n\n", "\n\n* * *\n\n\n"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_each_article_below_a_head_of_its_own_is_one(gap: str, end: str) -> None:
    titles = ["Harbour closed", "Harbour open again", "Ferry sold"]
    text = gap.join(f"{HEAD.format(title)}{BODY} {title}." for title in titles)
    items = list(read_upload("a.txt", text.replace("\n", end).encode()))
    articles = [item for item in items if isinstance(item, Article)]
    assert [article.title for article in articles] == titles
    assert {article.outlet for article in articles} == {"The Lamp"}
    assert all(article.text.endswith(f"{article.title}.") for article in articles)


@pytest.mark.parametrize(
    "text",
    [
        f"{HEAD.format('Harbour closed')}{BODY}",
        f"{HEAD.format('Harbour closed')}{BODY}\n\nTitle: a word that is explained here.",
        f"{BODY}\n\n{HEAD.format('Harbour closed')}{BODY}",
    ],
)
def test_other_texts_stay_whole(text: str) -> None:
    assert split_at_heads(text) == []
