"""What an analyst does, in a real browser on the seed articles."""

import re
import shutil
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from lxml import etree
from playwright.sync_api import Page, expect

from analysis.store import Workspace
from tests.browser import steps
from tests.browser.conftest import Serve
from tests.browser.steps import (
    choose,
    painted,
    press_tab_until,
    selection,
    settled,
    wait_until_asked,
)
from tests.made_story import talks
from ui.core import navigation

# One browser at a time, however many processes run tests.
pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

#: The first page at ``/`` and at its name, every other one at its name.
PATHS = ("", *(page.name for page in navigation.PAGES))
OUTLETS = (
    "NTD",
    "The Korea Herald",
    "UPI",
    "Unknown outlet (credits Reuters)",
    "Unknown outlet (credits Yonhap)",
)


def test_the_dashboard_opens_on_all_five_seeds(page: Page, seeds: str) -> None:
    page.goto(seeds)
    settled(page)
    painted(page, "named")
    for outlet in OUTLETS:
        expect(page.get_by_text(outlet, exact=True).filter(visible=True).first).to_be_visible()
    headline = page.get_by_text("US Says North Korea Will").filter(visible=True)
    expect(headline.first).to_be_visible()


@pytest.mark.parametrize("path", PATHS)
def test_every_page_opens_without_an_error_and_without_a_sideways_scroll(
    page: Page, seeds: str, path: str
) -> None:
    page.set_viewport_size({"width": 1440, "height": 1000})
    page.goto(f"{seeds}/{path}")
    page.get_by_role("heading", level=1).wait_for()
    for width in (1440, 800):
        page.set_viewport_size({"width": width, "height": 1000})
        settled(page)
        expect(page.get_by_role("dialog")).to_have_count(0)  # "Page not found"
        # The charts take a moment to be as wide as the window.
        page.wait_for_function(
            """(width) => {
              const main = document.querySelector('[data-testid="stMain"]')
              return innerWidth === width && main.scrollWidth - main.clientWidth <= 1
            }""",
            arg=width,
        )


def test_no_page_asks_another_host_for_anything(page: Page, seeds: str) -> None:
    hosts: set[str] = set()
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    for path in ("", "entities", "compare"):
        page.goto(f"{seeds}/{path}")
        page.get_by_role("heading", level=1).wait_for()
        settled(page)
    assert hosts - {""} == {urlsplit(seeds).netloc}


def test_filtering_by_an_entity_narrows_every_page_and_is_in_the_address(
    page: Page, seeds: str
) -> None:
    page.goto(seeds)
    settled(page)
    choose(page, "People, places", "Jake Sullivan")
    expect(selection(page)).to_contain_text("Jake Sullivan")
    settled(page)
    wait_until_asked(page, "entity", ["Jake Sullivan"])
    page.get_by_test_id("stSidebarNav").get_by_text("Quotes", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Quotes")
    settled(page)
    expect(selection(page)).to_contain_text("Jake Sullivan")
    wait_until_asked(page, "entity", ["Jake Sullivan"])


def test_the_link_to_a_page_with_its_filters_is_copied(page: Page, seeds: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{seeds}/quotes?outlet=UPI")
    settled(page)
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_text("Copied", exact=True)).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_a_square_of_the_matrix_opens_its_sentences(page: Page, seeds: str) -> None:
    page.goto(f"{seeds}/entities")
    mark = page.locator(".st-key-matrix .js-plotly-plot .scatterlayer .point").first
    steps.click_mark(page, "matrix", mark)
    expect(page.get_by_text(re.compile(r"Mentions of .+: \d+"))).to_be_visible()
    settled(page)
    expect(page.locator(".st-key-evidence mark").first).to_be_visible()
    page.wait_for_url(re.compile("[?&]pick="))


def test_the_same_sentences_are_reached_by_keyboard(page: Page, seeds: str) -> None:
    page.goto(f"{seeds}/entities")
    painted(page, "matrix")
    settled(page)
    choose(page, "^.*Name$", "John Kirby")
    expect(page.get_by_text(re.compile(r"Mentions of John Kirby"))).to_be_visible()
    expect(page.locator(".st-key-evidence mark").first).to_contain_text("Kirby")


def test_a_finding_and_a_value_of_the_fingerprint_open_beside_all_outlets_where_they_were_clicked(
    page: Page, seeds: str
) -> None:
    page.set_viewport_size({"width": 1440, "height": 800})
    page.goto(seeds)
    expect(page.locator(".st-key-finding_1")).to_be_visible()
    steps.wait_until_drawn(page)
    cell = page.get_by_role("button", name=re.compile("Karine Jean-Pierre")).first
    cell.scroll_into_view_if_needed()
    before = place(page)
    assert before > 0
    height = cell.bounding_box()["y"]
    cell.focus()
    page.keyboard.press("Enter")
    panel = page.locator(".st-key-evidence")
    expect(panel.locator("mark").first).to_be_in_viewport()
    steps.wait_until_drawn(page)
    assert cell.bounding_box()["y"] == pytest.approx(height, abs=2)
    table = page.locator(".wrap").first
    assert table.evaluate("table => table.scrollWidth - table.clientWidth") <= 3
    steps.assert_beside(table, panel)
    expect(page.locator(".st-key-evidence")).to_have_attribute("role", "region")  # it listens
    page.keyboard.press("Escape")
    expect(panel).to_have_count(0)
    steps.wait_until_drawn(page)
    assert place(page) == pytest.approx(before, abs=2)
    page.locator(".st-key-finding_1 button").first.click()
    expect(panel.locator("mark").first).to_be_in_viewport()
    steps.wait_until_drawn(page)
    assert page.get_by_test_id("stMain").evaluate("main => main.scrollLeft") == 0
    steps.assert_beside(page.locator(".stHorizontalBlock:has(.finding)"), panel)
    panel.get_by_role("button", name="Close").click()
    expect(panel).to_have_count(0)


def place(page: Page) -> int:
    """Return how far the page is scrolled."""
    return int(page.get_by_test_id("stMain").evaluate("main => main.scrollTop"))


@pytest.mark.parametrize(("width", "is_below"), [(1440, False), (800, True)])
def test_sentences_open_in_view_and_after_the_article_the_page_is_where_it_was(
    page: Page, seeds: str, width: int, *, is_below: bool
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{seeds}/entities")
    painted(page, "matrix")
    steps.wait_until_drawn(page)
    square = page.locator(".st-key-matrix .js-plotly-plot .scatterlayer .point").nth(6)
    square.scroll_into_view_if_needed()
    before, height = place(page), square.bounding_box()["y"]
    assert before > 0
    square.click(force=True)
    panel = page.locator(".st-key-evidence")
    expect(panel.locator("mark").first).to_be_in_viewport()
    steps.wait_until_drawn(page)
    opened = place(page)
    if is_below:
        assert opened >= before
        assert square.bounding_box()["y"] < panel.bounding_box()["y"], "the mark stays in view"
        expect(page.locator(".st-key-matrix")).to_have_attribute("tabindex", "0")  # it scrolls
    else:
        assert square.bounding_box()["y"] == pytest.approx(height, abs=5), (
            "the chart keeps its height"
        )
        steps.assert_beside(page.locator(".st-key-matrix"), panel)
    panel.locator("a:visible").first.click()
    page.wait_for_url(re.compile("/article"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Article")
    settled(page)
    page.go_back()
    expect(panel.locator("mark").first).to_be_in_viewport()
    steps.wait_until_drawn(page)
    assert place(page) == opened
    expect(page.locator(".st-key-evidence")).to_have_attribute("role", "region")  # it listens
    page.keyboard.press("Escape")
    expect(panel).to_have_count(0)
    steps.wait_until_drawn(page)
    if is_below:
        expect(square).to_be_in_viewport()
    else:
        assert place(page) == pytest.approx(before, abs=2)
    steps.click_mark(page, "matrix", square)
    expect(panel.locator("mark").first).to_be_in_viewport()


def test_a_highlighted_outlet_alone_keeps_its_colour_in_marks_and_legend(
    page: Page, seeds: str
) -> None:
    page.goto(f"{seeds}/quotes")
    painted(page, "speakers")
    settled(page)
    bars = page.locator(".st-key-speakers .point path")
    read_colours = "paths => new Set(paths.map(path => path.style.fill)).size"
    assert bars.evaluate_all(read_colours) >= 4
    choose(page, "Highlight an outlet", "The Korea Herald")
    wait_until_asked(page, "highlight", ["The Korea Herald"])
    settled(page)
    expect(page.get_by_text("all others in grey")).to_be_visible()
    page.wait_for_function(
        """() => {
          const paths = [...document.querySelectorAll(".st-key-speakers .point path")]
          return new Set(paths.map(path => path.style.fill)).size === 2
        }"""
    )


def test_from_the_list_of_stories_to_a_sentence_and_back_by_keyboard_alone(
    page: Page, serve: Serve, tmp_path: Path
) -> None:
    story = talks()
    story.article("d1", "Dial", "A train stood still.", story_id="t")
    story.article("e1", "Echo", "The train from Port Ellen stood still in the snow.", story_id="t")
    story.article("f1", "Fax", "Ann Ray saw the train. Ann Ray helped.", story_id="t")
    story.name("f1", "Ann Ray", "Ann Ray").name("f1", "Ann Ray helped", "Ann Ray")
    story.add_row("stories", story_id="t", title="The train", articles=3, outlets=3)
    story.save(tmp_path)
    panel = page.locator(".st-key-evidence")
    with serve(tmp_path) as address:
        page.goto(f"{address}/?story=gone")
        expect(page.get_by_text("not in this workspace any more")).to_be_visible()
        settled(page)
        press_tab_until(page, "The train.*")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("The train")
        settled(page)
        press_tab_until(page, "Read")
        page.keyboard.press("Enter")
        expect(panel.locator("mark").first).to_be_in_viewport()
        settled(page)
        press_tab_until(page, "Read in the article.*")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("Article")
        settled(page)
        page.go_back()
        expect(page.get_by_role("heading", level=1)).to_have_text("The train")
        expect(panel.locator("mark").first).to_be_in_viewport()
        settled(page)
        page.keyboard.press("Escape")
        expect(page.get_by_role("button", name="Read", exact=True).first).to_be_focused()


def test_a_chart_is_downloaded_as_a_picture_with_what_the_page_says_of_it(
    page: Page, seeds: str, tmp_path: Path
) -> None:
    page.goto(f"{seeds}/quotes?outlet=UPI&outlet=NTD")
    painted(page, "speakers")
    settled(page)
    frame = page.locator(".st-key-speakers_frame")
    title = frame.locator("p").first.inner_text()
    frame.get_by_role("button", name="Download").click()
    with page.expect_download() as download:
        page.get_by_role("button", name=re.compile("^Download as SVG")).click()
    download.value.save_as(tmp_path / "speakers.svg")
    written = "".join(etree.parse(tmp_path / "speakers.svg").getroot().itertext())
    for text in (title, "2 of 5 articles · NTD and UPI", "Source: ", "NTD", "UPI"):
        assert text in written
    n_bars = page.locator(".st-key-speakers .point path").count()
    picture = page.context.new_page()
    picture.goto((tmp_path / "speakers.svg").as_uri())
    expect(picture.locator(".point path")).to_have_count(n_bars)
    for drawn in (picture.get_by_text(title), picture.locator(".point path").first):
        expect(drawn).to_be_in_viewport()
    picture.close()
    with page.expect_download() as download:
        page.get_by_role("button", name=re.compile("^Download as PNG")).click()
    content = download.value.path().read_bytes()
    assert content.startswith(b"\x89PNG")
    width, height = (int.from_bytes(content[at : at + 4], "big") for at in (16, 20))
    assert min(width, height) > 600


def test_a_number_on_the_reading_desk_leads_to_the_same_number_in_the_other_text(
    page: Page, seeds: str
) -> None:
    page.set_viewport_size({"width": 1280, "height": 700})
    page.goto(f"{seeds}/compare?left=000_390bdab3792906cd&right=003_894ebee4b520c802")
    first, second = page.locator(".pane").nth(0), page.locator(".pane").nth(1)
    sentence = second.locator(".linked", has_text="any other state that is prepared")
    expect(sentence).to_contain_text("from the DPRK or frankly")
    settled(page)
    sentence.get_by_role("button").press("Enter")
    counterpart = first.locator(".on", has_text="from [North Korea] or, frankly")
    expect(counterpart).to_be_in_viewport()
    expect(page.locator(".steps [role=status]")).to_contain_text("same quotation")
    page.wait_for_url(re.compile(r"match=\d"))
    settled(page)
    page.goto(page.url)  # the link keeps the chosen passage
    expect(counterpart).to_be_in_viewport()
    folded = first.locator("details", has_text="without a match in").locator(".sentence").first
    expect(folded).to_be_hidden()
    page.emulate_media(media="print")  # on paper nothing can be unfolded
    expect(folded).to_be_visible()


def test_a_mark_of_the_coverage_and_a_note_in_the_margin_open_the_outlets_own_words(
    page: Page, seeds: str
) -> None:
    page.goto(f"{seeds}/coverage")
    settled(page)
    mark = page.get_by_role("button", name="UPI: in other words").first
    mark.focus()
    page.keyboard.press("Enter")
    panel = page.locator(".st-key-evidence")
    expect(panel).to_contain_text("in other words")
    expect(panel.locator("strong").first).to_have_text("UPI")
    steps.wait_until_drawn(page)
    steps.assert_beside(page.locator(".wrap").first, panel)
    panel.get_by_role("link", name="Read in the article").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Article")
    settled(page)
    page.wait_for_function("Boolean(window.parallaxMargin?.report)")  # it listens
    note = page.locator("[data-note]").last  # also in the list above the text
    note.focus()
    page.keyboard.press("Enter")
    expect(panel).to_contain_text("The other outlets")
    wait_until_asked(page, "row_outlet", ["UPI"])
    steps.wait_until_drawn(page)
    expect(note).to_be_in_viewport()  # the reader stays at the sentence
    page.keyboard.press("Escape")
    expect(panel).to_have_count(0)


def test_pooling_by_a_column_follows_to_every_page_and_is_in_the_address(
    page: Page, annotated: Path, serve, tmp_path: Path
) -> None:
    workspace = tmp_path / "workspace"
    shutil.copytree(annotated, workspace)
    countries = {"country": {"NTD": "US", "UPI": "US", "The Korea Herald": "South Korea"}}
    Workspace(workspace).outlet_groups.change(lambda groups: groups.with_table(countries))
    with serve(workspace) as address:
        page.goto(f"{address}/entities")
        settled(page)
        choose(page, "Show outlets", "Grouped by country")
        expect(selection(page)).to_contain_text("grouped by country")
        wait_until_asked(page, "show_outlets", ["Grouped by country"])
        page.get_by_test_id("stSidebarNav").get_by_text("Story", exact=True).click()
        # The table of the outlets comes before that of the coverage, which has the same heads.
        columns = page.locator("table").first.locator("thead th")
        expect(columns).to_have_text(["South Korea", "US", "country not given"])
        settled(page)
        wait_until_asked(page, "show_outlets", ["Grouped by country"])


def test_a_word_is_searched_by_typing_and_a_bar_lists_the_places_of_its_outlet(
    page: Page, seeds: str
) -> None:
    page.goto(f"{seeds}/search")
    field = page.get_by_label("Word or phrase")
    field.fill("ammunition")
    field.press("Enter")
    steps.click_mark(page, "rates", page.locator(".st-key-rates .point path").first)
    expect(page.get_by_role("combobox", name="Outlet", exact=True)).to_have_value(
        re.compile(r"^NTD \(2\)")
    )
    settled(page)
    wait_until_asked(page, "q", ["ammunition"])
    wait_until_asked(page, "hits_of", ["NTD"])
    page.get_by_role("link", name="Help", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Help")
    settled(page)
    page.go_back()
    expect(field).to_have_value("ammunition")


def test_a_table_is_downloaded_without_formulas_and_in_no_other_way(page: Page, seeds: str) -> None:
    page.goto(f"{seeds}/quotes")
    steps.wait_until_drawn(page)
    table = page.get_by_test_id("stDataFrame").first
    table.hover()
    bar = page.get_by_test_id("stElementToolbar").first
    expect(bar.get_by_role("button", name="Search")).to_be_visible()
    expect(bar.get_by_role("button", name="Download as CSV")).to_be_hidden()
    with page.expect_download() as download:
        page.locator(".st-key-quotations_csv").get_by_role("button").click()
    assert "Quotation,Speaker" in download.value.path().read_text(encoding="utf-8-sig")
