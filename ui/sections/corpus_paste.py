"""A text from the clipboard on the page Corpus, with headline, outlet and date beside it."""

import streamlit as st

from ui.core import added_files

_KEY = "paste"
#: Height of the field for the text, in pixels: about ten lines.
_HEIGHT = 240


def draw_paste() -> None:
    """Draw the form for one text; the text is added to the inputs that are checked below."""
    with st.expander("Paste a text", icon=":material/content_paste:"):
        with st.form(_KEY, clear_on_submit=True, border=False):
            text = st.text_area("Text", key=f"{_KEY}_text", height=_HEIGHT)
            left, middle, right = st.columns(3)
            title = left.text_input("Headline", key=f"{_KEY}_title")
            outlet = middle.text_input("Outlet", key=f"{_KEY}_outlet")
            published = right.date_input(
                "Published", value=None, key=f"{_KEY}_published", format="YYYY-MM-DD"
            )
            st.caption("What the text itself states at its top need not be filled in.")
            is_submitted = st.form_submit_button("Add the text", key=f"{_KEY}_add")
        if not is_submitted:
            return
        if text.strip():
            added_files.add_text(text, title=title, outlet=outlet, published=published)
        else:
            st.warning("There is no text to add: paste the article’s text first.")
