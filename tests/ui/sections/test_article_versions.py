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


def test_an_article_offers_its_other_versions_and_one_without_does_not(tmp_path, monkeypatch):
    story = Story().article("a", "Ledger", BEFORE, url="https://ledger.example/1")
    story.article("b", "Ledger", AFTER, url="https://ledger.example/1")
    story.article("c", "Beacon", "It rained.").save(tmp_path)
    app = open_page("article", tmp_path, monkeypatch, article="b")
    assert not app.exception
    assert [box.label for box in app.expander] == ["Other versions of this article: 1"]
    app = open_page("article", tmp_path, monkeypatch, article="c")
    assert not [box.label for box in app.expander]
