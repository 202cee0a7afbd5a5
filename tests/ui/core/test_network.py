"""The server listens on this computer alone and connects to nowhere else, tested on its sockets."""

import http.client
import ipaddress
import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[3]
#: The state of a socket that listens, in /proc/net/tcp.
LISTENING = "0A"
#: Writes each address that the process looks up or connects to as a line of JSON.
RECORDER = """
import json, os, sys

def record(event, arguments):
    if event in ("socket.connect", "socket.sendto"):
        address = arguments[1]
    elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
        address = arguments[:1]
    else:
        return
    if isinstance(address, tuple):
        with open(os.environ["RECORDED"], "a") as stream:
            stream.write(json.dumps(str(address[0])) + "\\n")

sys.addaudithook(record)
"""


def listening_addresses(port: int) -> set[str]:
    """Return the addresses on which some process of this computer listens at a port."""
    addresses = set()
    for name in ("tcp", "tcp6"):
        for line in Path("/proc/net", name).read_text().splitlines()[1:]:
            local, _, state = line.split()[1:4]
            address, number = local.split(":")
            if state == LISTENING and int(number, 16) == port:
                raw = bytes.fromhex(address)
                words = [raw[start : start + 4][::-1] for start in range(0, len(raw), 4)]
                addresses.add(str(ipaddress.ip_address(b"".join(words))))
    return addresses


@pytest.fixture
def server(tmp_path):
    """Start the dashboard as the README says, but without opening a browser."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (tmp_path / "sitecustomize.py").write_text(RECORDER)
    recorded = tmp_path / "recorded"
    recorded.touch()
    environment = os.environ | {
        "PARALLAX_WORKSPACE": str(tmp_path / "w"),
        "PYTHONPATH": str(tmp_path),
        "RECORDED": str(recorded),
    }
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.headless=true"]
    process = subprocess.Popen(
        [*command, f"--server.port={port}"],
        cwd=PROJECT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(300):
            if process.poll() is not None or listening_addresses(port):
                break
            time.sleep(0.1)
        yield port, recorded
    finally:
        process.terminate()
        process.wait(60)


def open_socket(port: int, host: str, origin: str) -> int:
    """Ask for a web socket and return the status of the answer."""
    connection = http.client.HTTPConnection("localhost", port, timeout=20)
    headers = {
        "Host": host,
        "Origin": origin,
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    }
    connection.request("GET", "/_stcore/stream", headers=headers)
    status = connection.getresponse().status
    connection.close()
    return status


@pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="reads sockets from /proc")
def test_the_server_listens_on_this_computer_refuses_others_and_asks_no_one(server):
    port, recorded = server
    addresses = listening_addresses(port)
    assert addresses
    assert all(ipaddress.ip_address(address).is_loopback for address in addresses)

    own_host = f"localhost:{port}"
    assert open_socket(port, own_host, "http://elsewhere.example") == 403
    assert open_socket(port, own_host, "http://localhost:1") == 403
    assert open_socket(port, "elsewhere.example", "http://elsewhere.example") == 403
    assert open_socket(port, own_host, f"http://{own_host}") == 101

    named = {json.loads(line) for line in recorded.read_text().splitlines()}
    assert named <= {"localhost", "127.0.0.1", "::1", "None"}
