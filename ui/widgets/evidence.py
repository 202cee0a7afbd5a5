"""The one way to show the sentences behind a number, and small texts that several pages show."""

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from analysis.store.notes import NoteKind
from analysis.store.queries.evidence import MAX_PASSAGES
from ui.core import address, data, selection
from ui.widgets import evidence_panel, markup, note_control
from ui.widgets.markup import Html, Span
from ui.widgets.note_control import NoteTarget
from ui.widgets.outlet_chips import build_outlet_chip
from ui.widgets.window_widths import LEAST_WINDOW_BESIDE, WIDE_WINDOW

#: Sentences on one page of the panel: about two windows to scroll (judgement).
PER_PAGE = 8
#: Characters of a finding in the head of the panel, which stays in view; a longer one is below it
#: (judgement: a few lines of a narrow panel; the longest on the seeds has 253).
_HEAD_CHARACTERS = 280
#: What a page says of an article without a known date of publication.
UNDATED = "undated"
#: What is counted of a finding: not what is marked in its passages, which may be words or names.
PASSAGES = "passages"

_FINDING = Html('<div class="finding"><small>{}</small><div>{}</div></div>')
#: The notes of findings below each other stand in a column, their buttons at the end of the row;
#: in a narrow window, above and below the sentence. Where the page makes room for the panel, a
#: button stands below its sentence, so that the sentence has the whole width.
_FINDING_STYLE = Html(
    """<style>.finding {{display: grid; grid-template-columns: 8.5rem 1fr; gap: .2rem .8rem}}
.finding small {{padding-top: .15rem}}
@media (min-width: {wide}px) {{
  .stHorizontalBlock:has(> * .finding) {{flex-wrap: nowrap}}
  .stHorizontalBlock > :has(.finding) {{flex: 1 1 0; min-width: 0}}
}}
@media (max-width: {narrower_than_wide}px) {{
  .stHorizontalBlock:has(> * .finding) {{row-gap: 0}}
  .stHorizontalBlock:has(> * .finding) button {{min-height: 1.9rem}}
  .stHorizontalBlock > :has(.finding) {{flex: 1 0 100%}}
}}
@media (min-width: {beside}px) and (max-width: {narrower_than_wide}px) {{
  .stHorizontalBlock > :has(.finding) + * {{margin-left: 9.3rem}}
}}
@media (max-width: {narrower_than_beside}px) {{.finding {{grid-template-columns: 1fr}}}}
</style>"""
).format(
    wide=WIDE_WINDOW,
    narrower_than_wide=WIDE_WINDOW - 1,
    beside=LEAST_WINDOW_BESIDE,
    narrower_than_beside=LEAST_WINDOW_BESIDE - 1,
)


def draw_evidence(
    passages: pd.DataFrame,
    *,
    subject: str,
    sentence: str = "",
    note: str = "",
    colours: Mapping[str, str] | None = None,
    kind: NoteKind = NoteKind.SENTENCE,
) -> None:
    """Show passages in the panel, grouped by article and marked, each with a link to its place.

    Args:
        passages: as :func:`analysis.store.queries.evidence.find_passages` returns it.
        subject: what is marked, e.g. "mentions of Kim in UPI"; unescaped text.
        sentence: the finding that the passages are the evidence of; it heads the panel.
        note: what else is to be said of the number; unescaped text.
        colours: the colour of a mark by its note; by default all marks are alike.
        kind: what a note on a passage is on; on a quotation it has the marked words alone.
    """
    head = markup.shorten(sentence, _HEAD_CHARACTERS)

    def draw_passages() -> None:
        if head != sentence:
            markup.render(Html("<p>{}</p>").format(sentence))
        if note:
            markup.render(Html("<p><small>{}</small></p>").format(note))
        page = address.draw_pagination(len(passages), PER_PAGE, key=address.EVIDENCE_PAGE)
        on_page = passages.iloc[(page - 1) * PER_PAGE : page * PER_PAGE]
        for article_id, group in on_page.groupby("article_id", sort=False):
            _draw_article(str(article_id), group, colours or {}, kind)

    title = " · ".join(filter(None, (head, summarize_passages(passages, subject))))
    evidence_panel.draw_panel(title, draw_passages)


def draw_note(text: str) -> None:
    """Show a line of text, if there is one, that screen readers announce."""
    if text:
        markup.render(Html('<p role="status">{}</p>').format(text))


def draw_article_link(
    article_id: str,
    start: int,
    *,
    noted: tuple[int, int] | None = None,
    kind: NoteKind = NoteKind.SENTENCE,
) -> None:
    """Draw the link from a sentence in the panel to its place, and the control of its notes.

    Args:
        article_id: the article.
        start: the place that the link leads to.
        noted: start and end of the passage that a note is on; by default the sentence at ``start``.
        kind: what a note on it is on.
    """

    def draw_link() -> None:
        selection.draw_page_link(
            "article", "Read in the article", article=article_id, at=str(start)
        )

    first, last = noted or (start, None)
    note_control.draw_passage_control(article_id, first, last, kind, draw_first=draw_link)


def draw_finding(
    sentence: str,
    note: str,
    *,
    key: str,
    on_click: Callable[..., None],
    args: tuple[object, ...],
    target: NoteTarget,
) -> None:
    """Show a finding with a note on its kind and certainty, and a button that opens its sentences.

    Args:
        sentence: the finding; unescaped text.
        note: its kind, and its certainty where that is not plain from the texts.
        key: unique name on the page.
        on_click: callback that opens the sentences.
        args: of the callback.
        target: what a note on the finding is on.
    """

    def draw_sentence_and_button() -> None:
        markup.render(_FINDING_STYLE + _FINDING.format(note, sentence))
        st.button("Read", key=key, on_click=on_click, args=args, type="tertiary")

    note_control.draw_subject_control(target, draw_first=draw_sentence_and_button)


def format_heading(title: str, published: Any) -> str:  # noqa: ANN401 - a date, None or NaT
    """Return an article's title and date for a line of text; what is not known is left out."""
    return " · ".join(part for part in (title, format_day(published)) if part)


def format_day(published: Any, unknown: str = "") -> str:  # noqa: ANN401 - a date, None or NaT
    """Return a day in words, ``unknown`` when it is not known."""
    if pd.isna(published):
        return unknown
    day = pd.Timestamp(published)
    return f"{day.day} {day:%B %Y}"


def summarize_passages(passages: pd.DataFrame, subject: str) -> str:
    """Return how often a subject is marked, and in how many passages; of a finding, these alone."""
    if passages.empty:
        return f"No {subject}."
    capitalized = subject[:1].upper() + subject[1:]
    if len(passages) >= MAX_PASSAGES:
        return f"{capitalized}: the first {MAX_PASSAGES:,} passages"
    marks = int(passages["marks"].map(len).sum())
    if marks == len(passages) or subject == PASSAGES:
        return f"{capitalized}: {len(passages):,}"
    return f"{capitalized}: {marks:,}, in {len(passages):,} passage{'s' * (len(passages) != 1)}"


def _draw_article(
    article_id: str, passages: pd.DataFrame, colours: Mapping[str, str], kind: NoteKind
) -> None:
    first = passages.iloc[0]
    outlet = first["outlet_label"]
    heading = Html("<strong>{}</strong> {}").format(
        build_outlet_chip(outlet),
        " · ".join(
            filter(
                None,
                (
                    data.find_pooled_outlet(article_id),
                    format_heading(first["title"], first["published"]),
                ),
            )
        ),
    )
    markup.render(heading)
    for passage in passages.to_dict("records"):
        spans = [_build_span(mark, colours) for mark in passage["marks"]]
        block_kind = passage["block_kind"]
        label = Html("") if block_kind == "body" else Html("<em>{}</em>").format(block_kind)
        with st.container(gap=None):
            markup.render(label + markup.build_passage(passage["text"], spans, passage["start"]))
            words = (spans[0].start, max(span.end for span in spans))
            sentences = (int(passage["start"]), int(passage["end"]))
            noted = words if kind is NoteKind.QUOTATION else sentences
            draw_article_link(article_id, spans[0].start, noted=noted, kind=kind)


def _build_span(mark: Mapping[str, Any], colours: Mapping[str, str]) -> Span:
    note = mark["note"] or ""
    if note in colours:
        return Span(mark["start"], mark["end"], colours[note], title=note)
    return Span(mark["start"], mark["end"], title=note)
