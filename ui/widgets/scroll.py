"""Scrolling to a passage: the one thing a page needs JavaScript for."""

import streamlit as st

_COMPONENT = st.components.v2.component(
    "parallax_scroll",
    js="""
export default function ({ data }) {
  let tries = 40
  const look = () => {
    const target = document.getElementById(data.anchor)
    if (target) {
      target.scrollIntoView({ block: "center" })
      target.tabIndex = -1
      target.focus({ preventScroll: true })
    } else if (tries--) {
      setTimeout(look, 50)
    }
  }
  look()
}
""",
)


def scroll_into_view(anchor: str, *, key: str) -> None:
    """Scroll to the element with the id ``anchor`` and move the keyboard's focus there.

    It happens once per key and anchor: running the page again does not move the reader.
    """
    _COMPONENT(data={"anchor": anchor}, key=key, height=1)
