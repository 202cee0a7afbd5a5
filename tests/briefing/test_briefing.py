"""The briefing: what is in it, and that no text of an article is more than text in any format."""

import io
from datetime import date
from pathlib import Path

import docx
import pandas as pd
import pytest
from docx.oxml.ns import qn
from lxml import html as lxml_html
from markdown_it import MarkdownIt

from analysis.briefing.compose import _summarize, compose_briefing
from analysis.briefing.document import (
    MIN_SHARE,
    BarChart,
    Briefing,
    DataTable,
    Item,
    ItemList,
    PageLink,
    Paragraph,
    Section,
    Segment,
)
from analysis.briefing.render import FORMATS, infer_format, render_briefing
from analysis.briefing.statements import compose_statements
from analysis.store import Filters, NoteKind, Workspace
from analysis.store.notes import NotedPassage
from analysis.store.queries.notes import place_notes
from analysis.word_lists import read_rows
from tests.made_story import Story, talks

BASE = "https://desk.example/parallax"
HOSTILE = (
    "<script>alert(1)</script> [x](javascript:alert(1)) ![i](http://evil.example/p.png) "
    "`c` $x$ &lt; | *b* _e_ http://evil.example \u202e\x01"
)
BENCHMARKS = Path(__file__).parents[2] / "benchmarks" / "README.md"


def make_hostile_briefing() -> Briefing:
    """Return a briefing with a hostile text in every place that holds one."""
    link = PageLink("overview", (("story", HOSTILE),))
    blocks = (
        Paragraph(HOSTILE),
        Paragraph("1. no list"),
        ItemList((Item(HOSTILE, HOSTILE, link),)),
        DataTable((HOSTILE, "b"), ((HOSTILE, f"one\n{HOSTILE}"),)),
        BarChart(HOSTILE, ((HOSTILE, (Segment(HOSTILE, 0.6),)),), rest=HOSTILE),
    )
    return Briefing(HOSTILE, (HOSTILE,), date(2026, 11, 29), (Section(HOSTILE, blocks, link),))


@pytest.fixture(scope="module")
def hostile():
    return {form: render_briefing(make_hostile_briefing(), form, BASE) for form in FORMATS}


def test_the_html_file_needs_nothing_else_and_runs_nothing(hostile):
    page = lxml_html.document_fromstring(hostile["html"])
    tags = {element.tag for element in page.iter() if isinstance(element.tag, str)}
    assert not tags & {"script", "img", "iframe", "link", "object", "form", "use", "image", "base"}
    attributes = {
        (name, value) for element in page.iter() for name, value in element.attrib.items()
    }
    addresses = {value for name, value in attributes if name in ("href", "src", "xlink:href")}
    assert addresses
    assert all(address.startswith(f"{BASE}/overview?story=") for address in addresses)
    assert not {name for name, _ in attributes if name.startswith("on")}
    assert all(
        "url(" not in style.text and "@import" not in style.text for style in page.iter("style")
    )


def test_a_text_in_the_html_file_is_a_text(hostile):
    page = lxml_html.document_fromstring(hostile["html"])
    visible = HOSTILE.replace("\u202e", "\ufffd").replace("\x01", "\u2401")
    assert page.xpath("//h1")[0].text_content() == visible
    assert visible in page.xpath("//li")[0].text_content()
    assert visible in page.xpath("//td")[0].text_content()
    assert page.xpath("//figcaption")[0].text_content() == visible
    (picture,) = page.xpath("//*[local-name()='svg']")
    assert "60%" in picture.attrib["aria-label"]


def test_a_text_in_the_markdown_file_is_a_text(hostile):
    tokens = (
        MarkdownIt("commonmark", {"html": True, "linkify": False})
        .enable("table")
        .parse(hostile["md"].decode())
    )
    inline = [child for token in tokens for child in token.children or []]
    targets = {child.attrs["href"] for child in inline if child.type == "link_open"}
    assert targets
    assert all(target.startswith(f"{BASE}/overview?story=") for target in targets)
    kinds = {child.type for child in inline} | {token.type for token in tokens}
    assert not kinds & {"image", "code_inline", "html_block", "ordered_list_open", "fence"}
    html = {child.content for child in inline if child.type == "html_inline"}
    assert html <= {"<br>"}
    texts = "".join(child.content for child in inline if child.type in ("text", "text_special"))
    assert "<script>alert(1)</script> [x](javascript:alert(1))" in texts
    assert "1. no list" in texts


def test_the_word_file_opens_with_its_texts_and_links(hostile):
    document = docx.Document(io.BytesIO(hostile["docx"]))
    assert "<script>alert(1)</script>" in document.paragraphs[0].text
    assert document.tables[0].rows[1].cells[1].text.startswith("one\n<script>")
    targets = [rel.target_ref for rel in document.part.rels.values() if rel.is_external]
    assert targets
    assert all(target.startswith(f"{BASE}/overview?story=") for target in targets)


def test_a_bar_of_the_word_file_is_as_long_as_its_share_beside_the_number():
    segments = (Segment("Ann Lee", 0.5), Segment("Bo Ek", 0.3))
    chart = BarChart("Who speaks", (("Ledger", segments), ("Beacon", ())), rest="others")
    briefing = Briefing("T", (), date(2023, 9, 6), (Section("S", (chart,)),))
    document = docx.Document(io.BytesIO(render_briefing(briefing, "docx", BASE)))
    (table,) = document.tables
    rows = [list({id(cell._tc): cell for cell in row.cells}.values()) for row in table.rows]
    name, *parts, numbers = rows[0]
    assert (name.text, numbers.text) == ("Ledger", "Ann Lee 50%, Bo Ek 30%, others 20%")
    assert [part._tc.grid_span for part in parts] == [25, 15, 10]
    fills = [part._tc.tcPr.find(qn("w:shd")).get(qn("w:fill")) for part in parts]
    assert len(set(fills)) == 3
    assert [part._tc.grid_span for part in rows[1][1:-1]] == [50]


def test_all_formats_give_the_same_numbers_of_a_bar_and_nothing_of_one_without_segments():
    segments = (Segment("Ann Lee", 0.5), Segment("Bo Ek", 0.3))
    chart = BarChart("Who speaks", (("Ledger", segments), ("Beacon", ())), rest="others")
    briefing = Briefing("T", (), date(2023, 9, 6), (Section("S", (chart,)),))
    page = lxml_html.document_fromstring(render_briefing(briefing, "html", BASE))
    numbers = "Ann Lee 50%, Bo Ek 30%, others 20%"
    assert page.xpath("//svg/@aria-label") == [f"Who speaks. Ledger: {numbers}; Beacon: none."]
    assert [title.text for title in page.iter("title")][1:] == numbers.split(", ")
    assert f"| Ledger | {numbers} |\n| Beacon |  |" in render_briefing(briefing, "md").decode()


@pytest.mark.parametrize(("share", "parts"), [(MIN_SHARE, 2), (MIN_SHARE - 0.001, 1)])
def test_a_segment_and_a_rest_too_small_to_be_seen_are_left_out(share, parts):
    small, large = Segment("Ann Lee", share), Segment("Bo Ek", 1 - share)
    assert len(BarChart("", (), rest="others").complete((small, large))) == parts
    assert len(BarChart("", (), rest="others").complete((large,))) == parts


@pytest.mark.parametrize("base", ["javascript:alert(1)", "//evil.example", "file:///etc"])
def test_links_lead_to_a_dashboard_of_the_web_only(base):
    with pytest.raises(ValueError, match="address of the dashboard"):
        render_briefing(make_hostile_briefing(), "html", base)


def test_without_an_address_of_the_dashboard_links_are_relative():
    page = lxml_html.document_fromstring(render_briefing(make_hostile_briefing(), "html"))
    assert all(link.attrib["href"].startswith("overview?") for link in page.iter("a"))


def test_a_briefing_has_the_words_of_each_outlet_and_who_lacks_them(tmp_path):
    catalogue = talks().save(tmp_path)
    briefing = compose_briefing(catalogue, Filters(story="s"), made=date(2026, 11, 29))
    assert briefing.title == "The story"
    assert briefing.summary[0].startswith("3 articles · 3 outlets · ")
    assert briefing.summary[0].endswith("6 September 2023 · 1 undated")
    assert ". 1 article is undated: " in briefing.summary[1]
    sections = {section.heading: section for section in briefing.sections}
    (table,) = sections["Who said what, in whose words"].blocks
    ((speaker, words, lacking),) = table.rows
    assert speaker == "Ann Lee"
    assert words.splitlines() == [
        "Ledger (said, direct, 100%): “We will talk with everyone before winter,”",
        "Beacon (said, mixed, 43%): they would “talk with everyone”",
    ]
    assert lacking == "not quoted in Courier"
    assert "Starred" not in sections, "a section without contents is left out"


@pytest.mark.parametrize(("day", "first"), [(5, ["first in Beacon"]), (6, [])])
def test_a_briefing_says_who_had_a_statement_first_not_on_which_of_one_day(tmp_path, day, first):
    story = talks()
    story.rows["articles"][1]["published"] = date(2023, 9, day)
    briefing = compose_briefing(story.save(tmp_path), Filters(story="s"), made=date(2026, 11, 29))
    (table,) = next(s for s in briefing.sections if s.heading.startswith("Who said")).blocks
    assert table.rows[0][2].splitlines() == [*first, "not quoted in Courier"]


@pytest.mark.parametrize(
    ("day", "other"),
    [
        (4, "published days earlier: Daily"),
        (5, "not certain whether Daily reports it"),
    ],
)
def test_an_outlet_that_published_days_before_a_statement_is_not_unclear(tmp_path, day, other):
    story = Story().article("d", "Daily", "Ships sail.", published=date(2023, 9, day))
    for key, words in (("a", "that the bridge stays shut"), ("b", "that the bridge was shut")):
        story.article(key, key.upper(), f"Ann Roth said {words}.")
        story.quote(key, words, "Ann Roth", kind="indirect", utterance="u")
    briefing = compose_briefing(story.save(tmp_path), Filters(story="s"), made=date(2026, 11, 29))
    (table,) = next(s for s in briefing.sections if s.heading.startswith("Who said")).blocks
    assert other in table.rows[0][2].splitlines()


def test_an_outlet_that_does_not_name_the_speaker_is_not_unclear(tmp_path):
    story = Story().article("d", "Daily", "Ships sail.", published=date(2023, 9, 6))
    for key, words in (("a", "that the bridge stays shut"), ("b", "that the bridge was shut")):
        story.article(key, key.upper(), f"Ann Roth said {words}.")
        story.quote(key, words, "Ann Roth", kind="indirect", utterance="u")
        story.name(key, "Ann Roth", "Ann Roth")
    briefing = compose_briefing(story.save(tmp_path), Filters(story="s"), made=date(2026, 11, 29))
    sections = {section.heading: section for section in briefing.sections}
    (table,) = sections["Who said what, in whose words"].blocks
    (names,) = sections["Exclusives and omissions"].blocks
    assert ("Daily", "", "Ann Roth") in names.rows
    assert sections["Who said what, in whose words"].blocks[0].head[2] == "The other outlets"
    assert table.rows[0][2].splitlines() == ["Daily does not name this speaker"]


#: What is said of a bridge, and some of it in another order.
SHUT = "that the old harbour bridge stays shut until the spring"
BRIDGE = "the old bridge in the harbour stays shut"


@pytest.mark.parametrize(
    ("in_daily", "speaker", "line"),
    [
        (f"{SHUT} at least", "Bo Ek", "the same words in Daily, credited to Bo Ek"),
        (SHUT, "Bo Ek", "a part of the words in Daily, credited to Bo Ek"),
        (SHUT, "", "a part of the words in Daily"),
        (f"that until spring at least {BRIDGE}", "Bo Ek", "possibly in Daily, credited to Bo Ek"),
        (f"that until spring at least {BRIDGE}", "", "possibly in Daily"),
    ],
)
def test_what_is_or_may_be_the_same_is_marked_as_the_words_of_another(
    tmp_path, in_daily, speaker, line
):
    story = Story().article("d", "Daily", f"{speaker or 'An aide'} said {in_daily}.")
    story.quote("d", in_daily, speaker, kind="indirect")
    for key, more in (("a", ""), ("b", " at least")):
        story.article(key, key.upper(), f"Ann Roth said {SHUT}{more}.")
        story.quote(key, f"{SHUT}{more}", "Ann Roth", kind="indirect", utterance="u")
    link = PageLink("quotes")
    (table,) = compose_statements(story.save(tmp_path), Filters(story="s"), link, {}).blocks
    assert table.rows[0][2].splitlines() == [line]


@pytest.mark.parametrize(("day", "n_parts"), [(2, 2), (3, 0)])
def test_articles_four_days_apart_are_said_to_be_of_two_parts(day, n_parts):
    days = pd.to_datetime([date(2023, 9, 6), date(2023, 9, day)])
    rows = pd.DataFrame({"outlet_label": ["A", "B"], "published": days, "words": 2})
    _, line = _summarize(rows.assign(article_id=["a", "b"], url="", text="Rain fell."), [])
    parts = "2 September 2023 (1 article, B); 6 September 2023 (1 article, A)"
    apart = "The articles fall into two parts at least 4 days apart"
    gap = f"{apart}, which may report different events"
    assert line == (f"A, B. {gap}: {parts}" if n_parts else "A, B")
    same = rows.assign(article_id=["a", "b"], url="a/1", text="Rain fell.", outlet_label="A")
    _, line = _summarize(same, ["They differ"])
    assert line.startswith("A. They differ. ")
    assert "A has 2 versions of one article here" in line


def test_the_words_of_outlets_come_in_the_order_of_the_share_that_is_shown(tmp_path):
    story = Story()
    for key, lead, words in (
        ("a", "", "“We will open two bridges before the winter,”"),
        ("b", "the council, after many long nights, will soon ", "“open two bridges”"),
        ("c", "", "“We will open two bridges before the,”"),
    ):
        story.article(key, key.upper(), f"Ann Lee said {lead}{words}.")
        kind = "mixed" if lead else "direct"
        story.quote(key, f"{lead}{words}", "Ann Lee", kind=kind, utterance="u", cue="said")
    for key, share in zip("abc", (1.0, 0.9, 0.8), strict=True):
        (row,) = (row for row in story.rows["quotes"] if row["article_id"] == key)
        row["share_reported"] = share
    briefing = compose_briefing(story.save(tmp_path), Filters(story="s"), made=date(2026, 11, 29))
    (table,) = next(s for s in briefing.sections if s.heading.startswith("Who said")).blocks
    shown = [line.partition(":")[0] for line in table.rows[0][1].splitlines()]
    assert shown == [
        "A (said, direct, 100%)",
        "C (said, direct, 88%)",
        "B (said, mixed, 38%)",
    ]


def test_a_bar_of_voices_has_the_share_of_those_not_identified(tmp_path):
    story = Story().article("a", "A", "“We won it all,” she said.", "“Yes,” Bo Ek said.")
    story.quote("a", "“We won it all,”", "").quote("a", "“Yes,”", "Bo Ek")
    briefing = compose_briefing(story.save(tmp_path), Filters(story="s"), made=date(2026, 11, 29))
    section = next(s for s in briefing.sections if s.heading == "The outlets side by side")
    (voices,) = [b for b in section.blocks if isinstance(b, BarChart) and b.rest]
    assert voices.rows == (("A", (Segment("Bo Ek", 0.2), Segment("not identified", 0.8))),)


def test_starred_notes_of_the_story_are_in_it_and_others_are_not(tmp_path):
    catalogue = talks().save(tmp_path)
    store = Workspace(tmp_path).notes
    line = "Nobody knows what comes after."
    passage = NotedPassage("b1", 0, len(line), line, "Beacon")
    store.add(NoteKind.SENTENCE, [passage], starred=True, text="ask her", author="Mina")
    store.add(NoteKind.SENTENCE, [passage], text="not starred")
    store.delete(store.add(NoteKind.SENTENCE, [passage], text="deleted", starred=True))
    gone = NotedPassage("b1", 0, 9, "Not there", "Beacon")
    store.add(NoteKind.FINDING, [gone], subject="Only Beacon says so.", starred=True)
    briefing = compose_briefing(
        catalogue,
        Filters(story="s"),
        place_notes(catalogue, store.read()),
        made=date(2026, 11, 29),
    )
    (section,) = [section for section in briefing.sections if section.heading == "Starred"]
    first, second = section.blocks[0].items
    assert first.text == f"★ Beacon: {line}"
    assert first.note.startswith("ask her — Mina · ")
    assert first.link is not None
    assert first.link.page == "article"
    assert second.text == "★ Only Beacon says so."
    assert "changed" in second.note
    assert second.link is None


def test_a_briefing_is_on_one_story(tmp_path):
    story = Story().article("a", "Ledger", "It rained.").article("b", "Beacon", "It snowed.")
    story.rows["articles"][1]["story_id"] = "other"
    catalogue = story.save(tmp_path)
    with pytest.raises(ValueError, match="one story; the filters leave 2"):
        compose_briefing(catalogue, Filters(), made=date(2026, 11, 29))


@pytest.mark.parametrize(
    ("name", "form"),
    [("a.md", "md"), ("a.DOCX", "docx"), ("a.html", "html"), ("a.txt", "html"), ("md", "html")],
)
def test_the_ending_of_a_file_names_the_format_of_a_briefing(name, form):
    assert infer_format(Path(name)) == form


@pytest.mark.parametrize("row", read_rows("briefing", "known_errors.csv"), ids=str)
def test_each_known_error_is_a_figure_of_the_benchmarks(row):
    lines = BENCHMARKS.read_text(encoding="utf-8").splitlines()
    assert any(line.startswith(f"| {row['date']} ") and row["figure"] in line for line in lines)
