"""Markdown (.md): one article, whose marks are read and left out."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from analysis.ingest.article import Article
from analysis.ingest.formats.documents import decode_document, read_articles_in_text, read_bytes
from analysis.ingest.issues import Issue
from analysis.ingest.limits import Limits
from analysis.ingest.source_files import SourceFile

if TYPE_CHECKING:
    from markdown_it.token import Token

#: The block with the metadata at the top of a file.
_FRONT_MATTER = re.compile(r"\A\s*(---|\+\+\+)[ \t]*\n.*?\n\1[ \t]*(?:\n|\Z)", re.DOTALL)

#: The start of a line with a label, in bold or not: "**Source:** The Lamp". In a paragraph of
#: nothing but such lines they stay lines.
_LABELLED = re.compile(r"[*_]{0,3}[^\W\d][\w /-]{0,30}[*_]{0,3}:")


def read_markdown(source: SourceFile, limits: Limits) -> Iterator[Article | Issue]:
    """Yield the article of a Markdown file, or the articles of an export.

    The text is that of the paragraphs, headings, lists and tables, with an empty line between them.
    A block of metadata at the top is read as in plain text.
    """
    markup, issues = decode_document(source, read_bytes(source))
    yield from issues
    if markup is None:
        return
    markup = markup.replace("\r\n", "\n").replace("\r", "\n")
    front = _FRONT_MATTER.match(markup)
    head = f"{front[0].strip()}\n\n" if front else ""
    text = "\n\n".join(_paragraphs(markup[front.end() if front else 0 :]))
    yield from read_articles_in_text(head + text, source, limits)


def _paragraphs(markup: str) -> Iterator[str]:
    """Yield the texts of the paragraphs, without the marks of their form."""
    from markdown_it import MarkdownIt

    for token in MarkdownIt("commonmark").enable("table").parse(markup):
        if token.type == "inline":
            is_labelled = all(map(_LABELLED.match, token.content.splitlines()))
            pieces = _pieces(token.children or (), line_break="\n" if is_labelled else " ")
            text = "".join(pieces).strip()
        elif token.type in {"fence", "code_block"}:
            text = token.content.strip()
        else:
            continue
        if text:
            yield text


def _pieces(tokens: "list[Token] | tuple[()]", line_break: str = " ") -> Iterator[str]:
    for token in tokens:
        if token.type in {"text", "code_inline"}:
            yield token.content
        elif token.type == "softbreak":
            yield line_break
        elif token.type == "hardbreak":
            yield "\n"
