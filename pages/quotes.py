"""Quotes: who is quoted, in which outlet, and with which words."""

import streamlit as st

from analysis.charts import quotes as quote_charts
from analysis.charts import ranking
from analysis.findings import extraction_method
from analysis.store.queries import quotes as quote_queries
from ui.core import address, data, navigation, selection
from ui.sections import attitudes
from ui.sections import framing as framing_sections
from ui.sections import quotes as quote_sections
from ui.widgets import chart, evidence

navigation.ensure_router()

filters = selection.current()
voices = data.ask(quote_queries.speakers, filters)
if voices.empty:
    evidence.nothing("No quotation was found in what is looked at.")
    st.stop()

st.subheader("Who speaks, and in which outlet")
outlets = data.ask(quote_queries.outlets, filters, quote_sections.MOST_OUTLETS)
bars = ranking.gathered(quote_charts.bars(voices), outlets)
chart.legend(bars["outlet_label"])
chart.show(
    ranking.ranking(bars, data.styles(), done="quoted", unit="quoted words"),
    key="speakers",
    alt=ranking.describe_ranking(bars, done="quoted", unit="quoted words"),
    table=lambda: quote_charts.speakers(voices),
    pick=lambda bar: address.put(speaker=bar[0], within=bar[1]),
)
quote_sections.of_speaker(voices, filters)

st.subheader("Who said what, and who reports it how")
quote_sections.matrix(filters)

st.subheader("All quotations")
quote_sections.table(filters)

st.subheader("What is attributed without being reported as said")
attitudes.table(filters)

framing_sections.method(extraction_method.QUOTATIONS)
