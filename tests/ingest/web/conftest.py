"""A web server on this machine, which tests open under a name that counts as public."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from analysis.ingest.web import addresses

Answer = tuple[int, dict[str, str], bytes]


@dataclass
class Site:
    """The answers of the server by path, and the requests that it got."""

    port: int
    answers: dict[str, Answer | Callable[[BaseHTTPRequestHandler], None]] = field(
        default_factory=dict
    )
    requests: list[tuple[str, str]] = field(default_factory=list)

    def address(self, path: str, host: str = "lamp.example") -> str:
        return f"http://{host}:{self.port}{path}"

    def page(self, path: str, html: str) -> str:
        self.answers[path] = (200, {"Content-Type": "text/html; charset=utf-8"}, html.encode())
        return self.address(path)


@pytest.fixture
def site(monkeypatch) -> Iterator[Site]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            made.requests.append((self.headers["Host"], self.path))
            answer = made.answers.get(self.path, (404, {}, b""))
            if callable(answer):
                answer(self)
                return
            status, headers, body = answer
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made = Site(server.server_port)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    real_is_public = addresses.is_public
    monkeypatch.setattr(addresses, "is_public", lambda ip: ip == "127.0.0.1" or real_is_public(ip))
    yield made
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def resolve() -> Callable[[str, int], list[str]]:
    """Return the addresses of invented hosts."""
    known = {"lamp.example": ["127.0.0.1"], "inner.example": ["10.0.0.7"]}
    return lambda host, _port: known.get(host, [host] if host[0].isdigit() else [])
