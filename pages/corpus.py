"""What is loaded: articles to add, correct, remove and download."""

import streamlit as st

from ui.core import data, navigation, selection
from ui.sections import corpus, downloads, story_grouping

navigation.ensure_router()

corpus.draw_last_change()

st.subheader("What is loaded")
corpus.draw_articles(selection.get_filters())
corpus.draw_removed()

if data.list_outlets():
    st.subheader("Stories")
    story_grouping.draw_threshold()
    story_grouping.draw_move()

st.subheader("Add articles")
corpus.draw_job_report()
corpus.draw_upload()

st.subheader("Download")
downloads.draw_download()
