"""Framing: what differs most between outlets, how sure that is, and what it rests on."""

import streamlit as st

from ui.core import navigation, selection
from ui.sections import event_clauses as event_sections
from ui.sections import framing as framing_sections
from ui.widgets import article_choice

navigation.ensure_router()

filters = selection.get_filters()
if article_choice.refuse_too_many():
    st.stop()

st.subheader("What differs most")
framing_sections.draw_differences(filters)

st.subheader("How sure is that?")
framing_sections.draw_certainty(filters)

st.subheader("Show me: measure by measure")
framing_sections.draw_measure(filters, framing_sections.draw_measure_choice())

st.subheader("To read, not to score")
event_sections.draw_clauses(filters)
