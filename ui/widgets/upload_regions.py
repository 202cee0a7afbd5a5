"""The file fields of a page as labelled regions for screen readers.

Streamlit's drop zone has a label and ``role="presentation"``, which contradict each other (axe:
``presentation-role-conflict``). Without the role, a section with a label is a region.
"""

import streamlit as st

_COMPONENT = st.components.v2.component(
    "parallax_upload_regions",
    js="""
export default function () {
  const correct = () => {
    const zones = document.querySelectorAll(
      '[data-testid="stFileUploaderDropzone"][role="presentation"]')
    for (const zone of zones) zone.removeAttribute("role")
  }
  correct()
  const observer = new MutationObserver(correct)
  observer.observe(document.body,
    { childList: true, subtree: true, attributes: true, attributeFilter: ["role"] })
  return () => observer.disconnect()
}
""",
)


def name_upload_regions() -> None:
    """Make the fields for files of this page regions with their labels; once on a page."""
    _COMPONENT(key="upload_regions", height=1)
