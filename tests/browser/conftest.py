"""A server with the annotated seeds and a headless Chromium, for tests that need both."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

PROJECT = Path(__file__).parents[2]
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

Serve = Callable[[Path], AbstractContextManager[str]]


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser's path. Without one these tests are skipped, except in CI, where they fail."""
    path = shutil.which("chromium")
    if path is None:
        if os.environ.get("CI") == "true":
            pytest.fail("CI=true, but there is no `chromium` on the path.")
        pytest.skip("There is no `chromium` on the path: install it to run the browser tests.")
    return path


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    expect.set_options(timeout=30_000)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def annotated(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with the seeds, annotated from the command line; tests copy it."""
    workspace = tmp_path_factory.mktemp("seeds") / "workspace"
    subprocess.run(
        [sys.executable, "-m", "analysis", "annotate", "seeds", "--workspace", str(workspace)],
        cwd=PROJECT,
        check=True,
        capture_output=True,
    )
    return workspace


@pytest.fixture(scope="session")
def serve() -> Serve:
    return running


@contextmanager
def running(workspace: Path) -> Iterator[str]:
    """Serve the dashboard on a free port; yield its address, stop it at the end."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py"]
    command += ["--server.port", str(port), "--server.address", "127.0.0.1"]
    command += ["--server.headless", "true", "--server.fileWatcherType", "none"]
    environment = os.environ | {"PARALLAX_WORKSPACE": str(workspace)}
    log = workspace.parent / f"server-{port}.log"
    with log.open("w") as out:
        server = subprocess.Popen(
            command, cwd=PROJECT, env=environment, stdout=out, stderr=subprocess.STDOUT
        )
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_for(address, server, log)
            yield address
        finally:
            server.terminate()
            server.wait(10)


def _wait_for(address: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    for _ in range(300):
        if server.poll() is not None:
            pytest.fail(f"The server ended: {log.read_text()[-2000:]}")
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    pytest.fail(f"The server did not answer in time: {log.read_text()[-2000:]}")


@pytest.fixture(scope="session")
def seeds(annotated: Path, serve: Serve) -> Iterator[str]:
    """The address of a dashboard on the seeds; tests that change the workspace start their own."""
    with serve(annotated) as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with _opened(browser) as opened:
        yield opened


@pytest.fixture
def other(browser: Browser) -> Iterator[Page]:
    """A second browser, with cookies and storage of its own."""
    with _opened(browser) as opened:
        yield opened


@contextmanager
def _opened(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 1200})
    opened = context.new_page()
    opened.set_default_timeout(30_000)
    yield opened
    context.close()
