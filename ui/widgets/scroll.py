"""Scrolling: to a passage, and back to where the reader was."""

import streamlit as st

_COMPONENT = st.components.v2.component(
    "parallax_scroll",
    js="""
const isRunning = () => document.querySelector(
  '[data-testid="stApp"]:not([data-test-script-state="notRunning"])')

export default function ({ data }) {
  let tries = 40, isOver = false
  const look = () => {
    const target = document.getElementById(data.anchor)
    if (target) {
      target.scrollIntoView({ block: "center" })
      target.tabIndex = -1
      target.focus({ preventScroll: true })
    } else if (!isOver && (tries-- > 0 || isRunning())) {
      setTimeout(look, 50)
    }
  }
  look()
  return () => { isOver = true }
}
""",
)


#: Keeps the place of the page in the tab's storage, by address, and returns to it when the reader
#: comes back by the browser's buttons or loads the page again, and when a page that is drawn anew
#: is for a moment too short for it. Pages grow while they are drawn, so it tries while the app runs
#: and some seconds more, unless the reader scrolls, types or clicks.
_KEEPER = st.components.v2.component(
    "parallax_scroll_keeper",
    js="""
const PATIENCE = 6000, LONGEST = 60000, STEADY = 1500, STEP = 50, SCROLLING = 1000
const SCROLL_KEYS = ["ArrowUp", "ArrowDown", "PageUp", "PageDown", "Home", "End", " ", "Tab"]

// With the next page, Streamlit first takes the choices of the page before out of the address, as
// an entry of its own: "/search?q=oil", "/search", "/quotes". Back would end at the one between.
const skipBetween = () => {
  const push = history.pushState
  let between = null
  for (const name of ["pointerdown", "keydown"]) {
    document.addEventListener(name, () => { between = null }, true)
  }
  history.pushState = function (state, unused, url) {
    const now = new URL(location.href), next = new URL(url ?? now, now)
    const isSamePage = next.pathname === now.pathname
    const isOver = !isSamePage && between === now.href && next.search === now.search
    between = isSamePage ? next.href : null
    const enter = isOver ? history.replaceState : push
    enter.call(history, state, unused, url)
  }
}

const install = () => {
  skipBetween()
  const keeper = { page: "", target: null, isReturning: false }
  const getMain = () => document.querySelector('[data-testid="stMain"]')
  const getKey = () => "parallax scroll " + location.pathname + location.search
  const isRunning = () => document.querySelector(
    '[data-testid="stApp"]:not([data-test-script-state="notRunning"])')
  const getSaved = () => Number(sessionStorage.getItem(getKey()) ?? 0)
  let leaving = null, lastTop = 0, lastPath = "", lastScrolling = 0
  const save = () => {
    const main = getMain()
    if (main && keeper.target === null && location.href !== leaving) {
      lastTop = Math.round(main.scrollTop)
      lastPath = location.pathname
      sessionStorage.setItem(getKey(), lastTop)
    }
  }
  keeper.save = save
  const restore = (target, isReturning) => {
    const last = Date.now() + LONGEST
    let end = Date.now() + PATIENCE, steady = Date.now()
    keeper.target = target
    keeper.isReturning = isReturning
    const step = () => {
      const main = getMain()
      if (keeper.target !== target) return
      if (isRunning()) end = Math.min(Date.now() + PATIENCE, last)
      if (main && (Math.abs(main.scrollTop - target) > 1 || isRunning())) {
        main.scrollTop = target
        steady = Date.now()
      }
      if (Date.now() > end || Date.now() - steady > STEADY) keeper.target = null
      else setTimeout(step, STEP)
    }
    step()
  }
  document.addEventListener("scroll", event => {
    const main = getMain()
    if (event.target !== main || keeper.target !== null) return
    const isCutOff = main.scrollTop < lastTop - 1
      && main.scrollTop >= main.scrollHeight - main.clientHeight - 1
    const isIdle = leaving === null && Date.now() - lastScrolling > SCROLLING
    if (isCutOff && isIdle && location.pathname === lastPath) restore(lastTop, false)
    else save()
  }, true)
  const note = () => { lastScrolling = Date.now() }
  document.addEventListener("wheel", note, true)
  document.addEventListener("touchmove", note, true)
  document.addEventListener("keydown", event => {
    if (SCROLL_KEYS.includes(event.key)) note()
  }, true)
  document.addEventListener("pointerdown", event => {
    if (event.target === getMain()) note()  // its scroll bar
  }, true)
  for (const name of ["wheel", "touchstart", "pointerdown", "keydown"]) {
    document.addEventListener(name, () => { keeper.target = null; leaving = null; save() }, true)
  }
  document.addEventListener("pointerdown", event => {
    const isInPanel = event.target.closest?.(".st-key-evidence")
    if (!isInPanel && getMain()?.contains(event.target))
      window.parallaxClick = { y: event.clientY, time: Date.now() }
  }, true)
  document.addEventListener("click", event => {
    if (event.target.closest?.("a[href]")) leaving = location.href
  }, true)
  window.addEventListener("popstate", () => {
    leaving = null
    const page = location.pathname.split("/").pop()
    if (page !== keeper.page) restore(getSaved(), true)
  })
  const arrival = performance.getEntriesByType("navigation")[0]?.type
  if (arrival === "back_forward" || arrival === "reload") restore(getSaved(), true)
  return keeper
}

export default function ({ data }) {
  window.parallaxScroll ??= install()
  window.parallaxScroll.page = data.page
}
""",
)


def keep_scroll(page: str) -> None:
    """Return to the place where the reader was when a page is shown again; once on each page.

    Args:
        page: the last part of the page's address; empty for the first page.
    """
    _KEEPER(data={"page": page}, key="scroll_keeper", height=1)


def scroll_into_view(anchor: str, *, key: str) -> None:
    """Scroll to the element with the id ``anchor`` and move the keyboard's focus there.

    It happens once per key and anchor: running the page again does not move the reader.
    """
    _COMPONENT(data={"anchor": anchor}, key=key, height=1)
