"""How long pages take to answer a changed filter, against a bare Streamlit page in the same run.

    python -m benchmarks.dashboard WORKSPACE… [--changes 7] [--pages overview entities …]

Each workspace is opened in a server of its own (make large ones with ``benchmarks.synthetic``), and
so is a bare page: a multiselect in the side bar and one Plotly chart of three bars. In a headless
Chromium an outlet is chosen, by typing its name, and dropped again; dashboard and bare page take
turns. *Change* is from the click that makes the choice until the page has run and its chart or text
is there; *first* from opening the page until then, on a server that has answered before. *Sent* is
what came over the websocket for a change, the largest of them.

Needs ``chromium`` on the path.
"""

import argparse
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page, sync_playwright

from analysis.store import Workspace
from benchmarks.start import FLAGS, PROJECT, App, free_port, server, wait_until_ready

PAGES = ("overview", "entities", "quotes", "framing", "compare", "article", "corpus")
BARE = """\
import plotly.graph_objects as go
import streamlit as st

chosen = st.sidebar.multiselect("Outlets", [f"Outlet {n}" for n in range(1, 400)])
st.html(f'<p role="status">Looking at: {", ".join(chosen) or "all"}</p>')
st.plotly_chart(go.Figure(go.Bar(x=["one", "two", "three"], y=[3, 2, 1 + len(chosen)])))
"""
_IDLE = """
([before]) => {
    const app = document.querySelector('[data-testid="stApp"]');
    const said = [...document.querySelectorAll('p[role="status"]')]
        .find((told) => told.innerText.startsWith("Looking at:"));
    return app && app.getAttribute("data-test-script-state") === "notRunning"
        && said && said.innerText !== before
        && !document.querySelector('[data-stale="true"]');
}
"""
_PAINTED = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
_PATIENCE = 120_000


@dataclass
class Opened:
    """A page in the browser, and the bytes that came for it."""

    page: Page
    received: int = 0
    seconds: list[float] = field(default_factory=list)
    sent: list[int] = field(default_factory=list)
    first: float = 0.0


def main() -> None:
    """Measure and print medians."""
    parser = argparse.ArgumentParser("python -m benchmarks.dashboard", description=__doc__)
    parser.add_argument("workspaces", type=Path, nargs="+", metavar="WORKSPACE")
    parser.add_argument("--changes", type=int, default=7, metavar="N")
    parser.add_argument("--pages", nargs="+", choices=PAGES, default=PAGES)
    options = parser.parse_args()
    with TemporaryDirectory() as name, sync_playwright() as playwright:
        bare = Path(name, "bare.py")
        bare.write_text(BARE, encoding="utf-8")
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=list(FLAGS)
        )
        with _running(App(bare, dict(os.environ))) as bare_port:
            for workspace in options.workspaces:
                _measure(browser, workspace, bare_port, options.pages, options.changes)
        browser.close()


def _measure(
    browser: Browser, workspace: Path, bare_port: int, pages: tuple[str, ...], changes: int
) -> None:
    catalogue = Workspace(workspace).catalogue(stale=True)
    if catalogue is None:
        raise SystemExit(f"{workspace} has no catalogue.")
    found = catalogue.query(
        "SELECT outlet_label, sum(count(*)) OVER ()::int AS articles FROM articles "
        "WHERE outlet_label <> '' GROUP BY outlet_label ORDER BY count(*) DESC, outlet_label"
    )
    outlets = [str(outlet) for outlet in found["outlet_label"][:changes]]
    print(f"\n{workspace}: {found['articles'].iloc[0]:,} articles; median of {changes} changes\n")
    print(f"{'page':10}{'first':>9}{'change':>9}{'bare':>9}{'more':>9}{'sent, kB':>10}")
    environment = os.environ | {"PARALLAX_WORKSPACE": str(workspace.resolve())}
    with _running(App(PROJECT / "dashboard.py", environment)) as port:
        _open(browser, port, "").page.context.close()  # what a first visitor waits for
        for name in pages:
            with ExitStack() as stack:
                shown = _open(browser, port, "" if name == "overview" else name)
                bare = _open(browser, bare_port, "")
                stack.callback(shown.page.context.close)
                stack.callback(bare.page.context.close)
                for number in range(changes):
                    _change(shown, outlets[number % len(outlets)])
                    _change(bare, f"Outlet {number + 1}")
            change, usual = median(shown.seconds), median(bare.seconds)
            print(
                f"{name:10}{shown.first:>8.2f}s{change:>8.2f}s{usual:>8.2f}s"
                f"{change - usual:>8.2f}s{max(shown.sent) / 1000:>10,.0f}",
                flush=True,
            )


def _open(browser: Browser, port: int, path: str) -> Opened:
    page = browser.new_context(viewport={"width": 1440, "height": 1000}).new_page()
    opened = Opened(page)

    def count(payload: str | bytes) -> None:
        opened.received += len(payload)

    page.on("websocket", lambda socket: socket.on("framereceived", count))
    started = time.perf_counter()
    page.goto(f"http://localhost:{port}/{path}", wait_until="commit")
    page.wait_for_function(_IDLE, arg=[""], timeout=_PATIENCE)
    page.evaluate(_PAINTED)
    opened.first = time.perf_counter() - started
    return opened


def _change(opened: Opened, outlet: str) -> None:
    """Choose an outlet, which is timed, and drop it again."""
    page = opened.page
    box = page.get_by_role("combobox", name="Outlets")
    box.click()
    box.fill(outlet)
    # Not the enter key: it would take every outlet whose name has these letters.
    option = page.get_by_role("option", name=outlet, exact=True).first
    option.wait_for(timeout=_PATIENCE)
    before = _looked_at(page)
    received, started = opened.received, time.perf_counter()
    option.click()
    page.wait_for_function(_IDLE, arg=[before], polling="raf", timeout=_PATIENCE)
    page.evaluate(_PAINTED)
    opened.seconds.append(time.perf_counter() - started)
    opened.sent.append(opened.received - received)
    page.keyboard.press("Escape")
    before = _looked_at(page)
    box.click()
    page.keyboard.press("Backspace")
    page.wait_for_function(_IDLE, arg=[before], polling="raf", timeout=_PATIENCE)
    page.keyboard.press("Escape")


def _looked_at(page: Page) -> str:
    """Return the line that says what is looked at; all of it changes with a filter."""
    return page.locator('p[role="status"]', has_text="Looking at:").inner_text()


@contextmanager
def _running(app: App) -> Iterator[int]:
    """Run an app's server; give its port."""
    port = free_port()
    with server(app, port) as process:
        wait_until_ready(process, port)
        yield port


if __name__ == "__main__":
    main()
