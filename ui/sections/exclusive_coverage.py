"""Only here, not here: two lists beside each other for one outlet of a story."""

from collections.abc import Callable, Hashable, Mapping
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from analysis.findings import exclusive_coverage
from analysis.store.filters import Filters
from ui.core import address, data, selection
from ui.widgets import chart, evidence, markup

_MOST, _LONGEST = 25, 200


def draw_exclusive_coverage(filters: Filters) -> None:
    """Show what one outlet has alone, and what the others have and it lacks."""
    if data.cached_query(exclusive_coverage.count_stories, filters) > 1:
        evidence.draw_note("Outlets are compared on one story: choose one in the sidebar.")
        return
    outlets = data.cached_query(exclusive_coverage.list_outlets, filters)
    if len(outlets) < 2:
        evidence.draw_note("There is one outlet only, so there is nothing to compare it with.")
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        outlet = address.draw_select("here", "Outlet", {name: name for name in outlets}, outlets[0])
        kind = address.draw_segments("item", "What", exclusive_coverage.ITEM_KINDS, "utterance")
    found = data.cached_query(exclusive_coverage.find_exclusive_coverage, filters, outlet)
    st.caption(
        "Compared are the articles looked at: what is not found in them may be reported elsewhere, "
        "or in other words. Beside what is not here stands the nearest sentence that is."
    )
    lists = st.grid(2, min_column_width=320)
    with lists.cell():
        only = found.exclusive[found.exclusive["kind"] == kind]
        _list(f"Only in {outlet}", only, build_exclusive_item)
    with lists.cell():
        lacking = found.missing[found.missing["kind"] == kind]
        _list(f"In at least two others, not in {outlet}", lacking, build_missing_item)
    chart.draw_data_table(
        lambda: tabulate_coverage(found, outlet), key="here", label="All of both lists as a table"
    )


def build_exclusive_item(row: Mapping[Hashable, Any]) -> str:
    """Return an item that one outlet has alone, as HTML that links to its place."""
    times = f" <small>({row['count']} ×)</small>" if row["count"] > 1 else ""
    return f"<li>{_link(row['article_id'], row['start'], row['text'])}{times}</li>"


def build_missing_item(row: Mapping[Hashable, Any]) -> str:
    """Return an item that an outlet lacks, as HTML: where it stands, and the nearest sentence."""
    place = _link(row["article_id"], row["start"], row["text"])
    where = f"{row['outlets']} outlets, e.g. {row['outlet_label']}"
    if not row["nearest_article_id"]:
        near = "no sentence shares a word with it"
    else:
        how = "possibly" if row["possible"] else "nearest"
        near = (
            f"{how}, {row['similarity']:.0%} of its words: "
            f"{_link(row['nearest_article_id'], row['nearest_start'], row['nearest_text'])}"
        )
    return f"<li>{place}<br><small>{escape(where)}; {near}</small></li>"


def tabulate_coverage(found: exclusive_coverage.ExclusiveCoverage, outlet: str) -> pd.DataFrame:
    """Return both lists as one table to read."""
    only = found.exclusive.assign(where=f"only in {outlet}")
    lacking = found.missing.assign(
        where=f"not in {outlet}", similarity=(100 * found.missing["similarity"]).round()
    )
    table = pd.concat([only, lacking], ignore_index=True).reindex(
        columns=["where", "kind", "text", "outlets", "nearest_text", "similarity"]
    )
    return table.set_axis(
        [
            "Where",
            "Kind",
            "What",
            "Outlets that have it",
            "Nearest sentence",
            "Its words found (%)",
        ],
        axis=1,
    )


def _list(heading: str, rows: pd.DataFrame, item: Callable[[Mapping[Hashable, Any]], str]) -> None:
    listed = "".join(map(item, rows.head(_MOST).to_dict("records")))
    more = f"<li>and {len(rows) - _MOST} more</li>" if len(rows) > _MOST else ""
    st.html(f"<strong>{escape(heading)}: {len(rows):,}</strong>")
    if rows.empty:
        evidence.draw_note("Nothing of this kind.")
    else:
        st.html(f'<ul class="px-list px-text">{listed}{more}</ul>')


def _link(article: str, start: int, text: str) -> str:
    shown = markup.shorten(text, _LONGEST)
    place = {"article": str(article), "at": str(start)}
    href = markup.build_page_href("article", {**selection.get_filters().to_query(), **place})
    return f'<a href="{escape(href)}" target="_self">{escape(shown)}</a>'
