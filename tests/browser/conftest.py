"""A server with the annotated seeds and a headless Chromium, for tests that need both."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tools import headless

Serve = Callable[[Path], AbstractContextManager[str]]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Chromium. Without it these tests are skipped, except in CI, where they fail."""
    if shutil.which("chromium") is None:
        if os.environ.get("CI") == "true":
            pytest.fail("CI=true, but there is no `chromium` on the path.")
        pytest.skip("There is no `chromium` on the path: install it to run the browser tests.")
    with headless.chromium() as launched:
        yield launched


@pytest.fixture(scope="session")
def annotated(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Annotate the seeds into a workspace from the command line; tests copy it."""
    workspace = tmp_path_factory.mktemp("seeds") / "workspace"
    headless.annotate_seeds(workspace)
    return workspace


@pytest.fixture(scope="session")
def serve() -> Serve:
    """Return what serves the dashboard on a workspace."""
    return headless.running_dashboard


@pytest.fixture(scope="session")
def seeds(annotated: Path, serve: Serve) -> Iterator[str]:
    """Serve the seeds; tests that change the workspace start a server of their own."""
    with serve(annotated) as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Open a page in the browser."""
    with headless.opened_page(browser) as opened:
        yield opened


@pytest.fixture
def other(browser: Browser) -> Iterator[Page]:
    """Open a page with cookies and storage of its own, as a second browser has them."""
    with headless.opened_page(browser) as opened:
        yield opened
