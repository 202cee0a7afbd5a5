"""Factiva's exports as text, with or without labels.

Labels are two or three letters at the margin: those of the head (``HD``, ``SN``, ``PD``, …), then
``LP`` and ``TD`` for the text, then those of the tail (``CO``, ``NS``, ``RE``, …). Without labels
the lines of the head are in the same order: headline, author, number of words, date, time, outlet,
codes, language, copyright. Both close an article with "Document" and its number. A line of the text
can look like a label ("EU", "IN"), so the text ends only where nothing but labels and their values
follows.
"""

import re
from collections.abc import Iterator
from typing import Any

from analysis.ingest.exports.export_labels import label_pattern, labels
from analysis.ingest.exports.split_at import split_at
from analysis.ingest.segmentation.line_shapes import is_byline, is_person_names
from analysis.ingest.segmentation.lines import Line, split_lines
from analysis.ingest.written_dates import date_of_line, find_date

_FACTIVA_LABEL = re.compile(r"^(HD|SN|PD|LP|TD|BY|AN|WC)(?:[ \t]{2,}|[ \t]*\n)", re.MULTILINE)
#: A label with a tab or one space before its value; no word of a text, unless it is all capitals.
_LABEL_BEFORE_SPACE = re.compile(
    r"^(SE|HD|BY|CR|WC|PD|ET|SN|SC|ED|PG|VOL|LA|CY|LP|TD|CX|CT|ART|CO(?=\t)|IN(?=\t)|NS|RE(?=\t)"
    r"|(?:CO|IN|RE)(?=[ \t]\w+ : )|IPD|IPC|PUB|RST|AN(?=[ \t](?:Document|Dokument) ))[ \t](?=\S)",
    re.MULTILINE,
)
_FACTIVA_HEAD_LABEL = re.compile(
    r"^(?:([A-Z]{2,3})[ \t]{2,}(?=\S)|(CLM|SE|HD|BY|CR|WC|PD|ET|SN|SC|ED|PG|VOL|LA|CY)[ \t]*$)",
    re.MULTILINE,
)
_FACTIVA_TEXT_LABEL = re.compile(r"^(LP|TD)(?:[ \t]{2,}(?=\S)|[ \t]*$)", re.MULTILINE)
_FACTIVA_SECOND_TEXT_LABEL = re.compile(r"^TD(?:[ \t]{2,}(?=\S)|[ \t]*$)", re.MULTILINE)
_TAIL_LABELS = r"^(?:CX|CT|ART|RF|CO|IN|NS|RE|IPD|IPC|PUB|RST|AN)"
#: With its value beside it, a label of the tail is certain.
_FACTIVA_TAIL = re.compile(_TAIL_LABELS + r"[ \t]{2,}(?=\S)", re.MULTILINE)
#: Alone, or one space before its value, it can also be a word of the text.
_FACTIVA_POSSIBLE_TAIL = re.compile(
    _TAIL_LABELS + r"(?:[ \t]*$|(?<=[A-Z]{3})[ \t](?=\S))", re.MULTILINE
)
_FACTIVA_END = re.compile(
    r"^[ \t]*(?:AN[ \t\n]+)?(?:Document|Dokument) [A-Z]+\w*\d\w*[ \t]*$", re.MULTILINE
)
_FACTIVA_FIELDS = {
    "HD": "title",
    "SN": "outlet",
    "BY": "byline",
    "PD": "published",
    "CR": "credit",
}
#: Fewest different labels of a Factiva export; other texts have a line like one now and then
#: (judgement).
_FEWEST_LABELS = 4

#: The line with the number of words, "88 words" or "1.204 Wörter".
_WORD_COUNT = re.compile(
    rf"^[ \t]*\d[\d,. ]*(?:{label_pattern('factiva', 'words')})[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
_COPYRIGHT = re.compile(
    r"(?:\(c\)|©|copyright\b|alle rechte|tous droits|alle rechten)", re.IGNORECASE
)
_TIME = re.compile(r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s*(?:[A-Z]{2,5}|Uhr))?")
#: The line with the code of a source: "ELLGAZ".
_SOURCE_CODE = re.compile(r"[A-Z][A-Z0-9]{2,7}")
#: What begins a byline in the languages of the interfaces.
_BY = re.compile(r"^(?:[Bb]y|BY|[Vv]on|[Dd]oor|[Pp]ar)\s+(?=[A-Z])")
#: Lines above a head: the kind of the documents, and the foot of the page before.
_AROUND_HEAD = re.compile(
    r"(?:article|artikel|artículo|page|seite|pagina)(?: \d+ (?:of|von|van|de|sur) \d+\b.*)?$"
    r"|(?:©|\(c\)) \d{4} factiva",
    re.IGNORECASE,
)
#: Authors and where they wrote: "Jo Writer in Port Ellery and Ann Orr".
_NAMES_IN_PLACES = re.compile(
    r"(?P<name>(?:[A-Z][\w.’'-]+ ){1,3}[A-Z][\w.’'-]+) in (?:[A-Z][\w.’'-]+ ?){1,3}"
    r"(?:(?:,| and|;) (?:[A-Z][\w.’'-]+ ){1,3}[A-Z][\w.’'-]+)*"
)
#: Most lines of a head without labels, from the number of words to the text.
_HEAD_LINES = 14
#: Most words of the name of a section above a headline.
_SECTION_WORDS = 3
#: Most words of the name of a publisher below the text, and what such a name ends with.
_PUBLISHER_WORDS = 8
_COMPANY = re.compile(
    r"\b(?:Ltd|Limited|Inc|Incorporated|plc|LLC|GmbH|AG|BV|B\.V|SA|S\.A|Co|Company|Corp|Corporation)\.?$"
)
#: Fewest words of a sentence of the text; the values of labels are shorter (judgement).
_SENTENCE_WORDS = 7


def split_factiva(text: str) -> Iterator[dict[str, Any]] | None:
    """Return the articles of an export by field; None if the text is not one of Factiva."""
    if len(set(_FACTIVA_LABEL.findall(text))) >= _FEWEST_LABELS:
        return _read_factiva(text)
    if len(set(_LABEL_BEFORE_SPACE.findall(text))) >= _FEWEST_LABELS and _FACTIVA_END.search(text):
        return _read_factiva(_LABEL_BEFORE_SPACE.sub(r"\1  ", text))
    if _FACTIVA_END.search(text) and _WORD_COUNT.search(text):
        return _read_plain_factiva(text)
    return None


def _read_plain_factiva(text: str) -> Iterator[dict[str, Any]]:
    """Yield the articles of an export without labels by field."""
    for article in split_at(_FACTIVA_END, text, before=True):
        count = _WORD_COUNT.search(article)
        if count:
            body, values = _read_head_after_count(article[count.end() :])
            yield {
                **_read_head_before_count(article[: count.start()]),
                **values,
                "text": _without_publisher(body),
            }


def _without_publisher(body: str) -> str:
    """Return a text without the name of the publisher, alone on the last line."""
    lines = split_lines(body)
    is_name = (
        len(lines) > 1
        and lines[-2].is_sentence_end
        and lines[-1].word_count <= _PUBLISHER_WORDS
        and bool(_COMPANY.search(lines[-1].text))
    )
    return body[: lines[-2].end] if is_name else body


def _read_head_before_count(head: str) -> dict[str, Any]:
    """Return headline and author from the lines above the number of words."""
    lines = [line for line in split_lines(head) if not _AROUND_HEAD.match(line.text)]
    byline = ""
    last = lines[-1] if len(lines) > 1 else None
    if last and _is_author(last):
        byline = lines.pop().text
    first = max((number for number, line in enumerate(lines) if line.follows_gap), default=0)
    lines = lines[first:]
    if len(lines) > 1 and lines[0].word_count <= _SECTION_WORDS < lines[1].word_count:
        lines = lines[1:]
    return {"title": " ".join(line.text for line in lines), "byline": _without_by(byline)}


def _is_author(line: Line) -> bool:
    """Return whether the line above the number of words names the author."""
    is_names = is_person_names(line) or _NAMES_IN_PLACES.fullmatch(line.text)
    return bool(is_byline(line) or is_names or _BY.match(line.text))


def _without_by(byline: str) -> str:
    return _BY.sub("", byline)


def _read_head_after_count(rest: str) -> tuple[str, dict[str, Any]]:
    """Return the running text, and date and outlet from the lines below the number of words."""
    lines = split_lines(rest)[:_HEAD_LINES]
    values: dict[str, Any] = {}
    last = -1
    for number, line in enumerate(lines):
        if line.is_prose and not _COPYRIGHT.match(line.text):
            break
        published = date_of_line(line.text)
        if published and "published" not in values:
            values["published"] = published
        elif "published" in values and "outlet" not in values and not _TIME.fullmatch(line.text):
            values["outlet"] = "" if _is_code_of_unknown_source(lines, number) else line.text
        elif not (published or _is_in_head(line)):
            continue
        last = number
    start = lines[last].end if last >= 0 else 0
    return rest[start:].strip(), values


def _is_code_of_unknown_source(lines: list[Line], number: int) -> bool:
    """Return whether a line is a code without the name above it; names have a code below them."""
    if not _SOURCE_CODE.fullmatch(lines[number].text):
        return False
    return number + 1 == len(lines) or not _SOURCE_CODE.fullmatch(lines[number + 1].text)


def _is_in_head(line: Line) -> bool:
    """Return whether a line below the outlet is a time, a code, a language or the copyright."""
    return bool(
        _TIME.fullmatch(line.text)
        or _SOURCE_CODE.fullmatch(line.text)
        or _COPYRIGHT.match(line.text)
        or line.text.casefold() in labels("factiva", "language")
    )


def _read_factiva(text: str) -> Iterator[dict[str, Any]]:
    """Yield the articles of a Factiva export by field."""
    for article in split_at(_FACTIVA_END, text, before=True):
        text_label = _FACTIVA_TEXT_LABEL.search(article)
        head = article[: text_label.start()] if text_label else article
        values = _read_factiva_head(head)
        if text_label or values:
            body = _trim_factiva_tail(article[text_label.end() :]) if text_label else ""
            yield values | {"text": body}


def _read_factiva_head(head: str) -> dict[str, Any]:
    """Return the values of the labels of an article's head by field."""
    head_labels = list(_FACTIVA_HEAD_LABEL.finditer(head))
    ends = [label.start() for label in head_labels[1:]] + [len(head)]
    values: dict[str, Any] = {}
    for label, end in zip(head_labels, ends, strict=False):
        if field := _FACTIVA_FIELDS.get(label[1] or label[2]):
            value = " ".join(head[label.end() : end].split())
            if field == "published":
                values.setdefault(field, find_date(value) or value)
            else:
                values.setdefault(field, _without_by(value) if field == "byline" else value)
    return values


def _trim_factiva_tail(text: str) -> str:
    """Return the running text from what follows its first label."""
    tail = _FACTIVA_TAIL.search(text)
    end = tail.start() if tail else len(text)
    for label in reversed(list(_FACTIVA_POSSIBLE_TAIL.finditer(text, 0, end))):
        if any(map(_is_sentence, split_lines(text[label.end() : end]))):
            break
        end = label.start()
    parts = _FACTIVA_SECOND_TEXT_LABEL.split(text[:end], maxsplit=1)
    return "\n\n".join(filter(None, map(str.strip, parts)))


def _is_sentence(line: Line) -> bool:
    """Return whether a line reads as prose, not as codes ("gpol : Politics") or names."""
    return line.is_sentence_end and line.word_count >= _SENTENCE_WORDS and " : " not in line.text
