"""Fixtures of several folders of tests."""

import signal
import sys
from functools import cache

import pytest

from analysis.store.data_frames import keep_text_as_objects
from tests import stand_in
from tests.story_sizes import SELECTIONS, SIZES

# As the dashboard and the commands do, so that no test depends on whether one of them was imported.
keep_text_as_objects()


@pytest.fixture(scope="session", autouse=True)
def _component_scan():
    """Look for components of Streamlit once: each test of a page reads all installed packages."""
    from streamlit.components.v2 import manifest_scanner

    with pytest.MonkeyPatch.context() as patch:
        scan = cache(manifest_scanner.scan_component_manifests)
        patch.setattr(manifest_scanner, "scan_component_manifests", scan)
        yield


@pytest.fixture
def pipeline(monkeypatch):
    """Let this process annotate with the stand-in."""
    import analysis.nlp

    monkeypatch.setattr(analysis.nlp, "fingerprint", stand_in.fingerprint)
    monkeypatch.setattr(analysis.nlp, "pipeline", None, raising=False)
    monkeypatch.setitem(sys.modules, "analysis.nlp.pipeline", None)
    stand_in.install()


@pytest.fixture(scope="session")
def open_random_story(tmp_path_factory):
    """Return how to get the random story of a number of outlets; it is written once, to be read."""
    from tests.random_stories import save_rich_story

    return cache(lambda n_outlets: save_rich_story(n_outlets, tmp_path_factory.mktemp("random")))


@pytest.fixture(scope="session")
def read_exported(open_random_story, tmp_path_factory):
    """Return how to get the exported rows of the random story of a number of outlets."""
    from tests.random_stories import export_rows

    return cache(
        lambda n_outlets: export_rows(
            open_random_story(n_outlets).catalogue, tmp_path_factory.mktemp("exported")
        )
    )


@pytest.fixture(scope="module", params=SIZES)
def exported(request, open_random_story, read_exported):
    """The catalogue of a random story, and its exported rows."""
    return open_random_story(request.param).catalogue, read_exported(request.param)


@pytest.fixture(scope="module", params=SELECTIONS)
def selected(request, exported):
    """All outlets of a random story, and some of them: see ``Selected``."""
    from tests.random_stories import select_rows

    return select_rows(*exported, request.param)


@pytest.fixture(scope="session")
def talks_folder(tmp_path_factory):
    """Return the folder of the story of talks; pages that only read it share what they compute."""
    from tests.made_story import talks

    folder = tmp_path_factory.mktemp("talks")
    talks().save(folder)
    return folder


#: The module that this process was started with. A Streamlit script that a test runs takes its
#: place, and every process that is spawned afterwards would run that script first.
_MAIN = sys.modules["__main__"]


@pytest.fixture(autouse=True)
def _main_module():
    """Put back the module that this process was started with."""
    sys.modules["__main__"] = _MAIN
    yield
    sys.modules["__main__"] = _MAIN


@pytest.fixture(autouse=True)
def _signal_handlers():
    """Take back the handlers of signals that a command sets in this process."""
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in handlers.items():
        signal.signal(number, handler)
