"""The one way to show the sentences behind a number: a panel over the right edge of the page.

The page behind the panel neither moves nor fades. On a narrow window the panel covers the lower
half. Escape closes it, as its button does.
"""

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from analysis.store.queries.evidence import MAX_PASSAGES
from ui.core import address, selection
from ui.widgets import markup
from ui.widgets.markup import Html, Span
from ui.widgets.outlet_chips import build_outlet_chip

PER_PAGE = 20
#: Widths of a passage and of the link beside it.
_COLUMN_WIDTHS = (5, 1)
#: What a page says of an article without a known date of publication.
UNDATED = "undated"


#: Background and border of the panel by theme: styles of the page know no colour of the theme.
_PANEL_COLOURS = {"light": ("#FFFFFF", "#8A929C"), "dark": ("#14171C", "#7A838E")}
_PANEL_STYLE = Html("""<style>
[class*="st-key-panel_"] {{position: fixed; z-index: 90; right: 0; top: 3.75rem; bottom: 0;
  width: min(30rem, 48vw); overflow-y: auto; overscroll-behavior: contain;
  padding: .8rem 1.1rem 2rem; background: {background}; border-left: 2px solid {border};
  box-shadow: -6px 0 18px #0003}}
@media (max-width: 767px) {{
  [class*="st-key-panel_"] {{left: 0; width: auto; top: 45vh; border-left: 0;
    border-top: 2px solid {border}}}
}}
@media print {{[class*="st-key-panel_"] {{position: static; width: auto; box-shadow: none}}}}
</style>""")
#: Reports that the reader pressed Escape; it listens while the panel is open.
_ESCAPE = st.components.v2.component(
    "parallax_escape",
    js="""
export default function ({ setTriggerValue }) {
  const listen = (event) => {
    if (event.key === "Escape") setTriggerValue("pressed", true)
  }
  document.addEventListener("keydown", listen)
  return () => document.removeEventListener("keydown", listen)
}
""",
)


def draw_evidence(
    passages: pd.DataFrame,
    *,
    key: str,
    subject: str,
    closing: Mapping[str, str],
    colours: Mapping[str, str] | None = None,
    per_page: int = PER_PAGE,
) -> None:
    """Show passages in the panel, grouped by article and marked, each with a link to its place.

    Args:
        passages: as :func:`analysis.store.queries.evidence.find_passages` returns it.
        key: unique name on the page.
        subject: what is marked, e.g. "mentions of Kim in UPI"; unescaped text.
        closing: choices that closing the panel sets in the address; most remove what opened it.
        colours: the colour of a mark by its note; by default all marks are alike.
        per_page: passages on one page.
    """
    background, border = _PANEL_COLOURS[st.context.theme.type or "light"]
    markup.render(_PANEL_STYLE.format(background=background, border=border))
    with st.container(key=f"panel_{key}"):
        st.button("Close", key=f"{key}_close", on_click=_close, args=(closing,))
        _ESCAPE(key=f"{key}_escape", on_pressed_change=lambda: _close(closing))
        if passages.empty:
            draw_note(f"No {subject}.")
            return
        draw_note(_summarize(passages, subject))
        page = address.draw_pagination(len(passages), per_page, key=f"{key}_page")
        on_page = passages.iloc[(page - 1) * per_page : page * per_page]
        for article_id, group in on_page.groupby("article_id", sort=False):
            _draw_article(str(article_id), group, colours or {})


def _close(closing: Mapping[str, str]) -> None:
    address.set_choices(**closing)


def draw_note(text: str) -> None:
    """Show a line of text that screen readers announce, e.g. why there is nothing to show."""
    markup.render(Html('<p role="status">{}</p>').format(text))


def draw_finding(
    sentence: str, note: str, *, key: str, on_click: Callable[..., None], args: tuple[object, ...]
) -> None:
    """Show a finding with a note on its kind and certainty, and a button that opens its sentences.

    Args:
        sentence: the finding; unescaped text.
        note: its kind, and its certainty where that is not plain from the texts.
        key: unique name on the page.
        on_click: callback that opens the sentences.
        args: of the callback.
    """
    text, button = st.columns((7, 1), vertical_alignment="center")
    with text:
        markup.render(
            Html('<p style="margin:.1rem 0">{}<br><small>{}</small></p>').format(sentence, note)
        )
    with button:
        st.button("Read", key=key, on_click=on_click, args=args, type="tertiary")


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
        build_outlet_chip(outlet),
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
            selection.draw_page_link("article", "Read", article=article_id, at=str(spans[0].start))


def _build_span(mark: Mapping[str, Any], colours: Mapping[str, str]) -> Span:
    note = mark["note"] or ""
    if note in colours:
        return Span(mark["start"], mark["end"], colours[note], title=note)
    return Span(mark["start"], mark["end"], title=note)
