"""Seconds from ``streamlit run`` to the first painted chart, against a bare page with one chart.

    python -m benchmarks.start [--runs 7] [--page /]

The dashboard opens a workspace that holds the annotated seeds. The bare page draws one Plotly
figure. Each run starts a server and opens its page in a Chromium with a new profile, so nothing is
in the browser's cache; dashboard and bare page alternate. The browser is started before the server
and its start is not timed. A run of each goes before, untimed, so that files are read from memory
and Python's bytecode is compiled, as pip does when it installs.

*Server* is from the start of the process until it answers, *page* from opening the page until a
chart is painted. Needs ``chromium`` on the path.
"""

import argparse
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from playwright.sync_api import Playwright, sync_playwright

PROJECT = Path(__file__).resolve().parents[1]
BARE = """\
import plotly.graph_objects as go
import streamlit as st

st.plotly_chart(go.Figure(go.Bar(x=["one", "two", "three"], y=[3, 2, 1])))
"""
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
#: A chart with a size and something drawn in it.
_DRAWN = """
() => [...document.querySelectorAll(".js-plotly-plot")].some((plot) => {
    const box = plot.getBoundingClientRect();
    const drawn = plot.querySelector(".main-svg .trace, .main-svg .hm, .main-svg .slice");
    return box.width > 0 && box.height > 0 && drawn !== null;
})
"""
_PAINTED = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
_PATIENCE_SECONDS = 60


@dataclass(frozen=True)
class App:
    """A page to open: the script, and what it is run with."""

    script: Path
    environment: Mapping[str, str]
    page: str = "/"


@dataclass(frozen=True)
class Run:
    """Seconds of one start."""

    server: float
    page: float

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
        (folder / "bare.py").write_text(BARE, encoding="utf-8")
        environment = _compiling_to(folder / "bytecode")
        workspace = {"PARALLAX_WORKSPACE": str(_annotated_seeds(folder / "workspace"))}
        apps = {
            "dashboard": App(PROJECT / "dashboard.py", environment | workspace, options.page),
            "bare": App(folder / "bare.py", environment),
        }
        runs: dict[str, list[Run]] = {app: [] for app in apps}
        for number in range(options.runs + 1):
            order = list(apps) if number % 2 == 0 else list(reversed(apps))
            for app in order:
                run = start(playwright, apps[app])
                if number:
                    runs[app].append(run)
    show(runs)


def start(playwright: Playwright, app: App) -> Run:
    """Start an app, open it in a new browser, and return how long its first chart took.

    Raises:
        RuntimeError: when the server ends before it answers.
        TimeoutError: when it does not answer; playwright's, when no chart is painted.
    """
    browser = playwright.chromium.launch(
        executable_path=shutil.which("chromium"), headless=True, args=list(FLAGS)
    )
    try:
        tab = browser.new_page()
        port = free_port()
        started = time.perf_counter()
        with server(app, port) as process:
            wait_until_ready(process, port)
            ready = time.perf_counter()
            tab.goto(f"http://localhost:{port}{app.page}", wait_until="commit")
            tab.wait_for_function(_DRAWN, polling="raf", timeout=1000 * _PATIENCE_SECONDS)
            tab.evaluate(_PAINTED)
            painted = time.perf_counter()
    finally:
        browser.close()
    return Run(ready - started, painted - ready)


def show(runs: Mapping[str, list[Run]]) -> None:
    """Print the medians of each app, their ratio, and what lay between."""
    print(f"median of {len(runs['bare'])} starts, seconds\n")
    print(f"{'':14}{'server':>10}{'page':>10}{'total':>10}{'from':>10}{'to':>10}")
    medians: dict[str, list[float]] = {}
    for app, found in runs.items():
        totals = [run.total for run in found]
        medians[app] = [
            median(run.server for run in found),
            median(run.page for run in found),
            median(totals),
        ]
        values = [*medians[app], min(totals), max(totals)]
        print(f"{app:14}" + "".join(f"{value:>10.2f}" for value in values))
    ratios = (a / b for a, b in zip(medians["dashboard"], medians["bare"], strict=True))
    print(f"{'ratio':14}" + "".join(f"{ratio:>10.2f}" for ratio in ratios))


def _annotated_seeds(workspace: Path) -> Path:
    command = [sys.executable, "-m", "analysis", "annotate", str(PROJECT / "seeds")]
    subprocess.run(
        [*command, "--workers", "1", "--workspace", str(workspace)],
        cwd=PROJECT,
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    return workspace


def _compiling_to(folder: Path) -> dict[str, str]:
    """Return an environment in which what Python compiles is kept, whoever installed it."""
    own = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return own | {"PYTHONPYCACHEPREFIX": str(folder)}


@contextmanager
def server(app: App, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """Run an app's server, in a session of its own so that all of it can be ended."""
    command = [sys.executable, "-m", "streamlit", "run", str(app.script)]
    command += ["--server.headless", "true", "--server.port", str(port)]
    process = subprocess.Popen(
        [*command, "--browser.gatherUsageStats", "false"],
        cwd=app.script.parent,
        env=app.environment,
        start_new_session=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def wait_until_ready(process: subprocess.Popen[bytes], port: int) -> None:
    """Wait until a server answers; RuntimeError when it ends, TimeoutError when it never does."""
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with code {process.returncode}")
        if _answers(port):
            return
        time.sleep(0.01)
    raise TimeoutError("the server does not answer")


def _answers(port: int) -> bool:
    connection = HTTPConnection("localhost", port, timeout=1)
    try:
        connection.request("GET", "/_stcore/health")
        return connection.getresponse().status == HTTPStatus.OK
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        port: int = probe.getsockname()[1]
    return port


if __name__ == "__main__":
    main()
