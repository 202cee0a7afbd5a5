import pytest

from tests.made_story import Story, open_page, page_html

SAYING = "“Nobody on the bridge saw the reef before midnight,”"
SANK = "The ferry Aurora sank off Lindholm during a storm."


@pytest.fixture
def workspace(tmp_path):
    story = Story()
    for key, outlet, speaker in (("a", "Ledger", "Ann Lee"), ("b", "Beacon", "Bo Ek")):
        story.article(key, outlet, SANK, f"{SAYING} {speaker} said.")
        story.quote(key, SAYING, speaker, cue="said", utterance="u")
    story.article("c", "Courier", SANK, "Tomato prices rose again at markets downtown.")
    story.save(tmp_path)
    return tmp_path


def test_a_link_to_a_cell_opens_the_outlets_own_words_and_warns_of_two_speakers(
    workspace, monkeypatch
):
    app = open_page("coverage", workspace, monkeypatch, row="quotation:u", row_outlet="Beacon")
    assert not app.exception
    html = page_html(app)
    assert "Bo Ek · “said”" in html
    assert html.index("Bo Ek · “said”") < html.index("Ann Lee · “said”"), "the chosen one first"
    assert "credit these words to different people: Ann Lee: Ledger; Bo Ek: Beacon" in html
    assert "No sentence that reports it was found in Courier." in html


def test_a_cell_without_a_report_says_so(workspace, monkeypatch):
    app = open_page("coverage", workspace, monkeypatch, row="quotation:u", row_outlet="Courier")
    assert "No sentence of this outlet was found that reports it." in page_html(app)


def test_a_link_to_a_row_that_is_not_there_shows_the_page_alone(workspace, monkeypatch):
    app = open_page("coverage", workspace, monkeypatch, row="quotation:gone", rows="nothing")
    assert not app.exception
    assert "1 statement and 1 quotation found in at least two outlets" in page_html(app)


def test_rows_are_filtered_by_speaker(workspace, monkeypatch):
    app = open_page("coverage", workspace, monkeypatch, row_speaker="Bo Ek")
    assert "1 quotation found in at least two outlets" in page_html(app)


def test_outlets_of_several_stories_are_not_compared(tmp_path, monkeypatch):
    story = Story().article("a", "Ledger", SANK).article("b", "Beacon", SANK, story_id="t")
    story.add_row("stories", story_id="t", title="The ferry", articles=1, outlets=1)
    story.save(tmp_path)
    app = open_page("coverage", tmp_path, monkeypatch, mixed="true")
    assert not app.exception
    assert "choose one story" in page_html(app)
    assert "2 stories, those in most outlets first" in "".join(text.value for text in app.caption)


def test_nothing_is_said_where_every_quotation_has_a_row(workspace, monkeypatch):
    assert "has no row here" not in page_html(open_page("coverage", workspace, monkeypatch))


def test_quotations_that_quotes_joins_and_that_have_no_row_are_counted(tmp_path, monkeypatch):
    """One of three words is on the page Quotes alone."""
    sentence = "On the page Quotes, 1 more quotation has no row here"
    story, short = Story(), "“All hands drowned,”"
    for key, outlet in (("a", "Ledger"), ("b", "Beacon")):
        story.article(key, outlet, SANK, f"{SAYING} Ann Lee said.", f"{short} Ann Lee said.")
        story.quote(key, SAYING, "Ann Lee", cue="said", utterance="u")
        story.quote(key, short, "Ann Lee", cue="said", utterance="v")
    story.save(tmp_path)
    assert sentence in page_html(open_page("coverage", tmp_path, monkeypatch))
    quotations = open_page("coverage", tmp_path, monkeypatch, rows="statement")
    assert sentence not in page_html(quotations), "of a part of the rows nothing is said"
