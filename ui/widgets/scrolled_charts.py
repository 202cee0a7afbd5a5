"""A chart that scrolls sideways is reached by keyboard, which scrolls it by its arrow keys."""

import streamlit as st

#: A chart scrolls where its hint is shown (:mod:`ui.widgets.chart`), which depends on the room it
#: has. A chart itself has nothing that takes the focus.
_REACHER = st.components.v2.component(
    "parallax_scrolled_charts",
    js="""
const HINT = "px-scroll-", SETTLED = 250

const reach = () => {
  for (const hint of document.querySelectorAll(`[class^="${HINT}"]`)) {
    const key = hint.className.slice(HINT.length)
    const chart = document.querySelector(`.st-key-${key}`)
    const title = document.querySelector(`.st-key-${key}_frame p`)?.textContent
    if (!chart) continue
    if (getComputedStyle(hint).display === "none") {
      for (const name of ["tabindex", "role", "aria-label"]) chart.removeAttribute(name)
    } else {
      chart.tabIndex = 0
      chart.setAttribute("role", "region")
      chart.setAttribute("aria-label", `Chart that scrolls sideways: ${title}`)
    }
  }
}

const install = () => {
  let page = null, waiting = null
  // While a page is drawn its size changes with every part, and each look makes the browser lay out
  // what is there so far.
  const observer = new ResizeObserver(() => {
    clearTimeout(waiting)
    waiting = setTimeout(reach, SETTLED)
  })
  return element => {
    if (page === element) return
    observer.disconnect()
    page = element
    observer.observe(page)
  }
}

export default function () {
  const page = document.querySelector('[data-testid="stMainBlockContainer"]')
  window.parallaxCharts ??= install()
  if (page) window.parallaxCharts(page)
}
""",
)


def reach_by_keyboard() -> None:
    """Let the keyboard reach every chart that scrolls sideways; once on each page."""
    _REACHER(key="scrolled_charts", height=1)
