import math

import pandas as pd
import pytest

from analysis.charts import contrast
from analysis.charts.outlet_styles import NEUTRAL
from analysis.findings.framing import Verdict
from analysis.measures.registry import MEASURES

WORD, VOICE = MEASURES["word"], MEASURES["all"]


@pytest.fixture
def table():
    clear, unclear = Verdict.SUGGESTIVE.value, Verdict.NO_CLEAR_DIFFERENCE.value
    rows = [
        ("riot", "<riot>", 4.0, 1.0, clear),
        ("protest", "protest", 0.5, 2.0, unclear),
        ("march", "march", 1.0, math.nan, unclear),
    ]
    return pd.DataFrame(rows, columns=["item", "name", "value", "others_mean", "verdict"])


def dots(figure):
    return next(trace for trace in figure.data if trace.mode == "markers")


def test_an_item_is_at_its_value_in_the_outlet_and_in_the_others(table):
    drawn = dots(contrast.draw_contrast(table, WORD, "Ledger", "#0072B2"))
    assert list(drawn.y) == [4.0, 0.5, 1.0], "the largest difference first"
    assert list(drawn.x) == [1.0, 2.0, 0.0]
    assert list(drawn.customdata[0]) == ["riot", "Ledger"]


def test_shares_are_in_per_cent(table):
    drawn = dots(contrast.draw_contrast(table.assign(value=0.5), VOICE, "Ledger", "#0072B2"))
    assert list(drawn.y) == [50, 50, 50]


def test_what_the_outlet_prefers_has_its_colour_and_a_clear_difference_a_larger_dot(table):
    drawn = dots(contrast.draw_contrast(table, WORD, "Ledger", "#0072B2"))
    assert list(drawn.marker.color) == ["#0072B2", NEUTRAL, "#0072B2"]
    assert drawn.marker.size[0] > drawn.marker.size[1] == drawn.marker.size[2]


def test_the_line_above_explains_the_dots_that_are_drawn_and_no_others(table):
    assert contrast.explain_contrast(table).startswith(
        "Above the line: more in this outlet. Below it, in grey: less. Larger: the difference "
        "passes a test. A dot"
    )
    assert contrast.explain_contrast(table[2:]).startswith(
        "Above the line: more in this outlet. A dot"
    )


def test_the_title_names_only_what_clearly_differs(table):
    assert contrast.summarize_contrast(table, "Ledger") == (
        "Ledger has more of <riot> than the others on average"
    )
    both = table.assign(verdict=Verdict.HOLDS_AFTER_CORRECTION.value)
    assert contrast.summarize_contrast(both, "Ledger") == (
        "Ledger has more of <riot>, march and less of protest than the others on average"
    )
    unclear = table.assign(verdict=Verdict.NO_CLEAR_DIFFERENCE.value)
    assert contrast.summarize_contrast(unclear, "Ledger").endswith("no clear difference")


def test_markup_in_a_name_is_shown_as_text(table):
    spec = contrast.draw_contrast(table, WORD, "<b>", "#0072B2").to_json()
    assert "<riot" not in spec.replace("\\u003c", "<")


def test_the_description_counts_the_differences_that_pass_a_test(table):
    assert "1 of the differences pass" in contrast.describe_contrast(table, WORD, "Ledger")


def test_few_of_many_items_are_labelled(table):
    many = pd.concat([table.assign(item=str(n), name=f"w{n}") for n in range(20)])
    many["value"] = [number / 60 for number in range(60)]
    labels = contrast.draw_contrast(many.reset_index(drop=True), WORD, "A", "#0072B2")
    assert 10 < len(labels.layout.annotations) <= 24
