"""Selections of random stories, for recounts of what parts of pages say."""

import pytest

from tests.drawn_parts import record_drawing
from tests.made_story import SELECTIONS
from tests.random_stories import SIZES, select_rows


@pytest.fixture(scope="module", params=SIZES)
def exported(request, open_random_story, read_exported):
    """The catalogue of a random story, and its exported rows."""
    return open_random_story(request.param).catalogue, read_exported(request.param)


@pytest.fixture(scope="module", params=SELECTIONS)
def selected(request, exported):
    return select_rows(*exported, request.param)


@pytest.fixture
def drawn(selected, monkeypatch):
    """What the parts of pages draw that a test calls."""
    return record_drawing(selected, monkeypatch)
