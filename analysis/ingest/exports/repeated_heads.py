"""Articles that someone collected in one text, each below labelled lines of its own."""

import re
from collections.abc import Iterator
from typing import Any

from analysis.ingest.segmentation.head_block import find_head_block

#: A line between two articles: "=====", "-----", "* * *".
_RULE = re.compile(r"(?:\n[ \t]*(?:[=\-*_~#][ \t]?){3,})+\s*\Z")
#: The label of the first line of a text.
_FIRST_LABEL = re.compile(r"\s*([^\W\d][\w /-]{0,30}):[ \t]*\S")


def split_at_heads(text: str) -> list[dict[str, Any]]:
    """Return the articles of a text in which each begins with a head such as "Title: …, Date: …".

    A head begins where the label of the first line of the text begins a paragraph again and other
    labelled lines follow.

    Returns:
        The values of each article by field, its text with the head included; empty if the text has
        fewer than two heads.
    """
    first = _FIRST_LABEL.match(text)
    if first is None or find_head_block(text) is None:
        return []
    label = re.compile(rf"\n[ \t]*\n[ \t]*(?={re.escape(first[1])}:)")
    starts = [0, *(match.end() for match in label.finditer(text))]
    starts = [start for start in starts if find_head_block(text[start:]) is not None]
    articles = list(_read_parts(text, starts))
    return articles if len(articles) > 1 else []


def _read_parts(text: str, starts: list[int]) -> Iterator[dict[str, Any]]:
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        part = _RULE.sub("", text[start:end]).rstrip()
        if head := find_head_block(part):
            yield {**head.values, "text": part}
