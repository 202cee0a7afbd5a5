"""Runs Streamlit apps for the benchmarks that time pages in a browser."""

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

from playwright.sync_api import Browser, Playwright

PROJECT = Path(__file__).resolve().parents[1]
#: Maximum wait for a server's answer and for a chart, in seconds; anything longer is a failure.
TIMEOUT_SECONDS = 60
#: Pause between two requests to a server that does not answer yet, in seconds.
_POLL_SECONDS = 0.01
#: Without a GPU, a sandbox (containers have none) or any request of the browser's own.
_BROWSER_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
#: Waits in the browser until the current frame has been painted.
WAIT_FOR_PAINT = (
    "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
)


@dataclass(frozen=True)
class App:
    """A Streamlit app: its script, the environment it runs in, and the page to open."""

    script: Path
    environment: Mapping[str, str]
    page: str = "/"


def launch_browser(playwright: Playwright) -> Browser:
    """Start the headless Chromium on the path, with a new profile."""
    return playwright.chromium.launch(
        executable_path=shutil.which("chromium"), headless=True, args=list(_BROWSER_FLAGS)
    )


@contextmanager
def run_server(app: App, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """Start an app's server; kill it and its child processes at the end."""
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


@contextmanager
def running_app(app: App) -> Iterator[int]:
    """Run an app's server on a free port, wait until it answers, and yield the port."""
    port = find_free_port()
    with run_server(app, port) as process:
        wait_until_ready(process, port)
        yield port


def wait_until_ready(process: subprocess.Popen[bytes], port: int) -> None:
    """Wait until a server answers.

    Raises:
        RuntimeError: The server ended.
        TimeoutError: It did not answer in time.
    """
    deadline = time.monotonic() + TIMEOUT_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with code {process.returncode}")
        if _is_healthy(port):
            return
        time.sleep(_POLL_SECONDS)
    raise TimeoutError("the server does not answer")


def find_free_port() -> int:
    """Return a port on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        port: int = probe.getsockname()[1]
    return port


def _is_healthy(port: int) -> bool:
    connection = HTTPConnection("localhost", port, timeout=1)
    try:
        connection.request("GET", "/_stcore/health")
        return connection.getresponse().status == HTTPStatus.OK
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
