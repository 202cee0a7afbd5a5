"""Web pages: which of them have an article."""

import pytest

from analysis.ingest import Article, read_upload


def page(*paragraphs: str) -> bytes:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"<html><body><article>{body}</article></body></html>".encode()


@pytest.mark.parametrize(("words", "is_article"), [(19, False), (20, True)])
def test_the_article_of_a_page_has_enough_words(words: int, *, is_article: bool) -> None:
    text = "The harbour of Port Ellen will be closed for two weeks in May, the council said on"
    sentence = " ".join((text.split() * 2)[:words]) + "."
    (item,) = read_upload("a.html", page(sentence))
    assert isinstance(item, Article) is is_article


def test_the_article_of_a_page_has_a_sentence() -> None:
    (item,) = read_upload("a.html", page(*["Harbours of the world"] * 6))
    assert not isinstance(item, Article)
