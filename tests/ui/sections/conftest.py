"""What parts of pages draw, for recounts of what they say."""

import pytest

from tests.drawn_parts import record_drawing


@pytest.fixture
def drawn(selected, monkeypatch):
    """What the parts of pages draw that a test calls."""
    return record_drawing(selected, monkeypatch)
