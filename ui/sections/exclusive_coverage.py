"""Exclusives and omissions: what one outlet alone has, beside what it lacks, in one story."""

from collections.abc import Callable, Hashable, Mapping
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from analysis.findings import exclusive_coverage
from analysis.findings.exclusive_coverage import ExclusiveCoverage
from analysis.store.filters import Filters
from ui.core import address, data
from ui.widgets import chart, evidence, markup
from ui.widgets.article_links import build_article_link
from ui.widgets.markup import Html

#: Maximum number of items in a list.
_MAX_ITEMS = 25
#: Maximum length of an item's text, in characters: two or three lines of a list.
_MAX_CHARACTERS = 200
#: Kinds of items that are searched by their words, so that an outlet can have them unnoticed.
_MATCHED_BY_WORDS = frozenset({"statement", "utterance"})
_HEADINGS = {
    "where": "Where",
    "kind": "Kind",
    "text": "What",
    "outlets": "Outlets found to have it",
    "nearest_text": "Sentence that may report it",
    "similarity": "Probability (%)",
}


def draw_exclusive_coverage(filters: Filters) -> None:
    """Show what one outlet has alone, and what the others have and it lacks."""
    if data.cached_query(exclusive_coverage.count_stories, filters) > 1:
        evidence.draw_note("Outlets are compared on one story: choose one in the sidebar.")
        return
    outlets = data.cached_query(exclusive_coverage.list_outlets, filters)
    if len(outlets) == 1:
        evidence.draw_note("There is one outlet only, so there is nothing to compare it with.")
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        labels = {label: label for label in outlets}
        noun = data.get_catalogue().outlet_noun
        outlet = address.draw_select("here", noun.capitalize(), labels, outlets[0])
        coverage = data.cached_query(exclusive_coverage.find_exclusive_coverage, filters, outlet)
        first = find_first_kind(coverage)
        kind = address.draw_segments("item", "What", exclusive_coverage.ITEM_KINDS, first)
    st.caption(
        "Only the selected articles are compared: what they lack may be reported elsewhere, or in "
        "other words. Listed is what stands in a headline, subhead or body; captions, credits and "
        "boilerplate are left out, but searched before an outlet is said to lack something. "
        "A sentence that may report an omission stands below it as “possibly”: read it."
    )
    lists = st.grid(2, min_column_width=320)
    with lists.cell():
        exclusive = coverage.exclusive[coverage.exclusive["kind"] == kind]
        _draw_list(f"Found only in {outlet}", exclusive, build_exclusive_item)
    with lists.cell():
        missing = coverage.missing[coverage.missing["kind"] == kind]
        heading = f"Not found in {outlet} (two or more others have it)"
        _draw_list(heading, missing, partial(build_missing_item, noun=noun))
    chart.draw_data_table(lambda: tabulate_coverage(coverage, outlet), key="here")


def find_first_kind(coverage: ExclusiveCoverage) -> str:
    """Return the first kind of item of which there is any, else the first of all."""
    present = {*coverage.exclusive["kind"], *coverage.missing["kind"]}
    kinds = list(exclusive_coverage.ITEM_KINDS)
    return next((kind for kind in kinds if kind in present), kinds[0])


def build_exclusive_item(row: Mapping[Hashable, Any]) -> Html:
    """Return an item that one outlet has alone, linked to its place."""
    times = Html(" <small>({} ×)</small>").format(row["count"]) if row["count"] > 1 else ""
    return Html("<li>{}{}</li>").format(
        _build_link(row["article_id"], row["start"], row["text"]), times
    )


def build_missing_item(row: Mapping[Hashable, Any], noun: str = "outlet") -> Html:
    """Return an item that an outlet lacks: its place elsewhere, and what may report it.

    Args:
        row: the item.
        noun: what an outlet is called; outlets may be pooled to groups.
    """
    possible = (
        Html("<br>possibly: {}").format(
            _build_link(row["nearest_article_id"], row["nearest_start"], row["nearest_text"])
        )
        if row["nearest_article_id"]
        else ""
    )
    at_least = "at least " if row["kind"] in _MATCHED_BY_WORDS else ""
    return Html("<li>{}<br><small>{}{} {}s, e.g. {}{}</small></li>").format(
        _build_link(row["article_id"], row["start"], row["text"]),
        at_least,
        row["outlets"],
        noun,
        row["outlet_label"],
        possible,
    )


def tabulate_coverage(coverage: ExclusiveCoverage, outlet: str) -> pd.DataFrame:
    """Return both lists as one table to read."""
    exclusive = coverage.exclusive.assign(where=f"found only in {outlet}")
    missing = coverage.missing.assign(
        where=f"not found in {outlet}", similarity=(100 * coverage.missing["similarity"]).round()
    )
    table = pd.concat([exclusive, missing], ignore_index=True).reindex(columns=list(_HEADINGS))
    return table.rename(columns=_HEADINGS)


def _draw_list(
    heading: str, rows: pd.DataFrame, build_item: Callable[[Mapping[Hashable, Any]], Html]
) -> None:
    markup.render(Html("<strong>{}: {:,}</strong>").format(heading, len(rows)))
    if rows.empty:
        evidence.draw_note("None for certain.")
        return
    items = markup.join(map(build_item, rows.head(_MAX_ITEMS).to_dict("records")))
    rest = len(rows) - _MAX_ITEMS
    more = Html("<li>and {} more</li>").format(rest) if rest > 0 else ""
    markup.render(Html('<ul class="px-list px-text">{}{}</ul>').format(items, more))


def _build_link(article_id: str, start: int, text: str) -> Html:
    return build_article_link(article_id, start, markup.shorten(text, _MAX_CHARACTERS))
