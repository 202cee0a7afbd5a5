"""Which addresses may be opened."""

import pytest

from analysis.ingest.web.addresses import AddressError, check_address, is_public

PUBLIC = "93.184.216.34"


@pytest.mark.parametrize(
    "ip",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.0.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104 - an address that is refused
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1%eth0",
        "fc00::1",
        "fec0::1",
        "::ffff:127.0.0.1",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "2001:0:7f00:1::",
        "ff02::1",
        "no address",
    ],
)
def test_addresses_of_this_machine_and_of_private_networks_are_not_public(ip: str):
    assert not is_public(ip)


@pytest.mark.parametrize("ip", [PUBLIC, "2606:4700:4700::1111"])
def test_other_addresses_are_public(ip: str):
    assert is_public(ip)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.1", "2130706433", "0x7f.1", "[::1]", "localhost", "[::ffff:7f00:1]"]
)
def test_every_way_of_writing_this_machine_is_refused(host: str):
    with pytest.raises(AddressError, match=r"private network|not found"):
        check_address(f"http://{host}/")


def test_a_name_is_refused_if_one_of_its_addresses_is_private():
    with pytest.raises(AddressError, match="private network"):
        check_address("http://inner.example/", lambda *_: [PUBLIC, "10.0.0.7"])


@pytest.mark.parametrize(
    "address",
    ["", "lamp", "ftp://lamp.example/", "file:///etc/passwd", "http://", "http://" + "a" * 3000],
)
def test_what_is_no_address_of_the_web_is_refused_with_a_remedy(address: str):
    with pytest.raises(AddressError) as caught:
        check_address(address, lambda *_: [PUBLIC])
    assert caught.value.remedy


def test_an_address_with_a_password_is_refused():
    with pytest.raises(AddressError, match="password"):
        check_address("http://me:secret@lamp.example/", lambda *_: [PUBLIC])


def test_the_connection_goes_to_the_address_that_was_checked():
    target = check_address("https://lamp.example:8443/a?b=c#d", lambda *_: [PUBLIC])
    assert (target.ip, target.port, target.path) == (PUBLIC, 8443, "/a?b=c")
    assert target.host_header == "lamp.example:8443"
