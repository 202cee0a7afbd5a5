import re
from datetime import date

import pytest

from tests.made_story import Story, open_page, page_html, talks


@pytest.fixture
def workspace(talks_folder):
    return talks_folder


def _text(app):
    html = re.search(
        '<article class="px-text[^"]*">(.*)</article>', page_html(app), re.DOTALL
    ).group(1)
    html = re.sub('(?s)<sup.*?</sup>|<ol class="px-margin">.*?</ol>', "", html)
    return re.sub("<[^>]*>", "", re.sub("(</div>)+", "\n", html)).rstrip("\n")


def test_the_text_is_shown_unchanged(workspace, monkeypatch):
    app = open_page("article", workspace, monkeypatch, article="a1")
    assert not app.exception
    assert _text(app).splitlines() == [
        "Talks to begin",
        "“We will talk with everyone before winter,” Ann Lee said on Monday.",
        "Bo Ek warned that the talks would fail.",
        "Some 300 people came to the square.",
    ]


def test_a_link_marks_the_passage_it_leads_to(workspace, monkeypatch):
    at = talks().rows["quotes"][1]["start"]
    app = open_page("article", workspace, monkeypatch, article="a1", at=str(at))
    assert not app.exception
    assert re.search(r'id="here"><mark[^>]*>Bo Ek|id="here">Bo Ek', page_html(app))


@pytest.mark.parametrize("at", ["", "-5", "99999", "²", "1e3", "x"])
def test_a_place_that_is_none_is_passed_over(workspace, monkeypatch, at):
    app = open_page("article", workspace, monkeypatch, article="a1", at=at)
    assert not app.exception
    assert 'id="here"' not in page_html(app)


def test_quotations_names_and_figures_are_layers(workspace, monkeypatch):
    app = open_page("article", workspace, monkeypatch, article="a1")
    assert 'title="direct quotation · Ann Lee"' in page_html(app)
    assert 'title="count · 300"' not in page_html(app)
    app.button_group(key="marks").set_value(["Figures"]).run()
    assert 'title="direct quotation · Ann Lee"' not in page_html(app)
    assert 'title="count · 300"' in page_html(app)


@pytest.mark.parametrize(
    ("layer", "entry"),
    [
        ("Quotations", "Ann Lee · direct · said · also in Beacon"),
        ("Names", "People · 1 × · Bo Ek"),
        ("Figures", "count · 300"),
    ],
)
def test_the_list_beside_it_leads_to_its_places(workspace, monkeypatch, layer, entry):
    app = open_page("article", workspace, monkeypatch, article="a1", list=layer)
    listed = re.search('<ol class="px-list">.*</ol>', page_html(app), re.DOTALL).group()
    assert entry in listed


@pytest.mark.parametrize("layer", ["Quotations", "Names", "Figures"])
def test_an_article_without_findings_says_so(workspace, monkeypatch, layer):
    app = open_page("article", workspace, monkeypatch, article="c1", list=layer)
    assert not app.exception
    assert f"No {layer.lower()} were found in this article." in page_html(app)


def test_an_article_that_is_not_there_is_named_and_another_shown(workspace, monkeypatch):
    app = open_page("article", workspace, monkeypatch, article="<b>gone")
    assert not app.exception
    assert "not in this workspace: &lt;b&gt;gone" in page_html(app)
    assert "Beacon" in page_html(app)


def test_a_link_outside_the_filters_opens_its_article(workspace, monkeypatch):
    app = open_page("article", workspace, monkeypatch, article="a1", outlet="Courier")
    assert app.selectbox(key="article_choice").value == "a1"


def test_another_article_leaves_the_place_of_the_first_behind(workspace, monkeypatch):
    app = open_page("article", workspace, monkeypatch, article="a1", at="0")
    app.selectbox(key="article_choice").select("c1").run()
    assert app.query_params["article"] == "c1"
    assert "at" not in app.query_params


def test_what_is_not_known_is_said_in_words(workspace, monkeypatch):
    html = page_html(open_page("article", workspace, monkeypatch, article="b1"))
    assert "undated" in html
    assert "No headline" in html


def test_a_byline_that_the_text_has_is_not_repeated_above_it(tmp_path, monkeypatch):
    story = Story().article("a", "A", "By Ann Lee", "It rained.", byline="Ann Lee")
    story.article("b", "B", "It rained on.", byline="Ann Lee")
    story.rows["blocks"][0]["kind"] = "byline"
    story.save(tmp_path)
    for key in ("a", "b"):
        assert page_html(open_page("article", tmp_path, monkeypatch, article=key)).count("Lee") == 1


def test_text_that_looks_like_markup_stays_text(tmp_path, monkeypatch):
    bad = "<script>alert(1)</script> **b** :x: $x^2$"
    Story().article("a1", "Ledger", bad, headline=True).name("a1", bad, bad, "ORG").save(tmp_path)
    app = open_page("article", tmp_path, monkeypatch, article="a1")
    assert _text(app) == bad.replace("<", "&lt;").replace(">", "&gt;")
    assert "<script" not in page_html(app)


@pytest.mark.parametrize(
    ("turns", "note"),
    [("read", ["A transcript or interview"]), ("unread", ["This looks like"]), ("", [])],
)
def test_the_page_says_whether_the_turns_of_a_transcript_were_read(
    turns, note, tmp_path, monkeypatch
):
    story = talks()
    story.rows["articles"][0]["turns"] = turns
    story.save(tmp_path)
    app = open_page("article", tmp_path, monkeypatch, article="a1")
    assert len(app.info) == len(note)
    assert all(element.value.startswith(*note) for element in app.info)


def test_the_margin_says_what_others_tell_and_a_note_opens_their_sentences(workspace, monkeypatch):
    app = open_page("article", workspace, monkeypatch, article="a1")
    html = page_html(app)
    note = re.search(r'data-note="([^"]*)"><b>1</b><span>([^<]*)</span>', html)
    assert note.group(2) == "also in Beacon"
    row, outlet = note.group(1).split("\n")
    assert outlet == "Ledger"
    opened = open_page("article", workspace, monkeypatch, article="a1", row=row, row_outlet=outlet)
    assert not opened.exception
    assert "they would “talk with everyone”" in page_html(opened)


def test_the_margin_can_be_switched_off(workspace, monkeypatch):
    app = open_page("article", workspace, monkeypatch, article="a1", told="false")
    assert "px-margin" not in re.sub("<style>.*?</style>", "", page_html(app), flags=re.DOTALL)


def test_the_summary_leads_to_who_is_named_here_alone_and_says_who_was_earlier(
    tmp_path, monkeypatch
):
    story = talks()
    story.article("d1", "Dial", "Ann Ray came. Ann Ray left.", published=date(2023, 9, 9))
    story.name("d1", "Ann Ray", "Ann Ray").name("d1", "Ann Ray left", "Ann Ray")
    story.save(tmp_path)
    html = page_html(open_page("article", tmp_path, monkeypatch, article="d1"))
    assert re.search(
        r"<strong>People and organisations only here [^<]*</strong></p><p>"
        r'<a href="article\?[^"]*at=0"[^>]*>Ann Ray</a>',
        html,
    )
    assert "<p>3 days after Courier, Ledger · undated: Beacon</p>" in html


def test_the_summary_lists_what_others_tell_and_opens_their_sentences(workspace, monkeypatch):
    html = page_html(open_page("article", workspace, monkeypatch, article="a1"))
    glance = html[html.index('<div class="px-glance">') : html.index("<article")]
    entry = re.search(
        '<a href="#note-1"[^>]*>1</a></span><button [^>]*data-note="([^"]*)">([^<]*)</button>'
        "<small>([^<]*)</small>",
        glance,
    )
    assert entry.group(1).endswith("\nLedger")
    assert entry.group(2, 3) == (
        "“We will talk with everyone before winter,” Ann Lee said on Monday.",
        "also in Beacon · not in Courier",
    )


def test_an_article_that_is_nearly_in_another_story_names_and_links_it(tmp_path, monkeypatch):
    story = talks()
    story.rows["articles"][0] |= {
        "near_story_id": "t",
        "near_probability": 0.31,
        "story_probability": 0.62,
    }
    story.add_row("stories", story_id="t", title="Talks <fail>", articles=2, outlets=2)
    story.save(tmp_path)
    html = page_html(open_page("article", tmp_path, monkeypatch, article="a1"))
    assert (
        'Also near the story “<a href="./?story=t" target="_self">Talks &lt;fail&gt;</a>”' in html
    )
    assert "(2 articles)" in html
    assert "0.31 with that story, 0.62 with its own." in html
    others = page_html(open_page("article", tmp_path, monkeypatch, article="b1"))
    assert "Also near" not in others
    cards = page_html(open_page("overview", tmp_path, monkeypatch, story="s"))
    assert cards.count("Also near the story") == 1
