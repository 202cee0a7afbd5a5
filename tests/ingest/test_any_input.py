"""Any input: reading reports something, blocks are valid, and texts are unchanged."""

import json
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.ingest import Article, Issue, mark_blocks, read_upload
from benchmarks.annotation_checks import LIMITS, CheckError, check_blocks, read_and_check
from benchmarks.damaged_inputs import damage_bytes, make_damaged_inputs

QUICK = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
SUFFIXES = ["txt", "html", "rtf", "csv", "tsv", "csv.gz", "json", "jsonl", "parquet", "zip"]
LINES = st.lists(
    st.one_of(
        st.text(max_size=80),
        st.sampled_from(
            ["“We will talk,” Ann Lee said.", "By Ann Lee", "(Reuters)", "Link copied", "• One", ""]
        ),
    ),
    max_size=12,
)


@QUICK
@given(data=st.binary(max_size=400), suffix=st.sampled_from(SUFFIXES))
def test_any_bytes_are_read_or_reported(data: bytes, suffix: str):
    list(read_and_check(f"a.{suffix}", data))


@QUICK
@given(number=st.integers(0, 10_000_000))
def test_damaged_files_are_read_or_reported(number: int):
    for name, data in make_damaged_inputs(1, number):
        list(read_and_check(name, data))


@QUICK
@given(lines=LINES, title=st.text(max_size=30))
def test_blocks_cover_any_text_in_order(lines: list[str], title: str):
    text = "\n".join(lines)
    check_blocks(Article("a", text, blocks=mark_blocks(text, title)))


@QUICK
@given(lines=LINES)
def test_a_text_in_a_record_comes_out_code_point_for_code_point_or_its_repair_is_reported(
    lines: list[str],
):
    text = "\n".join(lines)
    items = list(read_upload("a.json", json.dumps([{"text": text}]).encode(), LIMITS))
    is_told = any(isinstance(item, Issue) and "were replaced" in item.problem for item in items)
    for item in items:
        assert not isinstance(item, Article) or item.text == text or is_told


def test_damaged_inputs_are_the_same_for_the_same_seed():
    inputs = list(make_damaged_inputs(5, seed=3))
    assert inputs == list(make_damaged_inputs(5, seed=3))
    assert inputs != list(make_damaged_inputs(5, seed=4))


@pytest.mark.parametrize(
    "blocks", [[("body", 0, 9)], [("body", 2, 4), ("body", 3, 5)], [("body", 1, 5)]]
)
def test_blocks_that_are_wrong_are_found(blocks):
    from analysis.ingest import Block

    wrong = Article("a", "talks", blocks=tuple(Block(*block) for block in blocks))
    with pytest.raises(CheckError):
        check_blocks(wrong)


def test_bytes_are_damaged_in_many_ways():
    chances = [random.Random(number) for number in range(20)]
    assert len({damage_bytes(b"0123456789" * 5, chance) for chance in chances}) > 15
