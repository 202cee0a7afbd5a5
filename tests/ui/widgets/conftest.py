"""What widgets draw, for recounts of what they say."""

import pytest

from tests.drawn_lines import record_lines


@pytest.fixture
def drawn(monkeypatch):
    """What is drawn by the parts of pages that a test calls."""
    return record_lines(monkeypatch)
