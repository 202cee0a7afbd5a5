"""What stands around every page: what is looked at, in words, and what to do when it is nothing."""

from html import escape

import streamlit as st

from analysis.store.filters import Filters
from analysis.store.queries import filter_choices
from ui.core import data, jobs, navigation, selection

#: The download in the tool bar of Streamlit's tables writes texts and headings that a spreadsheet
#: runs as formulas; :func:`ui.widgets.chart.draw_download` and the page Corpus do not.
_STYLE = '<style>[aria-label^="Download as CSV:"] {display: none}</style>'


def run_page(page: st.Page) -> None:
    """Say what is looked at and run the page, unless there is no article for it to show."""
    st.html(_STYLE)
    _job()
    corpus = page.url_path == "corpus"
    if not data.list_outlets():
        if not corpus:
            st.info("There is no article in this workspace yet.")
            st.page_link(
                navigation.get_page_path("corpus"), label="Add articles on the page Corpus"
            )
            return
    else:
        _looked_at()
    if corpus or data.cached_query(filter_choices.count_articles, selection.get_filters()):
        page.run()
    else:
        st.info("No article meets all filters. Widen them in the sidebar, or lift them all.")
        st.button("Clear filters", key="clear_filters_here", on_click=selection.clear_filters)


def _job() -> None:
    job = jobs.get_latest_job()
    if job is None:
        return
    if not job.ended.is_set():
        jobs.draw_progress(job)
    elif job.problem:
        st.error("The last change could not be finished. What is shown is from before it.")
        st.text(f"{job.what}: {job.problem}")


def _looked_at() -> None:
    filters = selection.get_filters()
    shown = data.cached_query(filter_choices.count_articles, filters)
    everything = data.cached_query(filter_choices.count_articles, Filters())
    counted = f"{shown:,} of {everything:,} articles"
    if data.get_workspace().overrides.excludes_shared_text:
        counted += "; copied passages are left out"
    st.html(
        f'<p role="status"><strong>Looking at:</strong> {escape(selection.describe_filters())} '
        f"({counted})</p>"
    )
