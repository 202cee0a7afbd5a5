"""A text from the clipboard on the page Corpus, with headline, outlet and date beside it."""

import streamlit as st

from ui.core import added_files

_KEY = "paste"
_TEXT, _TITLE, _OUTLET, _PUBLISHED = (
    f"{_KEY}_{field}" for field in ("text", "title", "outlet", "published")
)
#: Height of the field for the text, in pixels: about ten lines.
_HEIGHT = 240


def draw_paste() -> None:
    """Draw the form for one text; the text is added to the inputs that are checked below."""
    with st.expander("Paste a text", icon=":material/content_paste:"):
        with st.form(_KEY, clear_on_submit=True, border=False):
            text = st.text_area("Text", key=_TEXT, height=_HEIGHT)
            left, middle, right = st.columns(3)
            left.text_input("Headline", key=_TITLE)
            middle.text_input("Outlet", key=_OUTLET)
            right.date_input("Published", value=None, key=_PUBLISHED, format="YYYY-MM-DD")
            st.caption("What the text itself states at its top need not be filled in.")
            is_submitted = st.form_submit_button(
                "Add the text", key=f"{_KEY}_add", on_click=_add_submitted_text
            )
        if is_submitted and not text.strip():
            st.warning("There is no text to add: paste the article’s text first.")


def _add_submitted_text() -> None:
    """Add what the form holds before the page is drawn: the form is empty from then on."""
    state = st.session_state
    if state[_TEXT].strip():
        added_files.add_text(
            state[_TEXT], title=state[_TITLE], outlet=state[_OUTLET], published=state[_PUBLISHED]
        )
