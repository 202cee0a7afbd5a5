"""The dashboard on the seed articles and a headless Chromium, for pictures and browser tests."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

PROJECT = Path(__file__).parents[1]
#: Without a window, a GPU, a sandbox (containers have none) or any request of the browser's own.
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
#: Ends every animation at once: a button that an opening region still moves loses the click.
STILL = """
const animate = Element.prototype.animate
Element.prototype.animate = function (frames, options) {
  const timing = typeof options === "object" ? options : {}
  return animate.call(this, frames, { ...timing, duration: 0, delay: 0 })
}
addEventListener("DOMContentLoaded", () => {
  const style = document.createElement("style")
  style.textContent = `*, *::before, *::after {
    transition-duration: 0s !important; transition-delay: 0s !important;
    animation-duration: 0s !important; animation-delay: 0s !important }`
  document.head.append(style)
})
"""
#: Patience with one step in the browser, in milliseconds: on a machine that does much else, opening
#: a page alone was seen to take more than 30 seconds.
STEP_TIMEOUT_MS = 90_000
#: Patience with the server: the number of health checks and the pause between two, in seconds, and
#: how long its end may take, which was seen to be more than 10 seconds.
_HEALTH_CHECKS, _HEALTH_PAUSE, _ENDING = 600, 0.1, 60


def annotate_seeds(workspace: Path) -> None:
    """Annotate the seed articles into a workspace, from the command line.

    Raises:
        subprocess.CalledProcessError: The command failed.
    """
    subprocess.run(  # noqa: S603 - the project's own command
        [sys.executable, "-m", "analysis", "annotate", "seeds", "--workspace", str(workspace)],
        cwd=PROJECT,
        check=True,
        capture_output=True,
    )


@contextmanager
def running_dashboard(workspace: Path) -> Iterator[str]:
    """Serve the dashboard on a free port; yield its address and stop it at the end.

    Raises:
        RuntimeError: The server ended early or did not answer in time; contains the end of its log.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py"]
    command += ["--server.port", str(port), "--server.address", "127.0.0.1"]
    command += ["--server.headless", "true", "--server.fileWatcherType", "none"]
    environment = os.environ | {"PARALLAX_WORKSPACE": str(workspace)}
    log = workspace.parent / f"server-{port}.log"
    with log.open("w") as output:
        server = subprocess.Popen(  # noqa: S603 - the project's own command
            command, cwd=PROJECT, env=environment, stdout=output, stderr=subprocess.STDOUT
        )
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_until_healthy(address, server, log)
            yield address
        finally:
            server.terminate()
            server.wait(_ENDING)


def _wait_until_healthy(address: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    for _ in range(_HEALTH_CHECKS):
        if server.poll() is not None:
            raise RuntimeError(f"The server ended: {log.read_text()[-2000:]}")
        try:
            health = f"{address}/_stcore/health"
            with urllib.request.urlopen(health, timeout=2):  # noqa: S310 - this machine, over HTTP
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(_HEALTH_PAUSE)
    raise RuntimeError(f"The server did not answer in time: {log.read_text()[-2000:]}")


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start Chromium from the path and close it at the end.

    Raises:
        FileNotFoundError: There is no ``chromium`` on the path.
    """
    path = shutil.which("chromium")
    if path is None:
        raise FileNotFoundError("There is no `chromium` on the path.")
    expect.set_options(timeout=STEP_TIMEOUT_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


@contextmanager
def opened_page(browser: Browser, width: int = 1440, height: int = 1200) -> Iterator[Page]:
    """Open a page without animations, with cookies and storage of its own; close it at the end."""
    context = browser.new_context(
        viewport={"width": width, "height": height}, reduced_motion="reduce"
    )
    context.add_init_script(STILL)
    page = context.new_page()
    page.set_default_timeout(STEP_TIMEOUT_MS)
    yield page
    context.close()


def wait_until_idle(page: Page) -> None:
    """Wait until the app has run to its end, and check that it shows no exception."""
    app = page.get_by_test_id("stApp")
    expect(app).to_have_attribute("data-test-script-state", "notRunning")
    expect(page.get_by_test_id("stException")).to_have_count(0)
