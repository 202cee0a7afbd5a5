"""Help: what the app shows, what its marks and words mean, and where to click first."""

import streamlit as st

from ui.core import navigation
from ui.sections import glossary

navigation.ensure_router()

st.header("Where to start")
glossary.draw_first_steps()

st.header("What do the marks mean?")
glossary.draw_marks()

st.header("How certain is it?")
glossary.draw_certainties()

st.header("Glossary")
glossary.draw_glossary()
