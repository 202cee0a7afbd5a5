"""Fixtures of the tests of charts: checked figures, and mentions of two people in two outlets."""

import pandas as pd
import pytest

from analysis.charts import layout


@pytest.fixture(autouse=True)
def _checked_figures(monkeypatch):
    """Let Plotly check every setting of a figure, which takes pages too long."""
    monkeypatch.setattr(layout, "IS_CHECKED", True)


@pytest.fixture
def named():
    rows = [
        ("ann", "Ann Lee", "PERSON", "Ledger", 3),
        ("ann", "Ann Lee", "PERSON", "Beacon", 1),
        ("bo", "Bo Ek", "PERSON", "Ledger", 2),
    ]
    return pd.DataFrame(rows, columns=["entity_id", "name", "label", "outlet_label", "n"])


@pytest.fixture
def words():
    return pd.DataFrame({"outlet_label": ["Beacon", "Ledger"], "words": [100, 400]})
