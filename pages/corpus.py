"""Corpus: articles to add; the loaded ones, to correct, remove and download."""

import streamlit as st

from ui.core import data, navigation, overrides, selection
from ui.sections import (
    corpus,
    corpus_address,
    corpus_paste,
    corpus_upload,
    downloads,
    load_report,
    outlet_groups,
    outlet_houses,
    story_grouping,
)
from ui.widgets import upload_regions

navigation.ensure_router()

overrides.draw_last_undo()
load_report.draw_load_report()

st.header("Add articles")
corpus_upload.draw_unfinished()
# What was pasted or loaded from an address is listed with the files above it.
files = st.container()
corpus_paste.draw_paste()
corpus_address.draw_address()
with files:
    corpus_upload.draw_upload()

st.header("What is loaded")
corpus.draw_articles(selection.get_filters())
corpus.draw_removed()
outlet_houses.draw_houses()

if data.list_outlets():
    st.header("Stories")
    story_grouping.draw_threshold()
    story_grouping.draw_move()
    st.header("Outlet groups")
    outlet_groups.draw_outlet_groups()

st.header("Download")
downloads.draw_download()
upload_regions.name_upload_regions()
