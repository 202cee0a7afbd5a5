"""Articles side by side: headline, lead and what is known about each."""

from html import escape

import pandas as pd
import streamlit as st

from ui import data, evidence, markup, selection

_LEAD = 420
"""Characters of a lead shown; the rest is a click away."""
_NO_HEADLINE = "<em>No headline in the text</em>"


def articles(table: pd.DataFrame, *, key: str) -> None:
    """Show one card for each article, as many beside each other as fit.

    Args:
        table: as :func:`analysis.store.queries_overview.articles` returns it.
        key: unique name on the page.
    """
    grid = st.grid(3, min_column_width=230, border=True, key=key)
    for _, article in table.iterrows():
        with grid.cell():
            st.html(_card(article))
            selection.link("article", "Read the article", article=article["article_id"])


def _card(article: pd.Series) -> str:
    outlet, lead = article["outlet_label"], article["lead"]
    head = f"<strong>{escape(article['title'])}</strong>"
    text = lead if len(lead) <= _LEAD else lead[:_LEAD].rsplit(" ", 1)[0] + " …"
    return (
        f"<div>{markup.chip(outlet, data.looks()[outlet].colour)}</div>"
        f"<div><small>{escape(_facts(article))}</small></div>"
        f'<p style="margin:.6em 0 .4em">{head if article["title"] else _NO_HEADLINE}</p>'
        f"<p>{markup.highlight(text)}</p>"
    )


def _facts(article: pd.Series) -> str:
    known = [
        evidence.day(article["published"]) or "date not known",
        f"{article['words']:,} words",
        f"from {article['credit']}" if article["credit"] else "",
    ]
    return " · ".join(fact for fact in known if fact)
