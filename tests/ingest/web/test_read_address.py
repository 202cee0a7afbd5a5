"""Articles of pages and feeds by their addresses, against a server on this machine."""

from datetime import date

from analysis.ingest import Article, Issue, read_upload
from analysis.ingest.web.read_address import MOST_ENTRIES, articles_as_lines, read_address

TEXT = "The harbour of Port Ellen will be closed for two weeks in May, the council said."
QUOTE = "“We had no choice,” said Ann Lee, who heads the council of the island, on Monday."
PAGE = f"<html><head><title>Harbour closed</title><meta property='og:site_name' content='The Lamp'><meta property='article:published_time' content='2023-09-05'></head><body><article><h1>Harbour closed</h1><p>{TEXT}</p><p>{QUOTE}</p></article></body></html>"  # noqa: E501 - one page


def test_a_page_is_an_article_with_its_address(site, resolve):
    address = site.page("/a", PAGE)
    (article,) = read_address(address, resolve=resolve)
    assert isinstance(article, Article)
    assert (article.title, article.outlet, article.published, article.url) == (
        "Harbour closed",
        "The Lamp",
        date(2023, 9, 5),
        address,
    )
    assert article.source == address


def test_the_entries_of_a_feed_are_read_from_their_pages_or_from_the_feed(site, resolve):
    site.page("/1", PAGE)
    feed = f"""<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
    <channel><title>The Bell</title>
    <item><title>Harbour</title><link>{site.address("/1")}</link></item>
    <item><title>Ferry is late</title><link>{site.address("/2")}</link>
    <content:encoded>&lt;p&gt;{QUOTE}&lt;/p&gt;</content:encoded></item>
    <item><title>Lost</title><link>{site.address("/3")}</link></item>
    <item><title>Inside</title><link>http://inner.example/</link></item>
    </channel></rss>"""
    site.answers["/feed"] = (200, {"Content-Type": "application/rss+xml"}, feed.encode())
    first, second, lost, inside = read_address(site.address("/feed"), resolve=resolve)
    assert (first.title, first.outlet) == ("Harbour closed", "The Lamp")
    assert (second.title, second.outlet, second.text) == ("Ferry is late", "The Bell", QUOTE)
    assert isinstance(lost, Issue)
    assert lost.source == site.address("/3")
    assert "private network" in inside.problem


def test_a_long_feed_is_read_up_to_a_limit(site, resolve):
    items = "".join(
        f"<item><title>{number}</title><link>http://inner.example/{number}</link></item>"
        for number in range(MOST_ENTRIES + 1)
    )
    feed = f'<rss version="2.0"><channel><title>The Bell</title>{items}</channel></rss>'
    site.answers["/feed"] = (200, {"Content-Type": "text/xml"}, feed.encode())
    warning, *issues = read_address(site.address("/feed"), resolve=resolve)
    assert warning.is_warning
    assert len(issues) == MOST_ENTRIES


def test_what_is_no_page_is_named_with_a_remedy(site, resolve):
    site.answers["/a.png"] = (200, {"Content-Type": "image/png"}, b"no picture")
    site.page("/home", "<p>Home</p>")
    for path in ("/a.png", "/home", "/nothing"):
        (issue,) = read_address(site.address(path), resolve=resolve)
        assert isinstance(issue, Issue)
        assert issue.source == site.address(path)
        assert issue.remedy
    (issue,) = read_address("lamp", resolve=resolve)
    assert issue.source == "lamp"


def test_articles_are_written_as_lines_that_are_read_as_they_were(site, resolve):
    (article,) = read_address(site.page("/a", PAGE), resolve=resolve)
    (again,) = read_upload("a.jsonl", articles_as_lines([article]))
    assert (again.text, again.title, again.outlet, again.published, again.url) == (
        article.text,
        article.title,
        article.outlet,
        article.published,
        article.url,
    )
