"""Articles whose id was loaded before: versions of one article, and other articles."""

import json
from dataclasses import replace

import pytest

from analysis.ingest.article import Article
from analysis.orchestration import annotate
from analysis.orchestration.article_versions import is_version
from analysis.store import Workspace

MET = "The ministers met in Geneva on Monday and agreed to talk again before the end of the year."
FLED = "Thousands of people fled their homes as the river rose to its highest level in a century."
ONE = Article("1", MET, outlet="UPI", source="january.csv")


@pytest.fixture
def load(pipeline, tmp_path):
    workspace = Workspace(tmp_path / "workspace")

    def loaded(name, *articles):
        table = tmp_path / name
        table.write_text("\n".join(json.dumps(article) for article in articles))
        steps = list(annotate.annotate([table], workspace))
        rows = workspace.read_parts("articles").to_pylist()
        problems = [note.problem for step in steps for note in step.issues]
        return {row["article_id"]: row["text"] for row in rows}, problems, steps[-1].skipped

    return loaded


def test_another_article_with_a_known_id_takes_no_ones_place(load):
    load("january.jsonl", {"id": 1, "text": MET})
    texts, (problems,), _ = load("february.jsonl", {"id": 1, "text": FLED})
    assert sorted(texts.values()) == sorted([MET, FLED])
    assert texts["1"] == MET
    assert "that of another article" in problems


def test_loading_it_again_skips_what_was_given_another_id(load):
    load("january.jsonl", {"id": 1, "text": MET})
    load("february.jsonl", {"id": 1, "text": FLED})
    texts, problems, skipped = load("february.jsonl", {"id": 1, "text": FLED})
    assert (len(texts), problems, skipped) == (2, [], 1)


def test_a_later_version_of_an_article_takes_its_place_and_is_reported(load):
    load("january.jsonl", {"id": 1, "text": MET})
    texts, (problems,), _ = load("january.jsonl", {"id": 1, "text": f"{MET} They did not."})
    assert texts == {"1": f"{MET} They did not."}
    assert "takes the place" in problems


def test_two_articles_of_one_id_are_versions_by_address_or_by_words():
    assert is_version(replace(ONE, text=f"UPDATED: {MET} {FLED}"), ONE)
    assert not is_version(replace(ONE, text=FLED), ONE)
    assert is_version(
        replace(ONE, text=FLED, url="https://a.org/1"), replace(ONE, url="https://a.org/1")
    )


def test_one_text_in_two_files_of_two_outlets_is_not_a_version():
    assert not is_version(replace(ONE, outlet="CNN", source="february.csv"), ONE)
    assert is_version(replace(ONE, outlet="CNN"), ONE)


def test_short_texts_are_versions_by_their_words():
    assert is_version(replace(ONE, text="Second text."), replace(ONE, text="Changed text."))


@pytest.mark.parametrize(("n_shared", "expected"), [(3, True), (2, False)])
def test_versions_share_a_minimum_of_the_trigrams_of_the_shorter_text(n_shared, expected):
    """Texts of twelve words have ten trigrams."""
    old = [f"w{number}" for number in range(12)]
    n_words = n_shared + 2
    new = old[:n_words] + [f"v{number}" for number in range(12 - n_words)]
    versions = (replace(ONE, text=" ".join(words)) for words in (old, new))
    assert is_version(*versions) == expected
