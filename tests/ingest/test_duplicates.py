"""Near duplicates: kept and reported, unless two outlets print the same text."""

import json

import numpy as np
import pytest

from analysis.ingest import Article, Issue, read_upload
from analysis.ingest.duplicates import NearDuplicateIndex

ENGLISH = (
    "The harbour of Port Ellen will be closed for two weeks in May, the council said. "
    "Ships are sent to Bowmore, where a second pier was opened last year, and the ferry company "
    "asks travellers to allow for an hour more on the road between the two towns. "
    "Fishermen said that they had not been told of the plan before Monday."
)


def records(*content: tuple[str, str]) -> list[Article | Issue]:
    rows = [{"text": text, "outlet": outlet} for text, outlet in content]
    return list(read_upload("a.json", json.dumps(rows).encode()))


UPDATE = ENGLISH.replace("two weeks", "three weeks") + " More follows."


@pytest.mark.parametrize("outlets", [("The Lamp", "The Lamp"), ("", "The Lamp"), ("", "")])
def test_nearly_the_same_article_is_kept_and_reported(outlets):
    first, issue, second = records((ENGLISH, outlets[0]), (UPDATE, outlets[1]))
    assert isinstance(issue, Issue)
    assert issue.is_warning
    assert "nearly the same" in issue.problem
    assert isinstance(first, Article)
    assert isinstance(second, Article)


def test_the_same_copy_in_two_outlets_is_no_duplicate():
    items = records((ENGLISH, "The Lamp"), (UPDATE, "The Bell"))
    assert [type(item) for item in items] == [Article, Article]


def test_different_articles_are_not_near_duplicates():
    other = " ".join(reversed(ENGLISH.split()))
    items = records((ENGLISH, "The Lamp"), (other, "The Lamp"))
    assert [type(item) for item in items] == [Article, Article]


def test_similarity_is_close_to_the_share_of_common_runs():
    random = np.random.default_rng(1)
    words = [f"w{number}" for number in random.integers(0, 5000, 600)]
    changed = [*words[:520], *(f"v{n}" for n in range(80))]
    index = NearDuplicateIndex()
    assert index.find_and_add(Article("a", " ".join(words), source="a")) is None
    runs = [{tuple(w[i : i + 3]) for i in range(len(w) - 2)} for w in (words, changed)]
    share = len(runs[0] & runs[1]) / len(runs[0] | runs[1])
    estimate = float(
        np.mean(index.signature(" ".join(words)) == index.signature(" ".join(changed)))
    )
    assert abs(estimate - share) < 0.15


def test_the_number_of_remembered_articles_is_bounded(monkeypatch):
    monkeypatch.setattr("analysis.ingest.duplicates._REMEMBERED", 2)
    index = NearDuplicateIndex()
    texts = [" ".join(f"{letter}{n}" for n in range(60)) for letter in "abcd"]
    for number, text in enumerate(texts):
        index.find_and_add(Article(str(number), text, source=text[:2]))
    assert index.find_and_add(Article("x", texts[0] + " more", source="x")) is None
    assert index.find_and_add(Article("y", texts[3] + " more", source="y")) is not None
    assert len(index) == 2


@pytest.mark.parametrize(("common", "is_duplicate"), [(51, False), (52, True)])
def test_near_duplicates_have_a_least_similarity(common: int, *, is_duplicate: bool, monkeypatch):
    first = np.zeros(64, np.uint32)
    second = np.where(np.arange(64) < common, 0, 1).astype(np.uint32)
    signatures = iter([first, second])
    monkeypatch.setattr(NearDuplicateIndex, "signature", lambda *_: next(signatures))
    index = NearDuplicateIndex()
    index.find_and_add(Article("a", "one", source="a.txt"))
    near_duplicate = index.find_and_add(Article("b", "two", source="b.txt"))
    assert near_duplicate == (("a.txt", common / 64) if is_duplicate else None)


@pytest.mark.parametrize(("words", "is_compared"), [(29, False), (30, True)])
def test_a_text_that_is_compared_has_enough_words(words: int, *, is_compared: bool):
    signature = NearDuplicateIndex().signature(" ".join(f"w{n}" for n in range(words)))
    assert (signature is not None) is is_compared
