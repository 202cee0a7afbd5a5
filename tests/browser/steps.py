"""Steps that the tests in a browser share."""

import re
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Locator, Page, expect


def painted(page: Page, key: str) -> None:
    """Wait until the chart with this key has drawn its marks."""
    page.locator(f".st-key-{key} .js-plotly-plot .main-svg").first.wait_for()


def settled(page: Page) -> None:
    """Wait until the app has run to its end."""
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    expect(page.get_by_test_id("stException")).to_have_count(0)


def wait_until_drawn(page: Page) -> None:
    """Wait until the page keeps its height: charts are drawn after the app has run."""
    page.wait_for_function(
        """() => {
            const height = document.querySelector("[data-testid=stMain]").scrollHeight;
            const isKept = window.heightBefore === height;
            window.heightBefore = height;
            return isKept;
        }""",
        polling=500,
    )


def wait_until_asked(page: Page, name: str, values: list[str]) -> None:
    """Wait until the address has these values under a name; it follows the page with a delay."""
    page.wait_for_url(lambda url: parse_qs(urlsplit(url).query).get(name) == values)


def choose(page: Page, label: str, option: str) -> None:
    """Choose in a select box by typing, as the keyboard does."""
    box = page.get_by_role("combobox", name=re.compile(label))
    box.click()
    box.fill(option)
    page.get_by_role("option", name=option).first.wait_for()
    box.press("Enter")


def selection(page: Page) -> Locator:
    """Return the line with the number of selected articles and the filters."""
    return page.locator('p[role="status"]', has_text=re.compile(r"\d+ of \d+ articles · "))
