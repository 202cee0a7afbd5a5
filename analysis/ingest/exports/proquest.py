"""ProQuest's exports as text: labelled lines, divided by rules.

Above an article are its title and "Author: …"; "Full text: …" begins the text, and what follows
from the first labelled line on belongs to the tail, where the title and the publication are stated
once more.
"""

import re
from collections.abc import Iterator
from typing import Any

from analysis.ingest.dates import parse_date
from analysis.ingest.exports.export_labels import label_pattern, labels
from analysis.ingest.exports.split_at import split_at
from analysis.ingest.segmentation.lines import split_lines
from analysis.ingest.written_dates import find_date

_RULE = re.compile(r"^[ \t]*(?:_{20,}|-{20,}|={20,})[ \t]*$", re.MULTILINE)
_FIELDS = ("title", "byline", "outlet", "published", "url", "id", "text", "info", "other")
_LABEL = re.compile(
    rf"^[ \t]*({'|'.join(label_pattern('proquest', use) for use in _FIELDS)})[ \t]*:(?:[ \t]+|$)",
    re.MULTILINE | re.IGNORECASE,
)
#: Fewest different labels of an export; other texts have a few such lines now and then (judgement).
_FEWEST_LABELS = 5
#: Outlet, place and date: "The Gazette ; Port Ellery [Port Ellery]Sep 5, 2023".
_INFO = re.compile(r"([^;\[]+).*?(?:\]|:|$)\s*([^\]:]*)$", re.DOTALL)


def split_proquest(text: str) -> Iterator[dict[str, Any]] | None:
    """Return the articles of an export by field; None if the text is not one of ProQuest."""
    names = {name.casefold() for name in _LABEL.findall(text)}
    is_export = len(names) >= _FEWEST_LABELS and (
        "proquest" in text.casefold() or names & labels("proquest", "text")
    )
    if not is_export or not (names & labels("proquest", "outlet") or _has_info(names)):
        return None
    return _read_articles(text)


def _has_info(names: set[str]) -> bool:
    return bool(names & labels("proquest", "info"))


def _read_articles(text: str) -> Iterator[dict[str, Any]]:
    for article in split_at(_RULE, text, before=True):
        matches = list(_LABEL.finditer(article))
        if len(matches) < _FEWEST_LABELS:
            continue  # The text around the articles.
        values = _read_labels(article, matches)
        title = " ".join(article[: matches[0].start()].split())
        values.setdefault("title", re.sub(r"^Document \d+ of \d+ ", "", title))
        if not values.get("published") or not values.get("outlet"):
            values = {**_read_info(values.get("info", "")), **values}
        values.pop("info", None)
        values.setdefault("text", "")
        yield values


def _read_labels(article: str, matches: list[re.Match[str]]) -> dict[str, Any]:
    """Return the values of the labels by field.

    A label inside the text is part of it, unless only labels and their values follow.
    """
    values: dict[str, Any] = {}
    text_start = text_end = -1
    for number, label in enumerate(matches):
        end = matches[number + 1].start() if number + 1 < len(matches) else len(article)
        use = _use(label[1])
        value = article[label.end() : end].strip()
        if use == "text" and text_start < 0:
            text_start, text_end = label.end(), end
        elif (
            text_start >= 0 and text_end == label.start() and not _is_tail(article, matches, number)
        ):
            text_end = end
        elif use not in {"text", "other"}:
            values.setdefault(use, " ".join(value.split()))
    if text_start >= 0:
        values["text"] = article[text_start:text_end].strip()
    if "byline" in values:
        values["byline"] = [_first_name_first(name) for name in values["byline"].split(";")]
    if "outlet" in values:
        values["outlet"] = values["outlet"].split(";")[0].strip()
    if written := values.get("published"):
        values["published"] = find_date(written) or parse_date(written) or written
    return values


def _first_name_first(name: str) -> str:
    """Return a name that is written "Writer, Jo" as "Jo Writer"."""
    last, comma, first = name.strip(" .").partition(", ")
    return f"{first} {last}" if comma and "," not in first else name.strip()


def _is_tail(article: str, matches: list[re.Match[str]], number: int) -> bool:
    """Return whether the paragraph of a label is one of the tail: its only lines are its value."""
    end = matches[number + 1].start() if number + 1 < len(matches) else len(article)
    lines = split_lines(article[matches[number].end() : end])
    return not any(line.is_prose for line in lines[1:])


def _read_info(info: str) -> dict[str, Any]:
    match = _INFO.match(info)
    if not match:
        return {}
    values: dict[str, Any] = {"outlet": match[1].strip()}
    published = find_date(match[2]) or find_date(info) or parse_date(match[2].strip(" ."))
    return {**values, "published": published} if published else values


def _use(label: str) -> str:
    name = label.casefold()
    return next(use for use in _FIELDS if name in labels("proquest", use))
