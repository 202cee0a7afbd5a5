"""A wide table whose cells are buttons: a click reports the cell, and a hint says that it scrolls.

The head of its columns stays in view while the page scrolls. Each kind of table is a component of
its own styles; what all of them share is here.
"""

import re
from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from ui.widgets.markup import Html, join

#: Width in rem of a character of a bold column head, and of the room beside its longest word.
_CHARACTER, _BESIDE = 0.4, 0.7
_CSS = """
.outer {container-type: inline-size; color: var(--st-text-color); font-family: var(--st-font)}
.wrap {overflow-x: auto}
.hint {display: none; margin: 0 0 .3rem; font-size: .82rem}
.wide > .hint {display: block}
.wide > .wrap {border-right: 2px dashed var(--st-border-color)}
.wide.end > .wrap {border-right-color: transparent}
table {width: 100%; table-layout: fixed}
thead th, thead td {background: var(--st-background-color); position: relative; z-index: 2}
thead.pinned th, thead.pinned td {box-shadow: 0 1px 0 var(--st-border-color)}
button {all: unset; cursor: pointer; box-sizing: border-box; border-radius: 3px}
button:hover {text-decoration: underline; background: var(--st-secondary-background-color)}
button:focus-visible, a:focus-visible, .wrap:focus-visible {
  outline: 3px solid currentColor; outline-offset: 1px}
"""
_JS = """
export default function ({ data, parentElement, setTriggerValue }) {
  let outer = parentElement.querySelector(".outer")
  if (!outer) {
    outer = document.createElement("div")
    outer.className = "outer"
    outer.innerHTML = '<p class="hint">Scroll the table sideways to see all columns.</p>'
      + '<div class="wrap"></div>'
    parentElement.appendChild(outer)
  }
  const root = outer.querySelector(".wrap")
  if (root.dataset.version !== data.version) {
    const active = parentElement.activeElement ?? parentElement.getRootNode().activeElement
    const cell = active?.dataset?.cell
    root.innerHTML = data.table
    root.dataset.version = data.version
    if (cell) root.querySelector(`[data-cell="${CSS.escape(cell)}"]`)?.focus()
  }
  root.onclick = (event) => {
    const cell = event.target.closest("[data-cell]")
    if (cell) setTriggerValue("cell", cell.dataset.cell)
  }
  const measure = () => {
    const rest = root.scrollWidth - root.clientWidth
    outer.classList.toggle("wide", rest > 3)
    outer.classList.toggle("end", root.scrollLeft >= rest - 3)
  }
  // The table scrolls sideways by itself, so that "position: sticky" cannot keep its head in view
  // while the page scrolls.
  const page = document.querySelector('[data-testid="stMain"]')
  const pin = () => {
    const head = root.querySelector("thead")
    if (!head) return
    const top = document.querySelector('[data-testid="stHeader"]')?.getBoundingClientRect().bottom
    const box = root.getBoundingClientRect()
    const last = root.querySelector("tbody tr:last-child")?.offsetHeight ?? 0
    const most = Math.max(0, box.height - head.offsetHeight - last)
    // One pixel lies below the page's header: the rows do not show between fractions of pixels.
    const shift = Math.min(Math.max(0, (top ?? 0) - 1 - box.top), most)
    head.classList.toggle("pinned", shift > 0)
    for (const cell of head.querySelectorAll("th, td")) {
      cell.style.transform = shift > 0 ? `translateY(${shift}px)` : ""
    }
  }
  root.onscroll = measure
  // Streamlit calls this function for each choice and cleans up after the last call alone.
  outer.release?.()
  const observer = new ResizeObserver(() => { measure(); pin() })
  observer.observe(root)
  page?.addEventListener("scroll", pin, { passive: true })
  const release = () => {
    observer.disconnect()
    page?.removeEventListener("scroll", pin)
  }
  outer.release = release
  measure()
  pin()
  return release
}
"""


def declare_button_table(name: str, css: str) -> Callable[..., Any]:
    """Return the component of a kind of table, for :func:`draw_button_table`; once a module.

    Args:
        name: Unique name of the component.
        css: Styles of the table.
    """
    return st.components.v2.component(name, css=_CSS + css, js=_JS)


def compute_column_widths(outlets: Sequence[str], least: float) -> tuple[float, ...]:
    """Return the width in rem of the columns of some outlets, in which no name breaks in a word.

    Names break at blanks and before the dots of domains.

    Args:
        outlets: The names above the columns.
        least: The least width of a column.
    """
    longest = (max(map(len, re.split(r"\s|(?=\.)", outlet))) for outlet in outlets)
    return tuple(max(least, _CHARACTER * length + _BESIDE) for length in longest)


def build_columns(widths: Sequence[float]) -> Html:
    """Return the columns of a table with their widths in rem."""
    return join(Html('<col style="width:{:.2f}rem">').format(width) for width in widths)


def draw_button_table(
    component: Callable[..., Any], table: Html, *, key: str, on_cell: Callable[[], None]
) -> None:
    """Draw a table; a button with a ``data-cell`` reports it as the component's value ``cell``.

    Args:
        component: As :func:`declare_button_table` returns it.
        table: The table.
        key: Unique name on the page.
        on_cell: Called before the page runs again after a click.
    """
    component(
        data={"table": str(table), "version": str(hash(str(table)))},
        key=key,
        on_cell_change=on_cell,
    )
