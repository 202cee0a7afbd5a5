"""Datelines: the place, and perhaps the date and the agency, at the start of a report.

Each function examines a bounded part of a line, so that a long line costs no more. The numbers of
words and characters are judgements, made on the pages of many outlets.
"""

import re

from analysis.ingest.segmentation.date_patterns import DAY, MONTH
from analysis.ingest.segmentation.phrases import agencies, has_name_capitals, words_in_list

#: Characters at the start of a line in which a dateline is searched.
_WINDOW = 110
#: Characters at the start of a caption in which a picture desk's dateline is searched.
_PICTURE_WINDOW = 80
#: Most parts of a dateline that commas separate: "SAN JOSE, Costa Rica, Xinhua".
_MOST_PARTS = 3
#: Most words of a place, including an agency.
_MOST_PLACE_WORDS = 5
#: Most words before a colon that are a place without a date or an agency: "PORT ELLEN:".
_MOST_WORDS_BEFORE_COLON = 2
#: Fewest letters of a place in capitals; shorter ones are rather abbreviations.
_FEWEST_CAPITALS = 3
#: Words that places do not contain, unlike sentences that start with a name.
_NOT_IN_PLACES = frozenset({"to", "by", "with", "from", "and", "on", "for", "in"})
#: The marks, apart from letters and digits, with which the text after a dateline starts.
_STARTING_MARKS = "\"'“‘[($€£¥…"
_DASH = re.compile(r"\s{0,3}(?:—|–|―|--+|\s-{1,2}\s)\s{0,3}|\s{0,2}:\s{1,3}")
_BRACKETED_AGENCY = re.compile(r"\(([^()]{2,40})\)\s{0,2}$")
_PICTURE_DATELINE = re.compile(
    rf"[A-Z][A-Z .'’-]{{2,30}},\s[A-Z][A-Z .'’-]{{1,30}}\s[-–—]\s{MONTH}\s\d{{1,2}}"
    r"(?:,\s\d{4})?:\s",
    re.IGNORECASE,
)


def dateline_length(text: str, *, is_opening: bool) -> int:
    """Return the length of the dateline at the start of a paragraph; 0 if there is none.

    "SEOUL, Sept. 6 (UPI) —", "WASHINGTON --", "LONDON (Reuters) -", "Washington CNN —", "(CNN)".

    Args:
        text: The paragraph.
        is_opening: Whether it is among the first paragraphs of running text; only there a place
            alone is a dateline.
    """
    head = text[:_WINDOW]
    if agency_dateline := _agency_dateline_length(head):
        return agency_dateline
    dash = _DASH.search(head)
    if not dash or not _can_start_text(text[dash.end() : dash.end() + 1]):
        return 0
    lead = head[: dash.start()]
    parts = [part.strip() for part in DAY.sub("", lead).split(",") if part.strip(" .")]
    if _can_be_places(parts) and _is_dateline(parts, lead, dash, text, is_opening=is_opening):
        return len(head[: dash.end()].rstrip())
    return 0


def is_picture_dateline(text: str) -> bool:
    """Return whether a text starts as picture desks write: "ROME, ITALY - MAY 5: Crowds …"."""
    return bool(_PICTURE_DATELINE.match(text[:_PICTURE_WINDOW]))


def _can_start_text(char: str) -> bool:
    """Return whether the text after a dateline may start with a character; "" is its end."""
    return not char or (not char.islower() and (char.isalnum() or char in _STARTING_MARKS))


def _is_dateline(
    parts: list[str], lead: str, dash: re.Match[str], text: str, *, is_opening: bool
) -> bool:
    """Return whether words that could be a place are a dateline, from their capitals and dash.

    Args:
        parts: The words before the dash, without the date, separated at commas.
        lead: All text before the dash.
        dash: The dash or colon.
        text: The line.
        is_opening: Whether the line is among the first paragraphs of running text.
    """
    has_colon = ":" in dash.group()
    has_date = bool(DAY.search(lead))
    if _is_in_capitals(parts[0]):
        is_short = not has_colon or len(parts[0].split()) <= _MOST_WORDS_BEFORE_COLON
        return has_date or _has_agency_at_end(parts[-1]) or (is_opening and is_short)
    if has_colon:
        return False
    has_space = dash.end() == len(text) or text[dash.end() - 1].isspace()
    names_agency = len(parts[-1].split()) > 1 and _has_agency_at_end(parts[-1])
    return (has_space and names_agency) or (is_opening and has_date)


def _agency_dateline_length(head: str) -> int:
    """Return the length of a dateline with its agency in brackets; 0 if there is none."""
    close = head.find(")")
    match = _BRACKETED_AGENCY.search(head[: close + 1]) if close > 0 else None
    if not match:
        return 0
    places = DAY.sub("", head[: match.start()]).strip(" ,").split(",")
    if places != [""] and not all(_can_be_place(place) for place in places if place.strip(" .")):
        return 0
    agency = match.group(1)
    dash = _DASH.match(head, match.end())
    if dash and not head[dash.end() :][:1].islower():
        is_agency = _has_agency_at_end(agency) or (agency.isalpha() and agency.isupper())
        return len(head[: dash.end()].rstrip()) if is_agency else 0
    # Broadcasters use no dash: "(CNN) The …", "Paris (CNN) The …", but "NATO (CNN) said" is prose.
    after = head[match.end() :].lstrip()[:1]
    starts_sentence = after.isupper() or (bool(after) and after in "“‘\"'")
    is_agency = _has_agency_at_end(agency) and agency.split()[0].isupper()
    return close + 1 if starts_sentence and is_agency else 0


def _has_agency_at_end(text: str) -> bool:
    words = text.upper().split()
    return any(" ".join(words[start:]) in agencies() for start in range(len(words)))


def _can_be_places(parts: list[str]) -> bool:
    """Return whether the parts of a text between commas may be a place, perhaps with an agency."""
    if not 0 < len(parts) <= _MOST_PARTS or parts[0] in words_in_list("label"):
        return False
    return all(map(_can_be_place, parts))


def _can_be_place(text: str) -> bool:
    """Return whether a text may be a place, perhaps with an agency: "New York", "Oslo AFP"."""
    words = text.replace("/", " ").split()
    return (
        len(words) <= _MOST_PLACE_WORDS
        and has_name_capitals(text)
        and _NOT_IN_PLACES.isdisjoint(words)
    )


def _is_in_capitals(text: str) -> bool:
    """Return whether a text is in capitals, as the place of a dateline usually is."""
    return text == text.upper() and sum(map(str.isalpha, text)) >= _FEWEST_CAPITALS
