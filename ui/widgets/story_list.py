"""The stories of the selection: a page that compares outlets works on one of them at a time."""

import streamlit as st

from analysis.charts.overview import STRIP, tabulate_stories
from analysis.findings.story_names import list_top_differences
from analysis.store.queries import overview
from ui.core import address, data, selection
from ui.widgets import selectable_table

#: Number of stories on one page of the list.
_PER_PAGE = 10
#: Maximum number of articles of a story whose difference is looked for: that of five takes 0.1 s.
_MAX_ARTICLES = 30
#: Width in pixels of the columns of text: a headline or sentence of about 42 characters.
_TEXT_WIDTH = 285
#: Width in pixels of the strip of dates.
_STRIP_WIDTH = 110


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
    story_ids = tuple(stories["story_id"])
    table = tabulate_stories(
        stories,
        data.cached_query(overview.count_articles_by_day, filters, story_ids),
        data.cached_query(
            list_top_differences,
            filters,
            tuple(stories.loc[stories["articles"] <= _MAX_ARTICLES, "story_id"]),
        ),
    )
    st.caption(
        f"{total:,} stories, those in most outlets first; {len(stories)} are shown here. "
        "Select a row to open its story: outlets are compared within one story at a time, unless "
        "“Compare all stories together” is on."
    )
    selectable_table.draw_selectable_table(
        table,
        list(story_ids),
        key="stories",
        state=(filters, page),
        on_select=selection.select_story,
        alt=f"{len(stories)} of {total} stories, those in most outlets first",
        columns={
            "Story": st.column_config.TextColumn(width=_TEXT_WIDTH),
            "Difference": st.column_config.TextColumn(
                width=_TEXT_WIDTH,
                help="The most telling person or organisation that one outlet alone names, or "
                "alone does not name.",
            ),
            STRIP: st.column_config.BarChartColumn(
                width=_STRIP_WIDTH,
                y_min=0,
                help="Articles over time; all rows have the same scale of time.",
            ),
        },
        pictures=(STRIP,),
    )
