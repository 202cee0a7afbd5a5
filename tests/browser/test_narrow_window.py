"""The app in a window as narrow as that of a telephone."""

import pytest
from playwright.sync_api import Page, expect

# One browser at a time, however many processes run tests.
pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_in_a_narrow_window_the_page_of_a_link_is_not_left_under_the_sidebar(
    page: Page, seeds: str
) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{seeds}/help")
    page.get_by_test_id("stExpandSidebarButton").click()
    link = page.get_by_test_id("stSidebarNav").get_by_text("Notes", exact=True)
    link.click()  # in the first moments, whether the page listens yet or not
    expect(page.get_by_role("heading", level=1)).to_have_text("Notes")
    expect(link).not_to_be_in_viewport()
