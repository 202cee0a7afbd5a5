"""Measure how long pages take to answer a changed filter, against a bare Streamlit page.

    python -m benchmarks.dashboard WORKSPACE… [--changes 7] [--pages overview entities …]

Each workspace is opened in a server of its own (``benchmarks.synthetic`` makes large ones), and so
is a bare page: a multiselect in the sidebar and one Plotly chart of three bars. In a headless
Chromium an outlet is chosen by typing its name, and removed again; dashboard and bare page
alternate. *Change* is the time from the click that makes the choice until the page has run and its
chart or text is painted; *first* is the time from opening the page until then, on a server that has
answered before. *Sent* is the number of bytes received over the websocket for a change, the largest
of them.

Needs ``chromium`` on the path.
"""

import argparse
import os
import re
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page, sync_playwright

from analysis.store import Workspace
from benchmarks.app_server import PROJECT, WAIT_FOR_PAINT, App, launch_browser, running_app
from ui.core import navigation

#: All pages but Help, whose text is the same whatever the filters are.
PAGES = tuple(page.name for page in navigation.PAGES if page.name != "help")
#: What a page is asked besides: a phrase that one article in ten of news of these years has.
_QUERIES = {"search": "&q=white+house"}
#: Beginning of the line that describes the filter on every page ("5 of 12 articles · …"), as a
#: regular expression of Python and JavaScript.
_FILTER_LINE = r"^\s*[0-9,]+ of [0-9,]+ articles"
_BARE_SCRIPT = """\
import plotly.graph_objects as go
import streamlit as st

chosen = st.sidebar.multiselect("Outlets", [f"Outlet {n}" for n in range(1, 400)])
st.html(f'<p role="status">{len(chosen)} of 399 articles · {", ".join(chosen)}</p>')
st.plotly_chart(go.Figure(go.Bar(x=["one", "two", "three"], y=[3, 2, 1 + len(chosen)])))
"""
#: Whether the app has run to its end and describes another filter than before.
_HAS_RUN = f"""
([before]) => {{
    const app = document.querySelector('[data-testid="stApp"]');
    const line = [...document.querySelectorAll('p[role="status"]')]
        .find((paragraph) => paragraph.innerText.match(/{_FILTER_LINE}/));
    return app && app.getAttribute("data-test-script-state") === "notRunning"
        && line && line.innerText !== before
        && !document.querySelector('[data-stale="true"]');
}}
"""
#: Maximum wait for one step in the browser, in milliseconds.
_TIMEOUT_MS = 120_000


@dataclass
class TimedPage:
    """A page in the browser with its timings.

    Attributes:
        page: The page.
        bytes_received: Bytes received over its websocket so far.
        first_seconds: Seconds from opening until it was painted.
        change_seconds: Seconds of each change of the filter.
        change_bytes: Bytes received for each change of the filter.
    """

    page: Page
    bytes_received: int = 0
    first_seconds: float = 0.0
    change_seconds: list[float] = field(default_factory=list)
    change_bytes: list[int] = field(default_factory=list)


def main() -> None:
    """Measure and print medians."""
    parser = argparse.ArgumentParser("python -m benchmarks.dashboard", description=__doc__)
    parser.add_argument("workspaces", type=Path, nargs="+", metavar="WORKSPACE")
    parser.add_argument("--changes", type=int, default=7, metavar="N")
    parser.add_argument("--pages", nargs="+", choices=PAGES, default=PAGES)
    options = parser.parse_args()
    with TemporaryDirectory() as name, sync_playwright() as playwright:
        bare = Path(name, "bare.py")
        bare.write_text(_BARE_SCRIPT, encoding="utf-8")
        browser = launch_browser(playwright)
        with running_app(App(bare, dict(os.environ))) as bare_port:
            for workspace in options.workspaces:
                outlets = _read_largest_outlets(workspace, options.changes)
                print(f"{'page':10}{'first':>9}{'change':>9}{'bare':>9}{'more':>9}{'sent, kB':>10}")
                environment = os.environ | {"PARALLAX_WORKSPACE": str(workspace.resolve())}
                with running_app(App(PROJECT / "dashboard.py", environment)) as port:
                    _open_page(browser, port, "").page.context.close()  # warms the server up
                    for page_name in options.pages:
                        changes = [outlets[n % len(outlets)] for n in range(options.changes)]
                        _print_page_times(browser, page_name, (port, bare_port), changes)
        browser.close()


def _read_largest_outlets(workspace: Path, n_changes: int) -> list[str]:
    """Return the outlets with most articles, and print the size of the workspace."""
    catalogue = Workspace(workspace).catalogue(stale=True)
    if catalogue is None:
        raise SystemExit(f"{workspace} has no catalogue.")
    outlets = catalogue.query(
        "SELECT outlet_label, sum(count(*)) OVER ()::int AS articles FROM articles "
        "WHERE outlet_label <> '' GROUP BY outlet_label ORDER BY count(*) DESC, outlet_label"
    )
    n_articles = outlets["articles"].iloc[0]
    print(f"\n{workspace}: {n_articles:,} articles; median of {n_changes} changes\n")
    return [str(outlet) for outlet in outlets["outlet_label"][:n_changes]]


def _print_page_times(
    browser: Browser, name: str, ports: tuple[int, int], outlets: Sequence[str]
) -> None:
    """Time the changes of a dashboard page and of the bare page in turns, and print the medians.

    Args:
        browser: The browser.
        name: Name of the dashboard page.
        ports: Ports of the dashboard and of the bare page.
        outlets: The outlet chosen in each change of the dashboard page.
    """
    port, bare_port = ports
    with ExitStack() as stack:
        path = "" if name == navigation.PAGES[0].name else name
        # All stories together: the most that a page can be asked for.
        dashboard = _open_page(browser, port, f"{path}?mixed=true{_QUERIES.get(name, '')}")
        stack.callback(dashboard.page.context.close)
        bare = _open_page(browser, bare_port, "")
        stack.callback(bare.page.context.close)
        for number, outlet in enumerate(outlets):
            _time_change(dashboard, outlet)
            _time_change(bare, f"Outlet {number + 1}")
    change, bare_change = median(dashboard.change_seconds), median(bare.change_seconds)
    print(
        f"{name:10}{dashboard.first_seconds:>8.2f}s{change:>8.2f}s{bare_change:>8.2f}s"
        f"{change - bare_change:>8.2f}s{max(dashboard.change_bytes) / 1000:>10,.0f}",
        flush=True,
    )


def _open_page(browser: Browser, port: int, path: str) -> TimedPage:
    """Open a page and wait until it is painted."""
    page = browser.new_context(viewport={"width": 1440, "height": 1000}).new_page()
    timed = TimedPage(page)

    def count_bytes(payload: str | bytes) -> None:
        timed.bytes_received += len(payload)

    page.on("websocket", lambda socket: socket.on("framereceived", count_bytes))
    start = time.perf_counter()
    page.goto(f"http://localhost:{port}/{path}", wait_until="commit")
    page.wait_for_function(_HAS_RUN, arg=[""], timeout=_TIMEOUT_MS)
    page.evaluate(WAIT_FOR_PAINT)
    timed.first_seconds = time.perf_counter() - start
    return timed


def _time_change(timed: TimedPage, outlet: str) -> None:
    """Choose an outlet, which is timed, and remove it again."""
    page = timed.page
    outlet_box = page.get_by_role("combobox", name="Outlets")
    outlet_box.click()
    outlet_box.fill(outlet)
    # The enter key would choose every outlet whose name contains these letters.
    option = page.get_by_role("option", name=outlet, exact=True).first
    option.wait_for(timeout=_TIMEOUT_MS)
    previous_line = _read_filter_line(page)
    previous_bytes, start = timed.bytes_received, time.perf_counter()
    option.click()
    page.wait_for_function(_HAS_RUN, arg=[previous_line], polling="raf", timeout=_TIMEOUT_MS)
    page.evaluate(WAIT_FOR_PAINT)
    timed.change_seconds.append(time.perf_counter() - start)
    timed.change_bytes.append(timed.bytes_received - previous_bytes)
    page.keyboard.press("Escape")
    previous_line = _read_filter_line(page)
    outlet_box.click()
    page.keyboard.press("Backspace")
    page.wait_for_function(_HAS_RUN, arg=[previous_line], polling="raf", timeout=_TIMEOUT_MS)
    page.keyboard.press("Escape")


def _read_filter_line(page: Page) -> str:
    """Return the line that describes the filter; every change of the filter changes it."""
    return page.locator('p[role="status"]', has_text=re.compile(_FILTER_LINE)).inner_text()


if __name__ == "__main__":
    main()
