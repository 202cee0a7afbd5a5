"""Opening of a web page or a feed by its address, within limits of size and time."""

import socket
import threading
import time
from contextlib import closing, suppress
from dataclasses import dataclass
from http.client import HTTPException
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from analysis.ingest.limits import MEGABYTE, Limits
from analysis.ingest.messages import error_text
from analysis.ingest.web.addresses import AddressError, Resolver, Target, check_address

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse
    from urllib3.connection import HTTPConnection

#: Redirections that are followed; browsers follow 20, pages need few.
_MOST_REDIRECTS = 5
#: Seconds to wait for a connection, and for the next part of an answer.
_PART_SECONDS = 10.0
#: Seconds for a page with all its redirections: a server may send its answer byte by byte.
MOST_SECONDS = 30.0
#: Largest page, in megabytes; articles with their scripts have below ten.
_MOST_MEGABYTES = 20
_CHUNK = 1 << 16
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_SUCCESS = 200
_HEADERS = {
    "User-Agent": "Parallax (reads single pages on request)",
    "Accept": "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,"
    "application/xml;q=0.9,text/plain;q=0.8,*/*;q=0.5",
    "Accept-Encoding": "gzip, deflate",
    "Accept-Language": "en",
}
_STATUS_REMEDIES = {
    401: "It needs a log-in: open it in the browser, save it, and load the file.",
    402: "It is behind a paywall: open it in the browser, save it, and load the file.",
    403: "The site refuses programs: open it in the browser, save it, and load the file.",
    404: "Check the address: the site has no such page.",
    410: "The site has removed the page.",
    429: "The site was asked too often: wait, or save the page in the browser and load the file.",
    451: "The site does not show the page where this machine is: load a saved copy.",
}


@dataclass(frozen=True)
class FetchedPage:
    """What an address led to: the last address, the kind that the server states, and the bytes."""

    address: str
    kind: str
    data: bytes


def fetch(address: str, limits: Limits, resolve: Resolver | None = None) -> FetchedPage:
    """Open an address and return what it leads to; each redirection is checked like the address.

    Args:
        address: The address.
        limits: The size limits.
        resolve: Finds the IP addresses of a host; by default the system's resolver.

    Raises:
        AddressError: It may not be opened, or does not lead to a page within the limits.
    """
    deadline = time.monotonic() + MOST_SECONDS
    for _ in range(_MOST_REDIRECTS + 1):
        target = check_address(address, resolve)
        page = _open(target, limits, deadline)
        if isinstance(page, FetchedPage):
            return page
        address = page
    raise AddressError(
        f"It leads on more than {_MOST_REDIRECTS} times.", "Copy the address of the page itself."
    )


def _open(target: Target, limits: Limits, deadline: float) -> FetchedPage | str:
    """Return the page of an address, or the address that it leads on to."""
    from urllib3.exceptions import HTTPError

    connection = _connect(target)
    watch = threading.Timer(max(deadline - time.monotonic(), 0), _shut_down, [connection])
    watch.start()
    try:
        headers = {**_HEADERS, "Host": target.host_header}
        connection.request("GET", target.path, headers=headers, preload_content=False)
        with closing(connection.getresponse()) as response:
            page = _read(target, response, limits)
    except (HTTPError, HTTPException, OSError) as error:
        _check_time(deadline)
        raise AddressError(
            f"It cannot be opened: {error_text(error)}.",
            "Try again later, or save the page in the browser and load the file.",
        ) from error
    finally:
        watch.cancel()
        connection.close()
    _check_time(deadline)  # What was cut off by the time limit can look complete.
    return page


def _check_time(deadline: float) -> None:
    if time.monotonic() >= deadline:
        raise AddressError(
            f"It took more than {MOST_SECONDS:g} seconds.",
            "Try again later, or save the page in the browser and load the file.",
        )


def _connect(target: Target) -> "HTTPConnection":
    """Return a connection to the IP address that was checked; the certificate is the host's."""
    from urllib3.connection import HTTPConnection, HTTPSConnection

    if target.scheme == "http":
        return HTTPConnection(target.ip, target.port, timeout=_PART_SECONDS)
    return HTTPSConnection(
        target.ip,
        target.port,
        timeout=_PART_SECONDS,
        cert_reqs="CERT_REQUIRED",
        server_hostname=target.host,
        assert_hostname=target.host,
    )


def _shut_down(connection: "HTTPConnection") -> None:
    """End a connection whose time is over, wherever it waits."""
    if connection.sock is not None:
        with suppress(OSError):
            connection.sock.shutdown(socket.SHUT_RDWR)


def _read(target: Target, response: "BaseHTTPResponse", limits: Limits) -> FetchedPage | str:
    location = response.headers.get("Location")
    if response.status in _REDIRECTS and location:
        return urljoin(target.address, location)
    if response.status != _SUCCESS:
        remedy = _STATUS_REMEDIES.get(response.status, "Try again later, or load a saved copy.")
        raise AddressError(f"The site answers {response.status}.", remedy)
    most_bytes = min(limits.file_bytes, _MOST_MEGABYTES * MEGABYTE)
    data = bytearray()
    for chunk in response.stream(_CHUNK, decode_content=True):
        data += chunk
        if len(data) > most_bytes:
            raise AddressError(
                f"It has more than {most_bytes / MEGABYTE:g} MB, which is too much for a page.",
                "If it is an article, save it in the browser and load the file.",
            )
    kind = str(response.headers.get("Content-Type", "")).partition(";")[0].strip().lower()
    return FetchedPage(target.address, kind, bytes(data))
