"""Mentions of two people in two outlets, for the charts of entities."""

import pandas as pd
import pytest


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
