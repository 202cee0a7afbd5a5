"""What other outlets tell of each sentence of an article, in its margin, and their sentences."""

from collections.abc import Iterable, Sequence

import streamlit as st

from analysis.findings.article_coverage import SentenceCoverage, compute_article_coverage
from analysis.findings.article_summary import ArticleSummary, summarize_article
from analysis.findings.story_coverage import MAX_ARTICLES_JOINED
from analysis.store.filters import Filters
from analysis.store.queries import filter_choices
from ui.core import address, data
from ui.sections import coverage
from ui.widgets import markup
from ui.widgets.article_links import build_article_link
from ui.widgets.marked_text import NOTE_ANCHOR, MarginNote
from ui.widgets.markup import Html

#: Number of articles of the story up to which the margin is filled without being asked for.
MAX_ARTICLES_WITHOUT_ASKING = 40

#: Maximum number of outlets, and of notes, that a line of the summary lists.
_MAX_LISTED = 8
_SUMMARY = Html(
    "<style>.px-beside {{display: grid; grid-template-columns: max-content minmax(0, 1fr); "
    "gap: .1rem 1rem; margin: 0 !important; padding: 0 !important; line-height: 1.45; "
    "overflow-wrap: anywhere}} "
    ".px-beside dt {{opacity: .85; font-size: .9em}} .px-beside dd {{margin: 0}} "
    ".px-beside a {{color: inherit}} "
    "@media (max-width: 700px) {{.px-beside {{grid-template-columns: minmax(0, 1fr)}} "
    '.px-beside dd {{margin-bottom: .3rem}}}}</style><dl class="px-beside">{}</dl>'
)

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
        "What other outlets tell, in the margin",
        default=count <= MAX_ARTICLES_WITHOUT_ASKING,
        tooltip="Click a note to read the others’ sentences. Copies of one text are one voice. A "
        "sentence without a note: whether others tell it is not certain.",
    )


def draw_margin(filters: Filters, article_id: str, outlet: str) -> list[MarginNote]:
    """Draw how the article differs from the others, and the sentences of the chosen note.

    Args:
        filters: those that leave the articles of the article's story, the article among them.
        article_id: the article.
        outlet: the label of its outlet.

    Returns:
        What stands in the margin.
    """
    marks = data.cached_query(compute_article_coverage, filters, article_id)
    summary = data.cached_query(summarize_article, filters, article_id)
    markup.render(build_summary(summary, article_id))
    rows = tuple({mark.row.row_id: mark.row for mark in marks if mark.row}.values())
    coverage.draw_cell_words(rows)
    _LISTENER(key="margin", on_note_change=lambda: coverage.select_cell("margin", "note"))
    return [_build_note(mark, outlet) for mark in marks]


def build_summary(summary: ArticleSummary, article_id: str) -> Html:
    """Return the lines on how an article differs from the others; those without content go."""
    shared = [f"{outlet} ({number})" for outlet, number in summary.shared]
    named = [
        build_article_link(
            article_id,
            next(span.start for span in finding.evidence if span.article_id == article_id),
            finding.subject,
        )
        for finding in summary.named
    ]
    lines = {
        "Its sentences that others tell too": Html.escape(_list(shared)),
        "Only here": _link_notes(summary.only_here),
        "Figures that differ": _link_notes(summary.differing),
        "Names only here (named twice, or also quoted)": Html(", ").join(named[:_MAX_LISTED]),
        "Published": Html.escape(_describe_days(summary)),
    }
    return _SUMMARY.format(
        markup.join(
            Html("<dt>{}</dt><dd>{}</dd>").format(name, line)
            for name, line in lines.items()
            if line
        )
    )


def _describe_days(summary: ArticleSummary) -> str:
    """Return which outlets were earlier: "6 days after Courier · same day as Beacon"."""
    by_lead: dict[int, list[str]] = {}
    for outlet, days in summary.earlier:
        by_lead.setdefault(days, []).append(outlet)
    parts = [
        f"{days} day{'s' * (days != 1)} after {_list(outlets)}" for days, outlets in by_lead.items()
    ]
    if summary.same_day:
        parts.append(f"same day as {_list(summary.same_day)}")
    if summary.later:
        parts.append(f"before {_list(summary.later)}")
    if summary.undated and parts:
        parts.append(f"undated: {_list(summary.undated)}")
    return " · ".join(parts)


def _list(names: Sequence[str]) -> str:
    rest = len(names) - _MAX_LISTED
    return ", ".join(names[:_MAX_LISTED]) + (f" and {rest} more" if rest > 0 else "")


def _link_notes(positions: Iterable[int]) -> Html:
    """Return the numbers of notes, each a link to its note."""
    numbers = [position + 1 for position in positions]
    links = [
        Html('<a href="#{}{}" target="_self">note {}</a>').format(NOTE_ANCHOR, number, number)
        for number in numbers[:_MAX_LISTED]
    ]
    rest = len(numbers) - len(links)
    return Html(", ").join(links) + (Html(" and {} more").format(rest) if rest > 0 else Html(""))


def _build_note(mark: SentenceCoverage, outlet: str) -> MarginNote:
    cell = coverage.build_cell_id(mark.row, outlet) if mark.row else ""
    return MarginNote(mark.start, mark.end, mark.describe(), cell)
