"""Articles to choose from, and the head of one: outlet, title, date, origin."""

from collections.abc import Collection, Hashable, Mapping, Sequence
from typing import Any

import pandas as pd

from analysis.findings.reading_desk import rank_pairs
from analysis.store.queries import article as article_queries
from ui.core import address, data, selection
from ui.widgets import evidence
from ui.widgets.evidence import UNDATED
from ui.widgets.markup import Html
from ui.widgets.outlet_chips import build_outlet_chip


def list_articles(*keys: str) -> dict[str, str]:
    """Return labels by id of the articles that meet the filters, by outlet and date.

    Args:
        keys: keys of the address under which a link may name an article outside the filters; it is
            included. A note says when there is no such article.
    """
    table = _query_articles(keys)
    labels = {row["article_id"]: _label_article(row) for row in table.to_dict("records")}
    if missing := [article_id for article_id in address.read_all(keys) if article_id not in labels]:
        evidence.draw_note(
            f"The link asks for an article that is not in this workspace: {', '.join(missing)}."
        )
    return labels


def choose_first(articles: Mapping[str, str]) -> str:
    """Return the article to compare at first: one of the two that share most of their sentences.

    Args:
        articles: As :func:`list_articles` returns them.
    """
    pairs = data.cached_query(rank_pairs, selection.get_filters())
    in_pairs = (pair.left_id for pair in pairs if {pair.left_id, pair.right_id} <= set(articles))
    return next(in_pairs, next(iter(articles)))


def choose_counterpart(article_id: str, *keys: str) -> str:
    """Return the article of another outlet to compare one with at first.

    It is the one with the highest share of sentences in common with it.

    Args:
        article_id: one of :func:`list_articles`, which has more than one.
        keys: as there.
    """
    table = _query_articles(keys)
    outlets: dict[str, str] = dict(zip(table["article_id"], table["outlet_label"], strict=True))
    outlet = outlets.pop(article_id)
    filters = selection.get_filters()
    pairs = tuple(
        pair
        for pair in data.cached_query(rank_pairs, filters)
        if article_id in {pair.left_id, pair.right_id}
    )
    for pair in pairs or data.cached_query(rank_pairs, filters, article_id):
        other = pair.right_id if pair.left_id == article_id else pair.left_id
        if other in outlets:
            return other
    return next((key for key, label in outlets.items() if label != outlet), next(iter(outlets)))


def build_article_head(article: pd.Series, kinds: Collection[str] = ()) -> Html:
    """Return the outlet, title, date and origin of an article; what is not known is named so.

    Args:
        article: a row of the table ``articles``.
        kinds: kinds of the blocks of its text, which is below: its title and byline are left out
            where the text has them.
    """
    outlet = article["outlet_label"]
    details = (
        evidence.format_day(article["published"], UNDATED),
        "" if "byline" in kinds else article["byline"],
        f"credit: {article['credit']}" if article["credit"] else "",
        f"{article['words']:,} words",
        article["url"],
    )
    title = Html("<div><strong>{}</strong></div>").format(article["title"] or "No headline")
    return Html(
        "<div><strong>{}</strong></div>{}"
        '<div class="px-note" style="overflow-wrap:anywhere">{}</div>'
    ).format(
        build_outlet_chip(outlet),
        "" if "headline" in kinds else title,
        " · ".join(filter(None, details)),
    )


def _query_articles(keys: Sequence[str]) -> pd.DataFrame:
    return data.cached_query(
        article_queries.list_articles, selection.get_filters(), address.read_all(keys)
    )


def _label_article(row: Mapping[Hashable, Any]) -> str:
    title = str(row["title"] or f"{row['opening']}…")
    heading = evidence.format_heading(title, row["published"])
    return " · ".join(filter(None, (str(row["outlet_label"]), heading)))
