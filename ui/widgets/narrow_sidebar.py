"""The sidebar of a narrow window, which lies over the page, closes when a link in it is used."""

import streamlit as st

from ui.widgets.window_widths import LEAST_WINDOW_WITH_SIDEBAR

#: Streamlit leaves it open, so that the page that was asked for is not seen.
_CLOSER = st.components.v2.component(
    "parallax_narrow_sidebar",
    js="""
export default function ({ data }) {
  const close = event => {
    const sidebar = event.target.closest?.('[data-testid="stSidebar"]')
    if (!sidebar || !event.target.closest("a[href]") || innerWidth >= data.beside) return
    sidebar.querySelector('[data-testid="stSidebarCollapseButton"] button')?.click()
  }
  document.addEventListener("click", close)
  return () => document.removeEventListener("click", close)
}
""",
)


def close_after_links() -> None:
    """Close the sidebar of a narrow window when a link in it is followed; once on each page."""
    _CLOSER(data={"beside": LEAST_WINDOW_WITH_SIDEBAR}, key="narrow_sidebar", height=1)
