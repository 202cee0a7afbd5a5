"""The one way to show the sentences behind a number."""

from collections.abc import Mapping
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from analysis.store.queries.evidence import LIMIT
from ui.core import data, navigation, selection
from ui.widgets import markup

PER_PAGE = 20


def draw_evidence(
    passages: pd.DataFrame,
    *,
    key: str,
    what: str,
    colours: Mapping[str, str] | None = None,
    per_page: int = PER_PAGE,
) -> None:
    """Show passages grouped by article, marked, each with a link to its place in the article.

    Args:
        passages: as :func:`analysis.store.queries.evidence.passages` returns it.
        key: unique name on the page.
        what: what the marked stretches are, e.g. "mentions of Kim in UPI"; any text, escaped here.
        colours: the colour of a mark by its note; by default all are marked alike.
        per_page: passages on one page.
    """
    if passages.empty:
        draw_note(f"No {what}.")
        return
    st.html(f'<p role="status">{escape(_summary(passages, what))}</p>')
    page = navigation.draw_pagination(len(passages), per_page, key=f"{key}_page")
    shown = passages.iloc[(page - 1) * per_page : page * per_page]
    with st.container(key=key):
        for article_id, group in shown.groupby("article_id", sort=False):
            _article(str(article_id), group, colours or {})


def draw_note(why: str) -> None:
    """Say in words why there is nothing to show."""
    st.html(f'<p role="status">{escape(why)}</p>')


def _summary(passages: pd.DataFrame, what: str) -> str:
    name = what[:1].upper() + what[1:]
    if len(passages) >= LIMIT:
        return f"{name}: the first {LIMIT:,} passages"
    marks = int(passages["marks"].map(len).sum())
    return f"{name}: {marks:,}, in {len(passages):,} passage{'s' * (len(passages) != 1)}"


def _article(article_id: str, passages: pd.DataFrame, colours: Mapping[str, str]) -> None:
    first = passages.iloc[0]
    look = data.get_outlet_styles()[first["outlet_label"]]
    st.html(
        f"<strong>{markup.build_chip(first['outlet_label'], look.colour)}</strong> "
        f"{escape(format_heading(first['title'], first['published']))}"
    )
    for row in passages.to_dict("records"):
        spans = [_span(mark, colours) for mark in row["marks"]]
        kind = "" if row["block_kind"] == "body" else f"<em>{escape(row['block_kind'])}</em>"
        text, link = st.columns([5, 1])
        text.html(kind + markup.build_passage(row["text"], spans, row["start"]))
        with link:
            selection.draw_page_link("article", "Open", article=article_id, at=str(spans[0].start))


def format_heading(title: str, published: Any) -> str:  # noqa: ANN401  (a date, None or NaT)
    """Return an article's title and date for a line of text; what is not known is left out."""
    return " · ".join(part for part in (title, format_day(published)) if part)


def format_day(published: Any) -> str:  # noqa: ANN401  (a date, None or NaT)
    """Return a day in words, empty when it is not known."""
    known = None if pd.isna(published) else pd.Timestamp(published)
    return "" if known is None else f"{known.day} {known:%B %Y}"


def _span(mark: Mapping[str, Any], colours: Mapping[str, str]) -> markup.Span:
    note = mark["note"] or ""
    if note in colours:
        return markup.Span(mark["start"], mark["end"], colours[note], title=note)
    return markup.Span(mark["start"], mark["end"], title=note)
