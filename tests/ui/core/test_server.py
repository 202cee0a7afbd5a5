import asyncio
from concurrent.futures import ThreadPoolExecutor

from ui.core.server import SecurityHeaders


def _answer(path):
    async def app(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": [(b"x", b"1")]})
        await send({"type": "http.response.body", "body": b"hello"})

    sent = []

    async def send(message):
        sent.append(message)

    answer = SecurityHeaders(app)({"type": "http", "path": path}, None, send)
    with ThreadPoolExecutor(1) as thread:  # the browser tests keep a loop running in this one
        thread.submit(asyncio.run, answer).result()
    return sent


def test_every_answer_carries_the_careful_headers_and_its_own():
    start, body = _answer("/")
    headers = dict(start["headers"])
    assert headers[b"x"] == b"1"
    assert body["body"] == b"hello"
    assert headers[b"x-content-type-options"] == b"nosniff"
    assert headers[b"referrer-policy"] == b"same-origin"
    assert headers[b"x-frame-options"] == b"SAMEORIGIN"
