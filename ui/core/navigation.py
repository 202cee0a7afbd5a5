"""The pages of the app in one list, and the guard that keeps every page inside the app."""

import streamlit as st

_ROUTED = "_routed"

#: File in ``pages/``, title, what the page shows (its tooltip in the navigation).
PAGES = (
    (
        "overview",
        "Overview",
        "The story at a glance: articles, headlines, who is named and quoted.",
    ),
    ("entities", "Entities", "Who and what is named, by outlet, with every sentence."),
    ("quotes", "Quotes", "Who is quoted, in which outlet, and with which words."),
    ("framing", "Framing", "What differs most between outlets, and how sure that is."),
    (
        "differences",
        "Differences",
        "Figures, dates and names that differ, and text that outlets share.",
    ),
    ("compare", "Compare", "Two articles side by side: shared and own passages."),
    ("article", "Article", "One article with its names and quotations marked."),
    ("corpus", "Corpus", "What is loaded: add, correct, remove and download articles."),
)


def list_pages() -> list[st.Page]:
    """Return the pages in the order of the navigation; the first opens at ``/``."""
    return [
        st.Page(
            get_page_path(name), title=title, help=shows, url_path=name, default=name == "overview"
        )
        for name, title, shows in PAGES
    ]


def get_page_path(name: str) -> str:
    """Return the file of a page, as ``st.page_link`` and ``st.switch_page`` take it."""
    return f"pages/{name}.py"


def route_page() -> st.Page:
    """Register the pages and return the one to run; for ``dashboard.py`` alone."""
    page = st.navigation(list_pages())
    st.session_state[_ROUTED] = True
    return page


def ensure_router() -> None:
    """Run the app around a page that Streamlit started by itself; each page calls this first.

    Streamlit runs a file of a folder named ``pages`` on its own until ``st.navigation`` was called
    once in the process, so a link opened first after a start would miss ``dashboard.py`` and with
    it the filters.
    """
    if not st.session_state.pop(_ROUTED, False):
        st.navigation(list_pages())
        st.rerun()


def draw_pagination(items: int, per_page: int, *, key: str) -> int:
    """Draw the choice of a page of a long list, if it has several; return its number, from 1.

    The address keeps it under ``key``: what was chosen on a later page is found again by its link.
    """
    pages = max(-(-items // per_page), 1)
    if pages == 1:
        return 1
    return min(int(st.pagination(pages, key=key, bind="query-params")), pages)
