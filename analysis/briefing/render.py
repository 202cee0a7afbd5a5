"""Render a briefing as the content of a file."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal, get_args

from analysis.briefing.document import Briefing
from analysis.briefing.render_html import render_html
from analysis.briefing.render_markdown import render_markdown
from analysis.briefing.render_word import render_word

Format = Literal["html", "md", "docx"]
FORMATS: tuple[Format, ...] = get_args(Format)
#: Media type of a file of each format.
MEDIA_TYPES: Mapping[Format, str] = {
    "html": "text/html",
    "md": "text/markdown",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}

_RENDERERS: Mapping[Format, Callable[[Briefing, str], bytes]] = {
    "html": render_html,
    "md": render_markdown,
    "docx": render_word,
}


def infer_format(file: Path) -> Format:
    """Return the format that the ending of a file names; HTML for any other ending."""
    ending = file.suffix.lower().removeprefix(".")
    return next((form for form in FORMATS if form == ending), "html")


def render_briefing(briefing: Briefing, form: Format, base: str = "") -> bytes:
    """Return a briefing as the content of a file.

    Args:
        briefing: The document.
        form: One of :data:`FORMATS`.
        base: Address of the dashboard that the links lead to, with ``http://`` or ``https://``;
            empty for addresses relative to it.

    Raises:
        ValueError: The address of the dashboard is none of the web.
    """
    if base and not base.startswith(("http://", "https://")):
        raise ValueError(f"the address of the dashboard must begin with http://, not {base!r}")
    return _RENDERERS[form](briefing, base.rstrip("/") + "/" if base else "")
