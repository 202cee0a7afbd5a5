"""Articles side by side: headline, lead and what is known about each."""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from analysis.store.queries.overview import DateRange
from ui.core import data, selection
from ui.widgets import evidence, markup
from ui.widgets.evidence import UNDATED
from ui.widgets.markup import Html
from ui.widgets.near_stories import build_near_link
from ui.widgets.outlet_chips import build_outlet_chip

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


def draw_story_facts(
    title_outlets: Sequence[str], days: DateRange, counts: Mapping[str, int]
) -> None:
    """Show in one line whose headline the page's title is, the days of publication, and counts.

    Args:
        title_outlets: the outlets that have the headline; none where there is none.
        days: the days of publication.
        counts: numbers, each by the plural of what is counted.
    """
    items = []
    if title_outlets:
        items.append(Html("Headline of {}").format(" and ".join(title_outlets)))
    if dates := _describe_days(days):
        items.append(Html("{} {}").format("published" if items else "Published", dates))
    items += [
        Html("<strong>{:,}</strong> {}").format(count, name if count != 1 else name[:-1])
        for name, count in counts.items()
    ]
    markup.render(Html("<p>{}</p>").format(Html(" · ").join(items)))


def _describe_days(days: DateRange) -> str:
    if pd.isna(days.first):
        return ""
    span = evidence.format_day(days.last)
    if days.first != days.last:
        span = f"{evidence.format_day(days.first)} to {span}"
    return f"{span} ({days.undated:,} {UNDATED})" if days.undated else span


def _build_card(article: pd.Series) -> Html:
    outlet, lead = article["outlet_label"], article["lead"]
    title = Html("<strong>{}</strong>").format(article["title"])
    text = lead if len(lead) <= _LEAD else lead[:_LEAD].rsplit(" ", 1)[0] + " …"
    near = Html("")
    if article["near_story_id"]:
        link = build_near_link(article["near_story_id"], article["near_title"])
        near = Html("<div><small>{}</small></div>").format(link)
    return Html(
        '<div>{}</div><div><small>{}</small></div>{}<p style="margin:.6em 0 .4em">{}</p><p>{}</p>'
    ).format(
        build_outlet_chip(outlet),
        _format_details(article),
        near,
        title if article["title"] else Html("<em>No headline</em>"),
        markup.highlight(text),
    )


def _format_details(article: pd.Series) -> str:
    details = (
        data.find_pooled_outlet(article["article_id"]),
        evidence.format_day(article["published"], UNDATED),
        f"{article['words']:,} words",
        f"from {article['credit']}" if article["credit"] else "",
    )
    return " · ".join(filter(None, details))
