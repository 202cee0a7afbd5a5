"""Framing: what differs most between outlets, how sure that is, and what it rests on."""

import streamlit as st

from ui import articles, clauses, measures, navigation, selection

navigation.ensure_router()

filters = selection.current()
if articles.too_many():
    st.stop()

st.subheader("What differs most")
measures.standing_out(filters)

st.subheader("How sure is that?")
measures.certainty(filters)

st.subheader("Show me: measure by measure")
measures.chart(filters, measures.measure())

st.subheader("To read, not to score")
clauses.show(filters)
