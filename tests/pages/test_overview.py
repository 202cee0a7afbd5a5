import json
import re
from datetime import date

import pandas as pd
import pytest

from tests.made_story import Story, open_page, page_html, talks
from ui.widgets import page_frame, story_list


@pytest.fixture
def workspace(talks_folder):
    return talks_folder


def test_it_is_titled_by_its_story_and_counts_what_it_shows(workspace, monkeypatch):
    app = open_page("overview", workspace, monkeypatch)
    assert not app.exception
    assert app.title[0].value == "The story"
    html = page_html(app)
    assert "3 of 3 articles · 3 outlets" in html
    assert "Published 6 September 2023 (1 undated)" in html
    assert "1 article is undated: " in html
    assert "<strong>3</strong> quotations" in html


def test_headlines_and_leads_are_side_by_side_and_an_unknown_date_is_named(workspace, monkeypatch):
    html = page_html(open_page("overview", workspace, monkeypatch))
    for words in ("Talks to begin", "No headline", "undated"):
        assert words in html


def test_a_filter_in_the_address_narrows_every_number(workspace, monkeypatch):
    app = open_page("overview", workspace, monkeypatch, outlet=["Beacon"])
    assert "1 of 3 articles · Beacon" in page_html(app)
    assert "There is one outlet only" in page_html(app) + " ".join(i.value for i in app.info)


def test_values_that_are_not_there_are_left_out_of_the_filters(workspace, monkeypatch):
    app = open_page("overview", workspace, monkeypatch, outlet=["Nowhere"], entity=["nobody"])
    assert not app.exception
    assert "3 of 3 articles" in page_html(app)


def test_a_link_to_a_speaker_opens_the_quotations(workspace, monkeypatch):
    app = open_page("overview", workspace, monkeypatch, pick="ann-lee", **{"as": "quoted"})
    html = page_html(app)
    assert "Quotations of Ann Lee" in html
    assert "talk with everyone before winter" in html


def test_findings_open_their_sentences_in_the_panel_and_close(workspace, monkeypatch):
    app = open_page("overview", workspace, monkeypatch)
    assert "What differs" in [header.value for header in app.header]
    app.button(key="finding_1").click().run()
    assert not app.exception
    assert app.query_params["finding"] == ["1"] or app.query_params["finding"] == "1"
    (finding,) = re.findall(r'finding"><small>[^<]*</small><div>(.+?)</div>', page_html(app))[:1]
    head = re.search(r'<p role="status">([^<]*) · Passages: \d+', page_html(app))
    assert head is not None
    assert head.group(1) == finding, "the panel is headed by the sentence it is the evidence of"
    app.button(key="evidence_close").click().run()
    assert "Passages: " not in page_html(app)


@pytest.mark.parametrize(
    ("part", "item", "words"),
    [
        ("attributed", "", "Attributed text in Ledger: 2"),
        ("speaker", "bo-ek", "Quotations of Bo Ek in Ledger: 1"),
        ("kind", "indirect", "Indirect quotations in Ledger: 1"),
        ("missing", "", "No names that most others have and that were not found in Ledger"),
    ],
)
def test_a_link_to_a_value_of_the_fingerprint_opens_its_sentences(
    workspace, monkeypatch, part, item, words
):
    app = open_page(
        "overview", workspace, monkeypatch, part=part, in_outlet="Ledger", part_item=item
    )
    assert not app.exception
    assert words in page_html(app)


@pytest.fixture(scope="module")
def two_stories(tmp_path_factory):
    folder = tmp_path_factory.mktemp("stories")
    story = talks()
    story.article("d1", "Dial", "A train stood still.", story_id="t")
    story.add_row("stories", story_id="t", title="The train", articles=1, outlets=1)
    story.save(folder)
    return folder


@pytest.mark.parametrize("page", page_frame.COMPARING_PAGES)
def test_no_page_mixes_stories_unless_asked(two_stories, monkeypatch, page):
    listed = open_page(page, two_stories, monkeypatch)
    assert not listed.exception
    assert "2 stories, those in most outlets first" in " ".join(c.value for c in listed.caption)
    assert "within one story at a time" in " ".join(c.value for c in listed.caption)
    for address in ({"mixed": "true"}, {"story": "s"}):
        compared = open_page(page, two_stories, monkeypatch, **address)
        assert not compared.exception
        assert "within one story at a time" not in " ".join(c.value for c in compared.caption)


def test_a_link_to_a_story_that_is_gone_says_so(two_stories, monkeypatch):
    gone = open_page("overview", two_stories, monkeypatch, story="nowhere")
    assert not gone.exception
    assert "not in this workspace any more" in gone.warning[0].value
    assert not open_page("overview", two_stories, monkeypatch, story="t").warning


def test_several_stories_are_listed_and_not_mixed_unless_asked(two_stories, monkeypatch):
    tmp_path = two_stories
    app = open_page("overview", tmp_path, monkeypatch)
    assert app.title[0].value == "Stories"
    assert "2 stories, those in most outlets first" in " ".join(c.value for c in app.caption)
    assert not app.get("plotly_chart")
    app.toggle(key="mixed").set_value(True).run()
    assert not app.exception
    assert app.get("plotly_chart")
    chosen = open_page("overview", tmp_path, monkeypatch, story="s")
    assert chosen.title[0].value == "The story"


def test_the_side_bar_says_which_days_there_are_and_what_a_date_leaves_out(workspace, monkeypatch):
    captions = [c.value for c in open_page("overview", workspace, monkeypatch).sidebar.caption]
    assert "2023-09-06; 1 undated." in captions
    chosen = open_page("overview", workspace, monkeypatch, **{"from": "2023-09-06"})
    assert "Published from 2023-09-06; 1 undated left out." in [
        caption.value for caption in chosen.sidebar.caption
    ]


def test_filters_offer_what_contains_the_typed_text_and_nothing_like_it(workspace, monkeypatch):
    boxes = open_page("overview", workspace, monkeypatch).sidebar.multiselect
    assert boxes
    assert {box.proto.filter_mode for box in boxes} == {1}


def test_a_row_of_the_list_has_the_difference_and_the_days_and_opens_its_story():
    table = pd.DataFrame(
        {
            "Story": ["The <ferry>", "The train"],
            "Difference": ["Only A names Bo Ek.", ""],
            "Events": ["May contain several events", ""],
            "Outlets": [3, 1],
            "Articles": [1200, 1],
            "Dates": [[1, 0, 4], None],
            "First": [date(2023, 9, 1), None],
            "Last": [date(2023, 9, 6), None],
        }
    )
    html = story_list.build_table(("s", "t"), table)
    assert re.findall(r'<tr data-cell="(\w)">', html) == ["s", "t"]
    assert "<strong>The &lt;ferry&gt;</strong>Only A names Bo Ek." in html
    assert html.count("<small>May contain several events</small></button>") == 1
    assert "1,200" in html
    assert "<small>1 September 2023 to 6 September 2023</small>" in html
    assert re.findall("height:([0-9]+)%", html) == ["25", "0", "100"]


def test_without_a_chosen_day_no_mark_of_the_time_line_is_pale(tmp_path, monkeypatch):
    story = Story().article("a", "Ledger", "The ferry Aurora sank off Lindholm.")
    day = date(2023, 9, 2)
    story.article("b", "Beacon", "The ferry Aurora is on the reef.", published=day).save(tmp_path)
    app = open_page("overview", tmp_path, monkeypatch)
    (line,) = (item for item in app.get("plotly_chart") if "timeline" in item.proto.id)
    (marks,) = json.loads(line.proto.spec)["data"]
    assert marks["unselected"]["marker"]["opacity"] == 1
    assert "selectedpoints" not in marks
