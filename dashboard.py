"""The app: page set-up, first start, shared filters, navigation; `streamlit run dashboard.py`."""

import streamlit as st

from ui.core import server

if __name__ == "__main__":  # run for a visitor
    server.wait_for_imports()

    from ui.core import navigation, selection, startup
    from ui.widgets import narrow_sidebar, page_frame

    st.set_page_config(page_title="Parallax", layout="wide")
    page = navigation.route_page()
    narrow_sidebar.close_after_links(page.url_path)
    startup.ensure_catalogue()
    selection.draw_filters(can_pool=page.url_path not in page_frame.UNPOOLED_PAGES)
    st.title(page_frame.get_title(page))
    page_frame.run_page(page)
    startup.start_due_job()
else:  # imported once, when the server starts
    app = st.App(__file__, lifespan=server.lifespan, middleware=server.MIDDLEWARE)
