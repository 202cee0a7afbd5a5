"""The frame of every page: running jobs, the filters in words, and help when nothing is left."""

import streamlit as st

from analysis.settings import Settings
from analysis.store.queries import filter_choices, overview
from ui.core import address, data, jobs, navigation, overrides, selection
from ui.widgets import (
    copy_link,
    counted_versions,
    evidence_panel,
    markup,
    note_control,
    outlet_chips,
    reading_place,
    scroll,
    scrolled_charts,
    story_list,
    story_parts,
    theme_changes,
)
from ui.widgets.markup import Html

#: Pages that open whatever the filters leave.
PAGES_WITHOUT_SELECTION = ("notes", "corpus", "help")
#: Pages that say by themselves what to do in an empty workspace.
_PAGES_WITHOUT_ARTICLES = ("corpus", "help")
#: Pages that are about articles, or about nothing selected: groups never take the outlets' place.
UNPOOLED_PAGES = ("article", "compare", *PAGES_WITHOUT_SELECTION)
#: Pages that compare the outlets of one story.
COMPARING_PAGES = ("coverage", "entities", "quotes", "framing", "differences", "compare")

#: The first window of a page is for what the page says: little room above and below its title. The
#: choices of one question go on in a second line, as nothing else shows them, and the one after the
#: chosen one has its border there too. A link has the colour
#: of its text: the browser's own blue is too dark to read on a dark page. Where the keyboard is, it
#: has a ring: a paler ground alone is hardly seen. The download in the tool bar of Streamlit's
#: tables writes texts and headings that a spreadsheet runs as formulas;
#: :func:`ui.widgets.chart.draw_download` and the page Corpus do not.
_STYLE = Html(
    '<style>[aria-label^="Download as CSV:"] {display: none} '
    '[data-testid="stMainBlockContainer"] {padding-top: 3.6rem} '
    '[data-testid="stHeading"] h1 {padding: .2rem 0 .1rem} '
    '[data-testid="stHtml"] > p[role="status"] {margin-bottom: .2rem} '
    '[data-testid="stHtml"] a {color: inherit} '
    "a:focus-visible {outline: 3px solid currentColor !important; outline-offset: 1px} "
    '[data-testid="stButtonGroup"] > [role] {flex-wrap: wrap; row-gap: .25rem; mask-image: none} '
    '[data-testid="stButtonGroup"] [aria-checked="true"] {position: relative; z-index: 1} '
    '[data-testid="stButtonGroup"] [aria-checked="true"] + button '
    "{border-left-color: #7A838E !important}"
    "</style>"
)


def get_title(page: st.Page) -> str:
    """Return the title of a page; that of the first page is the headline of the story in view."""
    if not navigation.is_first_page(page) or not data.list_outlets():
        return str(page.title)
    filters = selection.get_filters()
    n_stories = data.cached_query(overview.count_stories, filters)
    if n_stories == 1:
        return str(data.cached_query(overview.list_stories, filters, 1)["title"].iloc[0])
    return "Stories" if n_stories else str(page.title)


def describe_empty_workspace(settings: Settings) -> str:
    """Return that there is no article to show and, where it is so, why not even the seeds."""
    if settings.seeds:
        return "There is no article in this workspace yet."
    return (
        "There is no article in this workspace yet. It is the folder that PARALLAX_WORKSPACE "
        "names, which holds what is loaded into it and nothing else; the seed articles are shown "
        "where the dashboard is started without PARALLAX_WORKSPACE."
    )


def run_page(page: st.Page) -> None:
    """Describe the selection and run the page, unless there is no article for it to show."""
    address.carry_choice(data.HIGHLIGHT, page.url_path)
    data.announce_progress("")
    markup.render(_STYLE)
    evidence_panel.reserve_place()
    note_control.start_run()
    with st.sidebar:
        copy_link.draw_copy_link()
        scroll.keep_scroll(page.url_path)
        reading_place.hold_place()
        scrolled_charts.reach_by_keyboard()
        theme_changes.draw_anew_on_change()
    _draw_job()
    overrides.draw_failure()
    ignores_filters = page.url_path in PAGES_WITHOUT_SELECTION
    if data.list_outlets():
        _draw_selection(with_story=not navigation.is_first_page(page))
    elif page.url_path not in _PAGES_WITHOUT_ARTICLES:
        st.info(describe_empty_workspace(Settings.from_environment()))
        st.page_link(navigation.get_page_path("corpus"), label="Add articles on the page Corpus")
        if not ignores_filters:
            return
    if selection.is_story_missing():
        st.warning(
            "The story of this link is not in this workspace any more: it was regrouped, or its "
            "articles were removed. Choose another one."
        )
    if ignores_filters or data.cached_query(filter_choices.count_articles, selection.get_filters()):
        if page.url_path in COMPARING_PAGES and not selection.is_story_open():
            story_list.draw_stories()
            return
        if page.url_path in COMPARING_PAGES and page.url_path != "compare":
            # Compare says it itself, of the articles that are chosen there.
            story_parts.draw_story_parts(page.url_path)
            counted_versions.draw_counted_versions()
        page.run()
    else:
        st.info("No article meets all filters. Widen them in the sidebar, or clear them all.")
        st.button("Clear filters", key="clear_filters_here", on_click=selection.clear_filters)


def _draw_job() -> None:
    """Show the progress of the running job, or that the last one failed."""
    job = jobs.get_latest_job()
    if job is None:
        return
    if not job.ended.is_set():
        jobs.draw_progress(job)
    elif job.has_unsolved_error:
        st.error("The last change could not be finished. What is shown is from before it.")
        st.text(f"{job.title}: {job.error}")
        if job.again is not None:
            st.button("Try again", key="job_again", on_click=_start_again, args=(job,))


def _start_again(job: jobs.Job) -> None:
    """Start a job that failed once more."""
    if job.again is not None:
        job.again()


def _draw_selection(*, with_story: bool) -> None:
    """Say how many articles meet the filters, and what the filters are."""
    description = selection.describe_selection(with_story=with_story)
    markup.render(Html('<p role="status">{}</p>').format(description))
    outlet_chips.draw_group_legend()
