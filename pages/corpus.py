"""What is loaded: articles to add, correct, remove and download."""

import streamlit as st

from ui.core import data, navigation, selection
from ui.sections import corpus, downloads, story_grouping

navigation.ensure_router()

corpus.undo()

st.subheader("What is loaded")
corpus.loaded(selection.current())
corpus.removed()

if data.outlets():
    st.subheader("Stories")
    story_grouping.cut()
    story_grouping.move()

st.subheader("Add articles")
corpus.report()
corpus.add()

st.subheader("Download")
downloads.offer()
