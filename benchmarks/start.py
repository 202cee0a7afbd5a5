"""Measure seconds from ``streamlit run`` to the first painted chart, against a bare page.

    python -m benchmarks.start [--runs 7] [--page /]

The dashboard opens a workspace with the annotated seeds. The bare page draws one Plotly figure.
Each run starts a server and opens its page in a Chromium with a new profile, so that nothing is in
the browser's cache; dashboard and bare page alternate. The browser starts before the server, and
its start is not timed. One untimed run of each goes first, so that files are read from memory and
Python's bytecode is compiled, as pip does when it installs.

*Server* is the time from the start of the process until it answers, *page* from opening the page
until its first chart is painted, *total* both, and *whole* from the start of the process until the
whole page is painted. The first chart of Story is the fingerprint, which is a table of bars, not a
Plotly figure. Needs ``chromium`` on the path.
"""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from playwright.sync_api import Playwright, sync_playwright

from benchmarks.app_server import (
    PROJECT,
    TIMEOUT_SECONDS,
    WAIT_FOR_PAINT,
    App,
    find_free_port,
    launch_browser,
    run_server,
    wait_until_ready,
)

_BARE_SCRIPT = """\
import plotly.graph_objects as go
import streamlit as st

st.plotly_chart(go.Figure(go.Bar(x=["one", "two", "three"], y=[3, 2, 1])))
"""
#: Whether the page has a chart with a size and marks: a Plotly figure with a trace, or a table of
#: bars and buttons as the fingerprint, which is drawn by a component in a shadow root.
_HAS_CHART = """
() => {
    const hasSize = (element) => {
        const box = element.getBoundingClientRect();
        return box.width > 0 && box.height > 0;
    };
    const isPlot = (element) => element.matches(".js-plotly-plot")
        && element.querySelector(".main-svg .trace, .main-svg .hm, .main-svg .slice") !== null;
    const isTable = (element) => element.matches(".wrap > table")
        && element.querySelector("button") !== null;
    const hasChart = (root) => [...root.querySelectorAll("*")].some((element) =>
        (element.shadowRoot && hasChart(element.shadowRoot))
        || ((isPlot(element) || isTable(element)) && hasSize(element)));
    return hasChart(document);
}
"""
#: Whether the script of the page has run to its end and nothing of it waits to be drawn.
_IS_COMPLETE = """
() => document.querySelector('[data-testid="stApp"]')
    ?.getAttribute("data-test-script-state") === "notRunning"
    && document.querySelector(".js-plotly-plot .main-svg") !== null
"""


@dataclass(frozen=True)
class StartTimes:
    """Seconds of one start."""

    server: float
    page: float
    whole: float

    @property
    def total(self) -> float:
        """From the start of the process to the painted chart."""
        return self.server + self.page


def main() -> None:
    """Measure and print medians and ratios."""
    parser = argparse.ArgumentParser("python -m benchmarks.start", description=__doc__)
    parser.add_argument("--runs", type=int, default=7, metavar="N", help="default: %(default)s")
    parser.add_argument("--page", default="/", metavar="PATH", help="a page of the dashboard")
    options = parser.parse_args()
    with TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        (folder / "bare.py").write_text(_BARE_SCRIPT, encoding="utf-8")
        environment = _cache_bytecode_in(folder / "bytecode")
        workspace = {"PARALLAX_WORKSPACE": str(_annotate_seeds(folder / "workspace"))}
        apps = {
            "dashboard": App(PROJECT / "dashboard.py", environment | workspace, options.page),
            "bare": App(folder / "bare.py", environment),
        }
        times: dict[str, list[StartTimes]] = {app: [] for app in apps}
        for number in range(options.runs + 1):
            order = list(apps) if number % 2 == 0 else list(reversed(apps))
            for app in order:
                start_times = time_start(playwright, apps[app])
                if number:
                    times[app].append(start_times)
    print_medians(times)


def time_start(playwright: Playwright, app: App) -> StartTimes:
    """Start an app, open it in a new browser, and return how long its first chart took.

    Raises:
        RuntimeError: The server ended before it answered.
        TimeoutError: The server did not answer in time.
        playwright.sync_api.TimeoutError: No chart was painted in time.
    """
    browser = launch_browser(playwright)
    try:
        tab = browser.new_page()
        port = find_free_port()
        started_at = time.perf_counter()
        with run_server(app, port) as process:
            wait_until_ready(process, port)
            ready_at = time.perf_counter()
            tab.goto(f"http://localhost:{port}{app.page}", wait_until="commit")
            tab.wait_for_function(_HAS_CHART, polling="raf", timeout=1000 * TIMEOUT_SECONDS)
            tab.evaluate(WAIT_FOR_PAINT)
            painted_at = time.perf_counter()
            tab.wait_for_function(_IS_COMPLETE, polling="raf", timeout=1000 * TIMEOUT_SECONDS)
            tab.evaluate(WAIT_FOR_PAINT)
            completed_at = time.perf_counter()
    finally:
        browser.close()
    return StartTimes(
        server=ready_at - started_at,
        page=painted_at - ready_at,
        whole=completed_at - started_at,
    )


def print_medians(times: Mapping[str, list[StartTimes]]) -> None:
    """Print the medians and the range of totals of each app, and the ratio of the medians."""
    print(f"median of {len(times['bare'])} starts, seconds\n")
    heads = ("server", "page", "total", "whole", "from", "to")
    print(f"{'':14}" + "".join(f"{head:>10}" for head in heads))
    medians: dict[str, list[float]] = {}
    for app, starts in times.items():
        totals = [start.total for start in starts]
        medians[app] = [
            median(start.server for start in starts),
            median(start.page for start in starts),
            median(totals),
            median(start.whole for start in starts),
        ]
        values = [*medians[app], min(totals), max(totals)]
        print(f"{app:14}" + "".join(f"{value:>10.2f}" for value in values))
    ratios = (a / b for a, b in zip(medians["dashboard"], medians["bare"], strict=True))
    print(f"{'ratio':14}" + "".join(f"{ratio:>10.2f}" for ratio in ratios))


def _annotate_seeds(workspace: Path) -> Path:
    command = [sys.executable, "-m", "analysis", "annotate", str(PROJECT / "seeds")]
    subprocess.run(
        [*command, "--workers", "1", "--workspace", str(workspace)],
        cwd=PROJECT,
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    return workspace


def _cache_bytecode_in(folder: Path) -> dict[str, str]:
    """Return an environment in which Python keeps compiled bytecode in a folder."""
    environment = dict(os.environ)
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return environment | {"PYTHONPYCACHEPREFIX": str(folder)}


if __name__ == "__main__":
    main()
