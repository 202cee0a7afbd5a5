import pytest

from analysis.corpus.wording_diff import compare_wordings, compute_share_reported

LEFT = "“We will continue to expose Russian attempts to buy arms from [the North], frankly,”"


def told(left, right):
    return [
        (change.kind, left[slice(*change.left)], right[slice(*change.right)])
        for change in compare_wordings(left, right)
    ]


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("One two three.", "One two three", [("kept", "One two three", "One two three")]),
        (
            "one two three",
            "one three",
            [("kept", "one", "one"), ("cut", "two", ""), ("kept", "three", "three")],
        ),
        (
            "one three",
            "one two three",
            [("kept", "one", "one"), ("added", "", "two"), ("kept", "three", "three")],
        ),
        (
            "from [the North]",
            "from Pyongyang",
            [("kept", "from", "from"), ("changed", "the North", "Pyongyang")],
        ),
        (
            "defense base",
            "defence base",
            [("respelled", "defense", "defence"), ("kept", "base", "base")],
        ),
        ("“Yes,”", "No.", [("changed", "Yes", "No")]),
        ("", "new", [("added", "", "new")]),
        ("", "", []),
    ],
)
def test_each_word_is_told_as_kept_cut_added_or_changed(left, right, expected):
    assert told(left, right) == expected


@pytest.mark.parametrize("right", ["", "Frankly, we expose nothing.", LEFT[10:40], LEFT.upper()])
def test_the_changes_cover_every_word_of_both_once_and_in_order(right):
    changes = compare_wordings(LEFT, right)
    for text, spans in (
        (LEFT, [change.left for change in changes]),
        (right, [change.right for change in changes]),
    ):
        assert spans == sorted(spans)
        covered = "".join(text[start:end] for start, end in spans)
        assert [c for c in covered if c.isalnum()] == [c for c in text if c.isalnum()]


def test_words_that_stand_elsewhere_have_moved():
    left = "We will talk before the winter comes, he said, with every one of our allies."
    right = "With every one of our allies we will talk before the winter comes."
    assert told(left, right) == [
        ("moved", "", "With every one of our allies"),
        ("kept", "We will talk before the winter comes", "we will talk before the winter comes"),
        ("cut", "he said", ""),
        ("moved", "with every one of our allies", ""),
    ]
    assert not [kind for kind, *_ in told("to be or not", "or to be not") if kind == "moved"]


def test_looking_from_the_other_side_swaps_cut_and_added():
    swap = {"cut": "added", "added": "cut"}
    right = "“We will expose attempts to buy missiles from the North today,”"
    there = [swap.get(kind, kind) for kind, _, _ in told(LEFT, right)]
    assert there == [kind for kind, _, _ in told(right, LEFT)]


def test_a_wording_split_in_two_is_kept_in_full():
    assert compute_share_reported("one two three four", ["three four", "one two"]) == 1.0


def test_a_paraphrase_keeps_little_and_silence_nothing():
    assert (
        compute_share_reported("we will pay a price", ["that a price is to be paid by us"]) == 0.4
    )
    assert compute_share_reported("we will pay a price", []) == 0.0


def test_a_single_word_is_kept_by_the_same_single_word():
    assert compute_share_reported("“appropriate”", ["appropriate"]) == 1.0
