"""What the last load brought, on the page Corpus: articles, stories, issues, and what to check."""

import streamlit as st

from analysis.findings.load_report import LoadReport, report_load
from analysis.store.filters import Filters
from ui.core import data, jobs
from ui.widgets import evidence, issue_list, markup
from ui.widgets.markup import Html

_CLOSED = "_closed_load_report"
#: Maximum numbers of new stories with a link, and of hints; the rest is counted.
_MAX_STORIES, _MAX_HINTS = 3, 5


def draw_load_report() -> None:
    """Show what the last load brought, until it is closed."""
    load = jobs.get_last_load()
    if load is None or load.known_ids is None or not load.ended.is_set():
        return
    if st.session_state.get(_CLOSED) is load:
        return
    report = data.cached_query(report_load, load.known_ids)
    with st.container(border=True, key="load_report"):
        skipped = 0 if load.progress is None else load.progress.skipped
        evidence.draw_note(describe_load(report, skipped))
        for story in report.new_stories[:_MAX_STORIES]:
            # The widget of the filter keeps its story when a link of the app leads to another.
            markup.render(
                Html('<p>New story: {} ({}). <a href="{}" target="_self">Open it</a></p>').format(
                    story.title,
                    _count(story.articles, "article"),
                    markup.build_page_href("./", Filters(story=story.story_id).to_query()),
                )
            )
        for hint in report.hints[:_MAX_HINTS]:
            st.text(hint.text)
        if (more := len(report.hints) - _MAX_HINTS) > 0:
            st.text(f"{more:,} more of this kind.")
        if load.progress is not None:
            issue_list.draw_issues(load.issues, load.progress.n_issues)
        if st.button("Close", key="close_load_report"):
            st.session_state[_CLOSED] = load
            st.rerun()


def describe_load(report: LoadReport, skipped: int) -> str:
    """Return what a load brought, as sentences.

    Args:
        report: what it brought.
        skipped: the number of articles that were loaded before.
    """
    new = report.new_stories
    joined = sum(story.articles for story in report.stories if not story.is_new)
    parts = [f"{_count(report.articles, 'article')} added"]
    if new:
        parts.append(f"{len(new):,} new {'story' if len(new) == 1 else 'stories'}")
    sentences = [", ".join(parts)]
    if joined and report.articles:
        sentences.append(f"{_count(joined, 'article')} joined stories that were there")
    if skipped:
        end = "was loaded before" if skipped == 1 else "were loaded before"
        sentences.append(f"{_count(skipped, 'article')} {end} and did not change")
    return " ".join(f"{sentence}." for sentence in sentences)


def _count(number: int, noun: str) -> str:
    return f"{f'{number:,}' if number else 'No'} {noun}{'s' * (number > 1)}"
