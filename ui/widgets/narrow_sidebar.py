"""The sidebar of a narrow window, which lies over the page, closes when a link in it is used."""

import streamlit as st

from ui.widgets.window_widths import LEAST_WINDOW_WITH_SIDEBAR

#: Streamlit leaves it open, so that the page that was asked for is not seen. A link that was used
#: before the page listened is known by its address, which is not the one that was loaded. The
#: component takes no room: a gap above the filters would be seen.
_CLOSER = st.components.v2.component(
    "parallax_narrow_sidebar",
    js="""
const install = beside => {
  const close = () => {
    const button = '[data-testid="stSidebar"] [data-testid="stSidebarCollapseButton"] button'
    if (innerWidth < beside) document.querySelector(button)?.click()
  }
  const loaded = performance.getEntriesByType("navigation")[0]?.name
  if (loaded && new URL(loaded).pathname !== location.pathname) close()
  document.addEventListener("click", event => {
    if (event.target.closest?.('[data-testid="stSidebar"] a[href]')) close()
  })
  return true
}

export default function ({ data, parentElement }) {
  const place = parentElement.getRootNode().host ?? parentElement
  place.closest('[data-testid="stElementContainer"]')?.style.setProperty("position", "absolute")
  window.parallaxSidebar ??= install(data.beside)
}
""",
)


def close_after_links() -> None:
    """Close the sidebar of a narrow window when a link in it is followed; once on each page.

    It is drawn before everything that is read or computed, since links can be used from then on.
    """
    with st.sidebar:
        _CLOSER(data={"beside": LEAST_WINDOW_WITH_SIDEBAR}, key="narrow_sidebar", height=1)
