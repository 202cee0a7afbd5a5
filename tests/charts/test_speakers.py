import pandas as pd
import pytest

from analysis.charts import speakers as speaker_charts


@pytest.fixture
def voices():
    rows = [
        ("ann", "Ann Lee", "Ledger", 40, 3, 1),
        ("ann", "Ann Lee", "Beacon", 10, 1, 1),
        ("?", "", "Ledger", 90, 5, 1),
    ]
    columns = ["speaker_id", "speaker", "outlet_label", "words", "quotes", "articles"]
    return pd.DataFrame(rows, columns=columns)


def test_bars_leave_out_who_is_not_known(voices):
    bars = speaker_charts.select_top_speakers(voices)
    assert bars["name"].unique().tolist() == ["Ann Lee"]
    assert bars["part"].tolist() == [40, 10]


def test_the_table_names_those_who_are_not_known(voices):
    assert speaker_charts.tabulate_speakers(voices)["Speaker"].tolist() == [
        "Ann Lee",
        "Ann Lee",
        speaker_charts.UNKNOWN_SPEAKER,
    ]


def test_who_speaks_most_is_reported_by_outlet_and_left_out_where_two_speak_alike():
    rows = [
        ("ann", "Ann Lee", "A", 9),
        ("bo", "Bo Ek", "A", 2),
        ("", "", "A", 90),
        ("ann", "Ann Lee", "B", 5),
        ("bo", "Bo Ek", "C", 3),
        ("ann", "Ann Lee", "D", 4),
        ("bo", "Bo Ek", "D", 4),
    ]
    speakers = pd.DataFrame(rows, columns=["speaker_id", "speaker", "outlet_label", "words"])
    assert speaker_charts.describe_top_speakers(speakers) == (
        "Who speaks most: Ann Lee in A, B; Bo Ek in C."
    )
    assert not speaker_charts.describe_top_speakers(speakers[:3])
