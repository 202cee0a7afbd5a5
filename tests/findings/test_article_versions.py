from datetime import date

import pytest

from analysis.findings import article_versions
from analysis.findings.article_versions import MIN_UNCHANGED_SHARE, compare_versions, list_versions
from analysis.orchestration import build
from analysis.store import Workspace
from tests.handmade import annotated
from tests.made_story import Story

FIRST = "Two ships collided off Lindholm. Nobody was hurt, the coast guard said."
LATER = "Two ships collided off Lindholm. Three sailors were hurt, the coast guard said."
URL = "https://ledger.example/ships"


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory):
    story = Story().article("a", "Ledger", FIRST, url=URL, published=date(2023, 9, 4))
    story.article("b", "Ledger", LATER, url=URL, published=date(2023, 9, 5), source="late.csv")
    story.article("c", "Beacon", FIRST + " Again.", url=URL)
    story.article("d", "Ledger", "The town council met on Friday and adjourned.", url=URL)
    story.article("e", "Ledger", FIRST + " No address.")
    story.article("f", "Ledger", LATER + " None here either.")
    return story.save(tmp_path_factory.mktemp("versions"))


def test_articles_of_one_outlet_and_address_with_mostly_the_same_words_are_versions(catalogue):
    (version,) = list_versions(catalogue, "a")
    assert (version.article_id, version.text, version.source) == ("b", LATER, "late.csv")
    (version,) = list_versions(catalogue, "b")
    changed = [(version.text[slice(*c.left)], LATER[slice(*c.right)]) for c in version.changes]
    assert ("Nobody was", "Three sailors were") in changed
    assert version.published.date() == date(2023, 9, 4)


@pytest.mark.parametrize("article_id", ["c", "d", "e", "f", "nobody"])
def test_others_have_no_versions(catalogue, article_id):
    assert list_versions(catalogue, article_id) == ()


def test_texts_that_keep_too_little_are_two_articles():
    kept_words = "abcde"
    at_threshold = f"{kept_words} vwxyz"
    assert len(kept_words) == MIN_UNCHANGED_SHARE * (len(at_threshold) - 1)
    assert compare_versions(at_threshold[:10], f"{kept_words} stuvw"[:10])
    assert not compare_versions(f"{kept_words} tuvwxyz", f"{kept_words} klmnopq")


def test_long_texts_and_equal_ones_are_not_compared(monkeypatch):
    assert compare_versions(FIRST, FIRST) == ()
    monkeypatch.setattr(article_versions, "MAX_COMPARED_CHARACTERS", 20)
    assert compare_versions(FIRST, LATER) == ()


def test_former_texts_of_an_article_are_versions_whatever_they_have_in_common(tmp_path):
    workspace = Workspace(tmp_path)
    for number, text in enumerate(("Rain fell.", FIRST, LATER)):
        workspace.write_part([annotated("a", text)], "one", {"a": str(number)})
    workspace.remove_superseded()
    catalogue = build.refresh(workspace)
    versions = list_versions(catalogue, "a")
    assert [(version.article_id, version.text) for version in versions] == [
        ("", "Rain fell."),
        ("", FIRST),
    ]
