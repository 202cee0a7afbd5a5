import csv
import io
import re

import pandas as pd

from ui.widgets import chart


def _rows(data):
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))


def test_a_text_that_a_spreadsheet_would_run_is_made_harmless():
    table = pd.DataFrame(
        {"Name": ["=1+1", "@cmd", "-x", "+x", "\tx", "Kim"], "n": [1, 2, 3, 4, 5, 6]}
    )
    names = [row[0] for row in _rows(chart.encode_csv(table))[1:]]
    assert names == ["'=1+1", "'@cmd", "'-x", "'+x", "'\tx", "Kim"]


def test_a_heading_that_a_spreadsheet_would_run_is_made_harmless():
    rows = _rows(chart.encode_csv(pd.DataFrame({"Name": ["＝1"], "@daily": [1], 3: [2]})))
    assert rows == [["Name", "'@daily", "3"], ["'＝1", "1", "2"]]


def test_numbers_stay_numbers_in_a_download():
    rows = _rows(chart.encode_csv(pd.DataFrame({"Name": ["a"], "n": [-3]})))
    assert rows == [["Name", "n"], ["a", "-3"]]


def test_the_label_of_a_download_counts_its_rows():
    for count in range(2000):
        words = chart.label_rows(count)
        stated = re.fullmatch(r"Download (?:this row|these ([\d,]+) rows) as CSV", words)[1]
        assert int((stated or "1").replace(",", "")) == count
