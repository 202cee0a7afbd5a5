"""The reading desk: full texts side by side, whose linked sentences lead to each other.

It is a component, so that a click scrolls the other columns at once. Everything that can be clicked
in a text is a button, reached with the Tab key; the columns scroll by keyboard too.
"""

import streamlit as st

from analysis.findings.reading_desk import DeskColumn, ReadingDesk
from ui.core import address
from ui.sections import desk_columns, desk_marks
from ui.sections.desk_marks import ColourBy
from ui.widgets import article_choice, marked_text, markup
from ui.widgets.article_links import build_article_link
from ui.widgets.markup import Html

_COMPONENT = st.components.v2.component(
    "parallax_reading_desk",
    css="""
.wrap {container-type: inline-size; color: var(--st-text-color); font-family: var(--st-font)}
.steps {display: flex; flex-wrap: wrap; align-items: center; gap: .4rem .8rem; min-height: 2.2rem;
  margin-bottom: .4rem; font-size: .9rem}
.steps button {font: inherit; color: inherit; cursor: pointer; padding: .2rem .7rem;
  background: var(--st-background-color); border: 1px solid #7A838E; border-radius: .4rem}
.desk {display: grid; grid-template-rows: auto auto;
  grid-template-columns: minmax(0, 1fr) 4.5rem minmax(0, 1fr)}
.desk.n3 {grid-template-columns: minmax(0, 1fr) 3.2rem minmax(0, 1fr) 3.2rem minmax(0, 1fr)}
.column {display: grid; grid-row: 1 / 3; grid-template-rows: subgrid}
.head {padding-bottom: .5rem; font-size: .92rem; line-height: 1.4; overflow-wrap: anywhere}
.head a {font-size: .88em}
.px-note {opacity: .85; font-size: .88em}
a {color: inherit}
.pane {max-height: min(80vh, 62rem); overflow-y: auto; overscroll-behavior: contain;
  position: relative; padding: .5rem .7rem; border: 1px solid var(--st-border-color);
  border-radius: .4rem; box-sizing: border-box}
.map {grid-row: 2; width: 100%; height: 100%; overflow: visible}
.map path {fill: currentColor; opacity: .2; cursor: pointer}
.map path:hover {opacity: .5}
.map path.maybe {fill: none; stroke: currentColor; stroke-width: 1; stroke-dasharray: 4 4;
  vector-effect: non-scaling-stroke; opacity: .45; cursor: default}
.map path.on {fill: #D29A00; opacity: .9}
.map-note {font-size: .88rem; opacity: .85; margin: .6rem 0 0}
.line {margin: 0 0 .7em; line-height: 1.6; overflow-wrap: anywhere; white-space: pre-wrap}
.headline {font-size: 1.25em; font-weight: 700; line-height: 1.35}
.subhead {font-weight: 700}
.other {font-size: .88em; opacity: .85}
.other small {text-transform: uppercase; letter-spacing: .06em; margin-right: .4em}
.sentence.linked {background: var(--st-secondary-background-color); cursor: pointer;
  border-radius: 2px; box-decoration-break: clone; -webkit-box-decoration-break: clone}
.sentence.on {background: #D29A0040; outline: 2px solid #D29A00; outline-offset: 1px}
.number, .maybe {font: inherit; font-size: .75em; font-weight: 700; line-height: 1.3;
  cursor: pointer; color: inherit; background: var(--st-background-color);
  border: 1px solid currentColor; border-radius: .8em; padding: 0 .5em; margin-right: .45em}
button.maybe {font-weight: 400; border-style: dashed}
.number[aria-pressed=true], .maybe[aria-pressed=true] {background: #D29A00; color: #000}
details {margin: 0 0 .7em; border-left: 3px dotted #7A838E; padding-left: .6rem}
summary {cursor: pointer; font-size: .9em; opacity: .9}
details[open] > summary {margin-bottom: .5em}
button:focus-visible, .pane:focus-visible, summary:focus-visible, a:focus-visible {
  outline: 3px solid currentColor; outline-offset: 1px}
@container (max-width: 560px) {
  .desk, .desk.n3 {display: block}
  .column {display: block; margin-bottom: .8rem}
  .pane {max-height: 38vh}
  .map, .map-note {display: none}
}
@container (max-width: 780px) {
  .desk.n3 {display: block}
  .n3 .column {display: block; margin-bottom: .8rem}
  .n3 .pane {max-height: 32vh}
  .n3 .map, .n3 + .map-note {display: none}
}
@media print {
  .steps, .map, .map-note, .head a {display: none}
  .desk {display: grid !important; grid-template-columns: 1fr 1fr !important; column-gap: 1.2rem}
  .desk.n3 {grid-template-columns: 1fr 1fr 1fr !important}
  .pane {max-height: none !important; overflow: visible; border: 0; padding: 0}
  .column, .wrap {color: #000}
  .sentence.linked, .number, .maybe {background: none}
  .line {break-inside: avoid}
  details::details-content {content-visibility: visible}
}
""",
    js="""
const getPanes = root => [...root.querySelectorAll(".pane")]

// Scroll the other panes so that the counterpart is beside the sentence that was clicked.
const reveal = (root, targets, source) => {
  const sourcePane = source?.closest(".pane")
  root.driver = null
  for (const pane of getPanes(root)) {
    if (pane === sourcePane) continue
    const target = targets.find(element => pane.contains(element))
    if (!target) continue
    const fold = target.closest("details")
    if (fold) fold.open = true
    const offset = sourcePane
      ? source.getBoundingClientRect().top - sourcePane.getBoundingClientRect().top
      : pane.clientHeight / 3
    const place = target.getBoundingClientRect().top - pane.getBoundingClientRect().top
    pane.scrollTop += place - Math.min(Math.max(offset, 20), pane.clientHeight * .7)
    target.scrollIntoView({ block: "nearest" })  // where the columns are one below the other
  }
}

const mark = (root, targets, buttons, note) => {
  for (const element of root.querySelectorAll(".on")) element.classList.remove("on")
  for (const button of root.querySelectorAll("[aria-pressed]")) button.ariaPressed = "false"
  for (const element of targets) element.classList.add("on")
  for (const button of buttons) button.ariaPressed = "true"
  root.querySelector("[role=status]").textContent = note
}

const selectLink = (root, number, source) => {
  const all = [...root.querySelectorAll(`[data-link="${number}"]`)]
  root.dataset.selected = number
  mark(root, all.filter(element => !element.matches("button")),
    all.filter(element => element.matches("button")), root.notes[number - 1])
  root.report(String(number))
  reveal(root, all.filter(element => element.matches(".sentence")), source)
}

const selectPossible = (root, button) => {
  const own = button.closest(".sentence")
  const targets = button.dataset.to.split(" ")
    .map(place => root.querySelector(`[data-sentence="${place}"]`)).filter(Boolean)
  root.dataset.selected = ""
  mark(root, [own, ...targets], [button], button.ariaLabel + ": not counted")
  reveal(root, targets, own)
}

const isRunning = () => document.querySelector(
  '[data-testid="stApp"]:not([data-test-script-state="notRunning"])')

// While the page above a linked passage is still drawn it moves: show it again until it stays, or
// until the reader does something.
const keepShown = (root, number, rounds = 15) => {
  if (root.isTouched || rounds === 0 || root.dataset.selected !== number) return
  const sentences = [...root.querySelectorAll(`.sentence[data-link="${number}"]`)]
  reveal(root, sentences, null)
  setTimeout(() => keepShown(root, number, isRunning() ? rounds : rounds - 1), 200)
}

const step = (root, by) => {
  const selected = Number(root.dataset.selected || 0)
  const number = selected ? selected + by : by > 0 ? 1 : root.notes.length
  const last = root.notes.length
  selectLink(root, (number + last - 1) % last + 1, null)
}

const install = (root) => {
  root.onclick = event => {
    const stepper = event.target.closest("[data-step]")
    const maybe = event.target.closest("button.maybe")
    const linked = event.target.closest("[data-link]")
    if (event.target.closest("a")) return
    if (stepper) step(root, Number(stepper.dataset.step))
    else if (maybe) selectPossible(root, maybe)
    else if (linked) selectLink(root, linked.dataset.link, event.target.closest(".sentence"))
  }
  // The pane that the reader moves leads the others; a scroll by script leads none.
  for (const name of ["wheel", "touchstart", "pointerdown", "keydown"]) {
    root.addEventListener(name, event => {
      root.isTouched = true
      root.driver = event.composedPath().find(element => element.matches?.(".pane")) ?? null
    }, { capture: true, passive: true })
  }
  root.addEventListener("scroll", event => {
    const pane = event.target
    if (root.dataset.together !== "true" || root.driver !== pane) return
    const share = pane.scrollTop / Math.max(pane.scrollHeight - pane.clientHeight, 1)
    for (const other of getPanes(root)) {
      if (other !== pane) other.scrollTop = share * (other.scrollHeight - other.clientHeight)
    }
  }, true)
}

export default function ({ data, parentElement, setTriggerValue }) {
  let root = parentElement.querySelector(".wrap")
  if (!root) {
    root = document.createElement("div")
    root.className = "wrap"
    parentElement.appendChild(root)
    install(root)
  }
  root.dataset.together = data.together
  root.notes = data.notes
  root.report = number => {
    if (number !== data.selected) setTriggerValue("match", number)
  }
  if (root.dataset.version !== data.version) {
    root.innerHTML = data.desk
    root.dataset.version = data.version
    root.dataset.selected = ""
  }
  if (data.selected && data.selected !== root.dataset.selected) {
    selectLink(root, data.selected, null)
    keepShown(root, data.selected)
  }
}
""",
)
#: Key of the component and, in the address, of the number of the chosen passage.
_DESK, MATCH = "reading_desk", "match"
#: Buttons that go from match to match, and where the selected one is described.
_STEPS = Html(
    '<div class="steps"><button type="button" data-step="-1">‹ Previous match</button>'
    '<button type="button" data-step="1">Next match ›</button>'
    '<span role="status">{}</span></div>'
)
#: Stands below the texts where the map is drawn between them.
_MAP_NOTE = Html(
    '<p class="map-note">The map between two texts shows where in each of them the passages are.'
    "</p>"
)


def draw_desk(
    desk: ReadingDesk, colour_by: ColourBy, *, mark_unmatched: bool, fold: bool, together: bool
) -> None:
    """Draw the articles side by side, under the legend of their marks.

    Args:
        desk: The articles.
        colour_by: What the colours stand for.
        mark_unmatched: Whether to mark the words of a linked sentence that its counterparts lack.
        fold: Whether to fold runs of sentences without a counterpart.
        together: Whether scrolling one column scrolls the others.
    """
    spans, legend = desk_marks.mark_desk(desk, colour_by, mark_unmatched=mark_unmatched)
    markup.render(marked_text.build_legend(legend))
    heads = [_build_head(column) for column in desk.columns]
    columns = desk_columns.build_desk(desk, heads, spans, fold=fold)
    steps = _STEPS.format(_describe_links(desk)) if desk.links else Html("")
    content = str(steps + columns + (_MAP_NOTE if desk.links else Html("")))
    _COMPONENT(
        data={
            "desk": content,
            "version": str(hash(content)),
            "notes": describe_passages(desk),
            "together": together,
            "selected": address.read_choice(MATCH, {str(link.number) for link in desk.links}),
        },
        key=_DESK,
        on_match_change=lambda: address.set_choices(**{MATCH: st.session_state[_DESK]["match"]}),
    )


def describe_passages(desk: ReadingDesk) -> list[str]:
    """Return a line on each passage, by number; plain text."""
    return [
        " · ".join(
            filter(
                None,
                (
                    f"Passage {link.number} of {len(desk.links)}",
                    "same quotation" if link.via == "quotation" else "",
                    f"similarity {link.similarity:.0%}",
                ),
            )
        )
        for link in desk.links
    ]


def _build_head(column: DeskColumn) -> Html:
    # The address takes lines from the texts; the page that the link leads to has it.
    article = column.reading.article.copy()
    article["url"] = ""
    head = article_choice.build_article_head(article, set(column.reading.blocks["kind"]))
    return head + build_article_link(str(article["article_id"]), None, "Read with all marks")


def _describe_links(desk: ReadingDesk) -> str:
    n_links = len(desk.links)
    return (
        f"{n_links} passage{'s' * (n_links != 1)} in several articles; a click on a number or its "
        "sentence shows the counterpart"
    )
