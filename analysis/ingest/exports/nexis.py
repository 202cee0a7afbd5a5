"""Nexis's exports as text, of Nexis Uni and older, in the languages of its interfaces.

An article has "1 of 20 DOCUMENTS" above it, or "End of Document" below it. Its head has the title,
the outlet and the date on lines of their own, then lines such as "Byline: …" and "Length: … words",
then "Body"; older exports label the title and have no "Body". Labelled lines follow the text. A
line of the text can look like a label ("Notes: …"), so the text ends only where nothing but labels
and their values follows. A cover page can precede the first article.
"""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from analysis.ingest.dates import parse_date
from analysis.ingest.exports.export_labels import label_pattern, labels
from analysis.ingest.exports.split_at import split_at
from analysis.ingest.segmentation.lines import Line, split_lines
from analysis.ingest.segmentation.phrases import has_name_capitals
from analysis.ingest.written_dates import date_of_line, month_names

_FLAGS = re.MULTILINE | re.IGNORECASE
_END = re.compile(rf"^[ \t]*(?:{label_pattern('nexis', 'end')})[ \t]*$", _FLAGS)
_START = re.compile(
    rf"^[ \t]*(?:Document )?\d+ (?:of|von|van|de|sur) \d+"
    rf"(?: (?:{label_pattern('nexis', 'start')}))?[ \t]*$",
    _FLAGS,
)
_BODY = re.compile(rf"^[ \t]*(?:{label_pattern('nexis', 'body')})[ \t]*$", _FLAGS)
_LENGTH = re.compile(
    rf"^[ \t]*(?:{label_pattern('nexis', 'length')})[ \t]*:[ \t]*\d[\d,. ]* ?"
    rf"(?:{label_pattern('factiva', 'words')})[ \t]*$",
    _FLAGS,
)
_HEAD_LABELS = "|".join(
    label_pattern("nexis", use) for use in ("title", "byline", "length", "head")
)
_HEAD_LABEL = re.compile(rf"[ \t]*({_HEAD_LABELS})[ \t]*:[ \t]*(.*)", re.IGNORECASE)
_TAIL = re.compile(rf"[ \t]*(?:{label_pattern('nexis', 'tail')})[ \t]*(?::|$)", re.IGNORECASE)
#: The same below wrapped lines, with which it seems to be one paragraph.
_TAIL_BELOW_LINES = re.compile(
    rf"\n[ \t]*\n[ \t]*(?:{label_pattern('nexis', 'tail')})[ \t]*:[^\n]*\Z", re.IGNORECASE
)
#: Labels of the tail that are above a paragraph, which can be a sentence.
_LABEL_ABOVE = re.compile(
    r"(?:graphic|grafik|abbildung|bild|grafiek|afbeelding|foto|graphique|illustration|photo|notes|anmerkungen|opmerkingen"
    r"|remarques|correction|berichtigung|correctie)[ \t]*:?",
    re.IGNORECASE,
)
#: Lines of the head that are neither title nor outlet.
_NOTE = re.compile(
    r"\(?(?:show ?:|program ?:|correction appended|correction|clarification appended"
    r"|copyright\b|©|all rights reserved"
    r"|alle rechte|alle rechten|tous droits"
    r"|.*\b(?:edition|ausgabe|editie|édition)\)?(?: ?- ?(?:final|letzte|laatste|finale))?$)",
    re.IGNORECASE,
)
#: The foot of a printed page, and the line below it.
_PAGE_FOOT = re.compile(
    r"^[ \t]*(?:page|seite|pagina)[ \t]+\d{1,4}[ \t]+(?:of|von|van|de|sur)[ \t]+\d{1,4}[ \t]*\n"
    r"(?:[ \t]*\n)*(?P<below>.*)",
    _FLAGS,
)
#: A date without a day, as magazines have it: "September 2023".
_MONTH_LINE = re.compile(
    rf"(?:{month_names()}|spring|summer|autumn|fall|winter)\.?,? (?:19|20)\d\d", re.IGNORECASE
)
_ISO_DATE = re.compile(r"(?:19|20)\d\d-\d\d-\d\d")
#: Fewest words of a title that cannot be the name of an outlet (judgement).
_FEWEST_TITLE_WORDS = 5
#: A line of a cover page: who downloaded the export, when, and how many articles it has.
_COVER = re.compile(
    r"^[ \t]*(?:[\w’' /]{2,40}:[ \t]*=|(?:documents|dokumente|documenten)[ \t]*\(\d+\)[ \t]*$)",
    _FLAGS,
)
#: An article in the list of a cover page.
_LISTED = re.compile(r"^[ \t]*\d{1,4}\.[ \t]+(\S.*?)[ \t]*$", re.MULTILINE)


def split_nexis(text: str) -> Iterator[dict[str, Any]] | None:
    """Return the articles of an export by field; None if the text is not one of Nexis."""
    if _END.search(text) and _BODY.search(text):
        text = _without_page_feet(text)
        return _read_articles(split_at(_END, text, before=True))
    if _START.search(text) and _LENGTH.search(text):
        return _read_articles(split_at(_START, text, before=False))
    body, length = _BODY.search(text), _LENGTH.search(text)
    if body and length and length.start() < body.start():
        head = text[: length.start()]
        if any(date_of_line(line) for line in head.splitlines()):
            return _read_articles(iter([text]))
    return None


def _without_page_feet(text: str) -> str:
    """Return a text without the feet of pages, and the headline that pages repeat below them.

    The line below a foot is a repetition if it is elsewhere in the text too.
    """

    def replacement(match: re.Match[str]) -> str:
        below = match["below"].strip()
        is_repeated = below and counts[below] > 1
        return "" if is_repeated else match["below"]

    counts = Counter(map(str.strip, text.splitlines()))
    return _PAGE_FOOT.sub(replacement, text)


def _read_articles(articles: Iterator[str]) -> Iterator[dict[str, Any]]:
    """Yield the articles of an export by field; the text around them is left out."""
    for article in articles:
        body_label = _BODY.search(article) or _LENGTH.search(article)
        head = article[: body_label.start()] if body_label else article
        values = _read_head(head)
        if body_label is None and not values.get("published"):
            continue
        body = ""
        if body_label:
            rest = article[body_label.end() :]
            labelled, rest = _skip_head_labels(rest)
            values = {**labelled, **values}
            body = _trim_tail(rest)
        yield {"text": body, **values}


def _skip_head_labels(text: str) -> tuple[dict[str, str], str]:
    """Return the values of labels at the start of a text, and the text below them."""
    lines = split_head(text)
    labelled: dict[str, str] = {}
    start = 0
    for number, line in enumerate(lines):
        if match := _HEAD_LABEL.fullmatch(line.text):
            _store(labelled, match[1], match[2])
        elif not number or line.follows_gap or not labelled:
            break
        start = lines[number + 1].start if number + 1 < len(lines) else len(text)
    return labelled, text[start:]


def _read_head(head: str) -> dict[str, Any]:
    """Return title, outlet, byline and date from the head of an article; unknown ones are left out.

    The lines above the date are the title and the outlet; if a label states the title, or there is
    but the outlet, the title is labelled or below the date.
    """
    listed = {" ".join(title.split()) for title in _LISTED.findall(head)}
    has_cover = bool(_COVER.search(head))
    lines = [line for line in split_head(head) if not _START.fullmatch(line.text)]
    values: dict[str, Any] = {}
    first_label = len(lines)
    for number, line in enumerate(lines):
        match = _HEAD_LABEL.fullmatch(line.text)
        if match and not (has_cover and number == 0):
            if _label_use(match[1]) in {"title", "byline"}:
                _store(values, match[1], _with_continuation(match[2], lines, number))
            first_label = min(first_label, number)
    date_index = _find_date_line(lines[:first_label])
    if date_index is None:
        return values
    if published := _read_date_line(lines[date_index].text):
        values["published"] = published
    above = [line for line in lines[:date_index] if not _NOTE.match(line.text)]
    if above:
        values["outlet"] = above[-1].text
    title = _title_above(above[:-1], listed, has_cover=has_cover)
    if not title:
        below = [
            line.text
            for line in lines[date_index + 1 : first_label]
            if not _NOTE.match(line.text) and not date_of_line(line.text)
        ]
        title = " ".join(below)
    if len(above) == 1 and "title" not in values and _is_like_title(above[0]):
        outlet = title if title and has_name_capitals(title) else ""
        values.pop("outlet")
        values |= {"outlet": outlet} if outlet else {}
        title = above[0].text if outlet or not title else ""
    if title:
        values.setdefault("title", title)
    return values


def _is_like_title(line: Line) -> bool:
    """Return whether a line is no name of an outlet: it has several words in lower case."""
    return line.word_count >= _FEWEST_TITLE_WORDS and not has_name_capitals(line.text)


def split_head(head: str) -> list[Line]:
    """Return the lines of a head, wrapped ones each for itself."""
    lines: list[Line] = []
    position = 0
    follows_gap = True
    for raw in head.splitlines(keepends=True):
        text = " ".join(raw.split())
        if text:
            lines.append(Line(text, position, follows_gap=follows_gap))
        follows_gap = not text
        position += len(raw)
    return lines


def _find_date_line(lines: list[Line]) -> int | None:
    """Return the index of the line with the date of publication: the last that is a date.

    If there is none, it is the last that is a month.
    """
    dates = [number for number, line in enumerate(lines) if _read_date_line(line.text)]
    months = [number for number, line in enumerate(lines) if _MONTH_LINE.fullmatch(line.text)]
    return next((numbers[-1] for numbers in (dates, months) if numbers), None)


def _read_date_line(line: str) -> date | None:
    """Return the date of a line that holds little else, also as "2023-09-05"."""
    return date_of_line(line) or (parse_date(line) if _ISO_DATE.fullmatch(line) else None)


def _title_above(lines: list[Line], listed: set[str], *, has_cover: bool) -> str:
    """Return the title from the lines above the outlet.

    Below a cover page it is what its list names, else the paragraph above the outlet.
    """
    if not has_cover:
        return " ".join(line.text for line in lines)
    for first in range(len(lines) - 1, -1, -1):
        title = " ".join(line.text for line in lines[first:])
        if title in listed or any(entry.startswith(title) for entry in listed):
            return title
        if lines[first].follows_gap and first < len(lines) - 1:
            break
    first = next((n for n in range(len(lines) - 1, -1, -1) if lines[n].follows_gap), 0)
    return " ".join(line.text for line in lines[first:])


def _with_continuation(value: str, lines: list[Line], number: int) -> str:
    """Return the value of a label with the lines below it that belong to it."""
    parts = [value]
    for line in lines[number + 1 :]:
        if line.follows_gap or _HEAD_LABEL.fullmatch(line.text):
            break
        parts.append(line.text)
    return " ".join(filter(None, parts))


def _store(values: dict[str, Any], label: str, value: str) -> None:
    use = _label_use(label)
    if use in {"title", "byline"} and value:
        values.setdefault(use, value)


def _label_use(label: str) -> str:
    name = label.casefold()
    return next((use for use in ("title", "byline") if name in labels("nexis", use)), "head")


def _trim_tail(text: str) -> str:
    """Return the running text from what follows its label."""
    lines = split_lines(text)
    end = len(text)
    for number in range(len(lines) - 1, -1, -1):
        line = lines[number]
        if _TAIL.match(line.text):
            end = line.start
        elif label := _TAIL_BELOW_LINES.search(text, line.start, line.end):
            end = label.start()
            break
        elif line.is_prose and not (number and _LABEL_ABOVE.fullmatch(lines[number - 1].text)):
            break
    return text[:end].strip()
