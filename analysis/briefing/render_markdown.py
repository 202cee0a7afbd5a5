"""A briefing as Markdown (CommonMark with tables); every text is literal, whatever it holds."""

import re
from typing import assert_never

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
from analysis.briefing.svg_bars import describe_segments
from analysis.visible_text import make_visible

#: Characters that Markdown may read as markup anywhere in a line; a backslash makes each literal.
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$&])")
#: What begins a list, a quotation or a heading at the start of a line.
_LINE_START = re.compile(r"^(\s*)([-+=]|\d+(?=[.)]))")
#: What some readers turn into a link by themselves.
_LINK_START = re.compile(r"(https?|ftp|www)(?=[:.])", re.IGNORECASE)
_INVISIBLE_STOP = "\\"


def render_markdown(briefing: Briefing, base: str) -> bytes:
    """Return a briefing as a Markdown file; ``base`` is the dashboard's address, or empty."""
    parts = [
        f"# {escape_markdown(briefing.title)}",
        *(escape_markdown(line) for line in briefing.summary),
        *(_render_section(section, base) for section in briefing.sections),
        f"Briefing made {briefing.made.isoformat()} with Parallax",
    ]
    return ("\n\n".join(parts) + "\n").encode()


def escape_markdown(text: str) -> str:
    """Return text on one line, so that Markdown shows it as it is."""
    line = " ".join(make_visible(text).split())
    line = _SPECIAL.sub(r"\\\1", line)
    line = _LINK_START.sub(lambda match: match[0] + _INVISIBLE_STOP, line)
    return _LINE_START.sub(_escape_start, line)


def _escape_start(match: re.Match[str]) -> str:
    space, start = match.groups()
    return f"{space}{start}\\" if start.isdigit() else f"{space}\\{start}"


def _render_section(section: Section, base: str) -> str:
    link = _render_link(section.link, base, "Open in Parallax")
    parts = [f"## {escape_markdown(section.heading)}"]
    parts += [_render_block(block, base) for block in section.blocks]
    return "\n\n".join([*parts, *([link] if link else [])])


def _render_block(block: Block, base: str) -> str:
    match block:
        case Paragraph(text):
            return escape_markdown(text)
        case ItemList(items):
            return "\n".join(f"- {_render_item(item, base)}" for item in items)
        case DataTable():
            return _render_table(block)
        case BarChart():
            title = f"**{escape_markdown(block.title)}**"
            return f"{title}\n\n{_render_table(tabulate_bars(block))}"
        case _:
            assert_never(block)


def tabulate_bars(chart: BarChart) -> DataTable:
    """Return the numbers of a chart as a table, for formats without pictures."""
    rows = tuple((label, describe_segments(chart, segments)) for label, segments in chart.rows)
    return DataTable(("Outlet", "Shares"), rows)


def _render_item(item: Item, base: str) -> str:
    note = f" *({escape_markdown(item.note)})*" if item.note else ""
    link = _render_link(item.link, base, "read")
    return f"{escape_markdown(item.text)}{note}{f' {link}' if link else ''}"


def _render_table(table: DataTable) -> str:
    lines = [table.head, tuple("---" for _ in table.head), *table.rows]
    return "\n".join(f"| {' | '.join(_render_cell(cell) for cell in line)} |" for line in lines)


def _render_cell(cell: str) -> str:
    if cell == "---":
        return cell
    return "<br>".join(escape_markdown(line) for line in cell.split("\n"))


def _render_link(link: PageLink | None, base: str, text: str) -> str:
    if link is None:
        return ""
    # Parentheses would end the address; urlencode escapes those of values.
    return f"[{text}](<{link.build_address(base)}>)"
