"""Exports of press databases as web pages."""

import pytest

from analysis.ingest import Article, read_upload

PAGE = """\
<html><head><title>Europresse.com</title></head><body><article>
<div><span class="DocPublicationName">The Lamp, no. 24012</span></div>
<span class="DocHeader">News, Wednesday, September 6, 2023 15 words, p. 3</span>
<p class="titreArticle">Harbour closed</p>
<div class="{text_class}"><p>The harbour was closed on Monday after a storm.</p></div>
</article></body></html>"""


@pytest.mark.parametrize("text_class", ["DocText clearfix", "docOcurrContainer"])
def test_a_page_of_europresse_gives_its_article_and_the_outlet_without_the_issue(text_class: str):
    items = read_upload("a.html", PAGE.format(text_class=text_class).encode())
    (article,) = [item for item in items if isinstance(item, Article)]
    assert (article.outlet, article.title) == ("The Lamp", "Harbour closed")
    assert article.text == "The harbour was closed on Monday after a storm."
