"""The attitudes part of the page Quotes: views that are attributed without a quotation."""

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from analysis.store.filters import Filters
from analysis.store.queries import attitudes as attitude_queries
from ui.core import address, data
from ui.widgets import evidence, markup, selectable_table

UNKNOWN_HOLDER = "Not known"
_HEADINGS = {
    "holder": "Attributed to",
    "cue": "Verb or noun",
    "text": "Attitude",
    "outlet_label": "Outlet",
    "published": "Published",
    "confidence": "Confidence",
}


def draw_attitudes(filters: Filters) -> None:
    """Show all attitudes in a table to search; a selected row is shown in its sentence."""
    st.caption(
        "Beliefs, wishes, judgements and commitments: “denounced the launch”, “expects to win”. "
        "A model rates its confidence, up to 100\N{NO-BREAK SPACE}%. "
        "They are never counted as somebody's words."
    )
    search_text = address.draw_search(
        "find_attitude",
        "Search in attitudes, to whom they are attributed, and verbs",
        placeholder="e.g. supports, sanctions, a name",
    )
    total = data.cached_query(attitude_queries.count_attitudes, filters, search_text)
    if not total:
        condition = f" that contains “{search_text}”" if search_text else ""
        evidence.draw_note(f"No attitude{condition} was found in the selected articles.")
        return
    offset = selectable_table.draw_offset(total, items="attitudes", key="attitudes")
    attitudes = data.cached_query(
        attitude_queries.list_attitudes, filters, search_text, selectable_table.PER_PAGE, offset
    )
    labels = {row["attitude_id"]: _label_attitude(row) for row in attitudes.to_dict("records")}
    selectable_table.draw_selectable_table(
        _tabulate(attitudes),
        tuple(attitudes["attitude_id"]),
        key="attitudes",
        state=(filters, search_text, offset),
        selected=address.read_choice("attitude", labels),
        on_select=lambda attitude_id: address.select_evidence(attitude=attitude_id),
        alt=f"{len(attitudes)} attitudes with holder, cue and outlet",
        columns={
            "Attitude": st.column_config.TextColumn(width="large"),
            "Confidence": st.column_config.NumberColumn(format="percent"),
        },
    )
    attitude_id = address.draw_evidence_select(
        "attitude", "Attitude in its sentence", {"": "Choose a row, or an attitude here", **labels}
    )
    if attitude_id:
        passages = data.cached_query(attitude_queries.find_context, attitude_id)
        evidence.draw_evidence(passages, subject="attitude chosen")


def _tabulate(attitudes: pd.DataFrame) -> pd.DataFrame:
    table = attitudes.assign(
        holder=attitudes["holder"].where(attitudes["holder"] != "", UNKNOWN_HOLDER),
        published=attitudes["published"].dt.date,
        confidence=attitudes["confidence"].round(2),
    )
    return table[list(_HEADINGS)].rename(columns=_HEADINGS)


def _label_attitude(row: Mapping[Hashable, Any]) -> str:
    holder = row["holder"] or UNKNOWN_HOLDER
    return markup.shorten(f"{row['outlet_label']} · {holder} {row['cue']}: {row['text']}")
