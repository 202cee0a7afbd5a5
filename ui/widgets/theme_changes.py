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

// Streamlit calls the function below for each theme and cleans up after the last call alone: the
// page has one watcher, which knows the theme of the last call.
const install = () => {
  const watcher = { drawn: "", asked: null, report: null }
  watcher.compare = () => {
    const theme = isDark(document.querySelector('[data-testid="stApp"]')) ? "dark" : "light"
    if (theme === watcher.drawn) watcher.asked = null
    else if (theme !== watcher.asked) {
      watcher.asked = theme
      watcher.report(theme)
    }
  }
  watcher.observer = new MutationObserver(watcher.compare)
  return watcher
}

export default function ({ data, setTriggerValue }) {
  const watcher = (window.parallaxTheme ??= install())
  watcher.drawn = data.theme
  watcher.report = theme => setTriggerValue("theme", theme)
  watcher.observer.disconnect()
  const app = document.querySelector('[data-testid="stApp"]')
  watcher.observer.observe(app, { attributes: true, attributeFilter: ["class"] })
  watcher.compare()
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
