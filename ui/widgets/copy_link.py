"""The button that copies the address of the page, which holds the filters and choices."""

import streamlit as st

_COMPONENT = st.components.v2.component(
    "parallax_copy_link",
    html='<button type="button" disabled>Copy link</button> <span role="status"></span>',
    css="""
button {font: inherit; font-size: .875rem; color: inherit; background: none;
  border: 1px solid #7A7F87; border-radius: .5rem; padding: .25rem .75rem; cursor: pointer}
button:hover, button:focus-visible {border-color: currentColor}
button:disabled {opacity: .6; cursor: default}
span {font-size: .88em}
""",
    js="""
export default function ({ parentElement }) {
  const [button, status] = parentElement.querySelectorAll("button, span")
  const copyByCommand = text => {
    const field = document.body.appendChild(document.createElement("textarea"))
    field.value = text
    field.select()
    document.execCommand("copy")
    field.remove()
  }
  button.onclick = async () => {
    try {
      await navigator.clipboard.writeText(location.href)
    } catch {
      copyByCommand(location.href)  // the clipboard is closed to pages that come without HTTPS
    }
    status.textContent = "Copied"
    setTimeout(() => { status.textContent = "" }, 2000)
  }
  button.disabled = false  // a click before it listens would be lost
}
""",
)


def draw_copy_link() -> None:
    """Draw the button; it does nothing on the server."""
    _COMPONENT(key="copy_link")
