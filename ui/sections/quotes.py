"""The parts of the page Quotes: a speaker's passages, the table, and utterances by outlet."""

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from analysis.charts import layout
from analysis.charts import quotes as charts
from analysis.charts.outlet_styles import KIND_COLOURS
from analysis.charts.speakers import UNKNOWN_SPEAKER
from analysis.findings import extraction_method, missing_reports
from analysis.findings import utterances as utterance_findings
from analysis.findings.utterances import OutletSpread, SortOrder
from analysis.measures import reporting_verbs
from analysis.store.filters import Filters
from analysis.store.notes import NoteKind
from analysis.store.queries import quotes as quote_queries
from ui.core import address, data
from ui.sections import utterance_wordings
from ui.widgets import (
    chart,
    evidence,
    evidence_panel,
    markup,
    outlet_chips,
    selectable_table,
    slow_parts,
)

#: Maximum number of outlets in a chart.
MAX_OUTLETS = 12
#: Utterances on one page of the chart.
_PER_PAGE = 25
#: Pixels that the chart of reports needs for one outlet, and around all of them.
_REPORT_COLUMN, _AROUND_REPORTS = 38, 270
_HEADINGS = {
    "text": "Quotation",
    "speaker": "Speaker",
    "resolution": "Speaker identified by",
    "speaker_confidence": "Confidence in speaker",
    "cue": "Reporting verb",
    "stance": "Verb stance",
    "kind": "Kind",
    "outlet_label": "Outlet",
    "published": "Published",
    "words": "Words",
}
_EMPTY_MESSAGES: Mapping[OutletSpread, str] = {
    OutletSpread.SEVERAL: "No statement was found in more than one outlet.",
    OutletSpread.ONE: "No statement was found in only one outlet.",
    OutletSpread.ALL: "No statement was found.",
}


def draw_speaker_quotes(speakers: pd.DataFrame, filters: Filters) -> None:
    """Draw the choice of a speaker and an outlet, and show what is quoted.

    Args:
        speakers: as :func:`analysis.store.queries.quotes.count_words_by_speaker` returns it.
        filters: the current filters.
    """
    left, right = st.columns(2)
    names = {
        speaker: name or UNKNOWN_SPEAKER
        for speaker, name in zip(speakers["speaker_id"], speakers["speaker"], strict=True)
    }
    with left:
        speaker = address.draw_evidence_select(
            "speaker", "Speaker", {"": "Choose a speaker", **names}
        )
    of_speaker = speakers[speakers["speaker_id"] == speaker] if speaker else speakers
    outlets = {label: label for label in sorted(set(of_speaker["outlet_label"]))}
    with right:
        outlet = address.draw_evidence_select("within", "Outlet", {"": "All outlets", **outlets})
    if not speaker:
        st.caption("Select a bar, or a speaker here, to read what is quoted.")
        return
    in_outlet = f" in {outlet}" if outlet else ""
    is_described = data.cached_query(quote_queries.is_only_described, filters, speaker)
    evidence.draw_evidence(
        data.cached_query(quote_queries.find_quote_passages, filters, speaker, outlet),
        subject=f"quotations of {names[speaker]}{in_outlet}",
        note=f"{quote_queries.DESCRIBED.capitalize()}: the texts name nobody."
        if is_described
        else "",
        colours=KIND_COLOURS,
        kind=NoteKind.QUOTATION,
    )


def draw_reports(filters: Filters) -> None:
    """Show which outlet reports which utterance and how; a selected one in all its wordings."""
    if slow_parts.is_comparison_deferred():
        outlet_chips.draw_highlight()
        return
    selected = data.list_selected_outlets()
    n_outlets = len(selected)
    reports = _choose_reports(filters, is_compared=n_outlets > 1)
    if reports.empty:
        return
    ids = list(dict.fromkeys(reports["utterance_id"]))
    page = address.draw_pagination(len(ids), _PER_PAGE, key="utterances_page")
    on_page = reports[reports["utterance_id"].isin(ids[(page - 1) * _PER_PAGE : page * _PER_PAGE])]
    outlets = charts.select_columns(on_page, selected, MAX_OUTLETS, data.get_highlight())
    summary = charts.summarize_spread(reports, n_outlets, data.get_catalogue().outlet_noun)
    styles = data.get_outlet_styles()
    utterances = tuple(dict.fromkeys(on_page["utterance_id"]))
    states = data.cached_query(
        missing_reports.judge_missing_reports, filters, utterances if n_outlets > 1 else ()
    )
    hidden = data.cached_query(missing_reports.list_hidden_outlets, filters, utterances)
    if (on_page["n_speakers"] > 1).any():
        evidence.draw_note(
            "⚠ Outlets credit some of these words to different people: a heading names all of "
            "them, joined by “or”. Open the statement to see who credits whom."
        )
    chart.draw_chart(
        charts.draw_reports(
            on_page,
            {outlet: styles[outlet] for outlet in outlets},
            summary,
            states,
            hidden,
            n_outlets=n_outlets,
        ),
        key="reports",
        alt=charts.describe_reports(on_page, outlets, n_outlets),
        table=lambda: charts.tabulate_reports(reports),
        method=extraction_method.QUOTATIONS,
        note=charts.explain_signs(on_page, outlets, states, hidden, n_outlets=n_outlets),
        on_select=lambda cell: address.select_evidence(utterance=cell[0]),
        selected=address.read_first("utterance"),
        least_width=layout.compute_outlets_width(outlets, _REPORT_COLUMN, around=_AROUND_REPORTS),
    )
    _draw_statement(reports, filters)


def _draw_statement(reports: pd.DataFrame, filters: Filters) -> None:
    """Draw the choice of one of some utterances, and show it in all its wordings."""
    labels = {
        row["utterance_id"]: markup.shorten(f"{row['speaker'] or UNKNOWN_SPEAKER}: {row['text']}")
        for row in reports.drop_duplicates("utterance_id").to_dict("records")
    }
    utterance = address.draw_evidence_select(
        "utterance", "Statement", {"": "Choose a mark in the chart, or a statement here", **labels}
    )
    if utterance:
        wordings = data.cached_query(utterance_findings.list_wordings, filters, utterance)
        outlets_with_it = len({wording.outlet_label for wording in wordings})
        noun = f"{data.get_catalogue().outlet_noun}{'s' * (outlets_with_it != 1)}"
        subject = f"{labels[utterance]}: {outlets_with_it} {noun}"
        missing = data.cached_query(
            utterance_findings.find_outlets_without_utterance, filters, utterance
        )
        evidence_panel.draw_panel(
            subject, lambda: utterance_wordings.draw_reports(wordings, missing)
        )


def draw_quotes(filters: Filters) -> None:
    """Show all quotations in a table to search; a selected row is shown in its context."""
    search_text = address.draw_search(
        "find",
        "Search in quotations, speakers and reporting verbs",
        placeholder="e.g. a word, a name, a verb",
    )
    total = data.cached_query(quote_queries.count_quotes, filters, search_text)
    if not total:
        evidence.draw_note(f"No quotation, speaker or reporting verb contains “{search_text}”.")
        return
    offset = selectable_table.draw_offset(total, items="quotations", key="quotations")
    quotes = data.cached_query(
        quote_queries.list_quotes, filters, search_text, selectable_table.PER_PAGE, offset
    )
    labels = {row["quote_id"]: _label_quote(row) for row in quotes.to_dict("records")}
    selectable_table.draw_selectable_table(
        _tabulate(quotes),
        tuple(quotes["quote_id"]),
        key="quotations",
        state=(filters, search_text, offset),
        selected=address.read_choice("passage", labels),
        on_select=lambda quote_id: address.select_evidence(passage=quote_id),
        alt=f"{len(quotes)} quotations with speaker, reporting verb, kind and outlet",
        columns={
            "Quotation": st.column_config.TextColumn(width="large"),
            "Confidence in speaker": st.column_config.NumberColumn(format="percent"),
        },
    )
    quote_id = address.draw_evidence_select(
        "passage", "Quotation in its context", {"": "Choose a row, or a quotation here", **labels}
    )
    if quote_id:
        passages = data.cached_query(quote_queries.find_context, quote_id)
        evidence.draw_evidence(
            passages,
            subject="quotation chosen",
            colours=KIND_COLOURS,
            kind=NoteKind.QUOTATION,
        )


def _choose_reports(filters: Filters, *, is_compared: bool) -> pd.DataFrame:
    """Draw the choice of utterances, and return their reports; say so when there are none.

    Args:
        filters: the current filters.
        is_compared: whether there are several outlets.
    """
    with st.container(horizontal=True, vertical_alignment="bottom"):
        spread = OutletSpread(
            address.draw_segments(
                "spread",
                "Statements",
                utterance_findings.OUTLET_SPREAD_LABELS,
                OutletSpread.SEVERAL if is_compared else OutletSpread.ALL,
                resets=["utterance"],
            )
        )
        order = address.draw_segments(
            "order",
            "Order",
            utterance_findings.SORT_ORDER_LABELS,
            SortOrder.COVERAGE_DISPARITY,
        )
        search_text = address.draw_search(
            "utterances", "Find in statements and speakers", width=260
        )
        outlet_chips.draw_highlight()
    reports = data.cached_query(
        utterance_findings.list_utterance_reports, filters, spread, SortOrder(order), search_text
    )
    if reports.empty:
        evidence.draw_note(
            f"No such statement contains “{search_text}”."
            if search_text
            else _EMPTY_MESSAGES[spread]
        )
    return reports


def _tabulate(quotes: pd.DataFrame) -> pd.DataFrame:
    table = quotes.assign(
        speaker=quotes["speaker"].where(quotes["speaker"] != "", UNKNOWN_SPEAKER),
        stance=quotes["cue_lemma"].map(reporting_verbs.read_stances()).fillna(""),
        speaker_confidence=quotes["speaker_confidence"].where(quotes["speaker"] != ""),
        published=quotes["published"].dt.date,
    )
    return table[list(_HEADINGS)].rename(columns=_HEADINGS)


def _label_quote(row: Mapping[Hashable, Any]) -> str:
    text = markup.shorten(str(row["text"]))
    return f"{row['outlet_label']} · {row['speaker'] or UNKNOWN_SPEAKER} · {text}"
