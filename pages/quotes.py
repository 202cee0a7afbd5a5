"""Quotes: who is quoted, in which outlet, and with which words."""

import streamlit as st

from analysis.charts import quotes, ranking
from analysis.store import queries_quotes
from analysis.views import methods
from ui import (
    address,
    attitudes,
    data,
    evidence,
    figure,
    measures,
    navigation,
    quotations,
    selection,
)

navigation.ensure_router()

filters = selection.current()
voices = data.ask(queries_quotes.speakers, filters)
if voices.empty:
    evidence.nothing("No quotation was found in what is looked at.")
    st.stop()

st.subheader("Who speaks, and in which outlet")
outlets = data.ask(queries_quotes.outlets, filters, quotations.MOST_OUTLETS)
bars = ranking.gathered(quotes.bars(voices), outlets)
figure.legend(bars["outlet_label"])
figure.show(
    ranking.ranking(bars, data.looks(), done="quoted", unit="quoted words"),
    key="speakers",
    alt=ranking.describe_ranking(bars, done="quoted", unit="quoted words"),
    table=lambda: quotes.speakers(voices),
    pick=lambda bar: address.put(speaker=bar[0], within=bar[1]),
)
quotations.of_speaker(voices, filters)

st.subheader("Who said what, and who reports it how")
quotations.matrix(filters)

st.subheader("All quotations")
quotations.table(filters)

st.subheader("What is attributed without being reported as said")
attitudes.table(filters)

measures.method(methods.QUOTATIONS)
