"""Framing: what differs most between outlets, how certain that is, and on which sentences."""

import streamlit as st

from ui.core import navigation, selection
from ui.sections import event_clauses as clause_sections
from ui.sections import framing as framing_sections
from ui.widgets import slow_parts

navigation.ensure_router()

filters = selection.get_filters()
if slow_parts.is_comparison_deferred():
    st.stop()

st.header("What differs most")
framing_sections.draw_differences(filters)

st.header("How certain is this?")
framing_sections.draw_certainty(filters)

st.header("Explore by measure")
framing_sections.draw_measure(filters, framing_sections.draw_measure_choice())

st.header("Who does what to whom")
clause_sections.draw_clauses(filters)
