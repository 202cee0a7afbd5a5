"""The app in a window as narrow as that of a telephone."""

import pytest
from playwright.sync_api import Browser, Route, WebSocketRoute, expect

from tests.browser.steps import settled
from tools import headless

# One browser at a time, however many processes run tests.
pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_in_a_narrow_window_the_page_of_a_link_is_not_left_under_the_sidebar(
    browser: Browser, seeds: str
) -> None:
    late_scripts: list[Route] = []
    late_answers: list[str | bytes] = []
    connections: list[WebSocketRoute] = []
    is_listening, is_answering = False, True

    def load(route: Route) -> None:
        if is_listening:
            route.continue_()
        else:
            late_scripts.append(route)

    def connect(connection: WebSocketRoute) -> None:
        connections.append(connection)
        connection.connect_to_server().on_message(
            lambda message: (
                connection.send(message) if is_answering else late_answers.append(message)
            )
        )

    with headless.opened_page(browser, width=390, height=800) as page:
        page.route("**/BidiComponent*.js", load)
        page.route_web_socket("**/_stcore/stream", connect)
        page.goto(f"{seeds}/help")
        settled(page)
        page.get_by_test_id("stExpandSidebarButton").click()
        link = page.get_by_test_id("stSidebarNav").get_by_text("Notes", exact=True)
        # On a slow machine the page listens after the click, and before the server answers.
        is_answering = False
        link.click()
        is_listening = True
        for route in late_scripts:
            route.continue_()
        page.wait_for_function("window.parallaxSidebar !== undefined")
        is_answering = True
        for message in late_answers:
            connections[-1].send(message)
        expect(page.get_by_role("heading", level=1)).to_have_text("Notes")
        expect(link).not_to_be_in_viewport()
        # It listens now, and the link leads to the page that is there.
        settled(page)
        page.get_by_test_id("stExpandSidebarButton").click()
        link.click()
        expect(link).not_to_be_in_viewport()
