"""Feeds that were saved as files."""

from datetime import date

import pytest

from analysis.ingest import Issue, read_upload
from analysis.ingest.formats import feeds
from analysis.ingest.limits import Limits

TEXT = "The harbour of Port Ellen will be closed for two weeks in May, the council said."
QUOTE = "“We had no choice,” said Ann Lee, who heads the council of the island, on Monday."
RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>The Lamp &amp; Post</title>
<item><title>Harbour &amp; ferry</title><link>https://lamp.example/1</link>
<dc:creator>Ann Orr</dc:creator><pubDate>Tue, 05 Sep 2023 08:00:00 +0000</pubDate>
<description>Short.</description>
<content:encoded><![CDATA[<p>{TEXT}</p><p>{QUOTE}</p>]]></content:encoded></item>
<item><title>Only a summary</title><description>Short.</description></item>
</channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>The Lamp &amp; Post</title>
<entry><title>Harbour &amp; ferry</title><link href="https://lamp.example/1"/>
<author><name>Ann Orr</name></author><published>2023-09-05T08:00:00Z</published>
<content type="html">&lt;p>{TEXT}&lt;/p>&lt;p>{QUOTE}&lt;/p></content></entry></feed>"""


@pytest.mark.parametrize(
    ("name", "feed"), [("a.rss", RSS), ("a.xml", RSS), ("a.atom", ATOM), ("b.xml", ATOM)]
)
def test_the_entries_of_a_feed_are_articles(name, feed):
    article, *issues = read_upload(name, feed.encode())
    assert (article.outlet, article.title, article.byline, article.published, article.url) == (
        "The Lamp & Post",
        "Harbour & ferry",
        "Ann Orr",
        date(2023, 9, 5),
        "https://lamp.example/1",
    )
    assert article.text == f"{TEXT}\n{QUOTE}"
    assert len(issues) == (feed == RSS)


def test_entries_with_a_summary_alone_are_counted_and_left_out():
    *_, issue = read_upload("a.rss", RSS.encode())
    assert "1 of its 2 entries have a summary" in issue.problem
    assert "address" in issue.remedy


@pytest.mark.parametrize(
    "data", [b"<note><p>Hello</p></note>", b"plain text", b"", RSS[:90].encode()]
)
def test_a_file_that_is_no_feed_is_named_with_a_remedy(data):
    (issue,) = read_upload("a.xml", data)
    assert isinstance(issue, Issue)
    assert ".html" in issue.remedy


def test_a_truncated_feed_keeps_its_complete_entries():
    data = RSS[: RSS.index("Only a summary")]
    article, *_ = read_upload("a.rss", data.encode())
    assert article.title == "Harbour & ferry"


def test_bytes_that_look_like_an_address_or_a_file_name_are_not_opened(tmp_path):
    path = tmp_path / "feed.xml"
    path.write_text(RSS)
    assert not feeds.parse_feed(str(path).encode()).entries


def test_a_feed_beyond_the_limit_is_refused():
    (issue,) = read_upload("a.rss", RSS.encode(), Limits(file_mb=0.0005))
    assert "are read at most" in issue.problem


@pytest.mark.parametrize(
    ("end", "paragraphs", "is_text"),
    [("", 8, True), ("", 7, False), (" Read more", 8, False), ("…", 8, False)],
)
def test_a_long_description_that_does_not_break_off_is_the_text(
    end: str, paragraphs: int, *, is_text: bool
):
    words = " ".join(["word"] * 15)
    markup = "".join(f"&lt;p>Line {words[7:]}.&lt;/p>" for _ in range(paragraphs)) + end
    feed = RSS.replace("<description>Short.</description></item>\n</channel>", "@", 1)
    feed = feed.replace("@", f"<description>{markup}</description></item></channel>")
    _, last = read_upload("a.rss", feed.encode())
    assert isinstance(last, Issue) is not is_text


def test_the_note_of_a_blog_at_the_end_of_an_entry_is_left_out():
    note = "<p>The post <a>Harbour closed</a> appeared first on <a>The Lamp</a>.</p>]]>"
    article, _ = read_upload("a.rss", RSS.replace("</p>]]>", f"</p>{note}").encode())
    assert article.text == f"{TEXT}\n{QUOTE}"
