"""Articles side by side: headline, lead and what is known about each."""

from collections.abc import Mapping
from html import escape

import pandas as pd
import streamlit as st

from ui.core import data, selection
from ui.widgets import evidence, markup

_LEAD = 420
"""Characters of a lead shown; the rest is a click away."""
_NO_HEADLINE = "<em>No headline in the text</em>"


def draw_article_cards(table: pd.DataFrame, *, key: str) -> None:
    """Show one card for each article, as many beside each other as fit.

    Args:
        table: as :func:`analysis.store.queries.overview.articles` returns it.
        key: unique name on the page.
    """
    grid = st.grid(3, min_column_width=230, border=True, key=key)
    for _, article in table.iterrows():
        with grid.cell():
            st.html(_card(article))
            selection.draw_page_link("article", "Read the article", article=article["article_id"])


def draw_totals(counted: Mapping[str, int]) -> None:
    """Show counts side by side, each under what it counts."""
    items = "".join(
        f'<div>{escape(name.capitalize())}<div style="font-size:1.7em">{count:,}</div></div>'
        for name, count in counted.items()
    )
    st.html(f'<div style="display:flex;flex-wrap:wrap;gap:.5em 4em">{items}</div>')


def draw_names(coverage: pd.DataFrame, most: int) -> None:
    """List names by the outlets that have them, each a link to its sentences.

    Args:
        coverage: as :func:`analysis.store.queries.overview.coverage` returns it, or part of it.
        most: at most so many names are listed.
    """
    if coverage.empty:
        evidence.draw_note("No name is like that here.")
        return
    listed = coverage.head(most)
    where = listed["where"].map(tuple)
    groups = "".join(_named(outlets, listed[where == outlets]) for outlets in sorted(set(where)))
    more = len(coverage) - len(listed)
    st.html(f"<div>{groups}</div>" + (f"<p>… and {more:,} more</p>" if more else ""))


def _named(outlets: tuple[str, ...], rows: pd.DataFrame) -> str:
    styles = data.get_outlet_styles()
    chips = " ".join(
        f'<span style="margin-right:1em">{markup.build_chip(outlet, styles[outlet].colour)}</span>'
        for outlet in outlets
    )
    filters = selection.get_filters().to_query()

    def href(entity_id: str) -> str:
        return escape(markup.build_page_href("entities", {**filters, "pick": entity_id}))

    links = ", ".join(
        f'<a href="{href(row["entity_id"])}" target="_self" style="color:inherit">'
        f"{escape(row['name'])}</a> ({row['n']:,})"
        for row in rows.to_dict("records")
    )
    return f'<p style="margin:.3em 0 .8em"><strong>{chips}</strong><br>{links}</p>'


def _card(article: pd.Series) -> str:
    outlet, lead = article["outlet_label"], article["lead"]
    head = f"<strong>{escape(article['title'])}</strong>"
    text = lead if len(lead) <= _LEAD else lead[:_LEAD].rsplit(" ", 1)[0] + " …"
    return (
        f"<div>{markup.build_chip(outlet, data.get_outlet_styles()[outlet].colour)}</div>"
        f"<div><small>{escape(_facts(article))}</small></div>"
        f'<p style="margin:.6em 0 .4em">{head if article["title"] else _NO_HEADLINE}</p>'
        f"<p>{markup.highlight(text)}</p>"
    )


def _facts(article: pd.Series) -> str:
    known = [
        evidence.format_day(article["published"]) or "date not known",
        f"{article['words']:,} words",
        f"from {article['credit']}" if article["credit"] else "",
    ]
    return " · ".join(fact for fact in known if fact)
