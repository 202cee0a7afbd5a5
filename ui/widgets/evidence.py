"""The one way to show the sentences behind a number."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from analysis.store.queries.evidence import MAX_PASSAGES
from ui.core import address, data, selection
from ui.widgets import markup
from ui.widgets.markup import Html, Span

PER_PAGE = 20
#: Widths of a passage and of the link beside it.
_COLUMN_WIDTHS = (5, 1)
#: What a page says of an article without a known date of publication.
UNDATED = "undated"


def draw_evidence(
    passages: pd.DataFrame,
    *,
    key: str,
    subject: str,
    colours: Mapping[str, str] | None = None,
    per_page: int = PER_PAGE,
) -> None:
    """Show passages grouped by article, marked, each with a link to its place in the article.

    Args:
        passages: as :func:`analysis.store.queries.evidence.find_passages` returns it.
        key: unique name on the page.
        subject: what is marked, e.g. "mentions of Kim in UPI"; unescaped text.
        colours: the colour of a mark by its note; by default all marks are alike.
        per_page: passages on one page.
    """
    if passages.empty:
        draw_note(f"No {subject}.")
        return
    draw_note(_summarize(passages, subject))
    page = address.draw_pagination(len(passages), per_page, key=f"{key}_page")
    on_page = passages.iloc[(page - 1) * per_page : page * per_page]
    with st.container(key=key):
        for article_id, group in on_page.groupby("article_id", sort=False):
            _draw_article(str(article_id), group, colours or {})


def draw_note(text: str) -> None:
    """Show a line of text that screen readers announce, e.g. why there is nothing to show."""
    markup.render(Html('<p role="status">{}</p>').format(text))


def format_heading(title: str, published: Any) -> str:  # noqa: ANN401 - a date, None or NaT
    """Return an article's title and date for a line of text; what is not known is left out."""
    return " · ".join(part for part in (title, format_day(published)) if part)


def format_day(published: Any, unknown: str = "") -> str:  # noqa: ANN401 - a date, None or NaT
    """Return a day in words, ``unknown`` when it is not known."""
    if pd.isna(published):
        return unknown
    day = pd.Timestamp(published)
    return f"{day.day} {day:%B %Y}"


def _summarize(passages: pd.DataFrame, subject: str) -> str:
    capitalized = subject[:1].upper() + subject[1:]
    if len(passages) >= MAX_PASSAGES:
        return f"{capitalized}: the first {MAX_PASSAGES:,} passages"
    marks = int(passages["marks"].map(len).sum())
    return f"{capitalized}: {marks:,}, in {len(passages):,} passage{'s' * (len(passages) != 1)}"


def _draw_article(article_id: str, passages: pd.DataFrame, colours: Mapping[str, str]) -> None:
    first = passages.iloc[0]
    outlet = first["outlet_label"]
    heading = Html("<strong>{}</strong> {}").format(
        markup.build_chip(outlet, data.get_outlet_styles()[outlet].colour),
        format_heading(first["title"], first["published"]),
    )
    markup.render(heading)
    for passage in passages.to_dict("records"):
        spans = [_build_span(mark, colours) for mark in passage["marks"]]
        block_kind = passage["block_kind"]
        label = Html("") if block_kind == "body" else Html("<em>{}</em>").format(block_kind)
        text, link = st.columns(_COLUMN_WIDTHS)
        with text:
            markup.render(label + markup.build_passage(passage["text"], spans, passage["start"]))
        with link:
            selection.draw_page_link("article", "Open", article=article_id, at=str(spans[0].start))


def _build_span(mark: Mapping[str, Any], colours: Mapping[str, str]) -> Span:
    note = mark["note"] or ""
    if note in colours:
        return Span(mark["start"], mark["end"], colours[note], title=note)
    return Span(mark["start"], mark["end"], title=note)
