"""Exports of press databases as text: many articles in one file, each with its labels.

Factiva writes labels of two or three letters at the margin: those of the head (``HD``, ``SN``,
``PD``, …), then ``LP`` and ``TD`` for the text, then those of the tail (``CO``, ``NS``, ``RE``, …),
and closes an article with "Document" and its number. Nexis writes "1 of 20 DOCUMENTS" above an
article, or "End of Document" below, lines such as "Byline: …", "Length: … words", "Body", and
closes the text with labelled lines too. A line of the text can look like a label ("EU", "IN",
"Notes: …"), so the text ends only where nothing but labels and what they give follows.
"""

import re
from collections.abc import Iterator
from typing import Any

from analysis.ingest.segmentation.lines import Line, lines

_FACTIVA = re.compile(r"^(HD|SN|PD|LP|TD|BY|AN|WC)(?:[ \t]{2,}|[ \t]*\n)", re.M)
_HEAD = re.compile(
    r"^(?:([A-Z]{2,3})[ \t]{2,}(?=\S)|(CLM|SE|HD|BY|CR|WC|PD|ET|SN|SC|ED|PG|VOL|LA|CY)[ \t]*$)",
    re.M,
)
_LEAD = re.compile(r"^(LP|TD)(?:[ \t]{2,}(?=\S)|[ \t]*$)", re.M)
_REST = re.compile(r"^TD(?:[ \t]{2,}(?=\S)|[ \t]*$)", re.M)
_CODES = r"^(?:CX|CT|ART|RF|CO|IN|NS|RE|IPD|IPC|PUB|RST|AN)"
#: A label of the tail with its value beside it is one; alone, or a space away, it can be a word.
_TAIL = re.compile(_CODES + r"[ \t]{2,}(?=\S)", re.M)
_TAIL_OR_WORD = re.compile(_CODES + r"(?:[ \t]*$|(?<=[A-Z]{3})[ \t](?=\S))", re.M)
_FACTIVA_END = re.compile(r"^(?:AN[ \t\n]+)?Document [A-Z]+\w*\d\w*[ \t]*$", re.M)
_NEXIS_END = re.compile(r"^[ \t]*End of Document[ \t]*$", re.M)
_NEXIS_START = re.compile(r"^[ \t]*(?:Document )?\d+ of \d+(?: DOCUMENTS)?[ \t]*$", re.M)
_BODY = re.compile(r"^[ \t]*Body[ \t]*$", re.M)
_LENGTH = re.compile(r"^[ \t]*LENGTH:[ \t]*[\d,]+ words[ \t]*$", re.M | re.I)
_CLOSING = re.compile(
    r"(?:LOAD-DATE|LANGUAGE|PUBLICATION-TYPE|CLASSIFICATION|GRAPHIC|JOURNAL[- ]CODE|SUBJECT|NOTES|"
    r"CORRECTION)[ \t]*(?::|$)|"
    r"(?:COMPANY|ORGANIZATION|TICKER|INDUSTRY|PERSON|GEOGRAPHIC|CITY|STATE|COUNTRY|DOCUMENT-TYPE|"
    r"CORRECTION-DATE|ACC-NO|ISSN|TERMS):",
    re.I,
)
#: Labels that stand above a paragraph, which can be a sentence.
_ABOVE = re.compile(r"(?:GRAPHIC|NOTES|CORRECTION)[ \t]*:?", re.I)
_STATED = re.compile(r"^[ \t]*(HEADLINE|BYLINE|Byline|Headline|DATELINE|Section):[ \t]*(.+)$", re.M)
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
)
_DAY = re.compile(rf"\b(?:{_MONTH} \d{{1,2}},|\d{{1,2}} {_MONTH},?) (?:19|20)\d\d\b")
_FIELDS = {"HD": "title", "SN": "outlet", "BY": "byline", "PD": "published", "CR": "credit"}
_FEWEST_LABELS = 4
_SENTENCE_WORDS = 7


def articles_in(text: str) -> Iterator[dict[str, Any]] | None:
    """Return the articles of an export by field, or None when the text is no such export.

    ``text`` is the running text as it stands in the export, with plain line ends; labels, dates of
    loading and notes around it are left out. It is empty for an article without a text.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if len(set(_FACTIVA.findall(text))) >= _FEWEST_LABELS:
        return _factiva(text)
    if _NEXIS_END.search(text) and _BODY.search(text):
        return _nexis(_pieces(text, _NEXIS_END, before=True))
    if len(_NEXIS_START.findall(text)) and _LENGTH.search(text):
        return _nexis(_pieces(text, _NEXIS_START, before=False))
    return None


def _factiva(text: str) -> Iterator[dict[str, Any]]:
    for piece in _pieces(text, _FACTIVA_END, before=True):
        lead = _LEAD.search(piece)
        head = piece[: lead.start()] if lead else piece
        marks = list(_HEAD.finditer(head))
        ends = [mark.start() for mark in marks[1:]] + [len(head)]
        given: dict[str, Any] = {}
        for mark, end in zip(marks, ends, strict=True):
            if field := _FIELDS.get(mark[1] or mark[2]):
                given.setdefault(field, " ".join(head[mark.end() : end].split()))
        if lead or given:
            yield given | {"text": _factiva_body(piece[lead.end() :]) if lead else ""}


def _factiva_body(text: str) -> str:
    """Return the running text of what follows its first label."""
    certain = _TAIL.search(text)
    end = certain.start() if certain else len(text)
    for mark in reversed(list(_TAIL_OR_WORD.finditer(text, 0, end))):
        if any(map(_is_sentence, lines(text[mark.end() : end]))):
            break
        end = mark.start()
    parts = _REST.split(text[:end], maxsplit=1)
    return "\n\n".join(filter(None, map(str.strip, parts)))


def _is_sentence(line: Line) -> bool:
    """Tell whether a line reads as prose, not as codes ("gpol : Politics") or names."""
    return line.ended and line.words >= _SENTENCE_WORDS and " : " not in line.text


def _nexis_body(text: str) -> str:
    """Return the running text of what follows its label."""
    found = lines(text)
    end = len(text)
    for number in range(len(found) - 1, -1, -1):
        line = found[number]
        if _CLOSING.match(line.text):
            end = line.start
        elif line.prose and not (number and _ABOVE.fullmatch(found[number - 1].text)):
            break
    return text[:end].strip()


def _nexis(pieces: Iterator[str]) -> Iterator[dict[str, Any]]:
    for piece in pieces:
        mark = _BODY.search(piece) or _LENGTH.search(piece)
        head = piece[: mark.start()] if mark else piece
        stated = {name.lower(): said.strip() for name, said in _STATED.findall(head)}
        lines = [line.strip() for line in head.splitlines() if line.strip()]
        day = next((n for n, line in enumerate(lines) if _DAY.search(line)), None)
        title, outlet = stated.get("headline", ""), ""
        if day is not None:
            # Title, outlet, date stand in this order in newer exports; older ones label the title.
            before = lines[:day]
            outlet = before[-1] if before else ""
            title = title or (before[-2] if len(before) > 1 else "")
        if mark is None and day is None:
            continue  # What stands around the articles.
        yield {
            "text": _nexis_body(piece[mark.end() :]) if mark else "",
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
