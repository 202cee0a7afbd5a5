import pytest

from analysis.store import Workspace
from ui.core import startup


@pytest.mark.parametrize(
    ("has_seeds", "is_annotated", "has_duration"),
    [(True, False, True), (True, True, False), (False, False, False)],
)
def test_the_time_of_the_seeds_is_said_where_they_are_annotated(
    tmp_path, monkeypatch, *, has_seeds, is_annotated, has_duration
):
    monkeypatch.setenv("PARALLAX_WORKSPACE", "" if has_seeds else str(tmp_path))
    monkeypatch.setattr(startup.data, "get_workspace", lambda: Workspace(tmp_path))
    monkeypatch.setattr(Workspace, "exists", lambda _: is_annotated)
    sentence = startup.describe_start()
    assert sentence.startswith("Preparing the articles, once")
    assert ("five articles take about ten seconds" in sentence) == has_duration
