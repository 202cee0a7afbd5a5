"""The one place where sentences open: a panel at the right edge of the page.

The page behind does not fade, and nothing that is compared is hidden. In a very wide window the
page always leaves room for the panel; in a narrower one it ends left of the panel while that is
open, and what was clicked in a table or chart keeps its height (:mod:`ui.widgets.reading_place`).
In a window narrower than ``LEAST_WINDOW_BESIDE`` the panel covers the lower half, and the page
scrolls down by as much as it takes to see the mark that was clicked. Escape closes it, as its
button does.
"""

from collections.abc import Callable

import streamlit as st

from ui.core import address
from ui.widgets import markup
from ui.widgets.markup import Html
from ui.widgets.window_widths import LEAST_WINDOW_BESIDE, LEAST_WINDOW_WITH_SIDEBAR, WIDE_WINDOW

#: Key of the panel; Streamlit makes a CSS class of it.
KEY = "evidence"
#: Width of the panel beside what is read, the room between the two, and that at the edges of a page
#: that is not wide, which Streamlit would make twice as much.
_WIDTH, _GAP, _EDGE = Html("27rem"), Html("1.5rem"), Html("2.5rem")
#: Where a session keeps the place reserved for the panel in this run of the page.
_PLACE = "_evidence_place"
#: Background and border of the panel by theme: styles of the page know no colour of the theme.
_COLOURS = {"light": ("#FFFFFF", "#7A838E"), "dark": ("#14171C", "#7A838E")}
_STYLE = Html("""<style>
:has(> .st-key-evidence_place) {{position: absolute}}
.st-key-evidence {{position: fixed; z-index: 90; right: 0; top: 3.75rem; bottom: 0;
  width: {width}; overflow-y: auto; overscroll-behavior: contain; gap: .5rem;
  padding: 0 1.1rem 2rem; background: {background}; border-left: 2px solid {border};
  box-shadow: -6px 0 18px #0003; flex-wrap: nowrap}}
.st-key-evidence > * {{flex: none}}
:has(> .st-key-evidence_head), .st-key-evidence_head {{position: sticky; top: 0; z-index: 1;
  background: {background}}}
.st-key-evidence_behaviour {{position: absolute}}
.st-key-evidence_head {{padding: .7rem 0 .3rem; border-bottom: 1px solid {border}}}
.st-key-evidence_head {{flex-wrap: nowrap}}
.st-key-evidence_head > :first-child {{flex: 1 1 0; min-width: 0}}
.st-key-evidence_head p {{margin: 0; font-weight: 600; overflow-wrap: anywhere}}
.st-key-evidence:focus {{outline: none}}
.st-key-evidence:focus-visible {{box-shadow: inset 4px 0 0 currentColor}}
@media (max-width: {below}px) {{
  [data-testid="stMainBlockContainer"]:has(.st-key-evidence) {{padding-bottom: 55vh}}
  .st-key-evidence {{left: var(--px-left, 0); width: auto; top: 50vh; border-left: 0;
    border-top: 2px solid {border}; box-shadow: 0 -6px 18px #0003}}
}}
@media (min-width: {with_sidebar}px) and (max-width: {not_wide}px) {{
  [data-testid="stMainBlockContainer"] {{padding-left: {edge}; padding-right: {edge}}}
}}
@media (min-width: {beside}px) {{
  [data-testid="stMainBlockContainer"]:has(.st-key-evidence) {{
    padding-right: calc({width} + {gap})}}
}}
@media (min-width: {wide}px) {{
  [data-testid="stMainBlockContainer"] {{padding-right: calc({width} + {gap})}}
}}
@media print {{.st-key-evidence {{position: static; width: auto; box-shadow: none}}}}
</style>""")
#: Names the panel, moves the focus to it without scrolling, and reports Escape. It stands before
#: the contents: after them it would be drawn anew with each number of sentences, and an Escape
#: meanwhile be lost.
_BEHAVIOUR = st.components.v2.component(
    "parallax_evidence",
    js="""
// What opened the panel gets the focus back, though the page was drawn anew meanwhile, as after
// "read in the article" and Back. It is known by the key that Streamlit makes a class of, and by
// the cell or note in a component of that key.
const IDS = ["data-cell", "data-note"]
const getActive = () => {
  let element = document.activeElement
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement
  return element
}
const remember = () => {
  const element = getActive(), keyed = document.activeElement.closest('[class*="st-key-"]')
  const key = keyed && [...keyed.classList].find(item => item.startsWith("st-key-"))
  const name = IDS.find(id => element.closest(`[${id}]`))
  const id = name && `[${name}="${CSS.escape(element.closest(`[${name}]`).getAttribute(name))}"]`
  return { element, key, id: id ?? 'button, a[href], canvas, [tabindex="0"]' }
}
const findAgain = ({ element, key, id }) => {
  if (element.isConnected) return element
  const keyed = key && document.querySelector("." + CSS.escape(key))
  if (!keyed) return null
  const hosts = [keyed, ...keyed.querySelectorAll("*")].filter(item => item.shadowRoot)
  return [keyed, ...hosts.map(host => host.shadowRoot)]
    .map(root => root.querySelector(id)).find(Boolean)
}
// The cell of a table would be selected again by the focus, so that it gets the table's canvas.
const giveBack = (element) => {
  const canvas = element?.closest('[data-testid="stDataFrame"]')?.querySelector("canvas")
  const target = canvas ?? element
  target?.focus({ preventScroll: true })
}

// Scroll the page as little as it takes to see the mark that was clicked above the panel. Beside
// the panel the page stays: what is read to the left of the mark must not move out of view.
const MARGIN = 90
const uncover = (panel, main) => {
  const click = window.parallaxClick
  if (!click || Date.now() - click.time > 20000) return
  window.parallaxClick = null
  const box = panel.getBoundingClientRect()
  const isBelow = box.width >= main.clientWidth - 1
  if (isBelow) main.scrollTop += Math.max(click.y - box.top + MARGIN, 0)
}

// Streamlit calls the function below again and again, and cleans up after the last call alone: the
// page listens once, for the panel that is open.
const install = () => {
  const open = { panel: null, close: null }
  const place = () => {
    const main = open.panel?.closest('[data-testid="stMain"]')
    if (main) open.panel.style.setProperty("--px-left", main.getBoundingClientRect().left + "px")
  }
  open.observer = new ResizeObserver(place)
  const isOver = () => document.querySelector('[role="listbox"], [role="dialog"], [role="menu"]')
  document.addEventListener("keydown", (event) => {
    // Escape in a form does not throw away what was written.
    const isWriting = event.target.matches?.("textarea")
    if (event.key === "Escape" && !event.defaultPrevented && !isOver() && !isWriting) {
      open.close?.()
    }
  })
  // From the row of a table, Enter goes on to its sentences.
  document.addEventListener("keydown", (event) => {
    const isInTable = event.target.closest?.('[data-testid="stDataFrame"]')
    if (event.key !== "Enter" || !isInTable || !open.panel) return
    event.preventDefault()
    event.stopPropagation()
    open.panel.focus({ preventScroll: true })
  }, true)
  return open
}

export default function ({ data, parentElement, setTriggerValue }) {
  const host = parentElement.getRootNode().host ?? parentElement
  const panel = host.closest(".st-key-evidence")
  if (!panel) return
  panel.setAttribute("role", "region")
  panel.setAttribute("aria-label", "Sentences: " + data.subject)
  panel.tabIndex = 0  // it scrolls, also before what is in it can be focused
  const main = panel.closest('[data-testid="stMain"]')
  const open = (window.parallaxPanel ??= install())
  open.panel = panel
  const close = () => setTriggerValue("closed", true)
  open.close = close
  open.observer.disconnect()
  open.observer.observe(main)
  const openers = (window.parallaxOpeners ??= {})
  if (panel.dataset.subject !== data.subject) {
    uncover(panel, main)
    panel.dataset.subject = data.subject
    panel.scrollTop = 0
    const active = document.activeElement
    if (!panel.contains(active)) {
      // After Back nothing has the focus: what opened the panel before still did.
      if (active !== document.body) openers[data.subject] = remember()
      // Whoever chooses in a list or table goes on choosing there.
      const isChoosing = active?.closest('input, [data-testid="stDataFrame"]')
      if (!isChoosing) panel.focus({ preventScroll: true })
    }
  }
  return () => {
    // A later call may have taken over before this one is cleaned up.
    if (open.close === close) {
      open.observer.disconnect()
      open.panel = open.close = null
    }
    setTimeout(() => {
      if (document.activeElement === document.body && !document.querySelector(".st-key-evidence"))
        giveBack(openers[data.subject] && findAgain(openers[data.subject]))
    }, 100)
  }
}
""",
)


def reserve_place() -> None:
    """Reserve the place of the panel on this page, so that opening it moves nothing."""
    background, border = _COLOURS[st.context.theme.type or "light"]
    markup.render(
        _STYLE.format(
            background=background,
            border=border,
            width=_WIDTH,
            gap=_GAP,
            edge=_EDGE,
            below=LEAST_WINDOW_BESIDE - 1,
            beside=LEAST_WINDOW_BESIDE,
            with_sidebar=LEAST_WINDOW_WITH_SIDEBAR,
            not_wide=WIDE_WINDOW - 1,
            wide=WIDE_WINDOW,
        )
    )
    st.session_state[_PLACE] = st.container(key=f"{KEY}_place")


def draw_panel(subject: str, draw_contents: Callable[[], None]) -> None:
    """Draw the panel, unless this run of the page has drawn it: of several choices the first wins.

    Args:
        subject: what the panel shows, e.g. "Mentions of Kim in UPI: 3"; unescaped text.
        draw_contents: draws what is below the head, which stays in view.
    """
    place = st.session_state.pop(_PLACE, None)
    if place is None:
        return
    with place, st.container(key=KEY):
        with st.container(key=f"{KEY}_head", horizontal=True, vertical_alignment="center"):
            markup.render(Html('<p role="status">{}</p>').format(subject))
            st.button("Close", key=f"{KEY}_close", on_click=address.close_evidence)
        _BEHAVIOUR(
            data={"subject": subject},
            key=f"{KEY}_behaviour",
            height=1,
            on_closed_change=address.close_evidence,
        )
        draw_contents()
