"""Quotes: who is quoted, in which outlet, and with which words."""

import streamlit as st

from analysis.charts import ranking
from analysis.charts import speakers as speaker_charts
from analysis.findings import extraction_method
from analysis.store.queries import quotes as quote_queries
from ui.core import address, data, navigation, selection
from ui.sections import attitudes
from ui.sections import quotes as quote_sections
from ui.widgets import chart, evidence, outlet_chips

navigation.ensure_router()

filters = selection.get_filters()
speakers = data.cached_query(quote_queries.count_words_by_speaker, filters)
if speakers.empty:
    evidence.draw_note("No quotation was found in the selected articles.")
    st.stop()

if speakers["speaker_id"].nunique() <= quote_queries.MAX_SPEAKERS:  # all that there are
    evidence.draw_note(speaker_charts.describe_top_speakers(speakers))
quote_sections.draw_reports(filters)

st.header("Who gets to speak?")
outlets = data.cached_query(
    quote_queries.list_top_outlets, filters, quote_sections.MAX_OUTLETS, data.get_highlight()
)
top_speakers = ranking.merge_other_outlets(speaker_charts.select_top_speakers(speakers), outlets)
outlet_chips.draw_legend(top_speakers["outlet_label"])
chart.draw_chart(
    ranking.draw_ranking(
        top_speakers, data.get_outlet_styles(), verb="quoted", unit="quoted words"
    ),
    key="speakers",
    alt=ranking.describe_ranking(top_speakers, verb="quoted", unit="quoted words"),
    table=lambda: speaker_charts.tabulate_speakers(speakers),
    method=extraction_method.QUOTATIONS,
    on_select=lambda bar: address.select_evidence(speaker=bar[0], within=bar[1]),
    selected=address.read_first("speaker", "within"),
)
quote_sections.draw_speaker_quotes(speakers, filters)

st.header("All quotations")
quote_sections.draw_quotes(filters)

st.header("Views attributed without a quote")
attitudes.draw_attitudes(filters)
