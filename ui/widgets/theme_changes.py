"""A page that is drawn anew when its theme changes while it is open, as at dusk.

The server learns the theme with each run, and Streamlit runs nothing when it changes: charts and
the panel of sentences kept the colours of the theme before.
"""

import streamlit as st

#: Asks for a run where the page has another theme than the one it was drawn for; once for each
#: change, so that a server that reads the theme otherwise is not asked again and again.
_WATCHER = st.components.v2.component(
    "parallax_theme_changes",
    js="""
const isDark = app => {
  const { backgroundColor, color } = getComputedStyle(app)
  const [ground, text] = [backgroundColor, color].map(value =>
    value.match(/\\d+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0))
  return ground < text
}

export default function ({ data, setTriggerValue }) {
  const app = document.querySelector('[data-testid="stApp"]')
  const compare = () => {
    const theme = isDark(app) ? "dark" : "light"
    if (theme === data.theme) window.parallaxTheme = null
    else if (theme !== window.parallaxTheme) {
      window.parallaxTheme = theme
      setTriggerValue("theme", theme)
    }
  }
  compare()
  const observer = new MutationObserver(compare)
  observer.observe(app, { attributes: true, attributeFilter: ["class"] })
  return () => observer.disconnect()
}
""",
)


def draw_anew_on_change() -> None:
    """Run the page again when its theme changes; once on each page."""
    _WATCHER(
        key="theme_changes",
        height=1,
        data={"theme": st.context.theme.type or "light"},
        on_theme_change=lambda: None,
    )
