"""The parts of the page Quotes: a speaker's passages, the table, and utterances by outlet."""

from collections.abc import Hashable, Mapping
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from analysis.charts import layout
from analysis.charts import quotes as charts
from analysis.charts.outlet_styles import KIND_COLOURS
from analysis.charts.quotes import UNKNOWN_SPEAKER
from analysis.findings import utterances as utterance_findings
from analysis.measures import reporting_verbs
from analysis.store.filters import Filters
from analysis.store.queries import quotes as quote_queries
from ui.core import address, data, navigation
from ui.sections import utterance_wordings
from ui.widgets import article_choice, chart, evidence, markup, selectable_table

PER_PAGE, MOST_OUTLETS = 25, 12
_COLUMNS = {
    "text": "Quotation",
    "speaker": "Speaker",
    "resolution": "Found by",
    "cue": "Cue",
    "stance": "Stance of the cue",
    "kind": "Kind",
    "outlet_label": "Outlet",
    "published": "Published",
    "words": "Words",
}
_NO_UTTERANCE = {
    "several": "No utterance was found in more than one outlet.",
    "one": "No utterance was found in one outlet alone.",
    "all": "No utterance was found.",
}


def draw_speaker_quotes(voices: pd.DataFrame, filters: Filters) -> None:
    """Let a speaker and an outlet be chosen, by the chart or here, and show what is quoted."""
    left, right = st.columns(2)
    known = dict(zip(voices["speaker_id"], voices["speaker"], strict=True))
    names = {speaker: name or UNKNOWN_SPEAKER for speaker, name in known.items()}
    with left:
        speaker = address.draw_select("speaker", "Speaker", {"": "Choose a speaker", **names})
    quoting = voices if not speaker else voices[voices["speaker_id"] == speaker]
    outlets = {outlet: outlet for outlet in sorted(set(quoting["outlet_label"]))}
    with right:
        outlet = address.draw_select("within", "Outlet", {"": "All outlets", **outlets})
    if not speaker:
        st.caption("Select a bar, or a speaker here, to read what is quoted.")
        return
    passages = data.cached_query(quote_queries.said, filters, speaker, outlet)
    where = f" in {outlet}" if outlet else ""
    evidence.draw_evidence(
        passages, key="said", what=f"quotations of {names[speaker]}{where}", colours=KIND_COLOURS
    )


def draw_reports(filters: Filters) -> None:
    """Show which outlet reports which utterance and how; one chosen is shown in all wordings."""
    if article_choice.refuse_too_many():
        return
    outlets = data.cached_query(quote_queries.outlets, filters, MOST_OUTLETS)
    usual = "several" if len(outlets) > 1 else "all"
    spread = address.draw_segments(
        "spread", "Utterances", utterance_findings.OUTLET_SPREAD_LABELS, usual, lift=["utterance"]
    )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        order = address.draw_segments(
            "order", "Order", utterance_findings.SORT_ORDER_LABELS, "coverage_disparity"
        )
        find = st.text_input(
            "Find in utterances and speakers", key="utterances", bind="query-params", width=260
        )
    found = data.cached_query(
        utterance_findings.list_utterance_reports,
        filters,
        utterance_findings.OutletSpread(spread),
        utterance_findings.SortOrder(order),
        find.strip(),
    )
    if found.empty:
        evidence.draw_note(
            f"No such utterance contains “{find.strip()}”." if find else _NO_UTTERANCE[spread]
        )
        return
    ids = list(dict.fromkeys(found["utterance_id"]))
    page = navigation.draw_pagination(len(ids), PER_PAGE, key="utterances_page")
    shown = found[found["utterance_id"].isin(ids[(page - 1) * PER_PAGE : page * PER_PAGE])]
    st.html(f"<p>{escape(charts.summarize_spread(shown, outlets))}.</p>")
    styles = data.get_outlet_styles()
    chart.draw_chart(
        charts.draw_reports(shown, {outlet: styles[outlet] for outlet in outlets}),
        key="reports",
        alt=charts.describe_reports(shown, outlets),
        table=lambda: charts.tabulate_reports(found),
        pick=lambda cell: address.set_choices(utterance=cell[0]),
        least_width=layout.compute_least_width(len(outlets), 34, around=320),
    )
    labels = {
        row["utterance_id"]: markup.shorten(f"{row['speaker'] or UNKNOWN_SPEAKER}: {row['text']}")
        for row in found.drop_duplicates("utterance_id").to_dict("records")
    }
    utterance = address.draw_select(
        "utterance", "Utterance", {"": "Choose a mark in the chart, or an utterance here", **labels}
    )
    if utterance:
        utterance_wordings.draw_wordings(
            data.cached_query(utterance_findings.list_wordings, filters, utterance), key="wordings"
        )
        utterance_wordings.draw_missing(
            data.cached_query(utterance_findings.find_outlets_without_utterance, filters, utterance)
        )


def draw_quotes(filters: Filters) -> None:
    """Show all quotations in a table to search; a row chosen is shown in its context."""
    find = st.text_input(
        "Search in quotations, speakers and cues",
        key="find",
        bind="query-params",
        placeholder="e.g. a word, a name, a verb",
    )
    sought = find.strip()
    total = data.cached_query(quote_queries.count_quotations, filters, sought)
    if not total:
        evidence.draw_note(f"No quotation, speaker or cue contains “{sought}”.")
        return
    offset = selectable_table.draw_offset(total, what="quotations", key="quotations")
    found = data.cached_query(
        quote_queries.quotations, filters, sought, selectable_table.PER_PAGE, offset
    )
    labels = {row["quote_id"]: _line(row) for row in found.to_dict("records")}
    selectable_table.draw_selectable_table(
        _readable(found),
        tuple(found["quote_id"]),
        key="quotations",
        state=(filters, sought, offset),
        chosen=st.query_params.get("passage", ""),
        pick=lambda quote: address.set_choices(passage=quote),
        alt=f"{len(found)} quotations with speaker, cue, kind and outlet",
        columns={"Quotation": st.column_config.TextColumn(width="large")},
    )
    chosen = address.draw_select(
        "passage", "Quotation in its context", {"": "Choose a row, or a quotation here", **labels}
    )
    if chosen:
        passages = data.cached_query(quote_queries.context, chosen)
        evidence.draw_evidence(
            passages, key="context", what="quotation chosen", colours=KIND_COLOURS
        )


def _readable(found: pd.DataFrame) -> pd.DataFrame:
    shown = found.assign(
        speaker=found["speaker"].where(found["speaker"] != "", UNKNOWN_SPEAKER),
        stance=found["cue_lemma"].map(reporting_verbs.read_stances()).fillna(""),
        published=found["published"].dt.date,
    )
    return shown[list(_COLUMNS)].rename(columns=_COLUMNS)


def _line(row: Mapping[Hashable, Any]) -> str:
    text = markup.shorten(str(row["text"]))
    return f"{row['outlet_label']} · {row['speaker'] or UNKNOWN_SPEAKER} · {text}"
