"""The sidebar of a narrow window, which lies over the page, closes when a link in it is used."""

import streamlit as st

from ui.widgets.window_widths import LEAST_WINDOW_WITH_SIDEBAR

#: Streamlit leaves it open, so that the page that was asked for is not seen. It closes at a click
#: on a link, and wherever the page is another one than before: a link may be used before the page
#: listens, and the server answers at any time after that. The component takes no room: a gap above
#: the filters would be seen.
_CLOSER = st.components.v2.component(
    "parallax_narrow_sidebar",
    js="""
const install = () => {
  const loaded = performance.getEntriesByType("navigation")[0]?.name ?? location.href
  const sidebar = { beside: 0, page: new URL(loaded).pathname.split("/").pop() }
  sidebar.close = () => {
    const button = '[data-testid="stSidebar"] [data-testid="stSidebarCollapseButton"] button'
    if (innerWidth < sidebar.beside) document.querySelector(button)?.click()
  }
  document.addEventListener("click", event => {
    if (event.target.closest?.('[data-testid="stSidebar"] a[href]')) sidebar.close()
  })
  return sidebar
}

export default function ({ data, parentElement }) {
  const place = parentElement.getRootNode().host ?? parentElement
  place.closest('[data-testid="stElementContainer"]')?.style.setProperty("position", "absolute")
  const sidebar = (window.parallaxSidebar ??= install())
  sidebar.beside = data.beside
  if (sidebar.page !== data.page) sidebar.close()
  sidebar.page = data.page
}
""",
)


def close_after_links(page: str) -> None:
    """Close the sidebar of a narrow window when a link in it is followed; once on each page.

    It is drawn before everything that is read or computed, since links can be used from then on.

    Args:
        page: the last part of the page's address; empty for the first page.
    """
    with st.sidebar:
        _CLOSER(
            data={"beside": LEAST_WINDOW_WITH_SIDEBAR, "page": page},
            key="narrow_sidebar",
            height=1,
        )
