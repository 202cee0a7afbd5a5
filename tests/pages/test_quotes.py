import json

import pytest

from tests.made_story import Story, open_page, page_html, talks


@pytest.fixture
def workspace(talks_folder):
    return talks_folder


def _points(app, key):
    for chart in app.get("plotly_chart"):
        if f"-{key}" in chart.proto.id or key in chart.proto.id:
            return json.loads(chart.proto.spec)["data"]
    raise AssertionError(f"no chart {key}")


def test_the_bars_hold_the_quoted_words_of_each_speaker_by_outlet(workspace, monkeypatch):
    app = open_page("quotes", workspace, monkeypatch)
    assert not app.exception
    drawn = {tuple(point) for trace in _points(app, "speakers") for point in trace["customdata"]}
    assert drawn == {("ann-lee", "Ledger"), ("ann-lee", "Beacon"), ("bo-ek", "Ledger")}


def test_a_link_to_a_speaker_and_outlet_opens_the_passages(workspace, monkeypatch):
    app = open_page("quotes", workspace, monkeypatch, speaker="ann-lee", within="Beacon")
    assert app.selectbox(key="speaker_choice").value == "ann-lee"
    assert "Quotations of Ann Lee in Beacon: 1" in page_html(app)
    assert "they would “talk with everyone”</mark> on Monday." in page_html(app)
    assert "before winter" not in page_html(app)


def test_choosing_a_speaker_by_keyboard_does_what_the_link_does(workspace, monkeypatch):
    app = open_page("quotes", workspace, monkeypatch)
    app.selectbox(key="speaker_choice").select("bo-ek").run()
    assert "Quotations of Bo Ek: 1" in page_html(app)
    assert app.query_params["speaker"] == "bo-ek"


def test_a_link_to_a_speaker_who_is_not_there_shows_the_page_without_a_choice(
    workspace, monkeypatch
):
    app = open_page("quotes", workspace, monkeypatch, speaker="nobody", utterance="none")
    assert not app.exception
    assert app.selectbox(key="speaker_choice").value == ""


def test_the_matrix_shows_how_each_outlet_reports_what_several_report(workspace, monkeypatch):
    app = open_page("quotes", workspace, monkeypatch)
    points = [trace for trace in _points(app, "reports") if "customdata" in trace]
    cells = {trace["text"][0]: trace["customdata"] for trace in points}
    assert cells["“ ”"] == [["u1", "Ledger"]]
    assert cells["that<br>“ ”"] == [["u1", "Beacon"]]
    assert cells["✕"] == [["u1", "Courier"]]
    assert "1 statement in two or more outlets; none in all 3" in page_html(app)


def test_what_one_outlet_alone_reports_can_be_asked_for(workspace, monkeypatch):
    app = open_page("quotes", workspace, monkeypatch, spread="one")
    utterances = app.selectbox(key="utterance_choice").options
    assert any("that the talks would fail" in option for option in utterances)
    assert not any("before winter" in option for option in utterances)


def test_an_utterance_is_shown_in_the_words_of_each_outlet_against_the_fullest(
    workspace, monkeypatch
):
    app = open_page("quotes", workspace, monkeypatch, utterance="u1")
    html = page_html(app)
    assert "fullest version" in html
    assert "<del>We will</del><ins>they would</ins>" in html
    assert "<del>before winter</del>" in html


def test_the_table_is_searched_in_words_speakers_and_cues(workspace, monkeypatch):
    app = open_page("quotes", workspace, monkeypatch, find="WARNED")
    (table,) = [frame.value for frame in app.dataframe if "Quotation" in frame.value]
    assert table["Quotation"].tolist() == ["that the talks would fail"]


def test_a_search_that_finds_nothing_says_what_was_looked_for(workspace, monkeypatch):
    app = open_page("quotes", workspace, monkeypatch, find="<b>zebra")
    assert "contains “&lt;b&gt;zebra”" in page_html(app)


def test_a_link_to_a_quotation_shows_it_in_its_context(workspace, monkeypatch):
    app = open_page("quotes", workspace, monkeypatch, passage="a1:1")
    assert "Bo Ek warned <mark" in page_html(app)


def test_without_a_quotation_the_page_says_so(tmp_path, monkeypatch):
    Story().article("c1", "Courier", "The square was empty.").save(tmp_path)
    app = open_page("quotes", tmp_path, monkeypatch)
    assert not app.exception
    assert "No quotation was found" in page_html(app)


def test_one_outlet_shows_its_own_utterances(workspace, monkeypatch):
    app = open_page("quotes", workspace, monkeypatch, outlet="Beacon")
    assert not app.exception
    assert "1 statement in only one outlet" in page_html(app)


def test_quotations_without_a_known_speaker_can_be_read_but_lead_no_ranking(tmp_path, monkeypatch):
    story = Story().article(
        "a1", "Ledger", "“It is a long and winding road,” it was said.", "Ann Lee: “No.”"
    )
    story.quote("a1", "“It is a long and winding road,”").quote("a1", "“No.”", "Ann Lee")
    story.save(tmp_path)
    app = open_page("quotes", tmp_path, monkeypatch, speaker="?")
    (bar,) = _points(app, "speakers")
    assert bar["customdata"] == [["ann-lee", "Ledger"]]
    assert "winding road,”</mark>" in page_html(app)


def test_names_and_words_that_look_like_markup_stay_words(tmp_path, monkeypatch):
    bad = "<img src=x onerror=alert(1)>**b**$x$"
    story = Story().article("a1", bad, f"“{bad} we talk,” {bad} said.")
    story.quote("a1", f"“{bad} we talk,”", bad, cue="said", utterance="u")
    story.save(tmp_path)
    speaker = bad.lower().replace(" ", "-")
    for choice in ({"speaker": speaker}, {"utterance": "u"}):
        app = open_page("quotes", tmp_path, monkeypatch, **choice)
        assert not app.exception
        assert "<img" not in page_html(app)
        assert "&lt;img src=x onerror=alert(1)&gt;**b**$x$" in page_html(app)
        texts = [element.value for element in (*app.markdown, *app.caption)]
        assert not any("onerror" in text for text in texts)


def test_attitudes_are_listed_apart_from_quotations_and_open_their_sentence(tmp_path, monkeypatch):
    story = talks().article("d1", "Herald", "Bo Ek opposes the talks.")
    story.attitude("d1", "the talks", "Bo Ek", "opposes").save(tmp_path)
    app = open_page("quotes", tmp_path, monkeypatch, attitude="d1:a0")
    assert not app.exception
    assert "Attitude chosen: 1<" in page_html(app)
    assert "Bo Ek opposes <mark" in page_html(app)


def test_a_search_without_attitudes_says_so(workspace, monkeypatch):
    app = open_page("quotes", workspace, monkeypatch, find_attitude="submarine")
    assert "No attitude that contains “submarine” was found" in page_html(app)


def test_the_method_panel_says_how_good_quotations_are_and_what_is_missed(workspace, monkeypatch):
    app = open_page("quotes", workspace, monkeypatch)
    app.session_state["speakers_tab"] = "Method"
    app.run()
    assert "How reliable" in page_html(app)
    assert "Missed:" in page_html(app)


def test_a_link_to_a_quotation_on_a_later_page_of_the_table_opens_it(tmp_path, monkeypatch):
    monkeypatch.setattr("ui.widgets.selectable_table.PER_PAGE", 1)
    talks().save(tmp_path)
    link = {"passage": "a1:1", "quotations_offset": "3"}
    app = open_page("quotes", tmp_path, monkeypatch, **link)
    assert not app.exception
    assert "Quotation chosen: 1<" in page_html(app)
