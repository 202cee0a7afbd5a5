"""Articles to choose from, and what stands over one: outlet, title, date, origin."""

from collections.abc import Hashable, Mapping, Sequence
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from analysis import findings
from analysis.store.filters import Filters
from analysis.store.queries import article as article_queries
from analysis.store.queries import filter_choices
from ui.core import data, selection
from ui.widgets import evidence, markup

_WANTED = "_wanted"
"""What is asked for although it takes a while, and of which selection."""


def list_articles(*keys: str) -> dict[str, str]:
    """Return the articles looked at by id, as a select box shows them, by outlet and date.

    Args:
        keys: names in the address under which a link may ask for an article outside the filters;
            it is offered as well. When there is no such article a line says so.
    """
    found = _found(keys)
    listed = {row["article_id"]: _line(row) for row in found.to_dict("records")}
    if missing := [article_id for article_id in _asked(keys) if article_id not in listed]:
        evidence.draw_note(
            f"The link asks for an article that is not in this workspace: {', '.join(missing)}."
        )
    return listed


def choose_counterpart(article_id: str, *keys: str) -> str:
    """Return the article to compare one with at first: the next choice of another outlet.

    Args:
        article_id: one of :func:`list_articles`, which has more than one.
        keys: as there.
    """
    found = _found(keys)
    outlets: dict[str, str] = dict(zip(found["article_id"], found["outlet_label"], strict=True))
    outlet = outlets.pop(article_id)
    return next((key for key, label in outlets.items() if label != outlet), next(iter(outlets)))


def refuse_too_many() -> bool:
    """Say so when more articles are looked at than are compared while one waits; or offer it."""
    count = data.cached_query(filter_choices.count_articles, selection.get_filters())
    if count <= findings.MAX_ARTICLES_COMPARED:
        return defer_slow_part(findings.MAX_ARTICLES_WITHOUT_ASKING, "Compare")
    evidence.draw_note(
        f"{count:,} articles are too many to compare at once; "
        f"up to {findings.MAX_ARTICLES_COMPARED:,} are. "
        "Choose a story, or fewer outlets or days."
    )
    return True


def defer_slow_part(at_once: int, what: str) -> bool:
    """Tell whether to leave something out until it is asked for, and offer it.

    Args:
        at_once: for so many articles it is there without being asked for.
        what: what it does, as a button says it before "1,200 articles"; names the offer.
    """
    filters = selection.get_filters()
    count = data.cached_query(filter_choices.count_articles, filters)
    if count <= at_once or st.session_state.get(_WANTED, {}).get(what) == filters:
        return False
    evidence.draw_note(
        f"With {count:,} articles this takes a while. Of a story, or of fewer outlets or days, "
        "it is there at once."
    )
    st.button(f"{what} {count:,} articles", on_click=_want, args=(what, filters))
    return True


def build_article_head(article: pd.Series, *, title: bool = True) -> str:
    """Return the outlet, title, date and origin of an article as HTML; the unknown is named so.

    Args:
        article: a row of the table ``articles``.
        title: whether to show the title; not where the text below begins with it.
    """
    look = data.get_outlet_styles()[article["outlet_label"]]
    origin = (
        article["byline"],
        f"credit: {article['credit']}" if article["credit"] else "",
        f"{article['words']:,} words",
        article["url"],
    )
    told = evidence.format_heading("", article["published"]) or "date not known"
    line = " · ".join((told, *filter(None, origin)))
    headed = article["title"] or "No headline"
    return (
        f"<div><strong>{markup.build_chip(article['outlet_label'], look.colour)}</strong></div>"
        f"{f'<div><strong>{escape(headed)}</strong></div>' if title else ''}"
        f'<div class="px-note" style="overflow-wrap:anywhere">{escape(line)}</div>'
    )


def _want(what: str, filters: Filters) -> None:
    st.session_state[_WANTED] = st.session_state.get(_WANTED, {}) | {what: filters}


def _asked(keys: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted({st.query_params[key] for key in keys if key in st.query_params}))


def _found(keys: Sequence[str]) -> pd.DataFrame:
    return data.cached_query(article_queries.choices, selection.get_filters(), _asked(keys))


def _line(row: Mapping[Hashable, Any]) -> str:
    title = str(row["title"] or f"{row['opening']}…")
    return " · ".join(
        filter(None, (str(row["outlet_label"]), evidence.format_heading(title, row["published"])))
    )
