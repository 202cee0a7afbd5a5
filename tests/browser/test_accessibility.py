"""Every page by axe-core: no violation, in light and dark, with its panel if it has one.

axe-core is under the Mozilla Public License 2.0; the package ``axe-playwright-python`` carries it.
"""

from collections.abc import Mapping

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.steps import click_mark, settled, wait_until_drawn
from tools import headless
from ui.core import navigation

# One browser at a time, however many processes run tests.
pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

#: What opens the panel of sentences on a page: choices in its address.
CHOICES: Mapping[str, str] = {
    "overview": "?part=attributed&in_outlet=UPI",
    "entities": "?pick=country:KP&pick_outlet=UPI",
    "framing": "?measure=loaded&item=hedging&where=NTD",
}
#: The same where the choices in the address follow from the texts: what is clicked.
CLICKED: Mapping[str, str] = {
    "coverage": "td button[data-cell]",
    "quotes": ".st-key-reports .scatterlayer .point",
    "differences": 'role=button[name="Read"]',
    "article": "[data-note]",
}
#: Pages that are checked without a panel: as they open, and Search with a question asked.
WITHOUT_PANEL = ("compare", "search", "notes", "corpus", "help")
PAGES = tuple(page.name for page in navigation.PAGES)
#: Whether the page is dark and drawn anew for it (:mod:`ui.widgets.theme_changes`).
_IS_DARK = """() => {
  const { colorScheme } = getComputedStyle(document.querySelector("[data-testid=stApp]"))
  return colorScheme === "dark" && window.parallaxTheme?.asked === null
}"""


def test_each_page_is_checked_with_its_panel_or_listed_without_one() -> None:
    assert sorted((*CHOICES, *CLICKED, *WITHOUT_PANEL)) == sorted(PAGES)


def test_a_picture_without_words_violates_a_rule(browser: Browser) -> None:
    with headless.opened_page(browser) as page:
        page.set_content("<html><img src=x></html>")
        rules = [violation.partition(":")[0] for violation in list_violations(page)]
        assert "image-alt" in rules
        assert list_violations(page, "color-contrast") == []


def test_grey_words_on_a_grey_ground_violate_the_rule_on_contrast(browser: Browser) -> None:
    with headless.opened_page(browser) as page:
        page.set_content("<html><body style='background:#777'><p style='color:#888'>words")
        (violation,) = list_violations(page, "color-contrast")
        assert violation.startswith("color-contrast")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_with_its_panel_open_where_it_has_one_violates_no_rule(
    browser: Browser, seeds: str, name: str
) -> None:
    with headless.opened_page(browser) as page:
        open_selection(page, seeds, name)
        assert list_violations(page) == []
        # The markup stays; only the colours change while the page is open.
        page.emulate_media(color_scheme="dark")
        page.wait_for_function(_IS_DARK)
        settled(page)
        assert list_violations(page, "color-contrast") == []


@pytest.mark.parametrize("name", ["entities", "coverage"])
def test_a_narrow_page_violates_no_rule_with_its_panel_open(
    browser: Browser, seeds: str, name: str
) -> None:
    with headless.opened_page(browser, width=390, height=844) as page:
        open_selection(page, seeds, name)
        assert list_violations(page) == []


def open_selection(page: Page, address: str, name: str) -> None:
    """Open a page and, where it has one, its panel of sentences; wait until all is drawn.

    A chart that scrolls is reached by keyboard a moment after it is drawn.
    """
    question = "?q=weapons" if name == "search" else ""
    page.goto(f"{address}/{name}{CHOICES.get(name, question)}")
    page.get_by_role("heading", level=1).wait_for()
    settled(page)
    if name == "corpus":  # a component mends the role of its field for files
        page.get_by_role("region", name="Texts, web pages or tables of articles").wait_for()
    if name == "quotes":
        click_mark(page, "reports", page.locator(CLICKED[name]).first)
    elif name in CLICKED:
        wait_until_drawn(page)
        page.locator(CLICKED[name]).first.click()
    if name in CHOICES or name in CLICKED:
        page.locator(".st-key-evidence").wait_for()
    wait_until_drawn(page)


def list_violations(page: Page, *rules: str) -> list[str]:
    """Return the rules (of all or of these) that a page violates, with the markup of a fault."""
    options: dict[str, list[str]] = {"resultTypes": ["violations"]}  # nothing else is described
    if rules:
        options["runOnly"] = list(rules)
    violations = Axe().run(page, options=options).response["violations"]
    return [f"{rule['id']}: {rule['nodes'][0]['html'][:300]}" for rule in violations]
