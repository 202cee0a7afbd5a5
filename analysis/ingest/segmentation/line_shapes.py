"""Shapes of the parts of a news text: datelines, bylines, dates of publication.

Each function looks at a bounded stretch of a line, so that none costs more on a long one.
"""

import re

from analysis.ingest.segmentation.lines import Line
from analysis.ingest.segmentation.phrases import (
    agencies,
    core,
    is_capital,
    is_names,
    names_of,
)

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_DATE = re.compile(
    rf"{_MONTH}\s{{0,3}}\d{{1,2}}(?:st|nd|rd|th)?,?\s{{0,3}}(?:19|20)\d\d"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th)?[ -]{_MONTH}[ ,-]{{0,2}}(?:19|20)\d\d"
    r"|\b(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}|\b\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d\d",
    re.IGNORECASE,
)
_TIME = re.compile(r"\b\d{1,2}(?::\d\d){1,2}\b|\b\d{1,2}(?::\d\d)?\s?[ap]\.?m\b\.?", re.IGNORECASE)
_DAY = re.compile(rf"{_MONTH}\s?\d{{1,2}}(?:,\s?(?:19|20)\d\d)?|\d{{1,2}}\s{_MONTH}")
_DASH = re.compile(r"\s{0,3}(?:—|–|―|--+|\s-{1,2}\s)\s{0,3}|\s{0,2}:\s{1,3}")
_PICTURE_DATELINE = re.compile(
    rf"[A-Z][A-Z .'’-]{{2,30}},\s[A-Z][A-Z .'’-]{{1,30}}\s[-–—]\s{_MONTH}\s\d{{1,2}}"
    r"(?:,\s\d{4})?:\s",
    re.IGNORECASE,
)
_AGENCY = re.compile(r"\(([^()]{2,40})\)\s{0,2}$")
_BY = re.compile(
    r"(?:(?:written|reported|posted|story|words|text)\s+)?by\b[:\s]\s*(?=\S)", re.IGNORECASE
)


def dateline(text: str, opening: bool) -> int:
    """Return the length of the dateline that a paragraph begins with; 0 when there is none.

    "SEOUL, Sept. 6 (UPI) —", "WASHINGTON --", "LONDON (Reuters) -", "Washington CNN —", "(CNN)".
    A place alone is believed only in the first paragraph of running text (``opening``).
    """
    head = text[:110]
    if (wire := _wire_dateline(head)) or not head:
        return wire
    match = _DASH.search(head)
    if not match:
        return 0
    lead, after = head[: match.start()], text[match.end() : match.end() + 1]
    if after and (after.islower() or not (after.isalnum() or after in "\"'“‘[($€£¥…")):
        return 0
    parts = [part.strip() for part in _DAY.sub("", lead).split(",") if part.strip(" .")]
    if not 0 < len(parts) <= 3 or parts[0] in names_of("label"):
        return 0
    if not all(_is_place(part) for part in parts):
        return 0
    length = len(head[: match.end()].rstrip())
    if _capitals(parts[0]):
        told = _DAY.search(lead) or _ends_with_agency(parts[-1])
        short = ":" not in match.group() or len(parts[0].split()) <= 2
        return length if told or (opening and short) else 0
    if ":" in match.group():
        return 0
    spaced = match.end() == len(text) or head[match.end() - 1].isspace()
    wired = spaced and len(parts[-1].split()) > 1 and _ends_with_agency(parts[-1])
    return length if wired or (opening and _DAY.search(lead)) else 0


def is_byline(line: Line) -> bool:
    """Tell whether the line names who wrote it: "By Ann Orr", "By ANN ORR and Bo Li, Lamp News"."""
    match = _BY.match(line.text[:40])
    if not match or line.words > 18 or (line.ended and not line.text.endswith((")", "."))):
        return False
    name = line.text[match.end() :]
    day = core(name.split()[0]).casefold() in names_of("dated") or _DAY.match(name)
    return is_names(name) and not day and not _DATE.match(name)


def is_people(line: Line) -> bool:
    """Tell whether the line has the shape of people's names: "Ann Orr", "Ann Orr and Bo Li"."""
    if line.words > 12:
        return False
    parts = re.split(r",\s(?:and\s)?|\sand\s|\s&\s", line.text[:200])
    return all(2 <= len(part.split()) <= 4 and _is_person(part) for part in parts)


def is_picture_dateline(text: str) -> bool:
    """Tell whether a text begins as picture desks write: "ROME, ITALY - MAY 5: Crowds …"."""
    return bool(_PICTURE_DATELINE.match(text[:80]))


def is_date(line: Line) -> bool:
    """Tell whether the line is a date or time of publication and little else."""
    if line.words > 20 or "@" in line.text or line.text[:1] in "—–":
        return False
    rest, dates = _DATE.subn(" ", line.text)
    rest, times = _TIME.subn(" ", rest)
    if not dates and not times:
        return False
    dated = names_of("dated")
    others = [core(token) for token in rest.split() if core(token)]
    others = [token for token in others if token.casefold().strip(".:") not in dated]
    if not dates:
        return not others
    if times and not line.ended:
        return True
    return len(others) <= 6 and all(is_capital(token) or token == "and" for token in others)


def stated_date(text: str) -> str:
    """Return the first full date in the text as written; empty when there is none."""
    match = _DATE.search(text[:200])
    return match.group() if match else ""


def byline_name(text: str) -> str:
    """Return the name in a line that begins with "By"; empty for other lines."""
    match = _BY.match(text[:40])
    return " ".join(text[match.end() :].split()) if match else ""


def _wire_dateline(head: str) -> int:
    """Return the length of a dateline with its agency in brackets; 0 when there is none."""
    close = head.find(")")
    match = _AGENCY.search(head[: close + 1]) if close > 0 else None
    if not match:
        return 0
    places = _DAY.sub("", head[: match.start()]).strip(" ,").split(",")
    if places != [""] and not all(_is_place(place) for place in places if place.strip(" .")):
        return 0
    wire = match.group(1)
    dash = _DASH.match(head, match.end())
    if dash and not head[dash.end() :][:1].islower():
        known = _ends_with_agency(wire) or (wire.isalpha() and wire.isupper())
        return len(head[: dash.end()].rstrip()) if known else 0
    # Broadcasters put no dash: "(CNN) The …", "Paris (CNN) The …", but "NATO (CNN) said" is prose.
    after = head[match.end() :].lstrip()[:1]
    opens = after.isupper() or (bool(after) and after in "“‘\"'")
    return close + 1 if opens and _ends_with_agency(wire) and wire.split()[0].isupper() else 0


def _ends_with_agency(text: str) -> bool:
    words = text.upper().split()
    return any(" ".join(words[place:]) in agencies() for place in range(len(words)))


def _is_person(text: str) -> bool:
    letters = text.translate(str.maketrans("", "", " .'’-"))
    return (
        letters.isalpha()
        and is_names(text)
        and (text.split()[0].casefold() not in names_of("joining"))
    )


def _is_place(text: str) -> bool:
    """Tell whether a text may be a place, with or without an agency: "New York", "Oslo AFP"."""
    tokens = text.replace("/", " ").split()
    joining = {"to", "by", "with", "from", "and", "on", "for", "in"}
    return len(tokens) <= 5 and is_names(text) and joining.isdisjoint(tokens)


def _capitals(text: str) -> bool:
    """Tell whether the text is in capitals, as the place of a dateline is."""
    return text == text.upper() and sum(char.isalpha() for char in text) >= 3
