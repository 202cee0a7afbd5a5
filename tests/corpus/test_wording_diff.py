import pytest

from analysis.corpus.wording_diff import MIN_MOVED_WORDS, compare_wordings, compute_share_reported

LEFT = "“We will continue to expose Russian attempts to buy arms from [the North], frankly,”"


def changes_of(left, right):
    return [
        (change.kind, left[slice(*change.left)], right[slice(*change.right)])
        for change in compare_wordings(left, right)
    ]


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("One two three.", "One two three", [("unchanged", "One two three", "One two three")]),
        (
            "one two three",
            "one three",
            [("unchanged", "one", "one"), ("deleted", "two", ""), ("unchanged", "three", "three")],
        ),
        (
            "one three",
            "one two three",
            [("unchanged", "one", "one"), ("added", "", "two"), ("unchanged", "three", "three")],
        ),
        (
            "from [the North]",
            "from Pyongyang",
            [("unchanged", "from", "from"), ("changed", "the North", "Pyongyang")],
        ),
        (
            "defense base",
            "defence base",
            [("respelled", "defense", "defence"), ("unchanged", "base", "base")],
        ),
        ("“Yes,”", "No.", [("changed", "Yes", "No")]),
        ("", "new", [("added", "", "new")]),
        ("", "", []),
    ],
)
def test_each_word_is_kept_cut_added_or_changed(left, right, expected):
    assert changes_of(left, right) == expected


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


def test_words_at_another_place_have_moved():
    left = "We will talk before the winter comes, he said, with every one of our allies."
    right = "With every one of our allies we will talk before the winter comes."
    assert changes_of(left, right) == [
        ("moved", "", "With every one of our allies"),
        (
            "unchanged",
            "We will talk before the winter comes",
            "we will talk before the winter comes",
        ),
        ("deleted", "he said", ""),
        ("moved", "with every one of our allies", ""),
    ]
    assert not [kind for kind, *_ in changes_of("to be or not", "or to be not") if kind == "moved"]


def test_the_opposite_comparison_swaps_cut_and_added():
    swap = {"deleted": "added", "added": "deleted"}
    right = "“We will expose attempts to buy missiles from the North today,”"
    swapped = [swap.get(kind, kind) for kind, _, _ in changes_of(LEFT, right)]
    assert swapped == [kind for kind, _, _ in changes_of(right, LEFT)]


def test_a_wording_split_in_two_is_reported_in_full():
    assert compute_share_reported("one two three four", ["three four", "one two"]) == 1.0


def test_a_paraphrase_reports_little_and_silence_nothing():
    assert (
        compute_share_reported("we will pay a price", ["that a price is to be paid by us"]) == 0.4
    )
    assert compute_share_reported("we will pay a price", []) == 0.0


def test_a_single_word_is_reported_by_the_same_single_word():
    assert compute_share_reported("“appropriate”", ["appropriate"]) == 1.0


def test_an_empty_wording_is_reported_in_full():
    assert compute_share_reported("", []) == 1.0


def test_a_run_has_moved_from_the_minimum_of_words_on():
    moved = ["red", "tram", "ferry"]
    assert len(moved) == MIN_MOVED_WORDS

    def moved_words(words):
        fixed = "storms hit our northern harbour towns"
        left, right = " ".join([*words, fixed]), " ".join([fixed, *words])
        return [text for kind, text, _ in changes_of(left, right) if kind == "moved" and text]

    assert moved_words(moved) == [" ".join(moved)]
    assert moved_words(moved[1:]) == []
