"""What other outlets tell of each sentence of an article, in its margin, and their sentences."""

import streamlit as st

from analysis.findings.article_coverage import SentenceCoverage, compute_article_coverage
from analysis.findings.story_coverage import MAX_ARTICLES_JOINED
from analysis.store.filters import Filters
from analysis.store.queries import filter_choices
from ui.core import address, data
from ui.sections import coverage
from ui.widgets.marked_text import MarginNote

#: Number of articles of the story up to which the margin is filled without being asked for.
MAX_ARTICLES_WITHOUT_ASKING = 40

#: Reports a click on a note in the margin, which is no widget of Streamlit.
_LISTENER = st.components.v2.component(
    "parallax_margin",
    js="""
export default function ({ setTriggerValue }) {
  const listen = (event) => {
    const note = event.target.closest?.("[data-note]")
    if (note) setTriggerValue("note", note.dataset.note)
  }
  document.addEventListener("click", listen)
  return () => document.removeEventListener("click", listen)
}
""",
)


def draw_margin(filters: Filters, article_id: str, outlet: str) -> list[MarginNote]:
    """Draw the switch of the margin and the sentences of the chosen note.

    Args:
        filters: those that leave the articles of the article's story.
        article_id: the article.
        outlet: the label of its outlet.

    Returns:
        What stands in the margin; nothing where there is no other outlet or the switch is off.
    """
    outlets = data.cached_query(filter_choices.list_outlets, filters)
    count = data.cached_query(filter_choices.count_articles, filters)
    if len(outlets) == 1 or count > MAX_ARTICLES_JOINED:
        return []
    is_on = address.draw_toggle(
        "told",
        "What other outlets tell, in the margin",
        default=count <= MAX_ARTICLES_WITHOUT_ASKING,
        tooltip="A number of outlets counts this one too. Copies of one text are one voice. A "
        "sentence without a note: whether others tell it is not certain.",
    )
    if not is_on:
        return []
    marks = data.cached_query(compute_article_coverage, filters, article_id)
    rows = tuple({mark.row.row_id: mark.row for mark in marks if mark.row}.values())
    coverage.draw_cell_words(rows)
    _LISTENER(key="margin", on_note_change=lambda: coverage.select_cell("margin", "note"))
    return [_build_note(mark, outlet) for mark in marks]


def _build_note(mark: SentenceCoverage, outlet: str) -> MarginNote:
    cell = coverage.build_cell_id(mark.row, outlet) if mark.row else ""
    return MarginNote(mark.start, mark.end, mark.describe(), cell)
