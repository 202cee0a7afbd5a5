"""Web archives: the pages with an article, and damaged archives."""

import gzip

import pytest

from analysis.ingest import Article, Issue, read_paths, read_upload
from analysis.ingest.limits import Limits

TEXT = "The harbour of Port Ellen will be closed for two weeks in May, the council said."
QUOTE = "“We had no choice,” said Ann Lee, who heads the council of the island, on Monday."
PAGE = f"<html><head><title>Harbour closed</title></head><body><article><h1>Harbour closed</h1><p>{TEXT}</p><p>{QUOTE}</p></article></body></html>"  # noqa: E501 - one page


def record(address: str, payload: bytes, kind: str = "response") -> bytes:
    """Return a record of an archive."""
    return (
        (
            f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\n"
            f"WARC-Date: 2023-09-05T08:00:00Z\r\nWARC-Record-ID: <urn:uuid:{len(payload)}>\r\n"
            "Content-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {len(payload)}\r\n\r\n"
        ).encode()
        + payload
        + b"\r\n\r\n"
    )


def archive(*responses: tuple[str, str, str, str], packed: bool = True) -> bytes:
    """Return an archive of responses: address, status, type and page."""
    records = [
        record(address, f"HTTP/1.0 {status}\r\nContent-Type: {kind}\r\n\r\n{page}".encode())
        for address, status, kind, page in responses
    ]
    return b"".join(map(gzip.compress, records) if packed else records)


LAMP = ("https://lamp.example/1", "200 OK", "text/html; charset=utf-8", PAGE)


@pytest.mark.parametrize(("name", "packed"), [("a.warc.gz", True), ("a.warc", False)])
def test_the_pages_of_a_web_archive_are_articles_with_their_addresses(name, packed):
    (article,) = read_upload(name, archive(LAMP, packed=packed))
    assert (article.title, article.url) == ("Harbour closed", "https://lamp.example/1")
    assert TEXT in article.text
    assert article.place == f"{name}, https://lamp.example/1"


def test_pictures_and_errors_are_passed_over_and_pages_without_an_article_counted():
    data = archive(
        ("https://lamp.example/", "200 OK", "text/html", "<p>Home</p>"),
        ("https://lamp.example/a.png", "200 OK", "image/png", "no picture"),
        ("https://lamp.example/2", "404 Not Found", "text/html", PAGE),
        LAMP,
    )
    article, issue = read_upload("a.warc.gz", data)
    assert isinstance(article, Article)
    assert issue.problem == "1 of its pages hold no article: https://lamp.example/."


@pytest.mark.parametrize("data", [b"plain text, no archive\n", b"\x1f\x8b damaged"])
def test_a_file_that_is_no_web_archive_is_named_with_a_remedy(data):
    issue, *_ = read_upload("a.warc.gz", data)
    assert isinstance(issue, Issue)
    assert "web archive" in issue.problem
    assert ".html" in issue.remedy


def test_a_truncated_archive_keeps_its_complete_pages():
    data = archive(LAMP, ("https://lamp.example/2", "200 OK", "text/html", PAGE * 50))
    article, *issues = read_upload("a.warc.gz", data[:-200])
    assert article.title == "Harbour closed"
    assert all(isinstance(item, Issue) for item in issues)


def test_a_page_beyond_the_limit_is_left_out(tmp_path):
    large = ("https://lamp.example/2", "200 OK", "text/html", PAGE + " " * 100_000)
    path = tmp_path / "a.warc.gz"
    path.write_bytes(archive(large, LAMP))
    issue, article = read_paths([path], Limits(file_mb=0.05))
    assert issue.source == "a.warc.gz, https://lamp.example/2"
    assert isinstance(article, Article)


def test_pages_that_were_sent_compressed_are_unpacked():
    head = b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n"
    data = record("https://lamp.example/1", head + gzip.compress(PAGE.encode()))
    (article,) = read_upload("a.warc", data)
    assert article.title == "Harbour closed"
