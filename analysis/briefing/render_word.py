"""A briefing as a Word file."""

import io
from typing import TYPE_CHECKING, assert_never

from analysis.briefing.document import (
    BarChart,
    Block,
    Briefing,
    DataTable,
    ItemList,
    PageLink,
    Paragraph,
    Section,
)
from analysis.briefing.word_bars import add_bars
from analysis.visible_text import make_visible

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph as WordParagraph

#: Margins of the page in millimetres, and sizes of text in points: two pages for the seeds.
_MARGIN_MM, _FONT_SIZE, _TABLE_FONT_SIZE = 16, 9.5, 8
_PAGE_MM = (210, 297)


def render_word(briefing: Briefing, base: str) -> bytes:
    """Return a briefing as a .docx file; ``base`` is the dashboard's address, or empty."""
    from docx import Document  # other formats do without
    from docx.shared import Mm, Pt

    document = Document()
    document.styles["Normal"].font.size = Pt(_FONT_SIZE)
    document.styles["Normal"].paragraph_format.space_after = Pt(3)
    page = document.sections[0]
    page.page_width, page.page_height = (Mm(size) for size in _PAGE_MM)
    for side in ("left", "right", "top", "bottom"):
        setattr(page, f"{side}_margin", Mm(_MARGIN_MM))
    document.core_properties.title = _clean(briefing.title)[:255]
    document.core_properties.author = "Parallax"
    document.add_heading(_clean(briefing.title), 1)
    for line in briefing.summary:
        document.add_paragraph(_clean(line))
    for section in briefing.sections:
        _add_section(document, section, base)
    document.add_paragraph(f"Briefing made {briefing.made.isoformat()} with Parallax")
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def _add_section(document: "Document", section: Section, base: str) -> None:
    document.add_heading(_clean(section.heading), 2)
    for block in section.blocks:
        _add_block(document, block, base)
    if section.link and base:
        _add_link(document.add_paragraph(), section.link, base, "Open in Parallax")


def _add_block(document: "Document", block: Block, base: str) -> None:
    match block:
        case Paragraph(text):
            document.add_paragraph(_clean(text))
        case ItemList(items):
            for item in items:
                paragraph = document.add_paragraph(_clean(item.text), style="List Bullet")
                if item.note:
                    paragraph.add_run(f" ({_clean(item.note)})").italic = True
                if item.link and base:
                    paragraph.add_run(" ")
                    _add_link(paragraph, item.link, base, "read")
        case DataTable():
            _add_table(document, block)
        case BarChart():
            document.add_paragraph().add_run(_clean(block.title)).bold = True
            add_bars(document, block, _clean)
        case _:
            assert_never(block)


def _add_table(document: "Document", table: DataTable) -> None:
    from docx.shared import Pt

    added = document.add_table(rows=1, cols=len(table.head), style="Table Grid")
    for cell, name in zip(added.rows[0].cells, table.head, strict=True):
        cell.paragraphs[0].add_run(_clean(name)).bold = True
    for row in table.rows:
        for cell, text in zip(added.add_row().cells, row, strict=True):
            cell.text = _clean(text)
    for cell in added._cells:  # noqa: SLF001 - rows[n].cells is quadratic
        for paragraph in cell.paragraphs:
            for run in paragraph.runs:
                run.font.size = Pt(_TABLE_FONT_SIZE)
    document.add_paragraph()


def _add_link(paragraph: "WordParagraph", link: PageLink, base: str, text: str) -> None:
    """Add a hyperlink, for which python-docx has no method of its own."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    address = link.build_address(base)
    target = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    hyperlink = OxmlElement("w:hyperlink")
    hyperlink.set(qn("r:id"), target)
    run = paragraph.add_run(text)
    run.font.underline = True
    hyperlink.append(run._r)  # noqa: SLF001 - a hyperlink wraps the run's element
    paragraph._p.append(hyperlink)  # noqa: SLF001


def _clean(text: str) -> str:
    """Return text without what XML cannot hold."""
    return "".join(c for c in make_visible(text) if c in "\t\n" or ord(c) >= 32)  # noqa: PLR2004
