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
    """Wait until the chart with this key has drawn its marks and listens for clicks."""
    page.wait_for_function(
        """(key) => {
            const chart = document.querySelector(`.st-key-${key} .js-plotly-plot`)
            return chart?.querySelector(".main-svg") && chart._ev?._events?.plotly_relayout
        }""",
        arg=key,
    )


def click_mark(page: Page, key: str, mark: Locator) -> None:
    """Click on a mark of a chart, once it stays where it is."""
    painted(page, key)
    wait_until_drawn(page)
    mark.click(force=True)  # the drag layer of the chart lies over it


def settled(page: Page) -> None:
    """Wait until the app has run to its end."""
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    expect(page.get_by_test_id("stException")).to_have_count(0)


def wait_until_drawn(page: Page) -> None:
    """Wait until the app has run and the page keeps its size: charts are drawn after that."""
    settled(page)
    page.evaluate("window.steady = { size: null, looks: 0 }")
    page.wait_for_function(
        """() => {
            const main = document.querySelector("[data-testid=stMain]")
            const charts = [...document.querySelectorAll("[data-testid=stPlotlyChart]")]
            const isWaiting = document.querySelector("[data-testid=stSkeleton]")
                || charts.some(chart => !chart.querySelector(".main-svg"))
            const size = [main.scrollHeight, main.firstElementChild.clientWidth].join()
            const isKept = size === window.steady.size && !isWaiting
            window.steady = { size, looks: isKept ? window.steady.looks + 1 : 0 }
            return window.steady.looks === 3
        }""",
        polling=150,
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


def read_selection(page: Page) -> str:
    """Return the text of that line, once the line of the page before is gone."""
    expect(selection(page)).to_have_count(1, timeout=30_000)
    return selection(page).inner_text()


def assert_beside(parts: Locator, panel: Locator) -> None:
    """Check that parts of the page, which is drawn, end left of the panel of sentences."""
    ends = parts.evaluate_all("parts => parts.map(part => part.getBoundingClientRect().right)")
    assert ends
    assert max(ends) <= panel.bounding_box()["x"], "the panel covers nothing"


def press_tab_until(page: Page, pattern: str) -> None:
    """Go on with the Tab key until the focused element's text matches, and see its ring."""
    for _ in range(90):
        page.keyboard.press("Tab")
        if re.fullmatch(pattern, page.evaluate(_FOCUSED).strip(), re.DOTALL):
            break
    else:
        pytest.fail(f"the Tab key does not reach “{pattern}”")
    assert page.evaluate(_HAS_RING)
