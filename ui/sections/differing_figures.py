"""Figures and spellings that differ between outlets, each with its sentences and their dates."""

from collections.abc import Hashable, Mapping
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from analysis.corpus.differing_figures import STATUSES
from analysis.findings.differing_figures import find_differing_figures
from analysis.store.filters import Filters
from ui.core import address, data, navigation, selection
from ui.widgets import chart, evidence, markup
from ui.widgets.markup import Span

PER_PAGE, MOST = 8, 3
#: What is shown, by status; the first is all.
STATUS_LABELS = {
    "": "All",
    "disagreement": "Disagreements",
    "update": "Updates over time",
    "open": "Both may be right",
    "possible": "Possible",
}
_SAYS = {
    "disagreement": "The outlets disagree",
    "update": "Written on different days: perhaps an update, no disagreement",
    "open": "As it is worded, both may be right",
    "possible": "Possibly one event: the same people and place, days near each other",
}
_KINDS = {"quantity": "measure", "percent": "share", "money": "sum"}
_STYLE = """<style>
.px-case {border-top: 1px solid #7A7F8755; padding: .7em 0}
.px-values {display: grid; grid-template-columns: minmax(7em, 14%) 1fr; gap: .3em 1.2em}
.px-values > strong {font-size: 1.15em; overflow-wrap: anywhere}
.px-said {margin: 0 0 .5em; line-height: 1.5; overflow-wrap: anywhere; max-width: 52rem}
@media (max-width: 700px) {.px-values {grid-template-columns: 1fr}}
</style>"""


def draw_differing_figures(filters: Filters) -> None:
    """Show what differs, case by case, under a choice of how sure it is."""
    found = data.cached_query(find_differing_figures, filters)
    if found.empty:
        evidence.draw_note(
            "No count, sum, date, age or spelling of one thing was found to differ between the "
            "outlets looked at. What is worded in too different a way is not compared."
        )
        return
    counts = found.groupby("status")["case_id"].nunique()
    labels = {
        key: f"{label} ({len(set(found['case_id'])) if not key else counts[key]})"
        for key, label in STATUS_LABELS.items()
        if not key or key in counts
    }
    status = address.draw_segments("status", "How sure it is", labels, "")
    shown = found if not status else found[found["status"] == status]
    cases = list(dict.fromkeys(shown["case_id"]))
    page = navigation.draw_pagination(len(cases), PER_PAGE, key="differing_page")
    on_page = cases[(page - 1) * PER_PAGE : page * PER_PAGE]
    st.html(_STYLE + "".join(build_case(shown[shown["case_id"] == number]) for number in on_page))
    chart.draw_data_table(
        lambda: tabulate_figures(found), key="differing", label="All of them as a table"
    )


def build_case(rows: pd.DataFrame) -> str:
    """Return one case as HTML: what it is of, how sure, and each value with its sentences.

    Args:
        rows: of one case, as :func:`find_differing_figures` returns them.
    """
    first = rows.iloc[0]
    values = "".join(
        f"<strong>{escape(_value(part))}</strong><div>{_said(part)}</div>"
        for _, part in rows.groupby("value", sort=False)
    )
    kind = _KINDS.get(first["kind"], first["kind"]).capitalize()
    head = f"<strong>{escape(kind)}: {escape(first['thing'] or 'not named')}</strong>"
    note = f'<small class="px-note">{escape(_SAYS[first["status"]])}</small>'
    return (
        f'<section class="px-case">{head} · {note}<div class="px-values">{values}</div></section>'
    )


def tabulate_figures(found: pd.DataFrame) -> pd.DataFrame:
    """Return all cases as a table to read, a row for each figure."""
    order = {status: STATUS_LABELS[status] for status in STATUSES}
    return found.assign(
        status=found["status"].map(order),
        published=found["published"].dt.date,
        case_id=found["case_id"] + 1,
    )[
        [
            "case_id",
            "status",
            "kind",
            "thing",
            "text",
            "value",
            "unit",
            "outlet_label",
            "published",
            "sentence",
        ]
    ].set_axis(
        [
            "Case",
            "How sure",
            "Kind",
            "Of what",
            "As written",
            "Read as",
            "Unit",
            "Outlet",
            "Published",
            "Sentence",
        ],
        axis=1,
    )


def _value(rows: pd.DataFrame) -> str:
    """Return how a value is written most often, the shorter of equals."""
    counts = rows["text"].value_counts()
    best = counts[counts == counts.max()].index
    return str(min(best, key=len))


def _said(rows: pd.DataFrame) -> str:
    shown = rows.drop_duplicates(["outlet_label", "sentence"])
    listed = "".join(_sentence(row) for row in shown.head(MOST).to_dict("records"))
    more = len(shown) - MOST
    others = ", ".join(sorted(set(shown["outlet_label"].iloc[MOST:])))
    return listed + (
        f'<p class="px-note">and {more} more: {escape(others)}</p>' if more > 0 else ""
    )


def _sentence(row: Mapping[Hashable, Any]) -> str:
    place = {"article": str(row["article_id"]), "at": str(row["start"])}
    href = markup.build_page_href("article", {**selection.get_filters().to_query(), **place})
    mark = Span(row["start"], row["end"], href=href, title="read it in its article")
    outlet = markup.build_chip(
        row["outlet_label"], data.get_outlet_styles()[row["outlet_label"]].colour
    )
    day = evidence.format_day(row["published"]) or "date not known"
    words = markup.highlight(row["sentence"], [mark], row["sentence_start"])
    return f'<p class="px-said"><small>{outlet} · {escape(day)}</small><br>{words}</p>'
