"""Exports of press databases as text: many articles in one file, each with its labels.

Factiva writes two-letter labels at the margin (``HD``, ``SN``, ``PD``, ``LP``, ``TD``, …) and
closes an article with "Document" and its number. Nexis writes "1 of 20 DOCUMENTS" above an
article, or "End of Document" below, and lines such as "Byline: …", "Length: … words", "Body".
"""

import re
from collections.abc import Iterator
from typing import Any

_FACTIVA = re.compile(r"^(HD|SN|PD|LP|TD|BY|AN|WC)(?:[ \t]{2,}|[ \t]*\n)", re.M)
_LABEL = re.compile(r"^([A-Z]{2,3})(?:[ \t]{2,}(?=\S)|[ \t]*$)", re.M)
_FACTIVA_END = re.compile(r"^(?:AN[ \t\n]+)?Document [A-Z]+\w*\d\w*[ \t]*$", re.M)
_NEXIS_END = re.compile(r"^[ \t]*End of Document[ \t]*$", re.M)
_NEXIS_START = re.compile(r"^[ \t]*(?:Document )?\d+ of \d+(?: DOCUMENTS)?[ \t]*$", re.M)
_BODY = re.compile(r"^[ \t]*Body[ \t]*$", re.M)
_LENGTH = re.compile(r"^[ \t]*LENGTH:[ \t]*[\d,]+ words[ \t]*$", re.M | re.I)
_TAIL = re.compile(
    r"^[ \t]*(?:LOAD-DATE|LANGUAGE|PUBLICATION-TYPE|CLASSIFICATION|GRAPHIC|JOURNAL-CODE|SUBJECT|"
    r"NOTES)[ \t]*(?::|$)",
    re.M | re.I,
)
_STATED = re.compile(r"^[ \t]*(HEADLINE|BYLINE|Byline|Headline|DATELINE|Section):[ \t]*(.+)$", re.M)
_DAY = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r" \d{1,2}, (?:19|20)\d\d"
)
_FIELDS = {"HD": "title", "SN": "outlet", "BY": "byline", "PD": "published", "CR": "credit"}
_BODY_LABELS = ("LP", "TD")
_FEWEST_LABELS = 4


def articles_in(text: str) -> Iterator[dict[str, Any]] | None:
    """Return the articles of an export by field, or None when the text is no such export.

    ``text`` is the running text as it stands in the export; labels, dates of loading and notes
    around it are left out.
    """
    if len(set(_FACTIVA.findall(text))) >= _FEWEST_LABELS:
        return _factiva(text)
    if _NEXIS_END.search(text) and _BODY.search(text):
        return _nexis(_pieces(text, _NEXIS_END, before=True))
    if len(_NEXIS_START.findall(text)) and _LENGTH.search(text):
        return _nexis(_pieces(text, _NEXIS_START, before=False))
    return None


def _factiva(text: str) -> Iterator[dict[str, Any]]:
    for piece in _pieces(text, _FACTIVA_END, before=True):
        marks = list(_LABEL.finditer(piece))
        ends = [mark.start() for mark in marks[1:]] + [len(piece)]
        given: dict[str, Any] = {}
        bodies: list[tuple[int, int]] = []
        for mark, end in zip(marks, ends, strict=True):
            if mark[1] in _BODY_LABELS:
                bodies.append((mark.end(), end))
            elif mark[1] in _FIELDS:
                given.setdefault(_FIELDS[mark[1]], " ".join(piece[mark.end() : end].split()))
        body = "\n\n".join(piece[start:end].strip() for start, end in bodies)
        if body:
            yield given | {"text": body}


def _nexis(pieces: Iterator[str]) -> Iterator[dict[str, Any]]:
    for piece in pieces:
        mark = _BODY.search(piece) or _LENGTH.search(piece)
        if mark is None:
            continue
        head, body = piece[: mark.start()], piece[mark.end() :]
        if tail := _TAIL.search(body):
            body = body[: tail.start()]
        stated = {name.lower(): said.strip() for name, said in _STATED.findall(head)}
        lines = [line.strip() for line in head.splitlines() if line.strip()]
        day = next((n for n, line in enumerate(lines) if _DAY.search(line)), None)
        title, outlet = stated.get("headline", ""), ""
        if day is not None:
            # Title, outlet, date stand in this order in newer exports; older ones label the title.
            before = lines[:day]
            outlet = before[-1] if before else ""
            title = title or (before[-2] if len(before) > 1 else "")
        yield {
            "text": body.strip(),
            "title": title,
            "outlet": outlet,
            "byline": stated.get("byline", ""),
            "published": found[0] if day is not None and (found := _DAY.search(lines[day])) else "",
        }


def _pieces(text: str, mark: re.Pattern[str], *, before: bool) -> Iterator[str]:
    """Yield what stands before each mark, or after each."""
    edges = [(found.start(), found.end()) for found in mark.finditer(text)]
    starts = [0, *(end for _, end in edges)]
    ends = [*(start for start, _ in edges), len(text)]
    pieces = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    yield from (piece for piece in (pieces if before else pieces[1:]) if piece.strip())
