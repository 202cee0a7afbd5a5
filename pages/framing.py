"""Framing: what differs most between outlets, how sure that is, and what it rests on."""

import streamlit as st

from ui.core import navigation, selection
from ui.sections import event_clauses as event_sections
from ui.sections import framing as framing_sections
from ui.widgets import article_choice

navigation.ensure_router()

filters = selection.current()
if article_choice.too_many():
    st.stop()

st.subheader("What differs most")
framing_sections.standing_out(filters)

st.subheader("How sure is that?")
framing_sections.certainty(filters)

st.subheader("Show me: measure by measure")
framing_sections.explore(filters, framing_sections.measure())

st.subheader("To read, not to score")
event_sections.show(filters)
