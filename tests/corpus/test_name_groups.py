"""Groups of names, and what they are found by."""

import numpy as np
import pandas as pd
import pyarrow as pa

from analysis.corpus.name_blocks import BlockMembers
from analysis.corpus.name_groups import NAMES, NameNumbers, add_names, find_groups
from analysis.corpus.name_tokens import NAMED


def frame(*names: tuple[str, str]) -> pd.DataFrame:
    return pd.DataFrame([(name, label, "") for name, label in names], columns=NAMED)


def group(*steps: tuple[tuple[str, str], ...]) -> list[int]:
    """Return the group of each name, after names were added in several steps."""
    names = NAMES.empty_table()
    for step in steps:
        names = add_names(names, frame(*step))
    return find_groups(names)[0].tolist()


def partition(groups: list[int]) -> set[frozenset[int]]:
    by_group: dict[int, set[int]] = {}
    for number, of_group in enumerate(groups):
        by_group.setdefault(of_group, set()).add(number)
    return {frozenset(members) for members in by_group.values()}


SIX = (
    ("Sergei Ivanov", "PERSON"),
    ("Delta Bank", "ORG"),
    ("Northern Grain Council", "ORG"),
    ("Sergey Ivanov", "PERSON"),
    ("NGC", "ORG"),
    ("Northern Grain Councils", "ORG"),
)


def test_names_are_of_one_group_whether_they_are_added_at_once_or_one_by_one() -> None:
    expected = {frozenset({0, 3}), frozenset({1}), frozenset({2, 4, 5})}
    assert partition(group(SIX)) == expected
    assert partition(group(*((name,) for name in SIX))) == expected


def test_a_name_becomes_a_person_when_an_equal_one_is_added_as_a_person() -> None:
    first = (("Ann Lee", "ORG"), ("Anne Lee", "PERSON"))
    assert len(set(group(first))) > 1
    assert len(set(group(first, (("Ann Lee", "PERSON"),)))) == 1


def test_only_what_an_added_name_makes_a_person_is_described_as_one() -> None:
    # The rows of names are not in the order of their numbers once some are described as persons.
    first = (("Ann Lee", "PERSON"), ("Bexley", "GPE"), ("Ann Orr", "ORG"), ("Jo Roe", "PERSON"))
    names = add_names(NAMES.empty_table(), frame(*first))
    assert names["number"].to_pylist() != sorted(names["number"].to_pylist())
    names = add_names(names, frame(("Ann Orr", "PERSON"))).sort_by("number")
    assert names["is_person"].to_pylist() == [True, False, True, True, True]
    assert names["is_organisation"].to_pylist() == [False, False, True, False, True]


def test_a_name_has_the_number_of_its_words_label_and_country() -> None:
    names = add_names(NAMES.empty_table(), frame(*SIX))
    sought = pa.table(
        {
            "name": ["NGC", "NGC", "Delta Bank", "Nobody"],
            "label": ["ORG", "GPE", "ORG", "PERSON"],
            "country": ["", "", "", ""],
        }
    )
    assert NameNumbers(names).find(sought).tolist() == [4, -1, 1, -1]
    assert NameNumbers(NAMES.empty_table()).find(sought).tolist() == [-1] * 4


def test_only_texts_of_a_block_are_compared_and_known_ones_not_with_each_other() -> None:
    compared = []

    def is_alike(text: str, other: str) -> bool:
        compared.append({text, other})
        return True

    rows = np.array([0, 1, 2, 3, 3, 4], np.int32)
    blocks = np.array([7, 7, 8, 7, 8, 9], np.uint64)
    texts = pa.chunked_array([["one", "two", "three", "new", "apart"]])
    pairs = list(BlockMembers(rows, blocks, texts, 3).list_alike(is_alike))
    assert [other for _, other in pairs] == ["one", "two", "three"]
    assert {row for row, _ in pairs} == {3}
    assert compared == [{"new", "one"}, {"new", "two"}, {"new", "three"}]
