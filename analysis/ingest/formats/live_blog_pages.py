"""Live blogs among web pages: what a page states about the whole, not about its first post."""

import json
from collections.abc import Iterator
from typing import Any

#: How a page says for machines that it is a live blog (schema.org).
_LIVE_BLOG = "LiveBlogPosting"


def read_live_blog(page: str) -> dict[str, str]:
    """Return headline, outlet and date of a page that says that it is a live blog, by field.

    They are empty for any other page, and for one whose statement cannot be read.
    """
    if _LIVE_BLOG not in page:
        return {}
    from lxml import html

    tree = html.fromstring(page.encode(), parser=html.HTMLParser(encoding="utf-8"))
    for script in tree.iterfind(".//script[@type='application/ld+json']"):
        try:
            statement = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        for item in _iterate_items(statement):
            if item.get("@type") == _LIVE_BLOG:
                return _read_fields(item)
    return {}


def _iterate_items(statement: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - JSON of any kind
    """Yield the items of a statement: itself, those of a list, and those under "@graph"."""
    for item in statement if isinstance(statement, list) else [statement]:
        if isinstance(item, dict):
            yield item
            graph = item.get("@graph")
            yield from (part for part in graph or () if isinstance(part, dict))


def _read_fields(item: dict[str, Any]) -> dict[str, str]:
    publisher = item.get("publisher")
    values = {
        "title": item.get("headline"),
        "outlet": publisher.get("name") if isinstance(publisher, dict) else publisher,
        "published": item.get("datePublished"),
    }
    return {field: value for field, value in values.items() if value and isinstance(value, str)}
