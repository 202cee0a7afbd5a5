"""Exports of press databases as web pages."""

import pytest

from analysis.ingest import Article, read_upload
from analysis.ingest.exports.export_pages import split_export_page

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


def test_a_page_with_an_export_of_factiva_that_names_no_database_is_taken_apart():
    text = "The harbour of Port Ellen is closed, the council said.</p><p>It will open in May."
    head = "<br>Bo Orr<br>12 words<br>{} September 2023<br>The Lamp<br>LAMP<br>English<br>© 2023"
    page = "".join(
        f"<p>Harbour {number} closed{head.format(number)}</p><p>{text}</p>"
        f"<p>Document LAMPXX002023090{number}ej9500001</p>"
        for number in (5, 6)
    )
    articles = split_export_page(f"<html><body>{page}</body></html>") or []
    assert [article["outlet"] for article in articles] == ["The Lamp", "The Lamp"]
    assert [str(article["published"]) for article in articles] == ["2023-09-05", "2023-09-06"]
