"""Articles in other languages, and articles that are nearly the same."""

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


def records(*given: tuple[str, str]) -> list[Article | Issue]:
    rows = [{"text": text, "outlet": outlet} for text, outlet in given]
    return list(read_upload("a.json", json.dumps(rows).encode()))


UPDATE = ENGLISH.replace("two weeks", "three weeks") + " More follows."


@pytest.mark.parametrize("outlets", [("The Lamp", "The Lamp"), ("", "The Lamp"), ("", "")])
def test_nearly_the_same_article_is_kept_and_told(outlets):
    first, told, second = records((ENGLISH, outlets[0]), (UPDATE, outlets[1]))
    assert isinstance(told, Issue)
    assert told.is_warning
    assert "nearly the same" in told.problem
    assert isinstance(first, Article)
    assert isinstance(second, Article)


def test_two_outlets_that_print_the_same_copy_are_what_is_compared():
    found = records((ENGLISH, "The Lamp"), (UPDATE, "The Bell"))
    assert [type(item) for item in found] == [Article, Article]


def test_different_articles_are_not_alike():
    other = " ".join(reversed(ENGLISH.split()))
    found = records((ENGLISH, "The Lamp"), (other, "The Lamp"))
    assert [type(item) for item in found] == [Article, Article]


def test_likeness_is_close_to_the_share_of_common_runs():
    random = np.random.default_rng(1)
    words = [f"w{number}" for number in random.integers(0, 5000, 600)]
    changed = [*words[:520], *(f"v{n}" for n in range(80))]
    duplicates = NearDuplicateIndex()
    assert duplicates.find_and_add(Article("a", " ".join(words), source="a")) is None
    runs = [{tuple(w[i : i + 3]) for i in range(len(w) - 2)} for w in (words, changed)]
    share = len(runs[0] & runs[1]) / len(runs[0] | runs[1])
    duplicates_share = float(
        np.mean(duplicates._signature(" ".join(words)) == duplicates._signature(" ".join(changed)))
    )
    assert abs(duplicates_share - share) < 0.15


def test_what_is_remembered_is_bounded(monkeypatch):
    monkeypatch.setattr("analysis.ingest.duplicates._REMEMBERED", 2)
    duplicates = NearDuplicateIndex()
    texts = [" ".join(f"{letter}{n}" for n in range(60)) for letter in "abcd"]
    for number, text in enumerate(texts):
        duplicates.find_and_add(Article(str(number), text, source=text[:2]))
    assert duplicates.find_and_add(Article("x", texts[0] + " more", source="x")) is None
    assert duplicates.find_and_add(Article("y", texts[3] + " more", source="y")) is not None
    assert len(duplicates._articles) == 2
