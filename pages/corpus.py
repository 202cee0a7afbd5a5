"""What is loaded: articles to add, correct, remove and download."""

import streamlit as st

from ui import corpus, data, downloads, grouping, navigation, selection

navigation.ensure_router()

corpus.undo()

st.subheader("What is loaded")
corpus.loaded(selection.current())
corpus.removed()

if data.outlets():
    st.subheader("Stories")
    grouping.cut()
    grouping.move()

st.subheader("Add articles")
corpus.report()
corpus.add()

st.subheader("Download")
downloads.offer()
