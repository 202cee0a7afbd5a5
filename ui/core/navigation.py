"""The pages of the app in one list, and the guard that runs every page inside the app."""

from typing import Literal, NamedTuple

import streamlit as st

_ROUTED = "_routed"


class PageEntry(NamedTuple):
    """One page: its file in ``pages/`` (and its address), its title, and its tooltip."""

    name: str
    title: str
    tooltip: str


PAGES = (
    PageEntry(
        "overview",
        "Story",
        "How the outlets of a story differ, at a glance; all stories where there are several.",
    ),
    PageEntry(
        "coverage",
        "Coverage",
        "Who reports what, in which words, and who does not: statements, quotations, figures.",
    ),
    PageEntry("entities", "Entities", "Who and what is named, by outlet, with every sentence."),
    PageEntry("quotes", "Quotes", "Who is quoted, in which outlet, and with which words."),
    PageEntry("framing", "Framing", "What differs most between outlets, and how certain that is."),
    PageEntry(
        "differences",
        "Differences",
        "Figures, dates and names that differ, and text that outlets share.",
    ),
    PageEntry(
        "compare", "Compare", "Two or three full texts side by side, linked by what they share."
    ),
    PageEntry("search", "Search", "Any word or phrase in all texts, by outlet, with every place."),
    PageEntry("article", "Article", "One article with its names and quotations marked."),
    PageEntry("notes", "Notes", "What was starred and noted, each with its place."),
    PageEntry("corpus", "Corpus", "What is loaded: add, correct, remove and download articles."),
    PageEntry("help", "Help", "First steps, words for certainty, glossary."),
)


#: Further addresses of the first page. Streamlit serves it at ``/`` only, so that of all pages it
#: alone would not be found at its name.
_FIRST_PAGE_NAMES = (PAGES[0].name, PAGES[0].title.lower())


def list_pages() -> list[st.Page]:
    """Return the pages in the order of the navigation; the first opens at ``/``.

    The last ones are not in the navigation: they open the first page at its names.
    """
    first, *others = PAGES
    return [
        # Streamlit wants a name that no other page has, even where it serves the page at "/".
        _make_page(first, url_path="first", default=True),
        *(_make_page(page, url_path=page.name) for page in others),
        *(_make_page(first, url_path=name, visibility="hidden") for name in _FIRST_PAGE_NAMES),
    ]


def _make_page(
    page: PageEntry,
    url_path: str,
    *,
    default: bool = False,
    visibility: Literal["visible", "hidden"] = "visible",
) -> st.Page:
    """Return a page as Streamlit takes it."""
    return st.Page(
        get_page_path(page.name),
        title=page.title,
        help=page.tooltip,
        url_path=url_path,
        default=default,
        visibility=visibility,
    )


def is_first_page(page: st.Page) -> bool:
    """Return whether a page is the first one, at any of its addresses."""
    return page.url_path in {"", *_FIRST_PAGE_NAMES}


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
    once in the process, so the first link opened after a start would miss ``dashboard.py`` and with
    it the filters.
    """
    if not st.session_state.pop(_ROUTED, False):
        st.navigation(list_pages())
        st.rerun()
