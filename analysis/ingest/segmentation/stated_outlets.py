"""Outlets as lines and columns state them: an address, "Lamp, The (Ellery). 09/05/2023"."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from analysis.ingest.segmentation.date_patterns import DATE
from analysis.word_lists import read_rows

_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
#: An article that catalogues put behind the name: "Lamp, The (Ellery)".
_ARTICLE_BEHIND = re.compile(r"(?P<name>[^,()]+), (?P<article>The|A|An)(?P<place> \([^()]*\))?")
_WEEKDAY_BEHIND = re.compile(r"[\s,.;:(|–-]+(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)?[\s,]*$")


def split_stated_outlet(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return values by field with the outlet's name alone under ``outlet``.

    An address is that of the article, and its host the outlet. A date after the name, with which
    catalogues cite an issue, is when the article was published. The kind of a medium ("Print",
    "online") is no outlet.
    """
    outlet = values.get("outlet")
    if not isinstance(outlet, str):
        return values
    outlet = " ".join(outlet.split())
    published, url = values.get("published"), values.get("url")
    if _ADDRESS.fullmatch(outlet):
        url, outlet = url or outlet, _host(outlet)
    elif (match := DATE.search(outlet)) and match.start():
        published = published or match[0]
        outlet = _WEEKDAY_BEHIND.sub("", outlet[: match.start()])
    if outlet.casefold() in _media_kinds():
        outlet = ""
    if match := _ARTICLE_BEHIND.fullmatch(outlet):
        outlet = f"{match['article']} {match['name']}{match['place'] or ''}"
    return {**values, "outlet": outlet, "published": published, "url": url}


def _host(address: str) -> str:
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


@cache
def _media_kinds() -> frozenset[str]:
    return frozenset(row["word"] for row in read_rows("ingest", "media_kinds.csv"))
