"""The sidebar of a narrow window, which lies over the page, closes when a link in it is used."""

import streamlit as st

from ui.widgets.window_widths import LEAST_WINDOW_WITH_SIDEBAR

#: Streamlit leaves it open, so that the page that was asked for is not seen.
_CLOSER = st.components.v2.component(
    "parallax_narrow_sidebar",
    js="""
const install = beside => {
  document.addEventListener("click", event => {
    const sidebar = event.target.closest?.('[data-testid="stSidebar"]')
    if (!sidebar || !event.target.closest("a[href]") || innerWidth >= beside) return
    sidebar.querySelector('[data-testid="stSidebarCollapseButton"] button')?.click()
  })
  return true
}

export default function ({ data }) {
  window.parallaxSidebar ??= install(data.beside)
}
""",
)


def close_after_links() -> None:
    """Close the sidebar of a narrow window when a link in it is followed; once on each page."""
    _CLOSER(data={"beside": LEAST_WINDOW_WITH_SIDEBAR}, key="narrow_sidebar", height=1)
