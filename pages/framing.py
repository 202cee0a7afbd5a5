"""Framing: what differs most between outlets, how sure that is, and what it rests on."""

import streamlit as st

from ui import articles, measures, navigation, selection

navigation.ensure_router()

filters = selection.current()
if articles.too_many():
    st.stop()

st.subheader("What differs most")
measures.standing_out(filters)

st.subheader("Measure by measure")
measures.chart(filters, measures.measure())
