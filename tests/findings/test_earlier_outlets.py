from datetime import date

import pandas as pd
import pytest

from analysis.findings.earlier_outlets import count_days_earlier
from analysis.findings.story_names import find_widely_named
from analysis.store.filters import Filters
from tests.made_story import Story


@pytest.mark.parametrize(("day", "earlier"), [(4, {"A": 2}), (5, {}), (None, {}), (8, {})])
def test_an_outlet_is_earlier_if_it_published_two_days_before_all_others(day, earlier):
    days = [date(2023, 9, day) if day else None, date(2023, 9, 6), date(2023, 9, 7), None]
    rows = pd.DataFrame({"outlet_label": list("ABCB"), "published": days})
    assert count_days_earlier(rows) == earlier


def test_an_outlet_that_published_days_before_is_not_blamed_for_a_name(tmp_path):
    story = Story().article("a", "A", "It rained.", published=date(2023, 9, 1))
    for key in "bc":
        story.article(key, key.upper(), "Ann Roth came.").name(key, "Ann Roth", "Ann Roth")
    (finding,) = find_widely_named(story.save(tmp_path), Filters())
    words = "2 other outlets name Ann Roth; A (published 5 days earlier) does not."
    assert finding.sentence == words
