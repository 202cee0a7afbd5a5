"""Quotations are aligned story by story."""

import pyarrow as pa
import pytest

from analysis.orchestration import utterance_alignment


@pytest.mark.parametrize("portion", [1, 2, 3, 100])
@pytest.mark.parametrize("size", [1, 2, 10])
def test_no_story_is_divided(portion: int, size: int) -> None:
    stories = [*"aaaaaa", "b", *"cc", "d"]
    table = pa.table({"story_id": stories, "quote_id": list(map(str, range(len(stories))))})
    portions = list(utterance_alignment._divide(iter(table.to_batches(size)), portion))
    assert [quote for frame in portions for quote in frame["quote_id"]] == table[
        "quote_id"
    ].to_pylist()
    by_portion = [set(frame["story_id"]) for frame in portions]
    assert sum(map(len, by_portion)) == len({*stories})


def test_no_quotations_have_no_portions() -> None:
    assert list(utterance_alignment._divide(iter([]), 1)) == []
