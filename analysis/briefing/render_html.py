"""A briefing as one HTML file that needs nothing else: styles and charts are in it, no script."""

from collections.abc import Iterable
from typing import assert_never

from markupsafe import Markup, escape

from analysis.briefing.document import (
    BarChart,
    Block,
    Briefing,
    DataTable,
    Item,
    ItemList,
    PageLink,
    Paragraph,
    Section,
)
from analysis.briefing.svg_bars import build_bars
from analysis.visible_text import make_visible

_STYLE = Markup("""\
body {font: 10.5pt/1.4 system-ui, sans-serif; color: #14171C; background: #fff; margin: 2rem auto;
  max-width: 60rem; padding: 0 1rem}
h1 {font-size: 1.5em; line-height: 1.2; margin: 0 0 .2em} h2 {font-size: 1.1em; margin: 1em 0 .25em;
  border-bottom: 1px solid #7A7F87; break-after: avoid}
h2 a {float: right; font-size: .8em; font-weight: 400} a {color: #0B57A4}
p {margin: .2em 0} ul {margin: .2em 0; padding-left: 1.2em}
li {margin: .12em 0; break-inside: avoid}
small {color: #4A4F57} table {border-collapse: collapse; width: 100%; margin: .3em 0}
th, td {border: 1px solid #B9BEC5; padding: .15em .4em; text-align: left; vertical-align: top;
  overflow-wrap: anywhere} tr {break-inside: avoid}
th {background: #EEF0F3; overflow-wrap: break-word}
th:first-child, td:first-child {min-width: 7.5em; overflow-wrap: break-word}
td:first-child:nth-last-child(n + 4) {min-width: 17em}
figure {display: inline-block; width: 49%; min-width: 20rem; margin: .3em 0; vertical-align: top;
  break-inside: avoid} figcaption {font-size: .9em; font-weight: 600}
svg {width: 100%; height: auto}
footer {margin-top: 1em; border-top: 1px solid #7A7F87; color: #4A4F57}
@page {size: A4; margin: 8mm 11mm}
@media print {body {font-size: 7.7pt; line-height: 1.23; margin: 0; padding: 0; max-width: none}
  h2 {margin-top: .6em} p, ul, table, figure {margin-top: .1em; margin-bottom: .1em}
  footer {margin-top: .4em}
  figure {min-width: 0; width: 49%}}
""")
_PAGE = Markup("""\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
<header><h1>{title}</h1>{summary}</header>
<main>
{sections}
</main>
<footer><small>Briefing made {made} with Parallax</small></footer>
</body>
</html>
""")


def render_html(briefing: Briefing, base: str) -> bytes:
    """Return a briefing as an HTML file; ``base`` is the dashboard's address, or empty."""
    return (
        _PAGE.format(
            title=_escape(briefing.title),
            style=_STYLE,
            summary=_join(Markup("<p>{}</p>").format(_escape(line)) for line in briefing.summary),
            sections=_join(_build_section(section, base) for section in briefing.sections),
            made=briefing.made.isoformat(),
        )
    ).encode()


def _build_section(section: Section, base: str) -> Markup:
    link = _build_link(section.link, base, "open in Parallax")
    return Markup("<section><h2>{}{}</h2>{}</section>\n").format(
        link, _escape(section.heading), _join(_build_block(block, base) for block in section.blocks)
    )


def _build_block(block: Block, base: str) -> Markup:
    match block:
        case Paragraph(text):
            return Markup("<p>{}</p>").format(_escape(text))
        case ItemList(items):
            return Markup("<ul>{}</ul>").format(_join(_build_item(item, base) for item in items))
        case DataTable():
            return _build_table(block)
        case BarChart():
            return Markup("<figure><figcaption>{}</figcaption>{}</figure>").format(
                _escape(block.title), build_bars(block)
            )
        case _:
            assert_never(block)


def _build_item(item: Item, base: str) -> Markup:
    note = Markup(" <small>({})</small>").format(_escape(item.note)) if item.note else ""
    link = _build_link(item.link, base, "read")
    return Markup("<li>{}{}{}</li>").format(_escape(item.text), note, link and Markup(" ") + link)


def _build_table(table: DataTable) -> Markup:
    head = _join(Markup('<th scope="col">{}</th>').format(_escape(name)) for name in table.head)
    rows = _join(
        Markup("<tr>{}</tr>").format(
            _join(Markup("<td>{}</td>").format(_escape_lines(cell)) for cell in row)
        )
        for row in table.rows
    )
    return Markup("<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>").format(head, rows)


def _build_link(link: PageLink | None, base: str, text: str) -> Markup:
    if link is None:
        return Markup("")
    return Markup('<a href="{}">{}</a>').format(link.build_address(base), text)


def _escape_lines(text: str) -> Markup:
    return Markup("<br>").join(_escape(line) for line in text.split("\n"))


def _escape(text: str) -> Markup:
    return escape(make_visible(text))


def _join(pieces: Iterable[Markup]) -> Markup:
    return Markup("").join(pieces)
