"""Parts of a page that take long for many articles: drawn on request, or not at all."""

import streamlit as st

from analysis import findings
from analysis.store.filters import Filters
from analysis.store.queries import filter_choices
from ui.core import data, selection
from ui.widgets import evidence

#: The filters for which each slow part was requested in this session, by the part's verb.
_REQUESTED = "_requested"


def is_comparison_deferred() -> bool:
    """Return whether to leave out a comparison, and say why: too many articles, or not requested.

    Few articles are compared at once, more on request, too many never.
    """
    count = data.cached_query(filter_choices.count_articles, selection.get_filters())
    if count <= findings.MAX_ARTICLES_COMPARED:
        return is_deferred(findings.MAX_ARTICLES_WITHOUT_ASKING, "Compare")
    evidence.draw_note(
        f"{count:,} articles are too many to compare at once; "
        f"up to {findings.MAX_ARTICLES_COMPARED:,} are possible. "
        "Choose a story, fewer outlets or fewer days."
    )
    return True


def is_deferred(limit: int, verb: str) -> bool:
    """Return whether to leave out a slow part until it is requested, and offer the request.

    Args:
        limit: number of articles up to which the part is drawn without a request.
        verb: what the part does with the articles, as in "Compare 1,200 articles"; identifies the
            part.
    """
    filters = selection.get_filters()
    count = data.cached_query(filter_choices.count_articles, filters)
    if count <= limit:
        return False
    if st.session_state.get(_REQUESTED, {}).get(verb) == filters:
        data.announce_progress(f"Reading {count:,} articles …")
        return False
    evidence.draw_note(
        f"With {count:,} articles this takes a while, and the page can be left meanwhile. "
        "Choose a story, fewer outlets or fewer days for instant results."
    )
    st.button(f"{verb} {count:,} articles", on_click=_request, args=(verb, filters))
    return True


def _request(verb: str, filters: Filters) -> None:
    st.session_state[_REQUESTED] = st.session_state.get(_REQUESTED, {}) | {verb: filters}
