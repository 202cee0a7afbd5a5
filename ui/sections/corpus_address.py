"""Pages and feeds by their addresses on the page Corpus; a setting switches this on."""

from urllib.parse import urlsplit

import streamlit as st

from analysis.ingest import Article, Issue
from analysis.settings import Settings
from ui.core import added_files

_KEY = "address"
_ISSUES = "_address_issues"


def draw_address() -> None:
    """Draw the form for one address; its articles are checked below like those of files."""
    if not Settings.from_environment().fetch:
        return
    with st.expander("Add by address", icon=":material/link:"):
        with st.form(_KEY, clear_on_submit=True, border=False):
            address = st.text_input(
                "Address of a page or a feed", key=f"{_KEY}_url", placeholder="https://"
            )
            st.caption(
                "The page is opened once, now. Whether the site allows it (robots.txt, terms of "
                "use) is for you to know."
            )
            is_submitted = st.form_submit_button("Load", key=f"{_KEY}_load")
        if is_submitted and address.strip():
            st.session_state[_ISSUES] = _load(address.strip())
        for issue in st.session_state.get(_ISSUES, ()):
            st.text(f"{'Taken in, but' if issue.is_warning else 'Not taken in'}: {issue}")


def draw_added() -> None:
    """List the inputs that were added without a file, to remove one."""
    for file in added_files.list_added_files():
        with st.container(horizontal=True, vertical_alignment="center"):
            st.text(file.name)
            st.button(
                "Remove",
                key=f"remove_{file.file_id}",
                on_click=added_files.remove_file,
                args=(file.file_id,),
            )


def _load(address: str) -> list[Issue]:
    """Add the articles of an address, and return what was not read."""
    from analysis.ingest.web.read_address import articles_as_lines, read_address

    with st.spinner("Loading …"):
        items = list(read_address(address))
    articles = [item for item in items if isinstance(item, Article)]
    if articles:
        name = (urlsplit(address).netloc + urlsplit(address).path).strip("/").replace("/", "_")
        added_files.add_file(f"{name.replace('.', '-')}.jsonl", articles_as_lines(articles))
    return [item for item in items if isinstance(item, Issue)]
