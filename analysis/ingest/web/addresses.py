"""Addresses of the web: which of them may be opened.

A server that opens any address would let its users read what only the server can reach: itself, the
private network, the metadata service of a cloud (server-side request forgery, OWASP). Therefore a
name is resolved first, all its addresses must be public, and the connection goes to the address
that was checked, so that a second answer of the name server changes nothing.
"""

import ipaddress
from collections.abc import Callable
from dataclasses import dataclass

#: Longest address that is opened, in characters (the limit of common browsers and servers).
_LONGEST_ADDRESS = 2_000
_PORTS = {"http": 80, "https": 443}
#: Parts of IPv6 that stand for addresses of IPv4 or of a site (RFC 4291, 6052, 3879).
_EMBEDDING_NETWORKS = tuple(
    map(
        ipaddress.IPv6Network, ("::/96", "64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "fec0::/10")
    )
)

#: Returns the IP addresses of a host and a port; OSError if it has none.
Resolver = Callable[[str, int], list[str]]


class AddressError(ValueError):
    """An address that is not opened: what is wrong with it, and the remedy."""

    def __init__(self, problem: str, remedy: str) -> None:
        """Keep problem and remedy for the message."""
        super().__init__(f"{problem} {remedy}")
        self.problem = problem
        self.remedy = remedy


@dataclass(frozen=True)
class Target:
    """An address that may be opened: its parts, and the IP address to connect to."""

    address: str
    scheme: str
    host: str
    port: int
    path: str
    ip: str

    @property
    def host_header(self) -> str:
        """The host as the header of the request names it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"


def check_address(address: str, resolve: Resolver | None = None) -> Target:
    """Return where an address leads, if it may be opened.

    Raises:
        AddressError: It is no address of the web, has no IP address, or leads to a private one.
    """
    from urllib3.exceptions import LocationParseError
    from urllib3.util import parse_url

    address = address.strip()
    try:
        url = parse_url(address)
    except LocationParseError:
        url = None
    if url is None or url.scheme not in _PORTS or not url.host or len(address) > _LONGEST_ADDRESS:
        raise AddressError(
            "It is no address of a web page.", "Copy the address from the browser: https://…"
        )
    if url.auth:
        raise AddressError(
            "It holds a name and a password.", "Save the page in the browser, and load the file."
        )
    host, port = url.host.strip("[]"), url.port or _PORTS[url.scheme]
    try:
        ips = (resolve or _resolve)(host, port)
    except (OSError, UnicodeError):
        ips = []
    if not ips:
        raise AddressError(f"The host {host} is not found.", "Check the address.")
    if not all(map(is_public, ips)):
        raise AddressError(
            f"The host {host} belongs to this machine or a private network, which is not opened.",
            "Save the page in the browser, and load the file.",
        )
    return Target(address, url.scheme, host, port, url.request_uri, ips[0])


def is_public(ip: str) -> bool:
    """Return whether an IP address is one of the public internet."""
    try:
        parsed = ipaddress.ip_address(ip.partition("%")[0])
    except ValueError:
        return False
    if isinstance(parsed, ipaddress.IPv6Address) and (
        parsed.teredo or any(parsed in network for network in _EMBEDDING_NETWORKS)
    ):
        return False
    return parsed.is_global and not parsed.is_multicast


def _resolve(host: str, port: int) -> list[str]:
    import socket

    answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(answer[4][0]) for answer in answers]
