from tests.made_story import Story, open_page, page_html, talks


def test_it_explains_the_words_on_screen(tmp_path, monkeypatch):
    talks().save(tmp_path)
    app = open_page("help", tmp_path, monkeypatch)
    assert not app.exception
    html = page_html(app)
    for word in ("Share of voice", "suggestive (one test)", "possibly", "Shared text"):
        assert f"<b>{word}</b>" in html


def test_it_opens_when_no_article_meets_the_filters(tmp_path, monkeypatch):
    Story().article("a", "A", "It rained.").save(tmp_path)
    app = open_page("help", tmp_path, monkeypatch, **{"from": "2030-01-01"})
    assert not app.exception
    assert "Glossary" in [header.value for header in app.header]
