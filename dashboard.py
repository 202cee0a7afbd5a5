"""The app: page set-up, first start, shared filters, navigation; `streamlit run dashboard.py`."""

import streamlit as st

from ui.core import server

if __name__ == "__main__":  # run for a visitor
    server.wait_for_imports()

    from ui.core import navigation, page_frame, selection, startup

    st.set_page_config(page_title="Parallax", layout="wide")
    page = navigation.route()
    startup.ensure_catalogue()
    selection.draw()
    st.title(page.title)
    page_frame.run(page)
    startup.keep_current()
else:  # imported once, when the server starts
    app = st.App(__file__, lifespan=server.lifespan, middleware=server.MIDDLEWARE)
