from datetime import date

from tests.made_story import Story, open_page, page_html, talks


def test_articles_of_one_day_are_said_to_be_and_make_no_chart(tmp_path, monkeypatch):
    talks().save(tmp_path)
    app = open_page("overview", tmp_path, monkeypatch)
    assert not app.exception
    html = page_html(app)
    assert "All dated articles were published on 6 September 2023. 1 undated." in html


def test_a_mark_opens_what_an_outlet_published_and_a_row_says_who_was_first(tmp_path, monkeypatch):
    line = "The ferry Aurora sank off Lindholm during a storm."
    story = Story().article("a", "Ledger", line, published=date(2023, 9, 4))
    story.article("b", "Beacon", line, "Nobody was hurt.", published=date(2023, 9, 6))
    story.save(tmp_path)
    app = open_page("overview", tmp_path, monkeypatch, issued="2023-09-06 Beacon")
    assert not app.exception
    html = page_html(app)
    assert '<p role="status">Beacon, 6 September 2023</p>' in html
    assert app.selectbox(key="issued_choice").options[1:] == [
        "2023-09-04 Ledger",
        "2023-09-06 Beacon",
    ]
    (table,) = [frame.value for frame in app.dataframe if "First" in frame.value]
    assert table[["First", "Later"]].to_numpy().tolist() == [["Ledger", "Beacon (by 6 Sep)"]]
