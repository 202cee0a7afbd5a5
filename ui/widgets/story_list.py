"""The stories of the selection: a page that compares outlets works on one of them at a time."""

import streamlit as st

from analysis.charts.overview import tabulate_stories
from analysis.store.queries import overview
from ui.core import address, data, selection
from ui.widgets import selectable_table

#: Number of stories on one page of the list.
_PER_PAGE = 25


def list_title_outlets() -> list[str]:
    """Return the outlets whose headline is the title of the one story in view."""
    stories = data.cached_query(overview.list_stories, selection.get_filters(), 2)
    if len(stories) != 1:
        return []
    return data.cached_query(overview.list_headline_outlets, str(stories["story_id"].iloc[0]))


def draw_stories() -> None:
    """List the selected stories, those in most outlets first; a selected row opens its story."""
    filters = selection.get_filters()
    total = data.cached_query(overview.count_stories, filters)
    page = address.draw_pagination(total, _PER_PAGE, key="stories_page")
    first = (page - 1) * _PER_PAGE
    stories = data.cached_query(overview.list_stories, filters, _PER_PAGE, first)
    st.caption(
        f"{total:,} stories, those in most outlets first; {len(stories)} are shown here. "
        "Select a row to open its story: outlets are compared within one story at a time, unless "
        "“Compare all stories together” is on."
    )
    selectable_table.draw_selectable_table(
        tabulate_stories(stories),
        list(stories["story_id"]),
        key="stories",
        state=(filters, page),
        on_select=selection.select_story,
        alt=f"{len(stories)} of {total} stories, those in most outlets first",
    )
