"""Fixtures of several folders of tests."""

import signal
import sys

import pytest

from tests import stand_in


@pytest.fixture
def pipeline(monkeypatch):
    """Let this process annotate with the stand-in."""
    import analysis.nlp

    monkeypatch.setattr(analysis.nlp, "fingerprint", stand_in.fingerprint)
    monkeypatch.setattr(analysis.nlp, "pipeline", None, raising=False)
    monkeypatch.setitem(sys.modules, "analysis.nlp.pipeline", None)
    stand_in.install()


@pytest.fixture(autouse=True)
def _signal_handlers():
    """Take back the handlers of signals that a command sets in this process."""
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in handlers.items():
        signal.signal(number, handler)
