"""What other outlets tell of each sentence of an article, in its margin, and their sentences."""

import streamlit as st

from analysis.findings.article_coverage import SentenceCoverage, compute_article_coverage
from analysis.findings.article_summary import summarize_article
from analysis.findings.story_coverage import MAX_ARTICLES_JOINED
from analysis.store.filters import Filters
from analysis.store.queries import filter_choices
from ui.core import address, data
from ui.sections import article_glance, coverage
from ui.widgets import markup
from ui.widgets.marked_text import MarginNote

#: Number of articles of the story up to which the margin is filled without being asked for.
MAX_ARTICLES_WITHOUT_ASKING = 40

#: Reports a click on a note in the margin, which is no widget of Streamlit. The page listens once:
#: with a listener for each call a click would be reported several times, as Streamlit cleans up
#: after the last call alone.
_LISTENER = st.components.v2.component(
    "parallax_margin",
    js="""
const install = () => {
  const margin = { report: null }
  document.addEventListener("click", event => {
    const note = event.target.closest?.("[data-note]")
    if (note) margin.report?.(note.dataset.note)
  })
  return margin
}

export default function ({ setTriggerValue }) {
  const margin = (window.parallaxMargin ??= install())
  const report = note => setTriggerValue("note", note)
  margin.report = report
  return () => {
    // A later call may have taken over before this one is cleaned up.
    if (margin.report === report) margin.report = null
  }
}
""",
)


def draw_switch(filters: Filters) -> bool:
    """Draw the switch of the margin; return whether the margin is to be filled.

    Args:
        filters: those that leave the articles of the article's story.
    """
    outlets = data.cached_query(filter_choices.list_outlets, filters)
    count = data.cached_query(filter_choices.count_articles, filters)
    if len(outlets) == 1 or count > MAX_ARTICLES_JOINED:
        return False
    return address.draw_toggle(
        "told",
        "What other outlets report, in the margin",
        default=count <= MAX_ARTICLES_WITHOUT_ASKING,
        tooltip="Click a note to read the others’ sentences. Copies of one text are one voice. A "
        "sentence without a note: whether others report it is not certain.",
    )


def draw_margin(filters: Filters, article_id: str, text: str) -> list[MarginNote]:
    """Draw how the article differs from the others, and the sentences of the chosen note.

    Args:
        filters: those that leave the articles of the article's story, the article among them.
        article_id: the article.
        text: its text.

    Returns:
        What stands in the margin.
    """
    marks = data.cached_query(compute_article_coverage, filters, article_id)
    summary = data.cached_query(summarize_article, filters, article_id)
    markup.render(article_glance.build_glance(summary, marks, article_id, text))
    rows = {row.row_id: row for row in summary.missing}
    rows |= {mark.row.row_id: mark.row for mark in marks if mark.row}
    # Two sentences may be in one row: the panel is named by the one that was clicked.
    subjects = {mark.row.row_id: text[mark.start : mark.end] for mark in marks if mark.row}
    coverage.draw_cell_words(tuple(rows.values()), subjects)
    _LISTENER(key="margin", on_note_change=lambda: coverage.select_cell("margin", "note"))
    return [_build_note(mark) for mark in marks]


def _build_note(mark: SentenceCoverage) -> MarginNote:
    cell = coverage.build_cell_id(mark.row, mark.outlet) if mark.row else ""
    return MarginNote(mark.start, mark.end, mark.describe(), cell)
