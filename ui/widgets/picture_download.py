"""Download of a chart as a picture, drawn in the browser by the Plotly that drew the chart.

The picture has what the page says around the chart: the title, the legend, the selection and where
it comes from.
"""

from collections.abc import Sequence

import streamlit as st

from analysis.charts.outlet_styles import NEUTRAL

#: Last line of every picture.
SOURCE = "Source: the articles of this selection, compared with Parallax"

_COMPONENT = st.components.v2.component(
    "parallax_picture",
    html="""
<button type="button" data-format="png" disabled>PNG</button>
<button type="button" data-format="svg" disabled>SVG</button>
<span role="status"></span>
""",
    css="""
:host, div {white-space: nowrap}
span, button {font: inherit; font-size: .875rem; color: var(--st-text-color)}
button {background: none; border: 0; padding: .25rem .4rem; text-decoration: underline;
  cursor: pointer; border-radius: .25rem}
button:hover {background: var(--st-secondary-background-color)}
button:disabled {opacity: .6; cursor: default}
button:focus-visible {outline: 3px solid currentColor; outline-offset: 1px}
""",
    js="""
const SVG = "http://www.w3.org/2000/svg", MARGIN = 20, LEAST = 640, SCALE = 2
// A picture is seen without the fonts of the page, so lines are measured in one that all have.
const FAMILY = "Arial, Helvetica, sans-serif"

const wrap = (text, font, width) => {
  const pen = document.createElement("canvas").getContext("2d")
  pen.font = font
  const lines = [""]
  for (const word of text.split(" ")) {
    const line = (lines.at(-1) + " " + word).trim()
    if (lines.at(-1) && pen.measureText(line).width > width) lines.push(word)
    else lines[lines.length - 1] = line
  }
  return lines
}

const drawChart = async (chart, neutral) => {
  const layout = structuredClone(chart.layout)
  const traces = structuredClone(chart.data)
  for (const trace of traces) delete trace.selectedpoints
  const width = Math.max(chart._fullLayout.width, LEAST)
  let height = chart._fullLayout.height
  // A trace has an entry if all its marks look alike; elsewhere columns or lines name them.
  const isNamed = ({ name, marker }) =>
    name && typeof marker?.color === "string" && marker.color !== neutral
  if (!layout.showlegend && traces.filter(trace => trace.name).length > 1) {
    const named = traces.filter(isNamed)
    for (const trace of traces) trace.showlegend = named.includes(trace)
    layout.showlegend = named.length > 0
    layout.legend = { ...layout.legend, orientation: "h", x: 0, y: 1, yanchor: "bottom" }
    height += 24 * Math.ceil(named.length / 3)
  }
  delete layout.width
  layout.font = { ...layout.font, family: FAMILY }
  layout.height = height
  const options = { format: "svg", width, height }
  const url = await window.Plotly.toImage({ data: traces, layout }, options)
  const source = decodeURIComponent(url.slice(url.indexOf(",") + 1))
  const svg = new DOMParser().parseFromString(source, "image/svg+xml").documentElement
  return { svg, width, height }
}

const compose = async (chart, data) => {
  const page = getComputedStyle(document.querySelector('[data-testid="stApp"]'))
  const { svg, width, height } = await drawChart(chart, data.neutral)
  const picture = document.createElementNS(SVG, "svg")
  let y = MARGIN
  const add = (name, attributes) => {
    const element = picture.appendChild(document.createElementNS(SVG, name))
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
    return element
  }
  const background = add("rect", { width: "100%", height: "100%", fill: page.backgroundColor })
  const write = (text, size, weight) => {
    for (const line of wrap(text, `${weight} ${size}px ${FAMILY}`, width)) {
      y += size * 1.3
      add("text", {
        x: MARGIN, y, fill: page.color, "font-size": size, "font-weight": weight,
        "font-family": FAMILY,
      }).textContent = line
    }
  }
  write(data.title, 18, 600)
  y += 10
  const nested = picture.appendChild(document.importNode(svg, true))
  nested.setAttribute("x", MARGIN)
  nested.setAttribute("y", y)
  y += height
  for (const line of data.lines) write(line, 13, 400)
  y += MARGIN
  const size = { width: width + 2 * MARGIN, height: Math.ceil(y) }
  for (const element of [picture, background])
    for (const [key, value] of Object.entries(size)) element.setAttribute(key, value)
  picture.setAttribute("xmlns", SVG)
  return { text: new XMLSerializer().serializeToString(picture), ...size }
}

const paint = async ({ text, width, height }) => {
  const image = new Image()
  image.src = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }))
  await image.decode()
  const canvas = document.createElement("canvas")
  canvas.width = width * SCALE
  canvas.height = height * SCALE
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height)
  URL.revokeObjectURL(image.src)
  return new Promise(resolve => canvas.toBlob(resolve, "image/png"))
}

export default function ({ data, parentElement }) {
  const status = parentElement.querySelector("[role=status]")
  for (const button of parentElement.querySelectorAll("button")) {
    const format = button.dataset.format
    button.setAttribute("aria-label", `Download as ${format.toUpperCase()}: ${data.title}`)
    button.onclick = async () => {
      const chart = document.querySelector(`.st-key-${data.chart} .js-plotly-plot`)
      if (!chart || !window.Plotly) {
        status.textContent = "The chart is not drawn yet"
        return
      }
      const picture = await compose(chart, data)
      const blob = format === "png"
        ? await paint(picture)
        : new Blob([picture.text], { type: "image/svg+xml" })
      const link = document.createElement("a")
      link.href = URL.createObjectURL(blob)
      link.download = `${data.chart}.${format}`
      link.click()
      setTimeout(() => URL.revokeObjectURL(link.href), 10000)
      status.textContent = ""
    }
    button.disabled = false  // a click before it listens would be lost
  }
}
""",
)


def draw_picture_download(chart_key: str, title: str, lines: Sequence[str]) -> None:
    """Draw the buttons that download a chart of this page as PNG and SVG.

    Args:
        chart_key: key of the chart; also the name of the file.
        title: of the picture; plain text.
        lines: what is written below the chart; plain text.
    """
    _COMPONENT(
        data={
            "chart": chart_key,
            "title": title,
            "lines": [*lines, SOURCE],
            "neutral": NEUTRAL,
        },
        key=f"{chart_key}_picture",
        width="content",
    )
