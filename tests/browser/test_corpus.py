"""Articles are added on the page Corpus: files, a pasted text and an address, in a real browser."""

import re
import shutil
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Serve
from tools import headless

# One browser at a time, however many processes run tests.
pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

#: Patience with the annotation of a few articles on a busy machine, in milliseconds.
_LOADING_MS = 120_000
LEAD = "The harbour of Port Ellen will be closed for two weeks in May, the island council said."
#: Ends of the five articles on one event.
ENDS = (
    "“We had no choice,” said Ann Lee, who heads the council of Port Ellen.",
    "Fishermen of Port Ellen criticised the council for closing the harbour in May.",
    "Ann Lee told the fishermen that the harbour would open again after two weeks.",
    "The ferry will run from Bowmore while the harbour of Port Ellen is closed.",
    "Bo Orr, who fishes from Port Ellen, said that the council had not asked him.",
)
#: Makes a server of this machine look like one of the public internet to the dashboard.
SITE = """
import socket

resolve, connect = socket.getaddrinfo, socket.socket.connect
public = "93.184.215.14"


def getaddrinfo(host, port, *rest, **options):
    return resolve(public if host == "lamp.example" else host, port, *rest, **options)


def redirect(self, address):
    return connect(self, ("127.0.0.1", address[1]) if address[0] == public else address)


socket.getaddrinfo, socket.socket.connect = getaddrinfo, redirect
"""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Serve one article at an address that is public to the dashboard."""
    paragraphs = "".join(f"<p>{text}</p>" for text in (LEAD, ENDS[3], *ENDS[:2]))
    article = f"<article><h1>Ferry to Bowmore</h1>{paragraphs}</article>"
    page = f"<html><head><title>Harbour</title></head><body>{article}</body></html>"

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(page.encode())

        def log_message(self, *_: object) -> None:
            pass

    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(SITE)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "site"))
    monkeypatch.setenv("PARALLAX_FETCH", "1")
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield f"http://lamp.example:{server.server_port}/harbour"
    server.shutdown()
    server.server_close()
    thread.join()


def write_files(folder: Path) -> list[Path]:
    """Write three articles in files of three formats."""
    texts = [f"{LEAD} {end}" for end in ENDS]
    contents = {
        "one.txt": f"Harbour to close\n\nThe Lamp\n\n{texts[0]}\n",
        "two.csv": f'outlet,published,title,text\nThe Bell,2024-05-02,Harbour,"{texts[1]}"\n',
        "three.md": f"---\ntitle: Harbour opens again\noutlet: The Horn\n---\n\n{texts[2]}\n",
    }
    for name, content in contents.items():
        (folder / name).write_text(content, encoding="utf-8")
    return [folder / name for name in contents]


def test_files_a_text_and_an_address_are_added_in_one_load_and_a_private_one_is_refused(
    annotated: Path, serve: Serve, page: Page, site: str, tmp_path: Path
) -> None:
    workspace = tmp_path / "workspace"
    shutil.copytree(annotated, workspace)
    with serve(workspace) as address:
        page.goto(f"{address}/corpus")
        headless.wait_until_idle(page)
        uploads = page.get_by_role("region", name=re.compile("^Texts, web"))
        uploads.locator("input[type=file]").set_input_files(list(map(str, write_files(tmp_path))))
        page.get_by_role("button", name="Annotate 3 articles").wait_for()
        headless.wait_until_idle(page)

        # By keyboard: the table above still grows, and a click on a moving button is lost.
        page.locator("summary", has_text="Paste a text").press("Enter")
        page.get_by_role("textbox", name="Text", exact=True).fill(f"{LEAD} {ENDS[4]}")
        page.get_by_role("textbox", name="Outlet", exact=True).fill("The Drum")
        page.get_by_role("button", name="Add the text").press("Enter")
        page.get_by_role("button", name="Annotate 4 articles").wait_for()
        headless.wait_until_idle(page)

        page.locator("summary", has_text="Add by address").press("Enter")
        field = page.get_by_role("textbox", name="Address of a page or a feed")
        field.fill("http://127.0.0.1:8501/")
        page.get_by_role("button", name="Load", exact=True).press("Enter")
        refusal = page.get_by_text("this machine or a private network")
        refusal.wait_for()
        field.fill(site)
        page.get_by_role("button", name="Load", exact=True).press("Enter")
        expect(refusal).to_have_count(0)
        annotate = page.get_by_role("button", name="Annotate 5 articles")
        expect(annotate).to_be_enabled()
        headless.wait_until_idle(page)
        annotate.press("Enter")

        page.get_by_text(re.compile(r"^5 articles added, \d new stor")).wait_for(
            timeout=_LOADING_MS
        )
        headless.wait_until_idle(page)
        page.get_by_role("link", name="Open it").first.click()
        expect(page.get_by_role("heading", level=1)).to_contain_text(re.compile("Harbour|Ferry"))
        headless.wait_until_idle(page)
