"""Fixtures of several folders of tests."""

import sys

import pytest

from tests import stand_in


@pytest.fixture
def pipeline(monkeypatch):
    """Let this process annotate with the stand-in."""
    import analysis.annotate

    monkeypatch.setattr(analysis.annotate, "fingerprint", stand_in.fingerprint)
    monkeypatch.setattr(analysis.annotate, "pipeline", None, raising=False)
    monkeypatch.setitem(sys.modules, "analysis.annotate.pipeline", None)
    stand_in.install()
