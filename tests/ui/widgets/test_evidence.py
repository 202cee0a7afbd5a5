import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from tests.made_story import Story, page_html
from ui.widgets import evidence

SCRIPT = """
from analysis.store import Filters
from analysis.store.queries.evidence import find_passages
from ui.core import data, selection
from ui.widgets import evidence, evidence_panel

data.open_catalogue()
selection.draw_filters()
evidence_panel.reserve_place()
spans = 'SELECT article_id, "start", "end", text AS note FROM mentions'
sentences = data.cached_query(find_passages, spans)
more = {"note": "a <note>", "colours": {"rain": "#0072B2"}}
evidence.draw_evidence(sentences, subject="mentions <of> rain", **more)
"""
LINE = "The rain <i>fell</i> & fell."


@pytest.fixture
def links(monkeypatch):
    """What the passages link to; a script of its own has no pages to link to."""
    links = []
    monkeypatch.setattr("streamlit.page_link", lambda page, **more: links.append((page, more)))
    return links


@pytest.fixture
def app(links, tmp_path, monkeypatch):
    story = Story()
    for key, outlet in (("a", "Ledger <b>"), ("b", "Beacon")):
        story.article(key, outlet, *[LINE] * 2, title="Rain & <script>alert(1)</script>")
        story.add_row("entities", entity_id="rain", name="Rain", label="EVENT")
        for start in (4, 4 + len(LINE) + 1):
            story.add_row(
                "mentions",
                article_id=key,
                start=start,
                end=start + 4,
                text="rain",
                kind="name",
                entity_id="rain",
                block_kind="body",
            )
    story.save(tmp_path)
    monkeypatch.setenv("PARALLAX_WORKSPACE", str(tmp_path))
    monkeypatch.setattr(evidence, "PER_PAGE", 3)
    return AppTest.from_string(SCRIPT, default_timeout=60).run()


def test_it_says_how_many_there_are(app):
    assert not app.exception
    assert "Mentions &lt;of&gt; rain: 4</" in page_html(app)


def test_each_passage_shows_its_sentence_with_the_stretch_marked(app):
    html = page_html(app)
    assert html.count("<mark") == 3, "three of four are on the first page"
    assert ">rain</mark> &lt;i&gt;fell&lt;/i&gt; &amp; fell." in html
    assert "#0072B2" in html, "the colour of a note is used"


def test_what_else_is_to_be_said_of_the_number_is_said_first(app):
    html = page_html(app)
    assert html.index("a &lt;note&gt;") < html.index("<mark")


def test_passages_are_listed_under_their_article_outlet_by_outlet(app):
    html = page_html(app)
    assert html.index("Beacon") < html.index("Ledger &lt;b&gt;")
    assert "6 September 2023" in html
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_each_passage_links_to_its_place_in_the_article(app, links):
    assert {page for page, _ in links} == {"pages/article.py"}
    second = len(LINE) + 1 + 4
    assert [more["query_params"] for _, more in links[:2]] == [
        {"article": "b", "at": "4"},
        {"article": "b", "at": str(second)},
    ]


def test_the_rest_is_on_further_pages(app):
    html = page_html(app.pagination[0].set_value(2).run())
    assert html.count("<mark") == 1
    assert "Beacon" not in html


def test_nothing_found_is_said_in_words():
    app = AppTest.from_string(
        "import pandas as pd\nfrom ui.widgets import evidence, evidence_panel\n"
        "evidence_panel.reserve_place()\n"
        "none = pd.DataFrame(columns=['article_id', 'marks'])\n"
        "evidence.draw_evidence(none, subject='mentions of <snow>')",
        default_timeout=60,
    ).run()
    assert not app.exception
    assert "No mentions of &lt;snow&gt;." in page_html(app)


@pytest.mark.parametrize(
    ("title", "published", "line"),
    [
        ("Talks", pd.Timestamp("2023-09-06"), "Talks · 6 September 2023"),
        ("", pd.Timestamp("2023-09-06"), "6 September 2023"),
        ("Talks", pd.NaT, "Talks"),
        ("", None, ""),
    ],
)
def test_what_is_not_known_of_an_article_is_left_out(title, published, line):
    assert evidence.format_heading(title, published) == line


@pytest.mark.parametrize("extra", [0, 1])
def test_a_finding_heads_the_panel_and_a_long_one_is_whole_below_the_head(app, extra):
    words = "b" * (evidence._HEAD_CHARACTERS - 4 + extra)
    finding = f"ab {words}."
    script = SCRIPT.replace('"note"', f'"sentence": "{finding}", "note"')
    html = page_html(AppTest.from_string(script, default_timeout=60).run())
    head = finding if not extra else f"{finding[: evidence._HEAD_CHARACTERS]}…"
    assert f'<p role="status">{head} · Mentions' in html
    assert (f"<p>{finding}</p>" in html) == bool(extra)


@pytest.mark.parametrize(
    ("subject", "head"),
    [
        (evidence.PASSAGES, "Passages: 1"),
        ("mentions of Kim", "Mentions of Kim: 2, in 1 passage"),
    ],
)
def test_a_finding_rests_on_passages_and_a_number_on_what_is_marked_in_them(subject, head):
    passages = pd.DataFrame({"marks": [[(0, 3), (8, 11)]]})
    assert evidence.summarize_passages(passages, subject) == head
