"""Notes and the briefing on the seeds, from a star in the panel to two printed pages."""

import io
import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from lxml import html as lxml_html
from pdfminer.pdfpage import PDFPage
from playwright.sync_api import Page, expect

from analysis.briefing.compose import compose_briefing
from analysis.briefing.render import render_briefing
from analysis.store import Filters, Workspace
from tests.browser.conftest import Serve
from tools import headless

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

#: What docs/pages.md and docs/framing.md tell of the seeds.
KNOWN = (
    "not going to reflect well on North Korea, and they will pay a price",
    'that Pyongyang will "pay a price"',
    "squeeze Russia’s defense industrial base",
    "squeeze Russia’s defence industrial base",
    "from [North Korea] or, frankly",
    "from the DPRK or frankly",
    "“We will continue to call on North Korea",
    "We will keep pressing",
    "Adriene Watson in UPI · Adrienne Watson in Unknown outlet (credits Reuters)",
    "Only The Korea Herald names Karine Jean-Pierre",
    "Every outlet but The Korea Herald (published 6 days earlier) names Jake Sullivan",
    "93% of the words attributed to anyone in the first third",
    "John Kirby 86%",
    "UPI states in its own words that the United States criticises North Korea (verb: accuse)",
    "Jake Sullivan 62%",
    "Jake Sullivan 65%",
    "first in The Korea Herald",
    "NTD writes Mr. and other courtesy titles more often",
    "less room to speak than the others: 46%",
    "White House, United Nations Security Council",
    "according to 5",
    "Dmitry Peskov 2, New York Times 2, Adrienne Watson 1",
    "New York Times, Reuters",
    "John Kirby 11, US officials 2, Jake Sullivan 1Yonhap",
    "Closest two: NTD and UPI",
    "published days earlier: The Korea Herald",
)


def test_the_briefing_on_the_seeds_has_their_known_findings_on_two_pages(
    page: Page, annotated: Path
) -> None:
    catalogue = Workspace(annotated).catalogue()
    assert catalogue is not None
    story = catalogue.query("SELECT story_id FROM stories")["story_id"][0]
    briefing = compose_briefing(catalogue, Filters(story=story), made=date(2026, 11, 29))
    content = render_briefing(briefing, "html", "http://localhost:8501").decode()
    text = lxml_html.document_fromstring(content).text_content()
    assert [words for words in KNOWN if words not in text] == []
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.set_content(content)
    printed = page.pdf(prefer_css_page_size=True)
    assert len(list(PDFPage.get_pages(io.BytesIO(printed)))) == 2
    assert requests == []


def test_a_star_in_the_panel_is_on_notes_leads_to_its_place_and_is_in_the_briefing(
    page: Page, annotated: Path, serve: Serve, tmp_path: Path
) -> None:
    workspace = tmp_path / "workspace"
    shutil.copytree(annotated, workspace)
    with serve(workspace) as address:
        page.goto(f"{address}/entities?pick=country:KP&pick_outlet=UPI")
        page.get_by_role("heading", level=1).wait_for()
        headless.wait_until_idle(page)
        panel = page.locator(".st-key-evidence")
        stars = panel.locator("[class*='st-key-star_']")
        stars.first.wait_for()
        headless.wait_until_idle(page)  # the rows of the panel come one by one
        key = re.search(r"st-key-star_(\w+)", stars.first.get_attribute("class") or "")[1]
        star, note = (panel.locator(f".st-key-{name}_{key}") for name in ("star", "note"))
        star.get_by_role("button", name="☆ Star").click()
        expect(star.get_by_role("button", name="★ Starred")).to_be_visible()
        note.get_by_role("button", name="Note", exact=True).click()
        panel.get_by_role("textbox", name="Note").fill("Who else has this?")
        panel.get_by_role("textbox", name="Note").press("Escape")
        expect(panel.get_by_role("textbox", name="Note")).to_have_value("Who else has this?")
        panel.get_by_role("button", name="Save note").click()
        expect(note.get_by_role("button", name="Edit note")).to_be_visible()
        page.get_by_test_id("stSidebarNav").get_by_text("Notes", exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Notes")
        expect(page.get_by_text("Who else has this?")).to_be_visible()
        headless.wait_until_idle(page)
        page.get_by_role("button", name="Download a briefing").click()
        with page.expect_download() as download:
            page.get_by_role("button", name="Web page").click()
        content = Path(download.value.path()).read_text(encoding="utf-8")
        noted = (workspace / "notes.json").read_text(encoding="utf-8")
        assert "Who else has this?" in content, content.partition("Starred")[2][:600] + noted
        assert f'href="{address}/article?article=002_4467d989d7ade940' in content
        page.keyboard.press("Escape")
        page.get_by_role("link", name="Read in the article").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Article")
