"""Articles side by side: headline, lead and what is known about each."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from ui.core import data, selection
from ui.widgets import evidence, markup
from ui.widgets.evidence import UNDATED
from ui.widgets.markup import Html

#: Characters of a lead shown on a card: about three sentences.
_LEAD = 420


def draw_article_cards(table: pd.DataFrame, *, key: str) -> None:
    """Show one card for each article, as many beside each other as fit.

    Args:
        table: as :func:`analysis.store.queries.overview.list_articles` returns it.
        key: unique name on the page.
    """
    grid = st.grid(3, min_column_width=230, border=True, key=key)
    for _, article in table.iterrows():
        with grid.cell():
            markup.render(_build_card(article))
            selection.draw_page_link("article", "Read the article", article=article["article_id"])


def draw_totals(counts: Mapping[str, int]) -> None:
    """Show counts side by side, each under the name of what is counted."""
    items = (
        Html('<div>{}<div style="font-size:1.7em">{:,}</div></div>').format(
            name.capitalize(), count
        )
        for name, count in counts.items()
    )
    row = Html('<div style="display:flex;flex-wrap:wrap;gap:.5em 4em">{}</div>')
    markup.render(row.format(markup.join(items)))


def draw_names(coverage: pd.DataFrame, limit: int) -> None:
    """List names by the outlets that have them, each a link to its sentences.

    Args:
        coverage: rows of :func:`analysis.store.queries.overview.count_coverage`.
        limit: maximum number of names.
    """
    if coverage.empty:
        evidence.draw_note("No name is like that here.")
        return
    listed = coverage.head(limit)
    outlets_of_names = listed["where"].map(tuple)
    groups = markup.join(
        _build_group(outlets, listed[outlets_of_names == outlets])
        for outlets in sorted(set(outlets_of_names))
    )
    rest = len(coverage) - len(listed)
    more = Html("<p>… and {:,} more</p>").format(rest) if rest else Html("")
    markup.render(Html("<div>{}</div>").format(groups) + more)


def _build_group(outlets: tuple[str, ...], names: pd.DataFrame) -> Html:
    """Return the names that exactly these outlets have."""
    styles = data.get_outlet_styles()
    filters = selection.get_filters().to_query()
    chips = (
        Html('<span style="margin-right:1em">{}</span>').format(
            markup.build_chip(outlet, styles[outlet].colour)
        )
        for outlet in outlets
    )
    links = (
        Html('<a href="{}" target="_self" style="color:inherit">{}</a> ({:,})').format(
            markup.build_page_href("entities", {**filters, "pick": row["entity_id"]}),
            row["name"],
            row["n"],
        )
        for row in names.to_dict("records")
    )
    return Html('<p style="margin:.3em 0 .8em"><strong>{}</strong><br>{}</p>').format(
        Html(" ").join(chips), Html(", ").join(links)
    )


def _build_card(article: pd.Series) -> Html:
    outlet, lead = article["outlet_label"], article["lead"]
    title = Html("<strong>{}</strong>").format(article["title"])
    text = lead if len(lead) <= _LEAD else lead[:_LEAD].rsplit(" ", 1)[0] + " …"
    return Html(
        '<div>{}</div><div><small>{}</small></div><p style="margin:.6em 0 .4em">{}</p><p>{}</p>'
    ).format(
        markup.build_chip(outlet, data.get_outlet_styles()[outlet].colour),
        _format_details(article),
        title if article["title"] else Html("<em>No headline</em>"),
        markup.highlight(text),
    )


def _format_details(article: pd.Series) -> str:
    details = (
        evidence.format_day(article["published"], UNDATED),
        f"{article['words']:,} words",
        f"from {article['credit']}" if article["credit"] else "",
    )
    return " · ".join(filter(None, details))
