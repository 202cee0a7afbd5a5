"""What the reader looks at keeps its height on the screen while the page changes its width.

The page becomes narrower when sentences open beside it, and wider again without them; its lines
break elsewhere then, so that everything below them moves. A cell, note or control that was chosen
keeps its height. Of a chart the drawing keeps it, so that a mark moves only as far as the drawing
changes within.
"""

import streamlit as st

#: Holds what was clicked or chosen by keyboard as long as it is in view, else what is near the top
#: of the window. What a choice draws anew is known by the cell or note that it reports, a mark of a
#: chart by the key of the chart. It is held while the app runs and some seconds more. While the
#: page returns to where it was (:mod:`ui.widgets.scroll`), nothing is held.
_HOLDER = st.components.v2.component(
    "parallax_reading_place",
    js="""
const IDS = ["data-cell", "data-note"], CHART = ".js-plotly-plot"
const KEYED = '[class*="st-key-"]', FROM_TOP = 120, SETTLING = 5000
const getMain = () => document.querySelector('[data-testid="stMain"]')
const isRunning = () => document.querySelector(
  '[data-testid="stApp"]:not([data-test-script-state="notRunning"])')

const install = () => {
  let held = null
  const find = () => {
    const again = held?.selector && held.root.querySelectorAll(held.selector)[held.order]
    const element = again || (held?.element.isConnected ? held.element : null)
    return element?.getBoundingClientRect().height ? element : null
  }
  const hold = from => {
    const name = IDS.find(id => from.closest(`[${id}]`))
    const frame = from.closest(CHART)?.closest(KEYED)
    const key = frame && [...frame.classList].find(item => item.startsWith("st-key-"))
    const element = frame ?? (name ? from.closest(`[${name}]`) : from)
    const id = name && `[${name}="${CSS.escape(element.getAttribute(name))}"]`
    const top = element.getBoundingClientRect().top
    const root = element.getRootNode(), selector = key ? "." + CSS.escape(key) : id
    // A note stands in the list above the text and again beside it.
    const order = selector ? [...root.querySelectorAll(selector)].indexOf(element) : 0
    held = { element, root, selector, order, top }
  }
  const update = () => {
    const place = find()?.getBoundingClientRect()
    if (place && place.bottom > 0 && place.top < innerHeight) {
      held.top = place.top
      return
    }
    const box = getMain().getBoundingClientRect()
    const element = document.elementFromPoint(box.left + box.width / 4, box.top + FROM_TOP)
    if (element && getMain().contains(element)) hold(element)
  }
  // What was chosen stays held until the reader scrolls: the browser scrolls too, while the choice
  // is drawn.
  let isChosen = false
  const choose = event => {
    if (event.target.closest?.(".st-key-evidence") || !getMain()?.contains(event.target)) return
    isChosen = event.target !== getMain() && (!event.key || ["Enter", " "].includes(event.key))
    if (isChosen) hold(event.composedPath()[0])
  }
  for (const name of ["pointerdown", "keydown"]) document.addEventListener(name, choose, true)
  let page = null, width = 0, changed = 0
  const measureWidth = () => page.firstElementChild?.clientWidth ?? 0
  document.addEventListener("scroll", event => {
    const isSettled = page && measureWidth() === width && Date.now() - changed > SETTLING
    if (event.target === getMain() && isSettled && !isChosen) update()
  }, true)
  for (const name of ["pointerdown", "keydown"]) {
    document.addEventListener(name, () => { changed = 0 }, true)
  }
  for (const name of ["wheel", "touchmove"]) {
    document.addEventListener(name, event => {
      if (event.target.closest?.(".st-key-evidence")) return
      changed = 0
      isChosen = false
    }, true)
  }
  const keep = new ResizeObserver(() => {
    const isFirst = width === 0
    if (measureWidth() !== width) changed = Date.now()
    width = measureWidth()
    const element = find(), scroll = window.parallaxScroll
    // Charts and hints that a table scrolls sideways come a moment after the width.
    if (isFirst || !element || Date.now() - changed > SETTLING) return
    if (isRunning()) changed = Date.now()
    if (scroll?.isReturning && scroll.target !== null) return
    if (scroll) scroll.target = null
    getMain().scrollTop += element.getBoundingClientRect().top - held.top
    scroll?.save()
  })
  return element => {
    if (page === element) return
    keep.disconnect()
    page = element
    width = 0
    keep.observe(page)
  }
}

export default function () {
  const page = getMain()?.querySelector('[data-testid="stMainBlockContainer"]')
  window.parallaxHold ??= install()
  if (page) window.parallaxHold(page)
}
""",
)


def hold_place() -> None:
    """Hold what the reader looks at; once on each page."""
    _HOLDER(key="reading_place", height=1)
