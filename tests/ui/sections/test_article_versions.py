import random
import re
from html import unescape

import pytest

from analysis.findings.article_versions import ArticleVersion, compare_versions
from tests.made_story import Story, open_page
from ui.sections import article_versions

UNCHANGED = "Nobody knew what had happened to the old lighthouse on the hill. " * 12
BEFORE = f"<b>Two ships collided off Lindholm.\n{UNCHANGED}The harbour stays open."
AFTER = f"<b>Three ships collided off Lindholm.\n{UNCHANGED}The harbour is shut."


def test_a_diff_marks_what_changed_and_folds_what_did_not():
    changes = compare_versions(BEFORE, AFTER)
    version = ArticleVersion("a", "", None, "", BEFORE, changes)
    html = str(article_versions.build_version_diff(version, AFTER))
    assert "<del>Two</del><ins>Three</ins>" in html
    assert "<del>stays open</del><ins>is shut</ins>" in html
    assert "words unchanged" in html
    assert html.count("lighthouse") < UNCHANGED.count("lighthouse")
    assert "&lt;b&gt;" in html


@pytest.mark.parametrize("seed", range(12))
def test_a_diff_has_the_words_of_both_texts_or_counts_them(seed):
    chance = random.Random(seed)
    words = [f"w{n}" for n in range(chance.choice((5, 60, 700)))]
    words += ["x" * chance.choice((1, 900))] * chance.randrange(2)
    before = " ".join(word for word in words if chance.random() < 0.995)
    after = " ".join(word for word in words if chance.random() < 0.995)
    version = ArticleVersion("a", "", None, "", before, compare_versions(before, after))
    html = str(article_versions.build_version_diff(version, after))
    pieces = re.split(r"<em> … ([\d,]+) words unchanged … </em>", html)
    without_deleted = [re.sub(r"<del>.*?</del>", "", p, flags=re.DOTALL) for p in pieces[::2]]
    plain = [unescape(re.sub(r"<[^>]*>", "", piece)) for piece in without_deleted]
    folded = re.fullmatch("(.*?)".join(map(re.escape, plain)), after, re.DOTALL)
    assert folded, "what is not folded is the text"
    n_words = [int(number.replace(",", "")) for number in pieces[1::2]]
    assert [len(part.split()) for part in folded.groups()] == n_words
    if not n_words and version.changes:
        former = re.sub(r"<[^>]*>|\s", "", re.sub(r"<ins>.*?</ins>", "", html, flags=re.DOTALL))
        assert unescape(former) == re.sub(r"\s", "", before)


def test_an_article_offers_its_other_versions_and_one_without_does_not(tmp_path, monkeypatch):
    story = Story().article("a", "Ledger", BEFORE, url="https://ledger.example/1")
    story.article("b", "Ledger", AFTER, url="https://ledger.example/1")
    story.article("c", "Beacon", "It rained.").save(tmp_path)
    app = open_page("article", tmp_path, monkeypatch, article="b")
    assert not app.exception
    assert [box.label for box in app.expander] == ["Other versions of this article: 1"]
    app = open_page("article", tmp_path, monkeypatch, article="c")
    assert not [box.label for box in app.expander]
