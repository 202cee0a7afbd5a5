"""Exports of press databases as text: many articles in one file, each with labels.

Factiva puts labels of two or three letters at the margin: those of the head (``HD``, ``SN``,
``PD``, …), then ``LP`` and ``TD`` for the text, then those of the tail (``CO``, ``NS``, ``RE``, …),
and closes an article with "Document" and its number. Nexis puts "1 of 20 DOCUMENTS" above an
article, or "End of Document" below it, lines such as "Byline: …", "Length: … words" and "Body" in
the head, and labelled lines after the text. A line of the text can look like a label ("EU", "IN",
"Notes: …"), so the text ends only where nothing but labels and their values follows.
"""

import re
from collections.abc import Iterator
from typing import Any

from analysis.ingest.segmentation.lines import Line, split_lines

_FACTIVA_LABEL = re.compile(r"^(HD|SN|PD|LP|TD|BY|AN|WC)(?:[ \t]{2,}|[ \t]*\n)", re.MULTILINE)
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
_FACTIVA_END = re.compile(r"^(?:AN[ \t\n]+)?Document [A-Z]+\w*\d\w*[ \t]*$", re.MULTILINE)
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

_NEXIS_END = re.compile(r"^[ \t]*End of Document[ \t]*$", re.MULTILINE)
_NEXIS_START = re.compile(r"^[ \t]*(?:Document )?\d+ of \d+(?: DOCUMENTS)?[ \t]*$", re.MULTILINE)
_NEXIS_BODY = re.compile(r"^[ \t]*Body[ \t]*$", re.MULTILINE)
_NEXIS_LENGTH = re.compile(r"^[ \t]*LENGTH:[ \t]*[\d,]+ words[ \t]*$", re.MULTILINE | re.IGNORECASE)
_NEXIS_TAIL = re.compile(
    r"(?:LOAD-DATE|LANGUAGE|PUBLICATION-TYPE|CLASSIFICATION|GRAPHIC|JOURNAL[- ]CODE|SUBJECT|NOTES|"
    r"CORRECTION)[ \t]*(?::|$)|"
    r"(?:COMPANY|ORGANIZATION|TICKER|INDUSTRY|PERSON|GEOGRAPHIC|CITY|STATE|COUNTRY|DOCUMENT-TYPE|"
    r"CORRECTION-DATE|ACC-NO|ISSN|TERMS):",
    re.IGNORECASE,
)
#: Labels of the tail that are above a paragraph, which can be a sentence.
_NEXIS_LABEL_ABOVE = re.compile(r"(?:GRAPHIC|NOTES|CORRECTION)[ \t]*:?", re.IGNORECASE)
_NEXIS_HEAD_LABEL = re.compile(
    r"^[ \t]*(HEADLINE|BYLINE|Byline|Headline|DATELINE|Section):[ \t]*(.+)$", re.MULTILINE
)
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
)
_DATE = re.compile(rf"\b(?:{_MONTH} \d{{1,2}},|\d{{1,2}} {_MONTH},?) (?:19|20)\d\d\b")
#: Fewest words of a sentence of the text; the values of labels are shorter (judgement).
_SENTENCE_WORDS = 7


def split_export(text: str) -> Iterator[dict[str, Any]] | None:
    """Return the articles of an export by field, or None if the text is not an export.

    ``text`` is the running text as in the export, with plain line ends, without labels, loading
    dates and notes. It is empty for an article without a text.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if len(set(_FACTIVA_LABEL.findall(text))) >= _FEWEST_LABELS:
        return _read_factiva(text)
    if _NEXIS_END.search(text) and _NEXIS_BODY.search(text):
        return _read_nexis(_split_at(_NEXIS_END, text, before=True))
    if _NEXIS_START.search(text) and _NEXIS_LENGTH.search(text):
        return _read_nexis(_split_at(_NEXIS_START, text, before=False))
    return None


def _read_factiva(text: str) -> Iterator[dict[str, Any]]:
    """Yield the articles of a Factiva export by field."""
    for article in _split_at(_FACTIVA_END, text, before=True):
        text_label = _FACTIVA_TEXT_LABEL.search(article)
        head = article[: text_label.start()] if text_label else article
        values = _read_factiva_head(head)
        if text_label or values:
            body = _trim_factiva_tail(article[text_label.end() :]) if text_label else ""
            yield values | {"text": body}


def _read_factiva_head(head: str) -> dict[str, Any]:
    """Return the values of the labels of an article's head by field."""
    labels = list(_FACTIVA_HEAD_LABEL.finditer(head))
    ends = [label.start() for label in labels[1:]] + [len(head)]
    values: dict[str, Any] = {}
    for label, end in zip(labels, ends, strict=True):
        if field := _FACTIVA_FIELDS.get(label[1] or label[2]):
            values.setdefault(field, " ".join(head[label.end() : end].split()))
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
    return line.ends_sentence and line.word_count >= _SENTENCE_WORDS and " : " not in line.text


def _read_nexis(articles: Iterator[str]) -> Iterator[dict[str, Any]]:
    """Yield the articles of a Nexis export by field."""
    for article in articles:
        body_label = _NEXIS_BODY.search(article) or _NEXIS_LENGTH.search(article)
        head = article[: body_label.start()] if body_label else article
        values = _read_nexis_head(head)
        if body_label is None and not values["published"]:
            continue  # The text around the articles.
        body = _trim_nexis_tail(article[body_label.end() :]) if body_label else ""
        yield {"text": body, **values}


def _read_nexis_head(head: str) -> dict[str, str]:
    """Return title, outlet, byline and date from the head of an article; unknown ones are empty.

    In newer exports the lines before the date are the title and the outlet; older ones label the
    title.
    """
    labelled = {name.lower(): value.strip() for name, value in _NEXIS_HEAD_LABEL.findall(head)}
    title, outlet = labelled.get("headline", ""), ""
    lines = list(filter(None, map(str.strip, head.splitlines())))
    dates = ((number, date[0]) for number, line in enumerate(lines) if (date := _DATE.search(line)))
    date_line, published = next(dates, (0, ""))
    if date_line > 0:
        outlet = lines[date_line - 1]
    if date_line > 1:
        title = title or lines[date_line - 2]
    return {
        "title": title,
        "outlet": outlet,
        "byline": labelled.get("byline", ""),
        "published": published,
    }


def _trim_nexis_tail(text: str) -> str:
    """Return the running text from what follows its label."""
    lines = split_lines(text)
    end = len(text)
    for number in range(len(lines) - 1, -1, -1):
        line = lines[number]
        if _NEXIS_TAIL.match(line.text):
            end = line.start
        elif line.is_prose and not (
            number and _NEXIS_LABEL_ABOVE.fullmatch(lines[number - 1].text)
        ):
            break
    return text[:end].strip()


def _split_at(mark: re.Pattern[str], text: str, *, before: bool) -> Iterator[str]:
    """Yield the parts of a text before each mark and after the last, or only those after a mark."""
    marks = [match.span() for match in mark.finditer(text)]
    starts = [0, *(end for _, end in marks)]
    ends = [*(start for start, _ in marks), len(text)]
    parts = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    yield from (part for part in (parts if before else parts[1:]) if part.strip())
