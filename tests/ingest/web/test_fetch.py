"""Opening of addresses: redirections, sizes and times, against a server on this machine."""

import gzip
import time

import pytest

from analysis.ingest.limits import Limits
from analysis.ingest.web import fetch as fetching
from analysis.ingest.web.addresses import AddressError
from analysis.ingest.web.fetch import fetch

LIMITS = Limits(file_mb=0.1)


def test_a_page_is_opened_under_the_name_of_its_host(site, resolve):
    page = fetch(site.page("/a", "<p>Hello</p>"), LIMITS, resolve)
    assert (page.data, page.kind) == (b"<p>Hello</p>", "text/html")
    assert site.requests == [(f"lamp.example:{site.port}", "/a")]


def test_redirections_are_followed_and_the_last_address_counts(site, resolve):
    site.answers["/old"] = (301, {"Location": "/new"}, b"")
    site.page("/new", "<p>Hello</p>")
    assert fetch(site.address("/old"), LIMITS, resolve).address == site.address("/new")


@pytest.mark.parametrize(
    "location", ["http://inner.example/x", "http://10.0.0.7/", "file:///etc/x"]
)
def test_a_redirection_to_a_private_address_is_refused(site, resolve, location):
    site.answers["/old"] = (302, {"Location": location}, b"")
    with pytest.raises(AddressError, match=r"private network|no address"):
        fetch(site.address("/old"), LIMITS, resolve)


def test_a_name_that_changes_its_address_is_opened_where_it_was_checked(site):
    answers = iter([["127.0.0.1"], ["10.0.0.7"]])
    page = fetch(site.page("/a", "<p>Hello</p>"), LIMITS, lambda *_: next(answers))
    assert page.data == b"<p>Hello</p>"


def test_five_redirections_are_followed_and_six_are_not(site, resolve):
    for number in range(6):
        site.answers[f"/{number}"] = (302, {"Location": f"/{number + 1}"}, b"")
    site.page("/6", "<p>Hello</p>")
    assert fetch(site.address("/1"), LIMITS, resolve).data == b"<p>Hello</p>"
    with pytest.raises(AddressError, match="more than 5 times"):
        fetch(site.address("/0"), LIMITS, resolve)


@pytest.mark.parametrize("status", [403, 404, 429, 500])
def test_a_refusal_of_the_site_is_named_with_a_remedy(site, resolve, status):
    site.answers["/a"] = (status, {}, b"no")
    with pytest.raises(AddressError, match=str(status)) as caught:
        fetch(site.address("/a"), LIMITS, resolve)
    assert caught.value.remedy


def test_a_page_beyond_the_size_limit_is_refused_also_if_it_is_packed(site, resolve):
    body = b"a" * 200_000
    site.answers["/plain"] = (200, {"Content-Type": "text/html"}, body)
    packed = {"Content-Type": "text/html", "Content-Encoding": "gzip"}
    site.answers["/packed"] = (200, packed, gzip.compress(body))
    for path in ("/plain", "/packed"):
        with pytest.raises(AddressError, match="too much for a page"):
            fetch(site.address(path), LIMITS, resolve)


def test_a_page_that_comes_byte_by_byte_is_given_up(site, resolve, monkeypatch):
    monkeypatch.setattr(fetching, "MOST_SECONDS", 0.4)

    def drip(handler):
        handler.send_response(200)
        handler.end_headers()
        try:
            for _ in range(100):
                handler.wfile.write(b"a")
                handler.wfile.flush()
                time.sleep(0.05)
        except OSError:
            pass

    site.answers["/slow"] = drip
    with pytest.raises(AddressError, match="took more than"):
        fetch(site.address("/slow"), LIMITS, resolve)


def test_a_server_that_does_not_answer_is_named_with_a_remedy(site, resolve):
    address = site.address("/a")
    site.answers["/a"] = lambda _: None
    with pytest.raises(AddressError, match="cannot be opened"):
        fetch(address, LIMITS, resolve)
