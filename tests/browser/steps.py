"""Steps that the tests in a browser share."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

#: The text of the focused element, also inside a component.
_FOCUSED = """() => {
  let element = document.activeElement
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement
  return element?.textContent ?? ""
}"""

#: Whether the focused element has an outline or a shadow that shows where the keyboard is.
_HAS_RING = """() => {
  let element = document.activeElement
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement
  const { outlineStyle, boxShadow } = getComputedStyle(element)
  return outlineStyle !== "none" || boxShadow !== "none"
}"""


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


def assert_beside(part: Locator, panel: Locator) -> None:
    """Check that a part of the page ends left of the panel of sentences."""
    box = part.bounding_box()
    assert box["x"] + box["width"] <= panel.bounding_box()["x"], "the panel covers nothing"


def press_tab_until(page: Page, pattern: str) -> None:
    """Go on with the Tab key until the focused element's text matches, and see its ring."""
    for _ in range(90):
        page.keyboard.press("Tab")
        if re.fullmatch(pattern, page.evaluate(_FOCUSED).strip(), re.DOTALL):
            break
    else:
        pytest.fail(f"the Tab key does not reach “{pattern}”")
    assert page.evaluate(_HAS_RING)
